"""`/weeknote milestone …` and `/weeknote risk …`: noted, listed, and moved on in a line."""

from __future__ import annotations

from handlers import moments
from handlers.errors import Refusal
from handlers.events import Commanded, Pressed
from handlers.ids import number
from handlers.outlook import book, going_on, making, rules, views, whose
from handlers.outlook.rules import About, Kind
from handlers.replies import Refresh, Reply, Whisper
from handlers.routing import Desk, Replies, Router
from handlers.when.meaning import Unclear
from handlers.when.moments import understand
from storage import outlook, teams
from storage.models import Milestone, Risk
from storage.outlook import Thing

router = Router()

LONGEST_LINE = 3000
FILTERS = ("open", "closed")


@router.command(
    "weeknote",
    "milestone",
    usage="[list | what @owner by when | number reached]",
    hint="note a milestone, list them, or say what became of one",
    example=making.EXAMPLES["milestone"],
    opens_form=True,
)
def milestone(desk: Desk, event: Commanded) -> Replies:
    return _said(desk, "milestone", event)


@router.command(
    "weeknote",
    "risk",
    usage="[list | what @owner, likelihood …, impact … | number over]",
    hint="note a risk, list them, or say what became of one",
    example=making.EXAMPLES["risk"],
    opens_form=True,
)
def risk(desk: Desk, event: Commanded) -> Replies:
    return _said(desk, "risk", event)


def _said(desk: Desk, kind: Kind, event: Commanded) -> Replies:
    words = event.words.strip()[len(kind) :].strip()
    if len(words) > LONGEST_LINE:
        raise Refusal(
            f"That is {len(words):,} characters; a line takes {LONGEST_LINE:,}. "
            f"This is what you typed:\n{words}"
        )
    if not words:
        return making.by_form(desk, kind, event.origin.place)
    first, _, rest = words.partition(" ")
    if first.lower() == "list" and rest.strip().lower() in ("", *FILTERS):
        team = whose.my_teams(desk, event.origin.place)
        chosen = rest.strip().lower() or "open"
        args = {"kind": kind, "filter": chosen}
        if len(team) == 1:
            args["team"] = str(team[0].key)
        return [_listed(desk, args, in_place=False)]
    if about := rules.about(words, kind):
        return _about(desk, kind, about, event)
    return making.in_one_line(desk, kind, words, event)


def _about(desk: Desk, kind: Kind, about: About, event: Commanded) -> Replies:
    thing = whose.numbered(desk, kind, about.number, event.words)
    match about.verb:
        case "":
            return [going_on.looked_at(desk, thing)]
        case "reopen":
            return going_on.reopen_now(desk, thing)
        case "move":
            going_on.must_go_on(desk, thing, event.words)
            return _moved(desk, thing, about.rest, event)
        case "still":
            going_on.must_go_on(desk, thing, event.words)
            return going_on.still_now(desk, thing)
        case how:
            going_on.must_go_on(desk, thing, event.words)
            return going_on.end_now(desk, thing, how, about.rest)


def _moved(desk: Desk, thing: Thing, words: str, event: Commanded) -> Replies:
    """`3 move to Friday`: a day in words, ahead of us."""
    zone = moments.zone(desk, whose.team_of(desk, thing))
    typed = f"This is what you typed:\n/weeknote {event.words}"
    words = words.removeprefix("to ").strip()
    try:
        meant = understand(words, desk.now, zone)
    except Refusal as refusal:
        raise Refusal(f"{refusal.words} {typed}") from None
    if isinstance(meant, Unclear):
        options = " or ".join(f"“{option}”" for option in meant.options)
        raise Refusal(f"{meant.question} Please write {options}. {typed}")
    return going_on.move_now(desk, thing, meant.day)


@router.button(views.LIST)
def turned(desk: Desk, event: Pressed) -> Replies:
    return [_listed(desk, event.args, in_place=True)]


def _listed(desk: Desk, given: dict[str, str], *, in_place: bool) -> Reply:
    kind: Kind = "risk" if given.get("kind") == "risk" else "milestone"
    chosen = given.get("filter", "")
    args: dict[str, str] = {"kind": kind, "filter": chosen if chosen in FILTERS else "open"}
    if given.get("team"):
        team = whose.must_be_team(desk, number(given["team"]))
        args["team"] = str(team.key)
        found = _of_team(desk, kind, team.key, args["filter"])
        title = f"{views.kind_title(kind)} of {team.name}"
    else:
        mine = teams.of_person(desk.session, desk.person.key)
        found = [x for team in mine for x in _of_team(desk, kind, team.key, args["filter"])]
        title = f"{views.kind_title(kind)} of my teams"
    if args["filter"] != "open":
        title += " · closed"
    count = max(1, -(-len(found) // views.PAGE))
    page = min(max(number(given.get("page", "")), 1), count)
    some = found[(page - 1) * views.PAGE : page * views.PAGE]
    rows = [book.shown(desk, each) for each in some]
    card = views.listed(title, rows, page, count, args)
    return Refresh(card) if in_place else Whisper(card)


def _of_team(desk: Desk, kind: Kind, team_id: int, chosen: str) -> list[Thing]:
    """Open milestones by their day, open risks the gravest first; what is closed the latest
    first."""
    is_open = chosen == "open"
    found: list[Thing] = []
    if kind == "milestone":
        found.extend(outlook.of_team(desk.session, Milestone, team_id, is_open=is_open))
    else:
        risks = outlook.of_team(desk.session, Risk, team_id, is_open=is_open)
        found.extend(outlook.gravest(risks))
    if is_open:
        return found
    closed = [each for each in found if each.closed_at is not None]
    return sorted(closed, key=lambda each: each.closed_at or desk.now, reverse=True)
