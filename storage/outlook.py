"""Milestones and risks: what a team is heading for, what may come in between, and how that went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias, TypeVar

from sqlmodel import Session, col, select

from storage.models import Milestone, OutlookEvent, Risk
from storage.numbering import next_number

OPEN = "open"
Thing: TypeAlias = Milestone | Risk
T = TypeVar("T", Milestone, Risk)


def make(session: Session, thing: T) -> T:
    """Saved under the workspace's next number of its kind."""
    thing.number = next_number(session, type(thing).number)
    session.add(thing)
    session.flush()
    return thing


def held(session: Session, kind: type[T], thing_id: int) -> T | None:
    """Held until the transaction ends."""
    return session.exec(
        select(kind)
        .where(kind.id == thing_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def numbered(session: Session, kind: type[T], number: int) -> T | None:
    return session.exec(select(kind).where(kind.number == number)).first()


def of_team(session: Session, kind: type[T], team_id: int, *, is_open: bool = True) -> Sequence[T]:
    """By the day they fall due."""
    query = select(kind).where(kind.team_id == team_id)
    if is_open:
        query = query.where(kind.status == OPEN)
    return session.exec(query.order_by(col(kind.due_on), col(kind.id))).all()


def of_owner(session: Session, kind: type[T], person_id: int) -> Sequence[T]:
    """Open ones."""
    return session.exec(
        select(kind)
        .where(kind.owner_id == person_id, kind.status == OPEN)
        .order_by(col(kind.due_on), col(kind.id))
    ).all()


# The history.
def note(
    session: Session,
    thing: Thing,
    kind: str,
    at: datetime,
    person_id: int | None,
    words: str = "",
    about: dict[str, Any] | None = None,
) -> OutlookEvent:
    event = OutlookEvent(
        team_id=thing.team_id,
        milestone_id=thing.key if isinstance(thing, Milestone) else None,
        risk_id=thing.key if isinstance(thing, Risk) else None,
        at=at,
        person_id=person_id,
        kind=kind,
        words=words,
        about=about or {},
    )
    session.add(event)
    session.flush()
    return event


def history(session: Session, thing: Thing) -> Sequence[OutlookEvent]:
    """All that happened, the oldest first."""
    column = OutlookEvent.milestone_id if isinstance(thing, Milestone) else OutlookEvent.risk_id
    return session.exec(
        select(OutlookEvent).where(column == thing.key).order_by(col(OutlookEvent.id))
    ).all()


# What a weeknote tells of a period.
@dataclass(frozen=True, slots=True)
class Moved:
    milestone: Milestone
    was: date
    """The day it had when the period began."""


@dataclass(frozen=True, slots=True)
class ChangedRisk:
    risk: Risk
    before: tuple[str, str]
    """Likelihood and impact when the period began."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Milestones and risks of one period; each of them in the state it has now."""

    reached: tuple[Milestone, ...] = ()
    missed: tuple[Milestone, ...] = ()
    moved: tuple[Moved, ...] = ()
    """Open ones that have another day than they had."""
    new: tuple[Milestone, ...] = ()
    overdue: tuple[Milestone, ...] = ()
    """Still open though their day has passed."""
    coming: tuple[Milestone, ...] = ()
    """Still open, the nearest first; with those that moved and are new."""
    new_risks: tuple[Risk, ...] = ()
    """Open ones that were noted, or opened again."""
    changed_risks: tuple[ChangedRisk, ...] = ()
    """Open ones that are likelier, graver or less so than they were."""
    open_risks: tuple[Risk, ...] = ()
    """The gravest first; with the new and the changed."""
    happened: tuple[Risk, ...] = ()
    over: tuple[Risk, ...] = ()


LEVELS = {"low": 1, "medium": 2, "high": 3}


def gravity(risk: Risk) -> int:
    """1 to 9: how likely, times how bad."""
    return LEVELS.get(risk.likelihood, 2) * LEVELS.get(risk.impact, 2)


def gravest(risks: Sequence[Risk]) -> list[Risk]:
    """The gravest first, of those the nearest day."""
    return sorted(risks, key=lambda each: (-gravity(each), each.due_on, each.number))


def of_period(
    session: Session, team_id: int, since: datetime, until: datetime, today: date
) -> Outlook:
    """From `since` to before `until`; `today` is the team's day at its end."""
    milestones = of_team(session, Milestone, team_id, is_open=False)
    risks = of_team(session, Risk, team_id, is_open=False)
    within = session.exec(
        select(OutlookEvent)
        .where(OutlookEvent.team_id == team_id, OutlookEvent.at >= since, OutlookEvent.at < until)
        .order_by(col(OutlookEvent.id))
    ).all()
    days: dict[int, date] = {}
    levels: dict[int, tuple[str, str]] = {}
    for event in within:
        # The first of several tells how things were when the period began.
        if event.milestone_id is not None and "day was" in event.about:
            days.setdefault(event.milestone_id, date.fromisoformat(event.about["day was"]))
        if event.risk_id is not None and "levels were" in event.about:
            likelihood, impact = event.about["levels were"]
            levels.setdefault(event.risk_id, (likelihood, impact))

    def closed(things: Sequence[T], status: str) -> tuple[T, ...]:
        return tuple(
            each
            for each in things
            if each.status == status and each.closed_at and since <= each.closed_at < until
        )

    def made(things: Sequence[T]) -> tuple[T, ...]:
        return tuple(
            each for each in things if each.status == OPEN and since <= each.made_at < until
        )

    going = [each for each in milestones if each.status == OPEN and each.made_at < until]
    risky = [each for each in risks if each.status == OPEN and each.made_at < until]
    again = {each.risk_id for each in within if each.kind == "reopened"}
    new = made(milestones)
    new_risks = tuple(each for each in risky if each.key in again or since <= each.made_at)
    return Outlook(
        reached=closed(milestones, "reached"),
        missed=closed(milestones, "missed"),
        moved=tuple(
            Moved(each, days[each.key])
            for each in going
            if each not in new and days.get(each.key, each.due_on) != each.due_on
        ),
        new=new,
        overdue=tuple(each for each in going if each.due_on < today),
        coming=tuple(each for each in going if each.due_on >= today),
        new_risks=new_risks,
        changed_risks=tuple(
            ChangedRisk(each, levels[each.key])
            for each in risky
            if each not in new_risks
            and levels.get(each.key, (each.likelihood, each.impact))
            != (each.likelihood, each.impact)
        ),
        open_risks=tuple(gravest(risky)),
        happened=closed(risks, "happened"),
        over=closed(risks, "over"),
    )
