"""Who has a day off, as far as it was said or read. Whatever asks people for something asks here
first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.calendars import days
from handlers.calendars.days import Off, Range, Span, Week
from handlers.calendars.hours import WORKING_DAYS, Hours
from handlers.routing import Desk
from handlers.times import local, zone_called
from storage import absences
from storage.models import Person
from storage.people import Facts


def off_in_team(
    desk: Desk, team_id: int, people: Sequence[Person | Facts], day: date
) -> dict[int, Off]:
    """Who of the team's people has that day off, and why. One question to the database, however
    many they are."""
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


@dataclass(frozen=True, slots=True)
class Own:
    """What is known of somebody's days from one on."""

    week: Week
    away: list[Range]

    def off(self, day: date) -> Off | None:
        return days.off(self.week, self.away, day)


def own_days(desk: Desk, people: Sequence[Person | Facts], since: date) -> dict[int, Own]:
    """By person, for as many days from that one on as may be asked about. One question to the
    database."""
    spans: dict[int, list[Span]] = {}
    for row in absences.of_people(desk.session, [person.key for person in people], since):
        span = Span(Range(row.first_day, row.last_day), days.source(row.source))
        spans.setdefault(row.person_id, []).append(span)
    return {
        person.key: Own(week_of(person), days.ranges(spans.get(person.key, ())))
        for person in people
    }


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


def hours_of(
    desk: Desk, person: Person, zone: str, opens: time = time(9), closes: time = time(17)
) -> Hours:
    """From `opens` to `closes` on the person's own days and clock, without holidays and days away."""
    week = week_of(person)
    away_then = away(desk, person, since=local(desk.now, zone).date() - timedelta(days=1))
    return Hours(
        zone,
        opens,
        closes,
        week.days if person.own_days else WORKING_DAYS,
        is_holiday=lambda day: bool(week.holiday(day)),
        is_away=lambda day: any(day in each for each in away_then),
    )


def at_work(desk: Desk, person: Person, zone: str) -> datetime | None:
    """The first moment from now on that the person is at work, on their own clock or, where nobody
    knows it, on that of `zone`; None: none in sight."""
    own = person.zone if zone_called(person.zone) else zone
    return hours_of(desk, person, own).next(desk.now)
