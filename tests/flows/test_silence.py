"""Whatever people say of their days: who has a day off is never asked, reminded or named as
missing; who has not is asked once, at their own hour.

What should happen is computed anew here, from the library of holidays and plain sets of days.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest

from handlers.times import WEEKDAYS
from storage import dues
from tests.flows.office import Office, Persona, at, set_up
from tests.flows.reading import buttons
from tests.flows.test_own_week import settles

FIRST = date(2026, 12, 21)
DAYS = [FIRST + timedelta(days=number) for number in range(18)]
"""Over Christmas and New Year, where holidays are many and countries differ."""
ZONES = {
    "Europe/Berlin": "DE",
    "Europe/London": "GB",
    "America/New_York": "US",
    "America/Los_Angeles": "US",
    "Asia/Tokyo": "JP",
    "Asia/Kolkata": "IN",
    "Pacific/Auckland": "NZ",
    "Pacific/Kiritimati": "KI",
    "Australia/Lord_Howe": "AU",
    "America/St_Johns": "CA",
    "Etc/GMT+12": "",
    "UTC": "",
}
REGIONS = (("Germany", "DE", "Bayern", "BY"), ("Spain", "ES", "Cataluña", "CT"))
HOURS = (time(0), time(6, 30), time(9), time(15, 45), time(23, 30))
TEAM_HOUR = time(9)


@dataclass
class Somebody:
    """A person, and what they have said, in plain values."""

    persona: Persona
    zone: str
    days: frozenset[str] = frozenset(WEEKDAYS)
    hour: time = TEAM_HOUR
    country: str = ""
    region: str | None = None
    keeps: bool = True
    away: set[date] = field(default_factory=set)

    def is_off(self, day: date) -> bool:
        country = self.country or ZONES[self.zone]
        kept = (
            country
            and self.keeps
            and day in holidays.country_holidays(country, subdiv=self.region, years=day.year)
        )
        return bool(kept) or day in self.away or WEEKDAYS[day.weekday()] not in self.days

    def is_due(self, day: date) -> bool:
        return day.weekday() < 5 and not self.is_off(day)

    def today(self, now: datetime) -> date:
        return now.astimezone(ZoneInfo(self.zone)).date()


class Silence:
    """A team, and an eye on everything that is sent."""

    def __init__(self, office: Office, chance: random.Random) -> None:
        self.office = office
        self.chance = chance
        self.people: list[Somebody] = []
        self.prompts: Counter[tuple[str, date]] = Counter()
        self.asked_at: dict[tuple[str, date], datetime] = {}
        self._seen = 0

    async def set_up(self) -> None:
        self.office.now = at("12:00", "UTC", FIRST - timedelta(days=3))
        for number in range(8):
            zone = self.chance.choice(sorted(ZONES))
            person = self.office.person(f"Person {number}", zone=zone)
            self.people.append(Somebody(person, zone))
        await set_up(self.office, *(each.persona for each in self.people))

    async def says_something(self) -> None:
        each = self.chance.choice(self.people)
        match self.chance.randrange(5):
            case 0 | 1:
                await self.goes_away(each)
            case 2:
                await each.persona.commands("/standup back")
                self.comes_back(each)
            case _:
                await self.settles(each)

    async def goes_away(self, each: Somebody) -> None:
        first = each.today(self.office.now) + timedelta(days=self.chance.randrange(12))
        last = first + timedelta(days=self.chance.randrange(6))
        # Not what touches another time away: that rule has a test of its own.
        around = {first - timedelta(days=1) + timedelta(days=n) for n in range(9)}
        if each.away & around:
            return
        outcome = await each.persona.commands(f"/standup away {first} to {last}")
        assert not outcome.refused, outcome
        each.away |= {first + timedelta(days=n) for n in range((last - first).days + 1)}

    def comes_back(self, each: Somebody) -> None:
        coming = sorted(day for day in each.away if day >= each.today(self.office.now))
        for before, day in zip([None, *coming], coming, strict=False):
            if before is not None and day - before > timedelta(days=1):
                break
            each.away.remove(day)

    async def settles(self, each: Somebody) -> None:
        days = frozenset(self.chance.sample(WEEKDAYS[:5], self.chance.randint(2, 5)))
        hour = self.chance.choice(HOURS)
        keeps = self.chance.random() < 0.7
        name, country, part, region = self.chance.choice((*REGIONS, ("", "", "", "")))
        outcome = await settles(
            each.persona,
            days=",".join(days),
            hour=f"{hour:%H:%M}",
            holidays="keep" if keeps else "work",
            country=name,
            region=part,
        )
        assert not outcome.errors, outcome
        # All the days of the team means: as the team.
        each.days = days if len(days) < 5 else frozenset(WEEKDAYS)
        each.hour, each.keeps, each.country, each.region = hour, keeps, country, region or None

    async def until(self, moment: datetime) -> None:
        while (due_at := self._next()) is not None and due_at <= moment:
            self.office.now = max(self.office.now, due_at)
            await self.office.tick()
            self.watch()
        self.office.now = moment

    def watch(self) -> None:
        """Nothing that asks may go to somebody who has the day off at this moment."""
        by_ref = {each.persona.ref: each for each in self.people}
        for row in self.office.ledger(after=self._seen):
            self._seen = row.key
            if ":ask:" not in row.subject:
                continue
            each, day = by_ref[row.place], date.fromisoformat(row.subject.split(":")[2])
            assert not each.is_off(day), (row.subject, each, self.office.now)
            if ":remind:" not in row.subject:
                self.prompts[row.place, day] += 1
                self.asked_at[row.place, day] = self.office.now

    def _next(self) -> datetime | None:
        with self.office.database.everywhere() as session:
            due = dues.first(session)
        return due.next_run_at if due else None

    def check_digests(self) -> None:
        shown = {each.subject.split(":")[2]: each.words for each in self.office.digests()}
        for day in DAYS:
            words = shown.get(day.isoformat(), "")
            lines = {line.partition(": ")[0]: line for line in words.splitlines()}
            for each in self.people:
                name = each.persona.name
                if each.is_off(day):
                    assert name not in lines.get("No update", ""), (day, each)
                    assert name not in lines.get("Still to come", ""), (day, each)
                    assert not words or name in lines["Away"], (day, each)
                else:
                    assert name not in lines.get("Away", ""), (day, each)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2))
async def test_over_christmas_everybody_due_is_asked_once_and_nobody_else(
    office: Office, seed: int
) -> None:
    silence = Silence(office, random.Random(seed))
    await silence.set_up()
    for _ in range(14):
        await silence.says_something()
    await silence.until(at("23:59", "UTC", DAYS[-1] + timedelta(days=2)))
    for each in silence.people:
        for day in DAYS:
            asked = silence.prompts[each.persona.ref, day]
            assert asked == int(each.is_due(day)), (day, each)
            if asked:
                local = silence.asked_at[each.persona.ref, day].astimezone(ZoneInfo(each.zone))
                assert (local.date(), local.time()) == (day, each.hour)
    silence.check_digests()
    posted = {each.subject.split(":")[2] for each in office.digests()}
    due = {day.isoformat() for day in DAYS if any(each.is_due(day) for each in silence.people)}
    assert posted >= due
    assert not {day.isoformat() for day in DAYS if day.isoformat() not in due} & posted


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 102))
async def test_while_people_change_their_minds_nobody_off_hears_anything_and_nobody_hears_twice(
    office: Office, seed: int
) -> None:
    silence = Silence(office, random.Random(seed))
    await silence.set_up()
    for day in DAYS:
        for hour in sorted(silence.chance.sample(range(24), 2)):
            await silence.until(at(f"{hour}:17", "UTC", day))
            await silence.says_something()
            silence.watch()
    await silence.until(at("23:59", "UTC", DAYS[-1] + timedelta(days=2)))
    assert max(silence.prompts.values()) == 1
    assert len(silence.prompts) > 30


async def test_the_home_pane_does_not_press_somebody_who_is_away_for_an_answer(
    office: Office,
) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("09:30"))
    await ada.commands("/standup away today")
    [mine] = [each for each in buttons(await ada.opens_home()) if each.label == "Answer"]
    [bens] = [each for each in buttons(await ben.opens_home()) if each.label == "Answer"]
    assert (mine.look, bens.look) == ("plain", "primary")
