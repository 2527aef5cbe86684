"""Giving somebody something to do: in one line, by form, from a topic of a retro."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from handlers import moments
from handlers.cards import Form
from handlers.errors import Invalid, Refusal
from handlers.events import Answers, Commanded, FormSent, Pressed
from handlers.mentions import named
from handlers.replies import Show, Whisper
from handlers.retro.actions import book, course, forms, rules, views, whose
from handlers.retro.actions.forms import Draft
from handlers.retro.whose import small_number
from handlers.routing import Desk, Replies, Router
from handlers.times import day_and_year
from handlers.when import line
from handlers.when.meaning import Moment, Unclear
from storage import actions, people, retros
from storage.models import Action, Person, Retro, RetroTopic, Team

router = Router()

EXAMPLE = "/retro actions add Write a runbook @Ada by next Friday"
LONGEST_LINE = 1000
"""Characters that one line of a command may have."""


def add_line(desk: Desk, event: Commanded, words: str) -> Replies:
    """`/retro actions add <words>`. What the line does not say, a form asks for."""
    team = whose.team_at(desk, event.origin.place, event.words)
    args = {"team": str(team.key)}
    if not words:
        return [Show(forms.adding(Draft(), args))]
    if len(words) > LONGEST_LINE:
        raise Refusal(
            f"That is {len(words):,} characters; a line takes {LONGEST_LINE:,}. "
            f"This is what you typed:\n{words}"
        )
    owner, said = named(desk, words, event.mentions)
    found = line.read(said, desk.now, moments.zone(desk, team))
    if owner is None or found.due is None or not 0 < len(found.text) <= rules.LONGEST:
        return [Show(_asking(found, owner, args))]
    if isinstance(found.due, Moment):
        return make(desk, team, found.text, owner, *due_of(found.due))
    if not rules.fits_a_button(found.text):
        return [Show(_asking(found, owner, args))]
    kept = {**args, "words": found.text, "owner": owner.ref}
    return [Whisper(views.which_due(owner.name, found.due.question, found.due.options, kept))]


def _asking(found: line.Line, owner: Person | None, args: dict[str, str]) -> Form:
    asked = ""
    if isinstance(found.due, Unclear):
        options = " or ".join(f"“{option}”" for option in found.due.options)
        asked = f"{found.due.question} Please write {options}."
    elif len(found.text) > rules.LONGEST:
        asked = f"An action takes {rules.LONGEST} characters. Please say it more shortly."
    draft = Draft(found.text, owner.ref if owner else "", found.by)
    return forms.adding(draft, args, asked=asked)


@router.button("action.due")
def due_chosen(desk: Desk, event: Pressed) -> Replies:
    """What was asked back is answered."""
    team = whose.must_see_team(desk, small_number(event.args.get("team", "")))
    try:
        return make(desk, team, *read(desk, team, event.args))
    except Invalid as invalid:
        raise Refusal(
            f"{' '.join(invalid.fields.values())} Say it again, like {EXAMPLE}. "
            f"This is what you typed:\n{event.args.get('words', '')}"
        ) from None


@router.button("action.new", opens_form=True)
def new(desk: Desk, event: Pressed) -> Replies:
    team = whose.must_see_team(desk, small_number(event.args.get("team", "")))
    return [Show(forms.adding(Draft(), {"team": str(team.key)}))]


@router.button("action.topic", opens_form=True)
def from_topic(desk: Desk, event: Pressed) -> Replies:
    """In a retro: of the topic that is talked about, or of none."""
    retro, team, topic = _retro(desk, event.args)
    args = {"team": str(team.key), "retro": str(retro.key)}
    if topic is not None:
        args["topic"] = str(topic.key)
    return [Show(forms.adding(Draft(), args, about=topic.title if topic else ""))]


@router.form("action.add")
def add_sent(desk: Desk, event: FormSent) -> Replies:
    if "retro" not in event.args:
        team = whose.must_see_team(desk, small_number(event.args.get("team", "")))
        return make(desk, team, *read(desk, team, event.answers))
    retro, team, topic = _retro(desk, event.args)
    said = read(desk, team, event.answers)
    return make(desk, team, *said, retro.key, topic.key if topic else None)


def _retro(desk: Desk, args: Mapping[str, str]) -> tuple[Retro, Team, RetroTopic | None]:
    """What a press or a form was about; a topic that is no longer there is none."""
    key = small_number(args.get("retro", ""))
    retro = retros.by_id(desk.session, key) if key else None
    if retro is None:
        raise Refusal("This retro is no longer there.")
    team = whose.must_see_team(desk, retro.team_id)
    topic = small_number(args.get("topic", ""))
    return retro, team, retros.topic(desk.session, retro.key, topic) if topic else None


def make(
    desk: Desk,
    team: Team,
    words: str,
    owner: Person,
    due_day: date,
    due_at: datetime | None,
    retro_id: int | None = None,
    topic_id: int | None = None,
) -> Replies:
    """Its owner hears of it in private; who gave it, what was understood. Whoever calls this has
    seen to it that this person may."""
    is_mine = owner.key == desk.person.key
    action = actions.make(
        desk.session,
        Action(
            team_id=team.key,
            retro_id=retro_id,
            topic_id=topic_id,
            words=words,
            owner_id=owner.key,
            made_by_id=desk.person.key,
            made_at=desk.now,
            due_day=due_day,
            due_at=due_at,
            # Who gives it to themselves need not be told.
            step=rules.SOON if is_mine else rules.HANDED,
            step_at=desk.now,
        ),
    )
    replies = course.happened(desk, action, "made")
    told = views.made(book.shown(desk, action, desk.person), is_mine=is_mine)
    return [*replies, Whisper(told)]


def read(
    desk: Desk, team: Team, answers: Answers, before: Action | None = None
) -> tuple[str, Person, date, datetime | None]:
    """What a form says: what, who, the day, and the moment where a time was said. A date that stands
    there as before stays, though it may have passed. Raises Invalid."""
    problems: dict[str, str] = {}
    words = " ".join(answers.get("words", "").split())
    if not 0 < len(words) <= rules.LONGEST:
        problems["words"] = f"1 to {rules.LONGEST} characters, please."
    owner = person(desk, answers.get("owner", ""))
    if owner is None:
        problems["owner"] = "Somebody who is here, please."
    due: tuple[date, datetime | None] | None = None
    try:
        due = read_due(desk, team, answers, before)
    except Invalid as invalid:
        problems |= invalid.fields
    if problems or owner is None or due is None:
        raise Invalid(problems)
    return words, owner, *due


def person(desk: Desk, ref: str) -> Person | None:
    """Somebody who can do something."""
    found = people.called(desk.session, ref) if ref else None
    return found if found and not (found.is_bot or found.is_gone) else None


def read_due(
    desk: Desk, team: Team, answers: Answers, before: Action | None = None
) -> tuple[date, datetime | None]:
    said = answers.get("due", "").strip()
    if before is not None and said == typed_due(desk, team, before):
        return before.due_day, before.due_at
    return due_of(moments.read(desk, "due", said, team))


def due_of(meant: Moment) -> tuple[date, datetime | None]:
    return meant.day, meant.at if meant.timed else None


def typed_due(desk: Desk, team: Team, action: Action) -> str:
    """As it could have been typed, for a form's field."""
    if action.due_at is not None:
        shown = views.due(book.shown(desk, action, desk.person))[0]
        assert shown.is_a == "moment"
        return moments.typed(shown)
    day = action.due_day
    return day_and_year(day)
