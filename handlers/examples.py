"""Every example there is."""

from __future__ import annotations

from handlers.blockers import examples as blockers
from handlers.example import Example
from handlers.home import examples as home
from handlers.people import examples as people
from handlers.registry import everything
from handlers.standup import examples as standup


def examples() -> list[Example]:
    return [
        *standup.examples(),
        *blockers.examples(),
        *people.examples(),
        *home.examples(everything()),
    ]
