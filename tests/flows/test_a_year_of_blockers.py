"""A year of blockers of one team whose people are in six zones, with holidays, days away, stand-ins,
common services and private blockers: who is told what at which minute, next to a model that knows
nothing of how the bot does it.

A few weeks in each run of the tests; WHOLE_YEARS=4 does four years, each with other chances.
"""

from __future__ import annotations

import os
import random
import string
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from handlers.calendars.countries import country_of
from handlers.events import FormSent, FromPlatform, Pressed
from storage import dues, ledger, people
from storage.models import Absence, Blocker, BlockerEvent
from storage.session import Database
from tests import variants
from tests.flows.blocked import answered, plays
from tests.flows.ladder_model import STEP, Human, Stop, World, wall
from tests.flows.office import Office, Persona, opened, set_up

YEARS = int(os.environ.get("WHOLE_YEARS", "0"))
BEGINS = datetime(2026, 12, 14, 6, tzinfo=UTC)
SPAN = timedelta(days=365 if YEARS else 33 if variants.EVERY_VARIANT else 10)
REST = timedelta(days=20 if YEARS else 10)
"""In which nobody does anything."""
ROLES = {"Petra": "product owner", "Pavel": "product owner"}
ZONES = {
    "Ada": "Europe/Berlin",
    "Anna": "America/Los_Angeles",
    "Ben": "America/New_York",
    "Chiara": "Asia/Tokyo",
    "Dev": "Asia/Kolkata",
    "Petra": "Asia/Kathmandu",
    "Pavel": "Europe/Prague",
    "Sam": "Pacific/Auckland",
}
MOVES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Pacific/Chatham", "Asia/Kolkata")
SERVICES = ("Data", "IT")
MOST_OPEN = 6
OFTEN = {
    "raise": 9,
    "promise": 4,
    "snooze": 2,
    "hand": 4,
    "say": 6,
    "join": 2,
    "end": 4,
    "again": 1,
    "away": 3,
    "back": 1,
    "move": 1,
    "days": 1,
    "ladder": 1,
    "stand in": 3,
    "serve": 1,
    "wait": 3,
    "hide": 2,
}
"""What people do, by how often."""


class Noting(Office):
    """Keeps when what was told to whom."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.sent: list[tuple[datetime, str, str]] = []

    def _deliver_one(self, session: Session, row: ledger.Held) -> list[FromPlatform]:
        if ":to:" in row.subject:
            self.sent.append((self.now, row.subject, row.place))
        return super()._deliver_one(session, row)


@dataclass
class Year:
    office: Noting
    world: World
    chance: random.Random
    personas: dict[str, Persona]
    story: list[tuple[Any, ...]] = field(default_factory=list)
    """What people did, to be read where something is wrong."""

    # Time runs in both alike.
    async def until(self, moment: datetime) -> None:
        await self.office.until(moment)
        self.world.until(moment)

    def one(self, stops: list[Stop]) -> Stop:
        return self.chance.choice(stops)

    async def something_happens(self) -> None:
        opened = [each for each in self.world.stops.values() if each.is_open]
        closed = [each for each in self.world.stops.values() if not each.is_open]
        by = self.chance.choice(list(ZONES))
        what = self.chance.choices(list(OFTEN), list(OFTEN.values()))[0]
        match what:
            case "raise" if len(opened) < MOST_OPEN:
                await self.raises(by)
            case "promise" | "snooze" if opened:
                await self.promises(self.one(opened), by, what)
            case "hand" if opened:
                await self.hands_over(self.one(opened), self.chance.choice(list(ZONES)))
            case "say" if opened:
                stop = self.one(opened)
                by = stop.owner if stop.owner and self.chance.random() < 0.5 else by
                by = self.may_see(stop, by)
                await self.sends(by, "blocker.comment", stop, words="Some words about it.")
                self.world.commented(stop, by)
            case "join" if opened:
                stop = self.one(opened)
                await self.joins(stop, self.may_see(stop, by))
            case "end" if opened:
                stop = self.one(opened)
                by = self.may_do(stop, by)
                await self.sends(by, "blocker.resolve", stop, words="It works again.")
                self.world.resolved(stop, by)
            case "again" if closed:
                stop = self.one(closed)
                by = self.may_do(stop, by)
                await self.sends(by, "blocker.reopen", stop, words="It is back.")
                self.world.reopened(stop, by)
            case "away" | "back":
                await self.goes_away(by, what)
            case "move":
                await self.moves(by)
            case "days":
                await self.works_on(by)
            case "ladder":
                await self.sets_ladder()
            case "stand in":
                await self.is_stood_in_for(by, self.chance.choice(["none", *ZONES]))
            case "serve":
                await self.serves(self.chance.choice(SERVICES), by)
            case "wait" if opened:
                await self.waits(self.one(opened))
            case "hide" if opened:
                await self.hides(self.one(opened))
            case _:
                pass
        self.world.all_go_on()

    async def raises(self, by: str) -> None:
        words = "".join(self.chance.choices(string.ascii_lowercase + "   ", k=30))
        owner = self.chance.choice(["", *(each for each in ZONES if each != by)])
        service = self.chance.choice(["", "", *self.world.services])
        said = f"x{words}x{' waits for ' if service else ''}{service}"
        line = f"/blocker {said} {'@' if owner else ''}{owner}"
        outcome = await self.personas[by].commands(line)
        assert not outcome.refused
        self.tell("raised", len(self.world.stops) + 1, by, owner, service)
        self.world.raised(len(self.world.stops) + 1, by, owner, service)

    async def promises(self, stop: Stop, by: str, what: str) -> None:
        until = self.office.now + STEP * self.chance.randint(1, 4 * 24 * 6)
        form = "blocker.acknowledge" if what == "promise" else "blocker.snooze"
        by = (self.may_do if what == "promise" else self.may_hand_over)(stop, by)
        there = wall(until, self.zone(by))
        typed = f"{there:%A} {there.day} {there:%B} {there.year} at {there:%H:%M}"
        await self.sends(by, form, stop, until=typed)
        what = "acknowledged" if what == "promise" else "snoozed"
        self.world.pauses(stop, what, by, until)

    async def hands_over(self, stop: Stop, owner: str) -> None:
        by = self.may_hand_over(stop, self.chance.choice(list(ZONES)))
        if owner != stop.owner:
            await self.sends(by, "blocker.reassign", stop, owner=f"U-{owner}")
            self.world.reassigned(stop, by, owner)

    def may_hand_over(self, stop: Stop, by: str) -> str:
        may = {stop.owner, stop.blocked, stop.raised, "Ada", "Petra", "Pavel"} - {""}
        return self.may_see(stop, by if by in may else stop.blocked)

    def may_do(self, stop: Stop, by: str) -> str:
        by = stop.blocked if by == "Sam" and by not in self.world.concerned(stop) else by
        return self.may_see(stop, by)

    def may_see(self, stop: Stop, by: str) -> str:
        return by if self.world.may_see(stop, by) else stop.blocked

    async def joins(self, stop: Stop, by: str) -> None:
        where = self.office.origin(f"U-{by}")
        args = {"blocker": str(self.ids()[stop.number])}
        await self.office.happens(
            Pressed(where, "blocker.join", args, "some card", self.office.key())
        )
        self.world.joined(stop, by)

    async def goes_away(self, by: str, what: str) -> None:
        today = wall(self.office.now, self.zone(by)).date()
        if what == "back":
            await self.personas[by].commands("/standup back")
        else:
            first = today + timedelta(days=self.chance.randint(0, 6))
            last = first + timedelta(days=self.chance.choice([0, 0, 1, 2, 4, 11]))
            line = f"{first.day} {first:%B} {first.year} to {last.day} {last:%B} {last.year}"
            await self.personas[by].commands(f"/standup away from {line}")
        with self.office.inside() as session:
            person = people.called(session, f"U-{by}")
            assert person is not None
            rows = session.exec(select(Absence).where(Absence.person_id == person.key)).all()
        self.tell(what, by, [(str(each.first_day), str(each.last_day)) for each in rows])
        self.world.humans[by].away = [(each.first_day, each.last_day) for each in rows]

    async def moves(self, by: str) -> None:
        human, zone = self.world.humans[by], self.chance.choice(MOVES)
        self.tell("moves", by, zone)
        human.zone, human.country = zone, country_of(zone)
        self.world.recount()
        await self.office.learns(self.personas[by], zone=zone)

    async def works_on(self, by: str) -> None:
        form = (await self.personas[by].commands("/drumbeat settings")).form
        assert form is not None
        days = sorted(self.chance.sample(range(6), self.chance.randint(2, 5)))
        names = ["mon", "tue", "wed", "thu", "fri", "sat"]
        given = {"days": ",".join(names[each] for each in days), "hour": "", "holidays": "yes"}
        outcome = await self.personas[by].sends(form, given)
        assert not outcome.refused and outcome.errors is None, outcome.errors
        self.tell("works", by, days)
        self.world.humans[by].days = frozenset(days)
        self.world.recount()

    async def sets_ladder(self) -> None:
        days = sorted(self.chance.sample(range(1, 7), 3))
        days[self.chance.randint(0, 2)] *= self.chance.randint(0, 1)
        form = (await self.personas["Ada"].commands("/blocker setup")).form
        assert form is not None
        given = dict(zip(("owner", "product_owner", "sponsor"), map(str, days), strict=True))
        hours = {"works_from": "09:00", "works_until": "17:00"}
        outcome = await self.personas["Ada"].sends(form, given | hours)
        assert not outcome.refused and outcome.errors is None, outcome.errors
        self.tell("ladder", days)
        roles = ("owner", "product owner", "sponsor")
        self.world.after = dict(zip(roles, days, strict=True))

    async def is_stood_in_for(self, by: str, other: str) -> None:
        if other != by:
            line = f"/blocker stand-in {'' if other == 'none' else '@'}{other}"
            outcome = await self.personas[by].commands(line)
            assert not outcome.refused
            self.tell("stand-in", by, other)
            self.world.stand_ins[by] = "" if other == "none" else other

    async def serves(self, service: str, owner: str) -> None:
        outcome = await self.personas["Ada"].commands(f"/team service {service} @{owner}")
        assert not outcome.refused
        self.tell("serves", service, owner)
        self.world.serves(service, "Ada", owner)

    async def waits(self, stop: Stop) -> None:
        service = self.chance.choice(["", *(self.world.services)])
        if service != stop.service:
            kind = "service" if service else ""
            await self.changes(stop, stop.blocked, waits_for=kind, waits_for_name=service)
            self.world.waits_for(stop, stop.blocked, service)

    async def hides(self, stop: Stop) -> None:
        await self.changes(stop, stop.blocked, private="" if stop.is_private else "yes")
        self.world.moves(stop, stop.blocked)

    async def changes(self, stop: Stop, by: str, **answers: str) -> None:
        where, args = self.office.origin(f"U-{by}"), {"blocker": str(self.ids()[stop.number])}
        pressed = Pressed(where, "blocker.change", args, "some card", self.office.key())
        form = opened(await self.office.happens(pressed))
        await self.sends(by, form.name, stop, **answered(form, **answers))

    async def sends(self, by: str, form: str, stop: Stop, **answers: str) -> None:
        args = {"blocker": str(self.ids()[stop.number])}
        where = self.office.origin(f"U-{by}")
        self.tell(form, stop.number, by, answers)
        outcome = await self.office.happens(FormSent(where, form, args, answers, self.office.key()))
        assert not outcome.refused and outcome.errors is None, (form, answers, outcome)

    def tell(self, *what: Any) -> None:
        self.story.append((self.office.now, *what))

    def zone(self, name: str) -> str:
        return self.world.humans[name].zone

    def ids(self) -> dict[int, int]:
        with self.office.inside() as session:
            return {each.number: each.key for each in session.exec(select(Blocker)).all()}

    # What came of it.
    def climbed(self) -> list[tuple[datetime, int, str]]:
        numbers = {key: number for number, key in self.ids().items()}
        with self.office.inside() as session:
            found = session.exec(
                select(BlockerEvent)
                .where(BlockerEvent.kind == "escalated")
                .order_by(col(BlockerEvent.id))
            ).all()
        return [(each.at, numbers[each.blocker_id], str(each.about["role"])) for each in found]

    def told(self) -> list[tuple[datetime, int, str, str]]:
        numbers = {key: number for number, key in self.ids().items()}
        with self.office.inside() as session:
            kinds = {each.key: each.kind for each in session.exec(select(BlockerEvent)).all()}
        found = []
        for when, subject, place in self.office.sent:
            _, blocker, event, _, _ = subject.split(":")
            name = place.removeprefix("U-")
            found.append((when, numbers[int(blocker)], kinds[int(event)], name))
        return found


async def a_team(office: Noting, chance: random.Random) -> Year:
    personas = {name: office.person(name, zone) for name, zone in ZONES.items()}
    ada, *others = personas.values()
    await set_up(office, ada, *others)
    for name, role in ROLES.items():
        if role == "product owner":
            plays(office, personas[name], role=role)
    plays(office, personas["Sam"], circle="sponsor")
    with office.inside() as session:
        # What a stand-up would do meanwhile is told elsewhere, and would take most of the time.
        planned = dues.named_like(session, "standup:")
        dues.cancel(session, [each.name for each in planned])
        session.commit()
    humans = {name: Human(name, zone, country_of(zone)) for name, zone in ZONES.items()}
    holders = {
        "scrum master": ["Ada"],
        "product owner": ["Petra", "Pavel"],
        "sponsor": ["Sam"],
    }
    team = Human("team", "Europe/Berlin", "")
    return Year(office, World(humans, holders, team, office.now), chance, personas)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(YEARS or 1))
async def test_whoever_is_told_is_told_once_in_order_and_at_work(
    sqlite_database: Database, seed: int
) -> None:
    await lives(sqlite_database, seed, SPAN)


async def lives(database: Database, seed: int, span: timedelta) -> None:
    office = Noting(database, now=BEGINS)
    chance = random.Random(seed)
    year = await a_team(office, chance)
    for name in ZONES:
        await year.is_stood_in_for(name, chance.choice(list(ZONES)))
    while office.now < BEGINS + span:
        await year.until(office.now + STEP * chance.randint(0, 4 * 20))
        await year.something_happens()
    await year.until(office.now + REST)

    same(year, year.climbed(), year.world.climbed)
    same(year, year.told(), year.world.told)


def same(year: Year, found: Sequence[tuple[Any, ...]], wanted: Sequence[tuple[Any, ...]]) -> None:
    first = min(set(found) ^ set(wanted), default=None)
    story = [line for line in year.story if first is None or line[0] <= first[0]][-25:]
    others = sorted(set(found) ^ set(wanted))[:4]
    stop = year.world.stops[first[1]] if first else None
    about = "\n".join(map(str, [*story, others, stop, *year.world.humans.values()]))
    assert first is None, f"{'not wanted' if first in found else 'missing'}: {first}\n{about}"
    assert sorted(found) == sorted(wanted)
