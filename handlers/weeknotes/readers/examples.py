"""What readers of weeknotes see, with plausible data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from handlers.example import Example
from handlers.weeknotes.readers import link_views
from handlers.weeknotes.readers.link_views import Given, Row

LINK = "https://beat.example.org/weeknotes/Zx3_wq9o0bPz4rT1sVhJ6aQ8nK2mYcEd7fLuGtRiXoA"
FEED = "https://beat.example.org/feeds/Zx3_wq9o0bPz4rT1sVhJ6aQ8nK2mYcEd7fLuGtRiXoA.atom"
MADE = datetime(2026, 11, 2, 9, tzinfo=UTC)
OWN = Given(1, "Harbor", "workspace", LINK, FEED)
ROWS = (
    Row(
        12,
        12,
        date(2026, 11, 16),
        date(2026, 11, 20),
        "Winter may come: every pier knows when its ferries leave.",
    ),
    Row(11, 11, date(2026, 11, 9), date(2026, 11, 13), "Fog all week, and nobody missed a ferry."),
)


def examples() -> list[Example]:
    known = replace(OWN, link="", feed="", made_at=MADE)
    public = replace(OWN, mode="public")
    nowhere = replace(OWN, mode="off", link="", feed="")
    return [
        Example("weeknotes, a new link", link_views.archive(OWN, ROWS)),
        Example("weeknotes, link given before", link_views.archive(known, ROWS)),
        Example("weeknotes, public", link_views.archive(public, ROWS, is_counted=False)),
        Example("weeknotes, none yet", link_views.archive(nowhere, ())),
        Example("weeknotes, found", link_views.archive(nowhere, ROWS[:1], "winter ferries")),
        Example("weeknotes, nothing found", link_views.archive(nowhere, (), "submarine")),
        Example("weeknotes link", link_views.links(OWN)),
        Example("weeknotes on the web form", link_views.sharing(1, "Harbor", "workspace")),
        Example("weeknotes on the web, public", link_views.shared(public)),
        Example("weeknotes on the web, off", link_views.shared(nowhere)),
        Example("weeknotes on the web, own links", link_views.shared(replace(OWN, link=""))),
    ]
