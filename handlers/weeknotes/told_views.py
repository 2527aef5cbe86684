"""What is told of a weeknote on its way. Plain values in, cards out."""

from __future__ import annotations

from handlers.cards import Bold, Button, Buttons, Card, Link, Moment, Part, plain, small, text
from handlers.weeknotes.note import Note
from handlers.weeknotes.views import APPROVE, EDIT, PUBLISH, Shown, publishing


def note(words: str) -> Card:
    first = words.splitlines()[0] if words.strip() else words
    return Card(first, (plain(words),))


def own_page(title: str, url: str) -> Card:
    """To whoever edits there."""
    return Card(
        title,
        (
            text(Bold(f"{title}: "), Link(url, url)),
            small(
                "This page is yours alone, for a day, so keep its address to yourself. I show it only "
                "now; a newer one makes it stop."
            ),
        ),
    )


def reminder(shown: Shown) -> Card:
    parts: list[Part] = [
        text(Bold(f"Weeknote {shown.note.number} of {shown.note.team} waits for you."))
    ]
    if shown.planned_at:
        at = Moment(shown.planned_at, shown.note.zone, "day and time")
        then = "goes out as it is" if shown.unapproved == "post" else "is held back"
        parts.append(text("It is planned for ", at, f". Without your word it {then} then."))
    buttons = (
        Button("Approve", APPROVE, shown.args, "primary"),
        Button("See the draft", EDIT, shown.args),
    )
    return Card(
        f"Weeknote {shown.note.number} of {shown.note.team} waits for you",
        (*parts, Buttons(buttons)),
    )


def held(shown: Shown) -> Card:
    """To its editor and the scrum masters: nobody has approved it."""
    title = f"Weeknote {shown.note.number} of {shown.note.team} is held back"
    whose = f"{shown.editor} edits it" if shown.editor else "nobody edits it"
    return Card(
        title,
        (
            text(Bold(f"{title}."), f" Nobody has approved it, and {whose}."),
            Buttons(
                (
                    Button(
                        "Approve and post",
                        PUBLISH,
                        shown.args,
                        "primary",
                        confirm=publishing(shown.note),
                    ),
                    Button("See the draft", EDIT, shown.args),
                )
            ),
        ),
    )


def went_out(note_: Note, places: int, readers: int) -> Card:
    """To its editor, once it is posted."""
    where = "the channel" if places == 1 else f"{places} channels"
    sent = f" and to {readers} {'reader' if readers == 1 else 'readers'}" if readers else ""
    title = f"Weeknote {note_.number} of {note_.team} is posted"
    return Card(title, (text(f"{title}, in {where}{sent}."),))


def unreachable(team: str, why: str) -> Card:
    title = f"A weeknote of {team} could not be posted everywhere"
    return Card(
        title,
        (text(f"{title}. {why}"), small("Choose the channels with /weeknote setup.")),
    )
