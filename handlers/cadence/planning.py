"""The moments of ceremonies: one row each, and the single moments of one that was announced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from handlers import goal_asking
from handlers.cadence import running
from handlers.cadence.running import Beat, Held
from handlers.routing import Desk
from handlers.when.plan import Plan
from storage import ceremonies, dues, retros, weeknotes
from storage.models import Occurrence

FORESEEN = timedelta(days=300)
"""How far ahead days off are compared: what is known of them moves on month by month."""
NEXT_TO_IT = timedelta(microseconds=1)


def schedule(desk: Desk, beat: Beat) -> None:
    """Every ceremony's next moment as it is now; nothing while the channel is closed to us."""
    some = running.held_by(desk, beat)
    plans = running.plans(desk, some)
    for held in some:
        _schedule(desk, held, plans[held.ceremony.key])


def reschedule(desk: Desk, held: Held) -> None:
    """The same for one ceremony that was changed."""
    _schedule(desk, held, running.plan(desk, held))


def _schedule(desk: Desk, held: Held, plan: Plan) -> None:
    there = {due.name: due for due in dues.named_like(desk.session, held.due)}
    before = there.get(held.due)
    # What is overdue has not been handed on yet, and may still be worth a word.
    since = min(desk.now, before.next_run_at - NEXT_TO_IT) if before else desk.now
    coming = plan.after(since)
    drafts = dues.named_like(desk.session, held.draft_due) if held.is_written else ()
    told = next((due for due in drafts if due.name == held.draft_due), before)
    if told and _has_other_days_off(desk, told.rule, plan):
        # Nobody changed the ceremony; calendars look at its number all the same.
        ceremonies.changed(desk.session, held.ceremony, desk.now)
    _schedule_draft(desk, held, plan)
    if held.is_written or held.beat.cadence.paused or not held.ceremony.is_on or coming is None:
        dues.cancel(desk.session, [held.due])
        if before is not None:
            _tell_retro(desk, held)
        return
    if before is None or before.rule != plan.plain():
        _tell_retro(desk, held)
        at, args = coming.starts - held.lead, {"ceremony": str(held.ceremony.key)}
        dues.plan(desk.session, held.due, "cadence.announce", at, plan.plain(), args)
    _catch_up(desk, held, plan)


def _tell_retro(desk: Desk, held: Held) -> None:
    """One that is held over days opens before its ceremony, and goes with it."""
    team = held.beat.team.key
    if held.ceremony.kind == "retro" and retros.goes_with_cadence(desk.session, team):
        dues.plan(
            desk.session, f"retro:{team}:plan", "retro.plan", desk.now, None, {"team": str(team)}
        )


def _has_other_days_off(desk: Desk, before: dict[str, Any] | None, plan: Plan) -> bool:
    """As far as both plans have looked ahead."""
    first, last = desk.now.date(), desk.now.date() + FORESEEN
    known = set(map(date.fromisoformat, before["off"])) if before else plan.off
    return {day for day in plan.off ^ known if first <= day <= last} != set()


def _schedule_draft(desk: Desk, held: Held, plan: Plan) -> None:
    """What is written is drafted before its moment, and posted by whoever drafts it."""
    if not held.is_written:
        return
    hours = weeknotes.rule(desk.session, held.beat.team.key).draft_hours
    early = replace(plan, lead=timedelta(hours=hours))
    there = {due.name: due for due in dues.named_like(desk.session, held.draft_due)}
    before = there.get(held.draft_due)
    since = min(desk.now, before.next_run_at - NEXT_TO_IT) if before else desk.now
    coming = early.after(since)
    if held.beat.cadence.paused or not held.ceremony.is_on or coming is None:
        dues.cancel(desk.session, [held.draft_due])
        return
    if before is None or before.rule != early.plain():
        args = {"ceremony": str(held.ceremony.key)}
        dues.plan(
            desk.session,
            held.draft_due,
            "weeknote.draft",
            coming.starts - early.lead,
            early.plain(),
            args,
        )
    # Moved to a moment that is closer than that: its draft is due at once.
    for planned in plan.between(desk.now, desk.now + early.lead):
        known = ceremonies.held(desk.session, held.ceremony.key, planned.day)
        if known is None or known.announced_at is None or known.starts_at != planned.starts:
            draft_at_once(desk, held, planned.day)


def draft_at_once(desk: Desk, held: Held, day: date) -> None:
    args = {"ceremony": str(held.ceremony.key), "day": day.isoformat()}
    dues.plan(desk.session, f"{held.draft_due}:{day}", "weeknote.draft", desk.now, None, args)


def _catch_up(desk: Desk, held: Held, plan: Plan) -> None:
    """One that is still to start, but whose announcement would have been before now, is announced
    at once: it was moved closer, or the reminder was set earlier."""
    for planned in plan.between(desk.now, desk.now + held.lead):
        known = ceremonies.held(desk.session, held.ceremony.key, planned.day)
        if known is None or known.announced_at is None:
            args = {"ceremony": str(held.ceremony.key), "day": planned.day.isoformat()}
            name = f"cadence:{held.ceremony.key}:{planned.day}:announce:{desk.now.isoformat()}"
            dues.plan(
                desk.session, name, "cadence.announce", planned.starts - held.lead, None, args
            )


def plan_the_rest(desk: Desk, held: Held, occurrence: Occurrence) -> None:
    """When an announced one begins and is over: as it is planned now, whatever was planned before."""
    args = {"occurrence": str(occurrence.key)}
    moments = {"begin": occurrence.starts_at, "end": occurrence.ends_at}
    for what, at in moments.items():
        name = _name(held, occurrence.day, what)
        if _is_to_come(desk, occurrence, what, at):
            dues.plan(desk.session, name, f"cadence.{what}", at, None, args)
        else:
            dues.cancel(desk.session, [name])
    if held.ceremony.kind == "review" and not occurrence.is_skipped:
        # Where the goal is looked at together; whoever runs the team knows it then.
        at = occurrence.ended_at or occurrence.ends_at
        sprint = held.beat.number(occurrence.day)
        goal_asking.plan(desk, held.beat.team, sprint, max(at, desk.now), ends=True)


def _is_to_come(desk: Desk, occurrence: Occurrence, what: str, at: datetime) -> bool:
    if occurrence.announced_at is None or occurrence.is_skipped or occurrence.ended_at:
        return False
    if at <= desk.now:
        return False
    if what == "begin":
        return occurrence.began_at is None
    return occurrence.ends_at > occurrence.starts_at


def _name(held: Held, day: date, what: str) -> str:
    return f"cadence:{held.ceremony.key}:{day}:{what}"
