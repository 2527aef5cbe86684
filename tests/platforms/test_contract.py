"""What every platform does alike, from the person's side and from the port's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.port import Stopped
from handlers.events import RosterKnown, Undeliverable
from handlers.replies import channel, direct
from tests.platforms.contract_bot import HOSTILE, card
from tests.platforms.each import SURFACES
from tests.platforms.surfaces import Surface


@pytest.fixture(params=SURFACES)
async def surface(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Surface]:
    async with SURFACES[request.param](tmp_path) as opened:
        yield opened


async def test_a_command_is_answered_in_private(surface: Surface) -> None:
    done = await surface.command("ada", "/say good morning")
    [words] = done.private
    assert words.lower().startswith("ada")
    assert words.endswith("said good morning")
    assert all(words != message.text for message in await surface.channel_as("ben"))


async def test_a_refusal_comes_in_its_own_words(surface: Surface) -> None:
    assert (await surface.command("ada", "/say no")).private == ["You may not do this."]


async def test_an_unexpected_failure_is_a_useful_private_answer(surface: Surface) -> None:
    [words] = (await surface.command("ada", "/say crash")).private
    assert "something went wrong" in words
    assert "/say crash" in words


async def test_what_people_type_is_shown_as_typed(surface: Surface) -> None:
    await surface.command("ada", "/post nothing yet")
    await surface.platform.post(
        surface.home, channel(surface.channel), card(HOSTILE), key="hostile", thread=""
    )
    assert any(HOSTILE in message.text for message in await surface.channel_as("ben"))


async def test_a_post_can_be_answered_changed_and_taken_back(surface: Surface) -> None:
    await surface.command("ada", "/post hello")
    await surface.command("ada", "/post reply")
    [posted] = [each for each in await surface.channel_as("ben") if each.text == "hello"]
    assert posted.thread == ["A reply"]
    await surface.command("ada", "/post edit")
    [posted] = [each for each in await surface.channel_as("ben") if each.text == "Edited"]
    assert posted.edited
    await surface.command("ada", "/post remove")
    assert all(each.text != "Edited" for each in await surface.channel_as("ben"))


async def test_a_chart_is_drawn_and_said_in_words(surface: Surface) -> None:
    await surface.command("ada", "/post chart")
    [posted] = [each for each in await surface.channel_as("ben") if each.pictures]
    assert posted.pictures == ["Votes: Flaky tests have 9 votes, the rest 2."]
    assert "Flaky tests have 9 votes, the rest 2." in posted.text
    await surface.command("ada", "/post recount")
    [posted] = [each for each in await surface.channel_as("ben") if each.pictures]
    assert posted.text.startswith("Counted again")
    assert posted.pictures == ["Votes: Flaky tests have 9 votes, the rest 2."]


async def test_a_chart_in_private_is_for_one_person(surface: Surface) -> None:
    done = await surface.command("ada", "/say chart")
    assert any("Flaky tests have 7 votes" in words for words in done.private)
    seen = [*await surface.channel_as("ada"), *await surface.direct_as("ada")]
    assert [each.pictures for each in seen if each.pictures] == [
        ["Votes: Flaky tests have 7 votes, the rest 2."]
    ]
    others = [*await surface.channel_as("ben"), *await surface.direct_as("ben")]
    assert not any("votes" in each.text or each.pictures for each in others)


async def test_a_direct_message_reaches_one_person(surface: Surface) -> None:
    await surface.command("ada", "/post direct")
    assert [each.text for each in await surface.direct_as("ada")] == ["Press me"]
    assert await surface.direct_as("ben") == []


async def test_a_pressed_card_is_refreshed(surface: Surface) -> None:
    await surface.command("ada", "/post direct")
    [message] = await surface.direct_as("ada")
    assert message.buttons == ["Open", "Done"]
    await surface.press("ada", message, "Done")
    [message] = await surface.direct_as("ada")
    assert message.text == "Done with it"


async def test_a_command_and_a_button_open_a_form_with_all_its_fields(surface: Surface) -> None:
    done = await surface.command("ada", "/ask")
    assert done.labels == ["What", "Size"]
    await surface.command("ben", "/post direct")
    [message] = await surface.direct_as("ben")
    assert (await surface.press("ben", message, "Open")).labels == ["What", "Size"]


async def test_errors_of_a_form_are_shown_in_it_and_a_good_answer_is_taken(
    surface: Surface,
) -> None:
    done = await surface.command("ada", "/ask")
    assert (await surface.submit("ada", done.form, {"What": "bad"})).errors == [
        "Say it another way."
    ]
    done = await surface.submit("ada", done.form, {"What": HOSTILE, "Size": "l"})
    assert done.errors == []
    assert [each.text for each in await surface.direct_as("ada")] == [f"{HOSTILE} l monday"]


async def test_what_is_written_to_the_bot_is_heard(surface: Surface) -> None:
    await surface.say("ada", "good morning")
    texts = [each.text for each in await surface.direct_as("ada")]
    assert texts == ["good morning", "Heard here: good morning"]


async def test_a_reply_in_a_thread_is_heard_as_such(surface: Surface) -> None:
    await surface.command("ada", "/post direct")
    [message] = await surface.direct_as("ada")
    await surface.say("ada", "in here", under=message)
    assert any(each.text == "Heard in a thread: in here" for each in await surface.direct_as("ada"))


async def test_the_home_shows_its_buttons(surface: Surface) -> None:
    assert await surface.open_home("ada") == ["Open"]


async def test_the_roster_says_who_is_there_in_which_zone(surface: Surface) -> None:
    await surface.command("ada", "/ask roster")
    [known] = [event for event in surface.told if isinstance(event, RosterKnown)]
    by_ref = {facts.ref: facts for facts in known.people}
    assert by_ref[surface.person("ada")].zone == "Europe/Berlin"
    assert any(facts.is_bot for facts in known.people)


async def test_an_archived_channel_stops_the_message_and_is_told_once(surface: Surface) -> None:
    await surface.command("ada", "/say hello")
    await surface.archive()
    with pytest.raises(Stopped) as stopped:
        await surface.platform.post(
            surface.home, channel(surface.channel), card("late"), key="late", thread=""
        )
    assert stopped.value.why == "archived"
    assert not any(isinstance(event, Undeliverable) for event in surface.told)


async def test_a_person_who_is_not_there_stops_the_message(surface: Surface) -> None:
    with pytest.raises(Stopped):
        await surface.platform.post(
            surface.home, direct("U404"), card("hello"), key="nobody", thread=""
        )


async def test_a_message_that_is_gone_cannot_be_changed(surface: Surface) -> None:
    place = channel(surface.channel)
    ref = await surface.platform.post(surface.home, place, card("soon gone"), key="x", thread="")
    await surface.platform.remove(surface.home, place, ref)
    await surface.platform.remove(surface.home, place, ref)
    with pytest.raises(Stopped) as stopped:
        await surface.platform.update(surface.home, place, ref, card("changed"))
    assert stopped.value.why == "message gone"
