"""Every example there is."""

from __future__ import annotations

from handlers import chart_examples as charts
from handlers.blockers import examples as blockers
from handlers.cadence import examples as cadence
from handlers.connections import examples as connections
from handlers.example import Example
from handlers.home import examples as home
from handlers.outlook import examples as outlook
from handlers.people import examples as people
from handlers.polls import examples as polls
from handlers.registry import everything
from handlers.retro import closing_examples as closing
from handlers.retro import examples as retro
from handlers.retro.actions import examples as actions
from handlers.standup import examples as standup
from handlers.weeknotes import examples as weeknotes
from handlers.weeknotes.readers import examples as readers


def examples() -> list[Example]:
    return [
        *standup.examples(),
        *blockers.examples(),
        *cadence.examples(),
        *outlook.examples(),
        *connections.examples(),
        *people.examples(),
        *polls.examples(),
        *retro.examples(),
        *weeknotes.examples(),
        *readers.examples(),
        *home.examples(everything()),
        *actions.examples(),
        *closing.examples(),
        *charts.examples(),
    ]
