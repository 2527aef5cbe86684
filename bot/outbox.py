"""Replies that are delivered: into the ledger, in the transaction that caused them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple, assert_never

from sqlmodel import Session

from handlers.cards import Card
from handlers.paging import is_one, pages
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
    paged = [(post, _paged(post.card)) for post in posts]
    messages = [message for post, written in paged for message in _messages(post, written)]
    fresh = deliveries.post_all(session, messages, now)
    for post, (_, *more) in paged:
        if post.subject not in fresh:
            # It was there before, maybe with other pages.
            further = [page.card for page in more]
            _further(session, post.place, post.subject, further, post.under or post.subject, now)


class _Page(NamedTuple):
    card: Card
    text: str
    """As JSON."""


def _paged(card: Card) -> list[_Page]:
    text = card_to_text(card)
    if is_one(card, len(text)):
        return [_Page(card, text)]
    return [_Page(page, card_to_text(page)) for page in pages(card)]


def _messages(post: Post, paged: list[_Page]) -> Iterator[dict[str, Any]]:
    first, *more = paged
    yield _message(post.place, post.subject, first.text, post.under)
    for number, page in enumerate(more, start=2):
        subject = f"{post.subject}#{number}"
        yield _message(post.place, subject, page.text, post.under or post.subject)


def _message(place: Place, subject: str, text: str, under: str) -> dict[str, Any]:
    return {
        "subject": subject,
        "kind": "message",
        "place": place.ref,
        "place_kind": place.kind,
        "content": Written(text),
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
            deliveries.post_all(session, [_message(place, page, card_to_text(card), under)], now)
    for page in deliveries.pages_of(session, subject):
        if page not in wanted:
            deliveries.revise(session, page, {}, now, kind="removal")


def _revise(session: Session, row: Delivery, content: dict[str, Any], now: datetime) -> bool:
    """What would show the same is no edit. False: there is nothing that could change."""
    if row.kind == "message" and row.content == content:
        return True
    return deliveries.revise(session, row.subject, content, now)
