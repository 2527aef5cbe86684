"""Every example as each platform shows it: `python -m bot.gallery OUT_DIR`.

Writes `slack.json`, `msteams.json` and `playground.json`, each from a name to `{"surface",
"payload"}`. An example that takes several messages is there once per message.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from bot import charts
from bot.msteams import render as msteams
from bot.playground import forms as playground_forms
from bot.playground import render as playground
from bot.playground.world import BOT, BOT_NAME, Spot, Viewer
from bot.slack import render as slack
from bot.slack.blocks import Files
from handlers.cards import Card, Form
from handlers.charts import Chart
from handlers.events import Origin
from handlers.example import Example
from handlers.examples import examples
from handlers.paging import pages

Shown = dict[str, Any]

PERSON, PLACE = "U0ADA", "C0HARBOR"
"""Named in the examples."""
ORIGIN = Origin("slack", "T0DEMO", PERSON, PLACE, "channel", "Ada Brandt", "team-harbor")
NAMES = {PERSON: "Ada Brandt", PLACE: "team-harbor"}
READER = Viewer(
    PERSON,
    "Ada Brandt",
    "Europe/Berlin",
    {PERSON: "Ada Brandt"},
    {PLACE: Spot(PLACE, "team-harbor", "channel", (PERSON,))},
    frozenset(),
)


def paged(all_examples: Sequence[Example]) -> Iterator[Example]:
    """As they are sent: a card that is too long for one message is several."""
    for example in all_examples:
        shown = example.shown
        if isinstance(shown, Form) or example.on == "home":
            yield example
            continue
        cards = pages(shown)
        for number, card in enumerate(cards, start=1):
            name = f"{example.name}, page {number}" if len(cards) > 1 else example.name
            yield replace(example, name=name, shown=card)


def on_slack(example: Example) -> Shown:
    match example.shown, example.on:
        case Form() as form, _:
            return {"surface": "modal", "payload": slack.modal(form, ORIGIN)}
        case Card() as card, "home":
            return {"surface": "home", "payload": slack.home(card, _files(card))}
        case card, _:
            return {"surface": "message", "payload": slack.message(card, _files(card))}


def on_teams(example: Example) -> Shown:
    match example.shown:
        case Form() as form:
            shown = msteams.dialog(form, ORIGIN, names=NAMES)
            return {"surface": "dialog", "payload": shown}
        case card:
            return {"surface": "message", "payload": msteams.message(card, NAMES)}


def on_playground(example: Example) -> Shown:
    match example.shown, example.on:
        case Form() as form, _:
            return {"surface": "form", "payload": playground_forms.form(form, READER, PLACE)}
        case card, on:
            shown = {"author": BOT, "author_name": BOT_NAME, **playground.words(card, READER, "1")}
            return {"surface": "home" if on == "home" else "message", "payload": shown}


def charts_of(example: Example) -> list[Chart]:
    shown = example.shown
    return (
        [part for part in shown.parts if isinstance(part, Chart)] if isinstance(shown, Card) else []
    )


def _files(card: Card) -> Files:
    """As if Slack had them under their digests."""
    found = (part for part in card.parts if isinstance(part, Chart))
    return {chart: f"F{charts.digest(chart).upper()}" for chart in found}


def write(folder: Path) -> None:
    """Charts are there as pictures, by their digests."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "charts").mkdir(exist_ok=True)
    for chart in chain.from_iterable(map(charts_of, examples())):
        (folder / "charts" / f"{charts.digest(chart)}.png").write_bytes(charts.png(chart))
    platforms = (("slack", on_slack), ("msteams", on_teams), ("playground", on_playground))
    for name, render in platforms:
        shown = {example.name: render(example) for example in paged(examples())}
        text = json.dumps(shown, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
