"""Replies that are delivered: into the ledger, in the transaction that caused them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, assert_never

from sqlmodel import Session

from handlers.cards import Card
from handlers.paging import pages
from handlers.plainly import card_to_plain
from handlers.replies import AskRoster, Delivered, Place, Post, Remove, Update
from storage import deliveries
from storage.models import Delivery


def put(session: Session, reply: Delivered, now: datetime) -> None:
    match reply:
        case Post(place, subject, card, under):
            first, *more = pages(card)
            _post(session, place, subject, first, under, now)
            _further(session, place, subject, more, under or subject, now)
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


def _post(
    session: Session, place: Place, subject: str, card: Card, under: str, now: datetime
) -> None:
    deliveries.post(
        session,
        subject=subject,
        kind="message",
        place=place.ref,
        place_kind=place.kind,
        content=card_to_plain(card),
        under=under,
        now=now,
    )


def _update(session: Session, subject: str, card: Card, now: datetime) -> None:
    row = deliveries.about(session, subject)
    if row is None or row.state == "stopped":
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
            _post(session, place, page, card, under, now)
    for page in deliveries.pages_of(session, subject):
        if page not in wanted:
            deliveries.revise(session, page, {}, now, kind="removal")


def _revise(session: Session, row: Delivery, content: dict[str, Any], now: datetime) -> bool:
    """What would show the same is no edit. False: there is nothing that could change."""
    if row.kind == "message" and row.content == content:
        return True
    return deliveries.revise(session, row.subject, content, now)
