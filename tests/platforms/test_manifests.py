"""The checked-in manifests are the generated ones, and Slack would take them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest

from bot.app import Drumbeat
from bot.settings import Settings
from bot.slack.manifest import slack_manifest
from bot.slack.scopes import BOT_SCOPES, EVENTS, METHODS
from handlers.registry import everything
from handlers.routing import Router
from tests.generated import AGAIN, MANIFESTS, ROOT, manifest
from tests.platforms.slack_bench import KEY, tiny_router
from tests.platforms.slack_manifest_schema import SCHEMA


@pytest.mark.parametrize("name", MANIFESTS)
def test_the_checked_in_manifest_is_the_generated_one(name: str) -> None:
    written = (ROOT / "manifests" / "slack" / name).read_text("utf-8")
    assert written == manifest(MANIFESTS[name]), AGAIN


@pytest.mark.parametrize("socket", [False, True])
@pytest.mark.parametrize("make", [everything, lambda: tiny_router([])])
def test_slack_would_take_it(make: Callable[[], Router], socket: bool) -> None:
    jsonschema.validate(slack_manifest(make(), socket=socket), SCHEMA)


def test_the_schema_refuses_what_slack_refuses() -> None:
    made = slack_manifest(everything())
    made["features"]["slash_commands"][0]["command"] = "standup"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(made, SCHEMA)


@pytest.mark.parametrize("make", [everything, lambda: tiny_router([])])
def test_every_command_and_every_shortcut_has_its_entry(make: Callable[[], Router]) -> None:
    router = make()
    features = slack_manifest(router)["features"]
    named = [entry["command"] for entry in features["slash_commands"]]
    assert sorted(named) == sorted({f"/{command.name}" for command in router.commands})
    for entry in features["slash_commands"]:
        family = [each for each in router.commands if f"/{each.name}" == entry["command"]]
        for command in family:
            assert command.verb in entry.get("usage_hint", "")
            assert command.usage in entry.get("usage_hint", "")
    shortcuts = [entry["callback_id"] for entry in features.get("shortcuts", [])]
    assert shortcuts == [shortcut.name for shortcut in router.shortcuts]


def test_every_scope_is_asked_for_because_something_needs_it() -> None:
    made = slack_manifest(everything())
    asked = made["oauth_config"]["scopes"]
    needed = {*METHODS.values(), *EVENTS.values()} - {""}
    if made["features"]["slash_commands"]:
        needed.add("commands")
    assert set(asked) == {"bot"}
    assert set(asked["bot"]) == needed == set(BOT_SCOPES)


@pytest.mark.parametrize("socket", [False, True])
def test_every_event_is_subscribed_to_once(socket: bool) -> None:
    subscribed = slack_manifest(everything(), socket=socket)["settings"]["event_subscriptions"]
    assert subscribed["bot_events"] == sorted(EVENTS)


def test_socket_mode_names_no_address() -> None:
    made = slack_manifest(everything(), "https://beat.example.org", socket=True)
    assert made["settings"]["socket_mode_enabled"] is True
    assert not addresses(made)


def test_every_address_is_one_that_drumbeat_answers_at(sqlite_url: str) -> None:
    made = slack_manifest(everything(), "https://beat.example.org/")
    found = addresses(made)
    assert {urlsplit(url).netloc for url in found} == {"beat.example.org"}
    settings = Settings.model_validate(
        {
            "DRUMBEAT_DATABASE_URL": sqlite_url,
            "DRUMBEAT_SECRET_KEYS": KEY,
            "SLACK_CLIENT_ID": "1.2",
            "SLACK_CLIENT_SECRET": "secret",
            "SLACK_SIGNING_SECRET": "secret",
        }
    )
    drumbeat = Drumbeat(settings)
    drumbeat.database.close()
    routes = {getattr(route, "path", "") for route in drumbeat.routes}
    assert {urlsplit(url).path for url in found} <= routes


def addresses(value: Any) -> set[str]:
    match value:
        case dict():
            return set().union(*map(addresses, value.values()))
        case list():
            return set().union(*map(addresses, value))
        case str() if value.startswith("http"):
            return {value}
        case _:
            return set()
