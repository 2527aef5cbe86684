"""A retro on every platform: cards that only their holder changes, votes, one card in the channel."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from bot.seal import Seal
from handlers.registry import everything
from tests.platforms.each import SURFACES, Each, set_up
from tests.platforms.surfaces import Seen, Surface


@pytest.fixture(params=SURFACES)
async def surface(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Each]:
    """With a team, and a retro that collects cards."""
    async with SURFACES[request.param](tmp_path, everything()) as opened:
        opened.dispatch.seals = Seal(Fernet.generate_key().decode())
        await set_up(opened)
        await opened.command("ada", "/retro start mad")
        await opened.delivered()
        await _goes_on(opened, "Next: Collect")
        yield opened


async def _card(surface: Surface, who: str = "ada") -> Seen:
    """The one card of the retro."""
    seen = [each for each in await surface.channel_as(who) if "retro · " in each.text]
    return [each for each in seen if not each.private][-1]


async def _private(surface: Surface, who: str, words: str) -> Seen:
    seen = [*await surface.channel_as(who), *await surface.direct_as(who)]
    return [each for each in seen if words in each.text][-1]


async def _goes_on(surface: Surface, label: str) -> None:
    await surface.press("ada", await _card(surface), label)
    await surface.delivered()


async def _adds(surface: Surface, who: str, words: str) -> Seen:
    form = (await surface.press(who, await _card(surface, who), "Add cards")).form
    assert (await surface.submit(who, form, {"Mad": words})).errors == []
    return await _private(surface, who, "in the box")


async def test_a_card_is_changed_and_taken_back_by_its_holder(surface: Surface) -> None:
    kept = await _adds(surface, "ben", "Deploys are slow")
    assert "Deploys are slow" in kept.text and "as I don’t know whose it is" in kept.text
    form = (await surface.press("ben", kept, "Change")).form
    answers = {"Column": "Mad", "Your card": "Deploys are slow, and loud"}
    done = await surface.submit("ben", form, _chosen(form, answers))
    assert done.errors == []
    changed = await _private(surface, "ben", "Your card is changed.")
    assert "Deploys are slow, and loud" in changed.text
    await surface.press("ben", changed, "Take back")
    assert "There are no cards so far." in await _said(surface, "Next: Group")


async def test_what_was_written_is_seen_by_nobody_else_before_all_is_shown(
    surface: Surface,
) -> None:
    await _adds(surface, "ben", "Deploys are slow")
    seen = [*await surface.channel_as("ada"), *await surface.direct_as("ada")]
    assert not any("Deploys" in each.text for each in seen)
    assert "who wrote what can be guessed" in await _said(surface, "Next: Group")
    asked = await _private(surface, "ada", "who wrote what can be guessed")
    await surface.press("ada", asked, "Show the cards all the same")
    await surface.delivered()
    assert "Deploys are slow" in (await _card(surface)).text


async def test_a_retro_is_voted_on_and_ends(surface: Surface) -> None:
    await _adds(surface, "ben", "Deploys are slow")
    await _adds(surface, "ada", "The coffee is cold")
    await _said(surface, "Next: Group")
    asked = await _private(surface, "ada", "who wrote what can be guessed")
    await surface.press("ada", asked, "Show the cards all the same")
    await surface.delivered()
    await _goes_on(surface, "Next: Vote")
    form = (await surface.press("ben", await _card(surface, "ben"), "Vote")).form
    done = await surface.submit("ben", form, _chosen(form, {"Deploys are slow": "●● 2"}))
    assert done.errors == []
    assert "2 – Deploys are slow" in (await _private(surface, "ben", "Your votes")).text
    await _goes_on(surface, "Next: Discuss")
    assert "Deploys are slow · 2 votes" in (await _card(surface)).text
    for _ in range(2):
        await _goes_on(surface, "Next topic")
    await _goes_on(surface, "Next: Actions")
    await _goes_on(surface, "Close the retro")
    seen = [each.text for each in await surface.channel_as("ben")]
    assert sum("retro · Closed" in text for text in seen) == 1
    assert sum("retro · summary" in text for text in seen) == 1


def _chosen(form: Any, answers: dict[str, str]) -> dict[str, str]:
    """The playground's API takes an option by its value."""
    if not isinstance(form, dict) or "fields" not in form:
        return answers
    values = {
        (field["label"], option["label"]): option["value"]
        for field in form["fields"]
        for option in field["options"] or ()
    }
    return {label: values.get((label, given), given) for label, given in answers.items()}


async def _said(surface: Surface, label: str) -> str:
    done = await surface.press("ada", await _card(surface), label)
    await surface.delivered()
    return "\n".join(done.private)
