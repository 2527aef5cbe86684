"""A whole stand-up in Slack: set up, asked, answered by form and in the chat, read, changed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.registry import everything
from tests.platforms.monday import Monday
from tests.platforms.surfaces import OnSlack, on_slack


class SlackMonday(Monday):
    surface: OnSlack

    @property
    def slack(self) -> OnSlack:
        return self.surface

    async def set_up(self) -> None:
        form = (await self.slack.command("ada", "/standup setup")).form
        done = await self.slack.submit("ada", form, {"Team": "Harbor"})
        assert done.errors == []


@pytest.fixture
async def monday(tmp_path: Path) -> AsyncIterator[SlackMonday]:
    day = SlackMonday()
    async with on_slack(tmp_path, everything(), lambda: day.now) as slack:
        day.surface = slack
        yield day


async def test_a_whole_stand_up(monday: SlackMonday) -> None:
    slack = monday.slack
    await monday.set_up()
    [intro] = await slack.channel_as("ben")
    assert "Harbor has a stand-up" in intro.text
    await monday.until(9)
    form = (await slack.press("ada", await monday.prompt("ada"), "Answer")).form
    done = "Fixed <!channel> *login*"
    answers = {"What did you do since last time?": done, "What will you do next?": "Docs"}
    await slack.submit("ada", form, answers | {"Is anything blocking you?": "No staging keys"})
    assert "Answered at" in (await monday.prompt("ada")).text
    await monday.until(13)
    digest = await monday.digest()
    assert "No update: ben" in digest.text
    assert "No staging keys" in digest.text
    assert any(done in reply for reply in digest.thread)


async def test_answers_in_the_chat_reach_the_digest_and_an_edit_changes_it(
    monday: SlackMonday,
) -> None:
    slack = monday.slack
    await monday.set_up()
    await monday.until(9, 10)
    for words in ("Lists", "More lists", "no", "4"):
        await slack.say("ada", words)
    [last] = (await slack.direct_as("ada"))[-1:]
    assert "what I'll share" in last.text
    await monday.until(13)
    assert (
        "Nobody is blocked" in (await monday.digest()).text
        or "No blockers" in (await monday.digest()).text
    )
    await monday.until(13, 20)
    form = (await slack.command("ada", "/standup edit")).form
    await slack.submit("ada", form, {"Is anything blocking you?": "The test server"})
    digest = await monday.digest()
    assert "The test server" in digest.text
    assert digest.edited
    assert "edited at" in digest.text


async def test_a_channel_archived_before_the_digest_is_told_to_the_scrum_master_once(
    monday: SlackMonday,
) -> None:
    slack = monday.slack
    await monday.set_up()
    await monday.until(9, 10)
    for words in ("Lists", "More lists", "-", "-"):
        await slack.say("ada", words)
    await slack.archive()
    await slack.delivered()
    told = [each for each in await slack.direct_as("ada") if "is paused" in each.text]
    assert len(told) == 1
    await slack.fake.unarchive(slack.channel)
    await slack.fake.join(slack.fake.workspace.bot, slack.channel)
    await slack.slack.settle()
    await slack.delivered()
    await monday.until(13)
    assert any("Lists" in reply for reply in (await monday.digest()).thread)


async def test_somebody_deactivated_is_asked_nothing(monday: SlackMonday) -> None:
    slack = monday.slack
    await monday.set_up()
    await slack.fake.deactivate("ben")
    await slack.slack.settle()
    await monday.until(13)
    await monday.until(20)
    assert slack.fake.posted_to_deactivated == []


async def test_the_shortcuts_open_the_stand_up(monday: SlackMonday) -> None:
    slack = monday.slack
    await monday.set_up()
    await monday.until(9, 10)
    [intro] = [each for each in await slack.channel_as("ada") if "has a stand-up" in each.text]
    await slack.fake.message_shortcut("ada", intro.handle, "standup_add")
    await slack.slack.settle()
    view = slack.fake.view_of("ada")
    assert view is not None
    assert "The stand-up of Harbor is set" in slack.fake.text_of(view)
