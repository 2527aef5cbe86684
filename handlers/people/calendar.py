"""A person's own calendar: its secret address is kept, and the days it has them away are taken
over, as they change."""

from __future__ import annotations

from datetime import date, timedelta

from handlers import addresses
from handlers.calendars import days
from handlers.calendars.days import Range, Span
from handlers.events import CalendarRead, DaysChanged, PersonChanged, Uninstalled
from handlers.people import week_views
from handlers.people.whom import local_day
from handlers.replies import Post, Reply, direct
from handlers.routing import Desk, Replies, Router
from storage import absences, links, people
from storage.models import CalendarLink, Person

FAILING = timedelta(days=3)
"""So long a calendar may be unreadable before its owner hears of it."""


def router_for(whole: Router) -> Router:
    """Whatever asks people for something hears of the days; `whole` may still grow."""
    router = Router()

    @router.on(CalendarRead)
    def read(desk: Desk, event: CalendarRead) -> Replies:
        link = links.by_id(desk.session, event.link)
        person = people.by_id(desk.session, link.person_id) if link else None
        if link is None or person is None:
            # Another one, or none, by now.
            return []
        if event.trouble:
            return _failed(desk, link, person, event.trouble)
        link.read_at, link.failing_since, link.told_at = desk.now, None, None
        link.trouble, link.content = "", event.content
        desk.session.add(link)
        if event.days is None:
            return []
        found = [Range(first, last) for first, last in event.days]
        if not take_over(desk, person, Range(event.first, event.last), found):
            return []
        return whole.handle(desk, DaysChanged(event.origin, person.ref))

    @router.on(PersonChanged)
    def person_changed(desk: Desk, event: PersonChanged) -> Replies:
        person = people.called(desk.session, event.facts.ref) if event.facts.is_gone else None
        if person is not None:
            links.drop(desk.session, person.key)
        return []

    @router.on(Uninstalled)
    def uninstalled(desk: Desk, event: Uninstalled) -> Replies:
        """The secrets go at once, as the tokens do."""
        links.drop_all(desk.session)
        return []

    return router


def problem(desk: Desk, address: str) -> str:
    """What is wrong with an address that somebody typed; empty for nothing. Says nothing of it."""
    return addresses.problem(desk, _normal(address), _EXAMPLE)


_EXAMPLE = (
    "The address begins with https:// and often ends in .ics. It is in your calendar's settings."
)


def keep(desk: Desk, person: Person, address: str) -> None:
    """From now on this one. Ask `problem` first."""
    assert desk.seals is not None
    normal = _normal(address)
    stop(desk, person)
    sealed = desk.seals.close({"address": normal})
    links.keep(desk.session, person.key, sealed, addresses.host_of(normal), desk.now)


def stop(desk: Desk, person: Person) -> None:
    """The calendar is read no more, and what it had to come is no more either."""
    links.drop(desk.session, person.key)
    today = local_day(desk, person)
    take_over(desk, person, Range(today, date.max), [])
    rows = absences.of_people(desk.session, [person.key], since=today)
    absences.remove(desk.session, [row for row in rows if row.source == "here"])


def take_over(desk: Desk, person: Person, window: Range, found: list[Range]) -> bool:
    """Away as the calendar has it, within the window. True: something changed."""
    rows = [
        row
        for row in absences.of_people(desk.session, [person.key], since=window.first)
        if row.source == "calendar"
    ]
    there = [Range(row.first_day, row.last_day) for row in rows]
    outside = [left for each in there for left in days.without(each, window)]
    wanted = days.joined([*outside, *found])
    if wanted == there:
        return False
    before = days.ranges(Span(each, "calendar") for each in there)
    absences.remove(desk.session, rows)
    for each in wanted:
        absences.add(desk.session, person.key, each.first, each.last, source="calendar")
    return before != wanted


def _failed(desk: Desk, link: CalendarLink, person: Person, trouble: str) -> Replies:
    """Told at once where it never worked, else after days, and once."""
    link.failing_since, link.trouble = link.failing_since or desk.now, trouble
    is_new = link.read_at is None
    replies: list[Reply] = []
    if link.told_at is None and (is_new or desk.now - link.failing_since >= FAILING):
        link.told_at = desk.now
        subject = f"calendar:{link.key}:fails:{desk.now.isoformat()}"
        card = week_views.calendar_fails(link.host, trouble, is_new=is_new)
        replies = [Post(direct(person.ref), subject, card)]
    desk.session.add(link)
    return replies


def _normal(address: str) -> str:
    """Calendars are offered for subscribing under a scheme of their own."""
    bare = address.strip().strip("<>")
    scheme, found, rest = bare.partition("://")
    return f"https://{rest}" if found and scheme.lower() in ("webcal", "webcals") else bare
