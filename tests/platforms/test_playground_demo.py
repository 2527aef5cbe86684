"""The demo team, and what a person sees of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.events import Commanded, FormSent
from handlers.replies import Post, Show, channel
from handlers.routing import Desk, Replies, Router
from tests.platforms.playground import town
from tests.platforms.playground_bot import every_field, small_bot, words

pytestmark = pytest.mark.asyncio


async def test_the_demo_team_is_eight_people_with_roles_and_one_channel(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        people = await demo.get("people")
        places = await demo.get("places", **{"as": "emi"})

    assert [person["id"] for person in people] == [
        "ada",
        "ben",
        "chiara",
        "dev",
        "emi",
        "femi",
        "grace",
        "hugo",
    ]
    assert people[0]["role"] == "scrum master"
    assert people[1]["role"] == "product owner"
    assert len({person["zone"] for person in people}) == 8
    assert places == [
        {"id": "harbor", "name": "team-harbor", "kind": "channel"},
        {"id": "dm-emi", "name": "Drumbeat", "kind": "direct"},
        {"id": "home", "name": "Home", "kind": "home"},
    ]


async def test_people_talk_in_the_channel_before_the_bot_does(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        said = await demo.messages("grace")

    assert {message["author"] for message in said} == {"ada", "ben", "emi"}
    assert said == sorted(said, key=lambda message: message["at"])


async def test_the_stand_up_is_set_up_with_what_its_own_form_offers(tmp_path: Path) -> None:
    router = small_bot()
    sent: list[FormSent] = []

    @router.command("standup", "setup", hint="set up", opens_form=True)
    def setup(desk: Desk, event: Commanded) -> Replies:
        return [Show(every_field(desk))]

    def set_up(desk: Desk, event: FormSent) -> Replies:
        sent.append(event)
        return [Post(channel("harbor"), "ready", words("Ready"))]

    router.forms["survey"] = set_up
    async with town(tmp_path, router) as demo:
        await demo.plan.settled()
        assert (await demo.texts("ada"))[-1] == "Ready"

    (event,) = sent
    assert event.origin.person == "ada"
    assert event.answers == {
        "name": "Harbor",
        "zone": "Europe/Berlin",
        "size": "m",
        "sizes": "s,l",
        "hour": "09:00",
        "day": "2026-11-23",
    }


async def test_a_restart_finds_the_same_team_and_its_messages(tmp_path: Path) -> None:
    async with town(tmp_path) as before:
        await before.do("say", "ben", place="harbor", text="See you tomorrow")
        told = await before.messages("ada")

    async with town(tmp_path) as after:
        assert await after.messages("ada") == told


async def test_a_reset_gives_a_fresh_team_with_the_same_ids(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        people = await demo.get("people")
        places = await demo.get("places", **{"as": "ada"})
        before = await demo.home()
        old_ids = {message["id"] for message in await demo.messages("ada")}
        await demo.do("say", "ben", place="harbor", text="This will be gone")
        await demo.command("ada", "/post gone as well")
        await demo.command("ada", "/whisper gone too")

        fresh = await demo.post("reset")

        assert fresh["people"] == people
        assert fresh["places"] == [place for place in places if place["kind"] == "channel"]
        assert await demo.get("places", **{"as": "ada"}) == places
        assert len(await demo.messages("ada")) == len(old_ids)
        assert not old_ids & {message["id"] for message in await demo.messages("ada")}
        assert (await demo.home()).id != before.id


async def test_a_bot_without_a_stand_up_has_a_demo_team_too(tmp_path: Path) -> None:
    async with town(tmp_path, Router()) as demo:
        assert len(await demo.get("people")) == 8
