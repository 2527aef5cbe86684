"""`/drumbeat settings`: a person's own working days, hour, public holidays and calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from handlers.calendars import countries, days, known
from handlers.cards import Card, Form, Part
from handlers.errors import Invalid
from handlers.events import Answers, Commanded, DaysChanged, FormSent, Pressed
from handlers.people import calendar, week_views
from handlers.people.week_views import Week
from handlers.people.whom import local_day
from handlers.replies import Show, Whisper
from handlers.routing import Desk, Replies, Router
from handlers.times import WEEKDAY_NAMES, WEEKDAYS
from storage import links, partaking
from storage.models import CalendarLink, Person

MOST_NAMED = 20
"""Regions in an answer; a form has little room for words at a field."""


def router_for(whole: Router) -> Router:
    """Whatever asks people for something hears of it; `whole` may still grow."""
    router = Router()

    @router.command(
        "drumbeat",
        "settings",
        hint="set your working days, hour, public holidays and calendar",
        opens_form=True,
    )
    def settings(desk: Desk, event: Commanded) -> Replies:
        return [Show(_form(desk))]

    @router.button(week_views.OPEN, opens_form=True)
    def open_pressed(desk: Desk, event: Pressed) -> Replies:
        return [Show(_form(desk))]

    @router.form(week_views.FORM)
    def sent(desk: Desk, event: FormSent) -> Replies:
        person = desk.person
        _take(desk, person, event.answers)
        desk.session.add(person)
        desk.session.flush()
        changed = whole.handle(desk, DaysChanged(event.origin, person.ref))
        return [Whisper(kept(desk, person)), *changed]

    @router.home
    def home(desk: Desk) -> Sequence[Part]:
        person = desk.person
        today = local_day(desk, person)
        coming = days.next_holidays(known.week_of(person), today, 1)
        return week_views.home(
            _shown(desk, person),
            known.away(desk, person, since=today),
            coming[0] if coming else None,
            today,
        )

    return router


def kept(desk: Desk, person: Person) -> Card:
    """Their week as it is now."""
    today = local_day(desk, person)
    coming = days.next_holidays(known.week_of(person), today, 1)
    return week_views.kept(_shown(desk, person), coming[0] if coming else None, today)


def _form(desk: Desk) -> Form:
    person = desk.person
    parts = partaking.of_person(desk.session, person.key)
    code = person.country or countries.country_of(person.zone)
    link = links.of_person(desk.session, person.key)
    return week_views.form(
        country=countries.country_name(code),
        region=countries.region_name(code, person.region) if person.region else "",
        is_guessed=not person.country,
        keeps_holidays=person.keeps_holidays,
        days=person.own_days.split(",") if person.own_days else _met(desk),
        hour=person.own_hour,
        team_hours=[part.standup.hour for part in parts],
        calendar=link.host if link else "",
        can_keep_calendar=desk.seals is not None,
    )


def _met(desk: Desk) -> list[str]:
    """The days that any team of this person meets on."""
    parts = partaking.of_person(desk.session, desk.person.key)
    met = {day for part in parts for day in part.standup.days.split(",")}
    return [day for day in WEEKDAYS if day in met] or list(WEEKDAYS[:5])


def _take(desk: Desk, person: Person, answers: Answers) -> None:
    """Into the row. Raises Invalid, with nothing changed."""
    problems: dict[str, str] = {}
    chosen = [day for day in WEEKDAYS if day in answers.get("days", "").split(",")]
    if not chosen:
        problems["days"] = "Choose at least one day."
    hour = _time(answers.get("hour", ""))
    if hour is None and answers.get("hour"):
        problems["hour"] = "A time such as 08:30, please."
    guess = countries.country_of(person.zone)
    said = answers.get("country", "").strip()
    country = countries.country_called(said) if said else guess
    if country is None:
        problems["country"] = "I don't know this country's holidays. Try its English name, or DE."
    part = answers.get("region", "").strip()
    region = countries.region_called(country, part) if country and part else ""
    if country is not None and region is None:
        problems["region"] = regions_known(country)
    address = answers.get("calendar", "").strip()
    ends = address.casefold() == week_views.NONE
    if address and not ends and (wrong := calendar.problem(desk, address)):
        problems["calendar"] = wrong
    if problems:
        raise Invalid(problems)
    if ends:
        calendar.stop(desk, person)
    elif address:
        calendar.keep(desk, person, address)
    # What is as the teams, or the time zone, have it goes on following them.
    person.own_days = "" if set(chosen) >= set(_met(desk)) else ",".join(chosen)
    person.own_hour = hour
    person.keeps_holidays = answers.get("holidays", week_views.KEEPS) != week_views.WORKS
    person.country = "" if country == guess and not region else country or ""
    person.region = region or ""
    person.offered_country = guess or person.offered_country


def regions_known(country: str) -> str:
    """What can be said instead of a region that is none."""
    names, where = sorted(countries.regions(country).values()), countries.country_name(country)
    if not names:
        return f"{where} has the same holidays everywhere. Leave this empty."
    if len(names) > MOST_NAMED:
        return f"I don't know this part of {where}. Say it such as {names[0]}, or by its code."
    return f"I know these regions of {where}: {', '.join(names)}."


def _time(words: str) -> time | None:
    try:
        return time.fromisoformat(words).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return None


def _shown(desk: Desk, person: Person) -> Week:
    link = links.of_person(desk.session, person.key)
    code = person.country or countries.country_of(person.zone)
    own = person.own_days.split(",") if person.own_days else []
    return Week(
        country=countries.country_name(code),
        region=countries.region_name(code, person.region) if person.region else "",
        is_guessed=not person.country,
        keeps_holidays=person.keeps_holidays,
        days=", ".join(
            name for day, name in zip(WEEKDAYS, WEEKDAY_NAMES, strict=True) if day in own
        ),
        hour=person.own_hour,
        calendar=link.host if link else "",
        calendar_state=_state(link) if link else "",
    )


def _state(link: CalendarLink) -> str:
    if link.trouble:
        return link.trouble
    return "Days away are taken from it" if link.read_at else "I'll read it within a minute"
