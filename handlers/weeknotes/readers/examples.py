"""What readers of weeknotes see, with plausible data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from handlers.cards import Card
from handlers.example import Example
from handlers.weeknotes.readers import link_views, reader_views
from handlers.weeknotes.readers.link_views import Given, Row
from handlers.weeknotes.readers.reader_views import Asked, Reached

LINK = "https://beat.example.org/weeknotes/kX2f"
FEED = "https://beat.example.org/feeds/kX2f.atom"
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
        *_readers(),
    ]


ASKED = Asked(
    7, 12, "Harbor", "Sam Okafor", "When is the engine part here, and what do we do until then?"
)
ANSWERED = replace(
    ASKED, answer="On 7 December. Until then the harbour boat stands in.", answered_by="Ben Hughes"
)
WEEKS = tuple(
    Reached(number, readers, useful)
    for number, readers, useful in (
        (5, 2, 0),
        (6, 3, 1),
        (7, 3, 1),
        (8, 6, 2),
        (9, 5, 2),
        (10, 7, 4),
        (11, 6, 3),
        (12, 9, 4),
    )
)


def _readers() -> list[Example]:
    beneath = Card("Beneath a weeknote", tuple(reader_views.beneath(12, has_page=True)))
    hard = replace(ASKED, asker="ליאור Cohen *bold*", words="<b>Why</b> @everyone? " * 40)
    return [
        Example("beneath a weeknote", beneath),
        Example("weeknote was useful", reader_views.thanked(12, 12, again=False)),
        Example("weeknote was useful, said before", reader_views.thanked(12, 12, again=True)),
        Example("weeknote echo", reader_views.echo(12, 4)),
        Example(
            "weeknote echo, signs", reader_views.echo(12, 4, 6, {"👍": 4, "🎉": 2, ":ferry:": 1})
        ),
        Example("weeknote question form", reader_views.asking(12, "Harbor", 12)),
        Example("weeknote question", reader_views.question(ASKED)),
        Example("weeknote question, hard words", reader_views.question(hard)),
        Example("weeknote question, answered", reader_views.question(ANSWERED)),
        Example("weeknote question waits", reader_views.unanswered(ASKED)),
        Example("weeknote answer form", reader_views.answering(ASKED)),
        Example("weeknote answer", reader_views.answered(ANSWERED)),
        Example("weeknote readers", reader_views.reach("Harbor", WEEKS)),
        Example("weeknote readers, none yet", reader_views.reach("Harbor", ())),
        Example("weeknote sponsor is quiet", reader_views.quiet("Harbor", ["Sam"], [10, 11, 12])),
        Example(
            "weeknote sponsors are quiet",
            reader_views.quiet("Harbor", ["Sam Okafor", "Ines Roth", "Li Wei"], [10, 11, 12]),
        ),
        Example("weeknote links note", link_views.note("It is taken back.")),
    ]
