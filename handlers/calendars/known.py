"""Who has a day off, as far as it was said or read. Whatever asks people for something asks here
first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.calendars import days
from handlers.calendars.days import Off, Range, Span, Week
from handlers.routing import Desk
from storage import absences
from storage.models import Person
from storage.people import Facts


def off_in_team(
    desk: Desk, team_id: int, people: Sequence[Person | Facts], day: date
) -> dict[int, Off]:
    """Who of the team's people has that day off, and why. One question to the database, however
    many they are."""
    # What waits to be saved is seen by a statement that goes past the session.
    desk.session.flush()
    spans: dict[int, list[Span]] = {}
    for person_id, first, last, source in absences.of_team(desk.session, team_id, since=day):
        span = Span(Range(first, last), days.source(source))
        spans.setdefault(person_id, []).append(span)
    found: dict[int, Off] = {}
    for person in people:
        off = days.off(week_of(person), days.ranges(spans.get(person.key, ())), day)
        if off is not None:
            found[person.key] = off
    return found


def away(desk: Desk, person: Person, since: date) -> list[Range]:
    """When somebody is away, from a range that has not ended by that day on."""
    rows = absences.of_people(desk.session, [person.key], since)
    return days.ranges(
        Span(Range(row.first_day, row.last_day), days.source(row.source)) for row in rows
    )


def week_of(person: Person | Facts) -> Week:
    return days.week(
        person.country, person.region, person.keeps_holidays, person.own_days, person.zone
    )
