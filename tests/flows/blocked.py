"""A team with a blocker, for the flows of blockers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select

from bot.dispatch import Outcome
from handlers.cards import Form
from handlers.events import Answers, Pressed
from storage import teams
from storage.models import Blocker, BlockerEvent, Member, Person
from tests.flows.office import Office, Persona, Shown, opened, set_up
from tests.flows.reading import buttons


@dataclass(frozen=True)
class Crew:
    """Ada runs the team, Ben and Chiara work in it, Petra owns the product, Sam pays for it."""

    office: Office
    ada: Persona
    ben: Persona
    chiara: Persona
    petra: Persona
    sam: Persona


async def crew(office: Office, **zones: str) -> Crew:
    ada, ben, chiara, petra, sam = (
        office.person(name, **({"zone": zones[name]} if name in zones else {}))
        for name in ("Ada", "Ben", "Chiara", "Petra", "Sam")
    )
    await set_up(office, ada, ben, chiara, petra, sam)
    plays(office, petra, role="product owner")
    plays(office, sam, circle="sponsor")
    return Crew(office, ada, ben, chiara, petra, sam)


def plays(office: Office, who: Persona, circle: str = "", role: str = "") -> None:
    with office.inside() as session:
        member = session.exec(
            select(Member)
            .join(Person, col(Person.id) == Member.person_id)
            .where(Person.ref == who.ref)
        ).one()
        member.circle, member.role = circle or member.circle, role or member.role
        session.add(member)
        session.commit()
    assert role != teams.SCRUM_MASTER


def cards(office: Office, place: str = "C-core") -> list[Shown]:
    """The cards of blockers in a channel."""
    return [each for each in office.shown(place) if each.subject.endswith(":card")]


def card(office: Office, place: str = "C-core") -> Shown:
    [found] = cards(office, place)
    return found


def notices(who: Persona) -> list[Shown]:
    """What somebody was told of blockers in private, the oldest first."""
    return [each for each in who.inbox() if ":to:" in each.subject]


async def opens(who: Persona, label: str, on: Shown) -> Form:
    return opened(await who.presses(label, on))


async def does(who: Persona, label: str, on: Shown, **answers: str) -> Outcome:
    """Presses a button and sends the form that it opens."""
    return await who.sends(await opens(who, label, on), answers)


async def presses_told(who: Persona, label: str, outcome: Outcome, nth: int = -1) -> Outcome:
    """Presses a button on a private answer, as it is now."""
    card = outcome.refreshed or outcome.whispers[nth]
    [pressed] = [each for each in buttons(card) if each.label == label]
    where = who.office.origin(who.ref)
    return await who.office.happens(
        Pressed(where, pressed.action, pressed.args, "whispered", who.office.key())
    )


def rows(office: Office) -> list[Blocker]:
    with office.inside() as session:
        return list(session.exec(select(Blocker).order_by(col(Blocker.id))).all())


def kinds(office: Office) -> list[str]:
    """What happened, in order."""
    with office.inside() as session:
        found = session.exec(select(BlockerEvent).order_by(col(BlockerEvent.id))).all()
        return [each.kind for each in found]


def answered(form: Form, **changes: str) -> Answers:
    """A form as it is offered, with these changes."""
    offered: Answers = {}
    for each in form.fields:
        value = getattr(each, "value", None)
        if each.is_a == "choices":
            value = ",".join(each.values)
        if value:
            offered[each.id] = str(value)
    return {**offered, **changes}
