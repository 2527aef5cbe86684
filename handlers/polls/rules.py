"""What a poll decides by itself: what can be asked, what may be shown when, and what comes of it.
Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal, TypeAlias

from handlers.anonymity import ENOUGH
from handlers.polls import schulze
from handlers.polls.schulze import Duels
from handlers.reminders import CLOSES, OPENS
from handlers.times import local, moment

Kind: TypeAlias = Literal["single", "multiple", "ranked", "scale5", "scale10", "pulse"]
KINDS: dict[str, str] = {
    "single": "One answer",
    "multiple": "Several answers",
    "ranked": "A ranking",
    "scale5": "A rating from 1 to 5",
    "scale10": "A rating from 1 to 10",
}
TOPS = {"scale5": 5, "scale10": 10, "pulse": 5}
"""The best rating."""

MOST_OPTIONS = 20
LONGEST_QUESTION = 300
LONGEST_OPTION = 75
"""Characters: what Slack's choices hold."""
RANKED = 10
"""Places that one can give."""
OPEN_AT_MOST = timedelta(days=30)
"""How long a poll without a deadline stays open, and how far away a deadline can be."""
STEP = ENOUGH
"""How many new answers it takes until a tally without names is shown anew."""
SHORTEST_REST, LONGEST_REST = timedelta(minutes=5), timedelta(hours=4)
Choice: TypeAlias = tuple[int, ...]
"""What one person says: numbers of the answers, the best first in a ranking; the rating on a scale;
in a pulse the rating of each statement, 0 for none."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What many say together."""

    answered: int
    counts: tuple[int, ...] = ()
    """By answer, or by rating from 1 on."""
    duels: Duels = ()
    """Of a ranking: how many put one answer before the other."""
    ratings: tuple[tuple[int, ...], ...] = ()
    """Of a pulse: by statement, how many gave which rating from 1 on; empty where too few did."""

    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def parse(cls, plain: dict[str, Any]) -> Tally:
        return cls(
            plain["answered"],
            tuple(plain["counts"]),
            tuple(map(tuple, plain["duels"])),
            tuple(map(tuple, plain["ratings"])),
        )


def tally(kind: Kind, options: int, choices: Iterable[Choice], threshold: int = 0) -> Tally:
    """`threshold`: of a pulse, how many have to rate a statement for its ratings to be told."""
    given = list(choices)
    if kind == "pulse":
        return Tally(len(given), ratings=_ratings(options, given, max(threshold, ENOUGH)))
    if kind in TOPS:
        ratings = [choice[0] for choice in given]
        return Tally(len(given), _counted(ratings, range(1, TOPS[kind] + 1)))
    if kind == "ranked":
        firsts = _counted([choice[0] for choice in given], range(options))
        return Tally(len(given), firsts, schulze.duels(given, options))
    return Tally(
        len(given), _counted([each for choice in given for each in choice], range(options))
    )


def _ratings(
    statements: int, given: Sequence[Choice], threshold: int
) -> tuple[tuple[int, ...], ...]:
    found = []
    for statement in range(statements):
        ratings = [choice[statement] for choice in given if len(choice) > statement]
        counts = _counted(ratings, range(1, TOPS["pulse"] + 1))
        found.append(counts if sum(counts) >= threshold else ())
    return tuple(found)


def _counted(said: Sequence[int], known: range) -> tuple[int, ...]:
    return tuple(said.count(each) for each in known)


def average(counts: Sequence[int]) -> float | None:
    """Of ratings from 1 on. None: there are none."""
    number = sum(counts)
    total = sum(rating * count for rating, count in enumerate(counts, start=1))
    return total / number if number else None


def leading(kind: Kind, found: Tally) -> list[int]:
    """The answers that come first: several where it is a tie, none where nobody answered or what
    was asked for is a rating."""
    if not found.answered or kind in TOPS:
        return []
    if kind == "ranked":
        return schulze.order(found.duels)[0]
    best = max(found.counts, default=0)
    return [option for option, count in enumerate(found.counts) if count == best and best]


def percent(count: int, of: int) -> int:
    return round(100 * count / of) if of else 0


def is_enough(answered: int, threshold: int = ENOUGH) -> bool:
    """Whether so many answers hide each one of them."""
    return answered >= max(threshold, ENOUGH)


def shows_anew(answered: int, shown: int, expected: int = 0) -> bool:
    """Whether a tally without names that was last shown with `shown` answers, 0 for never, may be
    shown as it is now: any two that anybody can compare are several answers apart, and what is still
    to come can be several people's. `expected`: how many will answer; 0: nobody knows."""
    few_are_left = answered < expected < answered + ENOUGH
    return is_enough(answered) and answered >= shown + STEP and not few_are_left


def rest(opened: datetime, now: datetime) -> timedelta:
    """Until the answers of a poll without names are counted again: a third of the time that it has
    been open, which has nothing to do with when anybody answers."""
    return min(max((now - opened) / 3, SHORTEST_REST), LONGEST_REST)


def ask_at(now: datetime, closes: datetime, zone: str) -> datetime | None:
    """The first working moment in that zone, UTC; days off are each person's own. None: not before
    it closes."""
    day = local(now, zone).date()
    while moment(day, OPENS, zone) < closes:
        if day.weekday() < 5 and moment(day, CLOSES, zone) > now:
            return max(now, moment(day, OPENS, zone))
        day += timedelta(days=1)
    return None


def working_day_after(day: date, number: int, off: Collection[date]) -> date:
    """So many working days later."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5 and day not in off
    return day
