"""`/standup away`: a person's own word on when they are away, or that of who runs their team."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from handlers.calendars import known
from handlers.calendars.days import Range
from handlers.cards import Card, Form
from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, DaysChanged, FormSent, Origin, Pressed
from handlers.people import absence, away_views, whom
from handlers.people.away_views import day_in_words
from handlers.people.whom import local_day
from handlers.replies import Post, Refresh, Reply, Show, Whisper, direct
from handlers.rights import runs_a_team
from handlers.routing import Desk, Replies, Router
from handlers.times import day_sent
from handlers.when import ranges
from handlers.when.meaning import Unclear
from storage import people
from storage.models import Person

LONGEST = timedelta(days=3 * 366)
MOST_WORDS = 200
LONG_PAST = timedelta(days=31)
"""How far back a day can still be said to have been one away."""
ENDS = {"cancel", "off", "end", "back", "no"}


def router_for(whole: Router) -> Router:
    """Whatever asks people for something hears of it; `whole` may still grow."""
    router = Router()

    @router.command(
        "standup",
        "away",
        usage="[@person] [from … to …]",
        hint="be left in peace for some days",
        example=away_views.EXAMPLE,
        opens_form=True,
    )
    def away(desk: Desk, event: Commanded) -> Replies:
        typed = event.words.strip()[len("away") :].strip()
        person, said = whom.mentioned(desk, typed, event.mentions)
        person = person or desk.person
        whom.must_plan_for(desk, person)
        if said.casefold() in ENDS:
            return _end(desk, event.origin, person, event.seen_key)
        if not said:
            return [Show(_form(desk, person))]
        return _said(desk, event.origin, person, said, event.seen_key)

    @router.command(
        "standup", "back", usage="[@person]", hint="be asked again", example="/standup back"
    )
    def back(desk: Desk, event: Commanded) -> Replies:
        typed = event.words.strip()[len("back") :].strip()
        person, _ = whom.mentioned(desk, typed, event.mentions)
        return _end(desk, event.origin, person or desk.person, event.seen_key)

    @router.button(away_views.SET, opens_form=True)
    def set_pressed(desk: Desk, event: Pressed) -> Replies:
        return [Show(_form(desk, _whose(desk, event.args.get("person", ""))))]

    @router.button(away_views.MEANT)
    def meant(desk: Desk, event: Pressed) -> Replies:
        """One of the answers to what was asked back."""
        person = _whose(desk, event.args.get("person", ""))
        words = event.args.get("words", "")[:MOST_WORDS]
        return _refreshed(event, _said(desk, event.origin, person, words, event.seen_key))

    @router.button(away_views.BACK)
    def back_pressed(desk: Desk, event: Pressed) -> Replies:
        person = _whose(desk, event.args.get("person", ""))
        return _refreshed(event, _end(desk, event.origin, person, event.seen_key))

    @router.form(away_views.FORM)
    def sent(desk: Desk, event: FormSent) -> Replies:
        person = _whose(desk, event.answers.get("person", ""))
        today = local_day(desk, person)
        first, last = (
            day_sent(event.answers.get("first", "")),
            day_sent(event.answers.get("last", "")),
        )
        if first is None:
            raise Invalid({"first": "Which is the first day?"})
        if last is not None and last < first:
            raise Invalid({"last": "The last day cannot come before the first."})
        days = Range(first, last or first)
        if wrong := _wrong(days, today):
            raise Invalid({"last" if last else "first": wrong})
        return _say(desk, event.origin, person, days, event.seen_key)

    def _said(desk: Desk, origin: Origin, person: Person, words: str, key: str) -> Replies:
        """In words: as they were understood, or what has to be asked back."""
        today = local_day(desk, person)
        # The calendar of whose days they are, noon of it: the zone is in the day.
        noon = datetime.combine(today, time(12), tzinfo=UTC)
        try:
            found = ranges.understand(words[:MOST_WORDS], noon, "UTC")
        except Refusal as refusal:
            raise Refusal(f"{refusal.words}\nOr choose the days after /standup away.") from None
        if isinstance(found, Unclear):
            ref = person.ref if person.key != desk.person.key else ""
            return [Whisper(away_views.unclear(found.question, found.options, ref))]
        return _say(desk, origin, person, Range(found.first, found.last), key, found.note)

    def _say(
        desk: Desk, origin: Origin, person: Person, days: Range, key: str, note: str = ""
    ) -> Replies:
        today = local_day(desk, person)
        if wrong := _wrong(days, today):
            raise Refusal(wrong)
        is_other = person.key != desk.person.key
        shown = absence.say(desk, person, days, today)
        other = people.by_id(desk.session, person.stand_in_id or 0)
        asked = other.name if other and not other.is_gone else ""
        mine: Card = away_views.kept(shown, today, note=note, stand_in=asked)
        told: list[Reply] = []
        if is_other:
            mine = away_views.kept(
                shown, today, name=person.name, person=person.ref, note=note, stand_in=asked
            )
            card = away_views.told(desk.person.name, shown, today)
            told = [Post(direct(person.ref), f"away:{person.key}:{key}", card)]
        return [Whisper(mine), *told, *_changed(desk, origin, person)]

    def _end(desk: Desk, origin: Origin, person: Person, key: str) -> Replies:
        whom.must_plan_for(desk, person)
        today = local_day(desk, person)
        over = absence.end(desk, person, today)
        is_other = person.key != desk.person.key
        if over is None:
            who = f"{person.name} is" if is_other else "You are"
            raise Refusal(f"{who} not away. Say when with {away_views.EXAMPLE}.")
        told: list[Reply] = []
        if is_other:
            card = away_views.told_back(desk.person.name, over, today)
            told = [Post(direct(person.ref), f"back:{person.key}:{key}", card)]
        mine = away_views.back(over, today, name=person.name if is_other else "")
        return [Whisper(mine), *told, *_changed(desk, origin, person)]

    def _changed(desk: Desk, origin: Origin, person: Person) -> Replies:
        return whole.handle(desk, DaysChanged(origin, person.ref))

    return router


def _whose(desk: Desk, ref: str) -> Person:
    """Named by a form or a button; nobody named: one's own. Raises Refusal."""
    person = people.called(desk.session, ref) if ref else desk.person
    if person is None or person.is_bot:
        raise Refusal("I don't know this person yet. They have to be in one of your teams.")
    whom.must_plan_for(desk, person)
    return person


def _form(desk: Desk, person: Person) -> Form:
    """With the days that are said already."""
    today = local_day(desk, person)
    coming = next(iter(known.away(desk, person, since=today)), None)
    return away_views.form(
        coming.first if coming else today,
        coming.last if coming else None,
        for_others=runs_a_team(desk),
        person=person.ref if person.key != desk.person.key else "",
    )


def _refreshed(event: Pressed, replies: Replies) -> Replies:
    """The private answer takes the place of the card with the button, where there is one."""
    return [
        Refresh(reply.card) if isinstance(reply, Whisper) and event.message else reply
        for reply in replies
    ]


def _wrong(days: Range, today: date) -> str:
    """Why somebody cannot be away then; empty where they can."""
    if days.last < today - LONG_PAST:
        return f"{day_in_words(days.last, today)} is long past."
    if days.last - days.first > LONGEST or days.first > today + LONGEST:
        return "That is more than three years. Please choose fewer days."
    return ""
