"""Actions: what a team said it would do, who does it by when, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from storage import teams
from storage.models import Action, ActionEvent, Member, Person

OPEN, DONE, DROPPED = "open", "done", "dropped"


@dataclass(frozen=True, slots=True)
class Period:
    """What a period brought; the oldest first."""

    done: Sequence[Action]
    new: Sequence[Action]
    """Made in it, whatever became of them since."""


def make(session: Session, action: Action) -> Action:
    session.add(action)
    session.flush()
    return action


def held(session: Session, action_id: int) -> Action | None:
    """Held until the transaction ends: who changes it sees what the one before has changed."""
    return session.exec(
        select(Action)
        .where(Action.id == action_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def by_id(session: Session, action_id: int) -> Action | None:
    return session.get(Action, action_id)


def open_of_team(session: Session, team_id: int) -> Sequence[Action]:
    """In the order they are due."""
    return session.exec(
        select(Action)
        .where(Action.team_id == team_id, Action.status == OPEN)
        .order_by(col(Action.due_day), col(Action.due_at), col(Action.id))
    ).all()


def open_of_person(session: Session, person_id: int) -> Sequence[Action]:
    """Those that the person owns, over all teams; in the order they are due."""
    return session.exec(
        select(Action)
        .where(Action.owner_id == person_id, Action.status == OPEN)
        .order_by(col(Action.due_day), col(Action.due_at), col(Action.id))
    ).all()


def closed_of_team(session: Session, team_id: int, most: int) -> Sequence[Action]:
    """Done or dropped; the last first."""
    return session.exec(
        select(Action)
        .where(Action.team_id == team_id, Action.status != OPEN)
        .order_by(col(Action.closed_at).desc(), col(Action.id).desc())
        .limit(most)
    ).all()


def closed_since(session: Session, team_id: int, since: datetime) -> Sequence[Action]:
    """Done or dropped; in the order that they were."""
    return session.exec(
        select(Action)
        .where(Action.team_id == team_id, Action.status != OPEN, col(Action.closed_at) >= since)
        .order_by(col(Action.closed_at), col(Action.id))
    ).all()


def of_retro(session: Session, retro_id: int) -> Sequence[Action]:
    """In the order they were made."""
    return session.exec(
        select(Action).where(Action.retro_id == retro_id).order_by(col(Action.id))
    ).all()


def of_retros(session: Session, retros: Collection[int]) -> Sequence[Action]:
    return session.exec(
        select(Action).where(col(Action.retro_id).in_(retros)).order_by(col(Action.id))
    ).all()


def in_period(session: Session, team_id: int, since: datetime, until: datetime) -> Period:
    """Done, and made, from `since` on and before `until`."""
    found = session.exec(
        select(Action)
        .where(
            Action.team_id == team_id,
            or_(
                (col(Action.made_at) >= since) & (col(Action.made_at) < until),
                (col(Action.closed_at) >= since) & (col(Action.closed_at) < until),
            ),
        )
        .order_by(col(Action.id))
    ).all()
    done = [
        each
        for each in found
        if each.status == DONE and each.closed_at and since <= each.closed_at < until
    ]
    return Period(
        sorted(done, key=lambda each: (each.closed_at, each.id)),
        [each for each in found if since <= each.made_at < until],
    )


def has_left(session: Session, action: Action) -> bool:
    """Whether its owner is gone, or was in the team and is no longer."""
    owner = session.get(Person, action.owner_id)
    if owner is None or owner.is_gone:
        return True
    member = session.exec(
        select(Member).where(Member.team_id == action.team_id, Member.person_id == action.owner_id)
    ).first()
    return member is not None and member.left_at is not None


def around(session: Session, person_id: int, *, led: bool) -> Sequence[int]:
    """Ids of what is open and the person's own, the oldest first; `led`: and of what is in teams
    that they run, or ran."""
    run = select(Member.team_id).where(
        Member.person_id == person_id, Member.role == teams.SCRUM_MASTER
    )
    theirs = col(Action.owner_id) == person_id
    found = session.exec(
        select(Action)
        .where(Action.status == OPEN, or_(theirs, col(Action.team_id).in_(run)) if led else theirs)
        .order_by(col(Action.id))
    )
    return [each.key for each in found.all()]


# The history.
def note(
    session: Session,
    action_id: int,
    kind: str,
    at: datetime,
    person_id: int | None,
    words: str = "",
    about: dict[str, Any] | None = None,
) -> ActionEvent:
    event = ActionEvent(
        action_id=action_id, at=at, person_id=person_id, kind=kind, words=words, about=about or {}
    )
    session.add(event)
    session.flush()
    return event


def history(session: Session, action_id: int) -> Sequence[ActionEvent]:
    """All that happened, the oldest first."""
    return session.exec(
        select(ActionEvent).where(ActionEvent.action_id == action_id).order_by(col(ActionEvent.id))
    ).all()
