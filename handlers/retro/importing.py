"""Blockers that are old or came again, taken along as cards."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.routing import Desk
from storage.models import Retro, Team


def found(desk: Desk, team: Team) -> Sequence[str]:
    return []


def take_along(desk: Desk, retro: Retro, team: Team) -> None:
    return
