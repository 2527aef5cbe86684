"""How a retro ends: one summary in the channel, whether it was worth the time, what comes again."""

from __future__ import annotations

from datetime import timedelta

from handlers.anonymity import ENOUGH, AnonymousBox
from handlers.calendars import known
from handlers.cards import Card
from handlers.errors import Refusal
from handlers.events import Commanded, Due, Pressed
from handlers.paging import pages
from handlers.replies import Post, Refresh, Reply, Update, Whisper, channel, direct
from handlers.retro import book, closing_views, export, rules, theming, whose
from handlers.retro.actions import became
from handlers.retro.actions import book as action_book
from handlers.retro.closing_views import SCALE, Summary, Worth
from handlers.retro.theming import LOOKED_AT, Past, Theme
from handlers.routing import Desk, Replies, Router
from handlers.times import local
from storage import actions, deliveries, dues, retros, teams
from storage.models import Person, Retro, RetroEnd, Team

router = Router()

OPEN = timedelta(days=1)
"""How long can be answered, from the team's next working hour on."""


def closed(desk: Desk, retro: Retro) -> list[Reply]:
    """The summary, and the question to each in private. One that was ended without a card asks
    nobody."""
    team = book.team_of(desk, retro)
    if retros.topics(desk.session, retro.key):
        start = action_book.hours_of_team(desk, team).next(desk.now) or desk.now
        retros.ask_how_it_was(desk.session, retro.key, start + OPEN)
    place = channel(team.place)
    summary = Post(place, _subject(retro), closing_views.summary(summary_of(desk, retro)))
    return [summary, *_go_on(desk, retro)]


def updated(desk: Desk, retro: Retro) -> Update:
    return Update(_subject(retro), closing_views.summary(summary_of(desk, retro)))


def _subject(retro: Retro) -> str:
    return f"retro:{retro.key}:summary"


def summary_of(desk: Desk, retro: Retro) -> Summary:
    board = book.board(desk, retro)
    return Summary(
        board,
        local(retro.closed_at or desk.now, board.zone).date(),
        tuple(became.of_retro(desk, retro.key)),
        _worth(retros.end(desk.session, retro.key)),
    )


def _worth(end: RetroEnd | None) -> Worth | None:
    if end is None:
        return None
    return Worth(end.is_counted, end.answered, end.average or 0, end.lowest or 0, end.highest or 0)


# Was it worth the time?
def _box(desk: Desk, retro: Retro) -> AnonymousBox:
    return AnonymousBox(desk, f"retro:{retro.key}:worth")


def _go_on(desk: Desk, retro: Retro) -> list[Reply]:
    """Whoever is at work now is asked; the others once they are; after a day it is counted."""
    end = retros.end(desk.session, retro.key)
    if end is None or end.is_counted:
        return []
    if desk.now >= end.closes_at:
        dues.cancel(desk.session, [_due(retro)])
        return _count(desk, retro, end)
    team = book.team_of(desk, retro)
    args = {"retro": str(retro.key)}
    replies: list[Reply] = []
    later = [end.closes_at]
    subjects = {_asked(retro, each): each for each in _crew(desk, team)}
    told = deliveries.there(desk.session, list(subjects))
    for subject, person in subjects.items():
        at = action_book.hours_of(desk, person, team).next(desk.now)
        if subject in told or at is None:
            continue
        if at <= desk.now:
            zone = action_book.zone_of(person, team)
            card = closing_views.asked(team.name, args, end.closes_at, zone)
            replies.append(Post(direct(person.ref), subject, card))
        else:
            later.append(at)
    dues.plan(desk.session, _due(retro), "retro.worth", min(later), None, args)
    return replies


def _due(retro: Retro) -> str:
    return f"worth:{retro.key}:next"


def _asked(retro: Retro, person: Person) -> str:
    return f"retro:{retro.key}:worth:{person.key}"


def _crew(desk: Desk, team: Team) -> list[Person]:
    """Who may have taken part; those who have the day off are not asked."""
    there = [
        someone.person
        for someone in teams.present(desk.session, team.key)
        if someone.member.circle == "core" and not (someone.person.is_bot or someone.person.is_gone)
    ]
    off = known.off_in_team(desk, team.key, there, local(desk.now, team.zone).date())
    return [person for person in there if person.key not in off]


@router.due("retro.worth", title="Retro")
def next_moment(desk: Desk, due: Due) -> Replies:
    retro = retros.held(desk.session, int(due.args["retro"]))
    return [] if retro is None else _go_on(desk, retro)


@router.button(closing_views.HOW)
def answered(desk: Desk, event: Pressed) -> Replies:
    """What was said goes into the box and nowhere else; who has said it is found again there only."""
    retro, team = whose.named(desk, event.args)
    worth = whose.small_number(event.args.get("worth", ""))
    end = retros.end(desk.session, retro.key)
    if end is None or end.is_counted or desk.now >= end.closes_at:
        raise Refusal("This has been counted; nothing more can go in.")
    if worth not in SCALE:
        raise Refusal("This button no longer does anything.")
    box = _box(desk, retro)
    box.put(box.mark_of(desk.person.key), {"worth": str(worth)})
    if _all_have(desk, retro, team, box):
        dues.cancel(desk.session, [_due(retro)])
        return _count(desk, retro, end)
    zone = action_book.zone_of(desk.person, team)
    return [Refresh(closing_views.thanked({"retro": str(retro.key)}, end.closes_at, zone))]


def _all_have(desk: Desk, retro: Retro, team: Team, box: AnonymousBox) -> bool:
    """Whether everybody who is to be asked was, and has answered."""
    asked = [_asked(retro, each) for each in _crew(desk, team)]
    told = deliveries.there(desk.session, asked)
    return len(told) == len(asked) <= box.count()


def _count(desk: Desk, retro: Retro, end: RetroEnd) -> list[Reply]:
    """Once, and then the slips and what opens them are gone."""
    said = _said(desk, retro)
    if len(said) >= ENOUGH:
        end.answered, end.average = len(said), sum(said) / len(said)
        end.lowest, end.highest = min(said), max(said)
    end.is_counted = True
    desk.session.add(end)
    desk.session.flush()
    team = book.team_of(desk, retro)
    subjects = [_asked(retro, someone.person) for someone in teams.present(desk.session, team.key)]
    over = closing_views.counted(team.name)
    told = deliveries.there(desk.session, subjects)
    return [
        updated(desk, retro),
        *(Update(subject, over) for subject in subjects if subject in told),
    ]


def _said(desk: Desk, retro: Retro) -> list[int]:
    try:
        box = _box(desk, retro)
    except Refusal:
        # The key is no longer there: what was said can be read by nobody.
        return []
    said = [int(slip["worth"]) for slip in box.all()]
    box.burn()
    return said


# What is taken along.
@router.button(closing_views.MARKDOWN)
def markdown(desk: Desk, event: Pressed) -> Replies:
    retro, team = whose.named(desk, event.args)
    if retro.phase != rules.CLOSED:
        raise Refusal("This retro is still open. Its summary comes when it is closed.")
    card = closing_views.as_markdown(
        team.name, {"retro": str(retro.key)}, export.as_markdown(summary_of(desk, retro))
    )
    return [Whisper(page) for page in pages(card)]


# What comes again.
@router.command("retro", "themes", hint="see what comes again from retro to retro")
def themes_command(desk: Desk, event: Commanded) -> Replies:
    return [Whisper(_themes(desk, whose.team_meant(desk, event.origin.place)))]


@router.button(closing_views.THEMES)
def themes_pressed(desk: Desk, event: Pressed) -> Replies:
    _, team = whose.named(desk, event.args)
    return [Whisper(_themes(desk, team))]


def _themes(desk: Desk, team: Team) -> Card:
    found, count = themes_of(desk, team)
    return closing_views.themes(team.name, found, count)


def themes_of(desk: Desk, team: Team) -> tuple[list[Theme], int]:
    """What came in more than one of the team's last retros, and how many those are."""
    past = retros.closed_of(desk.session, team.key, LOOKED_AT)
    states: dict[int, list[str]] = {}
    for action in actions.of_retros(desk.session, [each.key for each in past]):
        if action.topic_id is not None:
            states.setdefault(action.topic_id, []).append(action.status)
    topics = [
        Past(
            retro.key,
            topic.key,
            topic.title,
            states.get(topic.key, []).count(actions.DONE),
            states.get(topic.key, []).count(actions.OPEN),
            states.get(topic.key, []).count(actions.DROPPED),
        )
        for retro in past
        for topic in retros.topics(desk.session, retro.key)
        if topic.votes != 0
    ]
    return theming.themes(topics, desk.meanings), len(past)
