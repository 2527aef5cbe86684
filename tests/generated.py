"""What is written from the code and checked in. `python -m tests.generated` writes it again."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import resvg_py
from pydantic import SecretStr

from bot.metrics import Metrics
from bot.msteams.manifest import ICONS, Version, as_text, teams_manifest
from bot.settings import Settings
from bot.slack.manifest import slack_manifest
from handlers.registry import everything
from handlers.routing import Router

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
TEAMS = ROOT / "manifests" / "msteams"
MANIFESTS = {"manifest.json": False, "manifest-socket-mode.json": True}
"""File name to whether it is for Socket Mode."""
VERSIONS: tuple[Version, ...] = get_args(Version)
ICON_SIZES = {"color": 192, "outline": 32}
ENDINGS = {"counter": "_total", "info": "_info"}
"""What Prometheus' format adds to a figure's name."""
AGAIN = "out of date: run `python -m tests.generated` and look at what it changed"


def readme(text: str) -> str:
    """The README with its tables as they should be now."""
    text = between(text, "commands", commands_table(everything()))
    text = between(text, "settings", settings_table())
    return between(text, "figures", figures_table())


def between(text: str, name: str, table: str) -> str:
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    assert text.count(start) == text.count(end) == 1, f"README.md needs one {start}…{end}"
    return re.sub(
        f"({re.escape(start)}).*?({re.escape(end)})",
        lambda found: found[1] + table + found[2],
        text,
        flags=re.DOTALL,
    )


def commands_table(router: Router) -> str:
    rows = [
        (f"`{command.form}`", command.hint)
        for name in dict.fromkeys(command.name for command in router.commands)
        for command in router.commands
        if command.name == name
    ]
    where = {"message": "in the menu of a message", "global": "in the shortcuts menu"}
    rows += [
        (f"“{shortcut.title}” {where[shortcut.on]}", lower(shortcut.hint))
        for shortcut in router.shortcuts
    ]
    return table(("say or choose", "to"), rows)


def lower(hint: str) -> str:
    return hint[:1].lower() + hint[1:]


def settings_table() -> str:
    rows = []
    for field in Settings.model_fields.values():
        default = "" if isinstance(field.default, SecretStr) else str(field.default)
        shown = f"`{default}`" if default else ""
        rows.append((f"`{field.alias}`", shown, str(field.description)))
    return table(("variable", "default", "what it is"), rows)


def figures_table() -> str:
    """Ours; those of the process and of Python are what every Prometheus client tells."""
    rows = [
        (
            f"`{figure.name}{ENDINGS.get(figure.type, '')}`",
            figure.type,
            figure.documentation,
        )
        for figure in Metrics().registry.collect()
        if figure.name.startswith("drumbeat")
    ]
    return table(("figure", "kind", "what it is"), rows)


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    cells = ([cell.replace("|", "\\|") for cell in line] for line in lines)
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


def manifest(socket: bool) -> str:
    made = slack_manifest(everything(), socket=socket)
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def teams(version: Version) -> str:
    return as_text(teams_manifest(everything(), version=version))


def icon(name: str) -> bytes:
    size = ICON_SIZES[name]
    drawing = (ICONS / f"{name}.svg").read_text("utf-8")
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, width=size, height=size))


def main() -> None:
    README.write_text(readme(README.read_text("utf-8")), "utf-8")
    for name, socket in MANIFESTS.items():
        (ROOT / "manifests" / "slack" / name).write_text(manifest(socket), "utf-8")
    for version in VERSIONS:
        (TEAMS / f"manifest-{version}.json").write_text(teams(version), "utf-8")
    for name in ICON_SIZES:
        for folder in (ICONS, TEAMS):
            (folder / f"{name}.png").write_bytes(icon(name))


if __name__ == "__main__":
    main()
