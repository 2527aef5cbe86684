"""Polls, what is said in those that show names, and pulses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, delete, select

from storage.models import Person, Poll, PollVote, Pulse
from storage.upsert import upsert_all


def add(session: Session, poll: Poll) -> Poll:
    session.add(poll)
    session.flush()
    return poll


def by_id(session: Session, poll_id: int) -> Poll | None:
    return session.get(Poll, poll_id)


def held(session: Session, poll_id: int) -> Poll | None:
    """Held until the transaction ends: who changes it sees what the one before has changed."""
    return session.exec(
        select(Poll)
        .where(Poll.id == poll_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def open_in(session: Session, place: str) -> Sequence[Poll]:
    """The newest first."""
    return session.exec(
        select(Poll)
        .where(Poll.place == place, col(Poll.closed_at).is_(None))
        .order_by(col(Poll.id).desc())
    ).all()


def all_open(session: Session) -> Sequence[Poll]:
    still = select(Poll).where(col(Poll.closed_at).is_(None))
    return session.exec(still.order_by(col(Poll.id))).all()


# Votes with names.
def vote(
    session: Session, poll_id: int, person_id: int, choice: Sequence[int], now: datetime
) -> None:
    """In place of what they said before."""
    said = {"poll_id": poll_id, "person_id": person_id, "choice": list(choice), "at": now}
    upsert_all(session, PollVote, [said], key=("poll_id", "person_id"))


def take_back(session: Session, poll_id: int, person_id: int) -> bool:
    """Whether there was anything."""
    mine = (col(PollVote.poll_id) == poll_id, col(PollVote.person_id) == person_id)
    return bool(session.exec(delete(PollVote).where(*mine)).rowcount)


def votes(session: Session, poll_id: int) -> list[tuple[int, str, tuple[int, ...]]]:
    """Who said what: person, their name, their choice; by name."""
    rows = session.exec(
        select(Person.id, Person.name, PollVote.choice)
        .join(PollVote, col(PollVote.person_id) == Person.id)
        .where(PollVote.poll_id == poll_id)
        .order_by(Person.name, col(Person.id))
    ).all()
    return [(person_id or 0, name, tuple(choice)) for person_id, name, choice in rows]


# Pulses.
def add_pulse(session: Session, pulse: Pulse) -> Pulse:
    session.add(pulse)
    session.flush()
    return pulse


def pulse(session: Session, pulse_id: int) -> Pulse | None:
    return session.get(Pulse, pulse_id)


def held_pulse(session: Session, pulse_id: int) -> Pulse | None:
    """Held until the transaction ends."""
    return session.exec(
        select(Pulse)
        .where(Pulse.id == pulse_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def pulses_of(session: Session, team_id: int) -> Sequence[Pulse]:
    """Stopped ones as well, the oldest first."""
    return session.exec(select(Pulse).where(Pulse.team_id == team_id).order_by(col(Pulse.id))).all()


def running_pulses(session: Session) -> Sequence[Pulse]:
    return session.exec(
        select(Pulse).where(col(Pulse.is_on).is_(True)).order_by(col(Pulse.id))
    ).all()


def round_of(session: Session, pulse_id: int, day: date) -> Poll | None:
    return session.exec(select(Poll).where(Poll.pulse_id == pulse_id, Poll.day == day)).first()


def rounds(session: Session, pulse_id: int, most: int) -> list[Poll]:
    """The last that are over, the oldest first."""
    found = session.exec(
        select(Poll)
        .where(Poll.pulse_id == pulse_id, col(Poll.closed_at).is_not(None))
        .order_by(col(Poll.opened_at).desc(), col(Poll.id).desc())
        .limit(most)
    ).all()
    return list(reversed(found))
