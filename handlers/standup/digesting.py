"""The digest: one message a day in the team's channel, answers in its thread, kept up to date."""

from __future__ import annotations

from datetime import date, timedelta

import structlog

from handlers.replies import Post, Reply, Update, channel, direct
from handlers.routing import Desk, Replies
from handlers.standup import daybook, running
from handlers.standup.daybook import Daybook
from handlers.standup.running import Running
from storage import deliveries, standups
from storage.models import Entry, Person, StandupDay

log = structlog.get_logger()

STALE = timedelta(days=7)
"""A digest that would come later than this after its moment is left out."""
FRESH = timedelta(days=3)
"""A digest that is out for longer is not changed by who turns out to have been away."""
LAST_DAYS = 3
"""Of one stand-up, that can be open at once: far zones, and the coming one answered early."""


def post(desk: Desk, standup: Running, day: date) -> Replies:
    """The digest and the answers so far. Nothing when nobody was due or nobody could yet speak."""
    found = standups.held_day(desk.session, standup.standup.key, day)
    return [] if found is None or found.digest_at else _post(desk, standup, found)


def _post(desk: Desk, standup: Running, held: StandupDay) -> Replies:
    if desk.now - standup.digests.on(held.day) > STALE:
        log.warning("digest skipped as stale", standup=standup.standup.key, day=str(held.day))
        return []
    book = daybook.read(desk, standup, held)
    standing = book.standing(desk.now)
    heard = standing.answered or standing.skipped or standing.silent
    if not heard:
        # Everybody's own morning is still to come: the last window's close posts it.
        return []
    held.digest_at = desk.now
    desk.session.add(held)
    return [
        Post(channel(standup.team.place), standup.digest(book.day), book.digest(desk.now)),
        *(_entry_post(book, entry, person) for entry, person in book.entries),
        *(
            Post(
                direct(person.ref),
                standup.digest_for(book.day, person.key),
                book.digest(desk.now, to_observer=True),
            )
            for person in running.observers(desk, standup)
        ),
    ]


def refresh(desk: Desk, standup: Running, day: date) -> Replies:
    """The digest as it is now, where it is out; posts it where it is overdue."""
    found = standups.held_day(desk.session, standup.standup.key, day)
    return [] if found is None else _refresh(desk, standup, found)


def _refresh(desk: Desk, standup: Running, held: StandupDay) -> Replies:
    if held.digest_at is None:
        overdue = desk.now >= standup.digests.on(held.day)
        return _post(desk, standup, held) if overdue else []
    return _update(desk, daybook.read(desk, standup, held))


def _update(desk: Desk, book: Daybook) -> list[Reply]:
    """The digest that is out, as it is now, for everybody who has it."""
    replies: list[Reply] = [Update(book.standup.digest(book.day), book.digest(desk.now))]
    for person in running.observers(desk, book.standup):
        subject = book.standup.digest_for(book.day, person.key)
        replies.append(Update(subject, book.digest(desk.now, to_observer=True)))
    return replies


def tell_who_was_away(desk: Desk, standup: Running) -> Replies:
    """Somebody turns out to have been away: what is out of the last days says so. Older ones stay
    as they were read."""
    replies: list[Reply] = []
    for held in standups.last_days(desk.session, standup.standup.key, LAST_DAYS):
        if held.digest_at is not None and desk.now - held.digest_at <= FRESH:
            replies += refresh(desk, standup, held.day)
    return replies


def asked(desk: Desk, standup: Running, day: date) -> Replies:
    """Somebody was asked: the digest, where it is out already, counts them. Held, so that a digest
    that is being written at this moment is out by then."""
    found = standups.held_day(desk.session, standup.standup.key, day)
    return [] if found is None or found.digest_at is None else _refresh(desk, standup, found)


def changed(desk: Desk, standup: Running, entry: Entry, person: Person) -> Replies:
    """Somebody answered or changed their answer: into the digest in place, where it is out."""
    found = standups.held_day(desk.session, standup.standup.key, entry.day)
    if found is None or (found.digest_at is None and not standup.standup.posts_entries):
        return []
    book = daybook.read(desk, standup, found)
    replies: list[Reply] = [] if found.digest_at is None else _update(desk, book)
    subject = standup.entry(entry.day, person.key)
    if deliveries.about(desk.session, subject) is None:
        replies.append(_entry_post(book, entry, person))
    else:
        replies.append(Update(subject, book.entry_card(entry, person)))
    return replies


def catch_up(desk: Desk, standup: Running) -> Replies:
    """After a pause: what could not be posted, and what changed meanwhile."""
    replies: list[Reply] = []
    for found in standups.last_days(desk.session, standup.standup.key, LAST_DAYS):
        if found.digest_at is None:
            replies += refresh(desk, standup, found.day)
            continue
        book = daybook.read(desk, standup, found)
        subject = standup.digest(found.day)
        if _is_waiting(desk, subject):
            replies.append(Update(subject, book.digest(desk.now)))
        for entry, person in book.entries:
            subject = standup.entry(found.day, person.key)
            if _is_waiting(desk, subject):
                replies.append(Update(subject, book.entry_card(entry, person)))
    return replies


def _is_waiting(desk: Desk, subject: str) -> bool:
    row = deliveries.about(desk.session, subject)
    return row is not None and row.state == "waiting"


def _entry_post(book: Daybook, entry: Entry, person: Person) -> Post:
    return Post(
        channel(book.standup.team.place),
        book.standup.entry(book.day, person.key),
        book.entry_card(entry, person),
        under="" if book.standup.standup.posts_entries else book.standup.digest(book.day),
    )
