"""Logging a blocker: in one line, by form, from a message, from a stand-up answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from handlers import moments
from handlers.blockers import book, course, filling, forms, rules, told_views, views, whose
from handlers.blockers.forms import Draft
from handlers.blockers.rules import LONGEST_SUMMARY
from handlers.cards import Form
from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, FormSent, Pressed, Shortcut
from handlers.mentions import named
from handlers.replies import Reply, Show, Whisper
from handlers.routing import Desk, Replies, Router
from handlers.when import line
from handlers.when.meaning import Moment, Unclear
from storage import blockers, people, services, standups
from storage.models import Blocker, Person, Team

router = Router()

LONGEST_LINE = 3000
"""Characters that one line of a command may have."""


@router.command("blocker", hint="log what stops you", opens_form=True)
def ask(desk: Desk, event: Commanded) -> Replies:
    return [Show(_form(desk, event.origin.place, Draft(blocked=desk.person.ref)))]


@router.command(
    "blocker",
    usage="<text> [@owner] [by Friday 3pm]",
    hint="log what stops you, in one line",
    example="/blocker No access to the test server @Ada by Friday 3pm",
)
def log_line(desk: Desk, event: Commanded) -> Replies:
    words = event.words.strip()
    if len(words) > LONGEST_LINE:
        raise Refusal(
            f"That is {len(words):,} characters; a line takes {LONGEST_LINE:,}. "
            f"This is what you typed:\n{words}"
        )
    owner, said = named(desk, words, event.mentions)
    mine = whose.my_teams(desk, event.origin.place)
    read = line.read(said, desk.now, moments.zone(desk, mine[0]))
    if not read.text:
        raise Refusal(
            "What stops you? Say it like /blocker No access to the test server @Ada by Friday 3pm. "
            f"This is what you typed:\n/blocker {words}"
        )
    if len(mine) > 1:
        draft = _draft(read.text, desk.person, owner, read.by)
        return [Show(_form(desk, event.origin.place, draft))]
    summary, details = rules.in_short(read.text)
    if same := _same(desk, mine[0], summary):
        return [_offer_to_join(desk, same, words, mine[0])]
    blocker = Blocker(
        number=0,
        team_id=mine[0].key,
        summary=summary,
        details=details,
        raised_by_id=desk.person.key,
        blocked_id=desk.person.key,
        owner_id=owner.key if owner else None,
        raised_at=desk.now,
        ladder_since=desk.now,
    )
    if named_there := rules.service_in(read.text, service_names(desk)):
        filling.waits_for(desk, blocker, "service", named_there, mine[0])
    if isinstance(read.due, Moment):
        blocker.due_at, blocker.due_has_time = read.due.at, read.due.timed
    replies = _raise(desk, blocker)
    shown = book.shown(desk, blocker, desk.person)
    if isinstance(read.due, Unclear):
        asked = told_views.which_due(shown, read.due.question, read.due.options)
        return [*replies, Whisper(asked)]
    return [*replies, Whisper(told_views.logged(shown))]


@router.shortcut(
    "blocker_log",
    title="Log as blocker",
    hint="Keeps the message and its link with the blocker",
    on="message",
    opens_form=True,
)
def log_message(desk: Desk, event: Shortcut) -> Replies:
    words = event.text.strip()
    if not words:
        raise Refusal("This message has no words that I could take along.")
    if len(words) > forms.LONGEST:
        raise Refusal(
            f"This message has {len(words):,} characters; a form takes {forms.LONGEST:,}. "
            "Use /blocker and say in a line what stops you."
        )
    summary, details = rules.in_short(words)
    author = people.called(desk.session, event.author) if event.author else None
    blocked = author if author and not author.is_bot and not author.is_gone else desk.person
    link = event.link if event.link.startswith(("https://", "http://")) else ""
    draft = Draft(_cut(summary), details, link=link, blocked=blocked.ref)
    return [Show(_form(desk, event.origin.place, draft))]


@router.button("blocker.offer", opens_form=True)
def offer_taken(desk: Desk, event: Pressed) -> Replies:
    """From the confirmation of a stand-up answer, which is read again: a button holds little."""
    team = whose.must_raise_in(desk, whose.number(event.args.get("team", "")))
    words = _answered(desk, team, event.args)
    if len(words) > forms.LONGEST:
        raise Refusal("This answer is too long for a form. Use /blocker and say it in a line.")
    summary, details = rules.in_short(words)
    draft = Draft(_cut(summary), details, blocked=desk.person.ref)
    return [Show(_raising(desk, draft, [(str(team.key), team.name)]))]


def _answered(desk: Desk, team: Team, args: Mapping[str, str]) -> str:
    try:
        day = date.fromisoformat(args.get("day", ""))
    except ValueError:
        return ""
    standup = whose.number(args.get("standup", ""))
    if standup not in {each.key for each in standups.ever_of_team(desk.session, team.key)}:
        return ""
    entry = standups.entry(desk.session, standup, desk.person.key, day)
    return (entry.answers.get(args.get("question", ""), "") if entry else "").strip()


@router.button("blocker.anyway", opens_form=True)
def anyway(desk: Desk, event: Pressed) -> Replies:
    team = whose.must_raise_in(desk, whose.number(event.args.get("team", "")))
    owner, said = named(desk, event.args.get("text", ""), {})
    read = line.read(said, desk.now, moments.zone(desk, team))
    draft = _draft(read.text, desk.person, owner, read.by)
    return [Show(_raising(desk, draft, [(str(team.key), team.name)], anyway=True))]


@router.form("blocker.raise")
def raise_sent(desk: Desk, event: FormSent) -> Replies:
    answers = event.answers
    team = whose.must_raise_in(
        desk, whose.number(answers.get("team", "") or event.args.get("team", ""))
    )
    blocker = Blocker(
        number=0,
        team_id=team.key,
        summary="",
        raised_by_id=desk.person.key,
        blocked_id=desk.person.key,
        raised_at=desk.now,
        ladder_since=desk.now,
    )
    filling.fill(desk, blocker, answers, team)
    link = event.args.get("link", "")
    blocker.link = link if link.startswith(("https://", "http://")) else ""
    same = None if event.args.get("anyway") else _same(desk, team, blocker.summary)
    if same is not None:
        return [_offer_to_join(desk, same, _typed(blocker), team)]
    replies = _raise(desk, blocker)
    return [*replies, Whisper(told_views.logged(book.shown(desk, blocker, desk.person)))]


@router.button(views.JOIN)
def join(desk: Desk, event: Pressed) -> Replies:
    blocker = whose.held(desk, event.args)
    if blocker.status not in blockers.OPEN:
        raise Refusal("This one is closed already. Reopen it, or log yours with /blocker.")
    me = desk.person.key
    if me == blocker.blocked_id or not blockers.join(desk.session, blocker.key, me):
        return [Whisper(views.note(f"You are with blocker {blocker.number} already."))]
    tell = [blocker.owner_id, blocker.raised_by_id]
    said = f"You are with blocker {blocker.number} now, and hear when it is removed."
    return [*course.happened(desk, blocker, "joined", tell=tell), Whisper(views.note(said))]


@router.button("blocker.due")
def due_chosen(desk: Desk, event: Pressed) -> Replies:
    """What was asked back is answered."""
    blocker = whose.held(desk, event.args)
    whose.must_resolve(desk, blocker)
    team = whose.team_of(desk, blocker)
    try:
        meant = moments.read(desk, "due", event.args.get("due", ""), team)
    except Invalid:
        raise Refusal("This moment has passed. Use Change to say another one.") from None
    blocker.due_at, blocker.due_has_time = meant.at, meant.timed
    replies = course.happened(desk, blocker, "changed", about={"told": "by when it is needed"})
    return [*replies, *_refreshed(desk, blocker)]


def _refreshed(desk: Desk, blocker: Blocker) -> Replies:
    return [Whisper(told_views.logged(book.shown(desk, blocker, desk.person)))]


def _raise(desk: Desk, blocker: Blocker) -> Replies:
    blockers.raise_one(desk.session, blocker)
    asked = whose.service_owner(desk, blocker)
    tell = [blocker.owner_id, blocker.blocked_id, asked.key if asked else None]
    return course.happened(desk, blocker, "raised", tell=tell)


def _same(desk: Desk, team: Team, summary: str) -> Blocker | None:
    """An open one of the team that means the same and that this person may see."""
    known = [
        (each, each.summary)
        for each in blockers.of_team(desk.session, team.key)
        if whose.may_see(desk, each)
    ]
    return rules.same_as(summary, known)


def _offer_to_join(desk: Desk, same: Blocker, typed: str, team: Team) -> Reply:
    args = {"team": str(team.key)}
    if rules.fits_a_button(typed):
        args["text"] = typed
    return Whisper(told_views.duplicate(book.shown(desk, same, desk.person), typed, args))


def _typed(blocker: Blocker) -> str:
    return "\n".join(each for each in (blocker.summary, blocker.details) if each)


def _form(desk: Desk, place: str, draft: Draft) -> Form:
    mine = whose.my_teams(desk, place)
    return _raising(desk, draft, [(str(team.key), team.name) for team in mine])


def _raising(
    desk: Desk, draft: Draft, some: Sequence[tuple[str, str]], *, anyway: bool = False
) -> Form:
    return forms.raising(draft, some, service_names(desk), anyway=anyway)


def service_names(desk: Desk) -> list[str]:
    return [each.name for each in services.everything(desk.session)]


def _draft(words: str, blocked: Person, owner: Person | None, due: str) -> Draft:
    summary, details = rules.in_short(words)
    ref = owner.ref if owner else ""
    return Draft(_cut(summary), details, owner=ref, blocked=blocked.ref, due=due)


def _cut(summary: str) -> str:
    return summary[:LONGEST_SUMMARY]
