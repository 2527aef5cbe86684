"""What belongs together becomes one topic: by hand, or as suggested."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import Card
from handlers.errors import Invalid, Refusal
from handlers.events import FormSent, Pressed
from handlers.replies import Refresh, Show, Whisper
from handlers.retro import book, group_views, likeness, views, whose
from handlers.retro.group_views import MERGE, RENAME, SPLIT
from handlers.retro.shown import Topic
from handlers.routing import Desk, Replies, Router
from storage import retros
from storage.models import Retro, RetroTopic
from storage.retros import LONGEST_TITLE

router = Router()


def _grouping(desk: Desk, args: dict[str, str]) -> Retro:
    """Held; only the facilitator groups."""
    retro, team = whose.held(desk, args)
    whose.must_be_in_phase(retro, "group")
    whose.must_facilitate(desk, retro, team)
    retro.moved_at = desk.now
    desk.session.add(retro)
    return retro


# By hand.
@router.button(views.GROUP, opens_form=True)
def group(desk: Desk, event: Pressed) -> Replies:
    retro = _grouping(desk, event.args)
    page = whose.small_number(event.args.get("page", "")) or 1
    return [Show(group_views.grouping(book.board(desk, retro), page))]


@router.form("retro.group")
def grouped(desk: Desk, event: FormSent) -> Replies:
    """Cards into a topic there is, or into a new one under a name."""
    retro = _grouping(desk, event.args)
    known = {str(each.key): each for each in retros.cards(desk.session, retro.key)}
    chosen = [known[key] for key in _chosen(event) if key in known]
    if not chosen:
        raise Invalid({"cards0": "Which cards? Choose at least one."})
    title = _title(event.answers.get("title", ""))
    into = whose.small_number(event.answers.get("topic", ""))
    topic = retros.topic(desk.session, retro.key, into) if into else None
    if into and topic is None:
        raise Invalid({"topic": "This topic is no longer there."})
    if topic is None and len(chosen) == 1:
        topic = retros.split_off(desk.session, chosen[0])
    elif topic is None:
        topic = retros.topic(desk.session, retro.key, chosen[0].topic_id)
        assert topic is not None
        others = [
            each for each in known.values() if each.topic_id == topic.key and each not in chosen
        ]
        if others:
            # What was there before and was not chosen stays where it is.
            topic = retros.split_off(desk.session, chosen[0])
    retros.move(desk.session, retro.key, [each.key for each in chosen], topic.key)
    if title:
        topic.title = title
        desk.session.add(topic)
    desk.session.flush()
    return _grouped(desk, retro)


def _chosen(event: FormSent) -> Sequence[str]:
    fields = [words for field, words in event.answers.items() if field.startswith("cards")]
    return [each for words in fields for each in words.split(",") if each]


def _title(words: str) -> str:
    title = " ".join(words.split())
    if len(title) > LONGEST_TITLE:
        raise Invalid({"title": f"At most {LONGEST_TITLE} characters, please."})
    return title


def _grouped(desk: Desk, retro: Retro) -> Replies:
    board = book.board(desk, retro)
    return [book.updated(desk, retro), Whisper(group_views.grouped(board))]


@router.button(RENAME, opens_form=True)
def rename(desk: Desk, event: Pressed) -> Replies:
    retro = _grouping(desk, event.args)
    return [Show(group_views.renaming(book.board(desk, retro)))]


@router.form("retro.rename")
def renamed(desk: Desk, event: FormSent) -> Replies:
    retro = _grouping(desk, event.args)
    topic = _topic(desk, retro, event)
    title = _title(event.answers.get("title", ""))
    if not title:
        raise Invalid({"title": "Some words, please."})
    topic.title = title
    desk.session.add(topic)
    desk.session.flush()
    return _grouped(desk, retro)


@router.button(SPLIT, opens_form=True)
def split(desk: Desk, event: Pressed) -> Replies:
    retro = _grouping(desk, event.args)
    board = book.board(desk, retro)
    if not any(len(each.cards) > 1 for each in board.topics):
        raise Refusal("Every card is a topic of its own already.")
    return [Show(group_views.splitting(board))]


@router.form("retro.split")
def was_split(desk: Desk, event: FormSent) -> Replies:
    """All cards of the topic stand alone again."""
    retro = _grouping(desk, event.args)
    topic = _topic(desk, retro, event)
    of_it = [each for each in retros.cards(desk.session, retro.key) if each.topic_id == topic.key]
    for card in of_it[1:]:
        retros.split_off(desk.session, card)
    if of_it:
        topic.title = retros.title_of(of_it[0].text)
        desk.session.add(topic)
    desk.session.flush()
    return _grouped(desk, retro)


def _topic(desk: Desk, retro: Retro, event: FormSent) -> RetroTopic:
    key = whose.small_number(event.answers.get("topic", ""))
    topic = retros.topic(desk.session, retro.key, key) if key else None
    if topic is None:
        raise Invalid({"topic": "This topic is no longer there."})
    return topic


# As suggested.
@router.button(views.SUGGEST)
def suggest(desk: Desk, event: Pressed) -> Replies:
    retro = _grouping(desk, event.args)
    card = _suggested(desk, retro)
    return [Refresh(card)] if "again" in event.args else [Whisper(card)]


def _suggested(desk: Desk, retro: Retro) -> Card:
    topics = book.topics(desk, retro)
    found = likeness.groups([(each.key, _words(each)) for each in topics], desk.meanings)
    by_key = {each.key: each for each in topics}
    groups = [[by_key[key] for key in keys] for keys in found]
    return group_views.suggested(book.board(desk, retro), groups, desk.meanings is not None)


def _words(topic: Topic) -> str:
    return "\n".join(dict.fromkeys((topic.title, *(card.text for card in topic.cards))))


@router.button(MERGE)
def merge(desk: Desk, event: Pressed) -> Replies:
    """Topics that were suggested become one; what has changed since is left alone."""
    retro = _grouping(desk, event.args)
    wanted = [whose.small_number(each) for each in event.args.get("topics", "").split(",")]
    there = [
        each
        for key in wanted
        if key and (each := retros.topic(desk.session, retro.key, key)) is not None
    ]
    if len(there) < 2:
        raise Refusal("These have been grouped otherwise meanwhile.")
    keys = {each.key for each in there}
    moved = [each.key for each in retros.cards(desk.session, retro.key) if each.topic_id in keys]
    retros.move(desk.session, retro.key, moved, there[0].key)
    desk.session.flush()
    return [book.updated(desk, retro), Refresh(_suggested(desk, retro))]
