"""Polls on every platform: asked in a line and by form, answered by a press and by form, closed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.seal import Seal
from handlers.registry import everything
from tests.platforms.each import SURFACES, Each
from tests.platforms.surfaces import Done, Seen


@pytest.fixture(params=SURFACES)
async def surface(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Each]:
    """With a key to seal with."""
    async with SURFACES[request.param](tmp_path, everything()) as opened:
        opened.dispatch.seals = Seal(Fernet.generate_key().decode())
        yield opened


async def _card(surface: Each, who: str = "ben") -> Seen:
    await surface.delivered()
    seen = await surface.channel_as(who)
    return [each for each in seen if each.text.startswith("Poll") and not each.private][-1]


async def _private(surface: Each, who: str, words: str) -> Seen:
    seen = [*await surface.channel_as(who), *await surface.direct_as(who)]
    return [each for each in seen if words in each.text and "Close it now" in each.buttons][-1]


async def _closed(surface: Each) -> Seen:
    await surface.press("ada", await _card(surface, "ada"), "More")
    shown = await _private(surface, "ada", "asked by")
    await surface.press("ada", shown, "Close it now")
    if surface.name == "msteams":
        # There the card itself asks whether it is meant.
        await surface.press("ada", shown, "Close it")
    return await _card(surface)


async def _asked(surface: Each, **changes: str) -> Done:
    form = (await surface.command("ada", "/poll")).form
    answers = {
        "Question": "What comes first?",
        "Answers to choose from": "Piers\nMaps\nLocks",
        "How to answer": "ranked",
        "Names": "yes",
        "The result is shown": "end",
    }
    return await surface.submit("ada", form, {**answers, **changes})


async def test_a_line_is_answered_by_a_press_and_shows_who(surface: Each) -> None:
    await surface.command("ada", "/poll “Lunch?” “Pizza” “Soup” named until tomorrow noon")
    card = await _card(surface)
    assert card.buttons == ["Pizza", "Soup", "More"]
    await surface.press("ben", card, "Soup")
    await surface.press("ada", await _card(surface, "ada"), "Soup")
    found = await _card(surface)
    assert "Soup – 2 votes, 100 %" in found.text
    assert found.edited
    # A name is told, and nobody is pinged.
    assert "@" not in found.text and "<at>" not in found.text


async def test_what_is_said_without_a_name_is_seen_by_nobody(surface: Each) -> None:
    await surface.command("ada", '/poll "Lunch?" "Pizza" "Soup"')
    done = await surface.press("ben", await _card(surface), "Soup")
    seen = [*await surface.channel_as("ben"), *await surface.direct_as("ben")]
    told = [*done.private, *(each.text for each in seen if each.private)]
    told += [each.text for each in await surface.direct_as("ben")]
    assert any("Your answer is in." in words for words in told)
    assert not any("Your answer is in." in each.text for each in await surface.channel_as("ada"))
    found = await _closed(surface)
    assert "Fewer than 3 answered, so nothing is shown" in found.text


async def test_a_ranking_is_given_by_form_and_ends_as_a_chart(surface: Each) -> None:
    assert (await _asked(surface)).errors == []
    for who, first, second in (("ben", "1", "0"), ("ada", "1", "2")):
        form = (await surface.press(who, await _card(surface, who), "Answer")).form
        done = await surface.submit(who, form, {"First choice": first, "Second choice": second})
        assert done.errors == []
    found = await _closed(surface)
    assert "“Maps” comes first, ranked by 2 people." in found.text
    if surface.name != "msteams":
        assert found.pictures
        assert "Maps: 100 %" in found.pictures[0]
    else:
        assert "Maps: 100 %" in found.text or found.pictures


async def test_a_form_that_cannot_be_read_stays_open(surface: Each) -> None:
    done = await _asked(surface, **{"Answers to choose from": "Piers"})
    assert done.errors == ["There have to be at least two answers."]
    done = await _asked(surface, **{"Open until": "whenever"})
    assert len(done.errors) == 1
    assert "whenever" in done.errors[0]


async def test_a_line_that_cannot_be_read_comes_back_in_private(surface: Each) -> None:
    done = await surface.command("ada", '/poll "Lunch?" "Pizza')
    seen = [*await surface.channel_as("ada"), *await surface.direct_as("ada")]
    told = [*done.private, *(each.text for each in seen)]
    assert any('/poll "Lunch?" "Pizza' in words for words in told)
    assert not any("Lunch" in each.text for each in await surface.channel_as("ben"))
