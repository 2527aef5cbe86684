"""A form's answers, checked as a real platform checks them before the bot is told."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from bot.playground.forms import Ticket, Wanted
from bot.playground.problems import Problem
from bot.playground.world import Viewer
from handlers.events import Answers

CLOCK_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
CALENDAR_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def as_words(given: dict[str, Any]) -> Answers:
    """Every answer as words; the empty ones are left out.

    Raises Problem 422 for a value that is no answer.
    """
    said = {name: _words(name, value) for name, value in given.items()}
    return {name: words for name, words in said.items() if words.strip()}


def check(said: Answers, ticket: Ticket, viewer: Viewer) -> tuple[Answers, dict[str, str]]:
    """The answers to the form's own fields, and words per field that cannot be taken."""
    taken: Answers = {}
    errors: dict[str, str] = {}
    for name, wanted in ticket.fields.items():
        if name in said:
            taken[name] = said[name]
            objection = _objection(said[name], wanted, viewer)
        else:
            objection = "Please fill this in." if wanted.required else ""
        if objection:
            errors[name] = objection
    return taken, errors


def _words(name: str, value: Any) -> str:
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            whole = isinstance(value, float) and value.is_integer()
            return _number(name, int(value) if whole else value)
        case list() if all(isinstance(each, str) for each in value):
            return ",".join(value)
        case _:
            raise Problem(422, f"The answer to “{name}” has to be words, a number or a list.")


def _number(name: str, value: float) -> str:
    try:
        return str(value)
    except ValueError:
        raise Problem(422, f"The answer to “{name}” is too large a number.") from None


def _objection(answer: str, wanted: Wanted, viewer: Viewer) -> str:
    """Why the field cannot take it; empty where it can."""
    match wanted.kind:
        case "text":
            if len(answer) > wanted.longest:
                return f"Please keep this to {wanted.longest} characters; these are {len(answer)}."
        case "choice":
            if answer not in wanted.options:
                return "Please choose one of the options."
        case "choices":
            if not set(answer.split(",")) <= set(wanted.options):
                return "Please choose from the options."
        case "time":
            if not CLOCK_TIME.fullmatch(answer):
                return "Please give a time as HH:MM, such as 09:00."
        case "day":
            if not _is_day(answer):
                return "Please give a day as YYYY-MM-DD, such as 2026-11-23."
        case "person":
            if answer not in viewer.people:
                return "Please choose somebody of this workspace."
        case "place":
            if answer not in {place.id for place in viewer.channels}:
                return "Please choose a channel you are in."
    return ""


def _is_day(answer: str) -> bool:
    if not CALENDAR_DAY.fullmatch(answer):
        return False
    try:
        date.fromisoformat(answer)
    except ValueError:
        return False
    return True
