"""Setting a cadence up, and pressing what only one person sees."""

from __future__ import annotations

from bot.dispatch import Outcome
from handlers.events import Answers, Pressed
from tests.flows.office import MONDAY, Office, Persona, opened, told
from tests.flows.reading import buttons

SPRINTS: Answers = {
    "place": "C-core",
    "name": "Core",
    "zone": "Berlin",
    "weeks": "2",
    "starts": MONDAY.isoformat(),
    "number": "12",
    "goal": "Winter timetable for all piers",
}


async def set_up(office: Office, by: Persona, *others: Persona, **changes: str) -> str:
    office.channel("C-core", by, *others)
    form = opened(await by.commands("/team cadence"))
    return told(await by.sends(form, {**SPRINTS, **changes}))


async def pressed(person: Persona, label: str, on: Outcome, nth: int = 0) -> Outcome:
    """The `nth` button of that label on a private answer."""
    found = [button for card in on.whispers for button in buttons(card) if button.label == label]
    origin = person.office.origin(person.ref)
    button = found[nth]
    event = Pressed(origin, button.action, button.args, "", person.office.key())
    return await person.office.happens(event)
