"""Who is asked how it stands once its day has passed, and told that it is theirs: once, in private,
in working hours of their own."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from handlers.calendars import known
from handlers.events import DaysChanged, Due, PersonChanged
from handlers.outlook import book, views, whose
from handlers.replies import Post, Reply, direct
from handlers.routing import Desk, Replies, Router
from handlers.times import local, moment
from storage import dues, outlook, people, teams
from storage.models import Milestone, Person, Risk
from storage.outlook import Thing

router = Router()

ASK, TELL = "outlook.ask", "outlook.tell"
DAY = timedelta(days=1)


# Asking.
def plan(desk: Desk, thing: Thing) -> None:
    """The next moment that matters; none once it was asked or is over."""
    name = f"{whose.kind_of(thing)}:{thing.key}:ask"
    found = None
    if thing.status == outlook.OPEN and thing.asked_for != thing.due_on:
        found = _first(desk, thing)
    if found is None:
        dues.cancel(desk.session, [name])
    else:
        dues.plan(desk.session, name, ASK, found[0], None, _args(thing))


def _first(desk: Desk, thing: Thing) -> tuple[datetime, Person] | None:
    """When it is asked, and whom: the owner, or who stands in while the owner is long away."""
    ends = moment(thing.due_on + DAY, time(0), whose.team_of(desk, thing).zone)
    earliest = max(desk.now, ends)
    late: list[tuple[datetime, Person]] = []
    for person in _candidates(desk, thing):
        hours = known.hours_of(desk, person, whose.zone_of(desk, person, thing))
        at = hours.next(earliest)
        if at is not None and not hours.is_missed(earliest):
            return at, person
        if at is not None:
            late.append((at, person))
    return min(late, key=lambda each: each[0], default=None)


def _candidates(desk: Desk, thing: Thing) -> list[Person]:
    """The owner first, then those who lead the team, then whoever has noted it."""
    present = teams.present(desk.session, thing.team_id)
    led = [
        each.person
        for role in (teams.SCRUM_MASTER, whose.PRODUCT_OWNER)
        for each in present
        if each.member.role == role
    ]
    owner, maker = whose.person(desk, thing.owner_id), whose.person(desk, thing.made_by_id)
    there = {each.person.key for each in present}
    maker = maker if maker and maker.key in there else None
    found = [each for each in (owner, *led, maker) if each is not None]
    return [each for each in found if not (each.is_gone or each.is_bot)]


@router.due(ASK, title="Milestones and risks")
def ask(desk: Desk, due: Due) -> Replies:
    thing = _held(desk, due)
    if thing is None or thing.status != outlook.OPEN or thing.asked_for == thing.due_on:
        return []
    found = _first(desk, thing)
    if found is None or found[0] > desk.now:
        # Whoever it was planned for is away by now, or its day was moved.
        plan(desk, thing)
        return []
    person = found[1]
    thing.asked_for = thing.due_on
    desk.session.add(thing)
    outlook.note(
        desk.session, thing, "asked", desk.now, None, about={"told": f"{person.name} how it stands"}
    )
    shown = book.shown(desk, thing)
    subject = f"{shown.kind}:{shown.id}:overdue:{thing.due_on}"
    return [
        Post(direct(person.ref), subject, views.overdue(shown)),
        book.card(desk, thing),
    ]


# Telling the owner.
def tell(desk: Desk, thing: Thing, before: int | None) -> list[Reply]:
    """It is somebody's from now on who did not take it themselves. `before`: whose it was."""
    owner = whose.person(desk, thing.owner_id)
    if owner is None or owner.key in (before, desk.person.key) or owner.is_gone:
        return []
    args = {**_args(thing), "person": str(owner.key), "by": desk.person.name}
    at = known.hours_of(desk, owner, whose.zone_of(desk, owner, thing)).next(desk.now) or desk.now
    if at <= desk.now:
        return [_yours(desk, thing, owner, args["by"])]
    name = f"{whose.kind_of(thing)}:{thing.key}:tell:{owner.key}"
    dues.plan(desk.session, name, TELL, at, None, args)
    return []


@router.due(TELL, title="Milestones and risks")
def told(desk: Desk, due: Due) -> Replies:
    thing = _held(desk, due)
    owner = whose.person(desk, int(due.args["person"]))
    if thing is None or owner is None or owner.is_gone:
        return []
    if thing.owner_id != owner.key or thing.status != outlook.OPEN:
        return []
    return [_yours(desk, thing, owner, due.args["by"])]


def _yours(desk: Desk, thing: Thing, owner: Person, by: str) -> Reply:
    shown = book.shown(desk, thing)
    day = local(desk.now, "UTC")
    subject = f"{shown.kind}:{shown.id}:yours:{owner.key}:{day:%Y%m%d%H%M%S}"
    return Post(direct(owner.ref), subject, views.yours(shown, by))


# People come and go.
@router.on(DaysChanged)
def days_changed(desk: Desk, event: DaysChanged) -> Replies:
    person = people.called(desk.session, event.ref)
    return _around(desk, person) if person else []


@router.on(PersonChanged)
def person_changed(desk: Desk, event: PersonChanged) -> Replies:
    """For somebody who is gone, who leads the team is asked."""
    person = people.called(desk.session, event.facts.ref) if event.facts.is_gone else None
    return _around(desk, person) if person else []


def _around(desk: Desk, person: Person) -> Replies:
    for milestone in outlook.of_owner(desk.session, Milestone, person.key):
        plan(desk, milestone)
    for risk in outlook.of_owner(desk.session, Risk, person.key):
        plan(desk, risk)
    return []


def _args(thing: Thing) -> dict[str, str]:
    return {whose.kind_of(thing): str(thing.key)}


def _held(desk: Desk, due: Due) -> Thing | None:
    if "milestone" in due.args:
        return outlook.held(desk.session, Milestone, int(due.args["milestone"]))
    return outlook.held(desk.session, Risk, int(due.args["risk"]))
