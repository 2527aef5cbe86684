"""Examples of everything a stand-up shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from handlers.calendars.days import Off
from handlers.cards import Card, Form
from handlers.example import Example
from handlers.standup import (
    absent_views,
    answer_form,
    carry,
    channel_views,
    history_examples,
    participation_examples,
    question_examples,
    several_examples,
    talking_views,
    views,
)
from handlers.standup.keeping import WHY
from handlers.standup.questions import DEFAULTS, Question
from handlers.standup.rules import Standing
from handlers.standup.setup_form import setup_form
from handlers.standup.views import Where
from handlers.times import WEEKDAYS

BERLIN = "Europe/Berlin"
MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
HARBOR = Where(1, "Harbor", MONDAY)
LIGHTHOUSE = Where(2, "Lighthouse crew", MONDAY)
NINE = datetime(2026, 11, 23, 8, 4, tzinfo=UTC)
ONE = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
THREE = datetime(2026, 11, 23, 14, 20, tzinfo=UTC)
SCHEDULE = "Monday to Friday at 09:00 in everybody's own time"

DONE, NEXT, BLOCKER, MOOD = DEFAULTS
FOCUS = Question("q5", "What would help you most this week?", required=False)
NUMBER = Question("q6", "How sure are you of the sprint goal?", kind="scale")


AWAY = Off("away", date(2026, 12, 4))
HOLIDAY = Off("holiday", MONDAY, "Labor Thanksgiving Day")
NOT_WORKING = Off("not working", MONDAY)
OFF = (("Emi Sato", HOLIDAY), ("Femi Adeyemi", AWAY), ("Grace Miller", NOT_WORKING))

PLAN = carry.lines("Move the timetable import to the new queue\nPair with Emi on the ferry map", {})
MARKED = (replace(PLAN[0], mark="done"), replace(PLAN[1], mark="still"))
ANSWERS = {
    DONE.id: "Timetable import runs on the new queue; the nightly job is gone.",
    NEXT.id: "Ferry map with Emi: winter routes first, then the pier names.",
    BLOCKER.id: "The terminal's test system has been down since Friday, so I can't try the import.",
    MOOD.id: "4",
}
SHORT_ANSWERS = {DONE.id: "Reviewed Dev's import.", NEXT.id: "The same for the map."}
HARD_ANSWERS = {
    DONE.id: "تم إصلاح استيراد الجدول الزمني 🎉\nReviewed *markdown*, _under_scores and `code` 👩🏽‍💻",
    NEXT.id: "<!channel> & <@U0ADA> :tada: https://example.org/plan?a=1&b=2\n> quoted\n• a bullet",
    BLOCKER.id: "אין לי גישה לשרת הבדיקות",
    MOOD.id: "2",
}
STORY = (
    "The import of the winter timetable stops after the third pier, because the terminal sends the "
    "stops in another order since the update of Friday. I wrote to them and tried the older file "
    "format, which works for two of the five lines. "
)
LONG_PLAN = (carry.Line(STORY * 2), *(carry.Line(f"Pier {n}: new signs") for n in range(2, 10)))
LONG_ANSWERS = {DONE.id: STORY * 18, NEXT.id: STORY * 12, BLOCKER.id: STORY * 16, MOOD.id: "3"}

TEAM = (
    "Ada Brandt",
    "Ben Hughes",
    "Chiara Moretti",
    "Dev Nair",
    "Emi Sato",
    "Femi Adeyemi",
    "Grace Miller",
    "Hugo Almeida",
)
_FIRST = ("Ana", "Bo", "Cleo", "Dan", "Eva", "Gül", "Ida", "Jun", "Kai", "Lea", "Nia", "Ole", "Pia")
_LAST = (
    "Abe",
    "Berg",
    "Costa",
    "Diaz",
    "Eze",
    "Fox",
    "Garcia",
    "Haas",
    "Ito",
    "Jones",
    "Kim",
    "Li",
)
CROWD = tuple(f"{first} {last}" for first in _FIRST for last in _LAST) + tuple(
    f"Sam {initial}. {last}" for initial in "ABCD" for last in _LAST[:11]
)
"""200 names."""


def examples() -> list[Example]:
    own = [*_asking(), *_chat(), *_forms(), *_digests(), *_entries(), *_standings(), *_news()]
    others = (question_examples, history_examples, participation_examples, several_examples)
    return [*own, *(each for other in others for each in other.examples())]


def _asking() -> list[Example]:
    return [
        Example("prompt", views.prompt(HARBOR, DEFAULTS, PLAN, late=False)),
        Example("prompt, first time", views.prompt(HARBOR, DEFAULTS, (), late=False)),
        Example("prompt, one question", views.prompt(HARBOR, (NEXT,), (), late=False)),
        Example("prompt, marked", views.prompt(HARBOR, DEFAULTS, MARKED, late=False)),
        Example("prompt, very long plan", views.prompt(HARBOR, DEFAULTS, LONG_PLAN, late=False)),
        Example("prompt, plan to read", views.prompt(HARBOR, (FOCUS,), LONG_PLAN, late=False)),
        Example("prompt, late", views.prompt(HARBOR, DEFAULTS, PLAN, late=True)),
        Example("reminder", views.reminder(HARBOR, ONE, BERLIN, last=False)),
        Example("reminder, last", views.reminder(HARBOR, ONE, BERLIN, last=True)),
        Example("answered", views.answered(HARBOR, NINE, BERLIN, edited=False, late=False)),
        Example("answered, edited", views.answered(HARBOR, ONE, BERLIN, edited=True, late=False)),
        Example("answered, late", views.answered(HARBOR, THREE, BERLIN, edited=False, late=True)),
        Example("skipped", views.skipped(HARBOR)),
        Example("closed", views.closed(HARBOR)),
        Example("no answer expected, away", absent_views.in_peace(HARBOR, AWAY)),
        Example("no answer expected, holiday", absent_views.in_peace(HARBOR, HOLIDAY)),
        Example("no answer expected, not working", absent_views.in_peace(HARBOR, NOT_WORKING)),
    ]


def _chat() -> list[Example]:
    return [
        Example("next question", talking_views.next_question(NEXT, 2, 4)),
        Example("next question, optional", talking_views.next_question(BLOCKER, 3, 4)),
        Example("next question, scale", talking_views.next_question(NUMBER, 4, 5)),
        Example("next question, marked", talking_views.next_question(DONE, 1, 4, MARKED[:1])),
        Example("next question, optional scale", talking_views.next_question(MOOD, 4, 4)),
        Example(
            "not understood", talking_views.not_understood("A number from 1 to 5, please.", MOOD)
        ),
        Example(
            "not understood, empty", talking_views.not_understood("Please answer this one.", DONE)
        ),
        Example("overview", talking_views.overview(HARBOR, DEFAULTS, ANSWERS)),
        Example("overview, hard words", talking_views.overview(HARBOR, DEFAULTS, HARD_ANSWERS)),
    ]


def _forms() -> list[Example]:
    long = {**ANSWERS, DONE.id: LONG_ANSWERS[DONE.id]}
    return [
        Example("form", answer_form.form(HARBOR, DEFAULTS, {}, PLAN)),
        Example("form, first time", answer_form.form(HARBOR, DEFAULTS, {}, ())),
        Example(
            "form, begun", answer_form.form(HARBOR, DEFAULTS, {DONE.id: PLAN[0].text}, PLAN[1:])
        ),
        Example("form, filled", answer_form.form(HARBOR, DEFAULTS, ANSWERS, (), is_sent=True)),
        Example(
            "form, too long for it", answer_form.form(HARBOR, DEFAULTS, long, (), is_sent=True)
        ),
        Example("form, other questions", answer_form.form(HARBOR, (NEXT, FOCUS, NUMBER), {}, ())),
        Example("setup form, new", _setup("C0HARBOR", "Harbor", DEFAULTS)),
        Example("setup form, from nowhere", _setup("", "", (*DEFAULTS, FOCUS, NUMBER))),
    ]


def _setup(place: str, team: str, questions: tuple[Question, ...]) -> Form:
    return setup_form(
        place=place,
        team=team,
        days=WEEKDAYS[:5],
        hour=time(9),
        window_minutes=240,
        remind_after_minutes=60,
        zone=BERLIN,
        questions=questions,
    )


def _digests() -> list[Example]:
    some = Standing(TEAM[:4], skipped=TEAM[4:5], open=TEAM[5:7], silent=TEAM[7:])
    all_well = Standing(TEAM, (), (), ())
    nobody = Standing((), (), (), TEAM)
    some_away = Standing(TEAM[:4], (), (), TEAM[7:], OFF)
    crowd = Standing(CROWD[:121], CROWD[121:130], CROWD[130:132], CROWD[132:])
    blockers = [("Dev Nair", ANSWERS[BLOCKER.id]), ("Ada Brandt", "Waiting for the map licence.")]
    long = [("Dev Nair", LONG_ANSWERS[BLOCKER.id]), ("Ada Brandt", HARD_ANSWERS[BLOCKER.id])]
    many = [(name, STORY) for name in CROWD[:25]]
    return [
        Example("digest", _digest(some, blockers, mood=3.75)),
        Example("digest, all well", _digest(all_well, [], mood=4.2)),
        Example("digest, no blockers so far", _digest(some, [], mood=4.2)),
        Example("digest, nobody answered", _digest(nobody, [])),
        Example("digest, only skipped", _digest(Standing((), TEAM[:2], (), ()), [])),
        Example("digest, some away", _digest(some_away, blockers, mood=3.75)),
        Example("digest, late", _digest(some, blockers, late=True)),
        Example("digest, edited", _digest(some, blockers[:1], mood=3.75, changed_at=THREE)),
        Example("digest, 200 people", _digest(crowd, many, mood=3.41)),
        Example("digest, very long blocker", _digest(some, long)),
    ]


def _digest(
    standing: Standing,
    blockers: list[tuple[str, str]],
    *,
    mood: float | None = None,
    late: bool = False,
    changed_at: datetime | None = None,
) -> Card:
    return channel_views.digest(
        HARBOR, standing, blockers, mood=mood, late=late, changed_at=changed_at, zone=BERLIN
    )


def _entries() -> list[Example]:
    return [
        Example("entry", _entry("Dev Nair", ANSWERS)),
        Example("entry, short", _entry("Chiara Moretti", SHORT_ANSWERS)),
        Example("entry, late", _entry("Dev Nair", ANSWERS, late=True)),
        Example("entry, late and edited", _entry("Dev Nair", ANSWERS, late=True, edited_at=THREE)),
        Example("entry, hard words", _entry("ליאור Cohen *bold*", HARD_ANSWERS)),
        Example("entry, very long", _entry("Dev Nair", LONG_ANSWERS, edited_at=THREE)),
    ]


def _entry(
    name: str, answers: dict[str, str], *, late: bool = False, edited_at: datetime | None = None
) -> Card:
    return channel_views.entry(name, DEFAULTS, answers, late=late, edited_at=edited_at, zone=BERLIN)


def _standings() -> list[Example]:
    some = Standing(TEAM[:4], skipped=TEAM[4:5], open=TEAM[5:7], silent=TEAM[7:])
    crowd = Standing(CROWD[:121], CROWD[121:130], CROWD[130:132], CROWD[132:])
    why = WHY["not in channel"]
    return [
        Example("status", _status(MONDAY, some)),
        Example("status, some away", _status(MONDAY, Standing(TEAM[:4], (), (), TEAM[7:], OFF))),
        Example("status, nobody asked yet", _status(None, None)),
        Example("status, paused", _status(MONDAY, some, paused=why)),
        Example("status, 200 people", _status(MONDAY, crowd)),
        Example("home, no team", _home([]), on="home"),
        Example("home, away", _home([(HARBOR, absent_views.state(AWAY), "silent")]), on="home"),
        Example("home", _home([(HARBOR, "waiting for your answer", "asked")]), on="home"),
        Example(
            "home, several teams",
            _home([(HARBOR, "answered", "answered"), (LIGHTHOUSE, "skipped", "silent")]),
            on="home",
        ),
    ]


def _status(day: date | None, standing: Standing | None, paused: str = "") -> Card:
    return channel_views.status("Harbor", day, standing, SCHEDULE, TUESDAY, paused)


def _home(rows: list[tuple[Where, str, views.Standing]]) -> Card:
    return Card("Drumbeat", tuple(views.home(rows)))


def _news() -> list[Example]:
    return [
        Example("intro", channel_views.intro("Harbor", 7, SCHEDULE, TUESDAY, "U0ADA")),
        Example("intro, one person", channel_views.intro("Harbor", 1, SCHEDULE, TUESDAY, "U0ADA")),
        Example("intro, no scrum master", channel_views.intro("Harbor", 7, SCHEDULE, TUESDAY, "")),
        Example(
            "paused", channel_views.paused("stand-up of Harbor", "C0HARBOR", WHY["not in channel"])
        ),
        Example(
            "paused, archived",
            channel_views.paused("stand-up of Harbor", "C0HARBOR", WHY["archived"]),
        ),
        Example("running again", channel_views.running_again("stand-up of Harbor", "C0HARBOR")),
        Example("note", views.note("You are skipping the stand-up of Harbor this time.")),
    ]
