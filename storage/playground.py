"""The playground's own people, places and messages: the rows of a chat service in miniature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, SQLModel, col, or_, select

from storage.models.playground import PlaygroundMessage, PlaygroundPerson, PlaygroundPlace
from storage.models.process import Setting

CLOCK = "playground.clock"


def people(session: Session) -> Sequence[PlaygroundPerson]:
    return session.exec(select(PlaygroundPerson).order_by(col(PlaygroundPerson.id))).all()


def places(session: Session) -> Sequence[PlaygroundPlace]:
    return session.exec(select(PlaygroundPlace).order_by(col(PlaygroundPlace.id))).all()


def person(session: Session, ref: str) -> PlaygroundPerson | None:
    return session.exec(select(PlaygroundPerson).where(PlaygroundPerson.ref == ref)).first()


def place(session: Session, ref: str) -> PlaygroundPlace | None:
    return session.exec(select(PlaygroundPlace).where(PlaygroundPlace.ref == ref)).first()


def message(session: Session, message_id: int) -> PlaygroundMessage | None:
    return session.exec(select(PlaygroundMessage).where(PlaygroundMessage.id == message_id)).first()


def posted_as(session: Session, delivery_key: str) -> PlaygroundMessage | None:
    return session.exec(
        select(PlaygroundMessage).where(PlaygroundMessage.delivery_key == delivery_key)
    ).first()


def latest(
    session: Session, place_ref: str, viewer: str, limit: int, before: int | None
) -> list[tuple[PlaygroundMessage, list[PlaygroundMessage]]]:
    """What the viewer may see there, oldest first, each with its thread; `before` is an id."""
    wanted = _seen_by(viewer).where(
        PlaygroundMessage.place == place_ref, PlaygroundMessage.thread == 0
    )
    if before is not None:
        wanted = wanted.where(col(PlaygroundMessage.id) < before)
    newest_first = session.exec(wanted.order_by(col(PlaygroundMessage.id).desc()).limit(limit))
    firsts = list(reversed(newest_first.all()))
    threads = threads_of(session, [first.key for first in firsts], viewer)
    return [(first, threads.get(first.key, [])) for first in firsts]


def threads_of(
    session: Session, firsts: Sequence[int], viewer: str
) -> dict[int, list[PlaygroundMessage]]:
    """The replies the viewer may see, by the id of their thread's first message, oldest first."""
    threads: dict[int, list[PlaygroundMessage]] = {}
    replies = session.exec(
        _seen_by(viewer)
        .where(col(PlaygroundMessage.thread).in_(firsts))
        .order_by(col(PlaygroundMessage.id))
    )
    for reply in replies:
        threads.setdefault(reply.thread, []).append(reply)
    return threads


def thread(session: Session, first: int) -> Sequence[PlaygroundMessage]:
    """All replies, whoever may see them."""
    return session.exec(select(PlaygroundMessage).where(PlaygroundMessage.thread == first)).all()


def write(
    session: Session,
    place_ref: str,
    author: str,
    at: datetime,
    content: dict[str, Any],
    *,
    only_for: str = "",
    thread: int = 0,
    delivery_key: str | None = None,
) -> PlaygroundMessage:
    written = PlaygroundMessage(
        place=place_ref,
        author=author,
        at=at,
        content=content,
        only_for=only_for,
        thread=thread,
        delivery_key=delivery_key,
    )
    session.add(written)
    session.flush()
    return written


def sign(session: Session, message_id: int, mark: str, who: str, *, is_there: bool) -> bool:
    """Put to a message, or taken back. False: it was so before."""
    row = session.exec(
        select(PlaygroundMessage)
        .where(PlaygroundMessage.id == message_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if row is None or (who in row.signs.get(mark, ())) == is_there:
        return False
    others = [each for each in row.signs.get(mark, ()) if each != who]
    signs = row.signs | {mark: [*others, who] if is_there else others}
    row.signs = {mark: people for mark, people in signs.items() if people}
    session.add(row)
    return True


def clock_offset(session: Session) -> timedelta:
    """How far the playground's clock is ahead of real time."""
    setting = session.get(Setting, CLOCK)
    return timedelta(seconds=float(setting.value)) if setting else timedelta()


def keep_clock_offset(session: Session, offset: timedelta) -> None:
    session.merge(Setting(name=CLOCK, value=str(offset.total_seconds())))


def wipe(session: Session, workspace_id: int) -> None:
    """Everything of a workspace and the workspace itself; for a session over all workspaces."""
    for table in reversed(SQLModel.metadata.sorted_tables):
        if table.name == "workspace":
            session.connection().execute(delete(table).where(table.c.id == workspace_id))
        elif "workspace_id" in table.c:
            session.connection().execute(delete(table).where(table.c.workspace_id == workspace_id))


def _seen_by(viewer: str) -> Any:
    return select(PlaygroundMessage).where(
        or_(PlaygroundMessage.only_for == "", PlaygroundMessage.only_for == viewer)
    )
