"""Without accounts, only this machine is answered, and no other site's page."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from tests.platforms.playground import API, town

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("client", ["192.168.1.7", "10.0.0.1", "2001:db8::1", "", "::ffff:8.8.8.8"])
async def test_another_machine_is_refused(tmp_path: Path, client: str) -> None:
    async with town(tmp_path) as demo:
        transport = httpx.ASGITransport(demo.app, client=(client, 5))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as far:
            answers = [
                await far.get(path)
                for path in (f"{API}people", "/", "/playground/static/js/main.js")
            ]

    assert [answer.status_code for answer in answers] == [403] * 3


@pytest.mark.parametrize("client", ["127.0.0.1", "127.0.0.9", "::1", "::ffff:127.0.0.1"])
async def test_this_machine_is_answered(tmp_path: Path, client: str) -> None:
    async with town(tmp_path) as demo:
        transport = httpx.ASGITransport(demo.app, client=(client, 5))
        async with httpx.AsyncClient(transport=transport, base_url="http://[::1]:3000") as near:
            answer = await near.get(f"{API}people")

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "localhost.evil.example"},
        {"host": "127.0.0.1.nip.io:3000"},
        {"host": "[::2]:3000"},
        {"host": ""},
        {"x-forwarded-for": "203.0.113.9"},
        {"x-forwarded-for": "127.0.0.1, 203.0.113.9"},
        {"forwarded": "for=203.0.113.9"},
    ],
)
async def test_another_name_for_this_machine_is_refused(
    tmp_path: Path, headers: dict[str, str]
) -> None:
    async with town(tmp_path) as demo:
        answer = await demo.http.get(f"{API}people", headers=headers)

    assert answer.status_code == 403
    assert list(answer.json()) == ["error"]


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:3000", 200),
        ("http://127.0.0.1:5173", 403),
        ("http://localhost:3000", 403),
        ("https://evil.example", 403),
        ("null", 403),
        ("http://[bad", 403),
    ],
)
async def test_only_our_own_page_may_post(tmp_path: Path, origin: str, status: int) -> None:
    body = {"as": "ada", "place": "harbor", "text": "hello"}
    async with town(tmp_path) as demo:
        answer = await demo.http.post(f"{API}say", json=body, headers={"origin": origin})

    assert answer.status_code == status


async def test_the_page_comes_with_strict_headers(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        pages = [await demo.http.get(path) for path in ("/", "/playground")]

    for page in pages:
        assert page.status_code == 200
        assert page.headers["content-type"].startswith("text/html")
        policy = page.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe-inline" not in policy
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["referrer-policy"] == "no-referrer"


async def test_static_files_stay_in_their_folder(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        script = await demo.http.get("/playground/static/js/main.js")
        outside = await demo.http.get("/playground/static/..%2flisten.py")

    assert script.status_code == 200
    assert outside.status_code == 404
