"""What a weeknote shows: to its readers, and to whoever edits it. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Confirm,
    Divider,
    Heading,
    Italic,
    Moment,
    Part,
    Picture,
    Plain,
    Small,
    Span,
    Text,
    plain,
    small,
    text,
)
from handlers.weeknotes.note import TITLES, Note, SectionName, days_in_words

SECTION = "weeknote.section"
TOP = "weeknote.top"
SOURCES = "weeknote.sources"
AGAIN = "weeknote.again"
APPROVE = "weeknote.approve"
TAKE_BACK = "weeknote.take_back"
PUBLISH = "weeknote.publish"
EDIT = "weeknote.edit"
SUGGEST = "weeknote.suggest"
ON_THE_WEB = "weeknote.on_the_web"


@dataclass(frozen=True, slots=True)
class Source:
    kind: str
    words: str
    day: str = ""
    """YYYY-MM-DD; empty for none."""


@dataclass(frozen=True, slots=True)
class Point:
    text: str
    origin: str = "drafted"
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A weeknote as its editor has it."""

    id: int
    note: Note
    status: str = "draft"
    editor: str = ""
    planned_at: datetime | None = None
    unapproved: str = "hold"
    points: Mapping[SectionName, tuple[Point, ...]] = field(default_factory=dict)
    is_held: bool = False
    """Its moment has come, and nobody had approved it."""
    may_suggest: bool = False
    """There is a language model that may be asked for other words."""

    @property
    def args(self) -> dict[str, str]:
        return {"weeknote": str(self.id)}


# For readers.
def posted(note: Note, beneath: Sequence[Part] = ()) -> Card:
    """`beneath`: what readers can do with it."""
    return Card(
        f"{note.title}: {note.opening}" if note.opening else note.title, (*body(note), *beneath)
    )


def body(note: Note) -> list[Part]:
    """As readers have it, on whatever it is shown."""
    parts: list[Part] = [Heading(f"{note.team} · Weeknote {note.number}"), _days(note)]
    if note.opening:
        parts.append(Text((Italic(note.opening),)))
    if note.picture_url:
        parts.append(Picture(note.picture_alt or "A picture of this week", note.picture_url))
    for name, points in note.sections.items():
        parts.append(text(Bold(TITLES[name])))
        parts.append(Bullets(tuple((Plain(point),) for point in points)))
    if not note.sections:
        parts.append(plain("There is nothing to tell of these days yet."))
    if note.people or note.contact:
        parts.append(Divider())
    if note.people:
        parts.append(small(f"The team: {people(note)}"))
    if note.contact:
        parts.append(small(f"Questions? Ask {note.contact}."))
    return parts


def _days(note: Note) -> Small:
    spans: list[Span | str] = [days_in_words(note.first_day, note.last_day)]
    if note.edited_at and note.posted_at:
        spans += [" · edited ", Moment(note.edited_at, note.zone, "day and time")]
    return small(*spans)


def people(note: Note) -> str:
    return ", ".join(
        f"{each.name} ({each.role})" if each.role else each.name for each in note.people
    )


# For who edits it.
def draft(shown: Shown, *, late: bool = False) -> Card:
    """Where it stands, how it will look, and what can be changed."""
    title = f"Weeknote {shown.note.number} of {shown.note.team}"
    parts: list[Part] = [*_standing(shown, late=late), Divider(), *body(shown.note), Divider()]
    if marked := _marked(shown):
        parts.append(small(marked))
    return Card(f"{title}: {_state(shown)}", (*parts, *_actions(shown)))


def _state(shown: Shown) -> str:
    return {"draft": "your draft", "approved": "approved", "posted": "posted"}[shown.status]


def _standing(shown: Shown, *, late: bool) -> list[Part]:
    number = shown.note.number
    match shown.status:
        case "approved" if shown.planned_at:
            at = Moment(shown.planned_at, shown.note.zone, "day and time")
            return [text(Bold(f"Weeknote {number} is approved."), " It goes out ", at, ".")]
        case "posted":
            return [
                text(
                    Bold(f"Weeknote {number} is posted."),
                    " What you change now changes wherever it was posted.",
                )
            ]
        case _:
            pass
    turn = f"{shown.editor}, it is your turn" if shown.editor else "It has no editor yet"
    parts: list[Part] = [
        text(
            Bold(f"The draft of weeknote {number} is here."),
            f" {turn}: make it yours, then approve.",
        )
    ]
    if shown.is_held:
        parts.append(text("Its moment has come and gone. It goes out as soon as it is approved."))
    elif shown.planned_at:
        at = Moment(shown.planned_at, shown.note.zone, "day and time")
        then = (
            "If nobody approves it, it goes out as it is."
            if shown.unapproved == "post"
            else "If nobody approves it, it is held back."
        )
        parts.append(small("It is planned for ", at, f". {then}"))
    if late:
        parts.append(small("This comes later than planned."))
    parts.append(small("This is how it will look:"))
    return parts


def _marked(shown: Shown) -> str:
    count = sum(point.origin == "suggested" for points in shown.points.values() for point in points)
    if not count:
        return ""
    return f"{count} of the points {'is' if count == 1 else 'are'} in words that were suggested to you."


def _actions(shown: Shown) -> list[Part]:
    sections = tuple(
        Button(title, SECTION, {**shown.args, "section": name}, opens_form=True)
        for name, title in TITLES.items()
    )
    top = Button("Opening and picture", TOP, shown.args, opens_form=True)
    parts: list[Part] = [small("Change:"), Buttons((*sections, top))]
    more: list[Button] = [
        Button("Edit on the web", ON_THE_WEB, shown.args),
        Button("Where it comes from", SOURCES, shown.args),
    ]
    if shown.status != "posted":
        again = Confirm(
            "Draft again?",
            "Points that you wrote or changed stay. All others are drafted from what is known now.",
            "Draft again",
        )
        more.append(Button("Draft again", AGAIN, shown.args, confirm=again))
        if shown.may_suggest:
            more.append(Button("Suggest other words", SUGGEST, shown.args))
    return [*parts, Buttons((*_decisions(shown), *more))]


def _decisions(shown: Shown) -> list[Button]:
    now = Button("Post it now", PUBLISH, shown.args, confirm=publishing(shown.note))
    match shown.status:
        case "draft" if shown.is_held or shown.planned_at is None:
            label = "Approve and post"
            return [Button(label, PUBLISH, shown.args, "primary", confirm=publishing(shown.note))]
        case "draft":
            return [Button("Approve", APPROVE, shown.args, "primary"), now]
        case "approved":
            return [now, Button("Not yet approved", TAKE_BACK, shown.args)]
        case _:
            return []


def publishing(note: Note) -> Confirm:
    return Confirm(
        "Post this weeknote?",
        f"Weeknote {note.number} goes to the team's channel and to everybody who reads it.",
        "Post it",
    )


def preview(shown: Shown, *, can_edit: bool) -> Card:
    """For who asks how it stands."""
    words = {
        "draft": "This is how it will look. It is not approved yet.",
        "approved": "This is how it will look. It is approved.",
        "posted": "This is how it was posted.",
    }[shown.status]
    parts: list[Part] = [small(words), *body(shown.note)]
    if can_edit:
        parts += [Divider(), Buttons((Button("Edit", EDIT, shown.args),))]
    return Card(f"{shown.note.title}: preview", tuple(parts))
