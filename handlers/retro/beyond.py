"""What actions bring into a retro's card."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import Button, Part
from handlers.retro import closing_views
from handlers.retro.actions import became, list_views
from handlers.retro.shown import Board
from handlers.routing import Desk
from storage import teams
from storage.models import Retro


def parts(desk: Desk, retro: Retro) -> Sequence[Part]:
    """The open ones at “review”, those of the topic while it is talked about, all new ones at
    “actions”; once closed, all that is told is the summary's."""
    team = teams.by_id(desk.session, retro.team_id)
    assert team is not None
    match retro.phase:
        case "review":
            found = became.since_last(desk, team)
            return list_views.became(found, {"in": "retro", "team": str(team.key)})
        case "discuss":
            return list_views.of_topic(became.of_topic(desk, retro.key, retro.topic_id or 0))
        case "actions":
            made = became.of_retro(desk, retro.key)
            return list_views.of_retro(made, {"retro": str(retro.key), "team": str(team.key)})
        case "closed":
            return [closing_views.below()]
        case _:
            return []


def discussing(board: Board) -> Sequence[Button]:
    """What a topic that is talked about can become."""
    args = {**board.args, "topic": str(board.current)}
    return [Button("Make it an action", "action.topic", args, opens_form=True)]
