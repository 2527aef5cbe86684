"""What happens around the bot in Teams: who came and went, what became of channels, where we are."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from handlers.events import Joined, Left, PlaceChanged, Uninstalled
from handlers.replies import Reply
from handlers.routing import Desk, Router
from storage import conversations, workspaces
from storage.models import Conversation
from storage.session import Database
from tests.platforms.slack_bench import tiny_router
from tests.platforms.surface_teams import OnTeams, on_teams


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[OnTeams]:
    told: list[Any] = []
    async with on_teams(tmp_path, listening(told)) as opened:
        opened.told = told
        yield opened


def listening(told: list[Any]) -> Router:
    router = tiny_router(told)

    def note(desk: Desk, event: Any) -> Sequence[Reply]:
        told.append(event)
        return []

    router.on(Joined)(note)
    router.on(Left)(note)
    return router


def heard(at: OnTeams, kind: type[Any]) -> list[Any]:
    found = [event for event in at.told if isinstance(event, kind)]
    at.told.clear()
    return found


async def test_the_bot_coming_into_a_team_is_in_all_its_channels(at: OnTeams) -> None:
    joined = heard(at, Joined)
    assert all(event.is_the_bot for event in joined)
    general = at.fake.team_of(at.fake.place(at.channel)).id
    assert {event.origin.place for event in joined} == {general}


async def test_who_comes_into_a_team_comes_into_every_channel_we_know(at: OnTeams) -> None:
    await at.fake.say("ada", at.channel, "hello")
    at.told.clear()
    cid = at.fake.add_person("cid")
    await at.fake.join(cid, at.channel, "ada")
    joined = heard(at, Joined)
    assert {event.origin.person for event in joined} == {cid.aad}
    assert at.channel in {event.origin.place for event in joined}
    assert not any(event.is_the_bot for event in joined)
    await at.fake.leave(cid, at.channel, "ada")
    assert at.channel in {event.origin.place for event in heard(at, Left)}


async def test_channels_are_renamed_deleted_and_restored(at: OnTeams) -> None:
    await at.fake.say("ada", at.channel, "hello")
    at.told.clear()
    await at.fake.rename_channel(at.channel, "harbor", "ada")
    [renamed] = heard(at, PlaceChanged)
    assert (renamed.change, renamed.origin.place) == ("renamed", at.channel)
    assert renamed.origin.place_name == "harbor"
    await at.fake.delete_channel(at.channel, "ada")
    assert [event.change for event in heard(at, PlaceChanged)] == ["deleted"]
    assert at.channel not in await at.teams.book.channels(at.home.ref)
    await at.fake.restore_channel(at.channel, "ada")
    assert [event.change for event in heard(at, PlaceChanged)] == ["restored"]
    assert at.channel in await at.teams.book.channels(at.home.ref)


async def test_what_becomes_of_a_team_becomes_of_all_its_channels(at: OnTeams) -> None:
    await at.fake.say("ada", at.channel, "hello")
    at.told.clear()
    await at.fake.archive_team(at.channel, "ada")
    changed = heard(at, PlaceChanged)
    assert {event.change for event in changed} == {"archived"}
    assert at.channel in {event.origin.place for event in changed}
    await at.fake.unarchive_team(at.channel, "ada")
    assert {event.change for event in heard(at, PlaceChanged)} == {"restored"}
    await at.fake.delete_team(at.channel, "ada")
    assert {event.change for event in heard(at, PlaceChanged)} == {"deleted"}


async def test_a_bot_taken_out_of_a_team_has_left_its_channels(at: OnTeams) -> None:
    await at.fake.install("ada")
    await at.fake.say("ada", at.channel, "hello")
    at.told.clear()
    await at.fake.remove_from_team(at.channel, "ada")
    left = [event for event in at.told if isinstance(event, Left)]
    assert at.channel in {event.origin.place for event in left}
    assert all(event.is_the_bot for event in left)
    # It still is in Ada's chat.
    assert heard(at, Uninstalled) == []
    assert await at.teams.book.of(at.home.ref, "channel", at.channel) is None


async def test_a_bot_that_is_nowhere_any_more_is_uninstalled_and_may_come_back(
    at: OnTeams,
) -> None:
    await at.fake.install("ada")
    await at.fake.remove_from_team(at.channel, "ada")
    await at.fake.uninstall("ada")
    assert len(heard(at, Uninstalled)) == 1
    await at.fake.install("ada")
    answer = await at.fake.say("ada", None, "beat hello")
    assert at.fake.text_of(answer.messages[0]) == "Hello ada, you said hello"


async def test_installing_it_for_somebody_writes_to_nobody(at: OnTeams) -> None:
    await at.fake.install("ben")
    assert at.fake.seen_by("ben") == []
    assert at.told == [] or heard(at, Joined)


async def test_a_tenant_nobody_had_heard_of_is_known_from_its_first_word(tmp_path: Path) -> None:
    told: list[Any] = []
    given = {"TEAMS_TENANT_ID": ""}
    async with on_teams(tmp_path, listening(told), given=given, single_tenant=False) as at:
        other = at.fake.add_tenant("Other")
        eve = at.fake.add_person("eve", tenant=other)
        answer = await at.fake.say(eve, None, "beat hello")
        assert at.fake.text_of(answer.messages[0]) == "Hello eve, you said hello"
        assert told[-1].origin.workspace == other.id


async def test_how_somebody_is_reached_is_kept_as_plain_values(at: OnTeams) -> None:
    await at.fake.say("ada", None, "hello")
    rows = await at.teams.book._database.run(_rows, at.teams.book._database, at.home.id)
    [ada] = [row for row in rows if row.place == at.person("ada")]
    assert ada.kind == "direct"
    assert ada.service_url == at.fake.service_url
    assert ada.ref == at.fake.bot_chat("ada").id
    assert json.loads(json.dumps(ada.about)) == ada.about
    assert ada.about["account"] == at.fake.person("ada").id
    assert "py/object" not in json.dumps(ada.about)


async def test_what_is_known_is_not_written_again(
    at: OnTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    await at.fake.say("ada", None, "hello")

    def writes(*_: object) -> None:
        raise AssertionError("written again")

    monkeypatch.setattr(at.teams.book, "_write", writes)
    assert (await at.fake.say("ada", None, "hello again")).ok


def test_two_tenants_keep_their_addresses_apart(database: Database) -> None:
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    with database.everywhere() as session:
        ids = [workspaces.install(session, "msteams", ref, ref, "", now).key for ref in "ab"]
    for workspace, url in zip(ids, ("https://a/", "https://b/"), strict=True):
        with database.workspace(workspace) as session:
            conversations.keep(session, "channel", "19:x", service_url=url, ref="19:x", now=now)
    with database.workspace(ids[0]) as session:
        conversations.keep(session, "channel", "19:y", service_url="https://a/", now=now)
        conversations.keep(session, "channel", "19:x", service_url="https://new/", now=now)
        moved = conversations.of(session, "channel", "19:y")
        assert moved
        assert moved.service_url == "https://new/"
    with database.workspace(ids[1]) as session:
        other = conversations.of(session, "channel", "19:x")
        assert other
        assert other.service_url == "https://b/"


def _rows(database: Database, workspace: int) -> list[Conversation]:
    with database.workspace(workspace) as session:
        return _all(session)


def _all(session: Session) -> list[Conversation]:
    return list(session.exec(select(Conversation)).all())
