"""What people do with a ceremony's message: say whether they come, run its timer, add notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import get_args

from handlers.cadence import announcing, planning, rules, views, whose
from handlers.cadence.running import Held
from handlers.errors import Invalid, Refusal
from handlers.events import FormSent, Pressed
from handlers.replies import Post, Show, Whisper, channel
from handlers.routing import Desk, Replies, Router
from storage import ceremonies, teams
from storage.models import Occurrence

router = Router()

OPEN_FOR = timedelta(days=14)
"""How long after it something can still be said of a ceremony."""


@router.button("cadence.attend")
def attend(desk: Desk, event: Pressed) -> Replies:
    held, occurrence = allowed(desk, event.args)
    says = event.args.get("says", "")
    if says not in get_args(rules.Says):
        raise Refusal("I don't know this answer. Please press one of the buttons.")
    ceremonies.attend(desk.session, occurrence.key, desk.person.key, says, desk.now)
    return [announcing.updated(desk, held, occurrence)]


@router.button("cadence.start")
def start(desk: Desk, event: Pressed) -> Replies:
    """From now on for as long as it takes, whenever it was meant to start."""

    def begin(held: Held, occurrence: Occurrence) -> None:
        if occurrence.began_at is None:
            occurrence.began_at = desk.now
            occurrence.ends_at = desk.now + held.duration

    return _timer(desk, event, begin)


@router.button("cadence.more")
def more(desk: Desk, event: Pressed) -> Replies:
    """Also after it has run out."""

    def extend(held: Held, occurrence: Occurrence) -> None:
        if occurrence.began_at is None:
            raise Refusal("No timer is running. Start it first.")
        longer = max(occurrence.ends_at, desk.now) + rules.MORE
        if longer - occurrence.began_at > rules.LONGEST_TIMER:
            raise Refusal("That is enough for one meeting: the timer runs for 8 hours at most.")
        occurrence.ends_at, occurrence.ended_at = longer, None

    return _timer(desk, event, extend)


@router.button("cadence.stop")
def stop(desk: Desk, event: Pressed) -> Replies:
    def end(held: Held, occurrence: Occurrence) -> None:
        occurrence.ended_at = occurrence.ended_at or desk.now

    return _timer(desk, event, end)


def _timer(desk: Desk, event: Pressed, change: Callable[[Held, Occurrence], None]) -> Replies:
    held, occurrence = allowed(desk, event.args)
    _must_be_core(desk, held)
    change(held, occurrence)
    desk.session.add(occurrence)
    desk.session.flush()
    planning.plan_the_rest(desk, held, occurrence)
    return [announcing.updated(desk, held, occurrence)]


@router.button("cadence.note", opens_form=True)
def note(desk: Desk, event: Pressed) -> Replies:
    held, occurrence = allowed(desk, event.args)
    _must_be_core(desk, held)
    return [Show(views.note_form(announcing.occasion(held, occurrence)))]


@router.form("cadence.note")
def note_sent(desk: Desk, event: FormSent) -> Replies:
    held, occurrence = allowed(desk, event.args)
    _must_be_core(desk, held)
    words = event.answers.get("words", "").strip()
    if not words:
        raise Invalid({"words": "There is nothing to post yet."})
    if len(words) > views.LONGEST_NOTE:
        raise Invalid({"words": f"At most {views.LONGEST_NOTE:,} characters, please."})
    number = len(occurrence.notes) + 1
    name = desk.person.name
    occurrence.notes = [*occurrence.notes, {"by": name, "words": words}]
    desk.session.add(occurrence)
    desk.session.flush()
    under = announcing.subject_of(held, occurrence)
    of = announcing.occasion(held, occurrence)
    return [
        announcing.updated(desk, held, occurrence),
        Post(
            channel(held.beat.team.place),
            f"{held.message(occurrence.day)}:note:{number}",
            views.noted(of, name, words),
            under=under,
        ),
        Whisper(views.note("Thank you. Your notes are in the thread.")),
    ]


def allowed(desk: Desk, args: Mapping[str, str]) -> tuple[Held, Occurrence]:
    """The occurrence that a button or form names, if this person is of its team and it is not long
    over. Held until the transaction ends."""
    number = whose.number_in(args, "occurrence")
    found = announcing.of_occurrence(desk, number) if number else None
    if found is None or not _is_of_team(desk, found[0]):
        raise Refusal("This is for members of the team.")
    held, occurrence = found
    if occurrence.is_skipped:
        raise Refusal(f"This {held.title.lower()} is skipped.")
    if desk.now - occurrence.ends_at > OPEN_FOR:
        raise Refusal(f"This {held.title.lower()} is long over.")
    return held, occurrence


def _is_of_team(desk: Desk, held: Held) -> bool:
    member = teams.member(desk.session, held.beat.team.key, desk.person.key)
    return member is not None and not desk.person.is_gone


def _must_be_core(desk: Desk, held: Held) -> None:
    """Whoever reads along may come, and leaves the running of it to the core and who runs the
    team."""
    member = teams.member(desk.session, held.beat.team.key, desk.person.key)
    if member is None or (member.circle != "core" and member.role != teams.SCRUM_MASTER):
        raise Refusal(f"Only the core of {held.beat.team.name} can do this.")
