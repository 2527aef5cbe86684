"""One time that a ceremony is held: skipped, moved, or held after all. All others stay."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from handlers.cadence import (
    announcing,
    attending,
    change_form,
    change_views,
    in_words,
    overview,
    planning,
    ruling,
    running,
    whose,
)
from handlers.cadence.running import Held
from handlers.errors import Invalid, Refusal
from handlers.events import FormSent, Pressed
from handlers.replies import Reply, Show, Update, Whisper
from handlers.rights import must_run
from handlers.routing import Desk, Replies, Router
from handlers.times import day_sent, local, moment, time_sent
from handlers.when import moments
from handlers.when.meaning import Unclear
from handlers.when.plan import Planned
from handlers.when.reading import readings
from storage import ceremonies
from storage.models import Occurrence

router = Router()

_HOUR = re.compile(r"(?:at )?[TN]\d+(?: oclock)?")
_DAY_OF_WEEK = re.compile(rf"(?:on )?D\d(?: {_HOUR.pattern})?")
FURTHEST = timedelta(days=60)
"""How far one can be moved from where its rule has it."""


@router.button("cadence.change_next", opens_form=True)
def change_next(desk: Desk, event: Pressed) -> Replies:
    held = whose.to_change(desk, event.args)
    return [_form(held, coming(desk, held))]


@router.button("cadence.change_one", opens_form=True)
def change_one(desk: Desk, event: Pressed) -> Replies:
    """The one that a message announces."""
    held, occurrence = attending.allowed(desk, event.args)
    must_run(desk, held.beat.team)
    return [_form(held, Planned(occurrence.day, occurrence.starts_at))]


def _form(held: Held, planned: Planned) -> Show:
    starts = local(planned.starts, held.beat.team.zone)
    return Show(
        change_form.one_form(
            ceremony_id=held.ceremony.key,
            title=held.title,
            of=planned.day,
            day=starts.date(),
            at=starts.time(),
            shown=in_words.day_and_time(planned.starts, held.beat.team.zone),
        )
    )


def coming(desk: Desk, held: Held) -> Planned:
    """The next one. Raises Refusal where there is none."""
    found = running.plan(desk, held).after(desk.now - held.lead) if held.ceremony.is_on else None
    if found is None:
        raise Refusal(f"No {held.title.lower()} is planned.")
    return found


@router.form("cadence.one")
def one_sent(desk: Desk, event: FormSent) -> Replies:
    held = whose.to_change(desk, event.args)
    day = day_sent(event.args.get("of", ""))
    if day is None:
        raise Refusal("I don't know which one is meant. Please open the form again.")
    what = event.answers.get("what", "")
    if what == "skip":
        return skip(desk, held, day, event.seen_key)
    if what != "move":
        raise Invalid({"what": "Choose one of these."})
    to_day, at = day_sent(event.answers.get("day", "")), time_sent(event.answers.get("at", ""))
    problems = {}
    if to_day is None:
        problems["day"] = "The day it moves to, please."
    if at is None:
        problems["at"] = "A time such as 10:00, please."
    if to_day is None or at is None:
        raise Invalid(problems)
    to = moment(to_day, at, held.beat.team.zone)
    try:
        return move(desk, held, day, to, event.seen_key)
    except Refusal as refusal:
        raise Invalid({"day": refusal.words}) from None


def propose_move(desk: Desk, held: Held, words: str) -> Replies:
    """What "Thursday 10:00" was understood to mean for the next one, to be saved by a press."""
    planned, zone = coming(desk, held), held.beat.team.zone
    seen_from = _seen_from(words, planned, desk.now, zone)
    meant = moments.understand(words, seen_from, zone, sprints=held.beat.sprints)
    args = {"ceremony": str(held.ceremony.key)}
    if isinstance(meant, Unclear):
        return [
            Whisper(change_views.unclear(meant.question, meant.options, "cadence.move_words", args))
        ]
    at = meant.at
    if not meant.timed:
        # On another day, at its own hour.
        at = moment(meant.day, local(planned.starts, zone).time(), zone)
    _must_be_free(desk, held, planned.day, at)
    args |= {"of": planned.day.isoformat(), "to": at.isoformat()}
    card = change_views.proposed_move(held.title, planned.starts, at, zone, args)
    return [Whisper(card)]


def _seen_from(words: str, planned: Planned, now: datetime, zone: str) -> datetime:
    """From where "Thursday" is looked for: it is that of the week that the moved one is in, and a
    mere hour is that of its day. All else is said as seen from now."""
    line, day = readings(words, "en")[0].line, local(planned.starts, zone).date()
    if _DAY_OF_WEEK.fullmatch(line):
        day -= timedelta(days=day.weekday())
    elif not _HOUR.fullmatch(line):
        return now
    return max(now, moment(day, time(), zone) - timedelta(seconds=1))


@router.button("cadence.move_words")
def move_words(desk: Desk, event: Pressed) -> Replies:
    held = whose.to_change(desk, event.args)
    return propose_move(desk, held, event.args.get("words", ""))


@router.button("cadence.keep_move")
def keep_move(desk: Desk, event: Pressed) -> Replies:
    held = whose.to_change(desk, event.args)
    day = day_sent(event.args.get("of", ""))
    try:
        to = datetime.fromisoformat(event.args.get("to", ""))
    except ValueError:
        to = None
    if day is None or to is None or to.tzinfo is None:
        raise Refusal("I don't know which one is meant. Please say it again.")
    return move(desk, held, day, to, event.seen_key)


def move(desk: Desk, held: Held, day: date, to: datetime, key: str) -> Replies:
    _must_be_free(desk, held, day, to)
    was, occurrence = _touched(desk, held, day)
    replies: list[Reply] = []
    shown = announcing.subject_of(held, occurrence) if occurrence.announced_at else ""
    occurrence.is_moved, occurrence.is_skipped = True, False
    _begin_anew(desk, held, occurrence, to)
    team = held.beat.team
    if shown:
        replies.append(Update(shown, announcing.card_of(desk, held, occurrence, moved=True)))
    _saved(desk, held, occurrence)
    card = change_views.moved(team.name, held.title, was, to, team.zone, desk.person.name)
    return [*replies, ruling.told(held, card, key), Whisper(overview.card(desk, held.beat))]


def skip(desk: Desk, held: Held, day: date, key: str) -> Replies:
    was, occurrence = _touched(desk, held, day)
    replies: list[Reply] = []
    if occurrence.is_skipped:
        raise Refusal("This one is skipped already.")
    occurrence.is_skipped = True
    desk.session.add(occurrence)
    _saved(desk, held, occurrence)
    if occurrence.announced_at:
        replies.append(announcing.updated(desk, held, occurrence))
    team = held.beat.team
    args = {"ceremony": str(held.ceremony.key), "of": day.isoformat()}
    card = change_views.skipped(team.name, held.title, was, team.zone, desk.person.name, args)
    return [*replies, ruling.told(held, card, key), Whisper(overview.card(desk, held.beat))]


@router.button("cadence.unskip")
def unskip(desk: Desk, event: Pressed) -> Replies:
    """As its rule has it again, or where it had been moved to."""
    held = whose.to_change(desk, event.args)
    day = day_sent(event.args.get("of", ""))
    occurrence = ceremonies.held(desk.session, held.ceremony.key, day) if day else None
    if occurrence is None or not occurrence.is_skipped:
        raise Refusal("This one is held already.")
    if occurrence.starts_at <= desk.now:
        raise Refusal("This one would have been over by now.")
    occurrence.is_skipped = False
    _begin_anew(desk, held, occurrence, occurrence.starts_at)
    _saved(desk, held, occurrence)
    team = held.beat.team
    card = change_views.unskipped(
        team.name, held.title, occurrence.starts_at, team.zone, desk.person.name
    )
    return [ruling.told(held, card, event.seen_key)]


def _must_be_free(desk: Desk, held: Held, day: date, to: datetime) -> None:
    """Raises Refusal for a moment that it cannot move to."""
    if to <= desk.now:
        raise Refusal("That is past. Choose a moment that is still to come.")
    if abs(to - held.recurrence.on(day)) > FURTHEST:
        raise Refusal("That is too far away: at most 60 days from where it was.")
    near = running.plan(desk, held).between(to, to)
    if any(planned.day != day for planned in near):
        raise Refusal(f"There is another {held.title.lower()} at that very moment.")


def _touched(desk: Desk, held: Held, day: date) -> tuple[datetime, Occurrence]:
    """When it would have been, and its row. Raises Refusal for one that is no more to come."""
    planned = running.plan(desk, held)
    known = ceremonies.held(desk.session, held.ceremony.key, day)
    starts = planned.starts(day) or (known.starts_at if known else None)
    if starts is None:
        raise Refusal("This one is not planned any more.")
    if starts + held.duration <= desk.now:
        raise Refusal("This one is over.")
    if known is None:
        ceremonies.hold(desk.session, held.ceremony.key, day, starts, starts + held.duration)
        known = ceremonies.held(desk.session, held.ceremony.key, day)
    assert known is not None
    return starts, known


def _begin_anew(desk: Desk, held: Held, occurrence: Occurrence, starts: datetime) -> None:
    """It is announced at its new time, and everybody is asked anew."""
    occurrence.starts_at, occurrence.ends_at = starts, starts + held.duration
    occurrence.announced_at = occurrence.began_at = occurrence.ended_at = None
    ceremonies.forget_attendance(desk.session, occurrence.key)
    desk.session.add(occurrence)


def _saved(desk: Desk, held: Held, occurrence: Occurrence) -> None:
    ceremonies.changed(desk.session, held.ceremony, desk.now)
    desk.session.flush()
    planning.plan_the_rest(desk, held, occurrence)
    planning.reschedule(desk, held)
