"""Examples of questions of a team's own: asked, answered and changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from handlers.cards import Card, Moment
from handlers.example import Example
from handlers.standup import (
    answer_form,
    channel_views,
    live_views,
    question_form,
    question_views,
    views,
)
from handlers.standup.question_lines import read
from handlers.standup.questions import DEFAULTS
from handlers.standup.rules import Standing
from handlers.standup.setup_form import setup_form
from handlers.standup.views import Where
from handlers.times import WEEKDAYS

HARBOR = Where(1, "Harbor", date(2026, 11, 23))
NINE = datetime(2026, 11, 23, 8, 4, tzinfo=UTC)
BERLIN = "Europe/Berlin"
ALL = read(
    "What did you do since last time?\n"
    "What will you do next?\n"
    "Is anything blocking you? (optional)\n"
    "Who could remove it? (optional) (if “Is anything blocking you?” is answered)\n"
    "How sure are you of the sprint goal? (low / medium / high)\n"
    "What would make you surer? (if “How sure are you of the sprint goal?” is “low”)\n"
    "How well did we work together this week? (1-10, optional) (on Fridays)",
    DEFAULTS,
)
_, _, BLOCKER, WHO, SURE, SURER, TOGETHER = ALL
MOST = read("\n".join(f"Question number {number} of ten?" for number in range(1, 11)), ())
LONG = read(
    f"{'How far along is the timetable import, ' * 3}in your own view?\n"
    f"Why? (if “{'How far along is the timetable import, ' * 3}in your own view?” contains “pier”)",
    (),
)
ANSWERS = {ALL[1].id: "Ferry map with Emi.", SURE.id: "low", TOGETHER.id: "10"}


def examples() -> list[Example]:
    return [*_asked(), *_forms(), *_changing(), *_by_hand()]


def _asked() -> list[Example]:
    wrong = "One of these, please: low, medium or high."
    return [
        Example("next question, choice", views.next_question(SURE, 4, 5)),
        Example("next question, long scale", views.next_question(TOGETHER, 5, 5)),
        Example("not understood, choice", views.not_understood(wrong, SURE)),
        Example(
            "answered, more follows",
            views.answered(HARBOR, NINE, BERLIN, edited=False, late=False, left=(SURER,)),
        ),
        Example(
            "entry, other questions",
            channel_views.entry("Dev Nair", ALL, ANSWERS, late=False, edited_at=None, zone=BERLIN),
        ),
    ]


def _forms() -> list[Example]:
    return [
        Example("form, choice and long scale", answer_form.form(HARBOR, (SURE, TOGETHER), {}, ())),
        Example("form, what follows", answer_form.follow_up(HARBOR, (SURER,), {})),
        Example("form, more follows", answer_form.follow_up(HARBOR, (WHO, SURER), {})),
        Example(
            "setup form, many marks",
            setup_form(
                place="C0HARBOR",
                team="Harbor",
                days=WEEKDAYS[:5],
                hour=time(9),
                window_minutes=240,
                remind_after_minutes=60,
                zone=BERLIN,
                questions=ALL,
            ),
        ),
    ]


def _changing() -> list[Example]:
    args = {"standup": "1"}
    several = [(1, "Harbor"), (2, "Lighthouse crew")]
    return [
        Example("questions", question_views.questions(1, "Harbor", ALL)),
        Example(
            "questions, changed",
            question_views.questions(1, "Harbor", DEFAULTS, "“How do you feel?” is changed."),
        ),
        Example("questions, ten", question_views.questions(1, "Harbor", MOST)),
        Example("questions, long", question_views.questions(1, "Harbor", LONG)),
        Example("questions, one", question_views.questions(1, "Harbor", DEFAULTS[1:2])),
        Example("which to run", views.which_to_run(several, "standup.questions")),
        Example("question form, new", question_form.question_form(None, ALL, args)),
        Example("question form, first", question_form.question_form(None, (), args)),
        Example("question form, choice", question_form.question_form(SURE, ALL[:4], args)),
        Example("question form, follows", question_form.question_form(SURER, ALL[:5], args)),
        Example("question form, long", question_form.question_form(LONG[1], LONG[:1], args)),
    ]


def _by_hand() -> list[Example]:
    digest = Moment(datetime(2026, 11, 23, 12, tzinfo=UTC), BERLIN)
    standing = Standing(("Ada Brandt", "Dev Nair"), (), (), ("Emi Sato",))
    blockers = [("Dev Nair", "The terminal's test system has been down since Friday. " * 8)]

    def shown(read_in: str) -> Card:
        return channel_views.digest(
            HARBOR,
            standing,
            blockers,
            mood=None,
            late=False,
            changed_at=None,
            zone=BERLIN,
            posted=True,
            read_in=read_in,
        )

    alone = channel_views.entry(
        "Dev Nair", ALL, ANSWERS, late=False, edited_at=None, zone=BERLIN, of=HARBOR.day
    )
    return [
        Example("started by hand", live_views.started(HARBOR, 5, 2, 1, digest)),
        Example("started by hand, nobody left", live_views.started(HARBOR, 0, 8, 0, digest)),
        Example("closed by hand", live_views.closed(HARBOR)),
        Example("digest, answers posted", shown("")),
        Example("digest, read along", shown("C0HARBOR")),
        Example("entry, posted alone", alone),
    ]
