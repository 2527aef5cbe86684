"""Which team's weeknote is meant, and who may do what with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.calendars import known
from handlers.errors import Refusal
from handlers.ids import number
from handlers.rights import runs
from handlers.routing import Desk
from storage import people, teams, weeknotes
from storage.models import Person, Team, Weeknote, WeeknoteRule

PRODUCT_OWNER = "product owner"


def team_meant(desk: Desk, place: str) -> Team:
    """The team of this channel, else the only one of mine. Raises Refusal."""
    here = teams.at(desk.session, place) if place else None
    if here is not None:
        return here
    mine = teams.of_person(desk.session, desk.person.key)
    if len(mine) > 1:
        names = ", ".join(team.name for team in mine)
        raise Refusal(f"You are in several teams ({names}). Say this in the channel of one.")
    if not mine:
        raise Refusal(
            "You are in no team yet. Say it in the channel of one, or ask a scrum master to set "
            "a team up with /standup setup."
        )
    return mine[0]


def team_called(desk: Desk, args: Mapping[str, str]) -> Team:
    """The team that a button or form names. Raises Refusal where there is none."""
    found = number(args.get("team", ""))
    team = teams.by_id(desk.session, found) if found else None
    if team is None:
        raise Refusal("This team is no longer there.")
    return team


def team_of(desk: Desk, weeknote: Weeknote) -> Team:
    team = teams.by_id(desk.session, weeknote.team_id)
    assert team is not None
    return team


def held(desk: Desk, args: Mapping[str, str]) -> Weeknote:
    """The weeknote that a button or form names, held, if this person may edit it.

    Raises Refusal.
    """
    found = weeknotes.held(desk.session, number(args.get("weeknote", "")))
    if found is None:
        raise Refusal("This weeknote is no longer there.")
    must_edit(desk, team_of(desk, found), found)
    return found


def may_edit(desk: Desk, team: Team, weeknote: Weeknote | None) -> bool:
    """Its editor, the product owner, and who runs the team."""
    if weeknote is not None and weeknote.editor_id == desk.person.key:
        return True
    member = teams.member(desk.session, team.key, desk.person.key)
    return runs(desk, team) or (member is not None and member.role == PRODUCT_OWNER)


def must_edit(desk: Desk, team: Team, weeknote: Weeknote | None) -> None:
    if may_edit(desk, team, weeknote):
        return
    editor = person(desk, weeknote.editor_id) if weeknote else None
    masters = [each.name for each in teams.scrum_masters(desk.session, team.key)]
    who = [editor.name] if editor else masters
    ask = f"Ask {' or '.join(who)}." if who else "Ask an administrator of this workspace."
    raise Refusal(f"Only its editor and who runs {team.name} can do this. {ask}")


def must_see_draft(desk: Desk, team: Team, weeknote: Weeknote | None) -> None:
    """The core as well: it is theirs, and not yet for others."""
    member = teams.member(desk.session, team.key, desk.person.key)
    if (member is not None and member.circle == "core") or may_edit(desk, team, weeknote):
        return
    raise Refusal(f"Drafts are seen by the core of {team.name} until they are posted.")


def person(desk: Desk, person_id: int | None) -> Person | None:
    return people.by_id(desk.session, person_id) if person_id else None


def may_be_editor(found: Person) -> bool:
    return not (found.is_bot or found.is_gone or found.is_guest)


def next_editor(desk: Desk, team: Team, rule: WeeknoteRule, day: date) -> int | None:
    """Whose turn it is, by id: the fixed one, or of the core whoever comes after the last and is
    there on that day. None: nobody is."""
    core = [
        each.person
        for each in teams.present(desk.session, team.key)
        if each.member.circle == "core" and may_be_editor(each.person)
    ]
    off = known.off_in_team(desk, team.key, core, day)
    there = [each.key for each in core if each.key not in off]
    fixed = person(desk, rule.editor_id) if rule.editor == "fixed" else None
    if fixed is not None and may_be_editor(fixed):
        return fixed.key
    order = [each.key for each in core]
    if rule.last_editor_id in order:
        place = order.index(rule.last_editor_id) + 1
        order = [*order[place:], *order[:place]]
    return next((key for key in order if key in there), None)


def told(desk: Desk, team: Team, weeknote: Weeknote) -> Sequence[Person]:
    """Who hears of the draft: its editor, or who runs the team."""
    editor = person(desk, weeknote.editor_id)
    if editor is not None and may_be_editor(editor):
        return [editor]
    return teams.scrum_masters(desk.session, team.key)
