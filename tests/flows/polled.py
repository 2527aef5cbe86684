"""A team that is asked, for the flows of polls."""

from __future__ import annotations

from sqlmodel import col, select

from bot.dispatch import Outcome
from handlers.cards import Card, Form
from handlers.events import Pressed
from storage.models import Poll, Slip
from tests.flows.office import Office, Persona, Shown, opened, set_up
from tests.flows.reading import buttons, words

ASKED = '/poll "Where to for lunch?" "Pizza" "Sushi" "Soup"'


async def crew(office: Office, *names: str) -> list[Persona]:
    """A team in its channel; the first runs it. Its stand-up is out of the way, on Sundays."""
    people = [office.person(name) for name in names or ("Ada", "Ben", "Chiara", "Dev")]
    await set_up(office, *people, days="sun")
    return people


def cards(office: Office, place: str = "C-core") -> list[Shown]:
    return [
        each
        for each in office.shown(place)
        if each.subject.startswith("poll:") and each.subject.endswith(":card")
    ]


def card(office: Office, place: str = "C-core") -> Shown:
    """The last one's."""
    return cards(office, place)[-1]


def poll(office: Office) -> Poll:
    with office.inside() as session:
        return list(session.exec(select(Poll).order_by(col(Poll.id))).all())[-1]


def slips(office: Office) -> list[Slip]:
    with office.inside() as session:
        return list(session.exec(select(Slip)).all())


async def votes(who: Persona, label: str, place: str = "C-core") -> Outcome:
    return await who.presses(label, card(who.office, place))


async def answers(who: Persona, **said: str) -> Outcome:
    """By the form that the card opens."""
    form = opened(await who.presses("Answer", card(who.office)))
    return await who.sends(form, said)


async def more(who: Persona) -> Card:
    return (await who.presses("More", card(who.office))).whispers[0]


async def presses_on(who: Persona, label: str, shown: Card, place: str = "C-core") -> Outcome:
    """Presses a button on a private answer."""
    [pressed] = [each for each in buttons(shown) if each.label == label]
    where = who.office.origin(who.ref, place)
    return await who.office.happens(
        Pressed(where, pressed.action, pressed.args, "whispered", who.office.key())
    )


async def forges(who: Persona, action: str, place: str = "C-core", **args: str) -> Outcome:
    """What a client could send that was never shown a button."""
    where = who.office.origin(who.ref, place)
    return await who.office.happens(Pressed(where, action, args, "forged", who.office.key()))


async def asks(who: Persona, place: str = "C-core", **said: str) -> Outcome:
    """By form."""
    form: Form = opened(await who.commands("/poll", place))
    given = {"question": "Where to for lunch?", "options": "Pizza\nSushi\nSoup", "kind": "single"}
    return await who.sends(form, {**given, "names": "no", "tally": "end", **said})


def labels(shown: Card) -> list[str]:
    return [each.label for each in buttons(shown)]


def said(outcome: Outcome) -> str:
    shown = outcome.refreshed or outcome.whispers[-1]
    return words(shown)
