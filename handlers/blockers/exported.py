"""What a team's webhook is told of its blockers; `docs/webhook.schema.json` says how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from handlers import outgoing, tracker_settings, trackers
from handlers.blockers import book, whose
from handlers.routing import Desk
from storage import blockers
from storage.models import Blocker, BlockerEvent

KINDS = {
    "raised": "blocker.created",
    "escalated": "blocker.escalated",
    "resolved": "blocker.resolved",
    "dismissed": "blocker.dismissed",
    "merged": "blocker.dismissed",
    "reopened": "blocker.reopened",
}


def tell(desk: Desk, blocker: Blocker, event: BlockerEvent, asked: Sequence[str] = ()) -> None:
    """`asked`: whom it was escalated to. What is private never leaves."""
    kind = KINDS.get(event.kind)
    # Of two that are merged, the one that goes on is as it was.
    goes_on = event.kind == "merged" and blocker.status in blockers.OPEN
    if kind is None or goes_on or blocker.is_private:
        return
    team = whose.team_of(desk, blocker)
    payload: dict[str, Any] = {"team": team.name, "blocker": _facts(desk, blocker, team.trackers)}
    if event.kind == "escalated":
        payload["escalated_to"] = {"role": event.about["role"], "people": list(asked)}
    outgoing.hand_out(desk, team.key, kind, payload)


def _facts(desk: Desk, blocker: Blocker, lines: str) -> dict[str, Any]:
    owner = whose.person(desk, blocker.owner_id)
    stopped = [blocker.blocked_id, *blockers.watchers(desk.session, blocker.key)]
    other = blockers.by_id(desk.session, blocker.merged_into_id or 0)
    words = f"{blocker.summary}\n{blocker.details}"
    found = trackers.tickets(words, tracker_settings.known(lines))
    return {
        "number": blocker.number,
        "status": blocker.status,
        "summary": blocker.summary,
        "details": blocker.details,
        "link": blocker.link or None,
        "tickets": [{"label": each.label, "url": each.url} for each in found],
        "severity": blocker.severity,
        "category": blocker.category or None,
        "waits_for": {"kind": blocker.waits_for, "name": blocker.waits_for_name}
        if blocker.waits_for
        else None,
        "owner": owner.name if owner else None,
        "blocked": list(dict.fromkeys(book.name(desk, each) for each in stopped)),
        "raised_by": book.name(desk, blocker.raised_by_id),
        "raised_at": _said(blocker.raised_at),
        "due_at": _said(blocker.due_at),
        "closed_at": _said(blocker.closed_at),
        "closing": blocker.closing or None,
        "merged_into": other.number if other else None,
    }


def _said(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
