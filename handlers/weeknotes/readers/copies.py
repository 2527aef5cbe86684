"""Which weeknote a message shows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.events import Origin
from handlers.routing import Desk
from storage import deliveries, teams, weeknotes
from storage.models import Team, Weeknote

_COPY = re.compile(r"weeknote:(\d+):in:")


@dataclass(frozen=True, slots=True)
class Copy:
    weeknote: Weeknote
    team: Team
    place: str
    """A channel, or the person in whose chat it stands."""


def subject_at(desk: Desk, origin: Origin, message: str) -> str:
    """Of the message that the platform knows by that id where something happened; empty: not ours."""
    about = deliveries.shown_as(desk.session, place_of(desk, origin), message)
    return about.subject if about else ""


def place_of(desk: Desk, origin: Origin) -> str:
    return desk.person.ref if origin.place_kind == "direct" else origin.place


def at(desk: Desk, origin: Origin, message: str) -> Copy | None:
    """Any of its pages."""
    found = _COPY.match(subject_at(desk, origin, message))
    weeknote = weeknotes.by_id(desk.session, int(found[1])) if found else None
    team = teams.by_id(desk.session, weeknote.team_id) if weeknote else None
    if weeknote is None or team is None or weeknote.status != "posted":
        return None
    return Copy(weeknote, team, place_of(desk, origin))
