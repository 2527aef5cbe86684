"""Workspaces: where Drumbeat is installed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection, Table, bindparam
from sqlmodel import Session, col, select

from storage.models import Workspace
from storage.prepared import Prepared

# Asked with every event, so built once.
_CALLED = select(Workspace).where(
    col(Workspace.platform) == bindparam("platform"), col(Workspace.ref) == bindparam("ref")
)


def install(
    session: Session, platform: str, ref: str, name: str, sealed: str, now: datetime
) -> Workspace:
    """The workspace, new or back again; what an earlier installation left is replaced."""
    workspace = called(session, platform, ref)
    if workspace is None:
        workspace = Workspace(platform=platform, ref=ref, installed_at=now)
    elif workspace.uninstalled_at:
        workspace.installed_at = now
    workspace.name = name
    workspace.sealed_installation = sealed
    workspace.uninstalled_at = None
    session.add(workspace)
    session.flush()
    return workspace


def called(session: Session, platform: str, ref: str) -> Workspace | None:
    return session.exec(_CALLED, params={"platform": platform, "ref": ref}).first()


def take_turns(session: Session) -> None:
    """Whoever adds what the workspace has once waits for others who do, and then sees what they
    have added. Held as other rows' foreign keys allow it: nothing else waits."""
    workspace = session.info["workspace_id"]
    session.exec(
        select(Workspace.id).where(Workspace.id == workspace).with_for_update(key_share=True)
    ).one()


@dataclass(frozen=True, slots=True)
class Home:
    """What a message needs to know of the workspace it goes to."""

    id: int
    platform: str
    ref: str
    uninstalled_at: datetime | None


def home(connection: Connection, workspace_id: int) -> Home:
    found = _HOME.first(connection, workspace_id=workspace_id)
    assert found is not None
    return Home(*found)


_homes: Table = Workspace.__table__  # type: ignore[attr-defined]
_HOME = Prepared(
    lambda _: sa.select(*(_homes.c[field.name] for field in fields(Home))).where(
        _homes.c.id == bindparam("workspace_id")
    )
)


def sealed(session: Session, platform: str) -> Sequence[str]:
    """The encrypted installations that are in use."""
    return session.exec(
        select(Workspace.sealed_installation).where(
            Workspace.platform == platform,
            Workspace.sealed_installation != "",
            col(Workspace.uninstalled_at).is_(None),
        )
    ).all()


def uninstall(session: Session, workspace_id: int, now: datetime) -> None:
    """The tokens go at once; what people wrote stays until they ask for its deletion."""
    workspace = session.get_one(Workspace, workspace_id)
    workspace.sealed_installation = ""
    workspace.uninstalled_at = now
    session.add(workspace)
