"""A retro as Markdown, to be kept elsewhere. Pure."""

from __future__ import annotations

from handlers.markdown import escaped
from handlers.retro import closing_views
from handlers.retro.actions import views
from handlers.retro.actions.shown import Shown
from handlers.retro.closing_views import Summary
from handlers.retro.shown import Topic
from handlers.times import day_and_year, local


def as_markdown(found: Summary) -> str:
    board = found.board
    lines = [
        f"# Retro of {escaped(board.team)}",
        "",
        f"{day_and_year(found.day)} · {escaped(board.template)} · "
        f"facilitated by {escaped(board.facilitator)}",
        "",
        "## Actions",
        "",
        *(_action(each, board.zone) for each in found.actions),
    ]
    if not found.actions:
        lines.append("None.")
    if found.worth is not None and found.worth.answered:
        said = closing_views.worth_in_words(found.worth)
        lines += ["", "## Worth the time?", "", said]
    lines += ["", "## Topics"]
    for topic in board.topics:
        lines += ["", f"### {escaped(topic.title)}", "", *_topic(topic)]
    if not board.topics:
        lines += ["", "None."]
    return "\n".join(lines).rstrip() + "\n"


def _topic(topic: Topic) -> list[str]:
    lines: list[str] = []
    if said := closing_views.votes(topic).removeprefix(" · "):
        lines += [f"{said.capitalize()}.", ""]
    for card in topic.cards:
        name = f" ({escaped(card.name)})" if card.name else ""
        lines.append(f"- *{escaped(card.column)}*: {_one_line(card.text)}{name}")
    lines += [f"- Noted by {escaped(who)}: {_one_line(words)}" for who, words in topic.notes]
    return lines


def _one_line(words: str) -> str:
    return escaped(" ".join(words.split()))


def _action(shown: Shown, zone: str) -> str:
    box = "x" if shown.status == "done" else " "
    told = f"{_one_line(shown.words)} – {escaped(views.owner(shown))}"
    if shown.status == "dropped":
        return f"- [ ] ~~{told}~~ dropped: {_one_line(shown.closing)}"
    return f"- [{box}] {told}, by {_due(shown, zone)}"


def _due(shown: Shown, zone: str) -> str:
    if shown.due_at is None:
        return shown.due_day.isoformat()
    there = local(shown.due_at, zone)
    return f"{there.date().isoformat()} {there:%H:%M} ({zone})"
