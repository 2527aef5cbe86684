"""What the clock starts: a ceremony is announced, is on, is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import structlog

from handlers.cadence import planning, rules, running, views
from handlers.cadence.running import Held
from handlers.cadence.views import Occasion, State, There
from handlers.calendars import known
from handlers.cards import Button, Card
from handlers.events import Due
from handlers.replies import Post, Reply, Update, channel
from handlers.routing import Desk, Replies, Router
from handlers.times import local
from storage import ceremonies, deliveries, retros
from storage.models import Occurrence

log = structlog.get_logger()
router = Router()


@router.due("cadence.announce", title="Ceremony")
def announce(desk: Desk, due: Due) -> Replies:
    """Once for every day of the rule, however often it was planned."""
    held = running.called(desk, int(due.args["ceremony"]))
    if held is None or not held.ceremony.is_on or held.beat.cadence.paused:
        return []
    day = date.fromisoformat(due.args["day"])
    planning.reschedule(desk, held)
    if held.is_written:
        # Planned before there were drafts; from now on it has one. This one comes late, and whoever
        # drafts it leaves its editor time.
        planning.draft_at_once(desk, held, day)
        return []
    starts = running.plan(desk, held).starts(day)
    if starts is None or starts - held.lead > desk.now:
        # Skipped, moved away or no longer of the rule since.
        return []
    if held.ceremony.kind == "retro" and retros.of_day(desk.session, held.beat.team.key, day):
        # Over days: it opened long before, and its card is what tells of it.
        return []
    key, ends = held.ceremony.key, starts + held.duration
    if rules.is_stale(starts, ends, desk.now):
        log.warning("ceremony skipped as stale", ceremony=key, kind=held.kind.name, day=str(day))
        return []
    ceremonies.hold(desk.session, key, day, starts, ends)
    occurrence = ceremonies.held(desk.session, key, day)
    assert occurrence is not None
    if occurrence.announced_at is not None:
        return []
    occurrence.announced_at = desk.now
    occurrence.starts_at, occurrence.ends_at = starts, ends
    desk.session.add(occurrence)
    planning.plan_the_rest(desk, held, occurrence)
    late = desk.now - due.planned > rules.LATE
    return [_shown(desk, held, occurrence, late=late)]


@router.due("cadence.begin", title="Ceremony begins")
def begin(desk: Desk, due: Due) -> Replies:
    return _moment_came(desk, due, is_end=False)


@router.due("cadence.end", title="Ceremony is over")
def end(desk: Desk, due: Due) -> Replies:
    return _moment_came(desk, due, is_end=True)


def _moment_came(desk: Desk, due: Due, is_end: bool) -> Replies:
    """The message says how it stands now; a timer that ran out is told of in the thread."""
    found = of_occurrence(desk, int(due.args["occurrence"]))
    if found is None:
        return []
    held, occurrence = found
    if occurrence.is_skipped or occurrence.announced_at is None or occurrence.ended_at:
        return []
    replies: list[Reply] = [updated(desk, held, occurrence)]
    was_timed = occurrence.began_at is not None and occurrence.ends_at <= desk.now
    if is_end and was_timed and desk.now - occurrence.ends_at <= rules.LATE:
        subject = f"{subject_of(held, occurrence)}:up:{occurrence.ends_at.isoformat()}"
        card = views.time_is_up(occasion(held, occurrence))
        place = channel(held.beat.team.place)
        replies.append(Post(place, subject, card, under=subject_of(held, occurrence)))
    return replies


def of_occurrence(desk: Desk, occurrence_id: int) -> tuple[Held, Occurrence] | None:
    """Held until the transaction ends."""
    occurrence = ceremonies.occurrence(desk.session, occurrence_id)
    held = running.called(desk, occurrence.ceremony_id) if occurrence else None
    return (held, occurrence) if held and occurrence else None


def subject_of(held: Held, occurrence: Occurrence) -> str:
    """Moved to another time, it is announced by another message."""
    return f"{held.message(occurrence.day)}:{occurrence.starts_at:%Y%m%dT%H%M}"


def _shown(desk: Desk, held: Held, occurrence: Occurrence, *, late: bool) -> Reply:
    subject = subject_of(held, occurrence)
    card = card_of(desk, held, occurrence, late=late)
    if deliveries.about(desk.session, subject):
        # Moved away and back again.
        return Update(subject, card)
    return Post(channel(held.beat.team.place), subject, card)


def updated(desk: Desk, held: Held, occurrence: Occurrence) -> Update:
    return Update(subject_of(held, occurrence), card_of(desk, held, occurrence))


def refreshed(desk: Desk, some: Sequence[Held]) -> list[Reply]:
    """What is announced and not over yet, as its ceremony is now. A timer that runs goes on."""
    by_key = {held.ceremony.key: held for held in some}
    since = (desk.now - running.BEHIND).date()
    replies: list[Reply] = []
    for occurrence in ceremonies.occurrences(desk.session, list(by_key), since):
        held = by_key[occurrence.ceremony_id]
        if occurrence.announced_at is None or state_of(desk, occurrence) in ("over", "skipped"):
            continue
        if occurrence.began_at is None:
            occurrence.ends_at = occurrence.starts_at + held.duration
            desk.session.add(occurrence)
            planning.plan_the_rest(desk, held, occurrence)
        replies.append(updated(desk, held, occurrence))
    return replies


def card_of(
    desk: Desk, held: Held, occurrence: Occurrence, *, late: bool = False, moved: bool = False
) -> Card:
    """The message as it is now; `moved`: of the time before it moved."""
    number = held.beat.number(occurrence.day)
    return views.occasion(
        occasion(held, occurrence),
        "moved" if moved else state_of(desk, occurrence),
        agenda(held.ceremony.agenda),
        views.Sprint(number, ceremonies.goal(desk.session, held.beat.team.key, number)),
        _there(desk, held, occurrence),
        late=late,
        notes=len(occurrence.notes),
    )


def agenda(words: str) -> Sequence[str]:
    return [point.strip() for point in words.splitlines() if point.strip()]


def state_of(desk: Desk, occurrence: Occurrence) -> State:
    if occurrence.is_skipped:
        return "skipped"
    if occurrence.ended_at or occurrence.starts_at < occurrence.ends_at <= desk.now:
        return "over"
    if occurrence.began_at:
        return "timed"
    if occurrence.starts_at <= desk.now and occurrence.ends_at > occurrence.starts_at:
        return "on"
    return "coming"


def occasion(held: Held, occurrence: Occurrence) -> Occasion:
    return Occasion(
        occurrence.key,
        held.beat.team.name,
        held.title,
        occurrence.day,
        occurrence.starts_at,
        occurrence.ends_at,
        held.beat.team.zone,
        occurrence.ends_at > occurrence.starts_at,
        _begins(held),
    )


def _begins(held: Held) -> Button | None:
    """What the ceremony is held with; whoever handles that action says whether it may begin."""
    if held.kind.begins is None:
        return None
    label, action = held.kind.begins
    args = {"team": str(held.beat.team.key)}
    return Button(label, action, args, look="primary", opens_form=True)


def _there(desk: Desk, held: Held, occurrence: Occurrence) -> There:
    said = {
        person.key: (attendance.says, person.name)
        for attendance, person in ceremonies.attendance(desk.session, [occurrence.key])
    }

    def who(says: str) -> tuple[str, ...]:
        return tuple(name for said_, name in said.values() if said_ == says)

    team = held.beat.team
    silent = [person for person in running.core(desk, team) if person.key not in said]
    day = local(occurrence.starts_at, team.zone).date()
    off = known.off_in_team(desk, team.key, silent, day)
    return There(
        who("there"),
        who("late"),
        who("cannot"),
        tuple(person.name for person in silent if person.key not in off),
        tuple(person.name for person in silent if person.key in off),
    )
