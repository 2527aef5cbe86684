"""Where a new ticket is begun in a team's own tracker, with the words filled in where the tracker takes
them from an address. Pure.

Jira takes them only together with the numbers of a project and a kind of issue, which nobody knows by
heart: there the empty form opens.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode, urlsplit

from handlers.tracker_settings import NAMES, Tracker

LONGEST = 1500
"""Characters of an address."""


def new_tickets(trackers: Sequence[Tracker], title: str, more: str) -> list[tuple[str, str]]:
    """Name and address of each tracker in which one can be begun, each make once."""
    found: dict[str, tuple[str, str]] = {}
    for tracker in trackers:
        url = _url(tracker, title, more)
        if url and len(url) > LONGEST:
            url = _url(tracker, title, "")
        if url and len(url) <= LONGEST and tracker.kind not in found:
            found[tracker.kind] = (NAMES[tracker.kind], url)
    return list(found.values())


def _url(tracker: Tracker, title: str, more: str) -> str:
    match tracker.kind:
        case "github":
            is_one = urlsplit(tracker.address).path.strip("/").count("/") == 1
            asked = _query({"title": title, "body": more})
            return f"{tracker.address}/issues/new?{asked}" if is_one else ""
        case "azure":
            asked = _query({"[System.Title]": title, "[System.Description]": more})
            return f"{tracker.address}/_workitems/create/Task?{asked}"
        case "linear":
            asked = _query({"title": title, "description": more})
            team = f"/team/{tracker.keys[0]}" if tracker.keys else ""
            return f"{tracker.address}{team}/new?{asked}"
        case "jira":
            return f"{tracker.address}/secure/CreateIssue!default.jspa"


def _query(said: dict[str, str]) -> str:
    return urlencode({name: words for name, words in said.items() if words}, quote_via=quote)
