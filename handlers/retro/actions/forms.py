"""The forms of actions. Plain values in, forms out."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.cards import Form, PersonField, Quote, Small, Text, TextField, plain, small
from handlers.retro.actions.rules import LONGEST

LONGEST_WHY = 1000
WHEN = "Such as Friday, in two weeks, 12 January at noon."


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form starts with; the owner by the platform's id."""

    words: str = ""
    owner: str = ""
    due: str = ""


def adding(draft: Draft, args: dict[str, str], about: str = "", asked: str = "") -> Form:
    """`about`: the topic it comes from. `asked`: what has to be said more exactly."""
    above: list[Text | Quote | Small] = [plain(f"From “{about}”")] if about else []
    if asked:
        above.append(small(asked))
    return Form("action.add", "New action", (*above, *_fields(draft)), submit="Add it", args=args)


def changing(draft: Draft, args: dict[str, str]) -> Form:
    return Form("action.change", "Change the action", _fields(draft), args=args)


def _fields(draft: Draft) -> tuple[TextField | PersonField, ...]:
    return (
        TextField(
            "words",
            "What is to be done?",
            draft.words,
            hint=f"So that everybody sees when it is done; up to {LONGEST} characters.",
            placeholder="Write a runbook for the release",
            longest=LONGEST,
        ),
        PersonField("owner", "Who does it?", draft.owner, hint="One person; others can help."),
        TextField("due", "By when?", draft.due, hint=WHEN, longest=60),
    )


def moving(words: str, due: str, args: dict[str, str]) -> Form:
    return Form(
        "action.move",
        "Move the date",
        (plain(words), TextField("due", "By when?", due, hint=WHEN, longest=60)),
        submit="Move",
        args=args,
    )


def dropping(words: str, args: dict[str, str]) -> Form:
    return Form(
        "action.drop",
        "Drop the action",
        (
            plain(words),
            TextField(
                "words",
                "Why not?",
                hint="The next retro reads it. That things change is fine.",
                multiline=True,
                longest=LONGEST_WHY,
            ),
        ),
        submit="Drop it",
        args=args,
    )


def inheriting(words: str, args: dict[str, str]) -> Form:
    return Form(
        "action.heir",
        "Who does it now?",
        (plain(words), PersonField("owner", "Who does it?", hint="They hear of it.")),
        submit="Hand over",
        args=args,
    )
