"""Setting a team's sprints up: their ceremonies are placed by default."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from handlers.cadence import announcing, overview, planning, rules, running, whose
from handlers.cadence.running import Beat
from handlers.cadence.setup_form import LONGEST_GOAL, LONGEST_NAME, NewTeam, setup_form
from handlers.cards import Form
from handlers.errors import Invalid, Refusal
from handlers.events import FormSent, Pressed
from handlers.replies import AskRoster, Refresh, Reply, Show, Whisper
from handlers.rights import must_run
from handlers.routing import Desk, Replies, Router
from handlers.times import day_sent, local, zone_called, zone_meant
from handlers.when.sprints import LONGEST
from storage import ceremonies, teams, workspaces
from storage.models import Cadence, Ceremony, Team

router = Router()

BIGGEST_NUMBER = 9999


@router.button("cadence.setup", opens_form=True)
def change(desk: Desk, event: Pressed) -> Replies:
    team = whose.team_called(desk, event.args)
    must_run(desk, team)
    return [Show(form(desk, team, team.place, ""))]


def form(desk: Desk, team: Team | None, place: str, place_name: str) -> Form:
    """As it stands, or with what suits most."""
    beat = running.of_team(desk, team) if team else None
    if team is None or beat is None:
        if team is None and (desk.person.is_guest or desk.person.is_bot):
            raise Refusal("Guests can't set a cadence up. Ask a member of this workspace to do it.")
        zone = team.zone if team else desk.person.zone
        name = place_name.removeprefix("team-").replace("-", " ").title()
        return setup_form(
            team_id=team.key if team else 0,
            weeks=2,
            starts=rules.next_monday(local(desk.now, zone).date()),
            number=1,
            goal="",
            new=None if team else NewTeam(place, name, zone),
        )
    today = beat.of_now(desk.now)
    number = beat.number(today)
    return setup_form(
        team_id=team.key,
        weeks=beat.cadence.weeks,
        starts=beat.sprints.begins(beat.sprints.number(today)),
        number=number,
        goal=ceremonies.goal(desk.session, team.key, number),
    )


@router.form("cadence.setup")
def sent(desk: Desk, event: FormSent) -> Replies:
    answers, problems = event.answers, dict[str, str]()
    # Two who send it at once: the second changes what the first has set up.
    workspaces.take_turns(desk.session)
    team = whose.team_called(desk, event.args) if event.args.get("team") else None
    if team is None and (place := answers.get("place", "")):
        team = teams.at(desk.session, place)
    if team is not None:
        must_run(desk, team)
    elif desk.person.is_guest or desk.person.is_bot:
        raise Refusal("Guests can't set a cadence up. Ask a member of this workspace to do it.")
    new = _new_team(desk, event, problems) if team is None else None
    weeks, starts, number, goal = _sprints(desk, event, team, problems)
    if problems or starts is None:
        raise Invalid(problems)
    replies: list[Reply] = []
    if team is None:
        assert new is not None
        team = teams.create(
            desk.session, name=new.name, place=new.place, zone=new.zone, now=desk.now
        )
        teams.join(desk.session, team.key, desk.person.key, desk.now, role=teams.SCRUM_MASTER)
        replies.append(AskRoster(team.place, f"cadence:roster:{event.seen_key}"))
    beat = _keep(desk, team, weeks, starts, number)
    ceremonies.set_goal(desk.session, team.key, number, goal, desk.now)
    planning.schedule(desk, beat)
    replies += announcing.refreshed(desk, running.held_by(desk, beat))
    return [*replies, Whisper(overview.card(desk, beat))]


def _new_team(desk: Desk, event: FormSent, problems: dict[str, str]) -> NewTeam:
    place = event.answers.get("place", "")
    name = " ".join(event.answers.get("name", "").split())
    zone = zone_meant(event.answers.get("zone", ""))
    if not place:
        problems["place"] = "Choose the team's channel."
    if not 0 < len(name) <= LONGEST_NAME:
        problems["name"] = f"A name of 1 to {LONGEST_NAME} characters, please."
    if zone is None:
        problems["zone"] = "I don't know this zone. Try a city, such as Berlin, or Europe/Berlin."
    return NewTeam(place, name, zone or "UTC")


def _sprints(
    desk: Desk, event: FormSent, team: Team | None, problems: dict[str, str]
) -> tuple[int, date | None, int, str]:
    answers = event.answers
    weeks = int(answers["weeks"]) if answers.get("weeks", "").isdecimal() else 0
    if not 1 <= weeks <= LONGEST:
        problems["weeks"] = "Choose one of these."
    starts = day_sent(answers.get("starts", ""))
    zone = team.zone if team else desk.person.zone
    today = local(desk.now, zone if zone_called(zone) else "UTC").date()
    if starts is None or abs((starts - today).days) > 366:
        problems["starts"] = "A day of this year, such as next Monday's, please."
    written = answers.get("number", "1").strip()
    number = int(written) if written.isdecimal() and len(written) < 6 else 0
    if not 1 <= number <= BIGGEST_NUMBER:
        problems["number"] = f"A number from 1 to {BIGGEST_NUMBER}, please, such as 12."
    goal = " ".join(answers.get("goal", "").split())
    if len(goal) > LONGEST_GOAL:
        problems["goal"] = f"At most {LONGEST_GOAL} characters, please."
    return weeks, starts, number, goal


@router.button("cadence.weeknotes")
def weeknotes_alone(desk: Desk, event: Pressed) -> Replies:
    """They come by themselves, with sprints as they are by default and no other ceremony yet."""
    team = whose.team_called(desk, event.args)
    must_run(desk, team)
    workspaces.take_turns(desk.session)
    beat = running.of_team(desk, team)
    if beat is None:
        today = local(desk.now, team.zone).date()
        monday = today - timedelta(days=today.weekday())
        beat = _keep(desk, team, 2, monday, 1, only=("weeknote",))
        planning.schedule(desk, beat)
    return [Refresh(overview.card(desk, beat))]


def _keep(
    desk: Desk,
    team: Team,
    weeks: int,
    starts: date,
    number: int,
    only: Collection[str] = tuple(rules.BY_NAME),
) -> Beat:
    """`only`: which ceremonies are placed, of those that are not there yet."""
    cadence = ceremonies.cadence(desk.session, team.key)
    if cadence is None:
        cadence = Cadence(team_id=team.key, anchor=starts, updated_at=desk.now)
    before = (cadence.weeks, cadence.anchor)
    cadence.weeks, cadence.anchor, cadence.number = weeks, starts, number
    cadence.paused, cadence.updated_at = "", desk.now
    desk.session.add(cadence)
    desk.session.flush()
    beat = Beat(cadence, team)
    there = running.held_by(desk, beat)
    for held in there:
        if before != (weeks, starts):
            ceremonies.ruled(desk.session, held.ceremony, desk.now)
    for kind in rules.KINDS:
        if kind.name in only and kind.name not in {held.ceremony.kind for held in there}:
            _place(desk, beat, kind)
    return beat


def _place(desk: Desk, beat: Beat, kind: rules.Kind) -> None:
    sprints, today = beat.sprints, beat.today(desk.now)
    ceremonies.add(
        desk.session,
        Ceremony(
            team_id=beat.team.key,
            kind=kind.name,
            recurrence=rules.recurrence(kind, sprints, beat.team.zone, today).plain(),
            minutes=rules.minutes(kind, sprints.weeks),
            agenda=kind.agenda,
            remind_minutes=kind.remind_minutes,
            around=kind.around,
            uid="",
            changed_at=desk.now,
        ),
    )
