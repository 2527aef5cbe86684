"""Which poll is meant, and who may do what with it."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.errors import Refusal
from handlers.events import Origin
from handlers.polls.forms import Place
from handlers.routing import Desk
from storage import people, polls, teams
from storage.models import Poll, Team

BIGGEST_ID = 2**31
"""What the databases take as an id; buttons and forms come back with whatever a client sends."""
GONE = "This poll is not there, or not for you to see."


def number(args: Mapping[str, str], name: str) -> int:
    """0 for what is no id."""
    written = args.get(name, "")
    found = int(written) if written.isascii() and written.isdigit() and len(written) < 11 else 0
    return found if found < BIGGEST_ID else 0


def seen(desk: Desk, args: Mapping[str, str], origin: Origin) -> Poll:
    """The poll that a button or form names, if this person can see it. Raises Refusal."""
    return _allowed(desk, polls.by_id(desk.session, number(args, "poll")), origin)


def held(desk: Desk, args: Mapping[str, str], origin: Origin) -> Poll:
    """The same, held until the transaction ends."""
    return _allowed(desk, polls.held(desk.session, number(args, "poll")), origin)


def _allowed(desk: Desk, poll: Poll | None, origin: Origin) -> Poll:
    """Who is in the team, who is in the channel where they pressed, and who asked. A pulse is for
    its team alone."""
    me = desk.person
    if poll is None or me.is_bot or me.is_gone:
        raise Refusal(GONE)
    if poll.team_id and teams.member(desk.session, poll.team_id, me.key):
        return poll
    if poll.pulse_id is None and (origin.place == poll.place or me.key == poll.author_id):
        return poll
    raise Refusal(GONE)


def must_be_open(desk: Desk, poll: Poll) -> None:
    if poll.closed_at is not None or poll.closes_at <= desk.now:
        raise Refusal("This poll is closed; its result is in the channel.")


def may_close(desk: Desk, poll: Poll) -> bool:
    """Who asked, a scrum master of the team, an administrator of the workspace."""
    me = desk.person
    if me.is_administrator or me.key == poll.author_id:
        return True
    member = teams.member(desk.session, poll.team_id, me.key) if poll.team_id else None
    return member is not None and member.role == teams.SCRUM_MASTER


def must_close(desk: Desk, poll: Poll) -> None:
    if may_close(desk, poll):
        return
    author = people.by_id(desk.session, poll.author_id)
    masters = teams.scrum_masters(desk.session, poll.team_id) if poll.team_id else []
    names = dict.fromkeys(
        person.name for person in (author, *masters) if person and not person.is_gone
    )
    who = " or ".join(names) or "an administrator of this workspace"
    raise Refusal(f"Only who asked and the scrum master can close it. Ask {who}.")


def may_add(desk: Desk, poll: Poll) -> bool:
    """Where everybody may, or it is one's own; a rating has nothing to add."""
    if poll.kind in ("scale5", "scale10", "pulse"):
        return False
    return poll.is_open_to_more or desk.person.key == poll.author_id


def team_of(desk: Desk, poll: Poll) -> Team | None:
    return teams.by_id(desk.session, poll.team_id) if poll.team_id else None


def places(desk: Desk, origin: Origin) -> list[Place]:
    """Where this person can ask: in the channel they are in, then in those of their teams. Raises
    Refusal where there is none."""
    found: dict[str, Place] = {}
    if origin.place_kind == "channel" and origin.place:
        here = teams.at(desk.session, origin.place)
        name = here.name if here else origin.place_name or "This channel"
        found[origin.place] = Place(origin.place, f"{name} (here)")
    for team in teams.of_person(desk.session, desk.person.key):
        found.setdefault(team.place, Place(team.place, team.name))
    if not found:
        raise Refusal("Ask in the channel whose people should answer: type /poll there.")
    return list(found.values())
