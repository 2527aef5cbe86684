"""The peer: a loop around the Slack client and nothing else.

    python -m benchmarks.bare_slack FILE AT_ONCE

Posts what FILE says, so many at once in each workspace; prints what it took as JSON. It imports
nothing of ours.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import uvloop
from slack_sdk.web.async_client import AsyncWebClient


async def post_all(posts: Path, at_once: int) -> dict[str, float]:
    by_token: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for token, args in json.loads(posts.read_bytes()):
        by_token[token].append(args)
    wall, cpu = time.perf_counter(), time.process_time()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def post(client: AsyncWebClient, left: Iterator[dict[str, Any]]) -> None:
            for args in left:
                answer = await client.chat_postMessage(**args)
                assert answer["ts"]

        at_work = []
        for token, args in by_token.items():
            client = AsyncWebClient(token, os.environ["SLACK_API_URL"], session=session)
            left = iter(args)
            at_work += [post(client, left) for _ in range(at_once)]
        await asyncio.gather(*at_work)
    return {"cpu": time.process_time() - cpu, "seconds": time.perf_counter() - wall}


if __name__ == "__main__":
    print(json.dumps(uvloop.run(post_all(Path(sys.argv[1]), int(sys.argv[2])))))
