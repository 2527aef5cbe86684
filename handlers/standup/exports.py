"""Earlier answers as a table and as text, for other programs. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from handlers.standup.history_views import Told
from handlers.standup.views import day_name

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""


def as_csv(told: Sequence[Told]) -> str:
    """One row per person and day, one column per question as it was worded. Begins with a mark by
    which spreadsheets know that it is Unicode."""
    columns = list(dict.fromkeys(question.text for each in told for question in each.questions))
    made = io.StringIO()
    rows = csv.writer(made, quoting=csv.QUOTE_ALL)
    rows.writerow(["Day", "Person", *map(_harmless, columns)])
    for each in told:
        said: dict[str, list[str]] = {}
        for question in each.questions:
            if words := each.answers.get(question.id, ""):
                said.setdefault(question.text, []).append(words)
        cells = ["\n".join(said.get(column, ())) for column in columns]
        rows.writerow([each.day.isoformat(), *map(_harmless, [each.name, *cells])])
    return f"\ufeff{made.getvalue()}"


def _harmless(words: str) -> str:
    """Words that a spreadsheet would calculate are kept from it by a quote before them."""
    return f"'{words}" if words.lstrip(" ").startswith(FORMULA) else words


def as_markdown(team: str, about: str, told: Sequence[Told]) -> str:
    lines = [f"# Answers of {_escaped(team)}", "", _escaped(about)]
    day = None
    for each in told:
        if each.day != day:
            day = each.day
            lines += ["", f"## {day_name(day)} {day.year}"]
        lines += ["", f"### {_escaped(each.name)}"]
        for question in each.questions:
            if words := each.answers.get(question.id, ""):
                of = f" of {question.highest}" if question.kind == "scale" else ""
                quoted = "\n".join(f"> {_escaped(line)}  " for line in f"{words}{of}".splitlines())
                lines += ["", f"**{_escaped(question.text)}**", "", quoted]
    return "\n".join(lines) + "\n"


_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&:@])")


def _escaped(words: str) -> str:
    """Shown as typed: neither formatting nor links nor HTML."""
    return _MARKUP.sub(r"\\\1", words)
