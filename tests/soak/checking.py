"""What is there, held against what should be, after every day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tests.soak import showing
from tests.soak.doings import Doings
from tests.soak.expected import Day
from tests.soak.house import KEEP_DELIVERIES, House
from tests.soak.records import Row
from tests.soak.world import Member

NOBODY_COMES_BACK = timedelta(days=3, hours=6)
"""Answers, edits and retries of a day have ended by then."""
NOTHING = Row(False, False, None, False)


class Checker:
    def __init__(self, house: House, doings: Doings) -> None:
        self.house = house
        self.doings = doings
        self.expected = doings.expected
        self.records = house.records

    def after_a_day(self) -> list[str]:
        """What is wrong, in words. What is over is forgotten then."""
        wire = self.house.wire
        found = [*wire.wrong, *self.doings.wrong, *self.house.failures]
        for noted in (wire.wrong, self.doings.wrong, self.house.failures):
            noted.clear()
        found += self._kept()
        found += self._nothing_is_stuck()
        for at, messages in wire.on.items():
            if at not in self.expected.days:
                found.append(f"messages of a day nobody has: {', '.join(messages)}")
        for held in self.expected.days.values():
            messages = wire.on.get((held.crew.standup, held.day), {})
            found += showing.of_day(held, messages.values())
        wire.forget_passing(self.house.now - NOBODY_COMES_BACK)
        for held in self.expected.over(NOBODY_COMES_BACK):
            wire.forget(held.crew.standup, held.day)
            del self.expected.days[held.crew.standup, held.day]
        return found

    def _kept(self) -> Iterator[str]:
        """The rows of people's own data: these, and no others."""
        for table, wanted in (
            ("prompt", self.expected.prompts),
            ("entry", self.expected.entries),
            ("standupday", self.expected.held),
            ("person", len(self.house.world.people)),
            ("member", len(self.house.world.people)),
            ("delivery WHERE kind = 'message' AND ref <> ''", self.house.wire.counts.messages),
        ):
            if (there := self.records.count(table)) != wanted:
                yield f"{there} rows in {table}, not {wanted}"
        days = self.expected.days
        if not days:
            return
        rows = self.records.days(min(day for _, day in days))
        for held in days.values():
            for member in {*held.asked, *held.answers}:
                row = rows.get((held.crew.standup, held.day, member.ref), NOTHING)
                yield from _row(held, member, row)

    def _nothing_is_stuck(self) -> Iterator[str]:
        now, world = self.house.now, self.house.world
        undelivered = self.records.undelivered()
        # What was to go out as a channel was archived or a workspace left is stopped.
        if open_ones := sorted(undelivered.keys() - {"stopped"}):
            yield f"messages are still {', '.join(open_ones)}"
        if many := self.records.overdue(now):
            yield f"{many} moments are overdue"
        if many := self.records.undone():
            yield f"{many} moments were handed on and not done"
        if many := self.records.texts_before(now - KEEP_DELIVERIES):
            yield f"{many} texts were not trimmed"
        running = [crew for crew in world.crews if not crew.is_archived]
        zones = {
            (crew, each.zone)
            for crew in running
            for each in crew.members
            if each.present and not each.gone
        }
        # Each new team is offered weeknotes, once.
        singles = self.records.count(
            "due WHERE (rule IS NULL OR CAST(rule AS TEXT) = 'null') AND kind <> 'weeknote.offer'"
        )
        still_open = [held for held in self.expected.days.values() if held.ends > now]
        if singles > 3 * sum(len(held.asked) for held in still_open):
            yield f"{singles} single moments for {len(still_open)} open days"
        recurring = self.records.count("due WHERE kind IN ('standup.ask', 'standup.digest')")
        if recurring != len(zones) + len(running):
            yield f"{recurring} moments recur, not {len(zones) + len(running)}"


def _row(held: Day, member: Member, row: Row) -> Iterator[str]:
    who = f"{member.token} on {held.day}"
    asked, answer = held.asked.get(member), held.answers.get(member)
    if row.prompted != (asked is not None):
        yield f"{who}: kept as {'' if row.prompted else 'not '}asked"
    if row.skipped != (asked is not None and asked.skipped):
        yield f"{who}: kept as {'' if row.skipped else 'not '}skipped"
    if row.answers != (answer.words if answer else None):
        yield f"{who}: {row.answers} is kept, not {answer}"
    elif answer and row.late != answer.late:
        yield f"{who}: kept as {'late' if row.late else 'in time'}"
