"""Keeping who is away: what is said anew replaces or joins what was said before."""

from __future__ import annotations

from datetime import date

from handlers.calendars import days, known
from handlers.calendars.days import Range
from handlers.routing import Desk
from storage import absences
from storage.models import Absence, Person


def say(desk: Desk, person: Person, new: Range, today: date) -> Range:
    """The person is away on these days. Returns the whole range that they are away now.

    Said again from the same day on, or from an earlier one, it means the new end; from a later day
    on it means both.
    """
    by_id = None if desk.person.key == person.key else desk.person.key
    first, last = new.first, new.last
    for row in absences.of_people(desk.session, [person.key], since=new.first):
        there = _range(row)
        if there.first > new.last:
            continue
        if row.source == "here":
            _keep(desk, row, days.without(there, new))
        elif row.source == "said":
            is_restated = new.first <= max(there.first, today)
            first, last = min(first, there.first), last if is_restated else max(last, there.last)
            absences.remove(desk.session, [row])
    absences.add(desk.session, person.key, first, last, by_id=by_id)
    away = known.away(desk, person, since=first)
    return next(each for each in away if new.first in each)


def end(desk: Desk, person: Person, today: date) -> Range | None:
    """Here after all: what is left of being away now, or else the next time, is off. Returns which
    days; None: there were none."""
    away = known.away(desk, person, since=today)
    if not away:
        return None
    over = Range(max(away[0].first, today), away[0].last)
    in_calendar = False
    for row in absences.of_people(desk.session, [person.key], since=over.first):
        if row.source == "said":
            _keep(desk, row, days.without(_range(row), over))
        in_calendar |= row.source == "calendar" and row.first_day <= over.last
    if in_calendar:
        absences.add(desk.session, person.key, over.first, over.last, source="here")
    return over


def _keep(desk: Desk, row: Absence, left: list[Range]) -> None:
    """Only so much of it."""
    if left == [_range(row)]:
        return
    absences.remove(desk.session, [row])
    for each in left:
        absences.add(
            desk.session,
            row.person_id,
            each.first,
            each.last,
            source=row.source,
            by_id=row.by_id,
        )


def _range(row: Absence) -> Range:
    return Range(row.first_day, row.last_day)
