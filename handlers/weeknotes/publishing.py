"""A weeknote goes out: to the team's channel, to other channels, to who reads along; and changes
wherever it is."""

from __future__ import annotations

from handlers.cards import Card
from handlers.errors import Refusal
from handlers.events import Commanded, Pressed, Undeliverable
from handlers.paging import pages
from handlers.replies import Place, Post, Reply, Update, Whisper, direct
from handlers.routing import Desk, Replies, Router
from handlers.weeknotes import book, collecting, making, told_views, views, whose
from handlers.weeknotes.readers import beneath, reach
from storage import teams, weeknotes
from storage.models import Team, Weeknote

router = Router()

FIRST_NUMBERS = 4
"""Of those that somebody has not had, at most."""


@router.command("weeknote", "publish", hint="approve the weeknote and post it now")
def publish(desk: Desk, event: Commanded) -> Replies:
    team = whose.team_meant(desk, event.origin.place)
    weeknote = weeknotes.unposted(desk.session, team.key)
    if weeknote is None:
        raise Refusal("There is no draft. Begin one with /weeknote draft.")
    whose.must_edit(desk, team, weeknote)
    return [*approved(desk, team, weeknote, at_once=True), Whisper(_told(desk, weeknote))]


@router.button(views.PUBLISH)
def publish_pressed(desk: Desk, event: Pressed) -> Replies:
    weeknote = whose.held(desk, event.args)
    if weeknote.status == "posted":
        raise Refusal("This weeknote is posted already.")
    team = whose.team_of(desk, weeknote)
    return approved(desk, team, weeknote, at_once=True)


@router.button(views.APPROVE)
def approve_pressed(desk: Desk, event: Pressed) -> Replies:
    weeknote = whose.held(desk, event.args)
    if weeknote.status == "posted":
        raise Refusal("This weeknote is posted already.")
    return approved(desk, whose.team_of(desk, weeknote), weeknote, at_once=False)


@router.button(views.TAKE_BACK)
def taken_back(desk: Desk, event: Pressed) -> Replies:
    weeknote = whose.held(desk, event.args)
    if weeknote.status == "approved":
        weeknote.status, weeknote.approved_at, weeknote.approved_by_id = "draft", None, None
        weeknotes.keep(desk.session, weeknote)
    return making.shown(desk, whose.team_of(desk, weeknote), weeknote)


def approved(desk: Desk, team: Team, weeknote: Weeknote, *, at_once: bool) -> Replies:
    """It goes out at its moment; at once where that has passed, or there is none."""
    if not weeknotes.bullets(desk.session, weeknote.key) and not weeknote.opening:
        raise Refusal("There is nothing in it yet. Write a point first.")
    weeknote.status = "approved"
    weeknote.approved_at, weeknote.approved_by_id = desk.now, desk.person.key
    is_due = weeknote.planned_at is None or weeknote.planned_at <= desk.now
    if at_once or is_due:
        return post(desk, team, weeknote)
    weeknotes.keep(desk.session, weeknote)
    return making.shown(desk, team, weeknote)


def post(desk: Desk, team: Team, weeknote: Weeknote) -> list[Reply]:
    """Everywhere it goes. Its people and its contact are kept as they are now."""
    rule = weeknotes.rule(desk.session, team.key)
    weeknote.status, weeknote.posted_at, weeknote.edited_at = "posted", desk.now, None
    weeknote.held_at = None
    weeknote.people = collecting.roster(desk, team)
    weeknote.contact = rule.contact
    weeknotes.keep(desk.session, weeknote)
    making.plan(desk, team, weeknote)
    reach.posted(desk, weeknote, team)
    replies: list[Reply] = []
    places = list(dict.fromkeys([team.place, *rule.sponsor_places]))
    for place in places:
        replies += _copied(desk, team, weeknote, Place(place, "channel"))
    readers = _to_readers(desk, team, weeknote)
    replies += readers
    replies += making.shown(desk, team, weeknote)
    card = told_views.went_out(book.note(desk.session, team, weeknote), len(places), len(readers))
    return [
        *replies,
        *(
            Post(direct(person.ref), f"weeknote:{weeknote.key}:out:{person.key}", card)
            for person in whose.told(desk, team, weeknote)
        ),
    ]


def _to_readers(desk: Desk, team: Team, weeknote: Weeknote) -> list[Reply]:
    """In direct messages; every other week, both at once."""
    replies: list[Reply] = []
    for subscribed, person in weeknotes.subscribers(desk.session, team.key):
        if person.is_guest and teams.member(desk.session, team.key, person.key) is None:
            continue
        if weeknote.number - subscribed.sent_through < subscribed.every_weeks:
            continue
        some = [
            each
            for each in weeknotes.posted(desk.session, team.key, most=FIRST_NUMBERS)
            if each.number > subscribed.sent_through and not each.is_imported
        ]
        for each in reversed(some):
            replies += _copied(desk, team, each, direct(person.ref))
        subscribed.sent_through = weeknote.number
        desk.session.add(subscribed)
    desk.session.flush()
    return replies


def _copied(desk: Desk, team: Team, weeknote: Weeknote, place: Place) -> list[Reply]:
    if not weeknotes.copy(desk.session, weeknote.key, place.ref, place.kind):
        return []
    return [Post(place, subject(weeknote, place.ref), card_of(desk, team, weeknote))]


def subject(weeknote: Weeknote, place: str) -> str:
    return f"weeknote:{weeknote.key}:in:{place}"


def card_of(desk: Desk, team: Team, weeknote: Weeknote) -> Card:
    """As it is posted."""
    return views.posted(book.note(desk.session, team, weeknote), beneath.parts(desk, weeknote))


def changed_everywhere(desk: Desk, team: Team, weeknote: Weeknote) -> list[Reply]:
    """Every copy as it is now."""
    card = card_of(desk, team, weeknote)
    return [
        Update(subject(weeknote, copy.place), card)
        for copy in weeknotes.copies(desk.session, weeknote.key)
    ]


def _told(desk: Desk, weeknote: Weeknote) -> Card:
    return told_views.note(f"Weeknote {weeknote.number} is posted.")


@router.on(Undeliverable)
def undeliverable(desk: Desk, event: Undeliverable) -> Replies:
    """Another channel than the team's does not take it: who runs the team is told, once a place."""
    _, _, rest = event.subject.partition("weeknote:")
    found = rest.split(":in:")[0]
    weeknote = weeknotes.by_id(desk.session, int(found)) if found.isdecimal() else None
    if weeknote is None or ":in:" not in event.subject:
        return []
    team = whose.team_of(desk, weeknote)
    rule = weeknotes.rule(desk.session, team.key)
    if event.place not in rule.sponsor_places or event.place == team.place:
        return []
    why = _WHY.get(event.why, "A channel does not take it.")
    return [
        Post(
            direct(person.ref),
            f"weeknote:{team.key}:closed:{event.place}:{person.key}",
            told_views.unreachable(team.name, why),
        )
        for person in teams.scrum_masters(desk.session, team.key)
    ]


_WHY = {
    "archived": "One of its channels has been archived.",
    "not in channel": "I am not in one of its channels. Add Drumbeat there.",
    "no such place": "One of its channels is no longer there.",
}


def in_pages(card: Card) -> list[Whisper]:
    return [Whisper(page) for page in pages(card)]
