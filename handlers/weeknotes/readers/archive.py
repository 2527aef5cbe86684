"""A team's weeknotes as they stand on the web: listed, searched, and one of them."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.ids import BIGGEST
from handlers.routing import Desk
from handlers.weeknotes import book
from handlers.weeknotes.note import Note
from handlers.weeknotes.readers.access import Shelf
from storage import weeknote_pictures, weeknote_readers, weeknotes
from storage.models import Weeknote
from storage.weeknote_pictures import Kept

PAGE = 20
"""Weeknotes on one page, and in a feed."""
MOST_FOUND = 50
MOST_WORDS = 8
"""Words of a search."""


@dataclass(frozen=True, slots=True)
class Listed:
    notes: tuple[Note, ...]
    earlier: int | None = None
    """The number that the next page begins below; none: these are the last."""


@dataclass(frozen=True, slots=True)
class One:
    note: Note
    older: int | None
    newer: int | None
    """The numbers of its neighbours."""
    picture: Kept | None = None
    """What was sent to us, where it is asked for."""


def listed(desk: Desk, shelf: Shelf, before: int | None = None) -> Listed:
    """The newest first."""
    some = weeknotes.posted(desk.session, shelf.team.key, most=PAGE + 1, before=before)
    notes = book.notes(desk.session, shelf.team, some[:PAGE])
    return Listed(tuple(notes), notes[-1].number if len(some) > PAGE else None)


def searched(desk: Desk, shelf: Shelf, words: str) -> Listed:
    """Those in which all the words stand, the newest first."""
    wanted = words.split()[:MOST_WORDS]
    some = weeknotes.found(desk.session, shelf.team.key, wanted, MOST_FOUND) if wanted else []
    return Listed(tuple(book.notes(desk.session, shelf.team, some)))


def one(
    desk: Desk, shelf: Shelf, number: int, *, is_opened: bool = False, with_picture: bool = False
) -> One | None:
    """`is_opened`: somebody looks at it, who is counted where the link is their own."""
    found = _posted(desk, shelf, number)
    if found is None:
        return None
    if is_opened and shelf.person is not None:
        weeknote_readers.read(desk.session, found.key, shelf.person.key, desk.now)
    older, newer = weeknotes.neighbours(desk.session, shelf.team.key, number)
    picture = weeknote_pictures.of(desk.session, found.key) if with_picture else None
    return One(book.note(desk.session, shelf.team, found), older, newer, picture)


def picture(desk: Desk, shelf: Shelf, number: int) -> Kept | None:
    """What was sent to us of that one."""
    found = _posted(desk, shelf, number)
    return weeknote_pictures.of(desk.session, found.key) if found else None


def _posted(desk: Desk, shelf: Shelf, number: int) -> Weeknote | None:
    known = number if number < BIGGEST else 0
    found = weeknotes.numbered(desk.session, shelf.team.key, known)
    return found if found is not None and found.status == "posted" else None
