"""Examples of everything a poll shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from handlers.example import Example
from handlers.polls import forms, private_views, pulse_views, views
from handlers.polls.forms import Place
from handlers.polls.private_views import Open
from handlers.polls.pulse_views import Course, Draft, Told
from handlers.polls.rules import tally
from handlers.polls.shown import Mine, Shown
from handlers.polls.templates import TEMPLATES

BERLIN = "Europe/Berlin"
FRIDAY = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
HARD = "<!channel> *bold* & <b>tags</b> אין לי גישה 👩🏽‍💻 https://a.example/?a=1"
LONG = (
    "Move the release to Thursday, so that the terminal can look at it before",
    "Keep Wednesday, and ask the terminal to look at it in the evening instead",
    "Split it: what the terminal does not touch goes out on Wednesday already",
)

LUNCH = Shown(
    1,
    "Where to for lunch on Friday?",
    "single",
    ("Pizza", "Sushi", "Soup kitchen"),
    "Ada Brandt",
    FRIDAY,
    BERLIN,
    team="Harbor",
)
NAMED = replace(
    LUNCH,
    is_anonymous=False,
    is_live=True,
    answered=4,
    tally=tally("single", 3, [(0,), (0,), (2,), (0,)]),
    names=(("Ben Hughes", "Chiara Moretti", "Dev Nair"), (), ("Grace Miller",)),
)
COUNTED = replace(
    LUNCH, is_live=True, answered=7, tally=tally("single", 3, [(0,)] * 3 + [(1,)] * 2 + [(2,)])
)
RELEASE = replace(LUNCH, id=2, question="When do we release?", options=LONG, answered=1)
MANY = replace(
    LUNCH,
    id=3,
    question="Which talks shall we propose for the spring conference?",
    kind="multiple",
    options=tuple(f"Talk {n}: {each}" for n, each in enumerate(("tides", "maps", "locks") * 5, 1)),
    most=3,
)
RANKED = replace(
    LUNCH, id=4, question="What comes first next quarter?", kind="ranked",
    options=("Timetable import", "Map editor", "Alerts", "Reports"), answered=5,
)  # fmt: skip
RANKINGS = [(0, 1, 2, 3), (0, 2, 1), (1, 0, 3, 2), (2, 0), (0, 1)]
SCALE = replace(LUNCH, id=5, question="How was this sprint?", kind="scale5", options=(), answered=6)
TEN = replace(SCALE, kind="scale10")
HARD_ONE = replace(
    NAMED, question=HARD, options=(HARD, "*a*", "_b_"), author=HARD, names=((HARD,), (), ())
)
INSIDE = TEMPLATES["inside"].statements
PULSE = replace(
    LUNCH, id=6, question="Team health", kind="pulse", options=INSIDE, answered=5, pulse=1
)
RATINGS = [(4, 5, 3, 2, 4, 5), (5, 4, 4, 3, 3, 0), (3, 4, 2, 2, 0, 4), (4, 4, 0, 1, 0, 5)]


def examples() -> list[Example]:
    return [*_open(), *_closed(), *_private(), *_forms(), *_pulses()]


def _open() -> list[Example]:
    return [
        Example("poll", views.card(LUNCH)),
        Example("poll with names", views.card(NAMED)),
        Example("poll, the tally live without names", views.card(COUNTED)),
        Example("poll with long answers", views.card(RELEASE)),
        Example("poll with several answers", views.card(MANY)),
        Example("poll with a ranking", views.card(RANKED)),
        Example("poll with a rating", views.card(SCALE)),
        Example("poll with a rating to 10", views.card(TEN)),
        Example("poll with hard words", views.card(HARD_ONE)),
        Example("poll that is a pulse", views.card(PULSE)),
    ]


def _closed() -> list[Example]:
    few = replace(LUNCH, is_closed=True, answered=2)
    done = replace(COUNTED, is_closed=True, closed_by="Ada Brandt")
    tied = replace(NAMED, is_closed=True, tally=tally("single", 3, [(0,), (2,)]), answered=2)
    ranked = replace(RANKED, is_closed=True, tally=tally("ranked", 4, RANKINGS))
    rated = replace(
        SCALE, is_closed=True, tally=tally("scale5", 0, [(4,), (5,), (3,), (4,), (4,), (2,)])
    )
    named = replace(
        rated, is_anonymous=False, names=((), ("Emi Sato",), ("Ben Hughes",), ("Ada", "Dev"), ("Femi",))
    )  # fmt: skip
    pulse = replace(
        PULSE,
        is_closed=True,
        tally=tally("pulse", len(INSIDE), RATINGS, 3),
        before=tally("pulse", len(INSIDE), [(3,) * 6] * 3, 3),
    )
    return [
        Example("result", views.card(done)),
        Example("result with names, a tie", views.card(tied)),
        Example("result of too few", views.card(few)),
        Example(
            "result of nobody", views.card(replace(tied, tally=tally("single", 3, []), names=()))
        ),
        Example("result that cannot be opened", views.card(replace(few, answered=5))),
        Example("result of a ranking", views.card(ranked)),
        Example("result of a rating", views.card(rated)),
        Example("result of a rating with names", views.card(named)),
        Example("result of a pulse", views.card(pulse)),
        Example("result with hard words", views.card(replace(HARD_ONE, is_closed=True))),
        Example(
            "result told in the thread",
            private_views.result_told(done),
        ),
    ]


def _private() -> list[Example]:
    lead = Mine(True, "Pizza", ("Emi Sato", "Femi Adeyemi"), ("Hugo Almeida",), True, True)
    return [
        Example("poll asked", private_views.opened(LUNCH)),
        Example(
            "poll asked, with names for want of a key",
            private_views.opened(NAMED, "Names are shown: there is no key here."),
        ),
        Example("poll answered", private_views.taken(LUNCH)),
        Example("poll answered with names", private_views.taken(NAMED, "Pizza")),
        Example("poll, more", private_views.more(LUNCH, Mine(True))),
        Example("poll, more for who asked", private_views.more(NAMED, lead)),
        Example(
            "poll, more once it is closed",
            private_views.more(replace(NAMED, is_closed=True), Mine(True, "Pizza")),
        ),
        Example("poll reminder", private_views.reminder(NAMED, "Emi Sato")),
        Example("poll reminder for all", private_views.reminder_to_all(COUNTED)),
        Example("poll that a team is asked", private_views.asked(PULSE)),
        Example(
            "polls that are open",
            private_views.listed(
                [Open(1, LUNCH.question, FRIDAY, BERLIN), Open(2, HARD, FRIDAY, BERLIN)], 1, 2
            ),
        ),
        Example("polls, none open", private_views.listed([], 1, 1)),
        Example("poll note", views.note("Your answer is taken back.")),
    ]


def _forms() -> list[Example]:
    places = [Place("C1", "Harbor (here)"), Place("C2", "Lighthouse")]
    long = replace(MANY, options=tuple(f"{n} {'x' * 72}"[:75] for n in range(20)))
    return [
        Example("form: ask a poll", forms.asking(places, True)),
        Example("form: ask a poll here", forms.asking(places[:1], False)),
        Example("form: several answers", forms.answering(MANY, (0, 2))),
        Example("form: answers of the longest", forms.answering(long, None)),
        Example("form: a ranking", forms.answering(RANKED, (1, 0))),
        Example("form: one of many", forms.answering(replace(MANY, kind="single"), (1,))),
        Example("form: a pulse", forms.answering(PULSE, (4, 0, 3))),
        Example("form: another answer", forms.adding(LUNCH)),
        Example(
            "form: set up a pulse",
            pulse_views.form(
                Draft("Inside-out", "\n".join(INSIDE), "every other Tuesday at 10:00"),
                {"team": "1"},
            ),
        ),
    ]


def _pulses() -> list[Example]:
    on = Told(
        1, "Team health", "every other Tuesday at 10:00, Berlin time", FRIDAY, BERLIN, True, 6, 3
    )
    off = replace(on, id=2, name="Outside-in", is_on=False)
    days = [date(2026, 10, 13), date(2026, 10, 27), date(2026, 11, 10), date(2026, 11, 24)]
    rose = Course(INSIDE[0], tuple(zip(days, (3.2, 3.6, None, 4.4), strict=True)))
    fell = Course(INSIDE[4], tuple(zip(days, (4.0, 3.5, 3.3, 2.8), strict=True)))
    new = Course(INSIDE[5], tuple(zip(days, (None, None, None, 4.0), strict=True)))
    return [
        Example("pulses", pulse_views.pulses("Harbor", 1, [on, off], may_run=True)),
        Example("pulses for a member", pulse_views.pulses("Harbor", 1, [on], may_run=False)),
        Example("pulses, none yet", pulse_views.pulses("Harbor", 1, [], may_run=True)),
        Example("pulse saved", pulse_views.saved(on, "Every other Tuesday at 10:00, Berlin time.")),
        Example("pulse trend", pulse_views.trend("Team health", [rose, fell, new])),
        Example("pulse trend, none yet", pulse_views.trend("Team health", [new])),
    ]
