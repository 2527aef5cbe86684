"""Links to files that somebody asked for."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, delete, select

from storage import link_secrets
from storage.models import Export, Workspace


def hand_out(
    session: Session,
    *,
    kind: str,
    person_id: int,
    what: dict[str, str],
    until: datetime,
    now: datetime,
) -> str:
    """The secret of a new link; those that have run out go."""
    session.exec(delete(Export).where(col(Export.until) <= now))
    secret = link_secrets.fresh()
    session.add(
        Export(
            fingerprint=link_secrets.fingerprint(secret),
            kind=kind,
            person_id=person_id,
            what=what,
            until=until,
        )
    )
    session.flush()
    return secret


def opened_by(session: Session, secret: str, now: datetime) -> Export | None:
    """The link's row, over all workspaces, until it has run out or the workspace has us no more."""
    return session.exec(
        select(Export)
        .join(Workspace, col(Workspace.id) == Export.workspace_id)
        .where(
            Export.fingerprint == link_secrets.fingerprint(secret),
            col(Export.until) > now,
            col(Workspace.uninstalled_at).is_(None),
        )
    ).first()
