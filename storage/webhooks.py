"""What teams tell to the outside, and by which secrets they are called from there."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from storage import link_secrets
from storage.models import Webhook, WebhookCall, Workspace

TOLD = ("told", "given up")


def of_team(session: Session, team_id: int) -> Webhook | None:
    return session.exec(select(Webhook).where(Webhook.team_id == team_id)).first()


def by_id(session: Session, webhook_id: int) -> Webhook | None:
    return session.get(Webhook, webhook_id)


def call(session: Session, call_id: int) -> WebhookCall | None:
    return session.get(WebhookCall, call_id)


def make(session: Session, team_id: int, sealed: str, host: str, now: datetime) -> str:
    """In place of the one before. Returns the secret of the address under which others call us."""
    before = of_team(session, team_id)
    if before is not None:
        drop(session, before)
    secret = link_secrets.fresh()
    session.add(
        Webhook(
            team_id=team_id,
            sealed=sealed,
            fingerprint=link_secrets.fingerprint(secret),
            host=host,
            made_at=now,
        )
    )
    session.flush()
    return secret


def drop(session: Session, webhook: Webhook) -> None:
    """What it was still to be told, it never is."""
    session.exec(delete(WebhookCall).where(col(WebhookCall.webhook_id) == webhook.key))
    session.exec(delete(Webhook).where(col(Webhook.id) == webhook.key))


def drop_all(session: Session) -> None:
    """Of the workspace the session is confined to."""
    session.exec(delete(WebhookCall))
    session.exec(delete(Webhook))


def opened_by(session: Session, secret: str) -> tuple[Webhook, Workspace] | None:
    """Over all workspaces: the secret is all that is known. None where nothing is, or where the
    workspace has us no more."""
    return session.exec(
        select(Webhook, Workspace)
        .join(Workspace, col(Workspace.id) == Webhook.workspace_id)
        .where(
            Webhook.fingerprint == link_secrets.fingerprint(secret),
            col(Workspace.uninstalled_at).is_(None),
        )
    ).first()


def hand_out(
    session: Session, webhook_id: int, kind: str, payload: dict[str, Any], now: datetime
) -> None:
    """Told as soon as the transaction is committed, and never if it is not."""
    session.add(
        WebhookCall(
            webhook_id=webhook_id,
            name=uuid.uuid4().hex,
            kind=kind,
            at=now,
            payload=payload,
            not_before=now,
        )
    )
    session.flush()


def claim(
    session: Session, now: datetime, again: timedelta, most: int
) -> Sequence[tuple[WebhookCall, Webhook, Workspace]]:
    """What is to be told now, for a session over all workspaces: of each webhook the first that is
    left, so that nothing overtakes. Nobody else takes it until `again` is over."""
    first = (
        select(func.min(WebhookCall.id))
        .where(WebhookCall.state == "waiting")
        .group_by(col(WebhookCall.webhook_id))
    )
    found = session.exec(
        select(WebhookCall, Webhook, Workspace)
        .join(Webhook, col(Webhook.id) == WebhookCall.webhook_id)
        .join(Workspace, col(Workspace.id) == WebhookCall.workspace_id)
        .where(
            col(WebhookCall.id).in_(first),
            WebhookCall.state == "waiting",
            WebhookCall.not_before <= now,
            col(Workspace.uninstalled_at).is_(None),
        )
        .order_by(col(WebhookCall.not_before), col(WebhookCall.id))
        .limit(most)
        .with_for_update(skip_locked=True, of=WebhookCall)
    ).all()
    for each, _, _ in found:
        each.not_before = now + again
        session.add(each)
    return [(each, webhook, workspace) for each, webhook, workspace in found]


def forget(session: Session, before: datetime, most: int) -> int:
    """Drops some of what was told, or given up, and is that old. Returns how many."""
    old = (
        select(WebhookCall.id)
        .where(col(WebhookCall.state).in_(TOLD), col(WebhookCall.at) < before)
        .limit(most)
    )
    return session.exec(delete(WebhookCall).where(col(WebhookCall.id).in_(old))).rowcount
