"""Common services as they are named and listed. Plain values in, cards and forms out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.blockers.list_views import LIST
from handlers.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    ChoicesField,
    Field,
    Form,
    Heading,
    Option,
    Part,
    PersonField,
    PlaceField,
    PlaceLink,
    Small,
    Span,
    Text,
    TextField,
    plain,
    small,
    text,
)

FORM = "blocker.service"
CHANGE = "blocker.service.change"
NAME = "blocker.service.name"
STAND_IN = "blocker.stand_in"
MOST = 15
"""Listed on a card; a network of teams has a handful."""


@dataclass(frozen=True, slots=True)
class Told:
    id: int
    name: str
    owner: str
    """Empty: they have left."""
    place: str
    waiting: int
    may_change: bool
    """Whoever reads."""


def form(service: str, name: str, owner: str, place: str) -> Form:
    """`service` is its id; empty: a new one."""
    fields: list[Field] = [
        TextField(
            "name",
            "Its name",
            name,
            hint="As people say that they wait for it.",
            placeholder="Legal review",
            longest=100,
        ),
        PersonField("owner", "Who hears of what waits for it?", owner),
        PlaceField(
            "place",
            "Its channel, if it has one",
            place,
            hint="What waits for it is shown there, too; private ones are not.",
            required=False,
        ),
    ]
    if service:
        fields.append(
            ChoicesField(
                "ends",
                "Is it over?",
                (Option("yes", "Yes, nobody looks after it any more"),),
                required=False,
            )
        )
    args = {"service": service} if service else {}
    title = "Change the service" if service else "Name a common service"
    return Form(FORM, title, tuple(fields), args=args)


def listed(services: Sequence[Told]) -> Card:
    title = "Common services"
    parts: list[Part] = [Heading(title)]
    if not services:
        parts.append(
            plain(
                "None has been named yet. Legal review, data, IT: whatever several teams wait for "
                "can have an owner who hears of it."
            )
        )
    for each in services[:MOST]:
        parts += _row(each)
    if len(services) > MOST:
        names = ", ".join(each.name for each in services[MOST:])
        parts.append(small(f"And {names}: /team service and the name shows one."))
    parts.append(Buttons((Button("Name a service", NAME, opens_form=True),)))
    return Card(title, tuple(parts))


def _row(each: Told) -> list[Part]:
    buttons = [Button("What waits", LIST, {"service": str(each.id), "filter": "open"})]
    if each.may_change:
        buttons.append(Button("Change", CHANGE, {"service": str(each.id)}, opens_form=True))
    return [text(Bold(each.name), " – ", *_about(each)), Buttons(tuple(buttons))]


def _about(each: Told) -> list[Span | str]:
    waiting = f"{each.waiting} waiting" if each.waiting else "nothing waits"
    about: list[Span | str] = [each.owner or "nobody: its owner has left", f" · {waiting}"]
    if each.place:
        about += [" · also shown in ", PlaceLink(each.place)]
    return about


def kept(each: Told) -> Card:
    words = f"{each.owner} hears of what waits for {each.name}"
    spans: list[Span | str] = [words]
    if each.place:
        spans += [", and it is shown in ", PlaceLink(each.place)]
    counted = f" {each.waiting} wait now." if each.waiting > 1 else " One waits now."
    spans.append("." + (counted if each.waiting else ""))
    return Card(f"{words}.", (text(*spans),))


def named(by: str, name: str) -> Card:
    words = f"{by} named you for {name}: whatever a team waits for there comes to you."
    return Card(
        words,
        (
            plain(words),
            small("/blocker mine shows it all. Hand it on with /team services."),
        ),
    )


def not_in(name: str, place: str) -> Card:
    words = f"What waits for {name} can’t be shown in its channel."
    return Card(
        words,
        (
            text(words, " I can’t post in ", PlaceLink(place), "."),
            small("Invite me there, or choose another one with /team services."),
        ),
    )


def stand_in(person: str, mine: Sequence[str]) -> Form:
    """`mine`: those for whom the reader stands in."""
    items: list[Field | Small | Text] = [
        PersonField(
            "person",
            "Who is asked while you are away?",
            person,
            hint="About blockers that are not private. Nobody here? Then whoever is next is asked.",
            required=False,
        )
    ]
    if mine:
        items.append(small(f"You stand in for {', '.join(mine)}."))
    return Form(STAND_IN, "Your stand-in", tuple(items))


def stands_in(whose: str) -> Card:
    words = f"{whose} named you as stand-in: blockers that wait for them come to you while they are away."
    return Card(words, (plain(words), small(f"Is that not for you? Then tell {whose}.")))
