"""A team's cadence on one card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from handlers.cadence import overview_views, rules, running
from handlers.cadence.overview_views import Row, SprintDates
from handlers.cadence.running import Beat, Held
from handlers.calendars import known
from handlers.cards import Button, Card
from handlers.rights import runs
from handlers.routing import Desk
from handlers.times import local
from handlers.when import echo
from storage import ceremonies, retros
from storage.models import Occurrence
from storage.people import Facts

LATELY = timedelta(days=90)
"""For how long back it is told who was there."""


def card(desk: Desk, beat: Beat, only: int = 0) -> Card:
    """`only`: one ceremony, by its id."""
    some = [held for held in running.held_by(desk, beat) if only in (0, held.ceremony.key)]
    plans = running.plans(desk, some)
    there = _there(desk, beat, some)
    over_days = retros.rule(desk.session, beat.team.key).is_async
    rows = []
    for held in some:
        coming = plans[held.ceremony.key].after(desk.now - held.lead)
        rows.append(
            Row(
                held.ceremony.key,
                held.title,
                coming.starts if coming and held.ceremony.is_on else None,
                held.ceremony.minutes,
                _said(held),
                there.get(held.ceremony.key),
                _sets_up(held),
                is_over_days=held.ceremony.kind == "retro" and over_days,
            )
        )
    return overview_views.overview(
        beat.team.key,
        beat.team.name,
        beat.team.zone,
        sprint_dates(desk, beat),
        rows,
        can_change=runs(desk, beat.team),
        paused=beat.cadence.paused,
    )


def _sets_up(held: Held) -> Button | None:
    if held.kind.sets_up is None:
        return None
    label, action = held.kind.sets_up
    return Button(label, action, {"team": str(held.beat.team.key)}, opens_form=True)


def _said(held: Held) -> str:
    """Without the zone, which is that of all of them."""
    recurrence = held.recurrence
    return echo.said(recurrence).replace(f", {echo.zone_name(recurrence.zone)}", "")


def sprint_dates(desk: Desk, beat: Beat) -> SprintDates:
    """Of the sprint that it is now, or of the first before it has begun."""
    today = beat.of_now(desk.now)
    number, nth = beat.number(today), beat.sprints.number(today)
    goal = ceremonies.goal(desk.session, beat.team.key, number)
    return SprintDates(number, beat.sprints.begins(nth), beat.sprints.ends(nth), goal)


def _there(desk: Desk, beat: Beat, some: Sequence[Held]) -> dict[int, int]:
    """By ceremony: how much of the core was there lately, in percent."""
    keys = [held.ceremony.key for held in some]
    over = [
        each
        for each in ceremonies.occurrences(desk.session, keys, (desk.now - LATELY).date())
        if each.announced_at and not each.is_skipped and each.ends_at <= desk.now
    ]
    core = running.core(desk, beat.team)
    said: dict[int, list[str]] = {each.key: [] for each in over}
    expected = {each.key: _expected(desk, beat, each, core) for each in over}
    for attendance, person in ceremonies.attendance(desk.session, said):
        if person.key in expected[attendance.occurrence_id]:
            said[attendance.occurrence_id].append(attendance.says)
    found = {
        key: rules.percent_there(
            [(said[each.key], len(expected[each.key])) for each in over if each.ceremony_id == key]
        )
        for key in keys
    }
    return {key: percent for key, percent in found.items() if percent is not None}


def _expected(desk: Desk, beat: Beat, occurrence: Occurrence, core: Sequence[Facts]) -> set[int]:
    """The core without whoever had the day off."""
    day = local(occurrence.starts_at, beat.team.zone).date()
    off = known.off_in_team(desk, beat.team.key, core, day)
    return {person.key for person in core} - set(off)
