"""Examples of what is shown where a team has several stand-ups."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from handlers.cards import Button, Card, Form
from handlers.example import Example
from handlers.standup import (
    answer_form,
    channel_views,
    live_views,
    setup_views,
    views,
    which_views,
)
from handlers.standup.questions import DEFAULTS
from handlers.standup.rules import Standing
from handlers.standup.setup_form import setup_form
from handlers.standup.setup_views import Row
from handlers.standup.views import Where

BERLIN = "Europe/Berlin"
FRIDAY = date(2026, 11, 27)
HARBOR = Where(1, "Harbor", FRIDAY)
CHECK_IN = Where(2, "Harbor", FRIDAY, "Friday check-in")
LONG = replace(
    CHECK_IN,
    team="Winter timetable and passenger information of the northern l",
    name="Look back at the week, with the marketing",
)
BOTH = ((HARBOR, "Stand-up"), (CHECK_IN, "Friday check-in"))
DAILY = "Monday to Friday at 09:00 in everybody's own time"
FORTNIGHTLY = "Every other Friday at 14:00 in everybody's own time"
WORDS = "Winter routes are on the map; the pier names follow."
TWO = datetime(2026, 11, 27, 13, 0, tzinfo=UTC)
ROWS = (Row(1, "Stand-up", DAILY), Row(2, "Friday check-in", FORTNIGHTLY))


def examples() -> list[Example]:
    named = [(where.standup, label) for where, label in BOTH]
    long = [(where, where.called) for where in (HARBOR, LONG)]
    ended = [*named, (3, "Evening (ended)")]
    done = "The Evening of Harbor has ended. Earlier answers stay: /standup history"
    paused = replace(ROWS[1], paused="I am not in the channel. Add Drumbeat there again.")
    take = [
        Button(label, "standup.said", where.args | {"question": "q1", "words": WORDS})
        for where, label in BOTH
    ]
    return [
        Example("which to answer", which_views.to_answer(BOTH)),
        Example("which to answer, long names", which_views.to_answer(long)),
        Example("which to skip", which_views.to_skip(BOTH)),
        Example("which to read", which_views.to_read(ended, "standup.history", {})),
        Example("which a message is for", which_views.to_take(WORDS, take)),
        Example("which a long message is for", which_views.to_write_again(WORDS * 40, BOTH)),
        Example("what a message was for", which_views.taken(WORDS, CHECK_IN.title)),
        Example("stand-ups of a team", setup_views.stand_ups(ROWS, "Harbor")),
        Example("stand-ups of a team, one removed", setup_views.stand_ups(ROWS, "Harbor", done)),
        Example("stand-ups of a team, one paused", setup_views.stand_ups((ROWS[0], paused), "")),
        Example("setup form, every other week", _form()),
        Example("named: prompt", views.prompt(CHECK_IN, DEFAULTS, (), late=False)),
        Example("named: reminder", views.reminder(CHECK_IN, TWO, BERLIN, last=False)),
        Example("named: form", answer_form.form(CHECK_IN, DEFAULTS, {}, ())),
        Example("named: digest", _digest()),
        Example("named: status", _status()),
        Example("named: intro", _intro()),
        Example("named: closed by hand", live_views.closed(CHECK_IN)),
        Example("named: home", Card("Drumbeat", tuple(views.home(_rows()))), on="home"),
        Example("ended, to who was asked", views.ended(CHECK_IN)),
        Example("ended, to the channel", channel_views.has_ended(CHECK_IN.whole, "U0ADA")),
        Example("paused, several", _paused()),
    ]


def _form() -> Form:
    return setup_form(
        place="C0HARBOR",
        team="Harbor",
        called="Friday check-in",
        days=("fri",),
        every_weeks=2,
        week=FRIDAY,
        hour=time(14),
        window_minutes=180,
        remind_after_minutes=60,
        zone=BERLIN,
        questions=DEFAULTS[:1],
        args={"standup": "2"},
    )


def _digest() -> Card:
    standing = Standing(("Ada Brandt", "Dev Nair"), (), ("Emi Sato",), ("Hugo Almeida",))
    return channel_views.digest(
        CHECK_IN, standing, [], mood=None, late=False, changed_at=None, zone=BERLIN
    )


def _status() -> Card:
    return channel_views.status(
        "Harbor", None, None, FORTNIGHTLY, FRIDAY, "", name="Friday check-in"
    )


def _intro() -> Card:
    return channel_views.intro("Harbor", 7, FORTNIGHTLY, FRIDAY, "U0ADA", "Friday check-in")


def _rows() -> list[tuple[Where, str, views.Standing]]:
    return [(HARBOR, "answered", "answered"), (CHECK_IN, "waiting for your answer", "asked")]


def _paused() -> Card:
    why = "The channel has been archived. Bring it back, or use /standup setup elsewhere."
    return channel_views.paused("stand-ups of Harbor", "C0HARBOR", why, several=True)
