"""Moments that people type into forms."""

from __future__ import annotations

from handlers.cards import Moment as Shown
from handlers.errors import Invalid, Refusal
from handlers.routing import Desk
from handlers.times import local, zone_called
from handlers.when.meaning import Moment, Unclear
from handlers.when.moments import understand
from storage import teams
from storage.models import Team


def zone(desk: Desk, team: Team | None = None) -> str:
    """The speaker's; else their team's."""
    if zone_called(desk.person.zone):
        return desk.person.zone
    if team is None:
        team = next(iter(teams.of_person(desk.session, desk.person.key)), None)
    return team.zone if team else "UTC"


def read(desk: Desk, field: str, words: str, team: Team | None) -> Moment:
    """Raises Invalid at that field for what is no moment, or could be several."""
    try:
        meant = understand(words, desk.now, zone(desk, team))
    except Refusal as refusal:
        raise Invalid({field: refusal.words}) from None
    if isinstance(meant, Unclear):
        options = " or ".join(f"“{option}”" for option in meant.options)
        raise Invalid({field: f"{meant.question} Please write {options}."})
    return meant


def typed(at: Shown) -> str:
    """As it could have been typed, for a form's field."""
    there = local(at.at, at.zone)
    day = f"{there:%A} {there.day} {there:%B} {there.year}"
    return day if at.style == "day" else f"{day} at {there:%H:%M}"


def said(at: Shown) -> str:
    """In a history that people of several zones read: with the place whose clock it is."""
    there = local(at.at, at.zone)
    day = f"{there:%A} {there.day} {there:%B}"
    if at.style == "day":
        return day
    city = at.zone.rpartition("/")[2].replace("_", " ")
    return f"{day}, {there:%H:%M} ({city})"
