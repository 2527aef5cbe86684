"""Asking, reminding, closing: what the clock starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

import structlog

from handlers.calendars import known
from handlers.events import Due, Origin, StandupAsked
from handlers.replies import Post, Reply, Update, direct
from handlers.routing import Desk, Replies, Router
from handlers.standup import carry, digesting, prompting, rules, running, views
from handlers.standup.carry import Line
from handlers.standup.questions import Question, parse
from handlers.standup.running import Clock, Running
from handlers.times import Recurs, local
from storage import at_the_hour, dues, standups
from storage.models import Due as DueRow
from storage.models import Person
from storage.people import Facts

log = structlog.get_logger()
router = Router()

STALE = timedelta(minutes=30)
"""A reminder that comes later than this after its moment is left out."""


def schedule(desk: Desk, standup: Running) -> None:
    """One row per time zone and hour that somebody is asked at, and one for the digest; no more."""
    clocks = {standup.clock_of(person) for person in running.asked_people(desk, standup)}
    wanted = {
        _named(standup, clock): ("standup.ask", _asks(standup, clock), _args(standup, clock))
        for clock in clocks
    }
    wanted[f"standup:{standup.standup.key}:digest"] = (
        "standup.digest",
        standup.digests,
        {"standup": str(standup.standup.key)},
    )
    if standup.standup.paused or standup.has_ended:
        wanted = {}
    there = {
        due.name: due
        for due in dues.named_like(desk.session, f"standup:{standup.standup.key}:")
        if due.rule is not None
    }
    dues.cancel(desk.session, [name for name in there if name not in wanted])
    for name, (kind, recurs, args) in wanted.items():
        before = there.get(name)
        if before and before.rule == recurs.plain():
            continue
        missed = _missed(desk, standup, recurs, before) if kind == "standup.ask" else None
        at = missed or recurs.after(desk.now)[1]
        dues.plan(desk.session, name, kind, at, recurs.plain(), args)


def _named(standup: Running, clock: Clock) -> str:
    """The row of the team's own hour keeps its name when the hour changes."""
    of_zone = f"standup:{standup.standup.key}:ask:{clock.zone}"
    return of_zone if clock.hour == standup.standup.hour else f"{of_zone}:{clock.hour:%H%M}"


def _asks(standup: Running, clock: Clock) -> Recurs:
    return standup.asks(clock.zone, clock.hour)


def _args(standup: Running, clock: Clock) -> dict[str, str]:
    args = {"standup": str(standup.standup.key), "zone": clock.zone}
    if clock.hour != standup.standup.hour:
        args["hour"] = f"{clock.hour:%H:%M}"
    return args


def _missed(desk: Desk, standup: Running, recurs: Recurs, before: DueRow | None) -> datetime | None:
    """The day's moment, where the hour was moved into the past before it had come."""
    if before is None or before.rule is None:
        return None
    day, at = recurs.after(desk.now - standup.window)
    is_same_day = Recurs.parse(before.rule).day_of(before.next_run_at) == day
    return at if is_same_day and at <= desk.now else None


def catch_up(
    desk: Desk, standup: Running, people: Sequence[Person | Facts], *, our_fault: bool = False
) -> None:
    """People whose hour had passed before they could be asked are asked today all the same, while
    the window is open: they moved there, came back early, or the stand-up was paused, which is
    `our_fault` and said to be."""
    by_clock: dict[Clock, list[Person | Facts]] = {}
    for person in people:
        by_clock.setdefault(standup.clock_of(person), []).append(person)
    for clock, together in by_clock.items():
        _catch_up(desk, standup, clock, together, our_fault)


def _catch_up(
    desk: Desk, standup: Running, clock: Clock, people: Sequence[Person | Facts], our_fault: bool
) -> None:
    recurs = _asks(standup, clock)
    _, coming = recurs.after(desk.now - standup.window)
    day = recurs.day_of(coming)
    if standup.standup.paused or standup.has_ended or coming > desk.now or day is None:
        return
    key = standup.standup.key
    asked = standups.prompts_on(desk.session, key, day)
    if all(person.key in asked for person in people):
        return
    args = {**_args(standup, clock), "hour": f"{clock.hour:%H:%M}", "day": day.isoformat()}
    if not our_fault:
        args["in_time"] = "yes"
    name = f"{_named(standup, clock)}:{day}:{desk.now.isoformat()}"
    dues.plan(desk.session, name, "standup.ask", coming, None, args)


@router.due("standup.ask", title="Stand-up")
def ask(desk: Desk, due: Due) -> Replies:
    standup = _standup(desk, due)
    if standup is None:
        return []
    day, closes_at = date.fromisoformat(due.args["day"]), due.planned + standup.window
    if desk.now >= closes_at:
        log.warning("stand-up prompts skipped as stale", standup=standup.standup.key, day=str(day))
        return []
    people = _due_people(desk, standup, due, day)
    if not people:
        return []
    key, keys = standup.standup.key, [person.key for person in people]
    today, digest_at = at_the_hour.begin_day(desk.session, key, day, standup.asked_on(day))
    asked = standups.ask_all(desk.session, key, keys, day, asked_at=desk.now, closes_at=closes_at)
    if not asked:
        return []
    last = at_the_hour.last_answers(desk.session, key, keys, day)
    late = desk.now - due.planned > rules.LATE and "in_time" not in due.args
    plans: dict[int, Sequence[Line]] = {}
    asked_today = parse(today)
    questions = asked_today if today == standup.standup.questions else standup.questions
    for person in people:
        on, answers = last.get(person.key, (None, {}))
        # Who has answered early knows what is asked.
        if person.key in asked and on != day:
            plans[person.key] = carry.lines(planned(answers, questions), {})
    cards = prompting.cards(desk, standup, day, asked_today, plans, late=late)
    replies: list[Reply] = [
        Post(direct(person.ref), standup.ask(day, person.key), cards[person.key])
        for person in people
        if person.key in cards
    ]
    plan_the_rest(desk, standup, due.args["zone"], day, due.planned, closes_at)
    assert desk.router is not None
    told = StandupAsked(Origin("", "", "", ""), standup.team.key, frozenset(asked))
    replies += desk.router.handle(desk, told)
    if digest_at is not None:
        replies += digesting.asked(desk, standup, day)
    return replies


def _due_people(desk: Desk, standup: Running, due: Due, day: date) -> list[Facts]:
    """Whose zone and hour this is, without those who have the day off."""
    zone = due.args["zone"]
    if "hour" in due.args:
        hours = {time.fromisoformat(due.args["hour"])}
    else:
        # The team's hour: as it is now, and as it was when this moment was planned.
        hours = {standup.standup.hour, local(due.planned, zone).time()}
    people = [
        person
        for person in running.asked_people(desk, standup)
        if standup.zone_of(person) == zone and standup.clock_of(person).hour in hours
    ]
    off = known.off_in_team(desk, standup.team.key, people, day)
    return [person for person in people if person.key not in off]


def planned(answers: Mapping[str, str], questions: tuple[Question, ...]) -> str:
    """What somebody said last time they would do next."""
    return "\n".join(
        answers[question.id]
        for question in questions
        if question.about == "next" and answers.get(question.id, "").strip()
    )


def plan_the_rest(
    desk: Desk, standup: Running, zone: str, day: date, asked_at: datetime, closes_at: datetime
) -> None:
    """Reminders and the close are single moments, planned once somebody has been asked."""
    key = standup.standup.key
    args = {"standup": str(key), "day": day.isoformat(), "closes": closes_at.isoformat()}
    # The close is part of the names: after a change of the hour, newcomers of the same day have
    # moments of their own.
    of = f"{zone}:{closes_at:%H%M}"
    moments = rules.reminders(asked_at, closes_at - asked_at, standup.first_reminder)
    planned = [
        dues.moment(
            f"standup:{key}:{day}:remind:{number}:{of}",
            "standup.remind",
            at,
            args=args | {"number": str(number), "last": "yes" if number == len(moments) else ""},
        )
        for number, at in enumerate(moments, start=1)
    ]
    close = f"standup:{key}:{day}:close:{of}"
    planned.append(dues.moment(close, "standup.close", closes_at, args=args))
    dues.plan_all(desk.session, planned)


@router.due("standup.remind", title="Stand-up reminder")
def remind(desk: Desk, due: Due) -> Replies:
    standup = _standup(desk, due)
    if standup is None:
        return []
    day, closes_at = _day_and_close(due)
    if desk.now >= closes_at or desk.now - due.planned > STALE:
        return []
    number = int(due.args["number"])
    replies: list[Reply] = []
    for person in _unheard(desk, standup, day, closes_at):
        prompt = standups.prompt(desk.session, standup.standup.key, person.key, day)
        if prompt is None or prompt.reminders >= number or prompt.asked_at >= due.planned:
            continue
        prompt.reminders = number
        desk.session.add(prompt)
        card = views.reminder(
            standup.where(day), closes_at, standup.zone_of(person), last=bool(due.args["last"])
        )
        subject = f"{standup.ask(day, person.key)}:remind:{number}"
        replies.append(Post(direct(person.ref), subject, card))
    return replies


@router.due("standup.close", title="Stand-up closes")
def close(desk: Desk, due: Due) -> Replies:
    standup = _standup(desk, due)
    if standup is None:
        return []
    day, closes_at = _day_and_close(due)
    replies: list[Reply] = [
        Update(standup.ask(day, person.key), views.closed(standup.where(day)))
        for person in _unheard(desk, standup, day, closes_at)
    ]
    return [*replies, *digesting.refresh(desk, standup, day)]


@router.due("standup.digest", title="Stand-up digest")
def digest(desk: Desk, due: Due) -> Replies:
    standup = _standup(desk, due)
    if standup is None:
        return []
    return digesting.post(desk, standup, date.fromisoformat(due.args["day"]))


def _standup(desk: Desk, due: Due) -> Running | None:
    standup = running.called(desk, int(due.args["standup"]))
    return None if standup is None or standup.standup.paused or standup.has_ended else standup


def _day_and_close(due: Due) -> tuple[date, datetime]:
    return date.fromisoformat(due.args["day"]), datetime.fromisoformat(due.args["closes"])


def _unheard(desk: Desk, standup: Running, day: date, closes_at: datetime) -> list[Facts]:
    """Asked with that close, still in the team, neither answered nor skipped, and not away since."""
    key = standup.standup.key
    present = running.asked_people(desk, standup)
    off = known.off_in_team(desk, standup.team.key, present, day)
    prompts = standups.prompts_on(desk.session, key, day)
    heard = {entry.person_id for entry, _ in standups.entries_on(desk.session, key, day)}
    return [
        person
        for person in present
        if (prompt := prompts.get(person.key))
        and prompt.closes_at == closes_at
        and prompt.skipped_at is None
        and person.key not in off
        and person.key not in heard
    ]
