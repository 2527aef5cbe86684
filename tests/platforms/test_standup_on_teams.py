"""A whole stand-up in Teams: set up, asked, answered by dialog and in the chat, read, changed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.registry import everything
from tests.platforms.monday import Monday
from tests.platforms.surface_teams import OnTeams, on_teams


class TeamsMonday(Monday):
    surface: OnTeams

    async def set_up(self) -> None:
        done = await self.surface.command("ada", "/standup setup")
        done = await self.surface.submit("ada", done.form, {"Team": "Harbor"})
        assert done.errors == []


@pytest.fixture
async def monday(tmp_path: Path) -> AsyncIterator[TeamsMonday]:
    day = TeamsMonday()
    async with on_teams(tmp_path, everything(), lambda: day.now) as teams:
        day.surface = teams
        yield day


async def test_a_whole_stand_up(monday: TeamsMonday) -> None:
    teams = monday.surface
    await monday.set_up()
    [intro] = [each for each in await teams.channel_as("ben") if "has a stand-up" in each.text]
    assert "Harbor" in intro.text
    # Ben never wrote to the bot; it opens the chat with him.
    await monday.until(9)
    assert (await monday.prompt("ben")).buttons
    form = (await teams.press("ada", await monday.prompt("ada"), "Answer")).form
    done = "Fixed <!channel> *login*"
    answers = {"What did you do since last time?": done, "What will you do next?": "Docs"}
    await teams.submit("ada", form, answers | {"Is anything blocking you?": "No staging keys"})
    assert "Answered at" in (await monday.prompt("ada")).text
    await monday.until(13)
    digest = await monday.digest()
    assert "No update: ben" in digest.text
    assert "No staging keys" in digest.text
    assert any(done in reply for reply in digest.thread)


async def test_answers_in_the_chat_reach_the_digest_and_an_edit_changes_it(
    monday: TeamsMonday,
) -> None:
    teams = monday.surface
    await monday.set_up()
    await monday.until(9, 10)
    # The second one begins like a command, and is none.
    for words in ("Lists", "standup bot for Teams", "no", "4"):
        await teams.say("ada", words)
    [last] = (await teams.direct_as("ada"))[-1:]
    assert "what I'll share" in last.text
    await monday.until(13)
    assert any("standup bot for Teams" in reply for reply in (await monday.digest()).thread)
    await monday.until(13, 20)
    form = (await teams.command("ada", "/standup edit")).form
    await teams.submit("ada", form, {"Is anything blocking you?": "The test server"})
    digest = await monday.digest()
    assert "The test server" in digest.text
    assert digest.edited
    assert "edited at" in digest.text


async def test_a_team_archived_before_the_digest_is_told_to_the_scrum_master_once(
    monday: TeamsMonday,
) -> None:
    teams = monday.surface
    await monday.set_up()
    await monday.until(9, 10)
    for words in ("Lists", "More lists", "-", "-"):
        await teams.say("ada", words)
    await teams.archive()
    await teams.delivered()
    told = [each for each in await teams.direct_as("ada") if "is paused" in each.text]
    assert len(told) == 1
    await teams.fake.unarchive_team(teams.channel, "ada")
    await teams.teams.settle()
    await teams.delivered()
    await monday.until(13)
    assert any("Lists" in reply for reply in (await monday.digest()).thread)


async def test_a_message_s_menu_takes_it_into_the_stand_up(monday: TeamsMonday) -> None:
    fake = monday.surface.fake
    await monday.set_up()
    await monday.until(9, 10)
    await fake.say("ben", monday.surface.channel, "Try <b> & <i> first", to_bot=False)
    said = fake.last_seen_by("ada", monday.surface.channel)
    answer = await fake.message_action("ada", said, "standup_add")
    assert answer.ok, answer.why
    dialog = fake.dialog_of("ada")
    assert dialog is not None
    assert any("Try <b> & <i> first" in value for value in dialog.values.values())
    required = {"What did you do since last time?": "Docs", "What will you do next?": "This"}
    sent = await fake.submit("ada", dialog, required)
    assert sent.ok, sent.why
    assert not dialog.is_open
    await monday.surface.delivered()
    assert "Answered at" in (await monday.prompt("ada")).text


async def test_home_is_a_card_in_the_chat(monday: TeamsMonday) -> None:
    await monday.set_up()
    assert await monday.surface.open_home("ada")


async def test_who_has_no_zone_is_asked_once_and_the_answer_counts(tmp_path: Path) -> None:
    day = TeamsMonday()
    async with on_teams(tmp_path, everything(), lambda: day.now, tells_zone=False) as teams:
        await teams.say("ada", "hello")
        [question] = [each for each in await teams.direct_as("ada") if "time zone" in each.text]
        assert question.buttons[0] in ("Berlin", "London")
        done = await teams.press("ada", question, question.buttons[0])
        assert done.form is None
        [chosen] = [each for each in await teams.direct_as("ada") if "time zone" in each.text]
        assert chosen.text.startswith("Your time zone is Europe/")
        await teams.say("ada", "hello again")
        asked = [each for each in await teams.direct_as("ada") if "Which time zone" in each.text]
        assert asked == []
        # Whoever has none yet says which one the team's is.
        form = (await teams.command("ben", "/standup setup")).form
        answer = await teams.fake.press("ben", form, "Save", {"Team": "Harbor"})
        assert answer.in_client
        assert list(answer.errors) == ["Time zone of the team"]
