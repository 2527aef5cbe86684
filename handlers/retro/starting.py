"""Starting a retro: in one line, or by a form."""

from __future__ import annotations

from handlers.anonymity import NO_KEY
from handlers.cards import Form
from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, FormSent, Pressed
from handlers.replies import Show, Whisper
from handlers.retro import forms, importing, opening, panel_views, planned, rules, turns, whose
from handlers.retro.forms import Start
from handlers.retro.opening import Columns
from handlers.rights import runs
from handlers.routing import Desk, Replies, Router
from handlers.times import day_name, local
from storage import people, retros, teams
from storage.models import Retro, Team

router = Router()


@router.command(
    "retro",
    "start",
    usage="[template]",
    hint="start a retro in the team’s channel",
    example="/retro start sailboat",
    opens_form=True,
)
def start(desk: Desk, event: Commanded) -> Replies:
    team = whose.team_meant(desk, event.origin.place)
    _may_start(desk, team)
    words = " ".join(event.words.split()[1:])
    if not words:
        return [Show(_form(desk, team))]
    own = retros.templates(desk.session, team.key)
    meant = rules.template_meant(words, [each.name for each in own])
    if not meant:
        known = [each.name for each in rules.TEMPLATES.values()] + [each.name for each in own]
        raise Refusal(
            f"I don't know “{words}”. You can say: {'; '.join(known)}. For example: "
            "/retro start sailboat. For columns of your own, say /retro start alone."
        )
    name, columns = _columns(desk, team, meant)
    retro = opening.new(desk, team, turns.next_one(desk, team) or desk.person, name)
    return _begin(desk, team, retro, columns)


@router.button("retro.start", opens_form=True)
def start_pressed(desk: Desk, event: Pressed) -> Replies:
    """From where a retro is announced."""
    key = whose.small_number(event.args.get("team", ""))
    team = teams.by_id(desk.session, key) if key else None
    if team is None:
        raise Refusal("This team is no longer there.")
    whose.must_be_in(desk, team)
    _may_start(desk, team)
    return [Show(_form(desk, team))]


def _form(desk: Desk, team: Team) -> Form:
    before = next(iter(retros.of_team(desk.session, team.key)), None)
    own = [each.name for each in retros.templates(desk.session, team.key)]
    return forms.starting(
        Start(
            team.key,
            own=tuple(own),
            facilitator=(turns.next_one(desk, team) or desk.person).ref,
            is_async=before.is_async if before else False,
            hours=before.phase_hours if before and before.is_async else 24,
            minutes=before.talk_minutes if before else 8,
            to_import=len(importing.found(desk, team)),
            few=len(turns.crew(desk, team)) < 3,
            cadence=_next_day(desk, team),
        )
    )


def _next_day(desk: Desk, team: Team) -> str:
    """Of the retro that the cadence has next; empty: none that there is time for."""
    found = planned.coming(desk, team, retros.rule(desk.session, team.key))
    return day_name(local(found.planned.starts, team.zone).date()) if found else ""


@router.form("retro.start")
def start_sent(desk: Desk, event: FormSent) -> Replies:
    key = whose.small_number(event.args.get("team", ""))
    team = teams.by_id(desk.session, key) if key else None
    if team is None:
        raise Refusal("This team is no longer there.")
    whose.must_be_in(desk, team)
    _may_start(desk, team)
    answers, problems = event.answers, dict[str, str]()
    meant = answers.get("template", "")
    own = rules.columns_typed(answers.get("columns", ""))
    name = " ".join(answers.get("name", "").split())
    if meant == rules.CUSTOM and not own:
        problems["columns"] = "Which columns? One a line, please."
    if len(own) > rules.MOST_COLUMNS or any(len(each) > rules.LONGEST_COLUMN for each in own):
        problems["columns"] = (
            f"At most {rules.MOST_COLUMNS} columns of {rules.LONGEST_COLUMN} characters, please."
        )
    if len(name) > rules.LONGEST_COLUMN:
        problems["name"] = f"At most {rules.LONGEST_COLUMN} characters, please."
    facilitator = people.called(desk.session, answers.get("facilitator", ""))
    if facilitator is None or not turns.can_facilitate(desk, team, facilitator):
        problems["facilitator"] = f"Somebody of {team.name}, please."
    hours = _number(answers, "hours", 24, 1, rules.MOST_HOURS, problems)
    minutes = _number(answers, "minutes", 8, 1, rules.MOST_MINUTES, problems)
    icebreaker = answers.get("icebreaker", "").strip()
    if len(icebreaker) > forms.LONGEST_QUESTION:
        problems["icebreaker"] = f"At most {forms.LONGEST_QUESTION} characters, please."
    if problems or facilitator is None:
        raise Invalid(problems)
    columns: Columns
    if meant == rules.CUSTOM:
        called, columns = name or "Columns of our own", [(each, "") for each in own]
        if name:
            retros.save_template(desk.session, team.key, name, own)
    else:
        called, columns = _columns(desk, team, meant)
    retro = opening.new(desk, team, facilitator, called)
    way = answers.get("way")
    retro.is_async = way in ("async", "cadence")
    retro.phase_hours = hours if way == "async" else 0
    if way == "cadence" and not planned.take_up(desk, team, retro):
        raise Invalid({"way": "There is no time left for that one. Choose another way, please."})
    retro.talk_minutes = minutes
    retro.is_anonymous = answers.get("names") != "named"
    retro.icebreaker = icebreaker
    return _begin(desk, team, retro, columns, takes_along=answers.get("import") == "yes")


def _number(
    answers: dict[str, str], field: str, usual: int, least: int, most: int, problems: dict[str, str]
) -> int:
    words = answers.get(field, "").strip()
    found = whose.small_number(words) if words else usual
    if not least <= found <= most:
        problems[field] = f"A number from {least} to {most}, please."
    return found


def _may_start(desk: Desk, team: Team) -> None:
    if desk.person.is_guest and not runs(desk, team):
        raise Refusal(f"Guests take part in retros; somebody of {team.name} starts them.")
    if desk.seals is None:
        raise Refusal(NO_KEY)
    if retros.open_of(desk.session, team.key) is not None:
        raise Refusal(
            f"{team.name} has a retro open. /retro status shows it, /retro close ends it."
        )


def _columns(desk: Desk, team: Team, meant: str) -> tuple[str, Columns]:
    found = opening.columns_of(desk, team, meant)
    if found is None:
        raise Invalid({"template": "This one is no longer there. Please choose another."})
    return found


def _begin(
    desk: Desk, team: Team, retro: Retro, columns: Columns, takes_along: bool = False
) -> Replies:
    begun = opening.begun(desk, team, retro, columns, takes_along)
    if begun is None:
        raise Refusal(f"Somebody was faster: {team.name} has a retro open. See /retro status.")
    saved, replies = begun
    facilitator = whose.facilitator(desk, saved)
    card = panel_views.started(
        team.name, facilitator.name, saved.is_anonymous, few=len(turns.crew(desk, team)) < 3
    )
    return [*replies, Whisper(card)]
