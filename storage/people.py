"""People of a workspace, as far as the platform has told of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

import sqlalchemy as sa
from sqlalchemy import Table, bindparam
from sqlmodel import Session, col, select, update

from storage.models import Member, Person
from storage.prepared import Prepared, settled
from storage.upsert import insert_once

FACTS = (
    *("id", "ref", "name", "zone", "is_bot", "is_guest", "is_gone"),
    *("country", "region", "keeps_holidays", "own_days", "own_hour"),
)


@dataclass(frozen=True, slots=True)
class Facts:
    """A person to read, not to change: a row costs many times as much to load."""

    key: int
    ref: str
    name: str
    zone: str
    is_bot: bool
    is_guest: bool
    is_gone: bool
    country: str
    region: str
    keeps_holidays: bool
    own_days: str
    own_hour: time | None


# Asked with every event, so built once; see `scoped`.
_CALLED = select(Person).where(
    col(Person.workspace_id) == bindparam("workspace"), col(Person.ref) == bindparam("ref")
)


def called(session: Session, ref: str) -> Person | None:
    return session.exec(
        _CALLED,
        params={"workspace": session.info["workspace_id"], "ref": ref},
        execution_options={"scoped": True},
    ).first()


def never_offered(session: Session, team_id: int) -> list[Facts]:
    """Those of the team who keep public holidays, have not said whose, and were not told either; by
    name."""
    named = {"workspace": session.info["workspace_id"], "team": team_id}
    return [Facts(*row) for row in _NEVER_OFFERED.each(settled(session), **named)]


def offered(session: Session, countries: Mapping[int, str]) -> None:
    """By person, whose public holidays they have been told are theirs."""
    for code in set(countries.values()):
        told = [person for person, country in countries.items() if country == code]
        session.exec(update(Person).where(col(Person.id).in_(told)).values(offered_country=code))


_people: Table = Person.__table__  # type: ignore[attr-defined]
_members: Table = Member.__table__  # type: ignore[attr-defined]
# Asked of every team at its hour; it names the workspace itself.
_NEVER_OFFERED = Prepared(
    lambda _: (
        sa.select(*(_people.c[column] for column in FACTS))
        .join(_members, _members.c.person_id == _people.c.id)
        .where(
            _people.c.workspace_id == bindparam("workspace", type_=sa.Integer),
            _members.c.workspace_id == bindparam("workspace", type_=sa.Integer),
            _members.c.team_id == bindparam("team"),
            _people.c.offered_country == sa.literal_column("''"),
            _people.c.country == sa.literal_column("''"),
            _people.c.keeps_holidays.is_(True),
        )
        .order_by(_people.c.name, _people.c.id)
    )
)


def learn(
    session: Session,
    ref: str,
    *,
    now: datetime,
    name: str,
    zone: str,
    is_bot: bool = False,
    is_guest: bool = False,
    is_gone: bool = False,
    is_administrator: bool = False,
) -> Person:
    """Keeps what the platform said; an empty zone leaves the one we know."""
    insert_once(
        session,
        Person,
        {
            "ref": ref,
            "name": name,
            "zone": zone,
            "is_bot": is_bot,
            "is_guest": is_guest,
            "is_gone": is_gone,
            "is_administrator": is_administrator,
            "country": "",
            "region": "",
            "offered_country": "",
            "keeps_holidays": True,
            "own_days": "",
        },
    )
    person = session.exec(select(Person).where(Person.ref == ref)).one()
    person.name = name or person.name
    person.zone = zone or person.zone
    person.is_bot = is_bot
    person.is_guest = is_guest
    person.is_gone = is_gone
    person.is_administrator = is_administrator
    person.facts_at = now
    session.add(person)
    return person


def names(session: Session, refs: Collection[str]) -> dict[str, str]:
    """What those are called whom we know; by the platform's id."""
    found = session.exec(select(Person).where(col(Person.ref).in_(refs))).all()
    return {person.ref: person.name for person in found}


def everybody(session: Session) -> Sequence[Person]:
    """All whom the workspace has told of and who are still there, by name."""
    return session.exec(
        select(Person).where(col(Person.is_gone).is_(False)).order_by(Person.name, col(Person.id))
    ).all()


def stood_in_for(session: Session, person_id: int) -> Sequence[Person]:
    """For whom the person stands in while they are away, by name."""
    return session.exec(
        select(Person)
        .where(Person.stand_in_id == person_id, col(Person.is_gone).is_(False))
        .order_by(Person.name, col(Person.id))
    ).all()


def by_id(session: Session, person_id: int) -> Person | None:
    return session.get(Person, person_id)
