"""Teams and who is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Table, bindparam
from sqlmodel import Session, col, select, update

from storage import people
from storage.models import Member, Person, Team
from storage.prepared import Prepared, settled
from storage.upsert import insert_once

SCRUM_MASTER = "scrum master"
FACTS = ("id", "name", "place", "zone", "trackers")


@dataclass(frozen=True, slots=True)
class Facts:
    """A team to read, not to change: a row costs many times as much to load."""

    key: int
    name: str
    place: str
    zone: str
    trackers: str


@dataclass(frozen=True, slots=True)
class Someone:
    """A member together with the person they are."""

    member: Member
    person: Person


def at(session: Session, place: str) -> Team | None:
    """The team whose channel this is."""
    return session.exec(select(Team).where(Team.place == place)).first()


def by_id(session: Session, team_id: int) -> Team | None:
    return session.get(Team, team_id)


def create(session: Session, *, name: str, place: str, zone: str, now: datetime) -> Team:
    team = Team(name=name, place=place, zone=zone, created_at=now)
    session.add(team)
    session.flush()
    return team


def of_person(session: Session, person_id: int) -> Sequence[Team]:
    """The teams a person is in now, by name."""
    return session.exec(
        select(Team)
        .join(Member, col(Member.team_id) == Team.id)
        .where(Member.person_id == person_id, col(Member.left_at).is_(None))
        .order_by(Team.name)
    ).all()


def present(session: Session, team_id: int) -> list[Someone]:
    """Everybody in the team now, by name."""
    rows = session.exec(
        select(Member, Person)
        .join(Person, col(Person.id) == Member.person_id)
        .where(Member.team_id == team_id, col(Member.left_at).is_(None))
        .order_by(Person.name, col(Person.id))
    ).all()
    return [Someone(member, person) for member, person in rows]


def core(session: Session, team_id: int) -> list[people.Facts]:
    """The people of the team's core now, by name."""
    named = {"workspace": session.info["workspace_id"], "team": team_id}
    return [people.Facts(*row) for row in _CORE.each(settled(session), **named)]


_members: Table = Member.__table__  # type: ignore[attr-defined]
_people: Table = Person.__table__  # type: ignore[attr-defined]
# Asked of every team at its hour; it names the workspace itself.
_CORE = Prepared(
    lambda _: (
        sa.select(*(_people.c[column] for column in people.FACTS))
        .join(_members, _members.c.person_id == _people.c.id)
        .where(
            _people.c.workspace_id == bindparam("workspace", type_=sa.Integer),
            _members.c.workspace_id == bindparam("workspace", type_=sa.Integer),
            _members.c.team_id == bindparam("team"),
            _members.c.circle == "core",
            _members.c.left_at.is_(None),
        )
        .order_by(_people.c.name, _people.c.id)
    )
)


def member(session: Session, team_id: int, person_id: int) -> Member | None:
    """The person's membership, if they are in the team now."""
    return session.exec(
        select(Member).where(
            Member.team_id == team_id,
            Member.person_id == person_id,
            col(Member.left_at).is_(None),
        )
    ).first()


def join(
    session: Session,
    team_id: int,
    person_id: int,
    now: datetime,
    *,
    circle: str = "core",
    role: str = "",
) -> Member:
    """In the team from now on; somebody who comes back keeps circle and role."""
    insert_once(
        session,
        Member,
        {
            "team_id": team_id,
            "person_id": person_id,
            "circle": circle,
            "role": role,
            "joined_at": now,
            "left_at": None,
        },
    )
    found = session.exec(
        select(Member).where(Member.team_id == team_id, Member.person_id == person_id)
    ).one()
    found.left_at = None
    found.role = role or found.role
    session.add(found)
    session.flush()
    return found


def make_core(session: Session, person_id: int) -> None:
    """Wherever the person reads along now."""
    session.exec(
        update(Member)
        .where(
            col(Member.person_id) == person_id,
            col(Member.circle) == "extended",
            col(Member.left_at).is_(None),
        )
        .values(circle="core")
    )


def leave(session: Session, member: Member, now: datetime) -> None:
    member.left_at = now
    session.add(member)


def scrum_masters(session: Session, team_id: int) -> list[Person]:
    return [
        someone.person
        for someone in present(session, team_id)
        if someone.member.role == SCRUM_MASTER and not someone.person.is_gone
    ]


def called(session: Session, name: str) -> Team | None:
    """The team of that name, however it is capitalised."""
    wanted = name.strip().casefold()
    found = session.exec(select(Team).order_by(Team.name, col(Team.id))).all()
    return next((team for team in found if team.name.casefold() == wanted), None)
