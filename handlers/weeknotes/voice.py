"""How a team writes, from the weeknotes that its people wrote."""

from __future__ import annotations

from sqlmodel import Session

from handlers.weeknotes.drafting.hearing import Wrote, heard
from handlers.weeknotes.drafting.tone import USUAL, Tone
from handlers.weeknotes.note import TITLES
from storage import earlier_weeknotes, weeknotes

LAST = 12
"""Weeknotes that people had a hand in; what lies before them no longer counts."""
OWN = ("added", "edited", "imported")
"""Points that people of the team wrote."""


def tone(session: Session, team_id: int) -> Tone:
    """What drafts are put in."""
    return learned(session, team_id) if weeknotes.rule(session, team_id).is_own_tone else USUAL


def learned(session: Session, team_id: int) -> Tone:
    """From what is posted, so that all of it has been read; those taken over included."""
    last = earlier_weeknotes.by_hand(session, team_id, OWN, LAST)
    bullets = weeknotes.bullets_of(session, [each.key for each in last])
    return heard(
        [
            Wrote(
                each.opening if each.is_imported or each.edited_at else "",
                {
                    name: [
                        bullet.text
                        for bullet in bullets.get(each.key, ())
                        if bullet.section == name and bullet.origin in OWN
                    ]
                    for name in TITLES
                },
                is_whole=each.is_imported,
            )
            for each in last
        ]
    )


def in_words(of: Tone) -> str:
    """Such as "without “we”, short, with “shipped”"; empty: nothing is its own."""
    return ", ".join(of.in_words())
