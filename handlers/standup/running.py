"""A stand-up with its team, and the names its messages and moments go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from handlers import rhythm
from handlers.routing import Desk
from handlers.standup import questions, views
from handlers.standup.questions import Question
from handlers.standup.views import Where
from handlers.times import WEEKDAY_NAMES, WEEKDAYS, Recurs, zone_called
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
        return views.called(self.team.name, self.standup.name)

    @property
    def whole(self) -> str:
        """Such as "stand-up of Harbor"."""
        return views.whole(self.team.name, self.standup.name)

    @property
    def has_ended(self) -> bool:
        return self.standup.ended_at is not None

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
        """Such as "Mon, Tue, Wed at 09:00 in everybody's own time"."""
        days = days_in_words(self.days, self.standup.every_weeks)
        return f"{days} at {self.standup.hour:%H:%M} in everybody's own time"

    def asks(self, zone: str, hour: time | None = None) -> Recurs:
        """When people in that zone are asked, at the team's hour or another."""
        return rhythm.asks(self.standup, hour or self.standup.hour, zone)

    def asks_of(self, person: Person | people.Facts) -> Recurs:
        """When somebody is asked, as far as nothing keeps them."""
        return self.asks(self.zone_of(person), rhythm.hour_of(self.standup, person.own_hour))

    def clock_of(self, person: Person | people.Facts) -> Clock:
        return Clock(self.zone_of(person), rhythm.hour_of(self.standup, person.own_hour))

    @property
    def digests(self) -> Recurs:
        """When the digest is due: the window's close, on the team's clocks."""
        return rhythm.asks(self.standup, self.standup.hour, self.team.zone, self.window)

    def zone_of(self, person: Person | people.Facts) -> str:
        return person.zone if zone_called(person.zone) else self.team.zone

    def where(self, day: date) -> Where:
        return Where(self.standup.key, self.team.name, day, self.standup.name)

    # Names of messages.
    def ask(self, day: date, person: int) -> str:
        return f"standup:{self.standup.key}:{day}:ask:{person}"

    def digest(self, day: date) -> str:
        return f"standup:{self.standup.key}:{day}:digest"

    def digest_for(self, day: date, observer: int) -> str:
        return f"standup:{self.standup.key}:{day}:digest:{observer}"

    def entry(self, day: date, person: int) -> str:
        return f"standup:{self.standup.key}:{day}:entry:{person}"


def days_in_words(days: frozenset[str], every_weeks: int = 1) -> str:
    """Such as "Monday to Friday" or "Every other Friday"."""
    ordered = [day for day in WEEKDAYS if day in days]
    if every_weeks > 1:
        often = "other week" if every_weeks == 2 else f"{every_weeks} weeks"
        if len(ordered) > 1:
            return f"Every {often}, {days_in_words(days)}"
        [only] = ordered
        name = WEEKDAY_NAMES[WEEKDAYS.index(only)]
        return f"Every other {name}" if every_weeks == 2 else f"Every {often} on {name}"
    if ordered == list(WEEKDAYS[:5]):
        return "Monday to Friday"
    if len(ordered) == 7:
        return "Every day"
    return ", ".join(day.capitalize() for day in ordered)


def called(desk: Desk, standup_id: int) -> Running | None:
    found = at_the_hour.with_team(desk.session, standup_id)
    return Running(*found) if found else None


def of_team(desk: Desk, team: Team) -> list[Running]:
    """Those that run, by name."""
    return [Running(standup, team) for standup in standups.of_team(desk.session, team.key)]


def ever_of_team(desk: Desk, team: Team) -> list[Running]:
    """The same, and after them those that have ended."""
    return [Running(standup, team) for standup in standups.ever_of_team(desk.session, team.key)]


def labels(several: Sequence[Running]) -> list[str]:
    """What each is called among these: by its own name within one team."""
    is_one_team = len({each.team.key for each in several}) == 1
    of_teams = Counter(each.team.key for each in several)
    found = []
    for each in several:
        own = each.standup.name or "Stand-up"
        if is_one_team:
            label = own if len(several) > 1 else each.name
        else:
            is_plain = of_teams[each.team.key] > 1 and not each.standup.name
            label = views.called(each.team.name, own) if is_plain else each.name
        found.append(f"{label} (ended)" if each.has_ended else label)
    return found


def named(several: Sequence[Running]) -> list[tuple[int, str]]:
    """By id, and what each is called among these."""
    keys = [each.standup.key for each in several]
    return list(zip(keys, labels(several), strict=True))


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
