"""Which trackers a team has, as it says in lines. Pure.

A line is an address, with the keys of projects before it where there are several of a kind:
`PORT, MAP https://harbor.atlassian.net`. A tracker of one's own says whose make it is:
`Jira https://tickets.example.org`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

Kind: TypeAlias = Literal["jira", "github", "azure", "linear"]
NAMES: dict[Kind, str] = {
    "jira": "Jira",
    "github": "GitHub",
    "azure": "Azure DevOps",
    "linear": "Linear",
}
MOST = 20
LONGEST = 200
"""Characters of a line."""
_MAKES: dict[str, Kind] = {
    "jira": "jira",
    "github": "github",
    "azure": "azure",
    "linear": "linear",
}
_FILLING = frozenset({"DEVOPS", "BOARDS", "ENTERPRISE", "SERVER", "CLOUD", "CENTER", "DATA"})
_PROJECT = re.compile(r"[A-Z][A-Z0-9_]{1,14}")


@dataclass(frozen=True, slots=True)
class Tracker:
    kind: Kind
    address: str
    """Of all its tickets; without a slash at the end."""
    keys: tuple[str, ...] = ()
    """Of its projects; none: any."""


class Unreadable(Exception):
    """The words say why, with an example."""


def read(lines: str) -> tuple[Tracker, ...]:
    """Raises Unreadable."""
    said = [line.strip() for line in lines.splitlines() if line.strip()]
    if len(said) > MOST:
        raise Unreadable(f"At most {MOST} lines, please.")
    return tuple(_line(line) for line in said)


@lru_cache(maxsize=512)
def known(lines: str) -> tuple[Tracker, ...]:
    """What was read before it was kept."""
    try:
        return read(lines)
    except Unreadable:
        return ()


def hosted(host: str, trackers: Sequence[Tracker]) -> Kind | None:
    """Whose tickets are at that host; None: nobody says."""
    if own := next((each for each in trackers if urlsplit(each.address).hostname == host), None):
        return own.kind
    return _make_of(host)


def unreadable(address: str) -> bool:
    """Whether it holds what no link can carry along."""
    return not address.isprintable() or any(sign in address for sign in ' <>"|\\')


def _line(line: str) -> Tracker:
    if len(line) > LONGEST:
        raise Unreadable(f"At most {LONGEST} characters in a line, please.")
    *before, address = re.split(r"[\s,=]+", line)
    host, path = _parted(address, line)
    make, keys = _make_of(host), list[str]()
    for word in before:
        upper = word.upper().rstrip(":")
        if upper.casefold() in _MAKES:
            make = _MAKES[upper.casefold()]
        elif _PROJECT.fullmatch(upper) and upper not in _FILLING:
            keys.append(upper)
        elif upper not in _FILLING and upper:
            raise Unreadable(f"I don’t understand “{word}”. {_EXAMPLE}")
    if make is None:
        raise Unreadable(f"Whose is {host}? Say it like “Jira https://{host}”.")
    return Tracker(make, _home(make, address, path, line), tuple(keys))


_EXAMPLE = "Say it like “https://harbor.atlassian.net”, or “PORT, MAP https://linear.app/harbor”."


def _parted(address: str, line: str) -> tuple[str, list[str]]:
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise Unreadable(f"“{line}” has no address in it. {_EXAMPLE}") from None
    is_web = parts.scheme in ("https", "http") and "." in host
    if not is_web or parts.username is not None or unreadable(address):
        raise Unreadable(f"“{line}” ends in no address that I could lead to. {_EXAMPLE}")
    return host, [each for each in parts.path.split("/") if each]


def _make_of(host: str) -> Kind | None:
    if host.endswith(".atlassian.net"):
        return "jira"
    if host in ("github.com", "www.github.com"):
        return "github"
    if host == "dev.azure.com" or host.endswith(".visualstudio.com"):
        return "azure"
    return "linear" if host == "linear.app" else None


def _home(make: Kind, address: str, path: list[str], line: str) -> str:
    """Where its tickets begin, from any page of it that somebody copied."""
    parts = urlsplit(address if "://" in address else f"https://{address}")
    root = f"{parts.scheme}://{parts.netloc}"
    match make:
        case "jira":
            ends = next((n for n, each in enumerate(path) if each in _PAGES), len(path))
            kept = path[:ends]
        case "github":
            kept = path[:2]
        case "azure":
            ends = next((n for n, each in enumerate(path) if each.startswith("_")), len(path))
            kept = path[:ends]
            if not kept:
                raise Unreadable(
                    f"“{line}” lacks the project. Say it like https://dev.azure.com/harbor/port."
                )
        case "linear":
            kept = path[:1]
            if not kept:
                raise Unreadable(
                    f"“{line}” lacks the workspace. Say it like https://linear.app/harbor."
                )
    return "/".join((root, *kept))


_PAGES = frozenset({"browse", "projects", "jira", "secure", "issues"})
