"""What a person sees of the bot in Slack, over the wire."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.port import Home
from handlers.cards import Button, Buttons, Card, plain
from handlers.events import Commanded, FormSent, Said
from handlers.replies import channel
from storage.session import Database
from tests.fakes.slack import Message, response_urls
from tests.platforms.slack_bench import Bench, bench


@pytest_asyncio.fixture
async def at(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench(tmp_path) as made:
        ada = made.fake.add_person("Ada")
        made.fake.add_channel("team", [ada])
        yield made


async def test_a_command_is_answered_in_private(at: Bench) -> None:
    answer = await at.fake.command("Ada", "team", "/beat", "it & <that>")
    assert answer.ok
    assert answer.messages[0].only_for == at.fake.person("Ada").id
    assert at.fake.text_of(answer.messages[0]) == "Hello ada, you said it & <that>"


async def test_a_refusal_is_shown_as_typed(at: Bench) -> None:
    answer = await at.fake.command("Ada", "team", "/beat no")
    assert at.fake.text_of(answer.messages[0]) == "You cannot have <this> *now*."


async def test_a_crash_is_told_in_private_with_what_was_typed(at: Bench) -> None:
    answer = await at.fake.command("Ada", "team", "/beat crash")
    assert answer.ok
    assert "/beat crash" in at.fake.text_of(answer.messages[0])


async def test_an_unknown_command_gets_words_and_no_404(at: Bench) -> None:
    answer = await at.fake.command("Ada", "team", "/nothing here")
    assert answer.ok
    assert "/drumbeat help" in at.fake.text_of(answer.messages[0])


async def test_a_form_opens_and_is_filled(at: Bench) -> None:
    answer = await at.fake.command("Ada", "team", "/beat form")
    assert answer.ok
    assert answer.view
    assert at.fake.calls_by_method["views.open"] == at.fake.calls_by_method["views.update"] == 1
    assert answer.view.body["submit"]["text"] == "Save"


async def test_a_refused_form_says_why_in_its_place(at: Bench) -> None:
    answer = await at.fake.command("Ada", "team", "/beat refuse")
    assert answer.view
    assert "Not before Monday." in at.fake.text_of(answer.view)


async def test_an_expired_trigger_is_told_with_the_typed_words(at: Bench) -> None:
    expired = {"ok": False, "error": "expired_trigger_id"}
    at.fake.fault("views.open", status=expired)
    answer = await at.fake.command("Ada", "team", "/beat form please")
    assert answer.view is None
    assert at.told == []
    assert "/beat form please" in at.fake.text_of(answer.messages[0])


async def test_a_form_that_cannot_be_filled_is_told(at: Bench) -> None:
    at.fake.fault("views.update", status=500)
    answer = await at.fake.command("Ada", "team", "/beat form")
    assert answer.ok
    assert "try again" in at.fake.text_of(answer.messages[0])


async def test_errors_stand_beside_their_fields(at: Bench) -> None:
    view = (await at.fake.command("Ada", "team", "/beat form")).view
    assert view
    answer = await at.fake.submit("Ada", view, {"what": "bad"})
    assert answer.errors == {"what": "Please say it another way."}
    assert (await at.fake.submit("Ada", view, {"what": "good"})).response_action == "clear"


async def test_a_refused_submission_gives_the_typed_words_back(at: Bench) -> None:
    view = (await at.fake.command("Ada", "team", "/beat form")).view
    assert view
    answer = await at.fake.submit("Ada", view, {"what": "no"})
    assert answer.response_action == "update"
    assert answer.view
    said = at.fake.text_of(answer.view)
    assert "This closed on Friday." in said
    assert "\nno\n" in said


async def test_a_sent_form_closes_and_is_confirmed_where_it_came_from(at: Bench) -> None:
    view = (await at.fake.command("Ada", "team", "/beat form")).view
    assert view
    answer = await at.fake.submit("Ada", view, {"what": "fish & chips"})
    assert answer.ok
    assert at.fake.view_of("Ada") is None
    seen = at.fake.last_seen_by("Ada", "team")
    assert seen.only_for
    assert at.fake.text_of(seen) == "Saved fish & chips"
    (sent,) = [event for event in at.told if isinstance(event, FormSent)]
    assert sent.args == {"day": "monday"}
    assert sent.origin.place == at.fake.channel("team").id


async def test_a_form_may_lead_to_another_with_its_own_values(at: Bench) -> None:
    view = (await at.fake.command("Ada", "team", "/beat form")).view
    assert view
    answer = await at.fake.submit("Ada", view, {"what": "again"})
    assert answer.response_action == "update"
    assert answer.view
    (state,) = answer.view.values["what"].values()
    assert state["value"] == "a second time"


async def test_a_press_changes_the_card_and_whispers(at: Bench) -> None:
    message = await _posted(at, "beat.done")
    answer = await at.fake.press("Ada", message, "Do it")
    assert answer.ok
    assert at.fake.text_of(message) == "It is done"
    assert at.fake.text_of(at.fake.last_seen_by("Ada", "team")) == "Well done"


async def test_a_press_opens_a_form_filled_from_its_args(at: Bench) -> None:
    message = await _posted(at, "beat.open", was="<old> & gold")
    answer = await at.fake.press("Ada", message, "Do it")
    assert answer.view
    assert "<old> & gold" in at.fake.text_of(answer.view)


async def test_a_button_nobody_knows_any_more_says_so(at: Bench) -> None:
    message = await _posted(at, "beat.gone")
    await at.fake.press("Ada", message, "Do it")
    assert "no longer does anything" in at.fake.text_of(at.fake.last_seen_by("Ada", "team"))


async def test_a_used_up_response_url_falls_back_to_the_web_api(
    at: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(response_urls, "USES", 0)
    message = await _posted(at, "beat.done")
    press = await at.fake.press("Ada", message, "Do it")
    assert press.ok
    assert at.fake.text_of(message) == "It is done"
    assert at.fake.text_of(at.fake.last_seen_by("Ada", "team")) == "Well done"


async def test_a_message_shortcut_carries_the_message(at: Bench) -> None:
    message = await _posted(at, "beat.done")
    answer = await at.fake.message_shortcut("Ada", message, "beat.log")
    assert answer.view
    assert "Press it" in at.fake.text_of(answer.view)


async def test_a_direct_message_is_answered_there(at: Bench) -> None:
    await at.fake.dm("Ada", "are you &amp; there")
    seen = at.fake.last_seen_by("Ada", at.fake.bot_dm("Ada"))
    assert at.fake.text_of(seen) == "I heard are you & there"


async def test_a_mention_in_a_channel_is_answered_in_private(at: Bench) -> None:
    await at.fake.mention("Ada", "team", "hello")
    seen = at.fake.last_seen_by("Ada", "team")
    assert seen.only_for
    assert at.fake.text_of(seen) == "I heard hello"


async def test_an_event_told_again_under_another_id_has_one_effect(at: Bench) -> None:
    told = await at.fake.dm("Ada", "once")
    assert told
    await at.fake.redeliver(told)
    await at.fake.redeliver(told, new_id=True, retry_header=False)
    assert len([event for event in at.told if isinstance(event, Said)]) == 1
    assert at.fake.calls_by_method["chat.postMessage"] == 1


async def test_its_own_messages_are_not_for_it(tmp_path: Path, at: Bench) -> None:
    at.fake.echo = True
    await at.fake.dm("Ada", "hello")
    await at.fake.settled()
    assert len([event for event in at.told if isinstance(event, Said)]) == 1


async def test_home_shows_and_its_buttons_answer_in_a_modal(at: Bench) -> None:
    await at.fake.open_home("Ada")
    home = at.fake.home_of("Ada")
    assert home
    assert at.fake.buttons(home) == ["Open", "Done"]
    answer = await at.fake.press_in_view("Ada", home, "Done")
    assert answer.ok
    assert answer.view
    assert "Well done" in at.fake.text_of(answer.view)
    assert at.fake.calls_by_method["views.publish"] == 2


async def test_a_slow_command_is_answered_behind_the_ack(tmp_path: Path) -> None:
    async with bench(tmp_path, patience=0) as at:
        ada = at.fake.add_person("Ada")
        at.fake.add_channel("team", [ada])
        answer = await at.fake.command("Ada", "team", "/beat late")
        assert answer.ok
        assert not answer.messages
        await at.slack.settle()
        assert "late" in at.fake.text_of(at.fake.last_seen_by("Ada", "team"))


async def test_a_slow_form_says_that_it_is_saving_and_then_that_it_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = asyncio.Event()

    async def slowly(_: Database, work: Callable[..., Any], *args: Any) -> Any:
        await free.wait()
        return work(*args)

    monkeypatch.setattr(Database, "run_short", slowly)
    async with bench(tmp_path, patience=0) as at:
        ada = at.fake.add_person("Ada")
        at.fake.add_channel("team", [ada])
        free.set()
        await at.fake.command("Ada", "team", "/beat form")
        await at.slack.settle()
        view = at.fake.view_of("Ada")
        assert view
        free.clear()
        answer = await at.fake.submit("Ada", view, {"what": "slowly"})
        assert answer.ok
        assert "Still saving" in at.fake.text_of(view)
        free.set()
        await at.slack.settle()
        assert len([event for event in at.told if isinstance(event, FormSent)]) == 1


async def test_socket_mode_answers_the_same(tmp_path: Path) -> None:
    async with bench(tmp_path, socket=True) as at:
        ada = at.fake.add_person("Ada")
        at.fake.add_channel("team", [ada])
        await at.fake.connected()
        answer = await at.fake.command("Ada", "team", "/beat by socket")
        assert at.fake.text_of(answer.messages[0]) == "Hello ada, you said by socket"
        (commanded,) = [event for event in at.told if isinstance(event, Commanded)]
        assert commanded.command == "beat"


async def _posted(at: Bench, action: str, **args: str) -> Message:
    button = Button("Do it", action, args)
    card = Card("Press it", (plain("Press it"), Buttons((button,))))
    home, place = Home(1, at.fake.workspace.id), channel(at.fake.channel("team").id)
    await at.slack.platform.post(home, place, card, key="k", thread="")
    return at.fake.said("team")


async def test_socket_mode_comes_back_when_slack_asks_it_to(tmp_path: Path) -> None:
    async with bench(tmp_path, socket=True) as at:
        at.fake.add_channel("team", [at.fake.add_person("Ada")])
        await at.fake.connected()
        await at.fake.refresh_sockets()
        while at.fake.calls_by_method["apps.connections.open"] < 2:
            await asyncio.sleep(0)
        await at.fake.connected()
        answer = await at.fake.command("Ada", "team", "/beat still here")
        assert answer.ok


async def test_an_answer_that_cannot_be_shown_is_told(
    at: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("bot.slack.render.modal", broken)
    answer = await at.fake.command("Ada", "team", "/beat form")
    assert answer.ok
    assert "could not show the answer" in at.fake.text_of(answer.messages[0])


async def test_an_answer_too_long_for_slack_says_so(at: Bench) -> None:
    answer = await at.fake.command("Ada", "team", "/beat", "x" * 13_001)
    assert "too long" in at.fake.text_of(answer.messages[0])


async def test_a_person_slack_does_not_describe_in_time_is_answered_by_their_handle(
    at: Bench,
) -> None:
    at.fake.fault("users.info", status=500)
    answer = await at.fake.command("Ada", "team", "/beat hello")
    assert "Hello ada" in at.fake.text_of(answer.messages[0])


async def test_in_a_channel_it_is_not_in_it_answers_in_the_direct_chat(at: Bench) -> None:
    view = (await at.fake.command("Ada", "team", "/beat form")).view
    assert view
    await at.fake.kick_bot("team")
    await at.fake.submit("Ada", view, {"what": "elsewhere"})
    seen = at.fake.last_seen_by("Ada", at.fake.bot_dm("Ada"))
    assert at.fake.text_of(seen) == "Saved elsewhere"


async def test_a_command_where_the_bot_is_not_a_member_is_answered(at: Bench) -> None:
    at.fake.add_channel("far", [at.fake.person("Ada")], bot=False)
    answer = await at.fake.command("Ada", "far", "/beat hello")
    assert answer.ok
    assert answer.messages
