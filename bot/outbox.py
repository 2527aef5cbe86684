"""Replies that are delivered: into the ledger, in the transaction that caused them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, assert_never

from sqlmodel import Session

from handlers.cards import Card
from handlers.paging import pages
from handlers.plainly import card_to_plain, card_to_text
from handlers.replies import AskRoster, Delivered, Place, Post, Remove, Update
from storage import deliveries
from storage.models import Delivery
from storage.session import Written


def put_all(session: Session, replies: Sequence[Delivered], now: datetime) -> None:
    """In their order; posts that follow one another in one statement."""
    for are_posts, some in groupby(replies, key=lambda reply: isinstance(reply, Post)):
        if are_posts:
            _post_all(session, [reply for reply in some if isinstance(reply, Post)], now)
        else:
            for reply in some:
                put(session, reply, now)


def put(session: Session, reply: Delivered, now: datetime) -> None:
    match reply:
        case Post():
            _post_all(session, [reply], now)
        case Update(subject, card):
            _update(session, subject, card, now)
        case Remove(subject):
            for gone in (subject, *deliveries.pages_of(session, subject)):
                deliveries.revise(session, gone, {}, now, kind="removal")
        case AskRoster(channel, subject):
            deliveries.post(
                session,
                subject=subject,
                kind="roster",
                place=channel,
                place_kind="channel",
                content={},
                under="",
                now=now,
            )
        case _:
            assert_never(reply)


def _post_all(session: Session, posts: Sequence[Post], now: datetime) -> None:
    paged = [(post, pages(post.card)) for post in posts]
    messages = [message for post, cards in paged for message in _messages(post, cards)]
    fresh = deliveries.post_all(session, messages, now)
    for post, (_, *more) in paged:
        if post.subject not in fresh:
            # It was there before, maybe with other pages.
            _further(session, post.place, post.subject, more, post.under or post.subject, now)


def _messages(post: Post, cards: list[Card]) -> Iterator[dict[str, Any]]:
    first, *more = cards
    yield _message(post.place, post.subject, first, post.under)
    for number, card in enumerate(more, start=2):
        subject = f"{post.subject}#{number}"
        yield _message(post.place, subject, card, post.under or post.subject)


def _message(place: Place, subject: str, card: Card, under: str) -> dict[str, Any]:
    return {
        "subject": subject,
        "kind": "message",
        "place": place.ref,
        "place_kind": place.kind,
        "content": Written(card_to_text(card)),
        "under": under,
    }


def _update(session: Session, subject: str, card: Card, now: datetime) -> None:
    row = deliveries.about(session, subject)
    if row is None or (row.state == "stopped" and row.kind == "message"):
        return
    first, *more = pages(card)
    _revise(session, row, card_to_plain(first), now)
    place = Place(row.place, "channel" if row.place_kind == "channel" else "direct")
    _further(session, place, subject, more, row.under or subject, now)


def _further(
    session: Session, place: Place, subject: str, more: list[Card], under: str, now: datetime
) -> None:
    """Pages after the first: the ones there are revised, missing ones posted, others taken back."""
    wanted = {f"{subject}#{number}": card for number, card in enumerate(more, start=2)}
    for page, card in wanted.items():
        row = deliveries.about(session, page)
        if row is None or not _revise(session, row, card_to_plain(card), now):
            deliveries.post_all(session, [_message(place, page, card, under)], now)
    for page in deliveries.pages_of(session, subject):
        if page not in wanted:
            deliveries.revise(session, page, {}, now, kind="removal")


def _revise(session: Session, row: Delivery, content: dict[str, Any], now: datetime) -> bool:
    """What would show the same is no edit. False: there is nothing that could change."""
    if row.kind == "message" and row.content == content:
        return True
    return deliveries.revise(session, row.subject, content, now)
