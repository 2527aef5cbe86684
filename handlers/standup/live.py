"""A stand-up that somebody starts, or closes, by hand: in the meeting, before or after its hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from handlers.calendars import known
from handlers.cards import Moment
from handlers.errors import Refusal
from handlers.events import Commanded, Pressed
from handlers.replies import Post, Refresh, Reply, Update, Whisper, direct
from handlers.routing import Desk, Replies, Router
from handlers.standup import (
    asking,
    carry,
    digesting,
    live_views,
    prompting,
    rules,
    running,
    views,
    which_views,
    whose,
)
from handlers.standup.carry import Line
from handlers.standup.questions import parse
from handlers.standup.running import Running
from handlers.times import local
from storage import at_the_hour, standups
from storage.models import StandupDay
from storage.people import Facts

router = Router()


@router.command("standup", "now", hint="start today's stand-up at once")
def now(desk: Desk, event: Commanded) -> Replies:
    mine = whose.run_here(desk, event.origin.place)
    if len(mine) > 1:
        return [Whisper(which_views.to_run(running.named(mine), "standup.now"))]
    return _start(desk, mine[0])


@router.button("standup.now")
def now_pressed(desk: Desk, event: Pressed) -> Replies:
    return _start(desk, whose.run_by_me(desk, event.args))


@router.command("standup", "close", hint="close today's stand-up and post its digest")
def close(desk: Desk, event: Commanded) -> Replies:
    mine = whose.run_here(desk, event.origin.place)
    if len(mine) > 1:
        return [Whisper(which_views.to_run(running.named(mine), "standup.close_now"))]
    day = _today(desk, mine[0])
    return [*_close(desk, mine[0], day), Whisper(live_views.closed(mine[0].where(day)))]


@router.button("standup.close_now")
def close_pressed(desk: Desk, event: Pressed) -> Replies:
    standup = whose.run_by_me(desk, event.args)
    day = _today(desk, standup)
    if event.args.get("day", day.isoformat()) != day.isoformat():
        raise Refusal("That day is over, and so is its stand-up.")
    return [*_close(desk, standup, day), Refresh(live_views.closed(standup.where(day)))]


def _start(desk: Desk, standup: Running) -> Replies:
    day = _today(desk, standup)
    if standup.standup.paused:
        raise Refusal(f"The {standup.whole} is paused. {standup.standup.paused}")
    if not standup.asks(standup.team.zone).has(day):
        raise Refusal(f"The {standup.whole} is not held today. It is: {standup.schedule}.")
    held = standups.day(desk.session, standup.standup.key, day, standup.asked_on(day))
    if held.digest_at is not None:
        raise Refusal("Today's digest is out. Late answers still get into it: /standup")
    people = running.asked_people(desk, standup)
    off = known.off_in_team(desk, standup.team.key, people, day)
    there = [person for person in people if person.key not in off]
    awake = [
        each for each in there if _opens(standup, each, day) - desk.now <= rules.EVENING_BEFORE
    ]
    posts = _ask(desk, standup, held, awake)
    digest = Moment(standup.digests.on(day), standup.team.zone)
    asked, later = len(posts), len(there) - len(awake)
    card = live_views.started(standup.where(day), asked, len(awake) - asked, later, digest)
    return [*posts, Whisper(card)]


def _ask(desk: Desk, standup: Running, held: StandupDay, people: list[Facts]) -> list[Reply]:
    """Those whom nobody has asked today. They have until their usual close, where it is to come."""
    key, day = standup.standup.key, held.day
    together: dict[tuple[str, datetime], list[Facts]] = {}
    for person in people:
        closes_at = _opens(standup, person, day) + standup.window
        if closes_at <= desk.now:
            closes_at = desk.now + standup.window
        together.setdefault((standup.zone_of(person), closes_at), []).append(person)
    last = at_the_hour.last_answers(desk.session, key, [person.key for person in people], day)
    questions, posts = parse(held.questions), list[Reply]()
    for (zone, closes_at), some in together.items():
        keys = [person.key for person in some]
        asked = standups.ask_all(
            desk.session, key, keys, day, asked_at=desk.now, closes_at=closes_at
        )
        if not asked:
            continue
        asking.plan_the_rest(desk, standup, zone, day, desk.now, closes_at)
        refs = {person.key: person.ref for person in some}
        plans: dict[int, Sequence[Line]] = {}
        for each in sorted(asked):
            on, answers = last.get(each, (None, {}))
            if on != day:
                plans[each] = carry.lines(asking.planned(answers, standup.questions), {})
        cards = prompting.cards(desk, standup, day, questions, plans)
        posts += [
            Post(direct(refs[each]), standup.ask(day, each), card) for each, card in cards.items()
        ]
    return posts


def _close(desk: Desk, standup: Running, day: date) -> Replies:
    """The digest now. Who has not been heard has given no update so far."""
    key = standup.standup.key
    held = standups.held_day(desk.session, key, day)
    if held is None:
        raise Refusal(f"The {standup.whole} is not open yet. Start it: /standup now")
    if held.digest_at is not None:
        raise Refusal("Today's digest is out already. Late answers still get into it.")
    answered = {entry.person_id for entry, _ in standups.entries_on(desk.session, key, day)}
    people = {person.key: person for person in running.asked_people(desk, standup)}
    closed: list[Reply] = []
    for prompt in standups.prompts_on(desk.session, key, day).values():
        is_open = prompt.skipped_at is None and prompt.person_id not in answered
        if is_open and desk.now < prompt.closes_at and prompt.person_id in people:
            prompt.closes_at = desk.now
            desk.session.add(prompt)
            closed.append(
                Update(standup.ask(day, prompt.person_id), views.closed(standup.where(day)))
            )
    desk.session.flush()
    posted = digesting.post(desk, standup, day)
    if not posted:
        raise Refusal("Nobody has been asked yet today, so there is nothing to tell.")
    return [*closed, *posted]


def _opens(standup: Running, person: Facts, day: date) -> datetime:
    return standup.asks_of(person).on(day)


def _today(desk: Desk, standup: Running) -> date:
    return local(desk.now, standup.team.zone).date()
