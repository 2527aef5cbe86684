"""Signs that people put to messages in the playground."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bot.playground
from bot import signs
from tests.platforms.playground import town

pytestmark = pytest.mark.asyncio


async def test_a_sign_is_seen_by_all_and_taken_back(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        said = (await demo.do("say", "ben", place="harbor", text="Lunch?"))["message"]
        assert said["signs"] == []
        for who in ("emi", "ada", "emi"):
            await demo.do("react", who, message=said["id"], sign="👍")
        await demo.do("react", "emi", message=said["id"], sign="🎉")
        seen = (await demo.messages("dev"))[-1]["signs"]
        assert seen == [
            {"sign": "👍", "people": ["emi", "ada"]},
            {"sign": "🎉", "people": ["emi"]},
        ]
        for _ in range(2):
            await demo.do("react", "emi", message=said["id"], sign="👍", is_there=False)
        await demo.do("react", "emi", message=said["id"], sign="🎉", is_there=False)
        assert (await demo.messages("dev"))[-1]["signs"] == [{"sign": "👍", "people": ["ada"]}]


async def test_what_cannot_have_one_says_so(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        said = (await demo.do("say", "ben", place="harbor", text="Lunch?"))["message"]
        private = (await demo.do("command", "ben", place="harbor", text="/nothing"))["messages"][0]
        direct = (await demo.do("say", "ben", place="dm-ben", text="psst"))["message"]
        for status, who, message, more in (
            (422, "ben", said["id"], {"sign": "🦑"}),
            (422, "ben", said["id"], {"sign": "👍", "is_there": "no"}),
            (422, "ben", private["id"], {"sign": "👍"}),
            (404, "ada", private["id"], {"sign": "👍"}),
            (404, "ada", direct["id"], {"sign": "👍"}),
            (404, "ada", "999", {"sign": "👍"}),
            (404, "nobody", said["id"], {"sign": "👍"}),
        ):
            told = await demo.post("react", status=status, **{"as": who}, message=message, **more)
            assert told["error"]


async def test_the_page_offers_the_signs_that_are_taken() -> None:
    page = (Path(bot.playground.__file__).parent / "static" / "js" / "signs.js").read_text("utf-8")
    assert tuple(re.findall(r'sign: "([^"]+)"', page)) == signs.PLAYGROUND
