"""The browser that pages are tested in: the system's Chromium, else the one Playwright brings.

python -m tests.browser    # makes sure that there is one
"""

from __future__ import annotations

import shutil
import subprocess
import sys

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def of_the_system() -> str | None:
    """Where the system has one; None where it has none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=of_the_system(), args=list(FLAGS))


def main() -> int:
    if of_the_system():
        return 0
    return subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"])


if __name__ == "__main__":
    sys.exit(main())
