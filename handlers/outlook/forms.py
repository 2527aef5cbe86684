"""The forms of milestones and risks. Plain values in, forms out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.cards import (
    ChoiceField,
    DayField,
    Field,
    Form,
    Option,
    PersonField,
    Small,
    TextField,
    plain,
    small,
)
from handlers.outlook.rules import LEVELS, LONGEST_TITLE, LONGEST_WORDS, Kind
from handlers.outlook.shown import Shown


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form starts with. People by the platform's id."""

    title: str = ""
    due_on: date | None = None
    owner: str = ""
    likelihood: str = "medium"
    impact: str = "medium"
    response: str = ""


def making(kind: Kind, draft: Draft, teams: Sequence[tuple[str, str]], note: str = "") -> Form:
    """`teams` are id and name; the first is offered. `note`: what was not understood."""
    items: list[Field | Small] = [small(note)] if note else []
    if len(teams) > 1:
        options = tuple(Option(value, label) for value, label in teams)
        items.append(ChoiceField("team", "Team", options, value=teams[0][0]))
    return Form(
        f"outlook.{kind}",
        f"Note a {kind}",
        (*items, *_fields(kind, draft)),
        submit="Note it",
        args={"team": teams[0][0]} if len(teams) == 1 else {},
    )


def changing(shown: Shown, owner: str) -> Form:
    """`owner` by the platform's id."""
    draft = Draft(shown.title, shown.due_on, owner, shown.likelihood, shown.impact, shown.response)
    title = f"Change the {shown.kind}"
    return Form("outlook.changed", title, _fields(shown.kind, draft), args=shown.args)


def _fields(kind: Kind, draft: Draft) -> tuple[Field, ...]:
    title = TextField(
        "title",
        "What is to be reached?" if kind == "milestone" else "What may happen?",
        draft.title,
        hint=f"In one line, up to {LONGEST_TITLE} characters. Weeknotes tell it to sponsors.",
        placeholder="Winter timetable live" if kind == "milestone" else "Engine part comes late",
        longest=LONGEST_TITLE,
    )
    owner = PersonField(
        "owner",
        "Whose is it?",
        draft.owner,
        hint="They are asked how it stands. Leave it empty to ask the scrum master.",
        required=False,
    )
    if kind == "milestone":
        return (title, DayField("day", "By when?", draft.due_on), owner)
    levels = tuple(Option(value, label) for value, label in LEVELS.items())
    return (
        title,
        ChoiceField("likelihood", "How likely is it?", levels, draft.likelihood, look="radio"),
        ChoiceField("impact", "How bad would it be?", levels, draft.impact, look="radio"),
        TextField(
            "response",
            "What do you do about it?",
            draft.response,
            placeholder="Order two, from different makers",
            required=False,
            multiline=True,
            longest=LONGEST_WORDS,
        ),
        owner,
        DayField(
            "day",
            "When do you look at it again?",
            draft.due_on,
            hint="In two weeks, if you leave it empty.",
            required=False,
        ),
    )


_ENDS = {
    "reached": ("Reached", "What helped?", "It is reached"),
    "missed": ("Missed", "What came in between?", "It is missed"),
    "dropped": ("Drop the milestone", "Why is it no longer wanted?", "Drop it"),
    "happened": ("The risk happened", "What does it mean?", "It happened"),
    "over": ("The risk is over", "Why can it no longer happen?", "It is over"),
}


def ending(shown: Shown, how: str) -> Form:
    title, label, submit = _ENDS[how]
    return Form(
        "outlook.ended",
        title,
        (
            plain(f"{shown.name}: {shown.title}"),
            TextField("words", label, required=False, multiline=True, longest=LONGEST_WORDS),
        ),
        submit=submit,
        args={**shown.args, "how": how},
    )


def moving(shown: Shown) -> Form:
    return Form(
        "outlook.moved",
        "Move the milestone",
        (
            plain(f"{shown.name}: {shown.title}"),
            DayField("day", "To which day?", shown.due_on),
            TextField(
                "words",
                "Why?",
                hint="The weeknote says that it moved; this helps to say why.",
                required=False,
                longest=LONGEST_WORDS,
            ),
        ),
        submit="Move it",
        args=shown.args,
    )
