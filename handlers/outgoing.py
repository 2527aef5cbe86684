"""What a team tells to its webhook, whatever it is about: kept with the change that it tells of, and
told once that is committed."""

from __future__ import annotations

from typing import Any

from handlers.routing import Desk
from storage import webhooks


def hand_out(desk: Desk, team_id: int, kind: str, payload: dict[str, Any]) -> None:
    """`kind` such as `blocker.created`; the payload's parts stand beside it in what is sent. Nothing
    happens where the team calls nobody."""
    webhook = webhooks.of_team(desk.session, team_id)
    if webhook is not None and webhook.host:
        webhooks.hand_out(desk.session, webhook.key, kind, payload, desk.now)
