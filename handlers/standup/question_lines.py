"""Questions as people write them: one a line, with marks in parentheses at its end. Pure.

What `question_words` writes is read as the same questions again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.standup.question_words import ABOUT, days_in_words
from handlers.standup.questions import (
    FEWEST_OPTIONS,
    LONGEST,
    LONGEST_OPTION,
    MOST,
    MOST_OPTIONS,
    About,
    Condition,
    Kind,
    Question,
    Test,
    about,
    marks,
    one_of,
    quotable,
)
from handlers.times import WEEKDAY_NAMES, WEEKDAYS


@dataclass(slots=True)
class _Marks:
    """What the parentheses at the end of a line say."""

    text: str
    kind: Kind = "text"
    options: tuple[str, ...] = ()
    highest: int = 5
    days: tuple[str, ...] = ()
    about: About | None = None
    required: bool = True
    condition: re.Match[str] | None = None


def read(lines: str, known: Sequence[Question]) -> tuple[Question, ...]:
    """What somebody wrote, one question a line.

    A question whose words were there before keeps its id, so that answers stay with it.
    Raises ValueError, in words for the person.
    """
    texts = [line.strip() for line in lines.splitlines() if line.strip()]
    if not texts:
        raise ValueError("Write at least one question.")
    if len(texts) > MOST:
        raise ValueError(f"At most {MOST} questions, please; people answer them every day.")
    ids: dict[str, list[str]] = {}
    for question in known:
        ids.setdefault(question.text, []).append(question.id)
    used: set[str] = set()
    all_marks = [_marks(text) for text in texts]
    written = [said.text for said in all_marks]
    questions: list[Question] = []
    for said in all_marks:
        question = _question(said, ids, used)
        if said.condition:
            shown_if = _condition(said.condition, questions, written)
            question = replace(question, shown_if=shown_if)
        used.add(question.id)
        questions.append(question)
    return tuple(questions)


def has_marks(text: str) -> bool:
    """Whether words for a question alone would be read as more."""
    return _marks(text).text != text


def held_on(questions: Sequence[Question], days: Collection[str]) -> None:
    """Raises ValueError, in words for the person, where on one of these days nothing, or nothing
    for everybody, would be asked; or a question on none of them."""
    for question in questions:
        if question.days and not set(question.days) & set(days):
            on = days_in_words(question.days)
            raise ValueError(
                f"“{question.text}” is asked {on} only, and there is no stand-up then."
            )
    for day, name in zip(WEEKDAYS, WEEKDAY_NAMES, strict=True):
        asked = [each for each in questions if day in (each.days or (day,))]
        if day in days and all(each.shown_if for each in asked):
            raise ValueError(
                f"Nothing would be asked on {name}s. Leave at least one question for every day."
            )


_SHORT = r"1\s*[-–]\s*(?:10|5)|optional|blocker|plan|done"
_SHORT_MARKS = re.compile(
    rf"\s*\(\s*((?:{_SHORT})(?:\s*,\s*(?:{_SHORT}))*)\s*,?\s*\)\s*$", re.IGNORECASE
)
_OPTIONS = re.compile(r"\s*\(([^()]+\s/\s[^()]+)\)\s*$")
_OPTIONAL = re.compile(r"\s*,\s*optional\s*$", re.IGNORECASE)
_DAYS = re.compile(r"\s*\(\s*(?:only\s+)?(not\s+)?on\s+([\w\s,&]+?)\s*\)\s*$", re.IGNORECASE)
_QUOTED = '[“"]([^“”"]*)[”"]'
_CONDITION = re.compile(
    rf"\s*\(\s*(?:only\s+)?if\s+(?:{_QUOTED}|question\s+(\d+))\s+"
    rf"(?:(is\s+answered|is\s+not\s+answered)|is\s+at\s+least\s+(\d+)"
    rf"|(is\s+not|is|contains)\s+{_QUOTED})\s*\)\s*$",
    re.IGNORECASE,
)


def _marks(text: str) -> _Marks:
    found = _Marks(text)
    while found.text:
        rest = _without_last(found)
        if rest is None:
            return found
        found.text = rest
    return found


def _without_last(found: _Marks) -> str | None:
    """The text before its last parentheses, whose meaning is noted; None where they are words."""
    if short := _SHORT_MARKS.search(found.text):
        for mark in short[1].lower().split(","):
            _note(found, "".join(mark.split()))
        return found.text[: short.start()].strip()
    if (said := _CONDITION.search(found.text)) and found.condition is None:
        found.condition = said
        return found.text[: said.start()].strip()
    if (on := _DAYS.search(found.text)) and not found.days and (days := _weekdays(on[2])):
        others = tuple(day for day in WEEKDAYS if day not in days)
        found.days = (others if on[1] else days) if len(days) < len(WEEKDAYS) else ()
        return found.text[: on.start()].strip()
    if (choice := _OPTIONS.search(found.text)) and found.kind == "text":
        inside = choice[1]
        if _OPTIONAL.search(inside):
            found.required, inside = False, _OPTIONAL.sub("", inside)
        found.kind, found.options = "choice", _options(inside)
        return found.text[: choice.start()].strip()
    return None


def _note(found: _Marks, mark: str) -> None:
    if mark == "optional":
        found.required = False
    elif mark[0] == "1" and found.kind == "text":
        found.kind, found.highest = "scale", 10 if mark.endswith("10") else 5
    else:
        found.about = next((each for each, word in ABOUT.items() if word == mark), found.about)


def _weekdays(words: str) -> tuple[str, ...]:
    """In the order of the week; none where one of the words is no day."""
    named = [word for word in re.split(r"[\s,&]+", words.lower()) if word and word != "and"]
    found = {_weekday(word) for word in named}
    return tuple(day for day in WEEKDAYS if day in found) if None not in found else ()


def _weekday(word: str) -> str | None:
    for day, name in zip(WEEKDAYS, WEEKDAY_NAMES, strict=True):
        if len(word) >= len(day) and f"{name}s".lower().startswith(word.removesuffix("s")):
            return day
    return None


def _options(inside: str) -> tuple[str, ...]:
    options = tuple(" ".join(option.split()) for option in re.split(r"(?<=\s)/(?=\s)", inside))
    check_options(options)
    return options


def check_options(options: Sequence[str]) -> None:
    """Raises ValueError, in words for the person."""
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        raise ValueError(
            f"A choice takes {FEWEST_OPTIONS} to {MOST_OPTIONS} answers; these are {len(options)}."
        )
    if len({option.casefold() for option in options}) < len(options):
        raise ValueError(f"Two answers are the same in: {one_of(options)}.")
    for option in options:
        if not 0 < len(option) <= LONGEST_OPTION or any(sign in option for sign in '()“”"'):
            raise ValueError(
                f"Keep each answer of a choice between 1 and {LONGEST_OPTION} characters, without "
                "parentheses or quotation marks."
            )


def _question(said: _Marks, ids: Mapping[str, Sequence[str]], used: set[str]) -> Question:
    if not said.text or len(said.text) > LONGEST:
        raise ValueError(f"Keep each question between 1 and {LONGEST} characters.")
    taken = {id for same in ids.values() for id in same} | used
    known = next((id for id in ids.get(said.text, ()) if id not in used), None)
    return Question(
        id=known or fresh_id(taken),
        text=said.text,
        kind=said.kind,
        about=said.about or about(said.text, said.kind),
        required=said.required,
        options=said.options,
        highest=said.highest,
        days=said.days,
    )


def fresh_id(taken: Collection[str]) -> str:
    return next(f"q{n}" for n in range(1, len(taken) + 2) if f"q{n}" not in taken)


def _condition(
    said: re.Match[str], earlier: Sequence[Question], written: Sequence[str]
) -> Condition:
    words, number, answered, at_least, test, value = said.groups()
    if words is not None:
        wanted = quotable(words).casefold()
        alike = [nth for nth, text in enumerate(written) if quotable(text).casefold() == wanted]
        exact = [nth for nth in alike if quotable(written[nth]) == quotable(words)]
        place = (exact or alike or [MOST])[0]
    else:
        place = int(number) - 1
    if not 0 <= place < len(earlier):
        raise ValueError(
            f"“{said[0].strip()}” has to name a question that stands above it, word for word."
        )
    asked = earlier[place]
    if answered:
        return Condition(asked.id, "not answered" if "not" in answered.lower() else "answered")
    if at_least:
        return checked(Condition(asked.id, "at least", at_least), asked)
    by_word: dict[str, Test] = {"is": "is", "isnot": "is not", "contains": "contains"}
    return checked(Condition(asked.id, by_word["".join(test.lower().split())], value), asked)


def checked(condition: Condition, earlier: Question) -> Condition:
    """With the value as the earlier question knows it. Raises ValueError, in words for the person,
    where no answer to it could ever pass."""
    value = quotable(condition.value)
    if condition.test in ("answered", "not answered"):
        return replace(condition, value="")
    if condition.test == "at least" and earlier.kind != "scale":
        raise ValueError(f"“is at least” needs a scale, and “{earlier.text}” is none.")
    if not value:
        raise ValueError(f"Say what the answer to “{earlier.text}” has to be.")
    if condition.test == "contains" or earlier.kind == "text":
        return replace(condition, value=value)
    if earlier.kind == "scale":
        if value.lstrip("0") not in marks(earlier):
            raise ValueError(f"“{earlier.text}” is answered from 1 to {earlier.highest}.")
        return replace(condition, value=value.lstrip("0"))
    for option in earlier.options:
        if option.casefold() == value.casefold():
            return replace(condition, value=option)
    raise ValueError(f"“{earlier.text}” is answered with {one_of(earlier.options)}.")
