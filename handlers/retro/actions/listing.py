"""`/retro actions`: what is open, whose it is, and the buttons that go with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.cards import Card, Part
from handlers.errors import Refusal
from handlers.events import Commanded, Pressed
from handlers.replies import Refresh, Whisper
from handlers.retro.actions import adding, book, list_views, views, whose
from handlers.retro.actions.list_views import FILTERS, HOME, PAGE, Row
from handlers.retro.whose import small_number
from handlers.routing import Desk, Replies, Router
from storage import actions, teams
from storage.models import Action, Team

router = Router()

SAID = {"": "team", "all": "team", "open": "team", "mine": "mine", "done": "closed"}
CLOSED = 50
"""Looked back on."""


@router.command(
    "retro",
    "actions",
    usage="[mine | done | add <what> @who by <when>]",
    hint="see what the team said it would do, or give somebody an action",
    example=adding.EXAMPLE,
)
def actions_command(desk: Desk, event: Commanded) -> Replies:
    rest = event.words.strip()[len("actions") :].strip()
    verb, _, words = rest.partition(" ")
    if verb.casefold() == "add":
        return adding.add_line(desk, event, words.strip())
    wanted = SAID.get(rest.casefold())
    if wanted is None:
        raise Refusal(
            "I can list these: /retro actions, /retro actions mine, /retro actions done. To give "
            f"somebody one, say it like {adding.EXAMPLE}. You typed:\n/{event.command} {event.words}"
        )
    args = {"filter": wanted}
    if wanted != "mine" or teams.at(desk.session, event.origin.place):
        args["team"] = str(whose.team_at(desk, event.origin.place, event.words).key)
    return [Whisper(listed(desk, args))]


@router.button(views.LIST)
def turned(desk: Desk, event: Pressed) -> Replies:
    """Its pages and filters change the list in place; from elsewhere it comes in private."""
    card = listed(desk, event.args)
    return [Refresh(card)] if "page" in event.args else [Whisper(card)]


def listed(desk: Desk, args: Mapping[str, str]) -> Card:
    """Raises Refusal for a team whose actions are not this person's to see."""
    chosen = args.get("filter", "")
    kept = {"filter": chosen if chosen in FILTERS else "team"}
    team: Team | None = None
    if args.get("team") or kept["filter"] != "mine":
        team = whose.must_see_team(desk, small_number(args.get("team", "")))
        kept["team"] = str(team.key)
    found = _found(desk, kept["filter"], team)
    count = max(1, -(-len(found) // PAGE))
    page = min(max(small_number(args.get("page", "")), 1), count)
    rows = [_row(desk, each) for each in found[(page - 1) * PAGE : page * PAGE]]
    return list_views.listed(_title(kept["filter"], team), rows, page, count, kept)


def _title(chosen: str, team: Team | None) -> str:
    if team is None or chosen == "mine":
        return "My actions"
    return f"Actions of {team.name}" + (" · done and dropped" if chosen == "closed" else "")


def _found(desk: Desk, chosen: str, team: Team | None) -> Sequence[Action]:
    if team is None or chosen == "mine":
        return actions.open_of_person(desk.session, desk.person.key)
    if chosen == "closed":
        return actions.closed_of_team(desk.session, team.key, CLOSED)
    return actions.open_of_team(desk.session, team.key)


def _row(desk: Desk, action: Action) -> Row:
    shown = book.shown(desk, action, desk.person)
    is_mine = action.owner_id == desk.person.key
    return Row(shown, whose.may_change(desk, action), is_mine)


@router.home
def in_the_home(desk: Desk) -> Sequence[Part]:
    mine = actions.open_of_person(desk.session, desk.person.key)
    my_teams = teams.of_person(desk.session, desk.person.key)
    rows = [_row(desk, each) for each in mine[:HOME]]
    return list_views.home(rows, len(mine), [(team.key, team.name) for team in my_teams])
