"""`/standup participation`: how many take part, for who is in the team."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from handlers.calendars import known
from handlers.cards import Card
from handlers.errors import Refusal
from handlers.events import Commanded, Pressed
from handlers.replies import Post, Refresh, Reply, Update, Whisper, channel
from handlers.rights import must_run, runs
from handlers.routing import Desk, Replies, Router
from handlers.standup import participation, participation_views, past, reading, rules, running
from handlers.standup.participation import Days, Unheard
from handlers.standup.participation_views import Told
from handlers.standup.running import Running
from handlers.times import WEEKDAYS, local
from storage import deliveries
from storage import participation as answered
from storage.models import Person
from storage.people import Facts

router = Router()

EXAMPLE = "/standup participation last month"
WHAT = "participation"
NEAR = 3
"""Days back from today that may not be over somewhere: zones lie a day apart, and windows may be
long."""


@router.command(
    "standup",
    WHAT,
    usage="[last month]",
    hint="see how many take part, as a chart",
    example=EXAMPLE,
)
def asked(desk: Desk, event: Commanded) -> Replies:
    found = reading.readable_here(desk, event.origin.place, WHAT)
    words = event.words.partition(" ")[2].strip()
    first, last = _meant(words, _today(desk, found[0]))
    if len(found) > 1:
        named = [(each.standup.key, each.name) for each in found]
        return [Whisper(participation_views.which(named, words))]
    return [Whisper(_card(desk, found[0], first, last))]


@router.button(participation_views.SEE)
def turned(desk: Desk, event: Pressed) -> Replies:
    standup = reading.readable(desk, event.args, WHAT)
    first, last = _meant(event.args.get("span", ""), _today(desk, standup))
    return [Refresh(_card(desk, standup, first, last))]


@router.button(participation_views.SHOW)
def shown(desk: Desk, event: Pressed) -> Replies:
    """In the channel, once a day and time that it is about: shown again, it is as it is now."""
    standup = reading.readable(desk, event.args, WHAT)
    must_run(desk, standup.team)
    today = _today(desk, standup)
    first, last = _days(event.args, today)
    if standup.standup.paused:
        raise Refusal(f"The stand-up of {standup.name} is paused. {standup.standup.paused}")
    told = _told(desk, standup, first, last)
    if not told.total.due:
        raise Refusal("Nobody was due in this time, so there is nothing to show.")
    subject = f"standup:{standup.standup.key}:participation:{first}:{last}:{today}"
    card = participation_views.posted(told, desk.person.name)
    is_there = deliveries.about(desk.session, subject) is not None
    post: Reply = Update(subject, card)
    if not is_there:
        post = Post(channel(standup.team.place), subject, card)
    return [post, Whisper(participation_views.shown(standup.name))]


def _meant(words: str, today: date) -> tuple[date, date]:
    """Raises Refusal."""
    try:
        return participation.meant(words, today)
    except ValueError as wrong:
        raise Refusal(f"{wrong}\nFor example: {EXAMPLE}") from None


def _days(args: Mapping[str, str], today: date) -> tuple[date, date]:
    """What a button names; it passed through a client. Raises Refusal."""
    try:
        first, last = (date.fromisoformat(args[name]) for name in ("first", "last"))
    except (KeyError, ValueError):
        first, last = today, date.min
    if not (first <= last <= today and (last - first).days < past.LONGEST):
        raise Refusal(f"I don't know which days are meant. Ask again: {EXAMPLE}")
    return first, last


def _today(desk: Desk, standup: Running) -> date:
    return local(desk.now, standup.team.zone).date()


def _card(desk: Desk, standup: Running, first: date, last: date) -> Card:
    args = {"standup": str(standup.standup.key)}
    show = {**args, "first": first.isoformat(), "last": last.isoformat()}
    told, today = _told(desk, standup, first, last), _today(desk, standup)
    others = [
        span
        for span in participation_views.SPANS
        if participation.meant(span, today) != (first, last)
    ]
    may_show = runs(desk, standup.team)
    return participation_views.card(told, args, others, show if may_show else None)


def _told(desk: Desk, standup: Running, first: date, last: date) -> Told:
    before_first, before_last = participation.before(first, last)
    found = _found(desk, standup, before_first, last)
    monday = participation.monday(_today(desk, standup))
    has_more = first < monday <= last
    return Told(
        standup.name,
        first,
        last,
        participation.is_by_day(first, last),
        participation.points(found, first, last, standup.days),
        participation.total(found, first, last),
        participation.total(found, monday, last) if has_more else None,
        participation.total(found, before_first, before_last),
        before_first,
        before_last,
    )


def _found(desk: Desk, standup: Running, first: date, last: date) -> Days:
    """As many questions to the database for a year as for a day."""
    key = standup.standup.key
    rows = answered.unanswered(desk.session, key, standup.team.key, first, last)
    people: dict[int, Person | Facts] = {
        person.key: person
        for person in answered.people(desk.session, {row.person_id for row in rows})
    }
    present = running.asked_people(desk, standup)
    people |= {person.key: person for person in present if person.key not in people}
    own = known.own_days(desk, list(people.values()), since=first)
    unheard = [
        Unheard(row.day, row.closes_at, row.is_skipped, own[row.person_id].off(row.day) is not None)
        for row in rows
    ]
    unheard += _to_be_asked(desk, standup, present, last, own)
    answers = answered.answers(desk.session, key, first, last)
    return participation.days(answers, unheard, desk.now)


def _to_be_asked(
    desk: Desk, standup: Running, present: list[Facts], last: date, own: Mapping[int, known.Own]
) -> list[Unheard]:
    """Whose hour is still to come on a day that has begun elsewhere."""
    if standup.standup.paused:
        return []
    near = [last - timedelta(days=number) for number in range(NEAR)]
    waited_for = [
        (person, day, opens)
        for day in near
        if WEEKDAYS[day.weekday()] in standup.days
        for person in present
        # Within the first minutes the question may still be on its way.
        if desk.now < (opens := standup.asks_of(person).on(day)) + rules.LATE
    ]
    if not waited_for:
        return []
    known_of = answered.turned_to(desk.session, standup.standup.key, since=near[-1])
    return [
        Unheard(day, opens + standup.window, is_off=own[person.key].off(day) is not None)
        for person, day, opens in waited_for
        if (person.key, day) not in known_of
    ]
