"""The playground as a chat platform: what the bot's deliveries rely on."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import Session

from bot.port import Stopped
from handlers.replies import channel, direct
from storage import playground
from tests.platforms.playground import Town, town
from tests.platforms.playground_bot import words

pytestmark = pytest.mark.asyncio


async def test_a_post_with_the_same_key_is_the_same_message(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        home = await demo.home()
        platform = demo.platform
        first = await platform.post(home, channel("harbor"), words("Hi"), key="k", thread="")
        again = await platform.post(home, channel("harbor"), words("Hi"), key="k", thread="")

        assert first == again
        assert (await demo.texts("ada")).count("Hi") == 1
        assert await platform.find(home, channel("harbor"), "k") == first
        assert await platform.find(home, channel("harbor"), "other") is None


async def test_a_post_goes_into_its_thread(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        await demo.command("ada", "/post Digest")
        await demo.command("ada", "/reply Digest")
        last = (await demo.messages("ben"))[-1]

    assert last["text"] == "Digest"
    assert [reply["text"] for reply in last["thread"]] == ["In the thread"]
    assert last["thread"][0]["author"] == "drumbeat"


async def test_an_update_changes_the_message_in_place_and_says_so(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        await demo.command("ada", "/post Digest")
        posted = (await demo.messages("ben"))[-1]
        await demo.command("ada", "/edit Digest")
        edited = (await demo.messages("ben"))[-1]

    assert (edited["id"], edited["text"]) == (posted["id"], "Edited words")
    assert (posted["edited"], edited["edited"]) == (False, True)


async def test_a_message_taken_back_is_gone_and_taking_it_back_again_is_fine(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as demo:
        home, there = await demo.home(), channel("harbor")
        ref = await demo.platform.post(home, there, words("Oops"), key="k", thread="")
        await demo.platform.remove(home, there, ref)
        await demo.platform.remove(home, there, ref)

        assert "Oops" not in await demo.texts("ada")
        with pytest.raises(Stopped) as stopped:
            await demo.platform.update(home, there, ref, words("Late"))
        assert stopped.value.why == "message gone"


async def test_the_bot_changes_no_message_of_a_person(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        said = (await demo.messages("ada"))[0]
        home, there = await demo.home(), channel("harbor")
        with pytest.raises(Stopped):
            await demo.platform.update(home, there, said["id"], words("Mine now"))
        await demo.platform.remove(home, there, said["id"])

        assert (await demo.messages("ada"))[0] == said


async def test_a_direct_message_reaches_one_person(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        home = await demo.home()
        await demo.platform.post(home, direct("emi"), words("Psst"), key="k", thread="")

        assert await demo.texts("emi", "dm-emi") == ["Psst"]


async def test_what_cannot_arrive_says_why(tmp_path: Path) -> None:
    def archive(session: Session) -> None:
        place = playground.place(session, "harbor")
        gone = playground.person(session, "ben")
        assert place is not None
        assert gone is not None
        place.is_archived = True
        gone.is_gone = True

    async with town(tmp_path) as demo:
        assert await _why(demo, channel("nowhere")) == "no such place"
        assert await _why(demo, direct("zoe")) == "person gone"
        await demo.playground._world.run(archive)
        assert await _why(demo, channel("harbor")) == "archived"
        assert await _why(demo, direct("ben")) == "person gone"


async def test_the_roster_is_everybody_in_the_channel_and_the_bot(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        home = await demo.home()
        roster = await demo.platform.roster(home, "harbor")
        with pytest.raises(Stopped):
            await demo.platform.roster(home, "dm-ada")
        with pytest.raises(Stopped):
            await demo.platform.person(home, "zoe")
        ada = await demo.platform.person(home, "ada")

    assert [facts.ref for facts in roster if facts.is_bot] == ["drumbeat"]
    assert len([facts for facts in roster if not facts.is_bot]) == 8
    assert (ada.zone, ada.role) == ("Europe/Berlin", "scrum master")


async def _why(demo: Town, place: object) -> str:
    home = await demo.home()
    with pytest.raises(Stopped) as stopped:
        await demo.platform.post(home, place, words("x"), key=str(place), thread="")  # type: ignore[arg-type]
    return stopped.value.why
