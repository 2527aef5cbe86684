"""What is filled in around weeknotes. Plain values in, forms out."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import (
    ChoiceField,
    Form,
    Option,
    PersonField,
    PlaceField,
    TextField,
    small,
)
from handlers.weeknotes.note import MOST, TITLES, SectionName
from handlers.weeknotes.views import Shown

LONGEST_POINT = 300
LONGEST_OPENING = 300
LONGEST_URL = 1000
LONGEST_ALT = 200
LONGEST_CONTACT = 150
LONGEST_PASTE = 3000
DRAFT_HOURS = (2, 4, 6, 24, 48, 72)
REMIND_HOURS = (0, 1, 2, 3, 4, 24)
PLACES = 3
"""Channels besides the team's own."""


def section(shown: Shown, name: SectionName) -> Form:
    """One point a line: moved, dropped and added as lines are."""
    texts = [point.text for point in shown.points.get(name, ())]
    return Form(
        "weeknote.section",
        TITLES[name][:24],
        (
            TextField(
                "points",
                TITLES[name],
                "\n".join(texts),
                hint=f"One point a line, at most {MOST}. Move a line to move the point, delete it "
                "to drop it, write a new one to add it.",
                placeholder="Pilot customers export their own data.",
                required=False,
                multiline=True,
            ),
            small("It speaks for the team: no names, no list of who did what."),
        ),
        args={**shown.args, "section": name},
    )


def top(shown: Shown) -> Form:
    note = shown.note
    return Form(
        "weeknote.top",
        "Opening and picture",
        (
            TextField(
                "opening",
                "Opening line",
                note.opening,
                hint="What somebody should take along who reads nothing else.",
                required=False,
                multiline=True,
                longest=LONGEST_OPENING,
            ),
            TextField(
                "picture",
                "Address of a picture",
                note.picture_url,
                hint="Begins with https:// and can be seen without logging in. Leave it empty for "
                "none. To send one from your own machine, press Edit on the web.",
                placeholder="https://example.org/pier.jpg",
                required=False,
                longest=LONGEST_URL,
            ),
            TextField(
                "alt",
                "What the picture shows",
                note.picture_alt,
                hint="For readers who cannot see it.",
                required=False,
                longest=LONGEST_ALT,
            ),
        ),
        args=shown.args,
    )


def setup(
    *,
    team_id: int,
    team: str,
    editor: str,
    editor_ref: str,
    draft_hours: int,
    remind_hours: int,
    unapproved: str,
    places: Sequence[str],
    contact: str,
    is_own_tone: bool,
    heard: str,
) -> Form:
    """`heard`: how the team writes; empty: too little is known of it."""
    filled = [*places, *[""] * PLACES][:PLACES]
    return Form(
        "weeknote.setup",
        "Weeknotes",
        (
            small(f"For {team}. When they are posted is up to /team cadence weeknote."),
            ChoiceField(
                "editor",
                "Who edits them?",
                (
                    Option("rotating", "One of the core after the other"),
                    Option("fixed", "Always the same person"),
                ),
                editor,
                look="radio",
            ),
            PersonField(
                "person",
                "Whose turn is it, or always?",
                editor_ref,
                hint="Who edits the next one; where it goes round, the others follow.",
                required=False,
            ),
            ChoiceField(
                "draft",
                "The draft comes",
                tuple(Option(str(each), f"{_hours(each)} before") for each in DRAFT_HOURS),
                str(draft_hours),
            ),
            ChoiceField(
                "remind",
                "Who has not approved is reminded",
                tuple(
                    Option(str(each), f"{_hours(each)} before" if each else "never")
                    for each in REMIND_HOURS
                ),
                str(remind_hours),
            ),
            ChoiceField(
                "unapproved",
                "If nobody approves it",
                (
                    Option("hold", "Hold it back and tell me"),
                    Option("post", "Post it as it is"),
                ),
                unapproved,
                look="radio",
            ),
            ChoiceField(
                "words",
                "Drafts are worded",
                (Option("own", "The way you write"), Option("usual", "In my usual words")),
                "own" if is_own_tone else "usual",
                hint=f"Yours, as I know it so far: {heard}."
                if heard
                else "I learn it from three weeknotes or more that you have imported or edited; "
                "until then I use my usual words.",
            ),
            *(
                PlaceField(
                    f"place{nth}",
                    "Also post it in" if nth == 1 else f"Also post it in ({nth})",
                    place,
                    hint="Such as the sponsors' channel; Drumbeat has to be in it."
                    if nth == 1
                    else "",
                    required=False,
                )
                for nth, place in enumerate(filled, start=1)
            ),
            TextField(
                "contact",
                "Whom readers ask",
                contact,
                placeholder="the product owner, or core@example.org",
                required=False,
                longest=LONGEST_CONTACT,
            ),
        ),
        args={"team": str(team_id)},
    )


def _hours(hours: int) -> str:
    if hours % 24 == 0:
        return "a day" if hours == 24 else f"{hours // 24} days"
    return "an hour" if hours == 1 else f"{hours} hours"


def subscription(team_id: int, team: str, every_weeks: int) -> Form:
    return Form(
        "weeknote.subscribe",
        "Read along",
        (
            ChoiceField(
                "every",
                f"When do the weeknotes of {team} come to you?",
                (
                    Option("1", "Each week"),
                    Option("2", "Every other week, two at a time"),
                    Option("0", "Not any more"),
                ),
                str(every_weeks),
                look="radio",
            ),
        ),
        args={"team": str(team_id)},
    )


def importing(team_id: int, team: str) -> Form:
    return Form(
        "weeknote.import",
        "Earlier weeknotes",
        (
            small(
                f"From before Drumbeat, for the archive of {team}. Nothing is posted, and nobody "
                "hears of it. More than fits here, or a file? /weeknote import web gives you a page "
                "for it."
            ),
            TextField(
                "markdown",
                "One or several, as Markdown",
                hint="Each begins with a heading that has its number and its last day, such as "
                "“# Weeknote 12, 2026-03-20”. Beneath it: a line to open with, and the headings "
                "Good things, Learned things, Difficulties, What's next with their points.",
                placeholder="# Weeknote 12, 2026-03-20\nA week of the new pier.\n"
                "## Good things\n- The pier stands.",
                multiline=True,
                longest=LONGEST_PASTE,
            ),
        ),
        submit="Take over",
        args={"team": str(team_id)},
    )
