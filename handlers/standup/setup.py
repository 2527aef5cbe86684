"""Setting a team's stand-ups up: the first, another one, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.cards import Args, Form
from handlers.errors import Refusal
from handlers.events import Commanded, FormSent, Pressed
from handlers.replies import AskRoster, Post, Show, Whisper, channel
from handlers.rights import must_run, runs
from handlers.routing import Desk, Replies, Router
from handlers.standup import (
    asking,
    keeping,
    questions,
    removing,
    running,
    setup_answers,
    views,
    whose,
)
from handlers.standup.running import Running
from handlers.standup.setup_answers import Wanted, own_name
from handlers.standup.setup_form import LONGEST_OWN_NAME, setup_form
from handlers.times import Recurs
from storage import standups, teams, workspaces
from storage.models import Standup, Team

router = Router()

MOST = 10
"""Stand-ups of one team."""
NEW: Args = {"new": "yes"}


@router.command(
    "standup",
    "setup",
    usage="[name]",
    hint="set up or change the team's stand-ups",
    example="/standup setup Friday check-in",
    opens_form=True,
)
def setup(desk: Desk, event: Commanded) -> Replies:
    place, place_name = event.origin.place, event.origin.place_name
    if event.origin.place_kind != "channel":
        mine = [team for team in teams.of_person(desk.session, desk.person.key) if runs(desk, team)]
        place, place_name = (mine[0].place if len(mine) == 1 else "", "")
    team = teams.at(desk.session, place) if place else None
    _must_set_up(desk, team)
    there = running.of_team(desk, team) if team else []
    name = own_name(event.words.partition(" ")[2])
    if len(name) > LONGEST_OWN_NAME:
        raise Refusal(
            f"A stand-up's name has up to {LONGEST_OWN_NAME} characters. You wrote:\n{name}\n"
            "For example: /standup setup Friday check-in"
        )
    if not name and len(there) > 1:
        return [Whisper(removing.card(desk, there))]
    if name and team and there:
        known = _called(there, name)
        return [Show(_changing(known) if known else _another(desk, team, name))]
    if there:
        return [Show(_changing(there[0]))]
    return [Show(_first(desk, team, place, place_name, name))]


@router.button("standup.setup", opens_form=True)
def setup_pressed(desk: Desk, event: Pressed) -> Replies:
    return [Show(_changing(whose.run_by_me(desk, event.args)))]


@router.button("standup.another", opens_form=True)
def another(desk: Desk, event: Pressed) -> Replies:
    """One more of the team whose stand-up the button names."""
    team = whose.run_by_me(desk, event.args).team
    found = teams.at(desk.session, team.place)
    assert found is not None
    return [Show(_another(desk, found, ""))]


def _must_set_up(desk: Desk, team: Team | None) -> None:
    if team is not None:
        must_run(desk, team)
    elif desk.person.is_guest or desk.person.is_bot:
        raise Refusal("Guests can't set up a stand-up. Ask a member of this workspace to do it.")


def _changing(found: Running) -> Form:
    shown = found.standup
    anchor = shown.anchor if shown.every_weeks > 1 else None
    return setup_form(
        place=found.team.place,
        team=found.team.name,
        called=shown.name,
        days=shown.days.split(","),
        every_weeks=shown.every_weeks,
        week=anchor,
        hour=shown.hour,
        window_minutes=shown.window_minutes,
        remind_after_minutes=shown.remind_after_minutes,
        posts_entries=shown.posts_entries,
        zone=found.team.zone,
        questions=found.questions,
        args={"standup": str(shown.key)},
    )


def _another(desk: Desk, team: Team, name: str) -> Form:
    return _fresh(desk, team.place, team.name, team.zone, name, NEW)


def _first(desk: Desk, team: Team | None, place: str, place_name: str, name: str) -> Form:
    if team is not None:
        return _fresh(desk, place, team.name, team.zone, name, {})
    team_name = place_name.removeprefix("team-").replace("-", " ").title()
    return _fresh(desk, place, team_name, desk.person.zone, name, {})


def _fresh(desk: Desk, place: str, team: str, zone: str, name: str, args: Args) -> Form:
    usual = Standup(team_id=0, updated_at=desk.now)
    return setup_form(
        place=place,
        team=team,
        called=name,
        days=usual.days.split(","),
        hour=usual.hour,
        window_minutes=usual.window_minutes,
        remind_after_minutes=usual.remind_after_minutes,
        zone=zone,
        questions=questions.DEFAULTS,
        args=args,
    )


@router.form("standup.setup")
def setup_sent(desk: Desk, event: FormSent) -> Replies:
    place = event.answers.get("place", "")
    # Two who send it at once: the second is told what the first has set up.
    workspaces.take_turns(desk.session)
    team = teams.at(desk.session, place) if place else None
    _must_set_up(desk, team)
    problems = {} if place else {"place": "Choose the team's channel."}
    name = own_name(event.answers.get("called", ""))
    found = _meant(desk, team, event.args, name) if team else None
    known = found.questions if found else questions.DEFAULTS
    if team and (wrong := _taken(desk, team, found, name)):
        problems["called"] = wrong
    wanted = setup_answers.read(event.answers, known, problems)
    if team is None:
        team = teams.create(
            desk.session, name=wanted.team, place=place, zone=wanted.zone, now=desk.now
        )
        teams.join(desk.session, team.key, desk.person.key, desk.now, role=teams.SCRUM_MASTER)
    team.name, team.zone = wanted.team, wanted.zone
    desk.session.add(team)
    comes_back = found is None and _ended(desk, team, wanted.called) is not None
    standup = _keep(desk, team, found, wanted)
    # The team's zone is that of all its stand-ups.
    for each in running.of_team(desk, team):
        asking.schedule(desk, each)
    changed = Running(standup, team)
    # The message that told of it at first lies far back; a new one says that it is there again.
    told = f"standup:{standup.key}:intro:{event.seen_key}"
    again = [Post(channel(place), told, keeping.intro(desk, changed))] if comes_back else []
    return [
        *again,
        AskRoster(place, f"standup:{standup.key}:roster:{event.seen_key}"),
        Whisper(
            views.note(
                f"The {changed.whole} is set: {changed.schedule}. "
                "I'm looking up who is in the channel."
            )
        ),
    ]


def _meant(desk: Desk, team: Team, args: Mapping[str, str], name: str) -> Running | None:
    """The stand-up that a form changes; None where it makes a new one. Raises Refusal."""
    there = running.of_team(desk, team)
    if "new" in args:
        return None
    named = whose.named(desk, args)
    if named is None or named.team.key != team.key:
        # Another channel was chosen, or none was known when the form was opened.
        return _called(there, name)
    for each in there:
        if each.standup.key == named.standup.key:
            return each
    raise Refusal(f"The {named.whole} has been removed meanwhile. Set one up: /standup setup")


def _taken(desk: Desk, team: Team, found: Running | None, name: str) -> str:
    """What is wrong with a name, in words for the person; empty for nothing."""
    there = running.of_team(desk, team)
    others = [each for each in there if found is None or each.standup.key != found.standup.key]
    if _called(others, name):
        if name:
            return f"{team.name} has a stand-up of this name already. Choose another name."
        return f"{team.name} has a stand-up without a name already. Give this one a name."
    if found is None and len(there) >= MOST:
        return f"At most {MOST} stand-ups, please; remove one first: /standup remove"
    is_renamed = found is not None and found.standup.name.casefold() != name.casefold()
    if is_renamed and _ended(desk, team, name):
        return "An earlier stand-up had this name, and its answers keep it. Choose another name."
    return ""


def _keep(desk: Desk, team: Team, found: Running | None, wanted: Wanted) -> Standup:
    """Changed, begun, or begun again where one of that name had ended."""
    row = desk.session.get_one(Standup, found.standup.key) if found else None
    standup = row or _ended(desk, team, wanted.called)
    standup = standup or Standup(team_id=team.key, updated_at=desk.now)
    is_as_often = standup.every_weeks == wanted.every_weeks
    before = standup.anchor if is_as_often and standup.ended_at is None else None
    weekly = Recurs(frozenset(wanted.days), wanted.hour, wanted.zone)
    standup.anchor = wanted.week or before or weekly.after(desk.now)[0]
    if wanted.every_weeks == 1:
        standup.anchor = None
    standup.name, standup.ended_at = wanted.called, None
    standup.days, standup.every_weeks = ",".join(wanted.days), wanted.every_weeks
    standup.hour = wanted.hour
    standup.window_minutes = wanted.window_minutes
    standup.remind_after_minutes = wanted.remind_after_minutes
    standup.posts_entries = wanted.posts_entries
    standup.questions = [question.plain() for question in wanted.questions]
    standup.updated_at = desk.now
    standup.paused = ""
    desk.session.add(standup)
    desk.session.flush()
    return standup


def _called(there: Sequence[Running], name: str) -> Running | None:
    wanted = name.casefold()
    return next((each for each in there if each.standup.name.casefold() == wanted), None)


def _ended(desk: Desk, team: Team, name: str) -> Standup | None:
    for each in standups.ever_of_team(desk.session, team.key):
        if each.ended_at is not None and each.name.casefold() == name.casefold():
            return each
    return None
