"""The form that a stand-up is answered in. Plain values in, a form out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.cards import (
    ChoiceField,
    Field,
    Form,
    Option,
    Part,
    TextField,
)
from handlers.standup.questions import Question
from handlers.standup.views import Where, planned_before, scale_labels

LONGEST_IN_FORM = 3000
"""Characters; what is longer was written in the chat and does not fit into a form's field."""


def form(
    where: Where, questions: Sequence[Question], answers: Mapping[str, str], last_plan: str
) -> Form:
    items: list[Field | Part] = []
    if last_plan and not answers:
        items += planned_before(last_plan)
    items += [_field(question, answers.get(question.id, "")) for question in questions]
    return Form(
        "standup.answers",
        f"Stand-up, {where.day:%a} {where.day.day} {where.day:%b}",
        tuple(items),  # type: ignore[arg-type]
        submit="Save" if answers else "Send",
        args=where.args,
    )


def _field(question: Question, answer: str) -> Field:
    if question.kind == "scale":
        return ChoiceField(
            question.id,
            question.text,
            tuple(Option(label[0], label) for label in scale_labels(question)),
            value=answer,
            required=question.required,
            look="radio",
        )
    too_long = len(answer) > LONGEST_IN_FORM
    return TextField(
        question.id,
        question.text,
        value="" if too_long else answer,
        hint=f"Your {len(answer):,} characters stay as they are if you leave this empty."
        if too_long
        else "",
        required=question.required and not too_long,
        multiline=True,
        placeholder="Leave empty if nothing is" if question.about == "blocker" else "",
        longest=LONGEST_IN_FORM,
    )
