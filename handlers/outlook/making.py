"""Noting a milestone or a risk: in one line, or by form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers import moments
from handlers.errors import Invalid, Refusal
from handlers.events import Answers, Commanded, FormSent
from handlers.ids import number
from handlers.mentions import named
from handlers.outlook import asking, book, course, forms, rules, views, whose
from handlers.outlook.forms import Draft
from handlers.outlook.rules import LEVELS, LONGEST_TITLE, LONGEST_WORDS, LOOK_AGAIN, Kind
from handlers.replies import Show, Whisper
from handlers.routing import Desk, Replies, Router
from handlers.when import line
from handlers.when.meaning import Moment, Unclear
from storage import outlook, people
from storage.models import Milestone, Person, Risk, Team
from storage.outlook import Thing

router = Router()

EXAMPLES: dict[Kind, str] = {
    "milestone": "/weeknote milestone Winter timetable live @Ada by 12 December",
    "risk": "/weeknote risk Engine part comes late, likelihood high, impact medium, "
    "response: order two @Ada",
}


def by_form(desk: Desk, kind: Kind, place: str) -> Replies:
    return [_form(desk, kind, whose.my_teams(desk, place), Draft())]


def in_one_line(desk: Desk, kind: Kind, words: str, event: Commanded) -> Replies:
    mine = whose.my_teams(desk, event.origin.place)
    owner, said = named(desk, words, event.mentions)
    read = line.read(said, desk.now, moments.zone(desk, mine[0]))
    risk = rules.risk_line(read.text) if kind == "risk" else rules.RiskLine(_one_line(read.text))
    if not risk.title:
        raise Refusal(
            f"What is it? Say it like {EXAMPLES[kind]}. "
            f"This is what you typed:\n/weeknote {event.words}"
        )
    due = read.due.day if isinstance(read.due, Moment) else None
    ref = owner.ref if owner else ""
    draft = Draft(risk.title, due, ref, risk.likelihood, risk.impact, risk.response)
    note = _missing(kind, draft, read.due)
    if len(mine) > 1 or note:
        return [_form(desk, kind, mine, draft, note)]
    whose.must_keep(desk, mine[0])
    return _made(desk, kind, mine[0], draft, owner)


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _missing(kind: Kind, draft: Draft, due: Moment | Unclear | None) -> str:
    """What a line did not say and a form has to ask; empty: nothing."""
    if len(draft.title) > LONGEST_TITLE:
        return f"This has {len(draft.title)} characters; please say it in {LONGEST_TITLE}."
    if isinstance(due, Unclear):
        return f"{due.question} Please choose the day."
    if kind == "milestone" and draft.due_on is None:
        return "By when? Please choose the day."
    return ""


def _form(desk: Desk, kind: Kind, mine: Sequence[Team], draft: Draft, note: str = "") -> Show:
    kept = [team for team in mine if whose.may_keep(desk, team.key)]
    if not kept:
        whose.must_keep(desk, mine[0])
    return Show(forms.making(kind, draft, [(str(team.key), team.name) for team in kept], note))


@router.form("outlook.milestone")
def milestone_sent(desk: Desk, event: FormSent) -> Replies:
    return _sent(desk, "milestone", event)


@router.form("outlook.risk")
def risk_sent(desk: Desk, event: FormSent) -> Replies:
    return _sent(desk, "risk", event)


def _sent(desk: Desk, kind: Kind, event: FormSent) -> Replies:
    wanted = event.args.get("team", "") or event.answers.get("team", "")
    team = whose.must_be_team(desk, number(wanted))
    whose.must_keep(desk, team)
    draft, owner = answered(desk, kind, team, event.answers)
    return _made(desk, kind, team, draft, owner)


def answered(
    desk: Desk, kind: Kind, team: Team, answers: Answers, before: Thing | None = None
) -> tuple[Draft, Person | None]:
    """What a form says. `before`: what it changes, whose day may stay. Raises Invalid."""
    problems: dict[str, str] = {}
    title = _one_line(answers.get("title", ""))
    if not 0 < len(title) <= LONGEST_TITLE:
        problems["title"] = f"1 to {LONGEST_TITLE} characters, please."
    ref = answers.get("owner", "")
    owner = people.called(desk.session, ref) if ref else None
    stays = owner is not None and before is not None and before.owner_id == owner.key
    if ref and not stays and (owner is None or owner.is_bot or owner.is_gone):
        problems["owner"] = "I don't know this person here. Please choose somebody else."
    due = day_in(answers)
    today = book.today(desk, team)
    if due is None and (kind == "milestone" or answers.get("day")):
        problems["day"] = "A day such as 2026-12-24, please."
    elif due is not None and due < today and (before is None or before.due_on != due):
        problems["day"] = "A day from today on, please."
    response = answers.get("response", "").strip()
    if len(response) > LONGEST_WORDS:
        problems["response"] = f"At most {LONGEST_WORDS:,} characters, please."
    levels = {}
    for field in ("likelihood", "impact"):
        levels[field] = answers.get(field, "")
        if kind == "risk" and levels[field] not in LEVELS:
            problems[field] = "Low, medium or high, please."
    if problems:
        raise Invalid(problems)
    draft = Draft(title, due, ref, levels["likelihood"], levels["impact"], response)
    return draft, owner


def day_in(answers: Answers) -> date | None:
    try:
        return date.fromisoformat(answers.get("day", ""))
    except ValueError:
        return None


def _made(desk: Desk, kind: Kind, team: Team, draft: Draft, owner: Person | None) -> Replies:
    thing: Thing
    today = book.today(desk, team)
    if kind == "milestone":
        assert draft.due_on is not None
        thing = outlook.make(
            desk.session,
            Milestone(
                number=0,
                team_id=team.key,
                title=draft.title,
                due_on=draft.due_on,
                owner_id=owner.key if owner else None,
                made_by_id=desk.person.key,
                made_at=desk.now,
            ),
        )
    else:
        thing = outlook.make(
            desk.session,
            Risk(
                number=0,
                team_id=team.key,
                title=draft.title,
                likelihood=draft.likelihood,
                impact=draft.impact,
                response=draft.response,
                due_on=draft.due_on or today + LOOK_AGAIN,
                owner_id=owner.key if owner else None,
                made_by_id=desk.person.key,
                made_at=desk.now,
            ),
        )
    replies = course.happened(desk, thing, "made")
    replies += asking.tell(desk, thing, before=None)
    return [*replies, Whisper(views.noted(book.shown(desk, thing)))]
