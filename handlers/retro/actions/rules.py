"""When whoever does an action hears of it. Pure.

It is handed over, due soon, due, and then asked about once a week, a few times and no more: after
that it waits for the next retro. All of it in working hours of who does it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.calendars.hours import Hours
from handlers.times import local, moment

LONGEST = 300
"""Characters of what is to be done."""
HANDED, SOON, DUE, FIRST_CHASE = range(4)
LAST_CHASE = FIRST_CHASE + 3
RESTS = LAST_CHASE + 1
"""Nothing more is told."""
AHEAD = 4
"""Days before it is due in which "soon" is said: the last of them on which they are at work."""
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Run:
    """How far it has come."""

    step: int
    step_at: datetime
    """When they heard of it last, or when it began."""
    due: date
    """On the calendar of who does it."""


@dataclass(frozen=True, slots=True)
class Telling:
    step: int
    at: datetime


def due_on(due_day: date, due_at: datetime | None, zone: str) -> date:
    """The day it is due for who lives in that zone."""
    return local(due_at, zone).date() if due_at else due_day


def is_late(due_day: date, due_at: datetime | None, zone: str, now: datetime) -> bool:
    return due_at < now if due_at else due_day < local(now, zone).date()


def coming(run: Run, hours: Hours, now: datetime) -> Telling | None:
    """What is told next. What has been overtaken by what comes after it is left out."""
    found = _following(run, hours)
    while found and found.step != HANDED and found.at <= now:
        after = _following(Run(found.step + 1, found.at, run.due), hours)
        if after is None or after.at > now:
            break
        found = after
    if found is None or found.at > now:
        return found
    # Nobody may be at work by now who was to be then.
    at = hours.next(now)
    return Telling(found.step, at) if at else None


def fits_a_button(words: str) -> bool:
    """Whether a button can carry the words along: Slack's hold 2,000 characters, as JSON."""
    return len(json.dumps(words)) <= 1500


def _following(run: Run, hours: Hours) -> Telling | None:
    for step in range(run.step, RESTS):
        at = _moment(step, run, hours)
        if at is not None and (step == HANDED or at > run.step_at):
            return Telling(step, at)
    return None


def _moment(step: int, run: Run, hours: Hours) -> datetime | None:
    match step:
        case 0:
            return hours.next(run.step_at)
        case 1:
            return _soon(run.due, hours)
        case 2:
            return hours.next(_opening(run.due, hours))
        case _:
            since = max(local(run.step_at, hours.zone).date(), run.due)
            return hours.next(_opening(since + WEEK, hours))


def _soon(due: date, hours: Hours) -> datetime | None:
    for back in range(1, AHEAD + 1):
        day = due - DAY * back
        at = hours.next(_opening(day, hours))
        if at is not None and local(at, hours.zone).date() == day:
            return at
    return None


def _opening(day: date, hours: Hours) -> datetime:
    return moment(day, hours.opens, hours.zone)
