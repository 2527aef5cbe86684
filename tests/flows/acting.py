"""A team with actions, for their flows."""

from __future__ import annotations

from sqlmodel import col, select

from storage.models import Action, ActionEvent
from tests.flows.blocked import Crew, crew
from tests.flows.office import Office, Persona, Shown, at


async def acting(office: Office, hour: str = "10:00") -> Crew:
    """It is Monday, and everybody is at work in Berlin."""
    office.now = at(hour)
    return await crew(office)


def told(who: Persona) -> list[Shown]:
    """What somebody was told of actions in private, the oldest first."""
    return [each for each in who.inbox() if each.subject.startswith("action:")]


def rows(office: Office) -> list[Action]:
    with office.inside() as session:
        return list(session.exec(select(Action).order_by(col(Action.id))).all())


def row(office: Office) -> Action:
    [found] = rows(office)
    return found


def kinds(office: Office) -> list[str]:
    """What happened, in order."""
    with office.inside() as session:
        found = session.exec(select(ActionEvent).order_by(col(ActionEvent.id))).all()
        return [each.kind for each in found]
