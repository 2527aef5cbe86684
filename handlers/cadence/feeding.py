"""What a calendar link shows: what its holder may see now, and no more."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from handlers import rhythm
from handlers.cadence import ics, running
from handlers.cadence.ics import Series
from handlers.cadence.running import Beat, Held
from handlers.calendars import known
from handlers.calendars.known import Own
from handlers.routing import Desk
from handlers.times import WEEKDAYS, local, zone_called
from handlers.when.plan import REACH, Plan
from handlers.when.recurrence import DAYS, Recurrence
from storage import ceremonies, partaking, people, retros, teams, workspaces
from storage.models import Feed, Person
from storage.partaking import Part

LOOKED_BACK = timedelta(days=400)
"""How long a calendar still has what an earlier rule brought."""
STANDUP_MINUTES = 0
"""A stand-up is answered when there is time for it."""


def body(desk: Desk, feed: Feed) -> bytes | None:
    """The calendar. None: whoever was given the link is no longer there, or out of the team."""
    person = people.by_id(desk.session, feed.person_id)
    if person is None or person.is_gone:
        return None
    if feed.team_id is None:
        some = [
            series
            for cadence, team in ceremonies.teams_of(desk.session, person.key)
            for series in _of_team(desk, Beat(cadence, team))
        ]
        some += _standups(desk, person)
        return ics.calendar("Drumbeat", some, desk.now)
    team = teams.by_id(desk.session, feed.team_id)
    if team is None or teams.member(desk.session, team.key, person.key) is None:
        return None
    beat = running.of_team(desk, team)
    return ics.calendar(team.name, _of_team(desk, beat) if beat else [], desk.now)


def _of_team(desk: Desk, beat: Beat) -> list[Series]:
    some = [held for held in running.held_by(desk, beat) if held.ceremony.is_on]
    plans = running.plans(desk, some)
    told = _told(desk, some)
    # Each takes part when there is time for it; its hour is no meeting.
    over_days = retros.rule(desk.session, beat.team.key).is_async
    apart = {held.ceremony.key for held in some if over_days and held.ceremony.kind == "retro"}
    return [
        Series(
            held.ceremony.uid,
            f"{beat.team.name}: {held.title}{', over days' if held.ceremony.key in apart else ''}",
            held.ceremony.agenda,
            plans[held.ceremony.key],
            0 if held.ceremony.key in apart else held.ceremony.minutes,
            held.ceremony.sequence,
            held.ceremony.changed_at,
            held.ceremony.ruled_at,
            told.get(held.ceremony.key, {}),
        )
        for held in some
    ]


def _told(desk: Desk, some: Sequence[Held]) -> dict[int, dict[date, tuple[datetime, datetime]]]:
    """By ceremony: those that were announced by an earlier rule."""
    ruled = {held.ceremony.key: at for held in some if (at := held.ceremony.ruled_at)}
    found: dict[int, dict[date, tuple[datetime, datetime]]] = {}
    since = (desk.now - LOOKED_BACK).date()
    for each in ceremonies.occurrences(desk.session, list(ruled), since):
        before = each.announced_at is not None and each.announced_at <= ruled[each.ceremony_id]
        if before and not each.is_skipped:
            found.setdefault(each.ceremony_id, {})[each.day] = (each.starts_at, each.ends_at)
    return found


def _standups(desk: Desk, person: Person) -> list[Series]:
    """The person's own hours, in their own zone."""
    if person.is_bot or person.is_guest:
        return []
    since = ics.window(desk.now)[0].date() - REACH
    own = known.own_days(desk, [person], since)[person.key]
    some = (
        _standup(desk, part, person, own)
        for part in partaking.of_person(desk.session, person.key)
        if part.member.circle == "core" and not part.standup.paused and part.standup.days
    )
    return [series for series in some if series is not None]


def _standup(desk: Desk, part: Part, person: Person, own: Own) -> Series | None:
    """As it comes to them: not on what are days off for them. None: it never does."""
    zone = person.zone if zone_called(person.zone) else part.team.zone
    standup = part.standup
    hour = rhythm.hour_of(standup, person.own_hour)
    days = [day for day in standup.days.split(",") if day in own.week.days]
    if not days:
        return None
    starts = local(standup.updated_at, zone).date()
    rule = f"FREQ=WEEKLY;BYDAY={','.join(DAYS[WEEKDAYS.index(day)] for day in days)}"
    if standup.every_weeks > 1:
        # Weeks count from that of the first day.
        asks = replace(rhythm.asks(standup, hour, zone), days=frozenset(days))
        starts = asks.after(standup.updated_at - timedelta(days=1))[0]
        rule = f"{rule};INTERVAL={standup.every_weeks}"
    recurrence = Recurrence(rule, starts, hour, zone)
    changed_at = max(standup.updated_at, person.days_changed_at or standup.updated_at)
    workspace = workspaces.home(desk.session.connection(), desk.workspace_id)
    named = f"{workspace.platform}/{workspace.ref}/standup/{standup.key}/{person.ref}"
    return Series(
        f"{hashlib.sha256(named.encode()).hexdigest()[:32]}@drumbeat",
        f"{part.team.name}: {standup.name or 'Stand-up'}",
        "",
        Plan(recurrence, around="drop", off=_off(desk, own, recurrence)),
        STANDUP_MINUTES,
        # It counts no changes; seconds since the year began to count never go back.
        int((changed_at - datetime(2026, 1, 1, tzinfo=UTC)).total_seconds()),
        changed_at,
    )


def _off(desk: Desk, own: Own, recurrence: Recurrence) -> frozenset[date]:
    since, until = (at.date() for at in ics.window(desk.now))
    days = recurrence.days(since - REACH, until + REACH)
    return frozenset(day for day in days if own.off(day) is not None)
