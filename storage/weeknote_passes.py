"""Pages on which one person edits a weeknote, or takes earlier ones over, for a while."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, delete, select

from storage import link_secrets
from storage.models import Person, WeeknotePass, Workspace
from storage.upsert import upsert_all


def give(
    session: Session,
    team_id: int,
    person_id: int,
    what: str,
    weeknote_id: int | None,
    until: datetime,
) -> str:
    """A new secret; the one that they had for the same opens nothing any more."""
    secret = link_secrets.fresh()
    row = {
        "team_id": team_id,
        "person_id": person_id,
        "what": what,
        "weeknote_id": weeknote_id,
        "fingerprint": link_secrets.fingerprint(secret),
        "until": until,
    }
    upsert_all(session, WeeknotePass, [row], key=("team_id", "person_id", "what"))
    return secret


def opened_by(
    session: Session, secret: str, now: datetime
) -> tuple[WeeknotePass, Person, Workspace] | None:
    """Over all workspaces, until it has run out or the workspace has us no more."""
    found = session.exec(
        select(WeeknotePass, Person, Workspace)
        .join(Person, col(Person.id) == WeeknotePass.person_id)
        .join(Workspace, col(Workspace.id) == WeeknotePass.workspace_id)
        .where(
            WeeknotePass.fingerprint == link_secrets.fingerprint(secret),
            col(WeeknotePass.until) > now,
            col(Workspace.uninstalled_at).is_(None),
            col(Person.is_gone).is_(False),
        )
    ).first()
    return (found[0], found[1], found[2]) if found else None


def forget(session: Session, before: datetime, most: int) -> int:
    """Those that have run out. Returns how many."""
    gone = select(WeeknotePass.id).where(col(WeeknotePass.until) <= before).limit(most)
    return session.exec(delete(WeeknotePass).where(col(WeeknotePass.id).in_(gone))).rowcount
