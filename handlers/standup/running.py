"""A stand-up with its team, and the names its messages and moments go by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from handlers.routing import Desk
from handlers.standup import questions
from handlers.standup.questions import Question
from handlers.standup.views import Where
from handlers.times import WEEKDAYS, Recurs, zone_called
from storage import at_the_hour, partaking, people, standups, teams
from storage.models import Person, Standup, StandupDay, Team
from storage.teams import Someone


@dataclass(frozen=True, slots=True)
class Clock:
    """The wall clock and the hour on it that somebody is asked at."""

    zone: str
    hour: time


@dataclass(frozen=True, slots=True)
class Running:
    standup: Standup | at_the_hour.Facts
    team: Team | teams.Facts

    @property
    def name(self) -> str:
        """What people call it."""
        return self.team.name

    @property
    def questions(self) -> tuple[Question, ...]:
        return questions.parse(self.standup.questions)

    def asked_on(self, day: date) -> list[dict[str, Any]]:
        """The questions of that day of the week, as its row keeps them."""
        return questions.of_day(self.standup.questions, day)

    @property
    def window(self) -> timedelta:
        return timedelta(minutes=self.standup.window_minutes)

    @property
    def first_reminder(self) -> timedelta:
        return timedelta(minutes=self.standup.remind_after_minutes)

    @property
    def days(self) -> frozenset[str]:
        return frozenset(self.standup.days.split(","))

    @property
    def schedule(self) -> str:
        """Such as "Mon, Tue, Wed at 09:00 in everybody's own time zone"."""
        return f"{days_in_words(self.days)} at {self.standup.hour:%H:%M} in everybody's own time"

    def asks(self, zone: str, hour: time | None = None) -> Recurs:
        """When people in that zone are asked, at the team's hour or another."""
        return Recurs(self.days, hour or self.standup.hour, zone)

    def asks_of(self, person: Person | people.Facts) -> Recurs:
        """When somebody is asked, as far as nothing keeps them."""
        return self.asks(self.zone_of(person), person.own_hour)

    def clock_of(self, person: Person | people.Facts) -> Clock:
        return Clock(self.zone_of(person), person.own_hour or self.standup.hour)

    @property
    def digests(self) -> Recurs:
        """When the digest is due: the window's close, on the team's clocks."""
        return Recurs(self.days, self.standup.hour, self.team.zone, self.window)

    def zone_of(self, person: Person | people.Facts) -> str:
        return person.zone if zone_called(person.zone) else self.team.zone

    def where(self, day: date) -> Where:
        return Where(self.standup.key, self.team.name, day)

    # Names of messages.
    def ask(self, day: date, person: int) -> str:
        return f"standup:{self.standup.key}:{day}:ask:{person}"

    def digest(self, day: date) -> str:
        return f"standup:{self.standup.key}:{day}:digest"

    def digest_for(self, day: date, observer: int) -> str:
        return f"standup:{self.standup.key}:{day}:digest:{observer}"

    def entry(self, day: date, person: int) -> str:
        return f"standup:{self.standup.key}:{day}:entry:{person}"


def days_in_words(days: frozenset[str]) -> str:
    ordered = [day for day in WEEKDAYS if day in days]
    if ordered == list(WEEKDAYS[:5]):
        return "Monday to Friday"
    if len(ordered) == 7:
        return "Every day"
    return ", ".join(day.capitalize() for day in ordered)


def called(desk: Desk, standup_id: int) -> Running | None:
    found = at_the_hour.with_team(desk.session, standup_id)
    return Running(*found) if found else None


def of_team(desk: Desk, team: Team) -> Running | None:
    standup = standups.of_team(desk.session, team.key)
    return Running(standup, team) if standup else None


def of(desk: Desk, standup: Standup) -> Running:
    team = teams.by_id(desk.session, standup.team_id)
    assert team is not None
    return Running(standup, team)


def of_person(desk: Desk, person: Person) -> list[Running]:
    """The stand-ups a person takes part in, by team name."""
    return [
        Running(part.standup, part.team)
        for part in partaking.of_person(desk.session, person.key)
        if is_asked(Someone(part.member, person))
    ]


def teams_member(desk: Desk, running: Running, person: Person) -> Someone | None:
    member = teams.member(desk.session, running.team.key, person.key)
    return Someone(member, person) if member else None


def is_asked(someone: Someone | None) -> bool:
    """Core members are asked; bots, guests, people who are gone, readers and sponsors are not."""
    return someone is not None and someone.member.circle == "core" and _can_be(someone.person)


def _can_be(person: Person | people.Facts) -> bool:
    return not (person.is_bot or person.is_guest or person.is_gone)


def observers(desk: Desk, running: Running) -> list[Person]:
    """Who has the digest come to them, as long as they are in the team."""
    there = partaking.observers(desk.session, running.standup.key, running.team.key)
    return [person for person in there if not (person.is_bot or person.is_gone)]


def asked_people(desk: Desk, running: Running) -> list[people.Facts]:
    return list(filter(_can_be, teams.core(desk.session, running.team.key)))


def questions_on(desk: Desk, running: Running, day: date) -> tuple[Question, ...]:
    """The day's own questions, as they were when it began; before that, today's setting."""
    found: StandupDay | None = standups.day_if_any(desk.session, running.standup.key, day)
    return questions.parse(found.questions if found else running.asked_on(day))
