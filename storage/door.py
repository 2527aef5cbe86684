"""Who comes in and where to: the statements that every event needs.

In Core, and naming the workspace themselves: with a session they would take most of the time of a
short answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Table, and_, bindparam, select

from storage.models import Person, Workspace

ASK_AGAIN = timedelta(minutes=10)
"""How long an unanswered question about a person rests."""


@dataclass(frozen=True, slots=True)
class Door:
    workspace_id: int
    ref: str
    """The platform's own id of the workspace."""
    person_id: int | None
    """None: never heard of."""
    zone: str
    facts_at: datetime | None

    def is_strange(self, now: datetime) -> bool:
        """Whether the platform should be asked about the person."""
        if self.person_id is None or self.facts_at is None:
            return True
        return not self.zone and now - self.facts_at > ASK_AGAIN


def knock(connection: Connection, platform: str, workspace: str, person: str) -> Door | None:
    """None: not installed there. `person` may be empty."""
    asked = {"platform": platform, "workspace": workspace, "person": person}
    found = connection.execute(_KNOCK, asked).first()
    if found is None or found.uninstalled_at:
        return None
    return Door(found.id, found.ref, found.person_id, found.zone or "", found.facts_at)


def is_installed(connection: Connection, workspace_id: int) -> bool:
    found = connection.execute(_INSTALLED, {"workspace": workspace_id}).first()
    return found is not None and found.uninstalled_at is None


# Built once.
_workspaces: Table = Workspace.__table__  # type: ignore[attr-defined]
_people: Table = Person.__table__  # type: ignore[attr-defined]
_KNOCK = (
    select(
        _workspaces.c.id,
        _workspaces.c.ref,
        _workspaces.c.uninstalled_at,
        _people.c.id.label("person_id"),
        _people.c.zone,
        _people.c.facts_at,
    )
    .outerjoin(
        _people,
        and_(_people.c.workspace_id == _workspaces.c.id, _people.c.ref == bindparam("person")),
    )
    .where(
        _workspaces.c.platform == bindparam("platform"),
        _workspaces.c.ref == bindparam("workspace"),
    )
)
_INSTALLED = select(_workspaces.c.uninstalled_at).where(_workspaces.c.id == bindparam("workspace"))
