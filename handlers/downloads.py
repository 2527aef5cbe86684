"""Files to download, by a link that works for a while: a file of its own is no more private than
that. What a link opens is put together, and the right to it asked again, when it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

from handlers.cards import Card, Link, Moment, small, text
from handlers.routing import Desk
from storage import exports

OPEN = timedelta(minutes=15)
"""How long a link works."""

Kind = Literal["answers", "blockers", "retro"]


def link(
    desk: Desk, address: str, kind: Kind, what: Mapping[str, str], title: str, zone: str
) -> Card:
    """To a new file of `what`, which says `as` what it comes: csv or md. `address` is where the
    world reaches us, `title` what is in the file."""
    until = desk.now + OPEN
    secret = exports.hand_out(
        desk.session,
        kind=kind,
        person_id=desk.person.key,
        what=dict(what),
        until=until,
        now=desk.now,
    )
    url = f"{address.rstrip('/')}/exports/{secret}.{what['as']}"
    return card(title, url, Moment(until, zone))


def card(title: str, url: str, until: Moment) -> Card:
    return Card(
        f"The {title} are ready",
        (
            text(Link(f"Download the {title}", url)),
            small("Only for you: whoever has this link can read them. It works until ", until, "."),
        ),
    )


def named(words: str, ending: str) -> str:
    """What the file is called."""
    name = "".join(each if each.isascii() and each.isalnum() else "-" for each in words)
    return f"{name.replace('---', '-')}.{ending}"
