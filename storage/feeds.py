"""Calendar links: who was given one, and whose it is. Only a fingerprint of the secret is kept."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, delete, select

from storage import link_secrets
from storage.models import Feed, Workspace


def renew(session: Session, person_id: int, team_id: int | None, now: datetime) -> str:
    """A new secret; the one before it opens nothing any more."""
    session.exec(
        delete(Feed).where(col(Feed.person_id) == person_id, col(Feed.team_id) == team_id)
        if team_id is not None
        else delete(Feed).where(col(Feed.person_id) == person_id, col(Feed.team_id).is_(None))
    )
    secret = link_secrets.fresh()
    session.add(
        Feed(
            person_id=person_id,
            team_id=team_id,
            fingerprint=link_secrets.fingerprint(secret),
            made_at=now,
        )
    )
    session.flush()
    return secret


def given(session: Session, person_id: int, team_id: int | None) -> Feed | None:
    """The link that the person has."""
    return session.exec(
        select(Feed).where(Feed.person_id == person_id, Feed.team_id == team_id)
    ).first()


def opened_by(session: Session, secret: str) -> Feed | None:
    """Over all workspaces: the secret is all that is known. None where nothing is, or where the
    workspace has us no more."""
    return session.exec(
        select(Feed)
        .join(Workspace, col(Workspace.id) == Feed.workspace_id)
        .where(
            Feed.fingerprint == link_secrets.fingerprint(secret),
            col(Workspace.uninstalled_at).is_(None),
        )
    ).first()


def fetched(session: Session, feed_id: int, etag: str, now: datetime) -> datetime:
    """Since when it has been as it is fetched now."""
    feed = session.get_one(Feed, feed_id)
    if feed.etag != etag or feed.changed_at is None:
        feed.etag, feed.changed_at = etag, now
        session.add(feed)
    return feed.changed_at
