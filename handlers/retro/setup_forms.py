"""How a team's retros come about. Plain values in, the form out."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.calendars.hours import Hours
from handlers.cards import ChoiceField, Form, Option, small
from handlers.retro import rules
from handlers.retro.rules import NAMES, PHASES
from handlers.retro.timetable import FARTHEST, OPENS, PARTS, Slot, in_words

REACH = {
    OPENS: range(-FARTHEST, 0),
    "review": range(-9, 1),
    "collect": range(-8, 1),
    "group": range(-7, 2),
    "vote": range(-6, 3),
    "discuss": range(-5, 6),
    "actions": range(-4, FARTHEST + 1),
}
"""Working days from the ceremony that are offered."""


def setup(
    *,
    team_id: int,
    team: str,
    is_async: bool,
    template: str,
    own: tuple[str, ...],
    is_anonymous: bool,
    slots: Mapping[str, str],
    hours: Hours,
) -> Form:
    templates = [Option(key, each.name) for key, each in rules.TEMPLATES.items()]
    return Form(
        "retro.setup",
        "Retros of the cadence",
        (
            ChoiceField(
                "way",
                f"The retro of {team} is held",
                (
                    Option("live", "In one meeting: somebody starts it when it is announced"),
                    Option("async", "Over days: it opens and goes on by itself"),
                ),
                value="async" if is_async else "live",
                look="radio",
            ),
            small("All below is for retros over days. Each step can end earlier, by hand."),
            ChoiceField(
                "template",
                "What do you look back with?",
                (*(Option(name, name) for name in own), *templates),
                value=template,
            ),
            ChoiceField(
                "names",
                "Whose cards they are",
                (
                    Option("anonymous", "Nobody sees, not even my database"),
                    Option("named", "Everybody sees, once cards are shown"),
                ),
                value="anonymous" if is_anonymous else "named",
                look="radio",
            ),
            *(_moment(step, slots[step], hours) for step in (OPENS, *PHASES)),
        ),
        args={"team": str(team_id)},
    )


def _moment(step: str, slot: str, hours: Hours) -> ChoiceField:
    label = "It opens" if step == OPENS else f"{NAMES[step]} until"
    options = offered(step)
    if slot not in options:
        options.insert(0, slot)
    return ChoiceField(
        step,
        label,
        tuple(Option(each, in_words(Slot.parse(each), hours)) for each in options),
        slot,
    )


def offered(step: str) -> list[str]:
    """As in `Slot`, in the order they come for most."""
    parts = ["morning", "noon", "evening"] if step == OPENS else list(PARTS)
    found = [f"{days} {part}" for days in REACH[step] for part in parts if part != "hour"]
    if step != OPENS:
        at = next((n for n, each in enumerate(found) if each.startswith("0 ")), len(found))
        found.insert(at, "0 hour")
    return found
