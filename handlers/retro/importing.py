"""Blockers that are old or came again, taken along as cards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from handlers.anonymity import AnonymousBox
from handlers.retro import book, likeness, rules
from handlers.routing import Desk
from storage import blockers, retros
from storage.models import Blocker, Retro, Team

BACK = timedelta(weeks=8)
OLD = timedelta(days=5)
MOST = 10
"""Cards; the oldest first."""


def found(desk: Desk, team: Team) -> Sequence[str]:
    """What the cards would say. Private ones are nobody else's to see."""
    known = [
        each
        for each in blockers.since(desk.session, team.key, desk.now - BACK)
        if not each.is_private and each.team_id == team.key and each.status != "dismissed"
    ]
    repeated = _repeated(desk, known)
    counted = {key for keys in repeated for key in keys}
    by_key = {each.key: each for each in known}
    lines = [
        _card(f"Came up {len(keys)} times in {BACK.days // 7} weeks", by_key[keys[0]].summary)
        for keys in repeated
    ]
    lines += [
        _card(f"Blocker {each.number}, open for {_days(desk, each)} days", each.summary)
        for each in known
        if each.key not in counted
        and each.status in blockers.OPEN
        and desk.now - each.raised_at >= OLD
    ]
    return lines[:MOST]


def _repeated(desk: Desk, known: Sequence[Blocker]) -> list[list[int]]:
    return likeness.groups([(each.key, each.summary) for each in known], desk.meanings)


def _days(desk: Desk, blocker: Blocker) -> int:
    return (desk.now - blocker.raised_at).days


def _card(before: str, summary: str) -> str:
    return f"{before}: {summary}"[: rules.LONGEST_CARD]


def take_along(desk: Desk, retro: Retro, team: Team) -> None:
    """Into the box like any other card, where nobody holds a token to them."""
    columns = retros.columns(desk.session, retro.key)
    names = [each.name for each in columns]
    column = columns[rules.column_of_trouble(names)]
    box = book.cards_box(desk, retro)
    for text in found(desk, team):
        content = {
            "column": str(column.key),
            "text": text,
            "name": "",
            "own": "",
            "from": "blockers",
        }
        box.put(box.mark_by(AnonymousBox.token()), content)
