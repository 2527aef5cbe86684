"""Everybody sees what is theirs, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.platforms.playground import town
from tests.platforms.surfaces import in_playground

pytestmark = pytest.mark.asyncio


async def test_a_private_answer_is_seen_by_one_person_only(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        before = await demo.messages("ben")
        await demo.command("ada", "/whisper secret")
        assert await demo.messages("ben") == before
        assert (await demo.texts("ada"))[-1] == "secret"


async def test_a_private_answer_in_a_thread_is_seen_by_one_person_only(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        await demo.command("ada", "/post Digest")
        digest = (await demo.messages("ada"))[-1]
        await demo.do("say", "ada", place="harbor", text="Hm", thread=digest["id"])
        for_ada = (await demo.messages("ada"))[-1]["thread"]
        for_ben = (await demo.messages("ben"))[-1]["thread"]

    assert [reply["private"] for reply in for_ada] == [False, True]
    assert [reply["text"] for reply in for_ben] == ["Hm"]


async def test_a_direct_chat_is_closed_to_everybody_else(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        await demo.command("ada", "/tell emi")
        assert await demo.texts("emi", "dm-emi") == ["Just for you"]
        for query in ({"as": "ada", "place": "dm-emi"}, {"as": "ben", "place": "dm-emi"}):
            answer = await demo.http.get("/playground/api/messages", params=query)
            assert answer.status_code == 403
        for call in ("say", "command"):
            await demo.do(call, "ben", status=403, place="dm-emi", text="/whisper hello")


async def test_what_is_hidden_can_be_neither_pressed_nor_picked(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        secret = (await demo.command("ada", "/whisper secret"))["messages"][0]
        await demo.command("ada", "/tell emi")
        direct = (await demo.messages("emi", "dm-emi"))[0]
        for hidden in (secret, direct):
            await demo.do("press", "ben", status=404, message=hidden["id"], button="Up")
            await demo.do("shortcut", "ben", status=404, message=hidden["id"], name="note")
            await demo.do(
                "say", "ben", status=404, place="harbor", text="me too", thread=hidden["id"]
            )


async def test_a_chart_is_drawn_for_whoever_may_see_its_message(tmp_path: Path) -> None:
    async with in_playground(tmp_path) as demo:
        await demo.command("ada", "/say chart")
        [mine] = [each for each in await demo.channel_as("ada") if each.pictures]
        [image] = mine.handle["images"]
        assert (await demo.http.get(image["url"])).status_code == 200
        for somebody, status in (("ben", 404), ("nobody", 404)):
            others = image["url"].replace("as=ada", f"as={somebody}")
            assert (await demo.http.get(others)).status_code == status
        for spoilt in ("message=404", "message=home", "message=x"):
            url = image["url"].replace(f"message={mine.handle['id']}", spoilt)
            assert (await demo.http.get(url)).status_code == 404
        assert (await demo.http.get("/playground/chart.png?as=ada")).status_code == 422


async def test_a_private_answer_has_no_thread(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        secret = (await demo.command("ada", "/whisper secret"))["messages"][0]
        await demo.do("say", "ada", status=422, place="harbor", text="so", thread=secret["id"])
