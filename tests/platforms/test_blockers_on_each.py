"""A blocker's life on every platform, over its real wire: logged, shown, taken on, resolved."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.registry import everything
from tests.platforms.each import SURFACES, set_up
from tests.platforms.surfaces import Seen, Surface, on_slack

SAID = "No access to *staging* & ~more~ :tada:"


@pytest.fixture(params=SURFACES)
async def surface(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Surface]:
    """With a team of Ada's, and a blocker that Ben has logged."""
    async with SURFACES[request.param](tmp_path, everything()) as opened:
        await set_up(opened)
        await opened.command("ben", f"/blocker {SAID} @ada by Friday 3pm")
        yield opened


async def _card(surface: Surface, who: str = "ada") -> Seen:
    cards = [each for each in await surface.channel_as(who) if "If nothing happens" in each.text]
    [card] = cards or [
        each for each in await surface.channel_as(who) if each.text.startswith("Blocker 1")
    ]
    assert not card.private
    return card


async def _private(surface: Surface, who: str) -> list[Seen]:
    seen = [each for each in await surface.channel_as(who) if each.private]
    return [*seen, *await surface.direct_as(who)]


async def test_it_stands_in_the_channel_as_it_was_typed_and_its_owner_hears(
    surface: Surface,
) -> None:
    card = await _card(surface)
    assert SAID in card.text
    assert card.buttons == ["I’m on it", "Resolve", "Reassign", "Snooze", "More"]
    [told] = [each for each in await surface.direct_as("ada") if "thinks that you can" in each.text]
    assert SAID in told.text
    [logged] = [each for each in await _private(surface, "ben") if "Logged as" in each.text]
    assert logged.buttons == ["Change", "More"]
    assert not any("Logged as" in each.text for each in await _private(surface, "ada"))


async def test_its_forms_are_filled_in_on_the_card_itself(surface: Surface) -> None:
    form = await surface.press("ada", await _card(surface), "I’m on it")
    assert form.labels[:2] == ["Until when?", "A word for who waits"]
    wrong = await surface.submit("ada", form.form, {"Until when?": "some day"})
    assert wrong.errors
    given = {"Until when?": "tomorrow 14:00", "A word for who waits": "I ask the vendor."}
    done = await surface.submit("ada", wrong.form or form.form, given)
    assert done.errors == []
    card = await _on_it(surface)
    assert "is on it until" in card.text and card.edited
    assert "Change the date" in card.buttons
    assert any("is on it until" in each.text for each in await surface.direct_as("ben"))


async def _on_it(surface: Surface) -> Seen:
    [card] = [each for each in await surface.channel_as("ben") if "somebody is on it" in each.text]
    return card


async def test_a_comment_is_in_the_history_that_only_the_reader_sees(surface: Surface) -> None:
    await surface.press("ben", await _card(surface), "More")
    [more] = [each for each in await _private(surface, "ben") if "History" in each.text]
    form = await surface.press("ben", more, "Comment")
    assert (await surface.submit("ben", form.form, {"Your comment": "It is @ada's."})).errors == []
    await surface.press("ben", await _card(surface), "More")
    seen = [each for each in await _private(surface, "ben") if "History" in each.text]
    assert "It is @ada's." in seen[-1].text
    assert not any("History" in each.text for each in await _private(surface, "ada"))


async def test_it_is_resolved_once_and_shows_how(surface: Surface) -> None:
    card = await _card(surface)
    first = await surface.press("ada", card, "Resolve")
    form = await surface.press("ben", await _card(surface), "Resolve")
    asked = "How was it resolved?"
    assert (await surface.submit("ada", first.form, {asked: "Role given."})).errors == []
    await surface.submit("ben", form.form, {asked: "By myself."})
    assert not any("By myself." in each.text for each in await surface.channel_as("ada"))
    [card] = [each for each in await surface.channel_as("ben") if "Role given." in each.text]
    assert card.buttons == ["Reopen", "More"]


async def test_lists_are_private_and_lead_to_it(surface: Surface) -> None:
    await surface.command("ada", "/blocker list")
    [listed] = [each for each in await _private(surface, "ada") if "Blockers of" in each.text]
    assert SAID in listed.text
    assert not any("Blockers of" in each.text for each in await surface.channel_as("ben"))
    await surface.command("ben", "/blocker mine")
    assert [each for each in await _private(surface, "ben") if "My blockers" in each.text]


async def test_the_workback_has_a_chart_with_words(surface: Surface) -> None:
    await surface.command("ada", "/blocker workback")
    seen = [each for each in await _private(surface, "ada") if each.pictures]
    assert seen and all("locker" in alt for each in seen for alt in each.pictures)


async def test_in_slack_a_reply_in_the_thread_counts_where_drumbeat_is_named(
    tmp_path: Path,
) -> None:
    async with on_slack(tmp_path, everything()) as surface:
        form = (await surface.command("ada", "/standup setup")).form
        await surface.submit("ada", form, {"Team": "Harbor", "Questions": "What are you up to?"})
        await surface.command("ben", f"/blocker {SAID}")
        thread = (await _card(surface)).handle.ts
        bot = surface.fake.workspace.bot.id
        for words in ("Between us alone.", f"<@{bot}> The vendor knows of it."):
            await surface.fake.say("ada", surface.channel, words, thread_ts=thread)
            await surface.slack.settle()
            await surface.delivered()
        await surface.press("ben", await _card(surface), "More")
        [more] = [each for each in await _private(surface, "ben") if "History" in each.text]
        assert "The vendor knows of it." in more.text
        assert "Between us alone." not in more.text
