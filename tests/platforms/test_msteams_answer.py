"""What a person sees of the bot in Teams, over the wire."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.msteams import answer as answering
from bot.port import Home
from handlers.cards import Button, Buttons, Card, plain
from handlers.events import Commanded, FormSent, HomeOpened, Pressed, Said, Shortcut
from handlers.replies import channel, direct
from storage.session import Database
from tests.fakes.msteams import Dialog, Message, cards, envelopes
from tests.platforms.slack_bench import tiny_router
from tests.platforms.surface_teams import OnTeams, on_teams


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[OnTeams]:
    told: list[Any] = []
    async with on_teams(tmp_path, tiny_router(told)) as opened:
        opened.told = told
        yield opened


def heard(at: OnTeams, kind: type[Any]) -> list[Any]:
    return [event for event in at.told if isinstance(event, kind)]


@pytest.mark.parametrize("text", ["/beat it & <that>", "beat it & <that>", "Beat it & <that>"])
async def test_a_command_in_the_chat_is_answered_there(at: OnTeams, text: str) -> None:
    answer = await at.fake.say("ada", None, text)
    assert answer.ok, answer.why
    [said] = answer.messages
    assert at.fake.text_of(said) == "Hello ada, you said it & <that>"


async def test_a_slash_command_in_a_channel_is_answered_for_one_person(at: OnTeams) -> None:
    answer = await at.fake.slash("ada", at.channel, "beat hello")
    [said] = answer.messages
    assert said.only_for == at.fake.person("ada").id
    assert at.fake.text_of(said) == "Hello ada, you said hello"
    # With what it answers, which only the two have seen.
    info = [each for each in said.activity["entities"] if each["type"] == "targetedMessageInfo"]
    assert info == [{"type": "targetedMessageInfo", "messageId": answer.activity["id"]}]


async def test_a_mention_in_a_channel_is_answered_for_one_person(at: OnTeams) -> None:
    answer = await at.fake.say("ada", at.channel, "beat @ben hello", at=["ben"])
    [said] = answer.messages
    assert said.only_for == at.fake.person("ada").id
    assert at.fake.text_of(said) == "Hello ada, you said @ben hello"
    (commanded,) = heard(at, Commanded)
    assert commanded.origin.place == at.channel
    assert commanded.origin.place_name == "team-harbor"


async def test_a_mention_that_is_no_command_is_heard(at: OnTeams) -> None:
    answer = await at.fake.say("ada", at.channel, "good morning")
    assert at.fake.text_of(answer.messages[0]) == "I heard good morning"
    (said,) = heard(at, Said)
    assert said.thread == ""


async def test_a_reply_in_a_thread_is_answered_in_it(at: OnTeams) -> None:
    message = await posted(at, "beat.done")
    answer = await at.fake.say("ada", at.channel, "and now", under=message)
    (said,) = heard(at, Said)
    assert said.thread == f"{at.channel}/{message.id}"
    assert answer.messages[0].root == message.id


async def test_a_group_chat_is_a_channel_of_its_own(at: OnTeams) -> None:
    chat = at.fake.add_group_chat("lunch", [at.fake.person("ada"), at.fake.person("ben")])
    await at.fake.add_to_chat(chat, "ada")
    answer = await at.fake.say("ada", chat, "beat hello")
    assert answer.messages[0].only_for
    home, place = at.home, channel(chat.id)
    first = await at.platform.post(home, place, card("first"), key="a", thread="")
    await at.platform.post(home, place, card("second"), key="b", thread=first)
    assert at.fake.text_of(at.fake.last_seen_by("ben", chat)) == "second"


async def test_words_that_begin_like_a_command_stay_an_answer_in_the_chat(at: OnTeams) -> None:
    """Only where the command would not be understood; with a slash nothing else can be meant."""
    await at.fake.say("ada", None, "beatific weather")
    assert [event.text for event in heard(at, Said)] == ["beatific weather"]


async def test_an_unknown_command_gets_words(at: OnTeams) -> None:
    answer = await at.fake.say("ada", None, "/nothing here")
    assert "/drumbeat help" in at.fake.text_of(answer.messages[0])


async def test_a_refusal_is_shown_as_typed(at: OnTeams) -> None:
    answer = await at.fake.say("ada", None, "beat no")
    assert at.fake.text_of(answer.messages[0]) == "You cannot have <this> *now*."


async def test_a_crash_is_told_in_private_with_what_was_typed(at: OnTeams) -> None:
    answer = await at.fake.slash("ada", at.channel, "beat crash")
    assert answer.ok
    assert "/beat crash" in at.fake.text_of(answer.messages[0])


async def test_a_form_that_a_command_asks_for_comes_as_a_card(at: OnTeams) -> None:
    form = await asked(at)
    assert form.only_for
    assert at.fake.inputs(form, "ada") == ["What"]
    assert at.fake.buttons(form, "ada") == ["Save"]


async def test_errors_stand_on_the_card_at_their_fields(at: OnTeams) -> None:
    form = await asked(at)
    answer = await at.fake.press("ada", form, "Save", {"What": "bad"})
    assert answer.ok, answer.why
    assert "Please say it another way." in at.fake.text_of(form, "ada")
    assert typed(at, form) == {"answer.what": "bad"}
    answer = await at.fake.press("ada", form, "Save", {"What": "fish & chips"})
    assert answer.ok, answer.why
    assert at.fake.text_of(form, "ada") == "Saved fish & chips"
    (sent,) = heard(at, FormSent)
    assert sent.args == {"day": "monday"}
    assert sent.origin.place == at.channel


async def test_a_refused_form_on_a_card_stays_and_says_why(at: OnTeams) -> None:
    form = await asked(at)
    answer = await at.fake.press("ada", form, "Save", {"What": "no"})
    assert answer.words == "This closed on Friday."
    assert at.fake.buttons(form, "ada") == ["Save"]


async def test_a_form_on_a_card_may_lead_to_another(at: OnTeams) -> None:
    form = await asked(at)
    await at.fake.press("ada", form, "Save", {"What": "again"})
    assert typed(at, form) == {"answer.what": "a second time"}


async def test_a_press_opens_a_dialog_filled_from_its_args(at: OnTeams) -> None:
    dialog = await opened(at, was="<old> & gold")
    assert dialog.values == {"answer.what": "<old> & gold"}


async def test_errors_stand_in_the_dialog_beside_their_fields(at: OnTeams) -> None:
    dialog = await opened(at)
    answer = await at.fake.submit("ada", dialog, {"What": "bad"})
    assert answer.failed is None, answer.why
    assert at.fake.errors_of(dialog) == ["Please say it another way."]
    assert dialog.values == {"answer.what": "bad"}
    answer = await at.fake.submit("ada", dialog, {"What": "good"})
    assert answer.ok, answer.why
    assert not dialog.is_open


async def test_a_refused_submission_gives_the_typed_words_back(at: OnTeams) -> None:
    dialog = await opened(at)
    answer = await at.fake.submit("ada", dialog, {"What": "no"})
    assert answer.failed is None, answer.why
    said = at.fake.text_of(dialog)
    assert "This closed on Friday." in said
    assert "\nno" in said


async def test_a_sent_dialog_closes_and_is_confirmed_where_it_came_from(at: OnTeams) -> None:
    dialog = await opened(at)
    answer = await at.fake.submit("ada", dialog, {"What": "fish & chips"})
    assert answer.ok, answer.why
    assert at.fake.dialog_of("ada") is None or not dialog.is_open
    seen = at.fake.last_seen_by("ada", at.channel)
    assert seen.only_for
    assert at.fake.text_of(seen) == "Saved fish & chips"


async def test_a_press_changes_the_card_for_everybody_and_whispers(at: OnTeams) -> None:
    message = await posted(at, "beat.done")
    answer = await at.fake.press("ada", message, "Do it")
    assert answer.ok, answer.why
    assert at.fake.text_of(message, "ada") == at.fake.text_of(message, "ben") == "It is done"
    seen = at.fake.last_seen_by("ada", at.channel)
    assert seen.only_for
    assert at.fake.text_of(seen) == "Well done"


async def test_a_button_nobody_knows_any_more_says_so_below_the_card(at: OnTeams) -> None:
    message = await posted(at, "beat.gone")
    answer = await at.fake.press("ada", message, "Do it")
    assert "no longer does anything" in answer.words


async def test_a_message_s_menu_carries_the_message(at: OnTeams) -> None:
    await at.fake.say("ben", at.channel, "Fix <b>it</b> & go", to_bot=False)
    said = at.fake.last_seen_by("ada", at.channel)
    answer = await at.fake.message_action("ada", said, "beat.log")
    assert answer.ok, answer.why
    (shortcut,) = heard(at, Shortcut)
    assert shortcut.text == "Fix <b>it</b> & go"
    assert shortcut.author == at.person("ben")
    assert shortcut.link
    assert answer.dialog
    assert answer.dialog.values == {"answer.what": "Fix <b>it</b> & go"}
    sent = await at.fake.submit("ada", answer.dialog, {"What": "done"})
    assert sent.ok, sent.why


async def test_home_is_a_card_whose_buttons_show_what_they_lead_to(at: OnTeams) -> None:
    answer = await at.fake.open_home("ada")
    [home] = answer.messages
    assert at.fake.buttons(home, "ada") == ["Open", "Done"]
    pressed = await at.fake.press("ada", home, "Done")
    assert pressed.ok, pressed.why
    # The home, drawn anew; and not what the button would have made of another card.
    assert at.fake.buttons(home, "ada") == ["Open", "Done"]
    assert heard(at, Pressed)[0].message == ""


async def test_an_old_client_brings_buttons_and_forms_back_as_messages(tmp_path: Path) -> None:
    told: list[Any] = []
    async with on_teams(tmp_path, tiny_router(told), executes=False) as at:
        message = await posted(at, "beat.done")
        assert (await at.fake.press("ada", message, "Do it")).ok
        assert at.fake.text_of(message) == "It is done"
        form = (await at.fake.say("ada", None, "beat form")).messages[-1]
        await at.fake.press("ada", form, "Save", {"What": "bad"})
        assert "Please say it another way." in at.fake.text_of(form)
        await at.fake.press("ada", form, "Save", {"What": "good"})
        assert at.fake.text_of(form) == "Saved good"


async def test_a_message_told_again_has_one_effect(at: OnTeams) -> None:
    answer = await at.fake.say("ada", None, "once")
    again = await at.fake.redeliver(answer)
    assert again.ok
    assert len(heard(at, Said)) == 1
    assert len(at.fake.seen_by("ada")) == 2


async def test_an_invoke_sent_again_gets_its_answer_and_has_one_effect(at: OnTeams) -> None:
    dialog = await opened(at)
    answer = await at.fake.submit("ada", dialog, {"What": "bad"})
    again = await at.fake.redeliver(answer)
    assert again.body == answer.body
    good = await at.fake.submit("ada", dialog, {"What": "good"})
    await at.fake.redeliver(good)
    assert len(heard(at, FormSent)) == 1


async def test_what_takes_longer_than_teams_waits_is_told_behind_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # By way of a thread, as with PostgreSQL, which takes longer than no patience at all.
    monkeypatch.setattr(Database, "run_short", Database.run)
    told: list[Any] = []
    async with on_teams(tmp_path, tiny_router(told), patience=0) as at:
        at.told = told
        message = await posted(at, "beat.open", opens_form=True)
        answer = await at.fake.press("ada", message, "Do it")
        assert answer.words == answering.NOT_NOW
        await at.teams.settle()
        form = at.fake.last_seen_by("ada", at.channel)
        assert at.fake.inputs(form, "ada") == ["What"]
        answer = await at.fake.press("ada", form, "Save", {"What": "slowly"})
        assert answer.words == answering.NOT_NOW
        await at.teams.settle()
        assert at.fake.text_of(form, "ada") == "Saved slowly"
        assert len(heard(at, FormSent)) == 1


async def test_learning_where_it_comes_from_counts_into_what_teams_waits(tmp_path: Path) -> None:
    told: list[Any] = []
    async with on_teams(tmp_path, tiny_router(told), patience=0.2) as at:
        at.told = told
        message = await posted(at, "beat.done")
        known, learnt = at.teams.book.note, asyncio.Event()

        async def slowly(*args: Any, **more: Any) -> None:
            await learnt.wait()
            await known(*args, **more)

        at.teams.book.note = slowly  # type: ignore[method-assign]
        async with asyncio.timeout(10):
            answer = await at.fake.press("ada", message, "Do it")
        assert answer.words == answering.NOT_NOW
        learnt.set()
        await at.teams.settle()
        assert at.fake.text_of(message, "ada") == "It is done"


async def test_what_cannot_be_learnt_is_told(at: OnTeams) -> None:
    message = await posted(at, "beat.done")

    async def away(*_: Any, **__: Any) -> None:
        raise OSError("the database is away")

    at.teams.book.note = away  # type: ignore[method-assign]
    answer = await at.fake.press("ada", message, "Do it")
    assert answer.words == answering.SORRY
    assert heard(at, Pressed) == []


async def test_where_a_private_message_cannot_be_it_comes_to_the_chat(at: OnTeams) -> None:
    at.fake.fault("send", status={"status": 403, "error": {"code": "Forbidden"}})
    await at.fake.slash("ada", at.channel, "beat hello")
    await at.teams.settle()
    seen = at.fake.last_seen_by("ada")
    assert at.fake.text_of(seen) == "Hello ada, you said hello"


async def test_a_press_elsewhere_than_where_the_bot_is_is_answered_in_the_chat(at: OnTeams) -> None:
    dialog = await opened(at)
    await at.fake.remove_from_team(at.channel, "ben")
    at.fake.tenant.installed_for.add(at.fake.person("ada").id)
    await at.fake.submit("ada", dialog, {"What": "elsewhere"})
    await at.teams.settle()
    assert at.fake.text_of(at.fake.last_seen_by("ada")) == "Saved elsewhere"


async def test_an_answer_that_cannot_be_shown_is_told(
    at: OnTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("bot.msteams.render.form_card", broken)
    answer = await at.fake.say("ada", None, "beat form")
    assert "could not show the answer" in at.fake.text_of(answer.messages[0])


async def test_an_answer_too_long_for_teams_says_so(at: OnTeams) -> None:
    answer = await at.fake.say("ada", None, f"beat {'x' * 45_000}")
    assert "too long" in at.fake.text_of(answer.messages[0])


async def test_its_own_messages_and_other_bots_are_not_for_it(at: OnTeams) -> None:
    ada = at.fake.person("ada")
    said = envelopes.said(at.fake, at.fake.bot_chat(ada), ada, "hello")
    said["from"] = {"id": "28:another", "name": "Another"}
    assert (await at.fake.knock(said))[0] == 200
    assert at.told == []
    assert not heard(at, HomeOpened)


def typed(at: OnTeams, form: Message) -> dict[str, str]:
    """What stands in the inputs of a card."""
    [shown] = at.fake.cards_of("ada", form)
    return cards.first_values(cards.inputs_of(shown))


async def asked(at: OnTeams) -> Message:
    answer = await at.fake.slash("ada", at.channel, "beat form")
    [form] = answer.messages
    return form


async def opened(at: OnTeams, **args: str) -> Dialog:
    message = await posted(at, "beat.open", opens_form=True, **args)
    answer = await at.fake.press("ada", message, "Do it")
    assert answer.dialog, answer.why
    return answer.dialog


async def posted(at: OnTeams, action: str, opens_form: bool = False, **args: str) -> Message:
    button = Button("Do it", action, args, opens_form=opens_form)
    shown = Card("Press it", (plain("Press it"), Buttons((button,))))
    home = Home(1, at.fake.tenant.id)
    ref = await at.platform.post(home, channel(at.channel), shown, key="k", thread="")
    found = at.fake.place(at.channel).message(ref.rpartition("/")[2])
    assert found
    return found


def card(words: str) -> Card:
    return Card(words, (plain(words),))


async def test_the_first_message_to_somebody_who_never_wrote_opens_the_chat(at: OnTeams) -> None:
    await at.platform.roster(at.home, at.channel)
    await at.platform.post(
        at.home, direct(at.person("ben")), card("good morning"), key="k", thread=""
    )
    assert at.fake.calls_by_operation["create"] == 1
    assert at.fake.text_of(at.fake.last_seen_by("ben")) == "good morning"
    await at.platform.post(at.home, direct(at.person("ben")), card("again"), key="l", thread="")
    assert at.fake.calls_by_operation["create"] == 1
