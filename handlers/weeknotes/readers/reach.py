"""How many a team's weeknotes reach, and sponsors who are not heard of."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.calendars import known
from handlers.errors import Refusal
from handlers.events import Commanded, Due
from handlers.replies import Post, Whisper, direct
from handlers.routing import Desk, Replies, Router
from handlers.times import zone_called
from handlers.weeknotes.readers import access, reader_views
from handlers.weeknotes.readers.access import LEADS
from handlers.weeknotes.readers.reader_views import Reached
from storage import dues, people, teams, weeknote_readers, weeknotes
from storage.models import Person, Team, Weeknote

router = Router()

QUIET = "weeknote.quiet"
AFTER = timedelta(days=5)
"""How long a weeknote may lie before it counts as not read."""
SHOWN = 12
"""Weeknotes on the chart."""
SEVERAL = 3
"""Weeknotes in a row that a sponsor did not open, before somebody is told."""
SPONSOR = "sponsor"


@router.command("weeknote", "reach", hint="see how many read the weeknotes")
def reach(desk: Desk, event: Commanded) -> Replies:
    mine = [
        team
        for team in access.teams_meant(desk, event.origin.place)
        if access.is_of_team(desk, team)
    ]
    if not mine:
        raise Refusal("Only the core of a team sees how many read its weeknotes.")
    return [Whisper(reader_views.reach(team.name, _weeks(desk, team))) for team in mine]


def _weeks(desk: Desk, team: Team) -> list[Reached]:
    """The oldest first; those from before Drumbeat had readers that nobody counted."""
    some = _told(desk, team, SHOWN)
    counted = weeknote_readers.reach(desk.session, [each.key for each in some])
    none = weeknote_readers.Reach()
    return [
        Reached(each.number, found.readers, found.useful, found.reacted)
        for each in reversed(some)
        for found in (counted.get(each.key, none),)
    ]


def _told(desk: Desk, team: Team, most: int, before: int | None = None) -> list[Weeknote]:
    """The newest first."""
    found = weeknotes.posted(desk.session, team.key, most=most, before=before)
    return [each for each in found if not each.is_imported and each.posted_at is not None]


# Sponsors who are not heard of.
def posted(desk: Desk, weeknote: Weeknote, team: Team) -> None:
    """To be said once a weeknote is posted: who leads the team is told later who does not read."""
    for someone in teams.present(desk.session, team.key):
        if someone.member.role in LEADS and not someone.person.is_gone:
            _plan(desk, weeknote, team, someone.person, desk.now + AFTER)


def _plan(desk: Desk, weeknote: Weeknote, team: Team, person: Person, at: datetime) -> None:
    zone = person.zone if zone_called(person.zone) else team.zone
    due = known.hours_of(desk, person, zone).next(at)
    if due is not None:
        name = f"weeknote:{weeknote.key}:quiet:{person.key}"
        args = {"weeknote": str(weeknote.key), "person": str(person.key)}
        dues.plan(desk.session, name, QUIET, due, None, args)


@router.due(QUIET, title="Weeknote")
def quiet(desk: Desk, due: Due) -> Replies:
    weeknote = weeknotes.by_id(desk.session, int(due.args["weeknote"]))
    person = people.by_id(desk.session, int(due.args["person"]))
    team = teams.by_id(desk.session, weeknote.team_id) if weeknote else None
    if weeknote is None or person is None or team is None or person.is_gone:
        return []
    member = teams.member(desk.session, team.key, person.key)
    if member is None or member.role not in LEADS:
        return []
    zone = person.zone if zone_called(person.zone) else team.zone
    back = known.hours_of(desk, person, zone).next(desk.now)
    if back is not None and back > desk.now:
        _plan(desk, weeknote, team, person, back)
        return []
    some = _told(desk, team, SEVERAL + 1, before=weeknote.number + 1)
    names = [each.name for each in _sponsors(desk, team) if _is_quiet(desk, each, team, some)]
    if not names:
        return []
    numbers = [each.number for each in reversed(some[:SEVERAL])]
    card = reader_views.quiet(team.name, names, numbers)
    subject = f"weeknote:{weeknote.key}:quiet:to:{person.key}"
    return [Post(direct(person.ref), subject, card)]


def _sponsors(desk: Desk, team: Team) -> list[Person]:
    """Those who are here, and who have not said that they do not want to be counted."""
    return [
        each.person
        for each in teams.present(desk.session, team.key)
        if SPONSOR in (each.member.circle, each.member.role)
        and not (each.person.is_gone or each.person.is_bot)
        and not weeknote_readers.is_uncounted(desk.session, each.person.key)
    ]


def _is_quiet(desk: Desk, person: Person, team: Team, some: list[Weeknote]) -> bool:
    """For exactly so many: for one more, it was told before. What was posted before they came does
    not count."""
    member = teams.member(desk.session, team.key, person.key)
    since = member.joined_at if member else desk.now
    due = [each for each in some if each.posted_at and each.posted_at >= since]
    read = weeknote_readers.have_read(desk.session, [each.key for each in due], person.key)
    silent = 0
    for each in due:
        if each.key in read:
            break
        silent += 1
    return silent == SEVERAL
