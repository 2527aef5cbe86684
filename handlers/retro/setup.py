"""Whether a team's retros are held in one meeting or over days, and when their steps end then."""

from __future__ import annotations

from handlers.anonymity import NO_KEY
from handlers.cards import Form
from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, FormSent, Pressed
from handlers.replies import Show, Whisper
from handlers.retro import over_days_views, planned, setup_forms, timetable, whose, workdays
from handlers.retro.rules import PHASES, TEMPLATES
from handlers.retro.timetable import STEPS
from handlers.rights import must_run
from handlers.routing import Desk, Replies, Router
from storage import ceremonies, retros, teams
from storage.models import RetroRule, Team

router = Router()


@router.command(
    "retro",
    "setup",
    hint="hold the retros of the cadence in a meeting, or over days",
    opens_form=True,
)
def setup(desk: Desk, event: Commanded) -> Replies:
    team = whose.team_meant(desk, event.origin.place)
    must_run(desk, team)
    return [Show(_form(desk, team))]


@router.button(over_days_views.SETUP, opens_form=True)
def setup_pressed(desk: Desk, event: Pressed) -> Replies:
    team = _team(desk, event.args)
    return [Show(_form(desk, team))]


def _form(desk: Desk, team: Team) -> Form:
    rule = retros.rule(desk.session, team.key)
    return setup_forms.setup(
        team_id=team.key,
        team=team.name,
        is_async=rule.is_async,
        template=rule.template if rule.template in _templates(desk, team) else "start",
        own=tuple(each.name for each in retros.templates(desk.session, team.key)),
        is_anonymous=rule.is_anonymous,
        slots={**timetable.USUAL, **rule.slots},
        hours=workdays.hours_of(desk, team),
    )


def _templates(desk: Desk, team: Team) -> set[str]:
    return {*TEMPLATES, *(each.name for each in retros.templates(desk.session, team.key))}


def _team(desk: Desk, args: dict[str, str]) -> Team:
    key = whose.small_number(args.get("team", ""))
    team = teams.by_id(desk.session, key) if key else None
    if team is None:
        raise Refusal("This team is no longer there.")
    must_run(desk, team)
    return team


@router.form("retro.setup")
def setup_sent(desk: Desk, event: FormSent) -> Replies:
    team = _team(desk, event.args)
    rule = retros.rule(desk.session, team.key)
    answers = event.answers
    slots = {step: answers.get(step, "") for step in STEPS}
    known = {
        "way": answers.get("way", "") in ("live", "async"),
        "names": answers.get("names", "") in ("anonymous", "named"),
        "template": answers.get("template", "") in _templates(desk, team),
        **{
            step: slot in (*setup_forms.offered(step), rule.slots.get(step))
            for step, slot in slots.items()
        },
    }
    if wrong := {
        field: "Choose one of these." for field, is_right in known.items() if not is_right
    }:
        raise Invalid(wrong)
    is_async = answers["way"] == "async"
    if is_async and desk.seals is None:
        raise Refusal(NO_KEY)
    _must_be_in_order(desk, team, rule, slots)
    if rule.is_async != is_async:
        _shown_anew(desk, team)
    rule.is_async, rule.template = is_async, answers["template"]
    rule.is_anonymous, rule.slots = answers["names"] == "anonymous", slots
    desk.session.add(rule)
    desk.session.flush()
    planned.plan_next(desk, team)
    coming = planned.coming(desk, team, rule) if is_async else None
    starts = coming.planned.starts if coming else None
    ends = [(step, coming.ends[step]) for step in PHASES] if coming else []
    opens = coming.ends[timetable.OPENS] if coming else None
    card = over_days_views.saved(team.name, team.zone, is_async, starts, opens, ends)
    return [Whisper(card)]


def _shown_anew(desk: Desk, team: Team) -> None:
    """In calendars, where a meeting takes time and one over days takes none."""
    for ceremony in ceremonies.of_team(desk.session, team.key):
        if ceremony.kind == planned.KIND:
            ceremonies.changed(desk.session, ceremony, desk.now)


def _must_be_in_order(desk: Desk, team: Team, rule: RetroRule, slots: dict[str, str]) -> None:
    """Seen from the next one; without any, from any hour of a day. Raises Invalid."""
    coming = planned.coming(desk, team, rule)
    starts = coming.planned.starts if coming else desk.now
    ends = timetable.moments(slots, starts, workdays.hours_of(desk, team))
    if wrong := timetable.is_in_order(ends):
        raise Invalid({wrong: "Later than the one before it, please."})
