"""The tick: claim what is due, hand it on, move it on. One transaction, so all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from handlers.events import Due
from scheduler import cadence
from storage import dues
from storage.models import Due as DueRow

Enqueue = Callable[[Session, Due], None]
"""Hands one moment on, inside the transaction; the same key twice is the same as once."""

log = structlog.get_logger()

ASIDE = timedelta(hours=1)
"""How long a row that makes no sense is put aside."""
MOST = 500
"""Moments claimed in one transaction."""


def in_turns(moments: Sequence[Due]) -> list[Due]:
    """In the order they were planned for; of one moment, every workspace's first before anybody's
    second, so that none waits until a larger one is through."""
    nth: Counter[tuple[datetime, int]] = Counter()
    turns = []
    for due in moments:
        nth[due.planned, due.workspace_id] += 1
        turns.append((due.planned, nth[due.planned, due.workspace_id]))
    order = sorted(range(len(moments)), key=turns.__getitem__)
    return [moments[position] for position in order]


def tick(session: Session, now: datetime, enqueue: Enqueue, most: int = MOST) -> int:
    """Hands on up to `most` moments that are due. Returns how many: as many as `most` means that
    more may be waiting."""
    claimed = dues.claim(session, now, most)
    for row in claimed:
        try:
            step = cadence.step(row.rule, row.next_run_at)
        except (KeyError, TypeError, ValueError):
            # One row that makes no sense must not keep all others from being handed on.
            log.exception("a rule makes no sense", due=row.name, workspace=row.workspace_id)
            row.next_run_at = now + ASIDE
            session.add(row)
            continue
        enqueue(session, _due(row, step))
        if step.then is None:
            session.delete(row)
        else:
            row.next_run_at = step.then
            session.add(row)
    return len(claimed)


def _due(row: DueRow, step: cadence.Step) -> Due:
    args = dict(row.args)
    if step.day is not None:
        args["day"] = step.day.isoformat()
    return Due(
        workspace_id=row.workspace_id,
        kind=row.kind,
        key=f"{row.name}@{row.next_run_at.isoformat()}",
        planned=row.next_run_at,
        args=args,
    )
