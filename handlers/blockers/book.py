"""A blocker as it is now, read for showing, and the ladder it stands on."""

from __future__ import annotations

from datetime import datetime

from handlers import tracker_settings
from handlers.blockers import ladder, whose
from handlers.blockers.ladder import Holder, Role, Run, Rung, Step
from handlers.blockers.shown import Coming, Line, Shown
from handlers.calendars import known
from handlers.calendars.hours import Hours
from handlers.routing import Desk
from handlers.times import zone_called
from storage import blockers, teams
from storage.models import Blocker, BlockerEvent, BlockerLadder, Person, Team

ROLES: tuple[Role, ...] = ("scrum master", "owner", "product owner", "sponsor")
PAGE = 10
"""Lines of a history shown at once."""
PAGE_WORDS = 4500
"""Characters of what was said in them; with the rest of the card, one message holds it."""

DID = {
    "raised": "logged it",
    "joined": "is stopped by it, too",
    "acknowledged": "is on it",
    "reassigned": "handed it over",
    "commented": "said",
    "changed": "changed",
    "snoozed": "put it off",
    "escalated": "told",
    "still": "said that it is still blocking",
    "resolved": "resolved it",
    "dismissed": "dismissed it",
    "reopened": "opened it again",
    "merged": "merged",
    "hidden": "made it private",
    "shown": "showed it to the team",
    "found": "named",
}


def card_subject(desk: Desk, blocker: Blocker) -> str:
    return f"{subject(desk, blocker)}:card"


def subject(desk: Desk, blocker: Blocker) -> str:
    """Another one each time that others may see it: its cards are in other places then."""
    moved = blockers.times(desk.session, blocker.key, ("hidden", "shown"))
    return f"blocker:{blocker.key}{f':{moved}' if moved else ''}"


def zone_of(desk: Desk, person: Person, team: Team) -> str:
    return person.zone if zone_called(person.zone) else team.zone


def shown(desk: Desk, blocker: Blocker, reader: Person | None = None) -> Shown:
    """In the reader's zone, or the team's for a card that many read."""
    team = whose.team_of(desk, blocker)
    owner = whose.person(desk, blocker.owner_id)
    stopped = [blocker.blocked_id, *blockers.watchers(desk.session, blocker.key)]
    other = blockers.by_id(desk.session, blocker.merged_into_id or 0)
    asked = whose.service_owner(desk, blocker)
    quiet = blocker.quiet_until
    has_passed = quiet is not None and quiet <= desk.now
    is_open = blocker.status in blockers.OPEN
    return Shown(
        blocker.key,
        blocker.number,
        team.name,
        blocker.summary,
        blocker.status,
        name(desk, blocker.raised_by_id),
        tuple(dict.fromkeys(name(desk, each) for each in stopped)),
        blocker.raised_at,
        zone_of(desk, reader, team) if reader else team.zone,
        owner=owner.name if owner else "",
        details=blocker.details,
        link=blocker.link,
        waits_for=blocker.waits_for,
        waits_for_name=blocker.waits_for_name,
        waits_for_whom=asked.name if asked else "",
        severity=blocker.severity,
        category=blocker.category,
        due_at=blocker.due_at,
        due_has_time=blocker.due_has_time,
        is_overdue=is_open and blocker.due_at is not None and blocker.due_at < desk.now,
        quiet_until=None if has_passed else quiet,
        promised_until=quiet if has_passed and blocker.status == "acknowledged" else None,
        closing=blocker.closing,
        merged_into=other.number if other else 0,
        is_private=blocker.is_private,
        coming=tuple(_coming(desk, blocker, each) for each in coming(desk, blocker)),
        trackers=tracker_settings.known(team.trackers),
    )


def name(desk: Desk, person_id: int | None) -> str:
    found = whose.person(desk, person_id)
    return found.name if found else ""


def _coming(desk: Desk, blocker: Blocker, step: Step) -> Coming:
    away = dict(step.instead_of)
    whom: str = step.role
    if step.role == "owner":
        asked = whose.person(desk, blocker.owner_id) or whose.service_owner(desk, blocker)
        is_asked = asked is not None and asked.key in (*step.people, *away.values())
        whom = asked.name if asked and is_asked else "scrum master"
    if not away:
        return Coming(whom, step.at)
    names = " and ".join(name(desk, each) for each in away)
    return Coming(f"{names} for the {whom}" if whom in ROLES else f"{names} for {whom}", step.at)


def page(desk: Desk, blocker: Blocker, number: int) -> tuple[list[Line], int, int]:
    """Lines of the history, the newest first; the page they are, and how many there are."""
    pages: list[list[Line]] = [[]]
    sides: dict[int, str] = {}
    size = 0
    for event in reversed(blockers.history(desk.session, blocker.key)):
        if event.person_id and event.person_id not in sides:
            sides[event.person_id] = whose.side(desk, blocker, event.person_id)
        there = _line(desk, event, sides.get(event.person_id or 0, ""))
        if pages[-1] and (len(pages[-1]) >= PAGE or size + len(there.words) > PAGE_WORDS):
            pages.append([])
            size = 0
        pages[-1].append(there)
        size += len(there.words)
    number = min(max(number, 1), len(pages))
    return pages[number - 1], number, len(pages)


def _line(desk: Desk, event: BlockerEvent, side: str) -> Line:
    """`side`: for whom they act who did it, if not for the team."""
    did = DID.get(event.kind, event.kind)
    if told := event.about.get("told"):
        did = f"{did} {told}"
    if by := event.about.get("by"):
        did = f"{event.kind} by {by}"
    who = name(desk, event.person_id)
    return Line(event.at, f"{who} ({side})" if side else who, did, event.words)


# The ladder.
def coming(desk: Desk, blocker: Blocker) -> list[Step]:
    """Whom it goes to if nothing happens; nobody once it is closed."""
    if blocker.status not in blockers.OPEN:
        return []
    team = whose.team_of(desk, blocker)
    own = blockers.ladder(desk.session, team.key)
    run = Run(blocker.ladder_since, blocker.ladder_rung, blocker.ladder_resumed)
    clock = clock_of(desk, blocker, team, own)
    climbed = rungs(own, is_private=blocker.is_private)
    return ladder.steps(climbed, _holders(desk, blocker, team, own), clock, run, desk.now)


def rungs(own: BlockerLadder, *, is_private: bool = False) -> tuple[Rung, ...]:
    day = Hours("UTC", own.works_from, own.works_until).length
    found = ladder.rungs(own.owner_after, own.product_owner_after, own.sponsor_after, day)
    return ladder.within(found) if is_private else found


def clock_of(desk: Desk, blocker: Blocker, team: Team, own: BlockerLadder) -> Hours:
    """Of the person waited for; the team's while there is none."""
    waited_for = whose.person(desk, blocker.owner_id) or whose.service_owner(desk, blocker)
    if waited_for is not None:
        return hours_of(desk, waited_for, team, own)
    return Hours(team.zone, own.works_from, own.works_until)


def hours_of(desk: Desk, person: Person, team: Team, own: BlockerLadder) -> Hours:
    zone = zone_of(desk, person, team)
    return known.hours_of(desk, person, zone, own.works_from, own.works_until)


def first_moment(desk: Desk, blocker: Blocker, person: Person) -> datetime:
    """When the person can be told something: now, or when they are at work again."""
    team = whose.team_of(desk, blocker)
    own = blockers.ladder(desk.session, team.key)
    return hours_of(desk, person, team, own).next(desk.now) or desk.now


def _holders(
    desk: Desk, blocker: Blocker, team: Team, own: BlockerLadder
) -> dict[Role, list[Holder]]:
    """Who can be asked on each rung. While nobody owns it, whose service it waits for is asked in
    place of the owner, or else the scrum masters: they find one."""
    found: dict[Role, list[Person]] = {"scrum master": [], "product owner": [], "sponsor": []}
    for someone in teams.present(desk.session, team.key):
        if someone.person.is_gone or someone.person.is_bot:
            continue
        if someone.member.role == teams.SCRUM_MASTER:
            found["scrum master"].append(someone.person)
        elif someone.member.role == whose.PRODUCT_OWNER:
            found["product owner"].append(someone.person)
        elif whose.SPONSOR in (someone.member.circle, someone.member.role):
            found["sponsor"].append(someone.person)
    owner = whose.person(desk, blocker.owner_id)
    if owner is None or owner.is_gone:
        owner = whose.service_owner(desk, blocker)
    found["owner"] = [owner] if owner else found["scrum master"]
    return {
        role: [_holder(desk, blocker, each, team, own) for each in several]
        for role, several in found.items()
    }


def _holder(desk: Desk, blocker: Blocker, person: Person, team: Team, own: BlockerLadder) -> Holder:
    """A private one is nobody's but theirs, so nobody stands in."""
    hours = hours_of(desk, person, team, own)
    other = None if blocker.is_private else whose.person(desk, person.stand_in_id)
    if other is None or other.is_gone or other.is_bot:
        return Holder(person.key, hours)
    there = Holder(other.key, hours_of(desk, other, team, own), instead_of=person.key)
    return Holder(person.key, hours, there)
