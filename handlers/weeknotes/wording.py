"""Other words for a draft, where a language model may be asked: only when an editor wishes it, and
nothing of it counts before they have taken it."""

from __future__ import annotations

from sqlmodel import Session

from handlers.errors import Refusal
from handlers.events import Pressed, WordingSuggested
from handlers.replies import Post, Refresh, Reply, direct
from handlers.routing import Desk, Replies, Router
from handlers.weeknotes import making, told_views, voice, whose, wording_views
from handlers.weeknotes.drafting.cleaning import names_anybody
from handlers.weeknotes.model import Asked, Suggested
from handlers.weeknotes.note import TITLES
from storage import comings, weeknotes, wishes
from storage.models import Team, Weeknote

LAST, LINES = 4, 12
"""Weeknotes, and lines of them, from which a model can hear how a team writes."""

router = Router()


def asked(session: Session, weeknote: Weeknote) -> Asked:
    """What a model is given of a draft."""
    titles = {str(name): title for name, title in TITLES.items()}
    bullets = weeknotes.bullets(session, weeknote.key)
    return Asked(
        weeknote.opening,
        {str(each.key): (titles.get(each.section, each.section), each.text) for each in bullets},
        _voice(session, weeknote),
    )


def _voice(session: Session, weeknote: Weeknote) -> list[str]:
    """What people of the team wrote themselves in the last ones, those taken over included; nothing
    that names anybody."""
    last = weeknotes.posted(session, weeknote.team_id, most=LAST)
    own = weeknotes.bullets_of(session, [each.key for each in last])
    names = frozenset(person.name for person in comings.ever(session, weeknote.team_id))
    lines = [
        text
        for each in last
        for text in (
            each.opening if each.is_imported or each.edited_at else "",
            *(bullet.text for bullet in own.get(each.key, ()) if bullet.origin in voice.OWN),
        )
        if text and not names_anybody(text, names)
    ]
    return lines[:LINES]


@router.on(WordingSuggested)
def suggested(desk: Desk, event: WordingSuggested) -> Replies:
    weeknote = weeknotes.held(desk.session, event.weeknote)
    wish = wishes.of(desk.session, event.weeknote)
    if weeknote is None or wish is None or wish.asked_at != event.asked_at:
        # Asked anew meanwhile.
        return []
    wish.state = "failed" if event.trouble else "answered"
    told = Suggested(event.opening, dict(event.points))
    fitting = _fitting(desk, weeknote, told)
    wish.answer = {"opening": fitting.opening, "points": dict(fitting.points)}
    desk.session.add(wish)
    person = whose.person(desk, wish.person_id)
    if person is None or person.is_gone or weeknote.status == "posted":
        return []
    if event.trouble:
        card = told_views.note(f"No other words have come. {event.trouble}")
    else:
        card = wording_views.suggested(*_changes(desk, weeknote, fitting))
    name = f"weeknote:{weeknote.key}:words:{event.asked_at.isoformat()}"
    return [Post(direct(person.ref), name, card)]


def _fitting(desk: Desk, weeknote: Weeknote, told: Suggested) -> Suggested:
    """Without what names anybody of the team."""
    team = whose.team_of(desk, weeknote)
    names = frozenset(person.name for person in comings.ever(desk.session, team.key))
    there = {str(each.key): each.text for each in weeknotes.bullets(desk.session, weeknote.key)}
    points = {
        key: words
        for key, words in told.points.items()
        if key in there and not (names_anybody(words, names) and words != there[key])
    }
    return Suggested("" if names_anybody(told.opening, names) else told.opening, points)


def _changes(
    desk: Desk, weeknote: Weeknote, told: Suggested
) -> tuple[dict[str, str], int, list[tuple[str, str]]]:
    pairs = [(weeknote.opening, told.opening)] if told.opening else []
    pairs += [
        (each.text, told.points[str(each.key)])
        for each in weeknotes.bullets(desk.session, weeknote.key)
        if str(each.key) in told.points
    ]
    return {"weeknote": str(weeknote.key)}, weeknote.number, pairs


@router.button(wording_views.TAKE)
def taken(desk: Desk, event: Pressed) -> Replies:
    weeknote = whose.held(desk, event.args)
    wish = wishes.of(desk.session, weeknote.key)
    if weeknote.status == "posted" or wish is None or not wish.answer:
        raise Refusal("This suggestion is no longer there.")
    points = wish.answer.get("points", {})
    for each in weeknotes.bullets(desk.session, weeknote.key):
        if words := points.get(str(each.key)):
            each.text, each.origin = words, "suggested"
            desk.session.add(each)
    weeknote.opening = wish.answer.get("opening") or weeknote.opening
    weeknote.edited_at = desk.now
    wish.answer = {}
    desk.session.add(wish)
    weeknotes.keep(desk.session, weeknote)
    team: Team = whose.team_of(desk, weeknote)
    replies: list[Reply] = making.shown(desk, team, weeknote)
    return [
        *replies,
        Refresh(told_views.note("The suggested words are in the draft. Change what you like.")),
    ]


@router.button(wording_views.LEAVE)
def left(desk: Desk, event: Pressed) -> Replies:
    weeknote = whose.held(desk, event.args)
    wish = wishes.of(desk.session, weeknote.key)
    if wish is not None:
        wish.answer = {}
        desk.session.add(wish)
    return [Refresh(told_views.note("The draft stays as it is."))]
