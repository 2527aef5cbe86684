"""Whose public holidays somebody keeps: the offer, and the choice of a region. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from handlers.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    ChoiceField,
    Field,
    Form,
    Option,
    TextField,
    text,
)
from handlers.people import week_views
from handlers.people.away_views import day_in_words

RIGHT = "people.holidays_right"
REGION = "people.holidays_region"
FORM = "people.holidays"
ALL = "all"
"""The country, and no region of it."""
MOST = 99
"""Regions that a menu has room for."""


def offered(
    code: str, country: str, has_regions: bool, coming: tuple[date, str] | None, today: date
) -> Card:
    """Beside the first question that somebody is asked: nothing is taken from a clock in silence."""
    question = "Which public holidays do you keep?"
    why = (
        f"I go by {country}, as your time zone lies there, and leave you in peace on its public "
        "holidays."
    )
    next_one = f" The next is {day_in_words(coming[0], today)}, {coming[1]}." if coming else ""
    args = {"country": code}
    buttons = [Button(f"Yes, {country}", RIGHT, args, look="primary")]
    if has_regions:
        buttons.append(Button("A region of it", REGION, args, opens_form=True))
    buttons.append(Button("Another country", week_views.OPEN, opens_form=True))
    return Card(question, (text(Bold(question)), text(f"{why}{next_one}"), Buttons(tuple(buttons))))


def region_form(code: str, country: str, regions: Mapping[str, str], chosen: str = "") -> Form:
    """`regions`: names by their codes; `chosen` is a code."""
    if len(regions) > MOST:
        hint = f"The part of {country} you work in, by its name or code. Empty: all of it."
        known = regions.get(chosen, "")
        field: Field = TextField("region", "Region", known, hint=hint, required=False, longest=60)
    else:
        by_name = sorted(regions.items(), key=lambda each: each[1].casefold())
        options = (
            Option(ALL, f"What all of {country} keeps"),
            *(Option(each, name) for each, name in by_name),
        )
        field = ChoiceField("region", "Region", options, chosen or ALL)
    return Form(FORM, "Your public holidays", (field,), args={"country": code})
