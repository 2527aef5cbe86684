"""Who comes in and where to: asked with every event, before any session opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Table, and_, bindparam, select

from storage.models import Person, Workspace
from storage.prepared import Prepared

ASK_AGAIN = timedelta(minutes=10)
"""How long an unanswered question about a person rests."""


@dataclass(frozen=True, slots=True)
class Door:
    workspace_id: int
    zone: str
    """Of the person; empty while nobody has said."""
    facts_at: datetime | None
    """When the platform was last asked about the person; none: never heard of."""

    def is_strange(self, now: datetime) -> bool:
        """Whether the platform should be asked about the person."""
        if self.facts_at is None:
            return True
        return not self.zone and now - self.facts_at > ASK_AGAIN


def knock(connection: Connection, platform: str, workspace: str, person: str) -> Door | None:
    """None: not installed there. `person` may be empty."""
    found = _KNOCK.first(connection, platform=platform, workspace=workspace, person=person)
    if found is None:
        return None
    workspace_id, zone, facts_at = found
    return Door(workspace_id, zone or "", facts_at)


def is_installed(connection: Connection, workspace_id: int) -> bool:
    return _INSTALLED.first(connection, workspace_id=workspace_id) is not None


_workspaces: Table = Workspace.__table__  # type: ignore[attr-defined]
_people: Table = Person.__table__  # type: ignore[attr-defined]
_KNOCK = Prepared(
    lambda _: (
        select(_workspaces.c.id, _people.c.zone, _people.c.facts_at)
        .outerjoin(
            _people,
            and_(_people.c.workspace_id == _workspaces.c.id, _people.c.ref == bindparam("person")),
        )
        .where(
            _workspaces.c.platform == bindparam("platform"),
            _workspaces.c.ref == bindparam("workspace"),
            _workspaces.c.uninstalled_at.is_(None),
        )
    )
)
_INSTALLED = Prepared(
    lambda _: select(_workspaces.c.id).where(
        _workspaces.c.id == bindparam("workspace_id"), _workspaces.c.uninstalled_at.is_(None)
    )
)
