"""How a retro ends: its summary, and what is asked about it. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Heading,
    Italic,
    Moment,
    Part,
    Quote,
    Span,
    Spans,
    line,
    plain,
    small,
    text,
)
from handlers.charts import Chart, Series
from handlers.retro.actions import list_views
from handlers.retro.actions.shown import Shown
from handlers.retro.shown import Board, Topic
from handlers.retro.theming import LOOKED_AT, Theme
from handlers.times import day_and_year

HOW = "retro.worth"
MARKDOWN = "retro.markdown"
FILE = "retro.file"
THEMES = "retro.themes"
DRAWN = 8
"""Topics in the chart; all stand in the words."""
SCALE = (1, 2, 3, 4, 5)
LISTED = 12
"""Topics that nobody noted anything about; the Markdown has them all."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What those said who were asked whether it was worth their time."""

    is_counted: bool = False
    answered: int = 0
    """0 where so few did that it is not told."""
    average: float = 0
    lowest: int = 0
    highest: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    board: Board
    day: date
    """On which it was closed, where the team is."""
    actions: tuple[Shown, ...]
    worth: Worth | None = None
    """None: nobody was asked."""


def below() -> Part:
    """On the card that led through the retro."""
    return small("This retro is closed. Its summary stands below.")


def summary(found: Summary) -> Card:
    """In the channel; there is one, changed in place."""
    board = found.board
    parts: list[Part] = [
        Heading(f"{board.team} retro · summary"),
        small(f"{board.template} · facilitated by {board.facilitator} · {day_and_year(found.day)}"),
    ]
    parts += _chart(board.topics)
    parts.append(text(Bold("What we do")))
    if found.actions:
        parts.append(Bullets(tuple(_action(each) for each in found.actions)))
    else:
        parts.append(plain("No action came of it."))
    parts += _topics(board.topics)
    parts += _worth(found.worth)
    parts.append(
        Buttons(
            (
                Button("As Markdown", MARKDOWN, board.args),
                Button("What comes again", THEMES, board.args),
            )
        )
    )
    return Card(_in_one_line(found), tuple(parts))


def _in_one_line(found: Summary) -> str:
    topics, actions = len(found.board.topics), len(found.actions)
    return f"{found.board.team} retro: {_count(topics, 'topic')}, {_count(actions, 'action')}"


def _chart(topics: Sequence[Topic]) -> list[Part]:
    voted = [each for each in topics if each.votes is not None]
    if not any(each.votes for each in voted):
        return []
    drawn = [each for each in voted if each.votes][:DRAWN]
    return [
        Chart(
            "What we voted for",
            f"{votes_in_words(voted)}.",
            tuple(each.title for each in drawn),
            (Series("Votes", tuple(each.votes for each in drawn)),),
            "horizontal bars",
            "votes",
        )
    ]


def votes_in_words(topics: Sequence[Topic]) -> str:
    """The most first; ties are named. As many topics as are drawn, or those that tie with the last
    of them."""
    by_votes: dict[int, list[str]] = {}
    for each in topics:
        by_votes.setdefault(each.votes or 0, []).append(f"“{each.title}”")
    told: list[str] = []
    named = fewer = 0
    for votes, titles in sorted(by_votes.items(), reverse=True):
        if votes == 0:
            told += [f"fewer for {fewer} more"] if fewer else []
            told.append(f"none for {_and(titles)}" if len(titles) < 4 else "none for the others")
        elif named >= DRAWN:
            fewer += len(titles)
        elif len(titles) > 1:
            told.append(f"{_count(votes, 'vote')} each, a tie, for {_and(titles)}")
        else:
            told.append(f"{_count(votes, 'vote')} for {titles[0]}")
        named += len(titles)
    if fewer and 0 not in by_votes:
        told.append(f"fewer for {fewer} more")
    words = "; ".join(told)
    return words[0].upper() + words[1:]


def _topics(topics: Sequence[Topic]) -> list[Part]:
    """Those that were talked about with what was noted; the others by their titles."""
    if not topics:
        return [plain("Nobody wrote a card this time.")]
    parts: list[Part] = []
    bare = [each for each in topics if not each.notes]
    for each in topics:
        if each.notes:
            parts.append(text(Italic(each.title), votes(each)))
            parts.append(Bullets(tuple(line(f"{words} ({who})") for who, words in each.notes)))
    if parts:
        parts.insert(0, text(Bold("What we noted")))
    if bare:
        parts.append(text(Bold("Other topics" if parts else "Topics")))
        parts.append(Bullets(tuple(line(each.title, votes(each)) for each in bare[:LISTED])))
    if len(bare) > LISTED:
        parts.append(small(f"… and {len(bare) - LISTED} more: the Markdown has them all."))
    return parts


def votes(topic: Topic) -> str:
    told = [_count(topic.votes, "vote")] if topic.votes else []
    told += ["a tie"] if topic.is_tied else []
    told += ["skipped"] if topic.state == "skipped" else []
    return f" · {', '.join(told)}" if told else ""


def _action(shown: Shown) -> Spans:
    return list_views.in_short(shown)


def _worth(worth: Worth | None) -> list[Part]:
    if worth is None:
        return []
    return [text(Bold("Worth the time? "), worth_in_words(worth))]


def worth_in_words(worth: Worth) -> str:
    if not worth.is_counted:
        return "I have asked everybody in private. The result comes here if three or more answer."
    if not worth.answered:
        return "Fewer than three answered, so their answers are not shown."
    spread = (
        f"all of them said {worth.lowest}"
        if worth.lowest == worth.highest
        else f"between {worth.lowest} and {worth.highest}"
    )
    return f"{worth.average:.1f} of 5 on average, {spread}, from {worth.answered} answers."


# What is asked in private.
def asked(team: str, args: dict[str, str], until: datetime, zone: str) -> Card:
    said = f"Was the retro of {team} worth your time?"
    return Card(said, (plain(said), _scale(args), _promise(until, zone)))


def thanked(args: dict[str, str], until: datetime, zone: str) -> Card:
    """Says nothing of what was answered: the message stays."""
    said = "Thank you. Your answer is in, and can be changed."
    return Card(said, (plain(said), _scale(args), _promise(until, zone)))


def _scale(args: dict[str, str]) -> Buttons:
    return Buttons(tuple(Button(str(each), HOW, {**args, "worth": str(each)}) for each in SCALE))


def _promise(until: datetime, zone: str) -> Part:
    moment = Moment(until, zone, "day and time")
    return small(
        "1: lost time · 3: as much out as in · 5: well worth it. Without your name: only the average "
        "and the spread are shown, once, from three answers on. You can answer until ",
        moment,
        ", or until everybody has.",
    )


def counted(team: str) -> Card:
    """In place of the question, once it is over."""
    said = f"The retro of {team} is over. Its summary says how worthwhile it was."
    return Card(said, (plain(said),))


# What is taken along.
def as_markdown(team: str, args: dict[str, str], content: str) -> Card:
    title = f"Retro of {team} as Markdown"
    file = Buttons((Button("Download it as a file", FILE, args),))
    return Card(title, (plain(f"{title}, to copy or to download:"), Quote(content), file))


def themes(team: str, some: Sequence[Theme], retros: int) -> Card:
    title = f"What comes again · {team}"
    parts: list[Part] = [Heading(title)]
    if retros < 2:
        parts.append(plain("After the second retro I can tell what comes again."))
    elif not some:
        parts.append(plain(f"In the last {retros} retros no topic came twice."))
    else:
        shown = min(retros, LOOKED_AT)
        parts.append(small(f"In the last {shown} retros, the most frequent first"))
        parts.append(Bullets(tuple(_theme(each, shown) for each in some)))
    return Card(title, tuple(parts))


def _theme(theme: Theme, retros: int) -> Spans:
    spans: list[Span | str] = [Bold(theme.title), f" – in {theme.times} of {retros}"]
    if theme.titles:
        others = ", ".join(f"“{each}”" for each in theme.titles)
        spans.append(f", also as {others}")
    told = [
        f"{count} {word}"
        for count, word in (
            (theme.done, "done"),
            (theme.open, "open"),
            (theme.dropped, "dropped"),
        )
        if count
    ]
    spans.append(f". Actions: {', '.join(told)}." if told else ". No action came of it so far.")
    return line(*spans)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _and(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
