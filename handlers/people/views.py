"""Asking for a time zone. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.cards import Bold, Button, Buttons, Card, Form, TextField, plain, small, text
from handlers.times import local

CHOOSE = "people.zone"
ANOTHER = "people.another_zone"
FORM = "people.zone"


def asked(zones: Sequence[str]) -> Card:
    likely = tuple(
        Button(city(zone), CHOOSE, {"zone": zone}, look="plain" if number else "primary")
        for number, zone in enumerate(zones)
    )
    another = Button("Another", ANOTHER, opens_form=True)
    return Card(
        "Which time zone are you in?",
        (
            text(Bold("Which time zone are you in?")),
            plain("I ask you when it is morning where you are, and I can only see your clock."),
            Buttons((*likely, another)),
            small("Until you choose, your team's time zone counts."),
        ),
    )


def chosen(zone: str, now: datetime) -> Card:
    clock = f"{local(now, zone):%H:%M}"
    said = f"Your time zone is {zone}. It is {clock} there."
    return Card(said, (plain(said), Buttons((Button("Change", ANOTHER, opens_form=True),))))


def form(zone: str = "") -> Form:
    field = TextField(
        "zone", "Your time zone", zone, hint="A city such as Lisbon, or Europe/Lisbon.", longest=100
    )
    return Form(FORM, "Your time zone", (field,))


def city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")
