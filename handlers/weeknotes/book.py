"""Weeknotes as they are stored, as values that views can show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from handlers.weeknotes.note import TITLES, Member, Note, SectionName
from storage import weeknote_pictures, weeknotes
from storage.models import Team, Weeknote, WeeknoteBullet


def note(session: Session, team: Team, weeknote: Weeknote) -> Note:
    """Without what only its editor may see."""
    return notes(session, team, [weeknote])[0]


def notes(session: Session, team: Team, some: Sequence[Weeknote]) -> list[Note]:
    """The same for several."""
    keys = [each.key for each in some]
    bullets = weeknotes.bullets_of(session, keys)
    drawn = weeknote_pictures.among(session, keys)
    return [
        _note(team, each, bullets.get(each.key, []), has_own_picture=each.key in drawn)
        for each in some
    ]


def with_people(note: Note, people: Sequence[dict[str, str]], contact: str) -> Note:
    """As it will be once it is posted."""
    return replace(
        note,
        people=tuple(Member(each["name"], each["role"]) for each in people),
        contact=contact,
    )


def _note(
    team: Team, weeknote: Weeknote, bullets: Sequence[WeeknoteBullet], *, has_own_picture: bool
) -> Note:
    sections: dict[SectionName, tuple[str, ...]] = {}
    for name in TITLES:
        if texts := tuple(each.text for each in bullets if each.section == name):
            sections[name] = texts
    return Note(
        team=team.name,
        number=weeknote.number,
        first_day=weeknote.first_day,
        last_day=weeknote.last_day,
        opening=weeknote.opening,
        sections=sections,
        people=tuple(Member(each["name"], each.get("role", "")) for each in weeknote.people),
        contact=weeknote.contact,
        picture_url=weeknote.picture_url,
        picture_alt=weeknote.picture_alt,
        has_own_picture=has_own_picture,
        posted_at=weeknote.posted_at,
        edited_at=weeknote.edited_at,
        zone=team.zone,
    )
