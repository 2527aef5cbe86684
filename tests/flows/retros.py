"""A team with an open retro, for the flows of retros."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select

from bot.dispatch import Outcome
from handlers.events import Pressed
from storage.models import Retro, RetroCard, RetroTopic
from tests.flows.office import Office, Persona, Shown, set_up
from tests.flows.reading import buttons


@dataclass(frozen=True)
class Circle:
    """Ada facilitates; Ben, Chiara and Dev take part."""

    office: Office
    ada: Persona
    ben: Persona
    chiara: Persona
    dev: Persona

    @property
    def members(self) -> tuple[Persona, ...]:
        return (self.ada, self.ben, self.chiara, self.dev)


async def circle(office: Office) -> Circle:
    people = [office.person(name) for name in ("Ada", "Ben", "Chiara", "Dev")]
    await set_up(office, *people)
    return Circle(office, *people)


def card(office: Office, place: str = "C-core") -> Shown:
    """The one card of the retro that there is."""
    return [each for each in office.shown(place) if ":card:" in each.subject][-1]


def rows(office: Office) -> list[Retro]:
    with office.inside() as session:
        return list(session.exec(select(Retro).order_by(col(Retro.id))).all())


def phase(office: Office) -> str:
    return rows(office)[-1].phase


def cards(office: Office) -> list[RetroCard]:
    with office.inside() as session:
        return list(session.exec(select(RetroCard)).all())


def topics(office: Office) -> list[RetroTopic]:
    with office.inside() as session:
        return list(session.exec(select(RetroTopic).order_by(col(RetroTopic.id))).all())


async def presses_private(who: Persona, label: str, on: Outcome, nth: int = 0) -> Outcome:
    """The `nth` button of that label on a private answer."""
    shown = [on.refreshed] if on.refreshed else []
    found = [
        button
        for card in (*shown, *on.whispers)
        for button in buttons(card)
        if button.label == label
    ]
    origin = who.office.origin(who.ref)
    button = found[nth]
    event = Pressed(origin, button.action, button.args, "whispered", who.office.key())
    return await who.office.happens(event)
