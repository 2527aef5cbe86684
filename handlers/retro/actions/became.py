"""Actions for the card of a retro: what became of earlier ones, and those it has made."""

from __future__ import annotations

from datetime import datetime

from handlers.retro.actions import book
from handlers.retro.actions.list_views import Became
from handlers.retro.actions.shown import Shown
from handlers.routing import Desk
from storage import actions, retros
from storage.models import Action, Team


def since(desk: Desk, team: Team, at: datetime) -> Became:
    """What was done or dropped since then, and all that is open."""
    closed = actions.closed_since(desk.session, team.key, at)
    return Became(
        team.name,
        tuple(_shown(desk, each) for each in closed if each.status == actions.DONE),
        tuple(_shown(desk, each) for each in closed if each.status == actions.DROPPED),
        tuple(_shown(desk, each) for each in actions.open_of_team(desk.session, team.key)),
    )


def since_last(desk: Desk, team: Team) -> Became:
    """The same since the last retro was closed."""
    before = retros.last_closed(desk.session, team.key)
    return since(desk, team, before.closed_at if before and before.closed_at else team.created_at)


def of_retro(desk: Desk, retro_id: int) -> list[Shown]:
    return [_shown(desk, each) for each in actions.of_retro(desk.session, retro_id)]


def of_topic(desk: Desk, retro_id: int, topic_id: int) -> list[Shown]:
    found = actions.of_retro(desk.session, retro_id)
    return [_shown(desk, each) for each in found if each.topic_id == topic_id]


def _shown(desk: Desk, action: Action) -> Shown:
    return book.shown(desk, action)
