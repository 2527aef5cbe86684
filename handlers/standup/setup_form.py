"""The form that sets a stand-up up. Plain values in, the form out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, time

from handlers.cards import (
    Args,
    ChoiceField,
    ChoicesField,
    DayField,
    Form,
    Option,
    PlaceField,
    TextField,
    TimeField,
)
from handlers.standup.question_words import as_lines
from handlers.standup.questions import Question
from handlers.times import WEEKDAY_NAMES, WEEKDAYS

WINDOWS = (60, 120, 180, 240, 360, 480)
"""Minutes between the question and the digest that can be chosen."""
REMINDERS = (15, 30, 60, 120)
ENTRIES = (
    Option("together", "Together, in the thread of the digest"),
    Option("each", "Each in the channel, as it comes"),
)
OFTEN = (
    Option("1", "Every week"),
    Option("2", "Every other week"),
    Option("3", "Every 3 weeks"),
    Option("4", "Every 4 weeks"),
)
LONGEST_NAME = 60
LONGEST_OWN_NAME = 40
LONGEST_QUESTIONS = 3000
"""Characters of all questions as lines; what is longer is changed one by one."""
DAYS = tuple(Option(day, name) for day, name in zip(WEEKDAYS, WEEKDAY_NAMES, strict=True))


def setup_form(
    *,
    place: str,
    team: str,
    called: str = "",
    days: Collection[str],
    every_weeks: int = 1,
    week: date | None = None,
    hour: time,
    window_minutes: int,
    remind_after_minutes: int,
    posts_entries: bool = False,
    zone: str,
    questions: Sequence[Question],
    args: Args | None = None,
) -> Form:
    """`called`: the stand-up's own name. `week`: a day of a week in which it is held."""
    return Form(
        "standup.setup",
        "Set up the stand-up",
        (
            PlaceField(
                "place",
                "Channel",
                value=place,
                hint="I ask its members, except guests and apps, and post the digest there.",
            ),
            TextField("name", "Team", value=team, longest=LONGEST_NAME),
            TextField(
                "called",
                "Name of the stand-up",
                value=called,
                hint="Needed once a team has several, such as Friday check-in. To add one: "
                "/standup setup Friday check-in.",
                required=False,
                longest=LONGEST_OWN_NAME,
            ),
            ChoicesField("days", "Days", DAYS, values=tuple(days)),
            ChoiceField("every", "How often", OFTEN, value=str(every_weeks)),
            DayField(
                "week",
                "In the week of",
                value=week,
                hint="For one that is not held every week: any day of a week in which it is. "
                "Left empty, the next of its days counts.",
                required=False,
            ),
            TimeField("hour", "Hour", value=hour, hint="In each member's own time zone."),
            ChoiceField("window", "Time to answer", _options(WINDOWS), value=str(window_minutes)),
            ChoiceField(
                "reminder",
                "First reminder after",
                _options(REMINDERS),
                value=str(remind_after_minutes),
            ),
            ChoiceField(
                "entries",
                "Answers",
                ENTRIES,
                value="each" if posts_entries else "together",
                hint="The digest at the close is one message either way.",
            ),
            TextField(
                "zone",
                "Time zone of the team",
                value=zone,
                hint="For the digest. A city will do, such as Berlin.",
                longest=60,
            ),
            TextField(
                "questions",
                "Questions",
                value=as_lines(questions),
                hint="One per line. Marks at its end: (optional), (1-5) or (1-10) for a scale, "
                "(low / medium / high) for a choice, (on Fridays), (if “an earlier question” is "
                "answered), (plan) or (blocker) where the words don't say so. One by one: "
                "/standup questions.",
                multiline=True,
                longest=LONGEST_QUESTIONS,
            ),
        ),
        args=args or {},
    )


def _options(minutes: Sequence[int]) -> tuple[Option, ...]:
    return tuple(Option(str(each), _in_words(each)) for each in minutes)


def _in_words(minutes: int) -> str:
    if minutes < 60:
        return f"{minutes} minutes"
    return "1 hour" if minutes == 60 else f"{minutes // 60} hours"
