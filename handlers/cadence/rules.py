"""The ceremonies there are, how they recur unless somebody says otherwise, and what an hour after
an outage is still good for. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, TypeAlias

from handlers.when.plan import Around
from handlers.when.recurrence import Recurrence
from handlers.when.sprints import Sprints

LATE = timedelta(minutes=10)
"""A message that comes later than this after its moment says so."""
NO_MEETING_STALE = timedelta(hours=24)
"""How long what needs no meeting is still worth a word."""
MORE = timedelta(minutes=5)
"""What one press adds to a timer."""
LONGEST_TIMER = timedelta(hours=8)

Says: TypeAlias = Literal["there", "late", "cannot"]


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    """As in `/team cadence retro …`."""
    title: str
    rule: str
    """As in `Recurrence`."""
    at: time
    minutes: tuple[int, int, int, int]
    """How long it takes in sprints of one to four weeks; 0: it has no meeting."""
    around: Around
    agenda: str
    remind_minutes: int = 10
    begins: tuple[str, str] | None = None
    """Label and action of the button that takes the team through it."""
    sets_up: tuple[str, str] | None = None
    """The same of the one that says how it is held."""


KINDS = (
    Kind(
        "planning",
        "Planning",
        "SPRINT=FIRST",
        time(10),
        (60, 90, 120, 150),
        "after",
        "Agree the sprint goal\nWho is away, and what that leaves us\nChoose the work for the goal\n"
        "Risks, and who we depend on",
    ),
    Kind(
        "refinement",
        "Refinement",
        "SPRINT=MIDDLE",
        time(10),
        (45, 60, 60, 90),
        "after",
        "What is coming next, and why\nSplit what is too large\nQuestions for the product owner",
    ),
    Kind(
        "review",
        "Review",
        "SPRINT=LAST",
        time(10),
        (30, 60, 60, 90),
        "before",
        "The sprint goal: did we reach it?\nShow what is done\nWhat do those say who use it?\n"
        "What does it change for the next sprint?",
    ),
    Kind(
        "retro",
        "Retro",
        "SPRINT=LAST",
        time(13, 30),
        (45, 60, 75, 90),
        "before",
        "Open actions from last time\nWhat went well, and what did not\n"
        "One thing we change, with one owner",
        begins=("Start the retro", "retro.start"),
        sets_up=("In a meeting, or over days", "retro.setup"),
    ),
    Kind(
        "weeknote",
        "Weeknote",
        "FREQ=WEEKLY;BYDAY=FR",
        time(15),
        (0, 0, 0, 0),
        "before",
        "Good things\nLearned things\nDifficulties\nWhat's next",
        remind_minutes=0,
    ),
)
BY_NAME = {kind.name: kind for kind in KINDS}


def recurrence(kind: Kind, sprints: Sprints, zone: str, starts: date) -> Recurrence:
    """When it comes by default, from that day on, and not before the first sprint."""
    return Recurrence(kind.rule, max(starts, sprints.anchor), kind.at, zone)


def minutes(kind: Kind, weeks: int) -> int:
    return kind.minutes[weeks - 1]


def next_monday(today: date) -> date:
    """Today where it is one."""
    return today + timedelta(days=-today.weekday() % 7)


def sprint_number(sprints: Sprints, first_number: int, day: date) -> int:
    """What the team calls the sprint of that day, where the one at the anchor has that number."""
    return sprints.number(day) + first_number - 1


def is_stale(starts: datetime, ends: datetime, now: datetime) -> bool:
    """Whether nobody needs to hear of it any more."""
    stale_at = ends if ends > starts else starts + NO_MEETING_STALE
    return now >= stale_at


def percent_there(occasions: Sequence[tuple[Sequence[str], int]]) -> int | None:
    """What part of those expected was there, in percent: per occurrence what was said, and how many
    were expected. None: nobody can tell, as nobody said anything."""
    heard = [(says, expected) for says, expected in occasions if says and expected]
    if not heard:
        return None
    there = sum(sum(said != "cannot" for said in says) for says, _ in heard)
    return round(100 * there / sum(expected for _, expected in heard))
