"""What a platform shows of one day, held against what it should."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from tests.soak.expected import Day
from tests.soak.wire import Message
from tests.soak.world import Member

SLOW = timedelta(seconds=10)
"""After a platform's difficulties, when it is tried again."""
MOST_REMINDERS = 2


def of_day(held: Day, messages: Iterable[Message]) -> Iterator[str]:
    """What is wrong with it, in words."""
    by_kind: dict[str, list[Message]] = {"ask": [], "remind": [], "entry": [], "digest": []}
    for message in messages:
        by_kind[message.kind].append(message)
        if message.home != held.crew.site.home:
            yield f"{message.key} went to workspace {message.home}"
        if message.posts != 1:
            yield f"{message.key} was posted {message.posts} times"
    asks, reminders = _by_place(by_kind["ask"]), _by_place(by_kind["remind"])
    for member in held.crew.members:
        who = f"{member.token} on {held.day}"
        yield from _asking(who, held, member, asks.pop(member.ref, []))
        yield from _reminding(who, held, member, reminders.pop(member.ref, []))
    what = f"{held.crew.token} on {held.day}"
    for place in (*asks, *reminders):
        yield f"{what}: {place} is asked, and is of another team"
    yield from _telling(what, held, by_kind["digest"], by_kind["entry"])


def _by_place(messages: list[Message]) -> dict[str, list[Message]]:
    found: dict[str, list[Message]] = {}
    for message in messages:
        found.setdefault(message.place, []).append(message)
    return found


def _asking(who: str, held: Day, member: Member, there: list[Message]) -> Iterator[str]:
    asked, answer = held.asked.get(member), held.answers.get(member)
    # Whoever answers before the hour is told so, and not asked any more.
    wanted = [each.at for each in (asked,) if each] + [each.first_at for each in (answer,) if each]
    if len(there) != min(len(wanted), 1):
        at = f" at {there[0].at}" if there else ""
        yield f"{who}: asked {len(there)} times{at}, not {min(len(wanted), 1)}"
    elif there:
        yield from _in_time(f"{who}: asked", there[0], min(wanted))


def _reminding(who: str, held: Day, member: Member, there: list[Message]) -> Iterator[str]:
    asked, answer = held.asked.get(member), held.answers.get(member)
    if len(there) > MOST_REMINDERS or (there and asked is None):
        yield f"{who}: reminded {len(there)} times"
    for message in there:
        if answer and answer.first_at < message.at:
            yield f"{who}: reminded at {message.at}, and had answered"
    if held.was_paused or held.was_stopped:
        return
    wanted = asked.reminders if asked else []
    if len(there) != len(wanted):
        yield f"{who}: reminded {len(there)} times, not {len(wanted)}"
        return
    for message, at in zip(sorted(there, key=lambda each: each.at), wanted, strict=True):
        yield from _in_time(f"{who}: reminded", message, at)


def _telling(what: str, held: Day, digests: list[Message], entries: list[Message]) -> Iterator[str]:
    wanted = 0 if held.digest_at is None else 1
    if len(digests) != wanted and not (held.was_stopped and not digests):
        yield f"{what}: {len(digests)} digests, not {wanted}"
        return
    if not digests:
        if entries:
            yield f"{what}: answers in no thread"
        return
    [digest] = digests
    if digest.place != held.crew.place:
        yield f"{what}: the digest is in {digest.place}"
    if held.digest_at is not None:
        yield from _in_time(f"{what}: told", digest, held.digest_at)
    if held.crew.runs and not held.was_stopped:
        yield from _thread(what, held, digest, entries)


def _thread(what: str, held: Day, digest: Message, entries: list[Message]) -> Iterator[str]:
    """Every answer, as it was said last, once; blockers in the digest itself."""
    for member, answer in held.answers.items():
        mark = answer.words["q1"].split()[-1]
        there = [entry for entry in entries if mark in entry.tokens]
        if len(there) != 1:
            yield f"{what}: the answer of {member.token} is there {len(there)} times"
        elif (there[0].place, there[0].thread) != (held.crew.place, digest.ref):
            yield f"{what}: the answer of {member.token} is in another thread"
        if (mark in answer.words["q3"]) != (mark in digest.tokens):
            yield f"{what}: the digest does not tell what {member.token} said"
    if len(entries) != len(held.answers):
        yield f"{what}: {len(entries)} answers in the thread, not {len(held.answers)}"


def _in_time(what: str, message: Message, at: datetime) -> Iterator[str]:
    if not at <= message.at <= at + (SLOW if message.slow else timedelta(0)):
        yield f"{what} at {message.at}, not {at}"
