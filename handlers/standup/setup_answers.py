"""What the form that sets a stand-up up comes back with. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from handlers.errors import Invalid
from handlers.events import Answers
from handlers.standup import question_lines
from handlers.standup.question_words import as_lines
from handlers.standup.questions import Question
from handlers.standup.setup_form import (
    LONGEST_NAME,
    LONGEST_OWN_NAME,
    LONGEST_QUESTIONS,
    OFTEN,
    REMINDERS,
    WINDOWS,
)
from handlers.times import WEEKDAYS, zone_meant


@dataclass(frozen=True, slots=True)
class Wanted:
    team: str
    called: str
    days: tuple[str, ...]
    every_weeks: int
    week: date | None
    """A day of a week in which it is held, where one was given."""
    hour: time
    zone: str
    window_minutes: int
    remind_after_minutes: int
    posts_entries: bool
    questions: tuple[Question, ...]


def read(answers: Answers, known: tuple[Question, ...], problems: dict[str, str]) -> Wanted:
    """`known`: the questions so far. Raises Invalid, with these problems and all others."""
    team = " ".join(answers.get("name", "").split())
    if not 0 < len(team) <= LONGEST_NAME:
        problems["name"] = f"A name of 1 to {LONGEST_NAME} characters, please."
    called = own_name(answers.get("called", ""))
    if len(called) > LONGEST_OWN_NAME:
        problems["called"] = f"A name of up to {LONGEST_OWN_NAME} characters, please."
    days = tuple(day for day in WEEKDAYS if day in answers.get("days", "").split(","))
    if not days:
        problems["days"] = "Choose at least one day."
    every = _choice(answers.get("every") or "1", tuple(int(each.value) for each in OFTEN))
    if every is None:
        problems["every"] = "Choose one of these."
    week = None
    try:
        week = date.fromisoformat(answers["week"]) if answers.get("week") else None
    except ValueError:
        problems["week"] = "A day such as 2026-11-27, please."
    hour = _time(answers.get("hour", ""))
    if hour is None:
        problems["hour"] = "A time such as 09:00, please."
    zone = zone_meant(answers.get("zone", ""))
    if zone is None:
        problems["zone"] = "I don't know this zone. Try a city, such as Berlin, or Europe/Berlin."
    window = _choice(answers.get("window", "240"), WINDOWS)
    if window is None:
        problems["window"] = "Choose one of these."
    reminder = _choice(answers.get("reminder", "60"), REMINDERS)
    if reminder is None:
        problems["reminder"] = "Choose one of these."
    asked: tuple[Question, ...] = ()
    written = answers.get("questions", "")
    if not written and len(as_lines(known)) > LONGEST_QUESTIONS:
        # Too many words for the form's field, which stays empty then.
        written = as_lines(known)
    try:
        asked = question_lines.read(written, known)
        if days:
            question_lines.held_on(asked, days)
    except ValueError as wrong:
        problems["questions"] = str(wrong)
    if problems or None in (every, hour, zone, window, reminder):
        raise Invalid(problems)
    assert every and hour is not None and zone and window and reminder
    return Wanted(
        team,
        called,
        days,
        every,
        week,
        hour,
        zone,
        window,
        reminder,
        answers.get("entries") == "each",
        asked,
    )


def own_name(words: str) -> str:
    return " ".join(words.split())


def _time(words: str) -> time | None:
    try:
        return time.fromisoformat(words).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return None


def _choice(words: str, choices: tuple[int, ...]) -> int | None:
    return int(words) if words in {str(choice) for choice in choices} else None
