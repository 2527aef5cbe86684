"""A team's webhook over real HTTP is called from outside: what it does, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.web.hooks import MOST
from tests.flows.blocked import answered, card, does, notices, rows
from tests.flows.office import opened, set_up, told
from tests.running.hooked import REAL, House, house, listener

__all__ = ["house", "listener"]
"""Fixtures."""


async def test_a_signed_call_resolves_a_blocker(house: House) -> None:
    team = await house.team()
    await team.ben.commands("/blocker No access to staging @Chiara")
    answer = await house.posts({"kind": "blocker.resolve", "number": 1, "how": "Access granted."})
    assert (answer.status_code, answer.json()) == (200, {"message": "Blocker 1 is resolved."})
    assert rows(house.office)[0].status == "resolved"
    assert "Access granted." in card(house.office).words
    for who in (team.ben, team.chiara):
        assert "A webhook resolved this:" in notices(who)[-1].words
    more = told(await team.ben.presses("More", card(house.office)))
    assert "resolved by webhook: Access granted." in more
    again = await house.posts({"kind": "blocker.resolve", "number": 1})
    assert again.json() == {"message": "Blocker 1 is resolved already."}


async def test_the_same_message_has_its_effect_once(house: House) -> None:
    team = await house.team()
    await team.ben.commands("/blocker No access to staging")
    said = {"kind": "blocker.resolve", "number": 1}
    await house.posts(said)
    await does(team.ben, "Reopen", card(house.office), words="Gone again.")
    answer = await house.posts(said)
    assert (answer.status_code, answer.json()["error"]) == (409, "repeated")
    assert rows(house.office)[0].status == "open"
    assert (await house.posts(said, at=REAL + timedelta(seconds=1))).status_code == 200


async def test_words_that_no_database_keeps_resolve_it_all_the_same(house: House) -> None:
    team = await house.team()
    await team.ben.commands("/blocker No access to staging")
    body = b'{"kind": "blocker.resolve", "number": 1, "how": "Done\\u0000 \\ud800.", "link": null}'
    assert (await house.posts(body)).status_code == 200
    assert "Done\ufffd \ufffd." in card(house.office).words


async def test_by_link_the_one_that_has_it_is_meant(house: House) -> None:
    team = await house.team()
    form = opened(await team.ada.commands("/team trackers"))
    await team.ada.sends(form, {"lines": "https://harbor.atlassian.net"})
    await team.ben.commands("/blocker PORT-12 is stuck")
    await team.ben.commands("/blocker The map editor waits for PORT-13")
    link = "https://harbor.atlassian.net/browse/PORT-13?from=hook"
    answer = await house.posts({"kind": "blocker.resolve", "link": link})
    assert answer.json() == {"message": "Blocker 2 is resolved."}
    missing = await house.posts({"kind": "blocker.resolve", "link": "https://x.example/1"})
    assert missing.json()["message"] == "No open blocker in Core has this link."
    await team.chiara.commands("/blocker Cannot test before that is done: PORT-12")
    link = "https://harbor.atlassian.net/browse/PORT-12"
    several = await house.posts({"kind": "blocker.resolve", "link": link})
    assert several.json()["message"].startswith("Blockers 1 and 3 have this link.")


async def test_another_team_s_and_private_ones_are_not_there_for_it(house: House) -> None:
    team = await house.team()
    lee = house.office.person("Lee")
    await set_up(house.office, lee, place="C-other", name="Other")
    await lee.commands("/blocker Theirs", place="C-other")
    form = opened(await team.ben.commands("/blocker"))
    await team.ben.sends(form, answered(form, summary="My raise", private="yes"))
    for number in (1, 2, 3):
        answer = await house.posts({"kind": "blocker.resolve", "number": number})
        assert answer.status_code == 422
        assert answer.json() == {
            "error": "refused",
            "message": f"There is no blocker {number} in Core.",
        }
    assert {each.status for each in rows(house.office)} == {"open"}


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Drumbeat-Signature": ""}, "are needed"),
        ({"Drumbeat-Timestamp": ""}, "are needed"),
        ({"Drumbeat-Timestamp": "today"}, "seconds since 1970"),
        ({"Drumbeat-Timestamp": "²"}, "seconds since 1970"),
        ({"Drumbeat-Timestamp": "1795424400"}, "minutes off"),
        ({"Drumbeat-Signature": "v1=" + "0" * 64}, "does not fit"),
        ({"Drumbeat-Signature": "v1=é"}, "does not fit"),
    ],
)
async def test_what_is_not_signed_as_it_should_be_has_no_effect(
    house: House, headers: dict[str, str], why: str
) -> None:
    team = await house.team()
    await team.ben.commands("/blocker No access to staging")
    latin = {name: value.encode("latin-1", "replace") for name, value in headers.items()}
    answer = await house.posts({"kind": "blocker.resolve", "number": 1}, **latin)  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()["error"]) == (401, "not_signed")
    assert why in answer.json()["message"] or headers["Drumbeat-Timestamp"] == "²"
    assert rows(house.office)[0].status == "open"


async def test_an_old_message_and_one_of_another_key_are_not_signed(house: House) -> None:
    await house.team()
    said = {"kind": "blocker.resolve", "number": 1}
    for answer in (
        await house.posts(said, at=REAL - timedelta(minutes=6)),
        await house.posts(said, at=REAL + timedelta(minutes=6)),
        await house.posts(said, key="another"),
    ):
        assert answer.status_code == 401


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"not json", 400, "no_json"),
        (b"\xff\xfe", 400, "no_json"),
        (b"[" * 50_000, 400, "no_json"),
        ([], 400, "no_kind"),
        ({"number": 1}, 400, "no_kind"),
        ({"kind": "blocker.resolve", "number": [1]}, 400, "wrong_value"),
        ({"kind": "blocker.resolve", "number": True}, 400, "wrong_value"),
        ({"kind": "blocker.eat"}, 422, "unknown_kind"),
        ({"kind": "blocker.resolve"}, 422, "refused"),
        ({"kind": "blocker.resolve", "number": -1}, 422, "refused"),
        ({"kind": "blocker.resolve", "number": 10**30}, 422, "refused"),
        ({"kind": "blocker.resolve", "number": 1, "how": "x" * 4000}, 422, "refused"),
        (b"x" * 70_000, 413, "too_long"),
    ],
)
async def test_what_is_wrong_is_said_as_json(
    house: House, content: Any, status: int, code: str
) -> None:
    await house.team()
    answer = await house.posts(content)
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert answer.json()["message"]


async def test_whoever_calls_too_often_waits(house: House) -> None:
    await house.team()
    codes = [(await house.web.post(house.link)).status_code for _ in range(MOST + 1)]
    assert set(codes) == {401, 429}
    assert codes[-1] == 429


async def test_nothing_is_told_of_what_nobody_was_given(house: House) -> None:
    for secret in ("x", "a" * 43, "a" * 5000):
        answer = await house.web.post(f"/hooks/{secret}", content=b"{}")
        assert (answer.status_code, answer.json()["error"]) == (404, "not_found")
