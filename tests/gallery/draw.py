"""Pictures of every example on every platform: `python -m tests.gallery.draw OUT_DIR`; with words
behind it, only of those whose names have one of them.

Needs Chromium, node and npm. Each look gets a folder with one picture per example, and sheets with
many of them to look through: by day and by night, on a desk and as wide as a phone.
"""

from __future__ import annotations

import json
import mimetypes
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from playwright.sync_api import Browser, Route, sync_playwright

from bot import gallery
from bot.msteams.manifest import ICONS
from bot.playground.listen import STATIC
from bot.playground.render import CHART
from tests.browser import launch

HERE = Path(__file__).parent
ON_A_SHEET = 12
WIDE, NARROW = 1560, 320
"""Pixels."""
SCRIPTS = ("slack.jsx", "teams.js", "teams-look.js")
ADDRESS = "http://gallery.test/"
"""Answered from memory and from files; nothing leaves this machine."""
STYLES = ("tokens", "base", "messages", "cards", "dialog")
Examples = dict[str, dict[str, Any]]


def draw(folder: Path, words: Sequence[str] = ()) -> None:
    gallery.write(folder)
    bundle = _bundle(folder / ".npm")
    pictures = {f"/charts/{path.stem}": path for path in (folder / "charts").glob("*.png")}
    files = {
        "slack": _slack_files(bundle) | pictures,
        "msteams": _teams_files(bundle),
        "playground": _playground_files() | pictures,
    }
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for platform in files:
            shown = json.loads((folder / f"{platform}.json").read_text("utf-8"))
            some = {name: shown[name] for name in shown if not words or _has(name, words)}
            for light in ("light", "dark"):
                for look, width in (("", WIDE), ("-narrow", NARROW)):
                    out = folder / f"{platform}-{light}{look}"
                    _photograph(browser, out, some, files[platform], light, width)
        browser.close()


def _has(name: str, words: Sequence[str]) -> bool:
    return any(word.lower() in name.lower() for word in words)


def _bundle(folder: Path) -> Path:
    """The look-alikes with all they need, as one script each, and a style sheet for Slack's."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = (HERE / "package-lock.json").read_bytes()
    installed = folder / "installed-lock.json"
    if not installed.exists() or installed.read_bytes() != lock:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        subprocess.run(["npm", "ci", *quiet], cwd=folder, check=True)
        installed.write_bytes(lock)
    for name in SCRIPTS:
        shutil.copy(HERE / name, folder)
    esbuild = folder.absolute() / "node_modules/.bin/esbuild"
    options = ["--bundle", "--minify", "--jsx=automatic", "--outdir=bundled", "--log-level=warning"]
    define = '--define:process.env.NODE_ENV="production"'
    subprocess.run([esbuild, "slack.jsx", "teams.js", define, *options], cwd=folder, check=True)
    return folder / "bundled"


def _slack_files(bundle: Path) -> dict[str, Path]:
    return {
        "/slack.js": bundle / "slack.js",
        "/bundled.css": bundle / "slack.css",
        "/own.css": HERE / "slack.css",
        "/drum.svg": STATIC / "drum.svg",
    }


def _teams_files(bundle: Path) -> dict[str, Path]:
    return {
        "/teams.js": bundle / "teams.js",
        "/own.css": HERE / "teams.css",
        "/icon.png": ICONS / "color.png",
    }


def _playground_files() -> dict[str, Path]:
    files = {
        f"/playground/static/{path.relative_to(STATIC).as_posix()}": path
        for path in STATIC.rglob("*")
        if path.is_file()
    }
    return files | {"/playground.js": HERE / "playground.js", "/own.css": HERE / "playground.css"}


def _photograph(
    browser: Browser,
    out: Path,
    examples: Examples,
    files: dict[str, Path],
    light: str = "light",
    width: int = WIDE,
) -> None:
    """Raises RuntimeError for a card that is wider than the screen."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if light == "dark" else "light",
        timezone_id="Europe/Berlin",
        locale="en-GB",
    )
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    for number, sheet in enumerate(_sheets(examples), start=1):
        context.unroute_all()
        context.route("**/*", partial(_answer, _page(sheet, files), files))
        page.goto(ADDRESS)
        page.locator("#all > figure").nth(len(sheet) - 1).wait_for()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=out / f"sheet-{number}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems.append(f"sheet {number} of {out.name} is wider than {width}")
        for place, name in enumerate(sheet):
            page.locator("#all > figure").nth(place).screenshot(path=out / f"{_slug(name)}.png")
    context.close()
    if problems:
        raise RuntimeError("\n".join(problems))


def _answer(html: str, files: dict[str, Path], route: Route) -> None:
    asked = urlsplit(route.request.url)
    path = unquote(asked.path)
    if path == CHART:
        path = f"/charts/{parse_qs(asked.query)['chart'][0]}"
    if path == "/":
        route.fulfill(body=html, content_type="text/html; charset=utf-8")
    elif path in files:
        route.fulfill(path=files[path], content_type=mimetypes.guess_type(files[path])[0])
    else:
        route.fulfill(status=404)


def _sheets(examples: Examples) -> Iterator[Examples]:
    names = list(examples)
    for start in range(0, len(names), ON_A_SHEET):
        yield {name: examples[name] for name in names[start : start + ON_A_SHEET]}


def _page(examples: Examples, files: dict[str, Path]) -> str:
    """Its style sheets in order, and the one script at the top of the files."""
    ours = [f"/playground/static/css/{name}.css" for name in STYLES]
    styles = [each for each in ("/bundled.css", *ours, "/own.css") if each in files]
    links = "".join(f'<link rel="stylesheet" href="{each}">' for each in styles)
    script = next(path for path in files if path.count("/") == 1 and path.endswith(".js"))
    shown = json.dumps(examples).replace("<", "\\u003c")
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8">{links}<div id="all"></div>'
        f"<script>window.examples = {shown}</script>"
        f'<script type="module" src="{script}"></script></html>'
    )


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


if __name__ == "__main__":
    draw(Path(sys.argv[1]), sys.argv[2:])
