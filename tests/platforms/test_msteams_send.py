"""Teams as the bot's outgoing side: limits, refusals, rosters, and where everybody is reached."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.delivery import Deliveries
from bot.msteams.send import MsTeamsPlatform
from bot.pace import Pacer
from bot.port import Limited, Stopped, Trouble
from handlers.cards import Card, Mention, Text, line, plain
from handlers.events import PersonFacts
from handlers.replies import Place, channel, direct
from tests.platforms.surface_teams import OnTeams, on_teams


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[OnTeams]:
    async with on_teams(tmp_path) as opened:
        yield opened


async def post(at: OnTeams, place: Place, words: str = "hello", thread: str = "") -> str:
    shown = Card(words, (plain(words),))
    return await at.platform.post(at.home, place, shown, key="k", thread=thread)


@pytest.mark.parametrize("status", [412, 429])
async def test_too_fast_is_told_with_how_long_to_wait(at: OnTeams, status: int) -> None:
    at.fake.fault("send", status=status, retry_after=7)
    with pytest.raises(Limited) as limited:
        await post(at, channel(at.channel))
    assert limited.value.after == (7 if status == 429 else 5)
    assert limited.value.scope == "place"


async def test_teams_does_not_always_say_how_long(at: OnTeams) -> None:
    at.fake.says_when = False
    at.fake.fault("send", status=429)
    with pytest.raises(Limited) as limited:
        await post(at, channel(at.channel))
    assert limited.value.after == 5


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_what_passes_is_trouble(at: OnTeams, status: int) -> None:
    at.fake.fault("send", status=status)
    with pytest.raises(Trouble):
        await post(at, channel(at.channel))


async def test_a_connection_that_breaks_is_trouble(at: OnTeams) -> None:
    at.fake.fault("send", status="half")
    with pytest.raises(Trouble):
        await post(at, channel(at.channel))


@pytest.mark.parametrize("how", ["MessageWritesBlocked", "ConversationBlockedByUser"])
async def test_whoever_shut_the_bot_out_is_not_written_to_any_more(at: OnTeams, how: str) -> None:
    await at.say("ada", "hello")
    at.fake.block("ada", how)
    with pytest.raises(Stopped) as stopped:
        await post(at, direct(at.person("ada")))
    assert (stopped.value.why, stopped.value.detail) == ("person gone", how)


async def test_a_team_the_bot_is_not_in_stops_its_messages(at: OnTeams) -> None:
    place = at.fake.place(at.channel)
    at.fake.team_of(place).has_bot = place.has_bot = False
    with pytest.raises(Stopped) as stopped:
        await post(at, channel(at.channel))
    assert stopped.value.why == "not in channel"


async def test_a_channel_that_is_gone_stops_its_messages(at: OnTeams) -> None:
    await at.fake.delete_channel(at.channel, "ada")
    with pytest.raises(Stopped) as stopped:
        await post(at, channel(at.channel))
    assert stopped.value.why == "no such place"


async def test_somebody_who_never_installed_it_cannot_be_written_to(at: OnTeams) -> None:
    at.fake.needs_personal_app = True
    await at.platform.roster(at.home, at.channel)
    with pytest.raises(Stopped) as stopped:
        await post(at, direct(at.person("ben")))
    assert stopped.value.why == "person gone"


async def test_a_message_too_big_for_teams_is_refused_and_not_cut(at: OnTeams) -> None:
    with pytest.raises(Stopped) as stopped:
        await post(at, channel(at.channel), "x" * 45_000)
    assert stopped.value.why == "refused"
    # And where Teams itself says so.
    at.fake.fault("send", status={"status": 413, "error": {"code": "MessageSizeTooBig"}})
    with pytest.raises(Stopped) as stopped:
        await post(at, channel(at.channel))
    assert (stopped.value.why, stopped.value.detail) == ("refused", "MessageSizeTooBig")


async def test_a_token_that_is_no_good_any_more_is_got_anew(at: OnTeams) -> None:
    await post(at, channel(at.channel))
    at.fake.revoke_tokens()
    with pytest.raises(Trouble):
        await post(at, channel(at.channel))
    await post(at, channel(at.channel))
    assert at.fake.calls_by_operation["token"] == 2


async def test_the_latest_service_url_wins_for_all_who_were_reached_at_the_old(
    at: OnTeams,
) -> None:
    await at.say("ben", "hello")
    await post(at, direct(at.person("ben")), "before")
    at.fake.move_region("emea")
    with pytest.raises(Trouble):
        await post(at, channel(at.channel))
    await at.say("ada", "hello from elsewhere")
    await post(at, channel(at.channel))
    await post(at, direct(at.person("ben")), "after")
    assert at.fake.text_of(at.fake.last_seen_by("ben")) == "after"


async def test_a_roster_of_many_pages_is_whole(at: OnTeams) -> None:
    many = [at.fake.add_person(f"p{number}") for number in range(1100)]
    crowd = at.fake.add_channel("crowd", [at.fake.person("ada"), *many])
    await at.fake.add_to_team(crowd, "ada")
    known = await at.platform.roster(at.home, crowd.id)
    assert len(known) == 1 + 1100 + 1
    assert at.fake.calls_by_operation["pagedmembers"] == 3
    assert [facts.name for facts in known if facts.is_bot] == ["Drumbeat"]


async def test_guests_and_strangers_are_known_as_such(at: OnTeams) -> None:
    gus = at.fake.add_person("gus", is_guest=True)
    await at.fake.join(gus, at.channel, "ada")
    await at.fake.say("gus", at.channel, "hello")
    facts = await at.platform.person(at.home, gus.aad)
    assert facts.is_guest
    [in_roster] = [
        each for each in await at.platform.roster(at.home, at.channel) if each.ref == gus.aad
    ]
    assert in_roster.is_guest


async def test_a_client_that_tells_no_zone_tells_its_offset(tmp_path: Path) -> None:
    async with on_teams(tmp_path, tells_zone=False) as at:
        await at.say("ada", "hello")
        facts = await at.platform.person(at.home, at.person("ada"))
        assert facts.zone == ""
        assert facts.offset in (timedelta(hours=1), timedelta(hours=2))


async def test_a_person_teams_is_slow_about_is_not_waited_for(
    at: OnTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.msteams.send.WHILE_SOMEBODY_WAITS", 0.05)
    at.fake.slowness["member"] = 0.5
    answer = await at.fake.slash("ada", at.channel, "say hello")
    assert at.fake.text_of(answer.messages[0]) == "ada said hello"


async def test_mentions_notify_by_name(at: OnTeams) -> None:
    await at.say("ben", "hello")
    ben = at.person("ben")
    shown = Card("For ben", (Text(line("For ", Mention(ben))),))
    await at.platform.post(at.home, channel(at.channel), shown, key="k", thread="")
    [content] = at.fake.last_seen_by("ada", at.channel).cards
    [entity] = content["msteams"]["entities"]
    assert entity["mentioned"] == {"id": ben, "name": "ben"}


async def test_the_pace_stays_below_what_teams_allows(at: OnTeams) -> None:
    """An hour of as much as we may, in one conversation, by the fake's sliding windows."""
    pace = MsTeamsPlatform.pace
    now = [0.0]
    pacer = Pacer(lambda: now[0])
    sent = 0
    while now[0] < 3700:
        if pacer.turn(pace, 1, "place"):
            sent += 1
            assert at.fake.rates.wait("send", "place", "tenant", now[0]) is None
        now[0] += 0.05
    assert sent > 1500


async def test_the_ledger_waits_out_what_teams_refuses_and_loses_nothing(tmp_path: Path) -> None:
    async with on_teams(tmp_path, limits_on=True) as at:
        for number in range(9):
            await at.fake.say("ada", at.channel, f"post hello {number}")
        await at.delivered()
        assert isinstance(at.deliveries, Deliveries)
        assert any("hello" in message.text for message in await at.channel_as("ben"))


async def test_channels_are_known_by_name_once_the_team_is_asked(at: OnTeams) -> None:
    other = at.fake.add_channel("harbor-talk", team=at.fake.team_of(at.fake.place(at.channel)))
    await at.fake.say("ada", at.channel, "hello")
    named = await at.teams.book.channels(at.home.ref)
    assert named[at.channel] == "team-harbor"
    assert named[other.id] == "harbor-talk"
    await at.fake.rename_channel(at.channel, "harbor", "ada")
    assert (await at.teams.book.channels(at.home.ref))[at.channel] == "harbor"


def test_facts_of_nobody_in_particular_are_plain() -> None:
    from bot.msteams.people import facts

    told: dict[str, Any] = {"id": "29:1", "name": "", "tenantId": "t"}
    assert facts(told, "t", {}) == PersonFacts("29:1", "29:1", zone="")
