"""What became of a team's actions: the opening of its next retro."""

from __future__ import annotations

from datetime import datetime

from handlers.cards import Card
from handlers.retro.actions import book, list_views
from handlers.retro.actions.list_views import Became
from handlers.retro.actions.shown import Shown
from handlers.routing import Desk
from storage import actions
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


def card(desk: Desk, team: Team, at: datetime, args: dict[str, str]) -> Card:
    return list_views.became(since(desk, team, at), {"team": str(team.key), **args})


def _shown(desk: Desk, action: Action) -> Shown:
    return book.shown(desk, action)
