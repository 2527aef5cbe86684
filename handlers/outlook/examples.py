"""Milestones and risks with plausible data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from handlers.example import Example
from handlers.outlook import forms, views
from handlers.outlook.forms import Draft
from handlers.outlook.rules import ENDS
from handlers.outlook.shown import Line, Shown

BERLIN = "Europe/Berlin"
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
HARD = 'Buoy <b>"7"</b> & *pier* @everyone <!channel> \N{WAVING WHITE FLAG}'

MILESTONE = Shown(
    "milestone",
    3,
    3,
    "Harbor",
    "Winter timetable live on all piers",
    date(2026, 12, 11),
    "Ada Brandt",
    owner="Grace Miller",
)
RISK = Shown(
    "risk",
    2,
    2,
    "Harbor",
    "The engine part for the night ferry comes late",
    date(2026, 12, 7),
    "Dev Nair",
    owner="Ben Hughes",
    likelihood="high",
    impact="medium",
    response="Order two, from different makers; charter the harbour boat if both are late.",
)
LATE = replace(MILESTONE, due_on=date(2026, 11, 20), is_overdue=True)
REACHED = replace(
    MILESTONE, status="reached", closing="The piers tested it a week early, which helped most."
)
HAPPENED = replace(RISK, status="happened", closing="The part is stuck in Rotterdam.")
STALE = replace(RISK, due_on=date(2026, 11, 20), is_overdue=True)
BARE = replace(RISK, owner="", response="", likelihood="low", impact="low", number=4)
HARD_ONE = replace(MILESTONE, title=HARD, owner="ליאור Cohen *bold*", number=5)

HISTORY = (
    Line(MONDAY, BERLIN, "Grace Miller", "moved it to Friday 11 December 2026", "Two piers wait."),
    Line(MONDAY, BERLIN, "", "asked Grace Miller how it stands"),
    Line(MONDAY, BERLIN, "Ada Brandt", "noted it"),
)
TEAM = (("1", "Harbor"),)
TEAMS = (*TEAM, ("2", "Night ferries"))


def examples() -> list[Example]:
    return [*_cards(), *_private(), *_lists(), *_forms()]


def _cards() -> list[Example]:
    return [
        Example("milestone", views.card(MILESTONE)),
        Example("milestone, overdue", views.card(LATE)),
        Example("milestone, reached", views.card(REACHED)),
        Example("milestone, hard words", views.card(HARD_ONE)),
        Example("risk", views.card(RISK)),
        Example("risk, no more known", views.card(BARE)),
        Example("risk, happened", views.card(HAPPENED)),
    ]


def _private() -> list[Example]:
    return [
        Example("milestone noted", views.noted(MILESTONE)),
        Example("risk noted", views.noted(RISK)),
        Example("milestone is yours", views.yours(MILESTONE, "Ada Brandt")),
        Example("risk is yours", views.yours(RISK, "Ada Brandt")),
        Example("milestone asked about", views.overdue(LATE)),
        Example("risk asked about", views.overdue(STALE)),
        Example("milestone in full", views.more(MILESTONE, HISTORY, can_change=True)),
        Example("milestone in full, reached", views.more(REACHED, HISTORY, can_change=True)),
        Example("risk in full", views.more(RISK, HISTORY[2:], can_change=True)),
        Example("risk in full, reading along", views.more(RISK, (), can_change=False)),
        Example("outlook note", views.note("Milestone 3: reached. The weeknote will tell of it.")),
    ]


def _lists() -> list[Example]:
    milestones = {"kind": "milestone", "filter": "open", "team": "1"}
    risks = {"kind": "risk", "filter": "closed", "team": "1"}
    rows = (LATE, MILESTONE, HARD_ONE)
    return [
        Example("milestones", views.listed("Milestones of Harbor", rows, 1, 2, milestones)),
        Example("milestones, none", views.listed("Milestones of Harbor", (), 1, 1, milestones)),
        Example(
            "risks",
            views.listed("Risks of Harbor", (RISK, STALE, BARE), 1, 1, {**risks, "filter": "open"}),
        ),
        Example(
            "risks, closed", views.listed("Risks of Harbor · closed", (HAPPENED,), 1, 1, risks)
        ),
    ]


def _forms() -> list[Example]:
    draft = Draft("Winter timetable live", None, "")
    ends = [
        Example(f"milestone form, {how}", forms.ending(MILESTONE, how)) for how in ENDS["milestone"]
    ]
    ends += [Example(f"risk form, {how}", forms.ending(RISK, how)) for how in ENDS["risk"]]
    return [
        Example("milestone form", forms.making("milestone", Draft(), TEAM)),
        Example(
            "milestone form, day is missing",
            forms.making("milestone", draft, TEAMS, "By when? Please choose the day."),
        ),
        Example("risk form", forms.making("risk", Draft(), TEAM)),
        Example("milestone form, changing", forms.changing(MILESTONE, "U0GRACE")),
        Example("risk form, changing", forms.changing(RISK, "U0BEN")),
        Example("milestone form, moving", forms.moving(MILESTONE)),
        *ends,
    ]
