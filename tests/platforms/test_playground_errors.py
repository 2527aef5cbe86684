"""Calls that cannot be answered are refused in words, never with a crash."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.playground.calls import CALLS
from bot.playground.demo import wipe
from tests.platforms.playground import API, town

pytestmark = pytest.mark.asyncio

POSTS = ("say", "command", "press", "shortcut", "submit", "clock")


@pytest.mark.parametrize("call", POSTS)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"words"',
        b"null",
        b"\xff\xfe",
        b'{"as": NaN}',
        b"[" * 5000,
        b'{"as": "\\ud800"}',
    ],
)
async def test_what_is_not_a_json_object_is_refused(tmp_path: Path, call: str, body: bytes) -> None:
    async with town(tmp_path) as demo:
        answer = await demo.http.post(API + call, content=body)

    assert answer.status_code == 400
    assert "JSON" in answer.json()["error"]


@pytest.mark.parametrize(
    ("call", "body", "status"),
    [
        ("say", {}, 422),
        ("say", {"as": 7, "place": "harbor", "text": "x"}, 422),
        ("say", {"as": "zoe", "place": "harbor", "text": "x"}, 404),
        ("say", {"as": "ada", "place": "nowhere", "text": "x"}, 404),
        ("say", {"as": "ada", "place": "harbor", "text": " "}, 422),
        ("say", {"as": "ada", "place": "harbor", "text": "x" * 40_001}, 422),
        ("say", {"as": "ada", "place": "harbor", "text": "nul \0 here"}, 422),
        ("say", {"as": "ada", "place": "home", "text": "x"}, 422),
        ("say", {"as": "ada", "place": "harbor", "text": "x", "thread": "999"}, 404),
        ("say", {"as": "ada", "place": "harbor", "text": "x", "thread": "１"}, 404),
        ("say", {"as": "ada", "place": "harbor", "text": "x", "thread": []}, 422),
        ("say", {"as": "ada", "place": "dm-ada", "text": "x", "thread": 1}, 404),
        ("command", {"as": "ada", "place": "harbor", "text": "status"}, 422),
        ("command", {"as": "ada", "place": "harbor", "text": "/"}, 422),
        ("command", {"as": "ada", "place": "harbor", "text": "/ status"}, 422),
        ("press", {"as": "ada", "message": "1", "button": "Up"}, 404),
        ("press", {"as": "ada", "message": "9" * 30, "button": "Up"}, 404),
        ("press", {"as": "ada", "message": "home", "button": "Down"}, 404),
        ("press", {"as": "ada", "message": "home", "button": "Up", "answers": [1]}, 422),
        ("shortcut", {"as": "ada", "message": "1", "name": "dance"}, 404),
        ("shortcut", {"as": "ada", "name": "note"}, 404),
        ("submit", {"as": "ada", "form": "x", "answers": {"a": {"b": 1}}}, 422),
    ],
)
async def test_a_wrong_value_is_refused_in_words(
    tmp_path: Path, call: str, body: dict[str, Any], status: int
) -> None:
    async with town(tmp_path) as demo:
        answer = await demo.http.post(API + call, json=body)

    assert answer.status_code == status, answer.text
    assert list(answer.json()) == ["error"]


@pytest.mark.parametrize("answer", [{"b": 1}, [1], [["s"]]])
async def test_an_answer_that_is_no_answer_is_refused(tmp_path: Path, answer: Any) -> None:
    async with town(tmp_path) as demo:
        form = await demo.form()
        await demo.do("submit", "ada", status=422, form=form["id"], answers={"name": answer})


async def test_an_answer_that_is_a_huge_number_is_refused(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        form = await demo.form()
        body = json.dumps({"as": "ada", "form": form["id"], "answers": {}})
        body = body.replace('"answers": {}', f'"answers": {{"name": {"9" * 5000}}}')
        answer = await demo.http.post(f"{API}submit", content=body)

    assert answer.status_code in (200, 400, 422)


@pytest.mark.parametrize(
    ("call", "query", "status"),
    [
        ("places", {}, 422),
        ("places", {"as": "zoe"}, 404),
        ("places", {"as": "\0"}, 404),
        ("messages", {"as": "ada"}, 422),
        ("messages", {"as": "ada", "place": "nowhere"}, 404),
        ("messages", {"as": "ada", "place": "harbor", "limit": "many"}, 422),
        ("messages", {"as": "ada", "place": "harbor", "limit": "501"}, 422),
        ("messages", {"as": "ada", "place": "harbor", "before": "9" * 40}, 422),
        ("home", {"as": ""}, 422),
        ("nonsense", {}, 404),
        ("say", {}, 405),
    ],
)
async def test_a_wrong_question_is_refused_in_words(
    tmp_path: Path, call: str, query: dict[str, str], status: int
) -> None:
    async with town(tmp_path) as demo:
        answer = await demo.http.get(API + call, params=query)

    assert answer.status_code == status
    assert list(answer.json()) == ["error"]


async def test_a_body_over_256_kb_is_refused_whether_announced_or_not(tmp_path: Path) -> None:
    async def drop_by_drop() -> Any:
        for _ in range(300):
            yield b" " * 1024

    async with town(tmp_path) as demo:
        announced = await demo.http.post(f"{API}say", content=b" " * (256 * 1024 + 1))
        streamed = await demo.http.post(f"{API}say", content=drop_by_drop())

    assert (announced.status_code, streamed.status_code) == (413, 413)
    assert "256 KB" in streamed.json()["error"]


async def test_while_there_is_no_team_the_answer_is_to_try_again(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        await demo.database.run(wipe, demo.database)
        answers: list[httpx.Response] = [
            await demo.http.get(call.path, params={"as": "ada", "place": "harbor"})
            for call in CALLS
            if call.name in ("people", "places", "messages", "home")
        ]

    assert [answer.status_code for answer in answers] == [503] * 4
