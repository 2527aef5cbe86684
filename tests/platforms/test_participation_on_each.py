"""How many take part, on every platform: drawn for who asks, and for everybody where it is shown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.registry import everything
from tests.platforms.each import SURFACES, set_up
from tests.platforms.surfaces import OnSlack, Seen, Surface, on_slack

TEAM = {"slack": 2, "msteams": 2, "playground": 8}
SHARE = {2: 50, 8: 13}
"""Of one answer."""


@pytest.fixture(params=SURFACES)
async def surface(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Surface]:
    """With a team, one of whom has answered; the day is over."""
    async with SURFACES[request.param](tmp_path, everything()) as opened:
        await set_up(opened)
        await opened.command("ada", "/standup now")
        form = (await opened.command("ada", "/standup")).form
        await opened.submit("ada", form, {"What are you up to?": "Piers"})
        await opened.command("ada", "/standup close")
        yield opened


def _in_words(surface: Surface, by: str, label: str) -> str:
    share = SHARE[TEAM[surface.name]]
    return f"Harbor: participation by {by}: {share} % in all. By {by}: {share} % ({label})."


async def _private(surface: Surface, who: str) -> list[Seen]:
    """What only one person sees, wherever that is."""
    seen = [*await surface.channel_as(who), *await surface.direct_as(who)]
    return [each for each in seen if "articipation" in each.text]


async def test_the_chart_arrives_in_private_with_its_words(surface: Surface) -> None:
    await surface.command("ada", "/standup participation today")
    seen = await _private(surface, "ada")
    said, words = _in_words(surface, "day", "Mon 23"), " ".join(each.text for each in seen)
    assert said.partition(": ")[2].partition(": ")[2] in words
    assert f"1 of {TEAM[surface.name]} updates" in " ".join(words.split())
    assert [each.pictures for each in seen if each.pictures] == [[said]]
    assert await _private(surface, "ben") == []


async def test_another_time_takes_its_place(surface: Surface) -> None:
    await surface.command("ada", "/standup participation yesterday")
    [card] = [each for each in await _private(surface, "ada") if "Last 6 weeks" in each.buttons]
    assert "Nobody was due" in card.text
    await surface.press("ada", card, "Last 6 weeks")
    seen = await _private(surface, "ada")
    said = _in_words(surface, "week", "23 Nov")
    assert [each.pictures for each in seen if each.pictures] == [[said]]
    assert not any("Nobody was due" in each.text for each in seen)


async def test_it_is_shown_in_the_channel_by_who_runs_the_team(surface: Surface) -> None:
    await surface.command("ben", "/standup participation today")
    [card] = [each for each in await _private(surface, "ben") if "Last week" in each.buttons]
    assert "Show in the channel" not in card.buttons
    await surface.command("ada", "/standup participation today")
    seen = await _private(surface, "ada")
    [card] = [each for each in seen if "Show in the channel" in each.buttons]
    await surface.press("ada", card, "Show in the channel")
    [shown] = [each for each in await surface.channel_as("ben") if "Shown by" in each.text]
    assert not shown.private
    assert shown.buttons == []
    assert shown.pictures == [_in_words(surface, "day", "Mon 23")]


async def test_in_slack_s_direct_chat_the_picture_follows_there(tmp_path: Path) -> None:
    async with on_slack(tmp_path, everything()) as surface:
        assert isinstance(surface, OnSlack)
        form = (await surface.command("ada", "/standup setup")).form
        await surface.submit("ada", form, {"Team": "Harbor", "Questions": "What are you up to?"})
        await surface.command("ada", "/standup now")
        await surface.command("ada", "/standup close")
        surface.channel = surface.fake.bot_dm(surface.fake.person("ada")).id
        await surface.command("ada", "/standup participation today")
        pictures = [each.pictures for each in await surface.direct_as("ada") if each.pictures]
        assert pictures == [["Harbor: participation by day: 0 % in all. By day: 0 % (Mon 23)."]]
