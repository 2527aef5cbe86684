"""Earlier answers as a table and as text, for other programs. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import spreadsheets
from handlers.markdown import escaped, quoted
from handlers.standup.history_views import Told
from handlers.times import day_and_year


def as_csv(told: Sequence[Told]) -> str:
    """One row per person and day, one column per question as it was worded. Begins with a mark by
    which spreadsheets know that it is Unicode."""
    columns = list(dict.fromkeys(question.text for each in told for question in each.questions))
    rows = [("Day", "Person", *columns)]
    for each in told:
        said: dict[str, list[str]] = {}
        for question in each.questions:
            if words := each.answers.get(question.id, ""):
                said.setdefault(question.text, []).append(words)
        cells = ["\n".join(said.get(column, ())) for column in columns]
        rows.append((each.day.isoformat(), each.name, *cells))
    return f"\ufeff{spreadsheets.as_csv(rows)}"


def as_markdown(team: str, about: str, told: Sequence[Told]) -> str:
    lines = [f"# Answers of {escaped(team)}", "", escaped(about)]
    day = None
    for each in told:
        if each.day != day:
            day = each.day
            lines += ["", f"## {day_and_year(day)}"]
        lines += ["", f"### {escaped(each.name)}"]
        for question in each.questions:
            if words := each.answers.get(question.id, ""):
                of = f" of {question.highest}" if question.kind == "scale" else ""
                lines += ["", f"**{escaped(question.text)}**", "", quoted(f"{words}{of}")]
    return "\n".join(lines) + "\n"
