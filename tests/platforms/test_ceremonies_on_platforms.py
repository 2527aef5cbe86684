"""A ceremony's whole life on every platform: set up, announced, attended, timed, noted, moved."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.registry import everything
from tests.platforms.each import SURFACES
from tests.platforms.monday import Monday
from tests.platforms.surfaces import Seen


@pytest.fixture(params=SURFACES)
async def monday(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Monday]:
    day = Monday()
    async with SURFACES[request.param](tmp_path, everything(), lambda: day.now) as surface:
        day.surface = surface
        yield day


async def set_up(monday: Monday) -> None:
    asked = await monday.surface.command("ada", "/team cadence")
    filled = {"Team": "Harbor", "Time zone of the team": "Berlin", "Its goal": "All *piers*"}
    if monday.surface.name == "playground":
        # Its channel has a team from the beginning, and what is not sent is empty.
        there = {field["label"]: field["value"] for field in asked.form["fields"]}
        filled = there | {"Its goal": "All *piers*"}
    done = await monday.surface.submit("ada", asked.form, filled)
    assert done.errors == []


async def planning(monday: Monday, who: str) -> Seen:
    [found] = [
        each
        for each in await monday.surface.channel_as(who)
        if each.text.startswith("Harbor: Planning") and not each.private
    ]
    return found


async def test_a_ceremony_from_its_cadence_to_its_notes(monday: Monday) -> None:
    surface = monday.surface
    await set_up(monday)
    await monday.until(9, 55)
    message = await planning(monday, "ben")
    assert "All *piers*" in message.text
    await surface.press("ben", message, "I'll be there")
    await surface.press("ada", await planning(monday, "ada"), "I'll be late")
    message = await planning(monday, "ben")
    assert message.edited
    await monday.until(10)
    await surface.press("ada", await planning(monday, "ada"), "Start the timer")
    assert "The timer is running" in (await planning(monday, "ada")).text
    form = (await surface.press("ada", await planning(monday, "ada"), "Add notes")).form
    assert (
        await surface.submit("ada", form, {"Notes of the planning": "Map <!here>"})
    ).errors == []
    await monday.until(12)
    message = await planning(monday, "ada")
    assert "It is over" in message.text
    assert any("Map <!here>" in reply for reply in message.thread)
    assert any("Time is up" in reply for reply in message.thread)


async def test_words_are_said_back_and_a_link_is_told_to_one_alone(monday: Monday) -> None:
    surface = monday.surface
    await set_up(monday)
    said = await surface.command("ada", "/team cadence retro every other Thursday at 14:00")
    [proposed] = [words for words in said.private if "I understood" in words]
    assert "Thursday 26 November, 14:00" in proposed
    link = await surface.command("ada", "/team calendar")
    assert any("/calendars/" in words for words in link.private)
    assert not any("/calendars/" in each.text for each in await surface.channel_as("ben"))
