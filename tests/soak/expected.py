"""What should have happened, by rules of the test's own: wall clocks, windows, who was there.

Nothing of the product is asked. The moments come from a heap that is run to the present before the
product is let there.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.soak.world import Crew, Member, Site, World

LAST_REMINDER = 0.8
"""Of the window."""
STALE = timedelta(days=7)
"""After so long a digest that could not be posted is no news."""


@dataclass(eq=False)
class Asked:
    at: datetime
    planned: datetime
    closes: datetime
    reminders: list[datetime] = field(default_factory=list)
    skipped: bool = False


@dataclass(eq=False)
class Answer:
    words: dict[str, str]
    first_at: datetime
    late: bool = False
    edits: int = 0


@dataclass(eq=False)
class Day:
    """One day of a stand-up."""

    crew: Crew
    day: date
    digest_due: datetime
    ends: datetime
    """When its last window closes, as far as is known."""
    asked: dict[Member, Asked] = field(default_factory=dict)
    answers: dict[Member, Answer] = field(default_factory=dict)
    reminding: set[datetime] = field(default_factory=set)
    digest_at: datetime | None = None
    was_stopped: bool = False
    """The workspace was uninstalled meanwhile: what was still to come may be missing."""
    was_paused: bool = False
    """A reminder may come late then."""

    def heard(self, now: datetime) -> bool:
        """Whether there is anything to tell: an answer, a skip or a silence."""
        return bool(self.answers) or any(
            each.skipped or each.closes <= now
            for member, each in self.asked.items()
            if member.is_asked and not member.has_holiday(self.day)
        )


class Expected:
    def __init__(
        self, world: World, now: datetime, heard_of: Callable[[Day, Member], None]
    ) -> None:
        """`heard_of` is told of everybody who is asked."""
        self.world = world
        self.days: dict[tuple[int, date], Day] = {}
        """Those that are not over for good, by stand-up."""
        self.prompts = self.entries = self.held = 0
        """Rows there should be, over all days."""
        self._heard_of = heard_of
        self._heap: list[tuple[datetime, int, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._asking: set[tuple[Crew, str]] = set()
        self.now = now

    # The clock.
    def begins(self, crew: Crew) -> None:
        """Its stand-up is set up."""
        self._digests(crew, self.now)
        for member in crew.members:
            self.is_in(member)

    def until(self, now: datetime) -> None:
        while self._heap and self._heap[0][0] <= now:
            self.now, _, _, happens = heapq.heappop(self._heap)
            happens()
        self.now = now

    def is_in(self, member: Member) -> None:
        """Somebody counts in their zone from now on."""
        crew, zone = member.crew, member.zone
        if (crew, zone) not in self._asking:
            self._asking.add((crew, zone))
            self._asks(crew, zone, self.now)

    def _at(self, when: datetime, order: int, happens: Callable[[], None]) -> None:
        heapq.heappush(self._heap, (when, order, next(self._numbers), happens))

    def _asks(self, crew: Crew, zone: str, after: datetime) -> None:
        day, at = crew.first_after(after, zone)

        def asks() -> None:
            there = [each for each in crew.members if each.zone == zone]
            for member in there:
                self.asks(member, day, at)
            if there:
                self._asks(crew, zone, at)
            else:
                self._asking.discard((crew, zone))

        self._at(at, 0, asks)

    def _digests(self, crew: Crew, after: datetime) -> None:
        day, at = crew.first_after(after - crew.window, crew.zone)

        def digests() -> None:
            if found := self.days.get((crew.standup, day)):
                self.tells(found)
            self._digests(crew, at + crew.window)

        self._at(at + crew.window, 2, digests)

    # What happens.
    def asks(self, member: Member, day: date, planned: datetime) -> None:
        """At the hour, or when they come to a zone whose window is open."""
        if not member.is_asked or member.has_holiday(day):
            return
        held = self.held_day(member.crew, day)
        if member in held.asked:
            return
        closes = planned + member.crew.window
        held.asked[member] = Asked(self.now, planned, closes)
        self.prompts += 1
        held.ends = max(held.ends, closes)
        for after in (member.crew.reminder, member.crew.window * LAST_REMINDER):
            if planned + after not in held.reminding and planned + after > self.now:
                held.reminding.add(planned + after)
                self._at(planned + after, 1, lambda: self._reminds(held, planned))
        self._at(closes, 1, lambda: self.tells(held))
        if member not in held.answers:
            self._heard_of(held, member)

    def catches_up(self, member: Member) -> None:
        """They are asked today all the same, where the window is open."""
        day, at = member.crew.first_after(self.now - member.crew.window, member.zone)
        if at <= self.now:
            self.asks(member, day, at)

    def held_day(self, crew: Crew, day: date) -> Day:
        if (crew.standup, day) not in self.days:
            self.held += 1
            due = crew.asks(day, crew.zone) + crew.window
            self.days[crew.standup, day] = Day(crew, day, due, due)
        return self.days[crew.standup, day]

    def _reminds(self, held: Day, planned: datetime) -> None:
        for member, each in held.asked.items():
            if (
                each.planned == planned
                and each.at < self.now
                and member.is_asked
                and not member.has_holiday(held.day)
                and member not in held.answers
                and not each.skipped
            ):
                each.reminders.append(self.now)

    def tells(self, held: Day) -> None:
        """The digest, where it is due and there is something to tell."""
        is_due = held.digest_at is None and held.digest_due <= self.now
        if is_due and held.crew.runs and held.heard(self.now):
            held.digest_at = self.now

    def answered(self, member: Member, day: date, words: dict[str, str]) -> None:
        held = self.held_day(member.crew, day)
        answer = held.answers.get(member)
        if answer is None:
            self.entries += 1
            asked = held.asked.get(member)
            is_late = asked is not None and asked.closes <= self.now
            held.answers[member] = Answer(words, self.now, is_late)
            if asked is not None:
                asked.skipped = False
        elif answer.words != words:
            answer.words, answer.edits = words, answer.edits + 1

    def skipped(self, member: Member, day: date) -> None:
        held = self.days[member.crew.standup, day]
        held.asked[member].skipped = True
        self.tells(held)

    def paused(self, crew: Crew) -> None:
        for held in self.of(crew):
            held.was_paused = True

    def resumed(self, crew: Crew) -> None:
        for member in crew.members:
            self.catches_up(member)
        for held in self.of(crew):
            held.was_paused, held.ends = True, max(held.ends, self.now)
            if self.now - held.digest_due <= STALE:
                self.tells(held)

    def uninstalled(self, site: Site) -> None:
        for crew in site.crews:
            for held in self.of(crew):
                held.was_stopped |= held.ends > self.now or held.digest_at is None

    def of(self, crew: Crew) -> list[Day]:
        return [held for held in self.days.values() if held.crew is crew]

    def over(self, rest: timedelta) -> list[Day]:
        """Those that ended so long ago that nobody may come back to them; a digest that could not
        be posted may still come."""
        return [
            held
            for held in self.days.values()
            if held.ends + (rest if held.digest_at else STALE + rest) < self.now
            and not held.crew.is_archived
        ]
