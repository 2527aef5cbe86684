"""What actions and the closing bring into a retro."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import Button, Part
from handlers.replies import Reply
from handlers.retro.shown import Board
from handlers.routing import Desk
from storage.models import Retro


def parts(desk: Desk, retro: Retro) -> Sequence[Part]:
    """What the card shows of actions: the open ones at “review”, the new ones at “actions” and
    after."""
    return []


def discussing(board: Board) -> Sequence[Button]:
    """What a topic that is talked about can become."""
    return []


def closed(desk: Desk, retro: Retro) -> list[Reply]:
    """The closing card with its chart."""
    return []
