"""Where weeknotes can be read, and who may: cards and a form. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    ChoiceField,
    Confirm,
    Form,
    Heading,
    Link,
    Option,
    Part,
    plain,
    small,
    text,
)
from handlers.weeknotes.note import days_in_words

RENEW, READ, MODE, COUNTING = (
    "weeknote.link",
    "weeknote.read",
    "weeknote.web",
    "weeknote.counting",
)
MODES = {
    "workspace": "People of this workspace, each with a link of their own",
    "public": "Everybody who has the link, without signing in",
    "off": "Nobody: there is no page",
}


@dataclass(frozen=True, slots=True)
class Given:
    """Where a team's weeknotes stand on the web, for one reader."""

    team_id: int
    team: str
    mode: str
    link: str = ""
    """Empty: there is none, or it is not known any more."""
    feed: str = ""
    made_at: datetime | None = None
    """When the reader was given a link that is not known any more."""


@dataclass(frozen=True, slots=True)
class Row:
    """A weeknote in a list."""

    id: int
    number: int
    first_day: date
    last_day: date
    words: str
    """What it begins with, or where the words stand that were searched for."""


def archive(given: Given, rows: Sequence[Row], query: str = "", *, is_counted: bool = True) -> Card:
    title = f"Weeknotes of {given.team}"
    parts: list[Part] = [Heading(title)]
    if query:
        parts.append(small(f"In which stands: {query}"))
    if not rows:
        nothing = "Nothing is found." if query else "There are none yet."
        parts.append(plain(nothing))
    for row in rows:
        days = days_in_words(row.first_day, row.last_day)
        parts += [text(Bold(f"Weeknote {row.number}"), f" – {days}"), small(row.words)]
    if rows:
        buttons = (Button(f"Read {row.number}", READ, {"weeknote": str(row.id)}) for row in rows)
        parts.append(Buttons(tuple(buttons)))
    if not query:
        parts += _link(given)
        parts += _counting(given, is_counted)
    return Card(title, tuple(parts))


def links(given: Given) -> Card:
    """A link that was just made."""
    title = f"Weeknotes of {given.team} on the web"
    return Card(title, (Heading(title), *_link(given)))


def _link(given: Given) -> list[Part]:
    if given.mode == "off":
        return []
    args = {"team": str(given.team_id)}
    if given.link:
        whose = (
            "Everybody who has this link can read all weeknotes of the team."
            if given.mode == "public"
            else "This link is yours alone, so keep it to yourself. I show it only now, and keep no "
            "copy."
        )
        return [
            text(Bold("All of them on the web: "), Link(given.link, given.link)),
            # To be pasted into a news reader.
            small("As a feed: ", Link(given.feed, given.feed)),
            small(whose),
        ]
    sure = Confirm(
        "Make a new link?", "The one you have stops, and so does your news reader.", "Make it"
    )
    on = f"{given.made_at.day} {given.made_at:%B %Y}" if given.made_at else ""
    return [
        small(f"You were given a link to the page on {on}. A new one makes it stop."),
        Buttons((Button("Make a new link", RENEW, args, confirm=sure),)),
    ]


def _counting(given: Given, is_counted: bool) -> list[Part]:
    args = {"team": str(given.team_id), "count": "no" if is_counted else "yes"}
    words = (
        "Opening a weeknote by your own link, pressing a button beneath it or putting a sign to it "
        "counts you once as one of its readers. The team sees how many there are, and whether a "
        "sponsor no longer reads."
        if is_counted
        else "You are not counted among the readers of weeknotes."
    )
    label = "Don't count me" if is_counted else "Count me"
    return [small(words), Buttons((Button(label, COUNTING, args),))]


def sharing(team_id: int, team: str, mode: str) -> Form:
    options = tuple(Option(value, label) for value, label in MODES.items())
    return Form(
        MODE,
        "Weeknotes on the web",
        (
            plain(f"Who may read the weeknotes of {team} on the web?"),
            ChoiceField("mode", "Who may read", options, mode, look="radio"),
            small(
                "A public page is told to no search engine, but whoever has its link can pass it on. "
                "Turning it off makes every link stop."
            ),
        ),
        args={"team": str(team_id)},
    )


def shared(given: Given) -> Card:
    """To who has changed it."""
    said = {
        "workspace": "Everybody of this workspace gets a link of their own with /weeknote archive.",
        "public": "Everybody who has the link can read them.",
        "off": "There is no page any more, and no link opens anything.",
    }
    title = f"Weeknotes of {given.team} on the web"
    parts: list[Part] = [Heading(title), plain(said[given.mode])]
    if given.mode == "public":
        args = {"team": str(given.team_id), "public": "yes"}
        sure = Confirm(
            "Make a new public link?",
            "The one there is stops for everybody who has it. Weeknotes in chat show the new one.",
            "Make it",
        )
        parts += [
            text(Link(given.link, given.link)),
            Buttons((Button("Make a new link", RENEW, args, look="danger", confirm=sure),)),
        ]
    return Card(title, tuple(parts))


def note(words: str) -> Card:
    return Card(words.split("\n")[0], (plain(words),))
