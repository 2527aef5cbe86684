"""Milestones and risks as they are now, read for showing."""

from __future__ import annotations

from datetime import date

from handlers.outlook import views, whose
from handlers.outlook.shown import Line, Shown
from handlers.replies import Post, Reply, Update, channel
from handlers.routing import Desk
from handlers.times import local
from storage import deliveries, outlook
from storage.models import Person, Risk, Team
from storage.outlook import Thing

LINES = 15
"""Of a history that is shown; there are seldom as many."""

DID = {
    "made": "noted it",
    "changed": "changed it",
    "moved": "moved it",
    "looked at": "says that it is still so",
    "asked": "asked",
    "reached": "says that it is reached",
    "missed": "says that it is missed",
    "dropped": "dropped it",
    "happened": "says that it happened",
    "over": "says that it is over",
    "reopened": "opened it again",
}


def today(desk: Desk, team: Team) -> date:
    return local(desk.now, team.zone).date()


def shown(desk: Desk, thing: Thing) -> Shown:
    team = whose.team_of(desk, thing)
    owner, maker = whose.person(desk, thing.owner_id), whose.person(desk, thing.made_by_id)
    risk = thing if isinstance(thing, Risk) else None
    return Shown(
        whose.kind_of(thing),
        thing.key,
        thing.number,
        team.name,
        thing.title,
        thing.due_on,
        maker.name if maker else "",
        thing.status,
        owner.name if owner else "",
        likelihood=risk.likelihood if risk else "",
        impact=risk.impact if risk else "",
        response=risk.response if risk else "",
        closing=thing.closing,
        is_overdue=thing.status == outlook.OPEN and thing.due_on < today(desk, team),
    )


def lines(desk: Desk, thing: Thing, reader: Person) -> list[Line]:
    """The newest first."""
    zone = whose.zone_of(desk, reader, thing)
    found = []
    for event in reversed(outlook.history(desk.session, thing)[-LINES:]):
        who = whose.person(desk, event.person_id)
        did = DID.get(event.kind, event.kind)
        if told := event.about.get("told"):
            did = f"{did} {told}"
        found.append(Line(event.at, zone, who.name if who else "", did, event.words))
    return found


def card(desk: Desk, thing: Thing) -> Reply:
    subject = f"{whose.kind_of(thing)}:{thing.key}:card"
    there = views.card(shown(desk, thing))
    if deliveries.about(desk.session, subject) is not None:
        return Update(subject, there)
    return Post(channel(whose.team_of(desk, thing).place), subject, there)
