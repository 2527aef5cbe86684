"""What comes back beneath a weeknote, on every platform over its real wire: a question that is answered
in the thread, and signs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.registry import everything
from tests.platforms.each import SURFACES, set_up
from tests.platforms.surface_teams import OnTeams
from tests.platforms.surfaces import InPlayground, OnSlack, Seen, Surface
from tests.rules.three_voices import HEADLINES


@pytest.fixture(params=SURFACES)
async def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Surface]:
    """With a team of Ada's and Ben's, and no weeknote."""
    async with SURFACES[request.param](tmp_path, everything()) as opened:
        await set_up(opened)
        yield opened


@pytest.fixture(params=SURFACES)
async def surface(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Surface]:
    """With a team of Ada's and Ben's, and a weeknote that is posted."""
    async with SURFACES[request.param](tmp_path, everything()) as opened:
        await set_up(opened)
        await opened.command("ada", "/weeknote draft")
        await opened.command("ada", "/weeknote publish")
        await opened.delivered()
        yield opened


async def _weeknote(surface: Surface) -> Seen:
    everything_there = await surface.channel_as("ben")
    [found] = [each for each in everything_there if "Useful" in each.buttons and not each.private]
    return found


async def test_a_question_is_answered_by_a_reply_that_names_the_bot(surface: Surface) -> None:
    form = await surface.press("ben", await _weeknote(surface), "Ask the team")
    sent = await surface.submit("ben", form.form, {"Your question": "When is the *part* here?"})
    assert sent.errors == []
    await surface.delivered()
    asked = (await _weeknote(surface)).thread
    assert any("asks about weeknote 1" in each for each in asked)
    await surface.mention("ada", "On Thursday.", await _weeknote(surface))
    [answer] = [each for each in await surface.direct_as("ben") if "answers" in each.text]
    assert "On Thursday." in answer.text and "*part*" in answer.text
    assert "Drumbeat" not in answer.text
    thread = "\n".join((await _weeknote(surface)).thread)
    assert "answered:" in thread


async def test_signs_are_counted(surface: Surface) -> None:
    message = (await _weeknote(surface)).handle
    for back, expected in ((False, "1 reacted with a sign"), (True, "1 reader.")):
        if isinstance(surface, OnSlack):
            await surface.fake.react("ben", message, "tada", back=back)
        elif isinstance(surface, OnTeams):
            await surface.fake.react("ben", message, "like", back=back)
        elif isinstance(surface, InPlayground):
            await surface.react("ben", await _weeknote(surface), "🎉", is_there=not back)
        told = await surface.command("ada", "/weeknote reach")
        assert any(expected in each for each in told.private), told.private


async def test_after_an_import_the_draft_sounds_like_it(fresh: Surface) -> None:
    form = (await fresh.command("ada", "/weeknote import")).form
    took = await fresh.submit("ada", form, {"One or several, as Markdown": HEADLINES})
    assert took.errors == []
    await fresh.delivered()
    # On Teams the answer stands where the form was.
    told = [*took.private, *(each.text for each in await fresh.channel_as("ada") if each.private)]
    assert any("From now on I draft the way you write" in each for each in told), told
    await fresh.command("ada", "/blocker Thick fog")
    await fresh.command("ada", "/weeknote draft")
    await fresh.delivered()
    drafts = "\n".join(each.text for each in await fresh.direct_as("ada"))
    assert "One difficulty this week." in drafts
    assert "🧱 Blocked: Thick fog" in drafts
    assert "Thick fog." not in drafts
