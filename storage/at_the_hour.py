"""What is asked of every team at its hour, and so is built once and reads no rows.

The statements name the workspace themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Table, bindparam
from sqlmodel import Session

from storage import teams
from storage.models import Entry, Person, Standup, StandupDay, Team
from storage.prepared import Prepared, settled
from storage.upsert import TOGETHER, holding

FACTS = (
    *("id", "days", "hour", "window_minutes", "remind_after_minutes"),
    *("questions", "paused", "posts_entries", "name", "every_weeks", "anchor", "ended_at"),
)


@dataclass(frozen=True, slots=True)
class Facts:
    """How a stand-up runs, to read and not to change: a row costs many times as much to load."""

    key: int
    days: str
    hour: time
    window_minutes: int
    remind_after_minutes: int
    questions: list[dict[str, Any]]
    paused: str
    posts_entries: bool
    name: str
    every_weeks: int
    anchor: date | None
    ended_at: datetime | None


def with_team(session: Session, standup_id: int) -> tuple[Facts, teams.Facts] | None:
    found = _WITH_TEAM.first(settled(session), **_named(session, standup=standup_id))
    if found is None:
        return None
    return Facts(*found[: len(FACTS)]), teams.Facts(*found[len(FACTS) :])


def begin_day(
    session: Session, standup_id: int, on: date, questions: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], datetime | None]:
    """The day's questions and when its digest was posted; made with these questions where there is no
    such day yet. Held until the transaction ends."""
    named = _named(session, standup_id=standup_id, day=on, questions=questions)
    named["workspace_id"] = named.pop("workspace")
    begun = _BEGIN_DAY.first(settled(session), **named)
    assert begun is not None
    return begun[0], begun[1]


def last_answers(
    session: Session, standup_id: int, people: Sequence[int], until: date
) -> dict[int, tuple[date, dict[str, str]]]:
    """Everybody's last answers up to a day and the day they are of, by person."""
    named = _named(session, standup=standup_id, day=until)
    found: dict[int, tuple[date, dict[str, str]]] = {}
    for start in range(0, len(people), TOGETHER):
        some = people[start : start + TOGETHER]
        of_some = {f"person_{nth}": person for nth, person in enumerate(some)}
        for person, on, answers in _last_answers(len(some)).each(
            settled(session), **named, **of_some
        ):
            found[person] = (on, answers)
    return found


def _named(session: Session, **params: Any) -> dict[str, Any]:
    return {"workspace": session.info["workspace_id"], **params}


_entries: Table = Entry.__table__  # type: ignore[attr-defined]
_people: Table = Person.__table__  # type: ignore[attr-defined]
_standups: Table = Standup.__table__  # type: ignore[attr-defined]
_teams: Table = Team.__table__  # type: ignore[attr-defined]
_workspace = bindparam("workspace", type_=sa.Integer)
_WITH_TEAM = Prepared(
    lambda _: (
        sa.select(
            *(_standups.c[column] for column in FACTS),
            *(_teams.c[column] for column in teams.FACTS),
        )
        .join(_teams, _teams.c.id == _standups.c.team_id)
        .where(
            _standups.c.workspace_id == _workspace,
            _teams.c.workspace_id == _workspace,
            _standups.c.id == bindparam("standup"),
        )
    )
)


_BEGIN_DAY = Prepared(
    lambda dialect: holding(
        StandupDay,
        dialect,
        ("workspace_id", "standup_id", "day", "questions"),
        key=("standup_id", "day"),
        told=("questions", "digest_at"),
    )
)


@lru_cache(maxsize=TOGETHER)
def _last_answers(people: int) -> Prepared:
    """Of so many people. One look into an index each, however many days there were."""
    _own = _entries.alias()
    last = (
        sa.select(_own.c.id)
        .where(
            _own.c.standup_id == bindparam("standup"),
            _own.c.person_id == _people.c.id,
            _own.c.day <= bindparam("day"),
        )
        .order_by(_own.c.day.desc())
        .limit(1)
        .correlate(_people)
        .scalar_subquery()
    )
    some = [bindparam(f"person_{nth}", type_=sa.Integer) for nth in range(people)]
    return Prepared(
        lambda _: (
            sa.select(_entries.c.person_id, _entries.c.day, _entries.c.answers)
            .select_from(_people.join(_entries, _entries.c.id == last))
            .where(
                _people.c.workspace_id == _workspace,
                _entries.c.workspace_id == _workspace,
                _people.c.id.in_(some),
            )
        )
    )
