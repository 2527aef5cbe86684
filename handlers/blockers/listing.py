"""Many blockers at once: `list`, `mine`, `resolve`, the board in the home pane, the workback."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from handlers.blockers import book, ending, list_views, rules, views, whose, workback
from handlers.blockers.list_views import FILTERS, LIST, PAGE, Row
from handlers.blockers.saying import must_be_open, saying
from handlers.blockers.workback import Past
from handlers.cards import Card, Part
from handlers.errors import Refusal
from handlers.events import Commanded, Pressed
from handlers.replies import Refresh, Show, Whisper
from handlers.rights import runs
from handlers.routing import Desk, Replies, Router
from handlers.times import local
from storage import blockers, services, teams
from storage.models import Blocker, Service, Team

router = Router()

GRAVEST = {name: rank for rank, name in enumerate(reversed(rules.SEVERITIES))}


@router.command(
    "blocker",
    "list",
    usage="[open | overdue | high | closed]",
    hint="see what is blocked in the team",
)
def list_command(desk: Desk, event: Commanded) -> Replies:
    wanted = _rest(event, "list").casefold() or "open"
    if wanted not in FILTERS:
        raise Refusal(
            f"I can list these: {', '.join(FILTERS)}. For example: /blocker list overdue. To log a "
            f"blocker that begins with “list”, use /blocker alone. You typed:\n{event.words}"
        )
    team = _team(desk, event.origin.place)
    return [Whisper(_listed(desk, {"team": str(team.key), "filter": wanted}))]


@router.command("blocker", "mine", hint="see what stops you, and what you can remove")
def mine_command(desk: Desk, event: Commanded) -> Replies:
    if rest := _rest(event, "mine"):
        raise Refusal(
            "/blocker mine takes nothing more. To log a blocker that begins with “mine”, use "
            f"/blocker alone. You typed:\n{rest}"
        )
    return [Whisper(_listed(desk, {"filter": "open"}))]


@router.command(
    "blocker",
    "resolve",
    usage="[number] [how]",
    hint="say that one is removed, and how",
    example="/blocker resolve 12 The licence is there",
)
def resolve_command(desk: Desk, event: Commanded) -> Replies:
    number, _, how = _rest(event, "resolve").partition(" ")
    if not number:
        return [Whisper(_listed(desk, {"filter": "open", "resolving": "yes"}))]
    found = blockers.numbered(desk.session, whose.number(number))
    if found is None or not whose.may_see(desk, found):
        raise Refusal(
            f"There is no blocker “{number}”. Say it like /blocker resolve 12 The licence is "
            f"there, or see yours with /blocker mine. You typed:\n{event.words}"
        )
    blocker = must_be_open(desk, {"blocker": str(found.key)})
    if not how.strip():
        whose.must_resolve(desk, blocker)
        return [Show(saying("resolve", blocker))]
    done = ending.resolve_now(desk, blocker, how.strip())
    return [*done, Whisper(views.note(f"Blocker {blocker.number} is resolved."))]


@router.button(LIST)
def turned(desk: Desk, event: Pressed) -> Replies:
    """Its pages and filters change the list in place; from the home pane it comes in private."""
    card = _listed(desk, event.args)
    return [Refresh(card)] if "page" in event.args else [Whisper(card)]


def _listed(desk: Desk, args: Mapping[str, str]) -> Card:
    there = asked(desk, args)
    count = max(1, -(-len(there.found) // PAGE))
    page = min(max(whose.number(args.get("page", "")), 1), count)
    rows = [_row(desk, each) for each in there.found[(page - 1) * PAGE : page * PAGE]]
    title = f"Blockers of {there.team.name}" if there.team else "My blockers"
    if there.service is not None:
        title = f"Waiting for {there.service.name}"
    if there.chosen != "open":
        title += f" · {FILTERS[there.chosen].lower()}"
    kept = {name: args[name] for name in ("team", "service", "resolving") if args.get(name)}
    kept["filter"] = there.chosen
    is_resolving = "resolving" in kept
    return list_views.listed(title, rows, page, count, kept, resolving=is_resolving)


@dataclass(frozen=True, slots=True)
class Asked:
    """A list, and what is in it for whoever asks."""

    team: Team | None
    service: Service | None
    """Neither: the person's own."""
    chosen: str
    """The filter."""
    found: list[Blocker]


def asked(desk: Desk, args: Mapping[str, str]) -> Asked:
    """Raises Refusal for who may not see that list."""
    chosen = args.get("filter", "")
    chosen = chosen if chosen in FILTERS else "open"
    team = visible(desk, args["team"]) if args.get("team") else None
    service = services.by_id(desk.session, whose.number(args.get("service", "")))
    found = _found(desk, team, service, chosen)
    if args.get("resolving"):
        found = [each for each in found if whose.may_resolve(desk, each)]
    return Asked(team, service, chosen, found)


def _found(desk: Desk, team: Team | None, service: Service | None, chosen: str) -> list[Blocker]:
    is_open = chosen != "closed"
    if service is not None:
        some = services.waiting(desk.session, service.key, is_open=is_open)
    elif team is not None:
        some = blockers.of_team(desk.session, team.key, is_open=is_open)
    else:
        some = blockers.of_person(desk.session, desk.person.key, is_open=is_open)
    seen = [each for each in some if whose.may_see(desk, each)]
    keep: dict[str, Callable[[Blocker], bool]] = {
        "open": lambda each: True,
        "overdue": lambda each: each.due_at is not None and each.due_at < desk.now,
        "high": lambda each: each.severity == "high",
        "closed": lambda each: each.closed_at is not None,
    }
    found = [each for each in seen if keep[chosen](each)]
    if chosen == "closed":
        return sorted(found, key=lambda each: each.closed_at or desk.now, reverse=True)
    return _gravest(found)


def _gravest(several: Sequence[Blocker]) -> list[Blocker]:
    """The gravest first, of those the oldest."""
    return sorted(several, key=lambda each: (GRAVEST[each.severity], each.raised_at, each.number))


def _row(desk: Desk, blocker: Blocker) -> Row:
    shown = book.shown(desk, blocker, desk.person)
    end = local(blocker.closed_at or desk.now, shown.zone).date()
    days = (end - local(blocker.raised_at, shown.zone).date()).days
    me, mine = desk.person.key, ""
    if me == blocker.owner_id:
        mine = "you can remove it"
    elif me == blocker.blocked_id:
        mine = "stops you"
    elif (service := whose.service_of(desk, blocker)) and service.owner_id == me:
        mine = "waits for your service"
    return Row(shown, days, mine)


@router.home
def board(desk: Desk) -> Sequence[Part]:
    parts: list[Part] = []
    mine = teams.of_person(desk.session, desk.person.key)
    some = blockers.open_of_teams(desk.session, [team.key for team in mine])
    for team in mine:
        gravest = _gravest(some[team.key])
        rows = [_row(desk, each) for each in gravest if whose.may_see(desk, each)]
        if rows:
            parts += list_views.board(team.name, rows, {"team": str(team.key)})
    for service in services.owned_by(desk.session, desk.person.key):
        gravest = _gravest(services.waiting(desk.session, service.key))
        rows = [_row(desk, each) for each in gravest if whose.may_see(desk, each)]
        if rows:
            title = f"Waiting for {service.name}"
            parts += list_views.board(title, rows, {"service": str(service.key)})
    return list_views.home(parts)


# The workback.
@router.command("blocker", "workback", hint="see where work gets blocked")
def workback_command(desk: Desk, event: Commanded) -> Replies:
    team = _team(desk, event.origin.place)
    must_lead(desk, team)
    found = workback.workback(pasts(desk, looked_back_on(desk, team)), desk.now, team.zone)
    args = {"team": str(team.key)}
    return [Whisper(list_views.workback(team.name, found, workback.WEEKS, args))]


def looked_back_on(desk: Desk, team: Team) -> list[Blocker]:
    """Private ones are counted for whom they are shown to."""
    return [
        each
        for each in blockers.since(desk.session, team.key, workback.since(desk.now))
        if each.merged_into_id is None and whose.may_see(desk, each)
    ]


def pasts(desk: Desk, several: Sequence[Blocker]) -> list[Past]:
    return [
        Past(
            each.number,
            each.summary,
            each.status,
            each.category,
            each.waits_for,
            each.waits_for_name,
            each.severity,
            each.raised_at,
            each.closed_at,
            book.name(desk, each.owner_id),
            book.name(desk, each.blocked_id),
            each.due_at,
            each.is_private,
        )
        for each in several
    ]


def must_lead(desk: Desk, team: Team) -> None:
    """Raises Refusal for who is neither scrum master nor product owner of the team."""
    role = whose.role_in(desk, team.key, desk.person.key)
    if role != whose.PRODUCT_OWNER and not runs(desk, team):
        names = [each.name for each in teams.scrum_masters(desk.session, team.key)]
        whom = f" Ask {' or '.join(names)}." if names else ""
        raise Refusal(f"The scrum master and the product owner of {team.name} see this.{whom}")


def _team(desk: Desk, place: str) -> Team:
    """This channel's, else the person's only one."""
    mine = whose.my_teams(desk, place)
    if len(mine) > 1:
        names = ", ".join(team.name for team in mine)
        raise Refusal(f"You are in several teams: {names}. Say this in the team's channel.")
    return visible(desk, str(mine[0].key))


def visible(desk: Desk, team_id: str) -> Team:
    """Members see their team's; so do administrators. Raises Refusal."""
    number = whose.number(team_id)
    team = teams.by_id(desk.session, number) if number else None
    is_mine = team is not None and whose.role_in(desk, team.key, desk.person.key)
    if team is None or not (is_mine or desk.person.is_administrator):
        raise Refusal("This list is for the members of the team.")
    return team


def _rest(event: Commanded, verb: str) -> str:
    return event.words.strip()[len(verb) :].strip()
