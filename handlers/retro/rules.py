"""What a retro decides by itself. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias, TypeVar

Phase: TypeAlias = Literal["review", "collect", "group", "vote", "discuss", "actions", "closed"]
PHASES: tuple[Phase, ...] = ("review", "collect", "group", "vote", "discuss", "actions")
"""In their order; then it is closed."""
CLOSED = "closed"
NAMES = {
    "review": "Open actions",
    "collect": "Collect",
    "group": "Group",
    "vote": "Vote",
    "discuss": "Discuss",
    "actions": "Actions",
    CLOSED: "Closed",
}

LONGEST_CARD = 500
"""Characters; a slip holds so many of nearly every alphabet without growing longer than others."""
MOST_AT_ONCE = 15
"""Cards of one form."""
MOST_BUDGET = 20
MOST_COLUMNS = 6
LONGEST_COLUMN = 40
MOST_HOURS = 24 * 14
MOST_MINUTES = 60

SILENT_LIVE = timedelta(minutes=10)
SILENT_ASYNC = timedelta(hours=24)
"""So long without a move of the facilitator, anybody in the team may take over."""


@dataclass(frozen=True, slots=True)
class Template:
    name: str
    columns: tuple[tuple[str, str], ...]
    """What it asks for, and a hint for each."""


TEMPLATES = {
    "start": Template(
        "Start, stop, continue",
        (
            ("Start", "What should we begin to do?"),
            ("Stop", "What should we no longer do?"),
            ("Continue", "What should we keep?"),
        ),
    ),
    "well": Template(
        "Went well, didn't, learned, puzzles",
        (
            ("Went well", "What should we be glad of?"),
            ("Didn't go well", "What was in our way?"),
            ("Learned", "What do we know now?"),
            ("Puzzles", "What do we still wonder about?"),
        ),
    ),
    "mad": Template(
        "Mad, sad, glad",
        (
            ("Mad", "What made you angry?"),
            ("Sad", "What disappointed you?"),
            ("Glad", "What made you happy?"),
        ),
    ),
    "4ls": Template(
        "Four Ls",
        (
            ("Liked", "What was good?"),
            ("Learned", "What do you know now?"),
            ("Lacked", "What was missing?"),
            ("Longed for", "What would you wish for?"),
        ),
    ),
    "sailboat": Template(
        "Sailboat",
        (
            ("Wind", "What drives us on?"),
            ("Anchor", "What holds us back?"),
            ("Rocks", "What could we run into?"),
            ("Island", "Where do we want to go?"),
        ),
    ),
}
CUSTOM = "custom"


def template_meant(words: str, own: Sequence[str] = ()) -> str:
    """The key of the template that somebody calls by those words, or the name of one of the team's
    own; empty for none."""
    wanted = _bare(words)
    if not wanted:
        return ""
    for name in own:
        if _bare(name) == wanted:
            return name
    for key, template in TEMPLATES.items():
        if (
            wanted == key
            or _bare(template.name).startswith(wanted)
            or wanted in _initials(template)
        ):
            return key
    return ""


def _bare(words: str) -> str:
    return "".join(sign for sign in words.casefold() if sign.isalnum())


def _initials(template: Template) -> tuple[str, ...]:
    names = [_bare(name) for name, _ in template.columns]
    return ("".join(names), "".join(name[0] for name in names))


def columns_typed(words: str) -> list[str]:
    """One a line, or separated by commas; each once."""
    found = [" ".join(part.split()) for part in words.replace(",", "\n").splitlines()]
    return list({name.casefold(): name for name in found if name}.values())


TROUBLE = frozenset({"stop", "didn't go well", "mad", "lacked", "anchor"})


def column_of_trouble(names: Sequence[str]) -> int:
    """Where a blocker belongs; among columns of a team's own the first."""
    return next((at for at, name in enumerate(names) if name.casefold() in TROUBLE), 0)


# Phases.
def after(phase: str) -> str:
    at = PHASES.index(phase) + 1
    return PHASES[at] if at < len(PHASES) else CLOSED


def before(phase: str) -> str | None:
    at = PHASES.index(phase)
    return PHASES[at - 1] if at else None


def is_silent(moved_at: datetime, deadline: datetime | None, is_async: bool, now: datetime) -> bool:
    """Whether nothing has come from the facilitator for so long that somebody else may take over."""
    if deadline is not None and deadline < now:
        return True
    return now - moved_at >= (SILENT_ASYNC if is_async else SILENT_LIVE)


# Collecting.
def roughly(cards: int) -> str:
    """How many there are, so roughly that nobody sees when a single one came."""
    if cards == 0:
        return "No cards so far."
    if cards < 5:
        return "There are a few cards."
    return f"There are at least {cards - cards % 5} cards."


# Votes.
def budget_for(topics: int) -> int:
    """Votes for each person: five for most retros, fewer for a few topics, more for many."""
    return max(min(topics, 5), min(topics // 3, 8), 1)


def too_many(votes: Mapping[int, int], budget: int, cap: int) -> str:
    """What is wrong with a ballot, in words; empty: nothing."""
    if any(count > cap for count in votes.values()):
        return f"A topic takes at most {cap} of your votes."
    spent = sum(votes.values())
    if spent > budget:
        return f"That is {spent} votes; you have {budget}."
    return ""


K = TypeVar("K")


def ranks(votes: Sequence[tuple[K, int]]) -> dict[K, int]:
    """Places from 1; those with as many votes share one."""
    return {key: 1 + sum(other > count for _, other in votes) for key, count in votes}
