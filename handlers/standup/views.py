"""What a stand-up shows to the one who is asked. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Code,
    Heading,
    Moment,
    Part,
    Quote,
    Spans,
    line,
    plain,
    small,
    text,
)
from handlers.paging import split
from handlers.standup import carry
from handlers.standup.carry import Line, Mark
from handlers.standup.questions import Question, marks
from handlers.times import day_name

MOODS = ("1 – rough", "2 – meh", "3 – okay", "4 – good", "5 – great")
MARKS = ("1 – very low", "2 – low", "3 – middling", "4 – high", "5 – very high")
MARKABLE = 6
"""Lines of the last plan that can be marked in a prompt; more would bury the questions."""
LONGEST_LINE = 200
"""Characters of one of them; marked, the whole of it goes along."""
SIGNS: dict[Mark, str] = {"done": "Done: ", "still": "Still on it: ", "": ""}
THE_WHOLE = "… and more: the whole is in the thread of that day's digest."
LONGEST_PLAN = 1000
"""Characters of the last plan shown in a prompt and a form; the thread has the whole."""


@dataclass(frozen=True, slots=True)
class Where:
    """Which stand-up and day a button or form is about."""

    standup: int
    team: str
    day: date
    name: str = ""
    """The stand-up's own, where it has one."""

    @property
    def args(self) -> dict[str, str]:
        return {"standup": str(self.standup), "day": self.day.isoformat()}

    @property
    def called(self) -> str:
        return called(self.team, self.name)

    @property
    def whole(self) -> str:
        return whole(self.team, self.name)

    @property
    def title(self) -> str:
        return f"{self.team}: {self.name or 'stand-up'} for {day_name(self.day)}"


def called(team: str, name: str) -> str:
    """What a stand-up is told by among those of other teams."""
    return f"{team} · {name}" if name else team


def whole(team: str, name: str) -> str:
    """Such as "stand-up of Harbor" or "Friday check-in of Harbor"."""
    return f"{name or 'stand-up'} of {team}"


def prompt(where: Where, questions: Sequence[Question], plan: Sequence[Line], late: bool) -> Card:
    """`plan`: the lines of their last one."""
    return prompts(where, questions, late)(plan)


def prompts(
    where: Where, questions: Sequence[Question], late: bool
) -> Callable[[Sequence[Line]], Card]:
    """What a whole team is asked: only the plans of its people differ."""
    summary = f"{where.name or 'Stand-up'} for {where.team}: what are you up to?"
    above: list[Part] = [Heading(where.title)]
    if late:
        above.append(small("This comes later than planned; I was out for a while."))
    above.append(Bullets(_questions(questions)))
    by_writing = (
        "Or answer the first question here, and I'll ask the rest."
        if len(questions) > 1
        else "Or just write your answer here."
    )
    below = (Buttons((answer_button(where, "Answer"), _skip(where))), small(by_writing))
    can_be_marked = bool(carry.goes_to(questions))

    def with_plan(plan: Sequence[Line]) -> Card:
        between: list[Part] = []
        if plan and can_be_marked:
            between = _to_mark(where, plan)
        elif plan:
            between = planned_before("\n".join(each.text for each in plan))
        return Card(summary, (*above, *between, *below))

    return with_plan


def _questions(questions: Sequence[Question]) -> tuple[Spans, ...]:
    """Those that wait for the answer to another come after it."""
    return tuple(line(question.text) for question in questions if question.shown_if is None)


def answered(
    where: Where,
    at: datetime,
    zone: str,
    *,
    edited: bool,
    late: bool,
    left: Sequence[Question] = (),
) -> Card:
    """`left`: what follows from the answers and is not answered yet."""
    said = "Changed at " if edited else "Answered at "
    remark = " – a little late, and it still counts." if late else "."
    parts: list[Part] = [
        Heading(where.title),
        text("Thank you. ", said, Moment(at, zone), remark),
    ]
    button = answer_button(where, "Change my answer", look="plain")
    if left:
        follows = "One more question follows" if len(left) == 1 else "More questions follow"
        parts.append(plain(f"{follows} from what you said:"))
        parts.append(Bullets(tuple(line(question.text) for question in left)))
        button = answer_button(where, "Answer the rest")
    return Card(f"{where.called}: your stand-up is in", (*parts, Buttons((button,))))


def skipped(where: Where) -> Card:
    return Card(
        f"{where.called}: skipped for today",
        (
            Heading(where.title),
            plain("You are skipping this one. See you next time."),
            Buttons((answer_button(where, "Answer after all", look="plain"),)),
        ),
    )


def ended(where: Where) -> Card:
    """In place of a question that nobody waits for any more."""
    return Card(
        f"The {where.whole} has ended",
        (
            Heading(where.title),
            plain("This stand-up has been removed, so there is nothing more to answer."),
            small("What was answered before stays: /standup history"),
        ),
    )


def closed(where: Where) -> Card:
    return Card(
        f"{where.called}: the stand-up has closed",
        (
            Heading(where.title),
            plain("This one has closed. A late answer is welcome and still goes into the digest."),
            Buttons((answer_button(where, "Answer late", look="plain"),)),
        ),
    )


def reminder(where: Where, closes_at: datetime, zone: str, *, last: bool) -> Card:
    words = f"{'Last call' if last else 'A small reminder'}: the {where.whole}"
    return Card(
        f"{words} closes soon" if last else f"{words} is open",
        (
            text(f"{words} closes at ", Moment(closes_at, zone), "."),
            Buttons((answer_button(where, "Answer"), _skip(where))),
        ),
    )


# The same for everybody.
_LAST_TIME = small("Last time you planned:")
_IT_BEGINS = small("What you mark begins your answer, in the form and in this chat.")


def _to_mark(where: Where, plan: Sequence[Line]) -> list[Part]:
    """Line by line, with what may have become of it."""
    parts: list[Part] = [_LAST_TIME]
    is_cut = False
    for each in plan[:MARKABLE]:
        first = split(each.text, LONGEST_LINE)[0]
        is_cut |= first != each.text
        shown = first if first == each.text else f"{first.rstrip()} …"
        parts += [
            text(*((Bold(SIGNS[each.mark]),) if each.mark else ()), shown),
            Buttons(_mark_buttons(where, each)),
        ]
    if is_cut:
        parts.append(small(THE_WHOLE))
    if len(plan) > MARKABLE:
        rest = "\n".join(each.text for each in plan[MARKABLE:])
        parts += planned_before(rest, "And also; take along what you like:")
    parts.append(_IT_BEGINS)
    return parts


def _mark_buttons(where: Where, each: Line) -> tuple[Button, ...]:
    """A mark that is there is taken back by its own button."""
    args = {**where.args, "line": each.key}
    return tuple(
        Button(
            f"✓ {label}" if each.mark == mark else label,
            "standup.carry",
            {**args, "mark": "" if each.mark == mark else mark},
        )
        for mark, label in (("done", "Done"), ("still", "Still on it"))
    )


def planned_before(last_plan: str, label: str = "Last time you planned:") -> list[Part]:
    first = split(last_plan, LONGEST_PLAN)[0]
    parts: list[Part] = [small(label), Quote(first)]
    if len(last_plan) > len(first):
        parts.append(small(THE_WHOLE))
    return parts


def answer_button(
    where: Where, label: str, look: Literal["plain", "primary"] = "primary"
) -> Button:
    return Button(label, "standup.answer", where.args, look=look, opens_form=True)


def _skip(where: Where) -> Button:
    return Button("Skip today", "standup.skip", where.args)


def answers_given(questions: Sequence[Question], answers: Mapping[str, str]) -> list[Part]:
    parts: list[Part] = []
    for question in questions:
        words = answers.get(question.id, "")
        if not words.strip():
            continue
        if question.kind == "scale":
            parts.append(small(f"{question.text}  ", Bold(f"{words} of {question.highest}")))
        elif question.kind == "choice":
            parts.append(small(f"{question.text}  ", Bold(words)))
        else:
            parts += [small(question.text), Quote(words)]
    return parts


def note(words: str) -> Card:
    return Card(words, (plain(words),))


Standing = Literal["asked", "silent", "answered"]
"""Nobody who is silent for a reason, such as being away, is pressed for an answer."""


def home(rows: Sequence[tuple[Where, str, Standing]]) -> list[Part]:
    """Per team: the day, how I stand, in words as well."""
    parts: list[Part] = [Heading("Stand-ups")]
    if not rows:
        parts.append(
            text(
                "You are in no team with a stand-up yet. A scrum master starts one with ",
                Code("/standup setup"),
                " in the team's channel.",
            )
        )
    for where, state, standing in rows:
        parts.append(text(Bold(where.called), f" – {day_name(where.day)}: {state}"))
        label = "Change my answer" if standing == "answered" else "Answer"
        look: Literal["primary", "plain"] = "primary" if standing == "asked" else "plain"
        parts.append(Buttons((answer_button(where, label, look=look),)))
    return parts


def scale_labels(question: Question) -> tuple[str, ...]:
    """What the marks are called, as "1 – rough"; of a long scale only its ends are."""
    if question.highest == len(MOODS):
        return MOODS if question.about == "mood" else MARKS
    lowest, *between, highest = marks(question)
    ends = ("rough", "great") if question.about == "mood" else ("very low", "very high")
    return (f"{lowest} – {ends[0]}", *between, f"{highest} – {ends[1]}")
