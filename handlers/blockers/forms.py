"""The forms a blocker is raised and moved on with. Plain values in, forms out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from handlers.blockers.rules import CATEGORIES, LONGEST_SUMMARY, SEVERITIES, WAITS_FOR
from handlers.cards import (
    ChoiceField,
    ChoicesField,
    Field,
    Form,
    Option,
    Part,
    PersonField,
    TextField,
    plain,
    small,
)

LONGEST = 3000
"""Characters of a form's field."""
NAMED = 8
"""Services whose names are offered."""
WHEN = "Such as Friday 3pm, tomorrow, in two days."


@dataclass(frozen=True, slots=True)
class Draft:
    """What a blocker's form starts with. People and places by the platform's id."""

    text: str = ""
    details: str = ""
    link: str = ""
    owner: str = ""
    blocked: str = ""
    waits_for: str = ""
    waits_for_name: str = ""
    severity: str = "medium"
    category: str = ""
    due: str = ""
    is_private: bool = False


def raising(
    draft: Draft,
    teams: Sequence[tuple[str, str]],
    services: Sequence[str] = (),
    anyway: bool = False,
) -> Form:
    """`teams` are id and name; the first is offered. `services` are those that have an owner."""
    items: list[Field | Part] = []
    if anyway:
        items.append(small("There is one like it already; this will be one of its own."))
    if len(teams) > 1:
        items.append(
            ChoiceField("team", "Team", _options(teams), value=teams[0][0]),
        )
    args = {"link": draft.link} if draft.link else {}
    if anyway:
        args["anyway"] = "yes"
    if len(teams) == 1:
        args["team"] = teams[0][0]
    return Form(
        "blocker.raise",
        "Log a blocker",
        (*items, *_fields(draft, services)),  # type: ignore[arg-type]
        submit="Log it",
        args=args,
    )


def changing(draft: Draft, args: dict[str, str], services: Sequence[str] = ()) -> Form:
    return Form("blocker.change", "Change the blocker", _fields(draft, services), args=args)


def _fields(draft: Draft, services: Sequence[str]) -> tuple[Field, ...]:
    return (
        TextField(
            "summary",
            "What stops you?",
            draft.text,
            hint=f"In one line, up to {LONGEST_SUMMARY} characters.",
            placeholder="No access to the test server",
            longest=LONGEST_SUMMARY,
        ),
        TextField(
            "details",
            "What else should they know?",
            draft.details,
            required=False,
            multiline=True,
            longest=LONGEST,
        ),
        PersonField(
            "owner",
            "Who can remove it?",
            draft.owner,
            hint="Leave it empty if you don’t know: the scrum master looks for somebody.",
            required=False,
        ),
        PersonField("blocked", "Who is blocked?", draft.blocked),
        TextField("due", "By when is it needed?", draft.due, hint=WHEN, required=False, longest=60),
        ChoiceField(
            "waits_for",
            "What does it wait for?",
            _options(tuple(WAITS_FOR.items())),
            draft.waits_for,
            required=False,
        ),
        TextField(
            "waits_for_name",
            "Its name",
            draft.waits_for_name,
            hint=_known(services),
            placeholder="Legal review",
            required=False,
            longest=100,
        ),
        ChoiceField(
            "severity",
            "Severity",
            _options(tuple(SEVERITIES.items())),
            draft.severity,
            look="radio",
        ),
        ChoiceField(
            "category",
            "Category",
            _options(tuple(CATEGORIES.items())),
            draft.category,
            required=False,
        ),
        ChoicesField(
            "private",
            "Who may see it?",
            (Option("yes", "Only those concerned and the scrum master"),),
            ("yes",) if draft.is_private else (),
            required=False,
        ),
    )


def _known(services: Sequence[str]) -> str:
    """Slack's hints end at 2,000 characters; nobody reads that many names."""
    told = "A team of this workspace sees the blocker in its own list."
    named = ", ".join(services[:NAMED]) + (" and others" if len(services) > NAMED else "")
    return f"{told} Services with an owner who hears of it: {named}." if services else told


def on_it(args: dict[str, str], number: int, summary: str, until: str = "") -> Form:
    return Form(
        "blocker.acknowledge",
        "I’m on it",
        (
            plain(f"Blocker {number}: {summary}"),
            TextField(
                "until",
                "Until when?",
                until,
                hint=f"{WHEN} Nobody is reminded before then.",
                longest=60,
            ),
            TextField("words", "A word for who waits", required=False, longest=LONGEST),
        ),
        submit="I’m on it",
        args=args,
    )


def reassigning(args: dict[str, str], number: int, summary: str, owner: str = "") -> Form:
    return Form(
        "blocker.reassign",
        "Reassign the blocker",
        (
            plain(f"Blocker {number}: {summary}"),
            PersonField("owner", "Who can remove it?", owner),
            TextField("words", "Why them?", required=False, longest=LONGEST),
        ),
        submit="Hand over",
        args=args,
    )


def snoozing(args: dict[str, str], number: int, summary: str) -> Form:
    return Form(
        "blocker.snooze",
        "Snooze the blocker",
        (
            plain(f"Blocker {number}: {summary}"),
            TextField(
                "until", "Until when?", hint=f"{WHEN} Nobody is reminded before then.", longest=60
            ),
            TextField("words", "Why?", required=False, longest=LONGEST),
        ),
        submit="Snooze",
        args=args,
    )


Way = Literal["resolve", "dismiss", "reopen", "comment", "merge"]
_WAYS: dict[Way, tuple[str, str, str, str]] = {
    "resolve": (
        "Resolve the blocker",
        "How was it resolved?",
        "Resolve",
        "So that the next one learns it.",
    ),
    "dismiss": (
        "Dismiss the blocker",
        "Why is it no blocker?",
        "Dismiss",
        "Those concerned read it.",
    ),
    "reopen": (
        "Reopen the blocker",
        "What stops you again?",
        "Reopen",
        "Reminders begin from the start.",
    ),
    "comment": ("Comment", "Your comment", "Send", "Those concerned read it; it is kept."),
    "merge": (
        "Merge the blocker",
        "Number of the other one",
        "Merge",
        "This one closes, and whoever it stops waits for the other.",
    ),
}


def saying(way: Way, args: dict[str, str], number: int, summary: str) -> Form:
    title, label, submit, hint = _WAYS[way]
    return Form(
        f"blocker.{way}",
        title,
        (
            plain(f"Blocker {number}: {summary}"),
            TextField(
                "words",
                label,
                hint=hint,
                multiline=way != "merge",
                longest=10 if way == "merge" else LONGEST,
            ),
        ),
        submit=submit,
        args=args,
    )


def _options(pairs: Sequence[tuple[str, str]]) -> tuple[Option, ...]:
    return tuple(Option(value, label) for value, label in pairs)
