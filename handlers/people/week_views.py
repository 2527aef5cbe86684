"""Somebody's own week: the form, what was understood, and how it stands in the home pane. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time

from handlers.calendars.days import Range
from handlers.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    ChoiceField,
    ChoicesField,
    Facts,
    Field,
    Form,
    Heading,
    Option,
    Part,
    Spans,
    TextField,
    TimeField,
    line,
    text,
)
from handlers.people import away_views
from handlers.people.away_views import day_in_words
from handlers.times import WEEKDAY_NAMES, WEEKDAYS

OPEN = "people.week"
FORM = "people.week"
KEEPS = "keep"
WORKS = "work"
NONE = "none"
"""What takes a calendar away."""
DAYS = tuple(Option(day, name) for day, name in zip(WEEKDAYS, WEEKDAY_NAMES, strict=True))
MOST_RANGES = 3
"""Shown at once in the home pane."""


@dataclass(frozen=True, slots=True)
class Week:
    """As it is shown: names, no codes."""

    country: str
    region: str
    is_guessed: bool
    """Nobody chose the country: it is the time zone's."""
    keeps_holidays: bool
    days: str
    """In words; empty: as the teams meet."""
    hour: time | None
    calendar: str
    """Its host; empty for none."""
    calendar_state: str = ""
    """How reading it goes."""


def form(
    *,
    country: str,
    region: str,
    is_guessed: bool,
    keeps_holidays: bool,
    days: Collection[str],
    hour: time | None,
    team_hours: Sequence[time],
    calendar: str,
    can_keep_calendar: bool,
) -> Form:
    """`days` on which the person works; `calendar` the host of the one that is read now."""
    usual = " or ".join(f"{each:%H:%M}" for each in sorted(set(team_hours))) or "09:00"
    fields: tuple[Field, ...] = (
        ChoicesField("days", "Your working days", DAYS, tuple(days)),
        TimeField(
            "hour",
            "Ask me at",
            hour,
            hint=f"On your own clock. Empty: at your team's hour, {usual}.",
            required=False,
        ),
        ChoiceField(
            "holidays",
            "On public holidays",
            (Option(KEEPS, "Leave me in peace"), Option(WORKS, "Ask me as on any day")),
            KEEPS if keeps_holidays else WORKS,
            look="radio",
        ),
        TextField(
            "country",
            "Country",
            country,
            hint="Whose public holidays are yours."
            + (" I took it from your time zone." if is_guessed and country else ""),
            required=False,
            longest=60,
        ),
        TextField(
            "region",
            "Region",
            region,
            hint="For the holidays of a part of it, such as Bayern, Scotland or California.",
            required=False,
            longest=60,
        ),
    )
    if can_keep_calendar:
        now = f"I read one at {calendar} now; “{NONE}” ends that. " if calendar else ""
        secret = TextField(
            "calendar",
            "Your calendar",
            hint=f"{now}Its secret address in iCal format (.ics). Days that it has you away all day"
            " count as away. I keep the address encrypted and show it to nobody.",
            placeholder="https://…",
            required=False,
            longest=2000,
        )
        fields = (*fields, secret)
    return Form(FORM, "Your days and hours", fields)


def kept(week: Week, coming: tuple[date, str] | None, today: date) -> Card:
    said = "This is how your week is set now."
    change = Button("Change", OPEN, opens_form=True)
    return Card(said, (text(said), Facts(facts(week, coming, today)), Buttons((change,))))


def home(
    week: Week, away: Sequence[Range], coming: tuple[date, str] | None, today: date
) -> list[Part]:
    parts: list[Part] = [Heading("Your days")]
    is_away = bool(away) and today in away[0]
    for number, each in enumerate(away[:MOST_RANGES]):
        here_now = number == 0 and is_away
        until = "today" if each.last == today else f"until {day_in_words(each.last, today)}"
        words = until if here_now else None
        parts.append(text(Bold("Away "), words or away_views.in_words(each, today)))
    if len(away) > MOST_RANGES:
        parts.append(text(f"… and {len(away) - MOST_RANGES} more times after that."))
    parts.append(Facts(facts(week, coming, today)))
    buttons = [
        Button("Change my days and hours", OPEN, opens_form=True),
        Button("Set days away", away_views.SET, opens_form=True),
    ]
    if away:
        label = "I'm back" if is_away else "Not away after all"
        buttons.append(Button(label, away_views.BACK))
    parts.append(Buttons(tuple(buttons)))
    return parts


def facts(
    week: Week, coming: tuple[date, str] | None, today: date
) -> tuple[tuple[str, Spans], ...]:
    rows = [
        ("Working days", line(week.days or "As your teams meet")),
        ("Asked at", line(f"{week.hour:%H:%M}" if week.hour else "Your team's hour")),
        ("Public holidays", line(_holidays(week))),
    ]
    if coming is not None:
        day, name = coming
        rows.append(("Next holiday", line(f"{day_in_words(day, today)}, {name}")))
    if week.calendar:
        rows.append(("Calendar", line(f"{week.calendar}: {week.calendar_state}")))
    return tuple(rows)


def _holidays(week: Week) -> str:
    if not week.keeps_holidays:
        return "Asked as on any day"
    if not week.country:
        return "None, as I don't know your country"
    where = f"{week.country}, {week.region}" if week.region else week.country
    return f"{where} (from your time zone)" if week.is_guessed else where


def calendar_fails(host: str, why: str, *, is_new: bool) -> Card:
    """Told once: at first, or after days."""
    said = f"I can't read your calendar at {host}" + ("." if is_new else " any more.")
    return Card(
        said,
        (
            text(f"{said} {why}"),
            text("Until I can, I only know of the days away that you tell me of."),
            Buttons((Button("Change my days and hours", OPEN, opens_form=True),)),
        ),
    )
