"""A retro is opened: by somebody, or by the cadence."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.replies import Reply
from handlers.retro import importing, phases, rules
from handlers.routing import Desk
from storage import retros
from storage.models import Person, Retro, Team

Columns = Sequence[tuple[str, str]]
"""Name and hint of each."""


def columns_of(desk: Desk, team: Team, template: str) -> tuple[str, Columns] | None:
    """What a template is called, and what it asks for. None: it is no longer there."""
    if template in rules.TEMPLATES:
        usual = rules.TEMPLATES[template]
        return usual.name, usual.columns
    for own in retros.templates(desk.session, team.key):
        if own.name == template:
            return own.name, [(each, "") for each in own.columns]
    return None


def new(desk: Desk, team: Team, facilitator: Person, template: str) -> Retro:
    return Retro(
        team_id=team.key,
        facilitator_id=facilitator.key,
        template=template,
        started_at=desk.now,
        moved_at=desk.now,
    )


def begun(
    desk: Desk, team: Team, retro: Retro, columns: Columns, takes_along: bool = False
) -> tuple[Retro, list[Reply]] | None:
    """At its first step. None: the team has one open already."""
    saved = retros.begin(desk.session, retro, columns)
    if saved is None:
        return None
    replies = phases.begin(desk, saved)
    if takes_along:
        importing.take_along(desk, saved, team)
    return saved, replies
