"""Weeknotes: drafts, what was posted where, and who reads them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from storage.history import searchable
from storage.models import (
    Cadence,
    Member,
    Person,
    Team,
    Weeknote,
    WeeknoteBullet,
    WeeknoteCopy,
    WeeknoteOptOut,
    WeeknoteRule,
    WeeknoteSubscription,
)
from storage.upsert import insert_once, upsert_all

SECTIONS = ("good", "learned", "difficult", "next")


# One weeknote.
def by_id(session: Session, weeknote_id: int) -> Weeknote | None:
    return session.get(Weeknote, weeknote_id)


def held(session: Session, weeknote_id: int) -> Weeknote | None:
    """Held until the transaction ends: who changes it sees what the one before has changed."""
    return session.exec(
        select(Weeknote)
        .where(Weeknote.id == weeknote_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def numbered(session: Session, team_id: int, number: int) -> Weeknote | None:
    return session.exec(
        select(Weeknote).where(Weeknote.team_id == team_id, Weeknote.number == number)
    ).first()


def unposted(session: Session, team_id: int) -> Weeknote | None:
    """The draft that the team is at, or has approved; held until the transaction ends."""
    return session.exec(
        select(Weeknote)
        .where(Weeknote.team_id == team_id, Weeknote.status != "posted")
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def last_posted(session: Session, team_id: int) -> Weeknote | None:
    return next(iter(posted(session, team_id, most=1)), None)


def posted(
    session: Session, team_id: int, *, most: int, before: int | None = None
) -> Sequence[Weeknote]:
    """The newest first; `before`: those of lower numbers."""
    query = select(Weeknote).where(Weeknote.team_id == team_id, Weeknote.status == "posted")
    if before is not None:
        query = query.where(Weeknote.number < before)
    return session.exec(query.order_by(col(Weeknote.number).desc()).limit(most)).all()


def found(session: Session, team_id: int, words: Sequence[str], most: int) -> Sequence[Weeknote]:
    """Posted ones in which all the words stand, the newest first."""
    return session.exec(
        select(Weeknote)
        .where(
            Weeknote.team_id == team_id,
            Weeknote.status == "posted",
            *(col(Weeknote.words).contains(searchable([word]), autoescape=True) for word in words),
        )
        .order_by(col(Weeknote.number).desc())
        .limit(most)
    ).all()


def neighbours(session: Session, team_id: int, number: int) -> tuple[int | None, int | None]:
    """The numbers of the posted ones before and after it."""
    posted = (Weeknote.team_id == team_id, Weeknote.status == "posted")
    older = select(func.max(Weeknote.number)).where(*posted, Weeknote.number < number)
    newer = select(func.min(Weeknote.number)).where(*posted, Weeknote.number > number)
    return session.exec(older).one(), session.exec(newer).one()


def next_number(session: Session, team_id: int) -> int:
    last = session.exec(select(func.max(Weeknote.number)).where(Weeknote.team_id == team_id)).one()
    return (last or 0) + 1


def numbers(session: Session, team_id: int) -> set[int]:
    """Those that are taken."""
    return set(session.exec(select(Weeknote.number).where(Weeknote.team_id == team_id)).all())


def begin(session: Session, weeknote: Weeknote) -> bool:
    """A new one. False: somebody has begun one with that number at the same moment."""
    values = weeknote.model_dump(exclude={"id", "workspace_id"})
    return insert_once(session, Weeknote, values)


def keep(session: Session, weeknote: Weeknote) -> None:
    """As it is now, with what readers see of it for the search."""
    texts = [each.text for each in bullets(session, weeknote.key)]
    weeknote.words = searchable([weeknote.opening, *texts])
    session.add(weeknote)
    session.flush()


# Its points.
def bullets(session: Session, weeknote_id: int) -> Sequence[WeeknoteBullet]:
    """In the order of the sections, and of the points in them."""
    return bullets_of(session, [weeknote_id]).get(weeknote_id, [])


def bullets_of(session: Session, some: Collection[int]) -> dict[int, list[WeeknoteBullet]]:
    """The same of several, by weeknote; asked at once."""
    rows = session.exec(
        select(WeeknoteBullet)
        .where(col(WeeknoteBullet.weeknote_id).in_(some))
        .order_by(col(WeeknoteBullet.position), col(WeeknoteBullet.id))
    ).all()
    by_weeknote: dict[int, list[WeeknoteBullet]] = {}
    for row in sorted(rows, key=lambda row: SECTIONS.index(row.section)):
        by_weeknote.setdefault(row.weeknote_id, []).append(row)
    return by_weeknote


def rewrite(
    session: Session,
    weeknote_id: int,
    rows: Sequence[WeeknoteBullet],
    section: str | None = None,
) -> None:
    """These and no others; `section`: in that one alone."""
    gone = delete(WeeknoteBullet).where(col(WeeknoteBullet.weeknote_id) == weeknote_id)
    if section is not None:
        gone = gone.where(col(WeeknoteBullet.section) == section)
    session.exec(gone)
    for position, row in enumerate(rows):
        row.weeknote_id, row.position = weeknote_id, position
        session.add(row)
    session.flush()


def keep_only(session: Session, weeknote_id: int, ids: Collection[int]) -> None:
    """All its other points go."""
    session.exec(
        delete(WeeknoteBullet).where(
            col(WeeknoteBullet.weeknote_id) == weeknote_id, col(WeeknoteBullet.id).not_in(ids)
        )
    )


def waiting_for(session: Session, person_id: int) -> Sequence[tuple[Weeknote, Team]]:
    """Drafts that the person edits and nobody has approved, with their teams."""
    rows = session.exec(
        select(Weeknote, Team)
        .join(Team, col(Team.id) == Weeknote.team_id)
        .where(Weeknote.editor_id == person_id, Weeknote.status == "draft")
        .order_by(Team.name)
    ).all()
    return [(weeknote, team) for weeknote, team in rows]


# How a team's come about.
def rule(session: Session, team_id: int) -> WeeknoteRule:
    """The team's own, or the usual one, which is not saved."""
    own = session.exec(select(WeeknoteRule).where(WeeknoteRule.team_id == team_id)).first()
    return own or WeeknoteRule(team_id=team_id)


# Where they went.
def unplanned(session: Session, person_id: int, role: str | None) -> Sequence[Team]:
    """Teams in which a person has that role, or any (None), whose weeknotes do not come by
    themselves, and where nobody has been asked whether they should."""
    query = (
        select(Team)
        .join(Member, col(Member.team_id) == Team.id)
        .outerjoin(Cadence, col(Cadence.team_id) == Team.id)
        .outerjoin(WeeknoteRule, col(WeeknoteRule.team_id) == Team.id)
        .where(
            Member.person_id == person_id,
            col(Member.left_at).is_(None),
            col(Cadence.id).is_(None),
            col(WeeknoteRule.offered_at).is_(None),
        )
    )
    if role is not None:
        query = query.where(Member.role == role)
    return session.exec(query.order_by(Team.name)).all()


def copy(session: Session, weeknote_id: int, place: str, place_kind: str) -> bool:
    """False: it is there already."""
    values: dict[str, Any] = {
        "weeknote_id": weeknote_id,
        "place": place,
        "place_kind": place_kind,
    }
    return insert_once(session, WeeknoteCopy, values)


def copies(session: Session, weeknote_id: int) -> Sequence[WeeknoteCopy]:
    return session.exec(
        select(WeeknoteCopy)
        .where(WeeknoteCopy.weeknote_id == weeknote_id)
        .order_by(col(WeeknoteCopy.id))
    ).all()


# Who reads them.
def subscribe(
    session: Session,
    team_id: int,
    person_id: int,
    every_weeks: int,
    now: datetime,
    sent_through: int,
) -> None:
    row = {
        "team_id": team_id,
        "person_id": person_id,
        "every_weeks": every_weeks,
        "since": now,
        "sent_through": sent_through,
    }
    upsert_all(session, WeeknoteSubscription, [row], key=("team_id", "person_id"))


def unsubscribe(session: Session, team_id: int, person_id: int) -> bool:
    """False: they were not subscribed."""
    gone = session.exec(
        delete(WeeknoteSubscription).where(
            col(WeeknoteSubscription.team_id) == team_id,
            col(WeeknoteSubscription.person_id) == person_id,
        )
    )
    return bool(gone.rowcount)


def subscription(session: Session, team_id: int, person_id: int) -> WeeknoteSubscription | None:
    return session.exec(
        select(WeeknoteSubscription)
        .where(
            WeeknoteSubscription.team_id == team_id,
            WeeknoteSubscription.person_id == person_id,
        )
        .execution_options(populate_existing=True)
    ).first()


def subscribers(session: Session, team_id: int) -> list[tuple[WeeknoteSubscription, Person]]:
    """Those who are still there, in the order they came."""
    rows = session.exec(
        select(WeeknoteSubscription, Person)
        .join(Person, col(Person.id) == WeeknoteSubscription.person_id)
        .where(
            WeeknoteSubscription.team_id == team_id,
            col(Person.is_gone).is_(False),
            col(Person.is_bot).is_(False),
        )
        .order_by(col(WeeknoteSubscription.id))
    ).all()
    return [(subscribed, person) for subscribed, person in rows]


# Who is left out.
def opt_out(session: Session, person_id: int, now: datetime) -> bool:
    """False: they had done so before."""
    return insert_once(session, WeeknoteOptOut, {"person_id": person_id, "since": now})


def opt_in(session: Session, person_id: int) -> bool:
    gone = session.exec(delete(WeeknoteOptOut).where(col(WeeknoteOptOut.person_id) == person_id))
    return bool(gone.rowcount)


def opted_out(session: Session) -> set[int]:
    """Ids of people."""
    return set(session.exec(select(WeeknoteOptOut.person_id)).all())
