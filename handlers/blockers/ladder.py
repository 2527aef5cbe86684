"""Whom a blocker goes to when nothing happens, and when. Pure.

How long nothing has happened is counted in working time of the person waited for; whoever is told
is told in working hours of their own. Somebody who is away is stood in for; a rung whose people are
away, and their stand-ins with them, goes to the next rung at once; nothing is told twice, and what
cannot be told now waits for whoever is back first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from handlers.calendars.hours import Hours

Role: TypeAlias = Literal["scrum master", "owner", "product owner", "sponsor"]
AFTER_A_PAUSE = 1
"""The rung that a blocker stands on again once there was news: the scrum master knows of it."""


@dataclass(frozen=True, slots=True)
class Rung:
    role: Role
    after: timedelta
    """Working time without news."""
    number: int
    """From below; the same whichever others the team has."""


@dataclass(frozen=True, slots=True)
class Holder:
    person: int
    hours: Hours
    stand_in: Holder | None = None
    """Who is asked while the person is away."""
    instead_of: int = 0
    """Whom a stand-in stands in for; 0: they are meant themselves."""


@dataclass(frozen=True, slots=True)
class Run:
    """How far the ladder has been climbed."""

    since: datetime
    rung: int = 0
    """The next one."""
    resumed: bool = False
    """After a pause the owner is asked at once; the rungs above are as far from that as ever."""


@dataclass(frozen=True, slots=True)
class Step:
    rung: int
    """The last that is done with once this is."""
    role: Role
    at: datetime
    people: tuple[int, ...]
    passed: tuple[Role, ...] = ()
    """Those before, of whom nobody could be asked."""
    instead_of: tuple[tuple[int, int], ...] = ()
    """Stand-ins among the people, and whom each stands in for."""
    is_first: bool = False
    """Told at once: nobody of the ladder has heard of it yet."""


def rungs(owner: int, product_owner: int, sponsor: int, day: timedelta) -> tuple[Rung, ...]:
    """In working days of that length; 0: never."""
    told: list[tuple[Role, int]] = [
        ("owner", owner),
        ("product owner", product_owner),
        ("sponsor", sponsor),
    ]
    later = [(number, role, days) for number, (role, days) in enumerate(told, 1) if days > 0]
    return (
        Rung("scrum master", timedelta(0), 0),
        *(Rung(role, day * days, number) for number, role, days in later),
    )


def within(several: Sequence[Rung]) -> tuple[Rung, ...]:
    """Of a private blocker: what would go above its scrum masters comes to them again."""
    return tuple(
        each if each.role == "owner" else replace(each, role="scrum master") for each in several
    )


def steps(
    ladder: Sequence[Rung],
    holders: Mapping[Role, Sequence[Holder]],
    clock: Hours,
    run: Run,
    now: datetime,
) -> list[Step]:
    """All that is still to come if nothing happens, in order; none of it before `now`."""
    found: list[Step] = []
    left = [rung for rung in ladder if rung.number >= run.rung]
    first = next((rung.after for rung in ladder if rung.number >= AFTER_A_PAUSE), timedelta(0))
    head_start = first if run.resumed else timedelta(0)
    earliest, pulled = max(run.since, now), False
    passed: list[Rung] = []
    for rung in left:
        planned = clock.after(run.since, rung.after - head_start)
        if not pulled and planned is not None:
            earliest = max(earliest, planned)
        reached = _reached(holders.get(rung.role, ()), earliest) if planned or pulled else None
        if reached is None:
            # Nobody there: the next one is asked in their place, at this moment.
            passed.append(rung)
            pulled = True
            continue
        at, there = reached
        found.append(_step(rung, rung.number, at, there, [each.role for each in passed]))
        earliest, pulled, passed = at, False, []
    if passed:
        found += _first_back(passed, ladder[-1].number, holders, earliest)
    return found


def _step(
    rung: Rung, last: int, at: datetime, there: Sequence[Holder], passed: Sequence[Role]
) -> Step:
    return Step(
        last,
        rung.role,
        at,
        tuple(each.person for each in there),
        tuple(passed),
        tuple((each.person, each.instead_of) for each in there if each.instead_of),
        rung.number == 0,
    )


def _reached(
    holders: Sequence[Holder], earliest: datetime
) -> tuple[datetime, tuple[Holder, ...]] | None:
    """When the first of them is at work, and who is then. None: nobody is there for a while."""
    themselves = [each for each in holders if not each.hours.is_missed(earliest)]
    known = {each.person for each in themselves}
    stand_ins = {
        each.stand_in.person: _sooner(each, each.stand_in, earliest)
        for each in holders
        if each not in themselves
        and each.stand_in is not None
        and each.stand_in.person not in known
        and not each.stand_in.hours.is_missed(earliest)
    }
    return _at_work([*themselves, *stand_ins.values()], earliest)


def _sooner(away: Holder, stand_in: Holder, earliest: datetime) -> Holder:
    """Who is back before their stand-in is at work needs none."""
    back, there = away.hours.next(earliest), stand_in.hours.next(earliest)
    return away if back is not None and there is not None and back <= there else stand_in


def _at_work(
    holders: Sequence[Holder], earliest: datetime
) -> tuple[datetime, tuple[Holder, ...]] | None:
    coming = [(at, each) for each in holders if (at := each.hours.next(earliest)) is not None]
    if not coming:
        return None
    first = min(at for at, _ in coming)
    return first, tuple(each for at, each in coming if at == first)


def _first_back(
    passed: Sequence[Rung],
    last: int,
    holders: Mapping[Role, Sequence[Holder]],
    earliest: datetime,
) -> list[Step]:
    """Nobody is left above: whoever of them is back first."""
    coming = [
        (reached, rung)
        for rung in passed
        if (reached := _at_work(holders.get(rung.role, ()), earliest)) is not None
    ]
    if not coming:
        return []
    (at, there), back = min(coming, key=lambda each: each[0][0])
    return [_step(back, last, at, there, [each.role for each in passed if each.role != back.role])]
