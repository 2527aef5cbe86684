"""Being away: the form, and what is said of it. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.calendars.days import Range
from handlers.cards import (
    Button,
    Buttons,
    Card,
    DayField,
    Field,
    Form,
    PersonField,
    plain,
    small,
)
from handlers.choices import one_of
from handlers.times import day_and_year, day_name

SET = "people.away"
BACK = "people.back"
MEANT = "people.away_meant"
FORM = "people.away"
EXAMPLE = "/standup away from Monday to 12 Jan"


def form(first: date | None, last: date | None, *, for_others: bool, person: str = "") -> Form:
    """`for_others`: it may be somebody else's; `person`: the platform's id of whose it is."""
    days: tuple[Field, ...] = (
        DayField("first", "From", first, hint="The first day you are away."),
        DayField(
            "last", "Until", last, hint="The last one. Empty: just this one day.", required=False
        ),
    )
    if for_others:
        whose = PersonField(
            "person", "Who", person, hint="Empty: you. Others are told.", required=False
        )
        days = (*days, whose)
    return Form(FORM, "Away", days)


def unclear(question: str, options: Sequence[str], person: str) -> Card:
    """The words can mean several ranges. `person`: the platform's id of somebody else."""
    whose = {"person": person} if person else {}
    chosen = [Button(each, MEANT, {"words": each, **whose}) for each in options]
    others = Buttons((Button("Other days", SET, whose, opens_form=True),))
    return Card(question, (plain(question), *one_of(chosen), others))


def kept(
    away: Range,
    today: date,
    *,
    name: str = "",
    person: str = "",
    note: str = "",
    stand_in: str = "",
) -> Card:
    """`name` and `person`, the platform's id: somebody else's; `note`: what was taken to be
    meant; `stand_in`: who is asked about blockers meanwhile."""
    who = f"{name} is" if name else "You are"
    said = f"{who} away {in_words(away, today)}."
    peace = (
        "Nobody is asked or reminded of anything then. I've told them."
        if name
        else "I won't ask or remind you of anything then, in any of your teams."
    )
    back = Button("Not away after all", BACK, {"person": person} if person else {})
    change = Button("Change", SET, {"person": person} if person else {}, opens_form=True)
    notes = (small(note),) if note else ()
    asked = _asked(stand_in, is_mine=not name)
    helps = (small(asked),) if asked else ()
    return Card(said, (plain(said), *notes, small(peace), *helps, Buttons((change, back))))


def _asked(stand_in: str, *, is_mine: bool) -> str:
    """Only they themselves can say who stands in for them."""
    if stand_in:
        changes = "; /blocker stand-in changes that" if is_mine else ""
        return f"{stand_in} is asked about blockers meanwhile{changes}."
    return "/blocker stand-in @Ada says who is asked about blockers meanwhile." if is_mine else ""


def told(by: str, away: Range, today: date) -> Card:
    """To whom somebody else has set away."""
    said = f"{by} has told me that you are away {in_words(away, today)}."
    return Card(
        said,
        (
            plain(said),
            small("I won't ask or remind you of anything then. If that is wrong, just say so."),
            Buttons((Button("I'm here", BACK), Button("Change", SET, opens_form=True))),
        ),
    )


def back(over: Range, today: date, *, name: str = "") -> Card:
    """No longer away on those days."""
    who = f"{name} is" if name else "You are"
    if today in over:
        said = f"Welcome back. You count as here again from today, {day_in_words(today, today)}."
        if name:
            said = f"{name} counts as here again from today, {day_in_words(today, today)}."
    else:
        said = f"{who} not away {in_words(over, today)} after all."
    return Card(said, (plain(said),))


def told_back(by: str, over: Range, today: date) -> Card:
    said = f"{by} has told me that you are not away {in_words(over, today)} after all."
    return Card(said, (plain(said), Buttons((Button("Away", SET, opens_form=True),))))


def in_words(away: Range, today: date) -> str:
    """Such as "from Monday 30 November to Tuesday 12 January 2027"."""
    if away.first == away.last:
        return f"on {day_in_words(away.first, today)}"
    first, last = day_in_words(away.first, today), day_in_words(away.last, today)
    return f"from {first} to {last} ({away.days} days)"


def day_in_words(day: date, today: date) -> str:
    """With the year where it is another."""
    return day_name(day) if day.year == today.year else day_and_year(day)
