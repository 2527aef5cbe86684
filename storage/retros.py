"""Retros: what is known of them. What is still sealed lies in `storage/boxes.py`."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, delete, select, update

from storage.models import (
    Retro,
    RetroCard,
    RetroColumn,
    RetroEnd,
    RetroNote,
    RetroRule,
    RetroTemplate,
    RetroTopic,
)
from storage.upsert import insert_once, upsert_all


def open_of(session: Session, team_id: int) -> Retro | None:
    """The one that the team has open."""
    return session.exec(
        select(Retro)
        .where(Retro.team_id == team_id, Retro.slot == 1)
        .execution_options(populate_existing=True)
    ).first()


def open_of_teams(session: Session, teams: Sequence[int]) -> Sequence[Retro]:
    """What those have open; asked at once."""
    return session.exec(
        select(Retro).where(col(Retro.team_id).in_(teams), Retro.slot == 1).order_by(col(Retro.id))
    ).all()


def begin(session: Session, retro: Retro, columns: Sequence[tuple[str, str]]) -> Retro | None:
    """Saved with its columns, name and hint each. None: the team has one open already."""
    values = retro.model_dump(exclude={"id", "workspace_id"})
    if not insert_once(session, Retro, values):
        return None
    saved = open_of(session, retro.team_id)
    assert saved is not None
    for position, (name, hint) in enumerate(columns, start=1):
        session.add(RetroColumn(retro_id=saved.key, position=position, name=name, hint=hint))
    session.flush()
    return saved


def held(session: Session, retro_id: int) -> Retro | None:
    """Held until the transaction ends: who moves it on sees what the one before has done."""
    return session.exec(
        select(Retro)
        .where(Retro.id == retro_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def by_id(session: Session, retro_id: int) -> Retro | None:
    """As it is now; not held."""
    return session.exec(
        select(Retro).where(Retro.id == retro_id).execution_options(populate_existing=True)
    ).first()


def of_team(session: Session, team_id: int) -> Sequence[Retro]:
    """All there were and are, the newest first."""
    return session.exec(
        select(Retro).where(Retro.team_id == team_id).order_by(col(Retro.id).desc())
    ).all()


def last_closed(session: Session, team_id: int) -> Retro | None:
    return next(iter(closed_of(session, team_id, 1)), None)


def closed_of(session: Session, team_id: int, most: int) -> Sequence[Retro]:
    """Those that are over, the last first."""
    return session.exec(
        select(Retro)
        .where(Retro.team_id == team_id, col(Retro.closed_at).is_not(None))
        .order_by(col(Retro.closed_at).desc(), col(Retro.id).desc())
        .limit(most)
    ).all()


def of_day(session: Session, team_id: int, day: date) -> Retro | None:
    """The one that the cadence planned for that day of its rule."""
    return session.exec(select(Retro).where(Retro.team_id == team_id, Retro.day == day)).first()


def rule(session: Session, team_id: int) -> RetroRule:
    """The team's own, or the usual one, which is not saved."""
    own = session.exec(select(RetroRule).where(RetroRule.team_id == team_id)).first()
    return own or RetroRule(team_id=team_id)


def goes_with_cadence(session: Session, team_id: int) -> bool:
    """Whether one opens by itself, or has."""
    there = open_of(session, team_id)
    return rule(session, team_id).is_async or (there is not None and there.day is not None)


def columns(session: Session, retro_id: int) -> Sequence[RetroColumn]:
    return session.exec(
        select(RetroColumn)
        .where(RetroColumn.retro_id == retro_id)
        .order_by(col(RetroColumn.position))
    ).all()


# Topics and their cards.
def reveal(session: Session, retro_id: int, cards: Sequence[tuple[int, str, str]]) -> None:
    """Cards in the order given, which is to be drawn by lot: column, text and name each."""
    for column_id, text, name in cards:
        topic = RetroTopic(retro_id=retro_id, title=title_of(text))
        session.add(topic)
        session.flush()
        session.add(
            RetroCard(
                # As with slips: not the next number.
                id=secrets.randbits(62),
                retro_id=retro_id,
                column_id=column_id,
                topic_id=topic.key,
                text=text,
                name=name,
            )
        )
    session.flush()


def title_of(text: str) -> str:
    """What a card alone is called as a topic."""
    first = " ".join(text.split("\n", 1)[0].split())
    return first if len(first) <= LONGEST_TITLE else f"{first[: LONGEST_TITLE - 1]}…"


LONGEST_TITLE = 100
"""Characters of a topic's title."""


def topics(session: Session, retro_id: int) -> Sequence[RetroTopic]:
    """In the order they came out, which says nothing; once voted on, the most votes first."""
    return session.exec(
        select(RetroTopic)
        .where(RetroTopic.retro_id == retro_id)
        .order_by(func.coalesce(col(RetroTopic.votes), 0).desc(), col(RetroTopic.id))
    ).all()


def topic(session: Session, retro_id: int, topic_id: int) -> RetroTopic | None:
    return session.exec(
        select(RetroTopic).where(RetroTopic.retro_id == retro_id, RetroTopic.id == topic_id)
    ).first()


def cards(session: Session, retro_id: int) -> Sequence[RetroCard]:
    """In an order that says nothing."""
    return session.exec(
        select(RetroCard).where(RetroCard.retro_id == retro_id).order_by(col(RetroCard.id))
    ).all()


def move(session: Session, retro_id: int, card_ids: Sequence[int], topic_id: int) -> None:
    """Cards into a topic. A topic that is left without any goes."""
    session.exec(
        update(RetroCard)
        .where(col(RetroCard.retro_id) == retro_id, col(RetroCard.id).in_(card_ids))
        .values(topic_id=topic_id)
    )
    full = select(RetroCard.topic_id).where(RetroCard.retro_id == retro_id)
    session.exec(
        delete(RetroTopic).where(
            col(RetroTopic.retro_id) == retro_id, col(RetroTopic.id).not_in(full)
        )
    )


def split_off(session: Session, card: RetroCard) -> RetroTopic:
    """The card becomes a topic of its own."""
    topic = RetroTopic(retro_id=card.retro_id, title=title_of(card.text))
    session.add(topic)
    session.flush()
    move(session, card.retro_id, [card.key], topic.key)
    return topic


def tally(session: Session, retro_id: int, votes: dict[int, int] | None) -> None:
    """How many votes each topic got; None: as if nobody had voted so far."""
    for topic in topics(session, retro_id):
        topic.votes = None if votes is None else votes.get(topic.key, 0)
        topic.state = ""
        session.add(topic)
    session.flush()


# Notes.
def note(
    session: Session, retro_id: int, topic_id: int, person_id: int, words: str, at: datetime
) -> RetroNote:
    found = RetroNote(retro_id=retro_id, topic_id=topic_id, person_id=person_id, words=words, at=at)
    session.add(found)
    session.flush()
    return found


def notes(session: Session, retro_id: int) -> Sequence[RetroNote]:
    """The oldest first."""
    return session.exec(
        select(RetroNote).where(RetroNote.retro_id == retro_id).order_by(col(RetroNote.id))
    ).all()


# How worthwhile it was.
def end(session: Session, retro_id: int) -> RetroEnd | None:
    return session.exec(select(RetroEnd).where(RetroEnd.retro_id == retro_id)).first()


def ask_how_it_was(session: Session, retro_id: int, closes_at: datetime) -> None:
    session.add(RetroEnd(retro_id=retro_id, closes_at=closes_at))
    session.flush()


# Columns of a team's own.
def templates(session: Session, team_id: int) -> Sequence[RetroTemplate]:
    return session.exec(
        select(RetroTemplate)
        .where(RetroTemplate.team_id == team_id)
        .order_by(col(RetroTemplate.name))
    ).all()


def save_template(session: Session, team_id: int, name: str, columns: Sequence[str]) -> None:
    """In place of the one of that name."""
    row = {"team_id": team_id, "name": name, "columns": list(columns)}
    upsert_all(session, RetroTemplate, [row], key=("team_id", "name"))
