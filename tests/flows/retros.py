"""A team with an open retro, for the flows of retros."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select

from bot.dispatch import Outcome
from handlers.cards import ChoiceField, Form
from handlers.events import Pressed
from storage.models import Box, Retro, RetroCard, RetroTopic, Slip
from tests.flows.blocked import answered
from tests.flows.office import Office, Persona, Shown, opened, set_up
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


async def collecting(office: Office, **answers: str) -> Circle:
    """A retro of four columns, open for cards."""
    team = await circle(office)
    form = opened(await team.ada.commands("/retro start"))
    await team.ada.sends(form, answered(form, template="well", **answers))
    await team.ada.presses("Next: Collect", card(office))
    return team


async def adds(who: Persona, own: str = "", **columns: str) -> Outcome:
    """Cards by form: one a line, by the name of their column."""
    form = opened(await who.presses("Add cards", card(who.office)))
    answers = {
        each.id: columns[each.label.split()[0]]
        for each in form.fields
        if each.label.split()[0] in columns
    }
    return await who.sends(form, {**answers, **({"own": own} if own else {})})


def field(form: Form, name: str) -> ChoiceField:
    [found] = [each for each in form.fields if each.id == name]
    assert isinstance(found, ChoiceField)
    return found


def slips(office: Office, kind: str = "") -> list[Slip]:
    """What lies in the boxes of retros."""
    with office.inside() as session:
        found = session.exec(select(Slip, Box).join(Box, col(Box.id) == Slip.box_id)).all()
    return [slip for slip, box in found if kind in box.subject]
