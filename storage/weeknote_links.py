"""Links to a team's weeknotes: one for everybody, or one for each reader. Of a reader's own only a
fingerprint is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, select

from storage import link_secrets
from storage.models import WeeknoteLink, WeeknoteWeb, Workspace


@dataclass(frozen=True, slots=True)
class Opened:
    """What a secret opens, as long as whoever has it may read."""

    workspace_id: int
    team_id: int
    person_id: int | None
    """Whose link it is; none: everybody's."""


def web(session: Session, team_id: int, now: datetime) -> WeeknoteWeb:
    """The team's own way, or the usual one, which is not saved."""
    own = session.exec(select(WeeknoteWeb).where(WeeknoteWeb.team_id == team_id)).first()
    return own or WeeknoteWeb(team_id=team_id, changed_at=now)


def share(session: Session, team_id: int, mode: str, now: datetime) -> WeeknoteWeb:
    """A public link stays as it is while it is one; nobody's link opens anything once it is off."""
    own = web(session, team_id, now)
    own.mode, own.changed_at = mode, now
    if mode != "public":
        own.secret, own.fingerprint = "", None
    elif not own.secret:
        _renewed(own)
    if mode == "off":
        session.exec(delete(WeeknoteLink).where(col(WeeknoteLink.team_id) == team_id))
    session.add(own)
    session.flush()
    return own


def renew_public(session: Session, team_id: int, now: datetime) -> WeeknoteWeb:
    """The one before it opens nothing any more."""
    own = web(session, team_id, now)
    own.mode, own.changed_at = "public", now
    _renewed(own)
    session.add(own)
    session.flush()
    return own


def _renewed(own: WeeknoteWeb) -> None:
    own.secret = link_secrets.fresh()
    own.fingerprint = link_secrets.fingerprint(own.secret)


def renew(session: Session, team_id: int, person_id: int, now: datetime) -> str:
    """A new secret of the person's own; the one before it opens nothing any more."""
    drop(session, team_id, person_id)
    secret = link_secrets.fresh()
    session.add(
        WeeknoteLink(
            team_id=team_id,
            person_id=person_id,
            fingerprint=link_secrets.fingerprint(secret),
            made_at=now,
        )
    )
    session.flush()
    return secret


def drop(session: Session, team_id: int, person_id: int) -> bool:
    """False: there was none."""
    gone = session.exec(
        delete(WeeknoteLink).where(
            col(WeeknoteLink.team_id) == team_id, col(WeeknoteLink.person_id) == person_id
        )
    )
    return bool(gone.rowcount)


def given(session: Session, team_id: int, person_id: int) -> WeeknoteLink | None:
    """The link that the person has."""
    return session.exec(
        select(WeeknoteLink).where(
            WeeknoteLink.team_id == team_id, WeeknoteLink.person_id == person_id
        )
    ).first()


def opened_by(session: Session, secret: str) -> Opened | None:
    """Over all workspaces: the secret is all that is known. None where nothing is, or where the
    workspace has us no more."""
    known = link_secrets.fingerprint(secret)
    own = session.exec(
        select(WeeknoteLink)
        .join(Workspace, col(Workspace.id) == WeeknoteLink.workspace_id)
        .where(WeeknoteLink.fingerprint == known, col(Workspace.uninstalled_at).is_(None))
    ).first()
    if own is not None:
        return Opened(own.workspace_id, own.team_id, own.person_id)
    everybodys = session.exec(
        select(WeeknoteWeb)
        .join(Workspace, col(Workspace.id) == WeeknoteWeb.workspace_id)
        .where(
            WeeknoteWeb.fingerprint == known,
            WeeknoteWeb.mode == "public",
            col(Workspace.uninstalled_at).is_(None),
        )
    ).first()
    if everybodys is None:
        return None
    return Opened(everybodys.workspace_id, everybodys.team_id, None)
