"""Whose days are meant, and who may change them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from handlers.errors import Refusal
from handlers.mentions import named
from handlers.rights import runs
from handlers.routing import Desk
from handlers.times import local, zone_called
from storage import teams
from storage.models import Person


def local_day(desk: Desk, person: Person) -> date:
    """Today, where the person is; with no zone of their own, where their team is."""
    zone = person.zone
    if not zone_called(zone):
        their = teams.of_person(desk.session, person.key)
        zone = their[0].zone if their else ""
    return local(desk.now, zone).date()


def must_plan_for(desk: Desk, person: Person) -> None:
    """Everybody for themselves; for another who runs one of their teams. Raises Refusal."""
    if person.key == desk.person.key or may_plan_for(desk, person):
        return
    raise Refusal(
        f"Only {person.name}, or who runs a team of theirs, can say when {person.name} is away."
    )


def may_plan_for(desk: Desk, person: Person) -> bool:
    return any(runs(desk, team) for team in teams.of_person(desk.session, person.key))


def mentioned(desk: Desk, words: str, mentions: Mapping[str, str]) -> tuple[Person | None, str]:
    """Somebody named with an @, rather one whose days this person may change, and the other words.
    None: nobody is named. Raises Refusal for a name that could be anybody's, or is nobody's."""
    return named(desk, words, mentions, rather=lambda person: may_plan_for(desk, person))
