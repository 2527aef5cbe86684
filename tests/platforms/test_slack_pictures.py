"""Charts in Slack: sent there as files, before the message that shows them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot import charts
from bot.port import Home, Limited, NotYet
from handlers.cards import Button, Buttons, Card, Part, plain
from handlers.events import Commanded, Pressed
from handlers.replies import Refresh, Whisper, channel
from handlers.routing import Desk, Replies, Router
from storage import uploads
from storage.session import confine
from tests.fakes.slack import Message
from tests.platforms.contract_bot import votes
from tests.platforms.slack_bench import NOW, Bench, bench

UPLOADED = "files.completeUploadExternal"


@pytest_asyncio.fixture
async def at(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench(tmp_path, more=_with_charts) as made:
        made.fake.add_channel("team", [made.fake.add_person("Ada")])
        yield made


def _with_charts(router: Router) -> None:
    @router.command("beat", "chart", hint="shows a chart")
    def show(desk: Desk, event: Commanded) -> Replies:
        return [Whisper(Card("A chart", (votes(9),)))]

    @router.button("beat.chart")
    def refresh(desk: Desk, event: Pressed) -> Replies:
        return [Refresh(Card("A chart", (votes(9),)))]

    @router.home
    def pane(desk: Desk) -> tuple[Part, ...]:
        return (votes(9),)


async def test_a_chart_is_a_file_that_nobody_was_told_of(at: Bench) -> None:
    await _post(at, votes(9))
    [block] = at.fake.said("team").blocks
    assert block["alt_text"] == votes(9).words
    file = at.fake.workspace.files[block["slack_file"]["id"]]
    assert file["title"] == "Votes"
    assert bytes(file["content"]).startswith(b"\x89PNG")
    assert file["size"] == len(file["content"])
    [message] = at.fake.channel("team").messages
    assert message.files == []


async def test_the_same_chart_is_sent_there_once(at: Bench) -> None:
    ref = await _post(at, votes(9))
    again = replace(votes(9), alt="In other words.")
    await _update(at, ref, plain("More words"), again)
    await _post(at, votes(9), key="k2")
    assert at.fake.calls_by_method[UPLOADED] == 1
    await _update(at, ref, votes(10))
    assert at.fake.calls_by_method[UPLOADED] == 2


async def test_of_many_at_once_one_sends_it_there(at: Bench) -> None:
    await asyncio.gather(*(_post(at, votes(9), key=f"k{number}") for number in range(5)))
    assert at.fake.calls_by_method[UPLOADED] == 1
    assert len(at.fake.channel("team").messages) == 5


async def test_while_slack_looks_through_a_file_nothing_is_posted(at: Bench) -> None:
    at.fake.looks_at_files = 2
    for _ in range(2):
        with pytest.raises(NotYet):
            await _post(at, votes(9))
    assert at.fake.channel("team").messages == []
    await _post(at, votes(9))
    assert _is_drawn(at.fake.said("team"))
    assert at.fake.calls_by_method[UPLOADED] == 1


async def test_what_slack_never_shows_is_said_in_words(at: Bench) -> None:
    at.fake.looks_at_files = 1_000
    with pytest.raises(NotYet):
        await _post(at, votes(9))
    at.now = NOW + timedelta(minutes=3)
    await _post(at, votes(9))
    assert not _is_drawn(at.fake.said("team"))
    assert "Flaky tests have 9 votes" in at.fake.text_of(at.fake.said("team"))


async def test_a_file_that_somebody_deleted_is_sent_again(at: Bench) -> None:
    await _post(at, votes(9))
    for file in at.fake.workspace.files.values():
        file["deleted"] = True
    with pytest.raises(NotYet):
        await _post(at, votes(9), key="k2")
    await _post(at, votes(9), key="k3")
    assert _is_drawn(at.fake.said("team"))
    assert at.fake.calls_by_method[UPLOADED] == 2


async def test_without_the_scope_a_chart_is_said_in_words(at: Bench) -> None:
    home = at.fake.workspace
    home.scopes = home.scopes - {"files:write"}
    await _post(at, votes(9))
    assert "Flaky tests have 9 votes" in at.fake.text_of(at.fake.said("team"))


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "upload", UPLOADED])
async def test_a_failing_upload_posts_nothing_yet(at: Bench, method: str) -> None:
    at.fake.fault(method, status=500)
    with pytest.raises(NotYet):
        await _post(at, votes(9))
    assert at.fake.channel("team").messages == []
    await _post(at, votes(9))
    assert _is_drawn(at.fake.said("team"))


async def test_too_many_uploads_hold_up_this_place_only(at: Bench) -> None:
    at.fake.fault("files.getUploadURLExternal", status=429, retry_after=7)
    with pytest.raises(Limited) as limited:
        await _post(at, votes(9))
    assert (limited.value.after, limited.value.scope) == (7, "place")


async def test_a_workspace_never_sees_another_ones_file(at: Bench) -> None:
    await _post(at, votes(9))

    def others() -> int:
        with at.database.everywhere() as session:
            confine(session, 404)
            return len(uploads.known(session, [charts.digest(votes(9))]))

    assert await at.database.run(others) == 0


async def test_files_of_long_ago_are_forgotten(at: Bench) -> None:
    await _post(at, votes(9))

    def forget(before: timedelta) -> int:
        with at.database.everywhere() as session:
            return uploads.forget(session, NOW + before, 10)

    assert await at.database.run(forget, timedelta(0)) == 0
    assert await at.database.run(forget, timedelta(seconds=1)) == 1


async def test_a_private_answer_is_told_in_words_and_its_picture_follows(at: Bench) -> None:
    at.fake.looks_at_files = 1
    answer = await at.fake.command("Ada", "team", "/beat chart")
    [told] = answer.messages
    assert "Flaky tests have 9 votes" in at.fake.text_of(told)
    await at.slack.settle()
    ada = at.fake.person("Ada").id
    [words, picture] = at.fake.channel("team").messages
    assert words.only_for == picture.only_for == ada
    assert _is_drawn(picture)
    assert not _is_drawn(words)


async def test_a_pressed_card_is_refreshed_with_its_picture(at: Bench) -> None:
    at.fake.looks_at_files = 1
    await _post(at, Buttons((Button("Show", "beat.chart"),)))
    await at.fake.press("Ada", at.fake.said("team"), "Show")
    await at.slack.settle()
    assert _is_drawn(at.fake.said("team"))
    assert at.fake.said("team").edited


async def test_the_home_is_shown_at_once_and_its_picture_follows(at: Bench) -> None:
    at.fake.looks_at_files = 1
    await at.fake.open_home("Ada")
    await at.slack.settle()
    view = at.fake.home_of("Ada")
    assert view is not None
    assert "image" in [block["type"] for block in view.blocks]


def _is_drawn(message: Message) -> bool:
    return any(block["type"] == "image" for block in message.blocks)


def _home(at: Bench) -> Home:
    return Home(1, at.fake.workspace.id)


async def _post(at: Bench, *parts: Part, key: str = "k1") -> str:
    place = channel(at.fake.channel("team").id)
    card = Card("A chart", parts)
    return await at.slack.platform.post(_home(at), place, card, key=key, thread="")


async def _update(at: Bench, ref: str, *parts: Part) -> None:
    place = channel(at.fake.channel("team").id)
    await at.slack.platform.update(_home(at), place, ref, Card("A chart", parts))
