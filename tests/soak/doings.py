"""What people do with what they are asked: answer, skip, change it, be late, or nothing."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from functools import partial
from random import Random

from bot.dispatch import Outcome
from handlers.events import Commanded, FormSent, Origin, Pressed, Said
from tests.soak.agenda import Agenda
from tests.soak.expected import Day, Expected
from tests.soak.house import House
from tests.soak.world import Crew, Member

FORM = "standup.answers"
MINUTE = timedelta(minutes=1)
QUESTIONS = ("q1", "q2", "q3", "q4")
SETTINGS = (
    "What did you do since last time?\nWhat will you do next?\n"
    "Is anything blocking you? (optional)\nHow do you feel? (1-5, optional)"
)


class Doings:
    def __init__(self, house: House, agenda: Agenda) -> None:
        self.house = house
        self.expected = Expected(house.world, house.now, self.asked)
        self.agenda = agenda
        self.wrong: list[str] = []
        """What was answered otherwise than it should be."""
        self._numbers = itertools.count(1)

    # Setting up.
    async def sets_up(self, crew: Crew) -> None:
        answers = {
            "place": crew.place,
            "name": f"Team {crew.token}",
            "days": crew.days,
            "hour": f"{crew.hour:%H:%M}",
            "window": str(crew.window // MINUTE),
            "reminder": str(crew.reminder // MINUTE),
            "zone": crew.zone,
            "questions": SETTINGS,
        }
        origin = self.origin(crew.members[0], crew.place)
        outcome = await self.house.happens(
            FormSent(origin, "standup.setup", {}, answers, self.key())
        )
        self._went_well(outcome, f"{crew.place} is set up")

    # Being asked.
    def asked(self, held: Day, member: Member) -> None:
        """The same people do the same on the same days, whatever else happens."""
        rng = Random(f"{self.house.world.seed}:{member.token}:{held.day}")
        asked, fate = held.asked[member], rng.random()
        length = asked.closes - asked.at
        if fate < 0.14:
            return
        if fate < 0.20:
            at = asked.at + length * rng.uniform(0.02, 0.5)
            self.agenda.add(at, member.ref, partial(self._skips, member, held.day))
            return
        late = fate < 0.28
        after = length + rng.randint(10, 150) * MINUTE if late else length * rng.random() ** 3 * 0.9
        at = asked.at + after
        how = rng.choices(
            (self._fills_in, self._presses, self._commands, self._writes), [14, 3, 2, 1]
        )
        self.agenda.add(at, member.ref, partial(how[0], member, held.day, self._words(member, rng)))
        if rng.random() < 0.15:
            words = self._words(member, rng)
            again = at + rng.randint(10, 200) * MINUTE
            self.agenda.add(again, member.ref, partial(self._changes, member, held.day, words))
        if rng.random() < 0.06:
            day, hour = member.crew.first_after(asked.at, member.zone)
            early = partial(self._is_early, member, held.day, day, self._words(member, rng))
            self.agenda.add(hour - timedelta(hours=rng.randint(2, 14)), member.ref, early)

    def _words(self, member: Member, rng: Random) -> dict[str, str]:
        mark = f"{member.token}n{rng.randrange(10**6)}"
        blocked = f"no paint {mark}" if rng.random() < 0.2 else "no"
        return {"q1": f"did {mark}", "q2": "go on", "q3": blocked, "q4": str(rng.randint(1, 5))}

    # Doing it.
    async def _fills_in(self, member: Member, day: date, words: dict[str, str]) -> None:
        """A form that was open already."""
        if self._can(member, day):
            await self._sends(member, day, words)

    async def _presses(self, member: Member, day: date, words: dict[str, str]) -> None:
        if self._can(member, day):
            args, where = self._args(member, day), self.origin(member, f"D-{member.token}")
            event = Pressed(where, "standup.answer", args, "", self.key())
            self._opened(await self.house.happens(event), member, day)
            await self._sends(member, day, words)

    async def _commands(self, member: Member, day: date, words: dict[str, str]) -> None:
        if self._can(member, day):
            where = self.origin(member, member.crew.place)
            event = Commanded(where, "standup", "", self.key())
            self._opened(await self.house.happens(event), member, day)
            await self._sends(member, day, words)

    async def _writes(self, member: Member, day: date, words: dict[str, str]) -> None:
        """One question after the other, in the chat."""
        if not self._can(member, day) or self._is_heard(member, day):
            return
        where = self.origin(member, f"D-{member.token}")
        for question in QUESTIONS:
            event = Said(where, words[question], "", "", self.key())
            self._went_well(await self.house.happens(event), f"{member.token} writes of {day}")
        self.expected.answered(member, day, words)

    async def _changes(self, member: Member, day: date, words: dict[str, str]) -> None:
        if self._can(member, day) and self._is_heard(member, day):
            await self._sends(member, day, words)

    async def _is_early(
        self, member: Member, today: date, day: date, words: dict[str, str]
    ) -> None:
        """The evening before, by who has answered today's."""
        coming, _ = member.crew.first_after(self.house.now, member.zone)
        if self._can(member, today) and self._is_heard(member, today) and coming == day:
            event = Commanded(self.origin(member, member.crew.place), "standup", "", self.key())
            self._opened(await self.house.happens(event), member, day)
            await self._sends(member, day, words)

    async def _skips(self, member: Member, day: date) -> None:
        if self._can(member, day) and not self._is_heard(member, day):
            args, where = self._args(member, day), self.origin(member, f"D-{member.token}")
            outcome = await self.house.happens(Pressed(where, "standup.skip", args, "", self.key()))
            self._went_well(outcome, f"{member.token} skips {day}")
            self.expected.skipped(member, day)

    async def _sends(self, member: Member, day: date, words: dict[str, str]) -> None:
        where = self.origin(member, f"D-{member.token}")
        event = FormSent(where, FORM, self._args(member, day), words, self.key())
        self._went_well(await self.house.happens(event), f"{member.token} answers {day}")
        self.expected.answered(member, day, words)

    # Whether they still can.
    def _can(self, member: Member, day: date) -> bool:
        """While they are there, where they were, and the next stand-up has not asked."""
        held = self.expected.days.get((member.crew.standup, day))
        if held is None or member not in held.asked or not member.present or member.gone:
            return False
        asks = member.crew.asks(day, member.zone)
        after = member.crew.first_after(asks, member.zone)[1]
        same_zone = asks == held.asked[member].planned
        return member.crew.site.installed and same_zone and self.house.now < after

    def _is_heard(self, member: Member, day: date) -> bool:
        held = self.expected.days.get((member.crew.standup, day))
        return held is not None and member in held.answers

    # Telling Drumbeat.
    def origin(self, member: Member, place: str) -> Origin:
        kind = "direct" if place.startswith("D-") else "channel" if place else "nowhere"
        return Origin(self.house.wire.name, member.crew.site.ref, member.ref, place, kind)  # type: ignore[arg-type]

    def key(self) -> str:
        return f"event {next(self._numbers)}"

    def _args(self, member: Member, day: date) -> dict[str, str]:
        return {"standup": str(member.crew.standup), "day": day.isoformat()}

    def _went_well(self, outcome: Outcome, what: str) -> None:
        if outcome.refused or outcome.errors or outcome.repeated:
            self.wrong.append(f"{what}, and is told {outcome}")

    def _opened(self, outcome: Outcome, member: Member, day: date) -> None:
        form = outcome.form
        if form is None or form.args != self._args(member, day):
            self.wrong.append(f"{member.token} opens {day} at {self.house.now} and gets {outcome}")
