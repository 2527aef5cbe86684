"""Who may read a team's weeknotes, and how they were let in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.errors import Refusal
from handlers.ids import number
from handlers.routing import Desk
from storage import people, teams, weeknote_links, weeknotes
from storage.models import Person, Team, Weeknote
from storage.weeknote_links import Opened


def may_read(desk: Desk, team: Team, person: Person) -> bool:
    """Everybody of the workspace; guests what their own teams write."""
    if person.is_gone or person.is_bot:
        return False
    return not person.is_guest or teams.member(desk.session, team.key, person.key) is not None


LEADS = (teams.SCRUM_MASTER, "product owner")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A team's weeknotes, opened by a link."""

    team: Team
    person: Person | None
    """Whose link it is; none: everybody's."""

    @property
    def is_public(self) -> bool:
        return self.person is None


def opened(desk: Desk, link: Opened) -> Shelf | None:
    """None: it opens nothing any more, or its holder may no longer read."""
    team = teams.by_id(desk.session, link.team_id)
    if team is None:
        return None
    mode = weeknote_links.web(desk.session, team.key, desk.now).mode
    if link.person_id is None:
        return Shelf(team, None) if mode == "public" else None
    person = people.by_id(desk.session, link.person_id)
    if mode == "off" or person is None or not may_read(desk, team, person):
        return None
    return Shelf(team, person)


def teams_meant(desk: Desk, place: str) -> Sequence[Team]:
    """The team of this channel, else those of this person. Raises Refusal where there is none."""
    here = teams.at(desk.session, place) if place else None
    if here is not None and may_read(desk, here, desk.person):
        return [here]
    mine = teams.of_person(desk.session, desk.person.key)
    if not mine:
        raise Refusal("Say this in the channel of the team whose weeknotes you want to read.")
    return mine


def team_called(desk: Desk, args: Mapping[str, str]) -> Team:
    """The team that a button or form names, if this person may read it. Raises Refusal."""
    wanted = number(args.get("team", ""))
    team = teams.by_id(desk.session, wanted) if wanted else None
    if team is None or not may_read(desk, team, desk.person):
        raise Refusal("This team is no longer there, or not for you to read.")
    return team


def weeknote_called(desk: Desk, args: Mapping[str, str], place: str) -> tuple[Weeknote, Team]:
    """One that is posted and that this person may read: of themselves, or as it stands in the place
    where they are. Raises Refusal."""
    wanted = number(args.get("weeknote", ""))
    found = weeknotes.by_id(desk.session, wanted) if wanted else None
    team = teams.by_id(desk.session, found.team_id) if found else None
    if found is None or team is None or found.status != "posted":
        raise Refusal("This weeknote is no longer there.")
    stands_there = any(each.place == place for each in weeknotes.copies(desk.session, found.key))
    if not stands_there and not may_read(desk, team, desk.person):
        raise Refusal("This weeknote is not for you to read.")
    return found, team


def is_of_team(desk: Desk, team: Team) -> bool:
    """The core and who leads the team, and administrators: they answer, and see who is reached."""
    found = teams.member(desk.session, team.key, desk.person.key)
    if found is not None and (found.circle == "core" or found.role in LEADS):
        return True
    return desk.person.is_administrator


def must_be_of_team(desk: Desk, team: Team, typed: str = "") -> None:
    if is_of_team(desk, team):
        return
    words = f"Only the core of {team.name} can do this."
    raise Refusal(f"{words} This is what you typed:\n{typed}" if typed else words)
