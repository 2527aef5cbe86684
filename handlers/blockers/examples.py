"""Examples of everything a blocker shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from handlers import downloads
from handlers.blockers import forms, list_views, service_examples, told_views, views
from handlers.blockers.forms import Draft
from handlers.blockers.list_views import Row
from handlers.blockers.shown import Coming, Line, Shown
from handlers.blockers.workback import Past, workback
from handlers.cards import Card, Moment
from handlers.example import Example

BERLIN = "Europe/Berlin"
MONDAY = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HARD = (
    "<!channel> *bold* _under_ `code` & <b>tags</b> אין לי גישה 👩🏽‍💻 https://example.org/?a=1&b=2"
)
STORY = (
    "The winter timetable cannot be imported: the terminal's test system has been down since "
    "Friday, and the vendor answers nobody but the account owner, who is on parental leave. "
)

OPEN = Shown(
    12,
    12,
    "Harbor",
    "The terminal's test system is down, so the timetable import cannot be tried",
    "open",
    "Dev Nair",
    ("Dev Nair",),
    MONDAY,
    BERLIN,
    owner="Grace Miller",
    waits_for="service",
    waits_for_name="Terminal operations",
    severity="high",
    category="environment",
    due_at=FRIDAY,
    due_has_time=True,
    link="https://harbor.slack.com/archives/C0HARBOR/p1795424400000100",
    coming=(
        Coming("Grace Miller", MONDAY + DAY),
        Coming("product owner", MONDAY + 2 * DAY),
        Coming("sponsor", MONDAY + 4 * DAY),
    ),
)
PRIVATE = replace(
    OPEN, is_private=True, coming=(*OPEN.coming[:1], Coming("scrum master", MONDAY + 2 * DAY))
)
PLAIN = Shown(
    13,
    13,
    "Harbor",
    "No licence for the map editor",
    "open",
    "Chiara Moretti",
    ("Chiara Moretti", "Emi Sato"),
    MONDAY,
    BERLIN,
)
ON_IT = replace(OPEN, status="acknowledged", quiet_until=FRIDAY, coming=())
PASSED = replace(OPEN, status="acknowledged", promised_until=MONDAY)
PUT_OFF = replace(OPEN, quiet_until=FRIDAY, coming=())
LATE = replace(OPEN, due_at=MONDAY - DAY, due_has_time=False, is_overdue=True)
RESOLVED = replace(
    OPEN, status="resolved", closing="The vendor restarted it; a check runs every hour now."
)
DISMISSED = replace(PLAIN, status="dismissed", closing="The old editor will do until spring.")
MERGED = replace(PLAIN, status="dismissed", merged_into=12)
HARD_ONE = replace(
    OPEN, summary=HARD, blocked=(HARD,), owner="ליאור Cohen *bold*", waits_for_name=HARD
)

HISTORY = (
    Line(MONDAY + DAY, "Grace Miller", "is on it until Friday 27 November, 15:00 (Berlin)"),
    Line(MONDAY + DAY, "Dev Nair", "said", "The vendor needs a ticket from the account owner."),
    Line(MONDAY + DAY, "", "told Grace Miller (owner)"),
    Line(MONDAY, "Dev Nair", "logged it"),
)
LONG = tuple(Line(MONDAY, "Dev Nair", "said", STORY * 4) for _ in range(6))


def examples() -> list[Example]:
    return [
        *_cards(),
        *_private(),
        *_forms(),
        *_lists(),
        *_in_standups(),
        *service_examples.examples(OPEN),
    ]


def _cards() -> list[Example]:
    return [
        Example("blocker", views.card(OPEN)),
        Example("blocker, no more known", views.card(PLAIN)),
        Example("blocker, somebody is on it", views.card(ON_IT)),
        Example("blocker, promise passed", views.card(PASSED)),
        Example("blocker, put off", views.card(PUT_OFF)),
        Example("blocker, private", views.card(PRIVATE)),
        Example("blocker, overdue", views.card(LATE)),
        Example("blocker, resolved", views.card(RESOLVED)),
        Example("blocker, dismissed", views.card(DISMISSED)),
        Example("blocker, merged", views.card(MERGED)),
        Example("blocker, hard words", views.card(HARD_ONE)),
        Example("blocker in full", views.more(OPEN, HISTORY, 1, 1)),
        Example("blocker in full, resolved", views.more(RESOLVED, HISTORY, 2, 3)),
        Example(
            "blocker in full, very long", views.more(replace(OPEN, details=STORY * 12), LONG, 1, 2)
        ),
    ]


def _private() -> list[Example]:
    args = {"team": "1", "text": "still no licence for the map editor"}
    words = "Somebody in your team is blocked."
    return [
        Example(
            "blocker told to the owner",
            told_views.notice(OPEN, "Dev Nair is blocked and thinks that you can help."),
        ),
        Example("blocker told to the scrum master", told_views.notice(PLAIN, words)),
        Example(
            "blocker told, resolved",
            told_views.notice(RESOLVED, "Grace Miller resolved this:", RESOLVED.closing),
        ),
        Example(
            "blocker told, private",
            told_views.notice(
                PRIVATE,
                "This has had no news for days. It is private, so nobody above you is told.",
            ),
        ),
        Example(
            "blocker told to who had it before",
            told_views.no_longer_yours(PLAIN, "Ada Brandt handed this to Chiara Moretti."),
        ),
        Example(
            "blocker told to who had it before, private",
            told_views.no_longer_yours(PRIVATE, "Ada Brandt handed this to Chiara Moretti."),
        ),
        Example("blocker logged", told_views.logged(OPEN)),
        Example("blocker logged, no more known", told_views.logged(PLAIN)),
        Example(
            "blocker logged, which moment",
            told_views.which_due(
                PLAIN,
                "05:00 or 17:00?",
                ("Friday 27 November 2026 at 05:00", "Friday 27 November 2026 at 17:00"),
            ),
        ),
        Example("blocker twice", told_views.duplicate(PLAIN, args["text"], args)),
        Example("blocker note", views.note("Blocker 12 is resolved.")),
    ]


def _forms() -> list[Example]:
    team, teams = ("1", "Harbor"), [("1", "Harbor"), ("2", "Lighthouse crew")]
    draft = Draft("The build server is full.", STORY * 3, blocked="U0ADA", due="Friday 3pm")
    args = OPEN.args
    about = OPEN.number, OPEN.summary
    return [
        Example("blocker form", forms.raising(Draft(blocked="U0ADA"), [team])),
        Example("blocker form, filled", forms.raising(draft, teams)),
        Example("blocker form, all the same", forms.raising(draft, [team], anyway=True)),
        Example("blocker form, change", forms.changing(draft, args)),
        Example("blocker form, on it", forms.on_it(args, *about)),
        Example("blocker form, on it until", forms.on_it(args, *about, "Friday 27 November 2026")),
        Example("blocker form, reassign", forms.reassigning(args, *about, "U0ADA")),
        Example("blocker form, snooze", forms.snoozing(args, *about)),
        Example("blocker form, resolve", forms.saying("resolve", args, *about)),
        Example("blocker form, dismiss", forms.saying("dismiss", args, *about)),
        Example("blocker form, reopen", forms.saying("reopen", args, *about)),
        Example("blocker form, comment", forms.saying("comment", args, *about)),
        Example("blocker form, merge", forms.saying("merge", args, *about)),
    ]


def _lists() -> list[Example]:
    rows = [Row(LATE, 6, "stops you"), Row(ON_IT, 2), Row(PLAIN, 0, "you can remove it")]
    args = {"team": "1", "filter": "open"}
    past = [
        Past(
            n, "=No access to staging", "resolved", "access", "service", "IT desk", "high", at, end
        )
        for n, (at, end) in enumerate(
            (MONDAY - 7 * n * DAY, MONDAY - 7 * n * DAY + n * DAY / 2) for n in range(1, 6)
        )
    ] + [
        Past(9, STORY[:80], "open", "dependency", "team", "Platform", "medium", MONDAY, None),
        Past(10, "Contract", "open", "", "", "", "low", MONDAY - 30 * DAY, None),
    ]
    found = workback(past, MONDAY + DAY, BERLIN)
    none = workback([], MONDAY, BERLIN)
    days = {"owner": 1, "product_owner": 2, "sponsor": 0}
    board = list_views.board("Harbor", rows, {"team": "1"})
    return [
        Example("blockers", list_views.listed("Blockers of Harbor", rows, 1, 3, args)),
        Example("blockers, none", list_views.listed("Blockers of Harbor", [], 1, 1, args)),
        Example(
            "blockers, mine to resolve",
            list_views.listed("My blockers", rows, 1, 1, {"filter": "open"}, resolving=True),
        ),
        Example(
            "blockers, closed",
            list_views.listed(
                "Blockers of Harbor · closed",
                [Row(RESOLVED, 2), Row(DISMISSED, 1), Row(MERGED, 12)],
                1,
                1,
                {**args, "filter": "closed"},
            ),
        ),
        Example("blockers at home", Card("Drumbeat", tuple(list_views.home(board))), on="home"),
        Example("blockers at home, none", Card("Drumbeat", tuple(list_views.home([]))), on="home"),
        Example("blockers, workback", list_views.workback("Harbor", found, 8, {"team": "1"})),
        Example("blockers, workback of nothing", list_views.workback("Harbor", none, 8, {})),
        Example(
            "blockers as a file",
            downloads.card(
                "overdue blockers of Harbor",
                "https://drumbeat.example.org/exports/3q2-8Zr0.csv",
                Moment(MONDAY, BERLIN),
            ),
        ),
        Example("blockers setup form", list_views.setup(1, "Harbor", days, time(9), time(17))),
    ]


def _in_standups() -> list[Example]:
    offered = views.offered({"team": "1", "day": "2026-11-23", "standup": "1", "question": "q3"})
    return [
        Example("blocker offered", Card("Your stand-up is in", tuple(offered))),
        Example("blocker known", Card("Your stand-up is in", tuple(views.known(OPEN)))),
        Example("blocker still blocking", Card("Still blocking?", tuple(views.still(OPEN)))),
    ]
