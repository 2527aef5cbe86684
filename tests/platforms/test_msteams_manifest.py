"""The checked-in manifests and icons are the generated ones, and Teams would take the package."""

from __future__ import annotations

import copy
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.fitting import TooBig
from bot.msteams.manifest import (
    EXAMPLE_ID,
    ICONS,
    LISTED,
    Version,
    listed,
    package,
    teams_manifest,
)
from handlers.registry import everything
from handlers.routing import Router
from tests.generated import AGAIN, ICON_SIZES, TEAMS, VERSIONS, icon, teams
from tests.platforms.slack_bench import tiny_router

SCHEMAS = Path(__file__).parent / "msteams_schemas"
APP = "0f0d0e7a-1111-4222-8333-944455556666"
URL = "https://beat.example.org/"


def refused(manifest: dict[str, Any]) -> list[str]:
    """What Microsoft's schema says against it."""
    schema = json.loads((SCHEMAS / f"{manifest['manifestVersion']}.json").read_text("utf-8"))
    return [error.message for error in jsonschema.Draft4Validator(schema).iter_errors(manifest)]


def crowd() -> Router:
    """More commands than Teams lists: four families, some of whose commands want words."""
    router = Router()
    for family in ("alpha", "beta", "gamma", "delta"):
        for verb in ("start", "stop", "list", "mine", ""):
            usage = "<what>" if verb in ("start", "") else ""
            router.command(family, verb, hint=f"{family} {verb} it", usage=usage)(_nothing)
    return router


def _nothing(*_: object) -> list[Any]:
    return []


@pytest.mark.parametrize("version", VERSIONS)
def test_the_checked_in_manifest_is_the_generated_one(version: Version) -> None:
    written = (TEAMS / f"manifest-{version}.json").read_text("utf-8")
    assert written == teams(version), AGAIN


@pytest.mark.parametrize("name", ICON_SIZES)
def test_the_checked_in_icon_is_the_drawn_one(name: str) -> None:
    drawn = icon(name)
    for folder in (ICONS, TEAMS):
        assert (folder / f"{name}.png").read_bytes() == drawn, AGAIN


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("make", [everything, lambda: tiny_router([]), crowd, Router])
def test_microsofts_schema_takes_it(make: Callable[[], Router], version: Version) -> None:
    assert refused(teams_manifest(make(), APP, URL, version=version)) == []


def test_the_schema_refuses_what_it_should() -> None:
    made = teams_manifest(everything())
    assert refused({**made, "id": "drumbeat"})
    assert refused({**made, "manifestVersion": "1.28"}), "slash commands came with 1.30"
    longer = copy.deepcopy(made)
    longer["composeExtensions"][0]["commands"][0]["title"] = "x" * 33
    assert refused(longer)


def test_slash_commands_are_the_only_difference_of_the_older_one() -> None:
    newer, older = (teams_manifest(everything(), version=version) for version in VERSIONS)
    bot = newer["bots"][0]
    assert bot.pop("supportsTargetedMessages") is True
    assert bot["commandLists"][0].pop("triggers") == ["slash", "mention"]
    for command in newer["composeExtensions"][0]["commands"]:
        command.pop("triggers", None)
    for made in (newer, older):
        assert made.pop("$schema").endswith(
            f"/v{made.pop('manifestVersion')}/MicrosoftTeams.schema.json"
        )
    assert newer == older


def test_every_command_of_the_registry_is_listed_where_there_is_room() -> None:
    router = everything()
    (bot,) = teams_manifest(router)["bots"]
    said = {(command.name, command.hint) for command in router.commands}
    shown = {(command.name, command.hint) for command in listed(router)}
    assert shown <= said
    assert len(shown) == min(LISTED, len(said))
    assert {name for name, _ in shown} == {name for name, _ in said}
    for commands in bot["commandLists"]:
        assert [each["title"] for each in commands["commands"]] == [
            f"{command.name} {command.verb}".strip() for command in listed(router)
        ]
    assert {scope for commands in bot["commandLists"] for scope in commands["scopes"]} == set(
        bot["scopes"]
    )


def test_of_many_commands_every_family_and_the_easy_ones_are_listed() -> None:
    chosen = listed(crowd())
    assert len(chosen) == LISTED
    assert {command.name for command in chosen} == {"alpha", "beta", "gamma", "delta"}
    assert sum(bool(command.usage) for command in chosen) == 4  # the first of each family
    order = crowd().commands
    places = [
        [(each.name, each.verb) for each in order].index((command.name, command.verb))
        for command in chosen
    ]
    assert all(before < after for before, after in pairwise(places))


def test_every_shortcut_is_an_action_where_it_belongs() -> None:
    router = everything()
    (extension,) = teams_manifest(router)["composeExtensions"]
    contexts = {command["id"]: command["context"] for command in extension["commands"]}
    assert list(contexts) == [shortcut.name for shortcut in router.shortcuts]
    for shortcut in router.shortcuts:
        assert ("message" in contexts[shortcut.name]) == (shortcut.on == "message")
    assert all(command["fetchTask"] is True for command in extension["commands"])
    assert "composeExtensions" not in teams_manifest(Router())


def test_it_asks_for_no_more_than_it_needs() -> None:
    made = teams_manifest(everything(), APP, URL)
    assert "authorization" not in made, "a roster can be read without a team's consent"
    assert made["validDomains"] == ["beat.example.org"]
    assert made["webApplicationInfo"] == {"id": APP}


def test_what_is_too_long_for_teams_is_refused() -> None:
    router = Router()
    router.command("standup", "x" * 30, hint="answer")(_nothing)
    with pytest.raises(TooBig, match="title"):
        teams_manifest(router)


def test_the_package_holds_the_manifest_and_both_icons() -> None:
    made = teams_manifest(everything(), APP, URL, release="2.3.4")
    assert package(made) == package(made)
    with zipfile.ZipFile(io.BytesIO(package(made))) as whole:
        assert whole.testzip() is None
        assert sorted(whole.namelist()) == ["color.png", "manifest.json", "outline.png"]
        assert json.loads(whole.read("manifest.json")) == made
        assert set(made["icons"].values()) <= set(whole.namelist())
    assert (made["id"], made["bots"][0]["botId"], made["version"]) == (APP, APP, "2.3.4")
    assert APP != EXAMPLE_ID


def test_the_icons_are_what_teams_wants() -> None:
    color = pixels((ICONS / "color.png").read_bytes(), 192)
    assert all(alpha == 255 for *_, alpha in color)
    outline = pixels((ICONS / "outline.png").read_bytes(), 32)
    assert outline[0][3] == 0
    assert {tuple(shown) for *shown, alpha in outline if alpha == 255} == {(255, 255, 255)}
    assert sum(alpha > 0 for *_, alpha in outline) > 150


def pixels(png: bytes, size: int) -> list[tuple[int, int, int, int]]:
    """Of a square PNG with eight bits for each of red, green, blue and alpha."""
    assert struct.unpack(">II", png[16:24]) == (size, size)
    assert png[24:26] == b"\x08\x06"
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    raw, width = zlib.decompress(data), size * 4
    above, shown = bytearray(width), []
    for row in range(size):
        start = row * (width + 1)
        line = unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + width]), above)
        shown += [(line[n], line[n + 1], line[n + 2], line[n + 3]) for n in range(0, width, 4)]
        above = line
    return shown


def unfiltered(kind: int, line: bytearray, above: bytearray) -> bytearray:
    for n in range(len(line)):
        left, corner = (line[n - 4], above[n - 4]) if n >= 4 else (0, 0)
        guess = left + above[n] - corner
        paeth = min((left, above[n], corner), key=lambda each: abs(guess - each))
        added = (0, left, above[n], (left + above[n]) // 2, paeth)[kind]
        line[n] = (line[n] + added) & 255
    return line
