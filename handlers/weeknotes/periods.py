"""Which days a weeknote tells of, and which sprint ends with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.routing import Desk
from handlers.times import local, moment
from handlers.weeknotes.drafting.facts import Goal
from handlers.when.sprints import Sprints
from storage import ceremonies, earlier_weeknotes
from storage.models import Cadence, Team, Weeknote

LONGEST = timedelta(days=35)
"""What lies further back is no news."""
REACH = timedelta(days=2)
"""A sprint that ends on the weekend after a weeknote is over with it."""


@dataclass(frozen=True, slots=True)
class Period:
    first_day: date
    last_day: date
    since: datetime
    """UTC: from when on facts are new."""
    before: Weeknote | None = None
    """The one that it begins after."""
    ours: Weeknote | None = None
    """The last that was drafted from facts."""


def period(
    desk: Desk, team: Team, planned_at: datetime | None, begun: date | None = None
) -> Period:
    """From where the weeknote before ended to the day that this one is posted on, or today; the first
    one from the team's first day, if that was last week. `begun`: the first day of a draft that waits
    to be posted."""
    today = local(desk.now, team.zone).date()
    last_day = local(planned_at, team.zone).date() if planned_at else today
    monday = today - timedelta(days=today.weekday())
    before = earlier_weeknotes.latest(desk.session, team.key)
    ours = earlier_weeknotes.latest(desk.session, team.key, is_imported=False)
    oldest = today - LONGEST
    if before is not None and (not before.is_imported or before.last_day >= oldest):
        first_day = min(max(before.last_day + timedelta(days=1), oldest), last_day)
        begins = moment(first_day, time(0), team.zone)
        if first_day == oldest or before.is_imported:
            return Period(first_day, last_day, begins, before, ours)
        # What came while the one before was being edited is not in it; what came until it was last
        # drafted is, even if that was after its days.
        return Period(first_day, last_day, before.drafted_at, before, ours)
    first_day = begun if begun and begun < monday else monday
    made = local(team.created_at, team.zone).date()
    if before is None and monday - timedelta(days=7) <= made < monday:
        first_day = min(made, first_day)
    first_day = max(first_day, oldest)
    return Period(first_day, last_day, moment(first_day, time(0), team.zone), before, ours)


def goals_of(
    desk: Desk, team: Team, cadence: Cadence | None, of: Period
) -> tuple[Goal | None, Goal | None]:
    """Of the sprint that ends with the period, and of the one that goes on after it."""
    if cadence is None:
        return None, None
    sprints = Sprints(cadence.weeks, cadence.anchor)
    now = sprints.number(of.last_day + REACH)
    is_over = sprints.begins(now) > of.first_day
    ended = now - 1 if is_over else None
    if sprints.ends(now) - of.last_day <= REACH:
        ended, now = now, now + 1
    if ended is not None and _was_over(desk, team, cadence, of, ended):
        ended = None
    return (
        _goal(desk, team, cadence, ended) if ended is not None else None,
        _goal(desk, team, cadence, now),
    )


def _was_over(desk: Desk, team: Team, cadence: Cadence, of: Period, number: int) -> bool:
    """Whether the weeknote before has told how that sprint went."""
    if of.ours is None:
        return False
    row = ceremonies.goal_row(desk.session, team.key, number + cadence.number - 1)
    is_known = (
        row is not None and row.outcome_at is not None and row.outcome_at < of.ours.drafted_at
    )
    ends = Sprints(cadence.weeks, cadence.anchor).ends(number)
    return is_known and ends - of.ours.last_day <= REACH


def _goal(desk: Desk, team: Team, cadence: Cadence, number: int) -> Goal | None:
    called = number + cadence.number - 1
    row = ceremonies.goal_row(desk.session, team.key, called)
    return Goal(called, row.words, row.outcome, row.outcome_words) if row and row.words else None
