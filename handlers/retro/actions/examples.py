"""Examples of everything an action shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from handlers.cards import Card, Heading, Part
from handlers.example import Example
from handlers.retro.actions import forms, list_views, rules, views
from handlers.retro.actions.forms import Draft
from handlers.retro.actions.list_views import Became, Row
from handlers.retro.actions.shown import Shown
from handlers.tracker_settings import read

BERLIN = "Europe/Berlin"
FRIDAY = date(2026, 11, 27)
HARD = (
    "<!channel> *bold* _under_ `code` & <b>tags</b> אין לי גישה 👩🏽‍💻 https://example.org/?a=1&b=2"
)
LONG = (
    "Agree with terminal operations who may restart their test system outside office hours, write "
    "it down where everybody on call finds it, and try it once before the winter timetable goes live "
    "so that nobody learns it at night, as happened twice in the last sprint, each time for hours"
)
OPEN = Shown(
    7,
    "Write a runbook for the timetable import",
    "Harbor",
    1,
    "Grace Miller",
    FRIDAY,
    None,
    BERLIN,
    date(2026, 11, 23),
)
LATE = replace(
    OPEN,
    id=8,
    words="Ask legal whether ferry photos may be public",
    owner="Dev Nair",
    due_day=date(2026, 11, 20),
    is_late=True,
)
TIMED = replace(
    OPEN,
    id=9,
    words=LONG,
    owner="Chiara Moretti",
    due_day=date(2026, 12, 1),
    due_at=datetime(2026, 12, 1, 13, 0, tzinfo=UTC),
)
ODD = replace(OPEN, id=10, words=HARD, owner="Zoë <b>O'Neil</b>")
LEFT = replace(OPEN, id=11, words="Tidy up the backlog", owner="Ben Okafor", has_left=True)
TRACKED = replace(
    OPEN,
    id=14,
    words="PORT-12: agree with the vendor on a test system",
    trackers=read("PORT https://harbor.atlassian.net\nhttps://github.com/harbor/port"),
)
UNTRACKED = replace(TRACKED, id=15, words=OPEN.words)
DONE = replace(
    OPEN,
    id=12,
    words="Pair on the map editor once a week",
    status="done",
    closed_on=date(2026, 11, 19),
)
DROPPED = replace(
    LATE,
    id=13,
    words="Buy a second test phone",
    is_late=False,
    status="dropped",
    closed_on=date(2026, 11, 18),
    closing="The tests run on rented devices now.",
)
ARGS = {"filter": "team", "team": "1"}
HERE = {"team": "1", "in": "retro"}


def examples() -> list[Example]:
    return [*_told(), *_lists(), *_in_a_retro(), *_forms()]


def _told() -> list[Example]:
    today = replace(OPEN, today=FRIDAY)
    week_later = replace(OPEN, today=date(2026, 12, 4), is_late=True)
    return [
        Example("action told: handed over", views.told(OPEN, rules.HANDED, "Dev Nair")),
        Example("action told: handed over, hard words", views.told(ODD, rules.HANDED, ODD.owner)),
        Example(
            "action told: due tomorrow",
            views.told(replace(OPEN, today=date(2026, 11, 26)), rules.SOON, ""),
        ),
        Example("action told: due today", views.told(today, rules.DUE, "")),
        Example("action told: was due while away", views.told(LATE, rules.DUE, "")),
        Example("action told: how does it stand", views.told(week_later, rules.FIRST_CHASE, "")),
        Example("action told: for the last time", views.told(week_later, rules.LAST_CHASE, "")),
        Example("action settled: done", views.settled(DONE)),
        Example("action settled: dropped", views.settled(DROPPED)),
        Example("action settled: moved", views.settled(TIMED)),
        Example("action made", views.made(OPEN, is_mine=False)),
        Example("action made: no ticket yet", views.made(UNTRACKED, is_mine=False)),
        Example("action told: no ticket yet", views.told(UNTRACKED, rules.HANDED, "Dev Nair")),
        Example("action settled: with a ticket", views.settled(TRACKED)),
        Example("action made: mine", views.made(TIMED, is_mine=True)),
        Example(
            "action which due",
            views.which_due(
                "Grace Miller",
                "Which Friday?",
                ("Friday 27 November", "Friday 4 December"),
                {"team": "1", "words": OPEN.words, "owner": "U1"},
            ),
        ),
        Example("action orphaned", views.orphaned(LEFT)),
        Example("action note", views.note("Nothing has changed.")),
    ]


def _lists() -> list[Example]:
    rows = [Row(LATE), Row(OPEN, is_mine=True), Row(TIMED, may_change=False), Row(ODD), Row(LEFT)]
    closed = [Row(DONE), Row(DROPPED)]
    title = "Actions of Harbor"
    return [
        Example("actions listed", list_views.listed(title, rows, 1, 2, ARGS)),
        Example("actions listed: none", list_views.listed(title, [], 1, 1, ARGS)),
        Example(
            "actions listed: mine",
            list_views.listed("My actions", rows[1:2], 1, 1, {"filter": "mine"}),
        ),
        Example(
            "actions listed: done and dropped",
            list_views.listed(
                f"{title} · done and dropped", closed, 1, 1, {**ARGS, "filter": "closed"}
            ),
        ),
        Example(
            "actions home",
            _card(list_views.home(rows[:2], 2, [(1, "Harbor"), (2, "Pier")])),
            on="home",
        ),
        Example("actions home: none", _card(list_views.home([], 0, [(1, "Harbor")])), on="home"),
        Example(
            "actions home: many",
            _card(list_views.home([_numbered(each) for each in range(5)], 7, [])),
            on="home",
        ),
    ]


def _numbered(number: int) -> Row:
    return Row(replace(OPEN, id=number, words=f"Action {number + 1} of many"), is_mine=True)


def _in_a_retro() -> list[Example]:
    some = Became("Harbor", (DONE,), (DROPPED,), (LATE, OPEN, TIMED))
    many = tuple(replace(OPEN, id=each, words=f"Action {each}") for each in range(1, 12))
    made = (OPEN, TIMED, DONE)
    args = {"retro": "1", "team": "1"}
    return [
        Example("actions became", _headed("Harbor retro · Open actions", some)),
        Example(
            "actions became: many",
            _headed("Harbor retro · Open actions", Became("Harbor", (), (), many)),
        ),
        Example(
            "actions became: none",
            _headed("Harbor retro · Open actions", Became("Harbor", (), (), ())),
        ),
        Example("actions of a topic", _card(list_views.of_topic(made[:2]))),
        Example("actions of a retro", _card(list_views.of_retro(made, args))),
        Example("actions of a retro: none", _card(list_views.of_retro((), args))),
    ]


def _headed(title: str, found: Became) -> Card:
    return _card([Heading(title), *list_views.became(found, HERE)])


def _forms() -> list[Example]:
    args = {"team": "1"}
    draft = Draft(OPEN.words, "U1", "Friday 27 November 2026")
    asked = "Do you mean 5:00 or 17:00? Please write “Friday at 17:00” or “Friday at 5:00”."
    return [
        Example("action adding", forms.adding(Draft(), args)),
        Example(
            "action adding: from a topic",
            forms.adding(Draft(), args, about="Release notes take a whole day"),
        ),
        Example("action adding: asked back", forms.adding(draft, args, asked=asked)),
        Example("action changing", forms.changing(draft, args)),
        Example("action moving", forms.moving(OPEN.words, draft.due, args)),
        Example("action dropping", forms.dropping(HARD, args)),
        Example("action inheriting", forms.inheriting(LEFT.words, args)),
    ]


def _card(parts: list[Part]) -> Card:
    return Card("Actions", tuple(parts))
