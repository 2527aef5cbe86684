"""A retro as it is now, read for showing, and the boxes that belong to it."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from handlers.anonymity import ENOUGH, AnonymousBox
from handlers.cards import Card
from handlers.replies import Post, Remove, Reply, Update, channel
from handlers.retro import beyond, rules, timetable, views
from handlers.retro.shown import Board, Column, Paper, Topic
from handlers.routing import Desk
from storage import people, retros, teams
from storage.models import Retro, Team


def team_of(desk: Desk, retro: Retro) -> Team:
    team = teams.by_id(desk.session, retro.team_id)
    assert team is not None
    return team


# The card in the channel.
def subject(retro: Retro) -> str:
    return f"retro:{retro.key}:card:{retro.shown}"


def posted(desk: Desk, retro: Retro) -> Post:
    place = channel(team_of(desk, retro).place)
    return Post(place, subject(retro), _card(desk, retro))


def updated(desk: Desk, retro: Retro) -> Update:
    return Update(subject(retro), _card(desk, retro))


def brought_down(desk: Desk, retro: Retro) -> list[Reply]:
    """Where people talk now; it is there once."""
    before = Remove(subject(retro))
    retro.shown += 1
    desk.session.add(retro)
    return [before, posted(desk, retro)]


def _card(desk: Desk, retro: Retro) -> Card:
    there = board(desk, retro)
    return views.card(there, beyond.parts(desk, retro), beyond.discussing(there))


# What there is to see.
def board(desk: Desk, retro: Retro) -> Board:
    team = team_of(desk, retro)
    facilitator = people.by_id(desk.session, retro.facilitator_id)
    columns = retros.columns(desk.session, retro.key)
    return Board(
        retro.key,
        team.name,
        retro.template,
        retro.phase,
        facilitator.name if facilitator else "",
        team.zone,
        tuple(Column(each.key, each.name, each.hint) for each in columns),
        round=retro.round,
        is_anonymous=retro.is_anonymous,
        is_async=retro.is_async,
        deadline=retro.deadline,
        to_end=_to_end(retro),
        icebreaker=retro.icebreaker,
        topics=topics(desk, retro),
        few=retro.few,
        budget=retro.budget,
        cap=retro.cap,
        current=retro.topic_id or 0,
        talk_until=retro.talk_until,
    )


def _to_end(retro: Retro) -> tuple[tuple[str, datetime], ...]:
    if retro.deadline is None or not retro.ends:
        return ()
    ends = timetable.parsed(retro.ends)
    later = rules.PHASES[rules.PHASES.index(cast(rules.Phase, retro.phase)) + 1 :]
    return tuple((step, ends[step]) for step in later)


def topics(desk: Desk, retro: Retro) -> tuple[Topic, ...]:
    """With their cards; once voted on, in the order of votes."""
    named = {each.key: each.name for each in retros.columns(desk.session, retro.key)}
    papers: dict[int, list[Paper]] = {}
    for card in retros.cards(desk.session, retro.key):
        paper = Paper(card.key, named.get(card.column_id, ""), card.text, card.name)
        papers.setdefault(card.topic_id, []).append(paper)
    notes: dict[int, list[tuple[str, str]]] = {}
    for note in retros.notes(desk.session, retro.key):
        who = people.by_id(desk.session, note.person_id)
        notes.setdefault(note.topic_id, []).append((who.name if who else "", note.words))
    found = retros.topics(desk.session, retro.key)
    votes = [(each.key, each.votes) for each in found if each.votes is not None]
    places = rules.ranks(votes)
    shared = list(places.values())
    return tuple(
        Topic(
            each.key,
            each.title,
            tuple(papers.get(each.key, ())),
            each.votes,
            places.get(each.key, 0),
            bool(each.votes) and shared.count(places[each.key]) > 1,
            each.state,
            tuple(notes.get(each.key, ())),
        )
        for each in found
    )


# Boxes. Each is burnt when its phase ends, so another round of it needs another one.
def cards_box(desk: Desk, retro: Retro) -> AnonymousBox:
    return AnonymousBox(desk, f"retro:{retro.key}:cards:{retro.round}")


def part_box(desk: Desk, retro: Retro) -> AnonymousBox:
    """Who took a card to write on."""
    return AnonymousBox(desk, f"retro:{retro.key}:part:{retro.round}")


def votes_box(desk: Desk, retro: Retro) -> AnonymousBox:
    return AnonymousBox(desk, f"retro:{retro.key}:votes:{retro.step}")


def done_box(desk: Desk, retro: Retro) -> AnonymousBox:
    """Who is done with this phase."""
    return AnonymousBox(desk, f"retro:{retro.key}:done:{retro.step}")


def has_cards(desk: Desk, retro: Retro) -> bool:
    return cards_box(desk, retro).count() > 0 or bool(retros.cards(desk.session, retro.key))


def few_wrote(desk: Desk, retro: Retro) -> bool:
    """Whether so few wrote what is in the box that it is as good as named; what was taken along from
    elsewhere hides nobody."""
    written = sum(not slip["from"] for slip in cards_box(desk, retro).all())
    return written > 0 and min(written, part_box(desk, retro).count()) < ENOUGH
