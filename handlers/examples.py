"""Every example there is."""

from __future__ import annotations

from handlers import chart_examples as charts
from handlers.example import Example
from handlers.home import examples as home
from handlers.people import examples as people
from handlers.registry import everything
from handlers.standup import examples as standup


def examples() -> list[Example]:
    of_home = home.examples(everything())
    return [*standup.examples(), *people.examples(), *of_home, *charts.examples()]
