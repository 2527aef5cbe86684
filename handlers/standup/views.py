"""What a stand-up shows. Plain values in, cards and forms out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    ChoiceField,
    Field,
    Form,
    Heading,
    Mention,
    Moment,
    Option,
    Part,
    PlaceLink,
    Quote,
    Span,
    Spans,
    TextField,
    line,
    plain,
    small,
    text,
)
from handlers.paging import split
from handlers.standup.questions import Question
from handlers.standup.rules import Standing

MOODS = ("1 – rough", "2 – meh", "3 – okay", "4 – good", "5 – great")
SHORT = 280
"""Characters of a blocker shown in the digest; the thread has the whole."""
LONGEST_IN_FORM = 3000
"""Characters; what is longer was written in the chat and does not fit into a form's field."""
NAMES = 60
"""Names shown in one group of the digest before the rest is counted."""


@dataclass(frozen=True, slots=True)
class Where:
    """Which stand-up and day a button or form is about."""

    standup: int
    team: str
    day: date

    @property
    def args(self) -> dict[str, str]:
        return {"standup": str(self.standup), "day": self.day.isoformat()}


def day_name(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


# To the one who is asked.
def prompt(where: Where, questions: Sequence[Question], last_plan: str, late: bool) -> Card:
    parts: list[Part] = [
        Heading(f"{where.team}: stand-up for {day_name(where.day)}"),
    ]
    if late:
        parts.append(small("This comes later than planned; I was out for a while."))
    if last_plan:
        parts += [plain("Last time you planned:"), Quote(last_plan)]
    parts += [
        plain("Answer in the form, or just write here and I'll take you through it."),
        Bullets(tuple(line(question.text) for question in questions)),
        Buttons((_answer(where, "Answer"), _skip(where))),
    ]
    return Card(f"Stand-up for {where.team}: what are you up to?", tuple(parts))


def answered(where: Where, at: datetime, zone: str, *, edited: bool, late: bool) -> Card:
    said = "Changed at " if edited else "Answered at "
    remark = " – a little late, and it still counts." if late else "."
    return Card(
        f"{where.team}: your stand-up is in",
        (
            Heading(f"{where.team}: stand-up for {day_name(where.day)}"),
            text("Thank you. ", said, Moment(at, zone), remark),
            Buttons((_answer(where, "Change my answer", look="plain"),)),
        ),
    )


def skipped(where: Where) -> Card:
    return Card(
        f"{where.team}: skipped for today",
        (
            Heading(f"{where.team}: stand-up for {day_name(where.day)}"),
            plain("You are skipping this one. See you next time."),
            Buttons((_answer(where, "Answer after all", look="plain"),)),
        ),
    )


def closed(where: Where) -> Card:
    return Card(
        f"{where.team}: the stand-up has closed",
        (
            Heading(f"{where.team}: stand-up for {day_name(where.day)}"),
            plain("The window has closed. A late answer is welcome and goes into the digest."),
            Buttons((_answer(where, "Answer late", look="plain"),)),
        ),
    )


def reminder(where: Where, closes_at: datetime, zone: str, *, last: bool) -> Card:
    words = "Last call for" if last else "A small reminder of"
    return Card(
        f"{words} the {where.team} stand-up",
        (
            text(f"{words} the {where.team} stand-up. It closes at ", Moment(closes_at, zone), "."),
            Buttons((_answer(where, "Answer"), _skip(where))),
        ),
    )


def _answer(where: Where, label: str, look: Literal["plain", "primary"] = "primary") -> Button:
    return Button(label, "standup.answer", where.args, look=look, opens_form=True)


def _skip(where: Where) -> Button:
    return Button("Skip today", "standup.skip", where.args)


# In the chat, question by question.
def next_question(question: Question, number: int, of: int) -> Card:
    hints = []
    if question.kind == "scale":
        hints.append("a number from 1 (rough) to 5 (great)")
    if not question.required:
        hints.append("write - to leave it out")
    parts: list[Part] = [text(Bold(question.text))]
    parts.append(small(f"Question {number} of {of}", *(f" · {hint}" for hint in hints)))
    return Card(question.text, tuple(parts))


def not_understood(problem: str, question: Question) -> Card:
    return Card(problem, (plain(problem), text(Bold(question.text))))


def overview(where: Where, questions: Sequence[Question], answers: Mapping[str, str]) -> Card:
    """What will be shared, once all questions are through."""
    return Card(
        f"{where.team}: this is what I'll share",
        (
            plain("Thank you. This is what I'll share:"),
            *_answers(questions, answers),
            Buttons((_answer(where, "Change it", look="plain"),)),
        ),
    )


# The form.
def form(
    where: Where, questions: Sequence[Question], answers: Mapping[str, str], last_plan: str
) -> Form:
    items: list[Field | Part] = []
    if last_plan and not answers:
        items += [plain("Last time you planned:"), Quote(last_plan)]
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
            tuple(Option(label[0], label) for label in MOODS),
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


# In the team's channel.
def digest(
    where: Where,
    standing: Standing,
    blockers: Sequence[tuple[str, str]],
    *,
    mood: float | None,
    late: bool,
    changed_at: datetime | None,
    zone: str,
) -> Card:
    """`blockers` are name and words, in the order they came."""
    due = sum(
        len(group)
        for group in (standing.answered, standing.skipped, standing.open, standing.silent)
    )
    parts: list[Part] = [Heading(f"Stand-up · {where.team} · {day_name(where.day)}")]
    if late:
        parts.append(small("This comes later than planned; I was out for a while."))
    if blockers:
        parts.append(text(Bold("Blocked")))
        parts.append(Bullets(tuple(_blocker(name, words) for name, words in blockers)))
    elif standing.answered:
        parts.append(plain("Nobody is blocked."))
    parts += _group("Skipping today", standing.skipped)
    parts += _group("Still has time", standing.open)
    parts += _group("No update", standing.silent)
    summary: list[Span | str] = [f"{len(standing.answered)} of {due} answered"]
    if mood is not None:
        summary.append(f" · mood {mood:.1f} of 5")
    if standing.answered:
        summary.append(" · answers in the thread")
    if changed_at is not None:
        summary += [" · edited at ", Moment(changed_at, zone)]
    parts.append(small(*summary))
    parts.append(Buttons((_answer(where, "Add or change my answer", look="plain"),)))
    return Card(f"Stand-up of {where.team}: {len(standing.answered)} of {due}", tuple(parts))


def _blocker(name: str, words: str) -> Spans:
    first = split(words.strip(), SHORT)[0].strip()
    more = " … (the rest is in the thread)" if len(words.strip()) > len(first) else ""
    return line(Bold(name), f": {first}{more}")


def _group(title: str, names: Sequence[str]) -> list[Part]:
    if not names:
        return []
    shown = ", ".join(names[:NAMES])
    if len(names) > NAMES:
        shown += f" and {len(names) - NAMES} more (/standup status names everybody)"
    return [text(Bold(f"{title}: "), shown)]


def entry(
    name: str,
    questions: Sequence[Question],
    answers: Mapping[str, str],
    *,
    late: bool,
    edited_at: datetime | None,
    zone: str,
) -> Card:
    marks: list[Span | str] = []
    if late:
        marks.append("late")
    if edited_at:
        marks += [" · " if marks else "", "edited at ", Moment(edited_at, zone)]
    parts: list[Part] = [text(Bold(name)), *_answers(questions, answers)]
    if marks:
        parts.append(small(*marks))
    return Card(f"{name}'s stand-up", tuple(parts))


def _answers(questions: Sequence[Question], answers: Mapping[str, str]) -> list[Part]:
    parts: list[Part] = []
    for question in questions:
        words = answers.get(question.id, "")
        if not words.strip():
            continue
        if question.kind == "scale":
            parts.append(text(f"{question.text} ", Bold(f"{words} of 5")))
        else:
            parts += [plain(question.text), Quote(words)]
    return parts


# Status and the like.
def status(
    team: str,
    day: date | None,
    standing: Standing | None,
    schedule: str,
    next_day: date | None,
    paused: str,
) -> Card:
    parts: list[Part] = [Heading(f"Stand-up · {team}")]
    if paused:
        parts.append(text(Bold("Paused: "), paused))
    if day is not None and standing is not None and standing.anybody:
        parts.append(text(Bold(day_name(day))))
        for title, names in (
            ("Answered", standing.answered),
            ("Skipping", standing.skipped),
            ("Still has time", standing.open),
            ("No update", standing.silent),
        ):
            if names:
                parts.append(text(Bold(f"{title}: "), ", ".join(names)))
    else:
        parts.append(plain("Nobody has been asked yet."))
    parts.append(small(schedule, f" · next: {day_name(next_day)}" if next_day else ""))
    return Card(f"Stand-up of {team}", tuple(parts))


def note(words: str) -> Card:
    return Card(words, (plain(words),))


def which_team(wheres: Sequence[Where]) -> Card:
    return Card(
        "Which stand-up?",
        (
            plain("You are in several teams. Which stand-up do you mean?"),
            Buttons(tuple(_answer(where, where.team, look="plain") for where in wheres)),
        ),
    )


def home(rows: Sequence[tuple[Where, str, bool]]) -> list[Part]:
    """Per team: the day, how I stand, whether I can answer."""
    parts: list[Part] = [Heading("Stand-ups")]
    if not rows:
        parts.append(
            plain(
                "You are in no team with a stand-up yet. A scrum master starts one with "
                "/standup setup in the team's channel."
            )
        )
    for where, state, done in rows:
        parts.append(text(Bold(where.team), f" – {day_name(where.day)}: {state}"))
        label = "Change my answer" if done else "Answer"
        parts.append(Buttons((_answer(where, label, look="plain" if done else "primary"),)))
    return parts


def intro(team: str, count: int, schedule: str, next_day: date, scrum_master: str) -> Card:
    return Card(
        f"The stand-up of {team} is set",
        (
            Heading(f"{team} has a stand-up"),
            text(
                f"I'll ask {count} {'person' if count == 1 else 'people'} in a direct message: "
                f"{schedule}. One digest a day comes here, blockers first."
            ),
            small(f"First: {day_name(next_day)} · set up by ", Mention(scrum_master)),
        ),
    )


def paused(team: str, place: str, why: str) -> Card:
    return Card(
        f"The stand-up of {team} is paused",
        (
            text(f"The stand-up of {team} is paused: I can't post in ", PlaceLink(place), "."),
            plain(why),
            small("Nothing anybody wrote is lost. I'll go on by myself once I can post again."),
        ),
    )


def running_again(team: str, place: str) -> Card:
    return Card(
        f"The stand-up of {team} goes on",
        (text(f"I can post in ", PlaceLink(place), f" again: the stand-up of {team} goes on."),),
    )
