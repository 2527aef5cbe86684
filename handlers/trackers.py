"""Tickets that people name in what they write: keys such as PORT-12, and addresses of Jira, GitHub,
Azure DevOps and Linear. Recognised, and made to lead there. Pure.

An address says itself where it leads; a bare key leads to one of the team's own trackers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, parse_qs, urlsplit

from handlers.cards import Bold, Link, Plain, Span, Spans
from handlers.tracker_settings import Tracker, hosted, unreadable

_ADDRESS = r"https?://[^\s<>\"“”]+"
_TICKET = r"[A-Z][A-Z0-9_]{1,14}-[1-9]\d{0,6}"
_IN_WORDS = re.compile(
    rf"(?P<address>{_ADDRESS})"
    rf"|(?<![\w./#@-])(?P<repository>[\w.-]+/[\w.-]+#[1-9]\d{{0,6}})(?![\w-])"
    rf"|(?<![\w./#@-])(?P<azure>AB#[1-9]\d{{0,8}})(?![\w-])"
    rf"|(?<![\w./#@-])(?P<key>{_TICKET})(?![\w-])"
    rf"|(?<![\w./#@&-])(?P<number>#[1-9]\d{{0,6}})(?![\w-])",
    re.IGNORECASE,
)
_KEY = re.compile(_TICKET)
_NO_PROJECTS = frozenset(
    {
        *("AES", "COVID", "CP", "GPT", "HTTP", "IEC", "IPV", "ISO"),
        *("MD", "MP", "RFC", "RSA", "SHA", "TLS", "UTF"),
    }
)
"""What stands before a dash and a number, and is no project."""
MOST = 10
"""Tickets that one text leads to: addresses are long, and a message holds only so much."""
_CLOSING = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Ticket:
    said: str
    """As it was written."""
    label: str
    url: str
    where: str
    """The same for every way to write the same ticket."""


def spans(words: str, trackers: Sequence[Tracker]) -> Spans:
    """The words as typed; what names a ticket leads to it."""
    return tuple(_spans(words, trackers, is_bold=False))


def bold(words: str, trackers: Sequence[Tracker]) -> Spans:
    """The same in bold; no platform shows a bold link, so links stay as they are."""
    return tuple(_spans(words, trackers, is_bold=True))


def tickets(words: str, trackers: Sequence[Tracker]) -> list[Ticket]:
    """Those that the words name, each once."""
    found = [each for each in _pieces(words, tuple(trackers)) if isinstance(each, Ticket)]
    return list({each.where: each for each in reversed(found)}.values())[::-1]


def _spans(words: str, trackers: Sequence[Tracker], *, is_bold: bool) -> Iterator[Span]:
    left = MOST
    for piece in _pieces(words, tuple(trackers)):
        if isinstance(piece, Ticket) and left > 0:
            left -= 1
            yield Link(piece.label, piece.url)
            continue
        said = piece.said if isinstance(piece, Ticket) else piece
        yield Bold(said) if is_bold else Plain(said)


@lru_cache(maxsize=2048)
def _pieces(words: str, trackers: tuple[Tracker, ...]) -> tuple[str | Ticket, ...]:
    found: list[str | Ticket] = []
    at = 0
    for match in _IN_WORDS.finditer(words):
        said = _without_punctuation(match[0]) if match["address"] else match[0]
        ticket = _ticket(match, said, trackers)
        if ticket is None:
            continue
        if match.start() > at:
            found.append(words[at : match.start()])
        found.append(ticket)
        at = match.start() + len(said)
    if at < len(words) or not found:
        found.append(words[at:])
    return tuple(found)


def _ticket(match: re.Match[str], said: str, trackers: Sequence[Tracker]) -> Ticket | None:
    if match["address"]:
        return _at(said, trackers)
    if match["repository"]:
        return _in_repository(said, trackers)
    if match["azure"]:
        return _in_azure(said, trackers)
    if match["number"]:
        return _numbered(said, trackers)
    # "port-12" may be many things; a key is written in capitals.
    return _keyed(said, trackers) if _KEY.fullmatch(said) else None


def _keyed(said: str, trackers: Sequence[Tracker]) -> Ticket | None:
    project = said.rpartition("-")[0]
    some = [each for each in trackers if each.kind in ("jira", "linear")]
    own = [each for each in some if project in each.keys]
    if not own and project not in _NO_PROJECTS:
        own = [each for each in some if not each.keys]
    if not own:
        return None
    path = "browse" if own[0].kind == "jira" else "issue"
    return Ticket(said, said, f"{own[0].address}/{path}/{said}", _where(own[0].address, said))


def _in_repository(said: str, trackers: Sequence[Tracker]) -> Ticket | None:
    theirs = next((each for each in trackers if each.kind == "github"), None)
    if theirs is None:
        return None
    parts = urlsplit(theirs.address)
    repository, _, number = said.partition("#")
    url = f"{parts.scheme}://{parts.netloc}/{repository}/issues/{number}"
    return Ticket(said, said, url, _where(f"{parts.scheme}://{parts.netloc}", said))


def _numbered(said: str, trackers: Sequence[Tracker]) -> Ticket | None:
    """`#12` of the team's own repository."""
    for each in trackers:
        repository = urlsplit(each.address).path.strip("/")
        if each.kind == "github" and "/" in repository:
            found = _in_repository(f"{repository}{said}", [each])
            return Ticket(said, said, found.url, found.where) if found else None
    return None


def _in_azure(said: str, trackers: Sequence[Tracker]) -> Ticket | None:
    theirs = next((each for each in trackers if each.kind == "azure"), None)
    if theirs is None:
        return None
    number = said.partition("#")[2]
    where = _where(_organisation(urlsplit(theirs.address)), f"AB#{number}")
    return Ticket(said, f"AB#{number}", f"{theirs.address}/_workitems/edit/{number}", where)


# Addresses.
def _at(url: str, trackers: Sequence[Tracker]) -> Ticket | None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    if not host or parts.username is not None or unreadable(url):
        return None
    path = [each for each in parts.path.split("/") if each]
    match hosted(host, trackers):
        case "github":
            return _at_github(url, parts, path)
        case "azure":
            return _at_azure(url, parts, path)
        case "linear":
            return _at_linear(url, path)
        case "jira":
            return _at_jira(url, parts, path)
        case None:
            return _at_strange(url, host, path)


def _at_github(url: str, parts: SplitResult, path: list[str]) -> Ticket | None:
    match path:
        case [owner, repository, "issues" | "pull" | "discussions", number, *_] if number.isdigit():
            label = f"{owner}/{repository}#{number}"
            return Ticket(url, label, url, _where(f"{parts.scheme}://{parts.netloc}", label))
    return None


def _at_azure(url: str, parts: SplitResult, path: list[str]) -> Ticket | None:
    home = _organisation(parts)
    asked = parse_qs(parts.query).get("workitem", [])
    for number in (*_behind(path, "_workitems", "edit")[:1], *asked):
        if number.isdigit():
            return Ticket(url, f"AB#{number}", url, _where(home, f"AB#{number}"))
    match _behind(path, "_git"):
        case [repository, "pullrequest", number, *_] if number.isdigit():
            return Ticket(
                url, f"{repository}!{number}", url, _where(home, f"{repository}!{number}")
            )
    return None


def _behind(path: list[str], *names: str) -> list[str]:
    """What follows those names in the path; nothing where they are not there."""
    for start in range(len(path)):
        if path[start : start + len(names)] == list(names):
            return path[start + len(names) :]
    return []


def _at_linear(url: str, path: list[str]) -> Ticket | None:
    match path:
        case [workspace, "issue", key, *_] if _KEY.fullmatch(key.upper()):
            home = f"https://linear.app/{workspace}"
            return Ticket(url, key.upper(), url, _where(home, key))
    return None


def _at_jira(url: str, parts: SplitResult, path: list[str]) -> Ticket | None:
    asked = parse_qs(parts.query).get("selectedIssue", [])
    key = next((each for each in [*asked, *reversed(path)] if _KEY.fullmatch(each)), None)
    if key is None:
        return None
    context = (
        "".join(f"/{each}" for each in path[: path.index("browse")]) if "browse" in path else ""
    )
    return Ticket(url, key, url, _where(f"{parts.scheme}://{parts.netloc}{context}", key))


def _at_strange(url: str, host: str, path: list[str]) -> Ticket | None:
    """A Jira of somebody's own is known by its path; its name is said, as nobody vouches for it."""
    match path:
        case [*context, "browse", key] if _KEY.fullmatch(key):
            home = "/".join((host, *context))
            return Ticket(url, f"{key} ({host})", url, _where(f"https://{home}", key))
    return None


def _organisation(parts: SplitResult) -> str:
    """Work items are numbered within one: a part of the path, or of the host."""
    first = parts.path.strip("/").partition("/")[0]
    host = parts.netloc
    if (parts.hostname or "").endswith(".visualstudio.com"):
        return f"https://dev.azure.com/{host.partition('.')[0]}"
    return f"https://{host}/{first}"


def _where(home: str, key: str) -> str:
    return f"{home.partition('://')[2]} {key}".casefold()


def _without_punctuation(url: str) -> str:
    """What ends a sentence, or a bracket around it, is not part of an address."""
    while url:
        last = url[-1]
        opening = _CLOSING.get(last)
        if last in ".,;:!?'*_~|’" or (opening and url.count(last) > url.count(opening)):
            url = url[:-1]
            continue
        return url
    return url
