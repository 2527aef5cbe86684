"""The live line: what changed for one person, and not a sign of what did not."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from handlers.replies import direct
from tests.platforms.playground import Town, town
from tests.platforms.playground_bot import words

pytestmark = pytest.mark.asyncio


@contextlib.asynccontextmanager
async def served(demo: Town) -> AsyncIterator[str]:
    """On a real port, since a websocket wants a wire."""
    server = uvicorn.Server(uvicorn.Config(demo.app, port=0, log_level="warning", lifespan="off"))
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"ws://127.0.0.1:{port}/playground/api/live"
    finally:
        demo.hub.close()
        server.should_exit = True
        await task


@contextlib.asynccontextmanager
async def page(address: str, person: str) -> AsyncIterator[ClientConnection]:
    async with connect(f"{address}?as={person}") as line:
        first = json.loads(await line.recv())
        assert (first["changed"], first["home"]) == ([], False)
        yield line


async def news(line: ClientConnection) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(await line.recv())
    return said


async def test_a_message_in_the_channel_reaches_every_page(tmp_path: Path) -> None:
    async with (
        town(tmp_path) as demo,
        served(demo) as address,
        page(address, "ben") as ben,
        page(address, "emi") as emi,
    ):
        await demo.do("say", "ada", place="harbor", text="Hello")
        for line in (ben, emi):
            said = await news(line)
            assert said["changed"] == ["harbor"]
            assert said["clock"] == "2026-11-23T08:00:00+00:00"


async def test_what_is_private_gives_others_not_even_a_sign(tmp_path: Path) -> None:
    async with (
        town(tmp_path) as demo,
        served(demo) as address,
        page(address, "ben") as ben,
        page(address, "ada") as ada,
    ):
        await demo.command("ada", "/whisper secret")
        assert (await news(ada))["changed"] == ["harbor"]
        await demo.command("ada", "/tell emi")
        await demo.do("say", "ada", place="dm-ada", text="psst")
        await demo.get("home", **{"as": "ada"})
        # Ben's first news is of the first thing that is his.
        await demo.platform.post(
            await demo.home(), direct("ben"), words("For Ben"), key="b", thread=""
        )
        assert (await news(ben))["changed"] == ["dm-ben"]


async def test_the_clock_and_a_reset_reach_every_page(tmp_path: Path) -> None:
    async with town(tmp_path) as demo, served(demo) as address, page(address, "emi") as emi:
        await demo.post("clock", to="2026-11-24T09:00:00Z")
        moved = await news(emi)
        await demo.post("reset")
        fresh = await news(emi)

    assert (moved["clock"], moved["home"]) == ("2026-11-24T09:00:00+00:00", True)
    assert moved["changed"] == []
    assert fresh["changed"] == ["dm-emi", "harbor"]


async def test_a_page_that_leaves_is_forgotten(tmp_path: Path) -> None:
    async with town(tmp_path) as demo, served(demo) as address:
        async with page(address, "emi"):
            assert len(demo.hub._ears) == 1
        while demo.hub._ears:
            await asyncio.sleep(0)


async def test_when_the_bot_stops_the_line_is_closed(tmp_path: Path) -> None:
    async with town(tmp_path) as demo, served(demo) as address, page(address, "emi") as emi:
        await demo.playground.stop()
        with pytest.raises(ConnectionClosed):
            await emi.recv()


@pytest.mark.parametrize(
    ("person", "headers"),
    [
        ("zoe", {}),
        ("", {}),
        ("ada", {"Origin": "https://evil.example"}),
        ("ada", {"X-Forwarded-For": "203.0.113.9"}),
    ],
)
async def test_a_stranger_gets_no_line(
    tmp_path: Path, person: str, headers: dict[str, str]
) -> None:
    async with town(tmp_path) as demo, served(demo) as address:
        with pytest.raises(InvalidStatus) as refused:
            async with connect(f"{address}?as={person}", additional_headers=headers):
                pass

    assert refused.value.response.status_code == 403
