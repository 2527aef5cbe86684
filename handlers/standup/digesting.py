"""The digest: one message a day in the team's channel, answers in its thread, kept up to date."""

from __future__ import annotations

from datetime import date, datetime

from handlers.cards import Card
from handlers.replies import Post, Reply, Update, channel
from handlers.routing import Desk, Replies
from handlers.standup import channel_views, rules, running
from handlers.standup.questions import is_nothing
from handlers.standup.running import Running
from storage import deliveries, standups
from storage.models import Entry, Person

LAST_DAYS = 3
"""Of one stand-up, that can be open at once: far zones, and the coming one answered early."""


def post(desk: Desk, standup: Running, day: date) -> Replies:
    """The digest and the answers so far. Nothing when nobody was due or nobody could yet speak."""
    found = standups.held_day(desk.session, standup.standup.key, day)
    standing = _standing(desk, standup, day)
    if found is None or found.digest_at or not standing.anybody:
        return []
    heard = standing.answered or standing.skipped or standing.silent
    if not heard:
        # Everybody's own morning is still to come: the last window's close posts it.
        return []
    found.digest_at = desk.now
    desk.session.add(found)
    entries = standups.entries_on(desk.session, standup.standup.key, day)
    replies: list[Reply] = [
        Post(
            channel(standup.team.place),
            standup.digest(day),
            _card(desk, standup, day),
        )
    ]
    return [
        *replies,
        *(_entry_post(desk, standup, entry, person) for entry, person in entries),
    ]


def refresh(desk: Desk, standup: Running, day: date) -> Replies:
    """The digest as it is now, where it is out; posts it where it is overdue."""
    found = standups.held_day(desk.session, standup.standup.key, day)
    if found is None:
        return []
    if found.digest_at is None:
        overdue = desk.now >= standup.digests.on(day)
        return post(desk, standup, day) if overdue else []
    return [Update(standup.digest(day), _card(desk, standup, day))]


def asked(desk: Desk, standup: Running, day: date) -> Replies:
    """Somebody was asked: the digest, where it is out already, counts them. Held, so that a digest
    that is being written at this moment is out by then."""
    found = standups.held_day(desk.session, standup.standup.key, day)
    return [] if found is None or found.digest_at is None else refresh(desk, standup, day)


def changed(desk: Desk, standup: Running, entry: Entry, person: Person) -> Replies:
    """Somebody answered or changed their answer: into the digest in place, where it is out."""
    found = standups.held_day(desk.session, standup.standup.key, entry.day)
    if found is None or found.digest_at is None:
        return []
    card = _card(desk, standup, entry.day)
    replies: list[Reply] = [Update(standup.digest(entry.day), card)]
    subject = standup.entry(entry.day, person.key)
    if deliveries.about(desk.session, subject) is None:
        replies.append(_entry_post(desk, standup, entry, person))
    else:
        replies.append(Update(subject, _entry_card(desk, standup, entry, person)))
    return replies


def catch_up(desk: Desk, standup: Running) -> Replies:
    """After a pause: what could not be posted, and what changed meanwhile."""
    replies: list[Reply] = []
    for found in standups.last_days(desk.session, standup.standup.key, LAST_DAYS):
        if found.digest_at is None:
            replies += refresh(desk, standup, found.day)
            continue
        subject = standup.digest(found.day)
        if _is_waiting(desk, subject):
            replies.append(Update(subject, _card(desk, standup, found.day)))
        for entry, person in standups.entries_on(desk.session, standup.standup.key, found.day):
            subject = standup.entry(found.day, person.key)
            if _is_waiting(desk, subject):
                replies.append(Update(subject, _entry_card(desk, standup, entry, person)))
    return replies


def _is_waiting(desk: Desk, subject: str) -> bool:
    row = deliveries.about(desk.session, subject)
    return row is not None and row.state == "waiting"


def _entry_post(desk: Desk, standup: Running, entry: Entry, person: Person) -> Post:
    return Post(
        channel(standup.team.place),
        standup.entry(entry.day, person.key),
        _entry_card(desk, standup, entry, person),
        under=standup.digest(entry.day),
    )


def _entry_card(desk: Desk, standup: Running, entry: Entry, person: Person) -> Card:
    return channel_views.entry(
        person.name,
        running.questions_on(desk, standup, entry.day),
        entry.answers,
        late=entry.is_late,
        edited_at=entry.edited_at,
        zone=standup.team.zone,
    )


def _card(desk: Desk, standup: Running, day: date) -> Card:
    questions = running.questions_on(desk, standup, day)
    entries = standups.entries_on(desk.session, standup.standup.key, day)
    blockers = [
        (person.name, entry.answers[question.id])
        for entry, person in entries
        for question in questions
        if question.about == "blocker" and not is_nothing(entry.answers.get(question.id, ""))
    ]
    moods = [
        entry.answers.get(question.id, "")
        for entry, _ in entries
        for question in questions
        if question.about == "mood"
    ]
    return channel_views.digest(
        standup.where(day),
        _standing(desk, standup, day),
        blockers,
        mood=rules.average_mood(moods),
        late=_is_late(desk, standup, day),
        changed_at=_changed_at(desk, standup, entries),
        zone=standup.team.zone,
    )


def _changed_at(
    desk: Desk, standup: Running, entries: list[tuple[Entry, Person]]
) -> datetime | None:
    """When an answer last came or changed after the digest was out."""
    if not entries:
        return None
    latest = max(entry.edited_at or entry.first_at for entry, _ in entries)
    found = standups.day_if_any(desk.session, standup.standup.key, entries[0][0].day)
    posted = found.digest_at if found else None
    return latest if posted and latest > posted else None


def _is_late(desk: Desk, standup: Running, day: date) -> bool:
    """Whether the digest came later than it could have."""
    found = standups.day_if_any(desk.session, standup.standup.key, day)
    prompts = standups.prompts_on(desk.session, standup.standup.key, day).values()
    due = standup.digests.on(day)
    first_close = min((prompt.closes_at for prompt in prompts), default=due)
    posted_at = found.digest_at if found else None
    return posted_at is not None and posted_at - max(due, first_close) > rules.LATE


def _standing(desk: Desk, standup: Running, day: date) -> rules.Standing:
    return rules.standing(who(desk, standup, day), desk.now)


def who(desk: Desk, standup: Running, day: date) -> list[rules.Asked]:
    """Everybody the day is about: who was asked or answered, and who is still to be asked."""
    key = standup.standup.key
    prompts = standups.prompts_on(desk.session, key, day)
    entries = {
        entry.person_id: person for entry, person in standups.entries_on(desk.session, key, day)
    }
    asked = []
    present = {person.key: person for person in running.asked_people(desk, standup)}
    for person in (present | entries).values():
        prompt = prompts.get(person.key)
        opens_at = standup.asks(standup.zone_of(person)).on(day)
        is_past = opens_at + rules.LATE <= desk.now
        if prompt is None and person.key not in entries and is_past:
            # Came to the team, or to this zone, after the day's hour: not due. Within the first
            # minutes the question may still be on its way.
            continue
        asked.append(
            rules.Asked(
                person.name,
                answered=person.key in entries,
                skipped=prompt is not None and prompt.skipped_at is not None,
                closes_at=prompt.closes_at if prompt else opens_at + standup.window,
            )
        )
    return asked
