"""Whatever is typed as a blocker or about one: kept to the letter, or given back."""

from __future__ import annotations

import asyncio
import itertools
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from bot.dispatch import Outcome
from bot.msteams import render as teams_render
from bot.slack import render as slack_render
from handlers.cards import Card, Link, Mention, PlaceLink
from handlers.events import FormSent
from storage.models import Blocker, BlockerEvent, Delivery
from storage.session import Database
from tests.fakes.slack.blockkit import problems
from tests.flows.blocked import Crew, cards, crew, notices
from tests.flows.office import Office, at, told
from tests.platforms import adaptive_cards

BITS = (
    "<!channel>",
    "<!here>",
    "<@U-Ada>",
    "<#C-core>",
    "<https://example.org|here>",
    "[here](https://example.org)",
    "<at>Ada</at>",
    "*no* _access_ ~to~ `it`",
    "```",
    "> quoted",
    "&lt;&amp;",
    ":tada:",
    "by Friday 3pm",
    "by yesterday",
    "by",
    "@Chiara",
    "@Nobody",
    "@",
    "#1",
    "{until}",
    "{0}",
    "%s",
    "\u202eback",
    "\u200b",
    "\n",
    "list",
    "mine",
    "resolve",
    "long " * 60,
    "wide" * 80,
    "😀" * 40,
    "\\",
    '"',
)
# What databases and platforms never hand on.
letters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
typed = st.lists(st.sampled_from(BITS) | st.text(letters, max_size=30), min_size=1, max_size=6)
EXAMPLES = 120 if os.environ.get("EVERY_EXAMPLE") else 20
NUMBERS = itertools.count(1)


def all_of(office: Office, table: type[Any]) -> list[Any]:
    with office.inside() as session:
        return list(session.exec(select(table).order_by(col(table.id))).all())


def is_harmless(card: Card) -> None:
    """It can be shown on every platform, and nothing in it names or links what was typed."""
    shown = slack_render.message(card)
    assert problems(shown["blocks"], "message") == []
    assert "<!" not in shown.get("text", "")
    assert adaptive_cards.problems(teams_render.message(card)) == []
    assert not [span for span in spans(card) if isinstance(span, Mention | PlaceLink | Link)]


def spans(value: Any) -> list[Any]:
    if isinstance(value, tuple | list):
        return [found for each in value for found in spans(each)]
    if hasattr(value, "__dataclass_fields__"):
        inside = [getattr(value, name) for name in value.__dataclass_fields__]
        return [value, *(found for each in inside for found in spans(each))]
    return []


def squeezed(said: str) -> str:
    return "".join(said.split())


def is_kept_or_given_back(office: Office, line: str, before: int, outcome: Outcome) -> None:
    rows = all_of(office, Blocker)
    said = told(outcome)
    assert "went wrong" not in said
    for card in outcome.whispers:
        is_harmless(card)
    if len(rows) == before:
        # Asked back with a list or a form, or refused with the words.
        rest = line.split(" ", 1)[-1]
        asked = outcome.form is not None or "Blockers of" in said or "blockers" in said.lower()
        assert asked or squeezed(rest) in squeezed(said), (line, said)
        return
    kept = rows[-1]
    # Who was named stands beside the words.
    text = squeezed((kept.details or kept.summary).replace("@Chiara", ""))
    whole = squeezed(line.removeprefix("/blocker").replace("@Chiara", ""))
    if kept.due_at is None and "By when" not in said:
        assert text == whole
    else:
        assert whole.startswith(text)


async def live(team: Crew, bits: list[str]) -> None:
    office = team.office
    said = " ".join(bits)
    line = f"/blocker z{next(NUMBERS)} {said}"
    before = len(all_of(office, Blocker))
    outcome = await team.ben.commands(line)
    is_kept_or_given_back(office, line, before, outcome)
    target = all_of(office, Blocker)[-1]
    if words_of := said.strip():
        event = FormSent(
            office.origin(team.ben.ref),
            "blocker.comment",
            {"blocker": str(target.key)},
            {"words": said},
            office.key(),
        )
        outcome = await office.happens(event)
        if outcome.errors is None:
            assert not outcome.refused
            assert all_of(office, BlockerEvent)[-1].words == words_of
    for row in all_of(office, Delivery):
        assert row.state == "sent", row.state
    for shown in (*cards(office)[-2:], *notices(team.chiara)[-2:]):
        is_harmless(shown.card)
    whole = await team.ben.commands("/blocker list")
    assert "went wrong" not in told(whole)
    for card in whole.whispers:
        is_harmless(card)


@pytest.mark.long
def test_whatever_is_typed_is_kept_or_given_back(sqlite_database: Database) -> None:
    office = Office(sqlite_database, now=at("10:00"))
    team = asyncio.run(crew(office))
    asyncio.run(team.ben.commands("/blocker The first one @Chiara"))

    @given(typed)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        # Smaller examples would take minutes to find and tell no more.
        phases=(Phase.generate,),
        suppress_health_check=[HealthCheck.too_slow],
    )
    def check(bits: list[str]) -> None:
        asyncio.run(live(team, bits))

    check()
