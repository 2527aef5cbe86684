"""Weeknotes with plausible data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from handlers.cards import Card, Form
from handlers.example import Example
from handlers.weeknotes import forms, offer_views, source_views, told_views, views, wording_views
from handlers.weeknotes.note import MOST, TITLES, Member, Note, SectionName
from handlers.weeknotes.views import Point, Shown, Source

BERLIN = "Europe/Berlin"
PAGE = "https://beat.example.org/edit/kX2f"
FRIDAY = datetime(2026, 11, 27, 14, tzinfo=UTC)
HARD = 'Buoy <b>"7"</b> & *pier* @everyone <!channel> \N{WAVING WHITE FLAG}'

SECTIONS: dict[SectionName, tuple[str, ...]] = {
    "good": (
        "We reached the goal of sprint 12: Winter timetable live on all piers.",
        "Around the ticket machine, we fixed the card reader, added Danish and tested the machine "
        "at pier 3.",
        "We have access to the port's weather service now.",
        "Welcome to the team, Grace Miller (designer).",
    ),
    "learned": (
        "From our retro: Two people on one topic are faster than one on two.",
        "We noticed that half of the tickets are bought in the last five minutes.",
    ),
    "difficult": (
        "We are waiting for the new engine part (with the shipyard, for 2 weeks now).",
        "A new risk: The night ferry may need a second pilot (our answer: we train two).",
    ),
    "next": (
        "The goal of sprint 13: Tickets on the phone for season guests.",
        "Coming up on 11 December: Ticket machines at all piers.",
        "On the timetable, we will print it in large type and test it with the harbour office.",
    ),
}
NOTE = Note(
    "Harbor",
    12,
    date(2026, 11, 23),
    date(2026, 11, 27),
    "Sprint 12 is done, and we reached its goal.",
    SECTIONS,
    (
        Member("Ada Brandt", "scrum master"),
        Member("Ben Hughes"),
        Member("Dev Nair"),
        Member("Grace Miller", "designer"),
        Member("Petra Vogt", "product owner"),
    ),
    "Petra Vogt, petra@harbor.example",
    zone=BERLIN,
)
POSTED = replace(NOTE, posted_at=FRIDAY)
EDITED = replace(POSTED, edited_at=datetime(2026, 11, 30, 9, 12, tzinfo=UTC))
HARD_ONE = replace(
    POSTED,
    team="Harbor *& <Sons>*",
    opening=HARD,
    sections={"good": (HARD, "ליאור tested the horn.", "Fog. " * 60)},
    contact=HARD,
)
FULL = replace(
    POSTED,
    sections={
        name: tuple(
            f"{nth}. {'The ferry sails at dawn and comes back at dusk. ' * 6}"
            for nth in range(MOST)
        )
        for name in TITLES
    },
)
QUIET = replace(NOTE, number=13, opening="A quiet week.", sections={}, people=(), contact="")

SOURCES = (
    Source("stand-up", "fixed card reader of the ticket machine", "2026-11-24"),
    Source("stand-up", "ticket machine: added Danish", "2026-11-25"),
)


def points(origin: str = "drafted") -> dict[SectionName, tuple[Point, ...]]:
    made: dict[SectionName, tuple[Point, ...]] = {}
    for name, texts in SECTIONS.items():
        made[name] = tuple(
            Point(text, origin if nth == 1 else "drafted", () if nth == 3 else SOURCES)
            for nth, text in enumerate(texts)
        )
    return made


DRAFT = Shown(7, NOTE, "draft", "Ben Hughes", FRIDAY, "hold", points())
APPROVED = replace(DRAFT, status="approved")
HELD = replace(DRAFT, is_held=True)
NOBODYS = replace(DRAFT, editor="", planned_at=None, note=QUIET, points={})
WITH_MODEL = replace(DRAFT, points=points("suggested"), may_suggest=True, unapproved="post")
OUT = replace(DRAFT, status="posted", note=POSTED)
PAIRS = (
    ("Sprint 12 is done, and we reached its goal.", "Sprint 12 ends on a high: goal reached."),
    (SECTIONS["good"][1], "The ticket machine speaks Danish now and reads cards again."),
)


def examples() -> list[Example]:
    return [
        Example("weeknote", views.posted(POSTED)),
        Example("weeknote, edited after it was posted", views.posted(EDITED)),
        Example("weeknote, with a picture", views.posted(_pictured())),
        Example("weeknote, hard to show", views.posted(HARD_ONE)),
        Example("weeknote, very long", views.posted(FULL)),
        Example("weeknote draft", views.draft(DRAFT)),
        Example("weeknote draft, approved", views.draft(APPROVED)),
        Example("weeknote draft, held back", views.draft(HELD)),
        Example("weeknote draft, of a quiet week, nobody's", views.draft(NOBODYS)),
        Example("weeknote draft, late, with suggested words", views.draft(WITH_MODEL, late=True)),
        Example("weeknote draft, posted", views.draft(OUT)),
        Example("weeknote preview", views.preview(DRAFT, can_edit=False)),
        Example("weeknote preview, approved", views.preview(APPROVED, can_edit=True)),
        Example(
            "weeknote sources",
            source_views.sources(
                replace(DRAFT, points=points("edited")), "with “we”, with “fixed”"
            ),
        ),
        Example("weeknote reminder", told_views.reminder(DRAFT)),
        Example(
            "weeknote reminder, of one that goes out as it is", told_views.reminder(WITH_MODEL)
        ),
        Example("weeknote held back", told_views.held(HELD)),
        Example("weeknote went out", told_views.went_out(POSTED, 1, 0)),
        Example("weeknote went out, to many", told_views.went_out(POSTED, 3, 12)),
        Example(
            "weeknote unreachable",
            told_views.unreachable("Harbor", "I am not in one of its channels."),
        ),
        Example("weeknote words", wording_views.suggested({"weeknote": "7"}, 12, PAIRS)),
        Example("weeknote words, none", wording_views.suggested({"weeknote": "7"}, 12, ())),
        Example("weeknote form, section", forms.section(DRAFT, "good")),
        Example("weeknote form, opening", forms.top(replace(DRAFT, note=_pictured()))),
        Example("weeknote form, setup", _setup()),
        Example("weeknote form, subscription", forms.subscription(3, "Harbor", 1)),
        Example("weeknote form, import", forms.importing(3, "Harbor")),
        Example("weeknote, a page of one's own", told_views.own_page("Edit weeknote 12", PAGE)),
        Example("weeknotes offered", offer_views.offer(1, "Harbor")),
        Example(
            "weeknotes offered in the home pane",
            Card("Home", tuple(offer_views.in_home(1, "Harbor"))),
        ),
        Example("weeknote note", told_views.note("Saved, and changed in 3 places.")),
    ]


def _pictured() -> Note:
    return replace(
        POSTED,
        picture_url="https://example.org/pier.png",
        picture_alt="The new ticket machine at pier 3, in the morning",
    )


def _setup() -> Form:
    return forms.setup(
        team_id=3,
        team="Harbor",
        editor="rotating",
        editor_ref="U2",
        draft_hours=24,
        remind_hours=3,
        unapproved="hold",
        places=("C2",),
        contact="Petra Vogt",
        is_own_tone=True,
        heard="without “we”, short, with “shipped”",
    )
