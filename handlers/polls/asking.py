"""Asking a poll: in one line, or by form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers import moments
from handlers.anonymity import NO_KEY
from handlers.errors import Invalid, Refusal
from handlers.events import Answers, Commanded, FormSent, Pressed
from handlers.polls import book, clockwork, forms, line, private_views, rules, whose
from handlers.polls.forms import Place
from handlers.polls.line import Line, Malformed
from handlers.polls.private_views import Open
from handlers.replies import Post, Refresh, Show, Whisper, channel
from handlers.routing import Desk, Replies, Router
from handlers.when.meaning import Unclear
from handlers.when.moments import understand
from storage import polls, teams
from storage.models import Poll

router = Router()

LONGEST_LINE = 3000
SOON = timedelta(minutes=5)
"""How long a poll is open at least."""


@router.command("poll", hint="ask the channel a question", opens_form=True)
def ask(desk: Desk, event: Commanded) -> Replies:
    found = whose.places(desk, event.origin)
    return [Show(forms.asking(found, is_anonymous=desk.seals is not None))]


@router.command("poll", "list", hint="see which polls are open here")
def list_open(desk: Desk, event: Commanded) -> Replies:
    return [_listed(desk, event.origin.place, 1)]


@router.button("poll.list")
def turned(desk: Desk, event: Pressed) -> Replies:
    found = _listed(desk, event.origin.place, whose.number(event.args, "page"))
    return [Refresh(found.card)]


def _listed(desk: Desk, place: str, nth: int) -> Whisper:
    most = private_views.LISTED
    found = polls.open_in(desk.session, place)
    pages = max(1, -(-len(found) // most))
    nth = min(max(nth, 1), pages)
    here = found[(nth - 1) * most : nth * most]
    some = [Open(each.key, each.question, each.closes_at, book.zone(desk, each)) for each in here]
    return Whisper(private_views.listed(some, nth, pages))


@router.command(
    "poll",
    usage='"question" "a" "b" [anonymous | named] [until Friday 15:00]',
    hint="ask in one line",
    example=line.EXAMPLE,
)
def ask_line(desk: Desk, event: Commanded) -> Replies:
    words = event.words.strip()
    try:
        if len(words) > LONGEST_LINE:
            raise Malformed(
                f"A line has up to {LONGEST_LINE:,} characters; this has {len(words):,}."
            )
        asked = line.read(words)
        closes = _until(desk, asked.until)
        found = whose.places(desk, event.origin)
        if event.origin.place_kind != "channel" and len(found) > 1:
            names = ", ".join(place.name for place in found)
            raise Malformed(f"Ask in the channel that should answer: you are in {names}.")
    except (Malformed, Refusal) as problem:
        raise Refusal(
            f"{problem}\nSay it like {line.EXAMPLE}\nThis is what you typed:\n/poll {words}"
        ) from None
    note = ""
    if asked.is_anonymous is None and desk.seals is None:
        note = "Names are shown: there is no key here to keep answers anonymous."
    return _open(desk, _poll(desk, asked, found[0].ref, closes), note)


def _until(desk: Desk, words: str) -> datetime | None:
    """Raises Malformed, or Refusal."""
    if not words:
        return None
    meant = understand(words, desk.now, moments.zone(desk))
    if isinstance(meant, Unclear):
        options = " or ".join(f"until {option}" for option in meant.options)
        raise Malformed(f"{meant.question} Say {options}.")
    if problem := _too_far(desk, meant.at):
        raise Malformed(problem)
    return meant.at


def _too_far(desk: Desk, closes: datetime) -> str:
    if closes > desk.now + rules.OPEN_AT_MOST:
        return f"A poll is open for {rules.OPEN_AT_MOST.days} days at most."
    return "" if closes >= desk.now + SOON else "That is too soon: leave five minutes to answer."


def _poll(desk: Desk, asked: Line, place: str, closes: datetime | None) -> Poll:
    """As it was said; what was not said as it suits most."""
    is_anonymous = asked.is_anonymous if asked.is_anonymous is not None else desk.seals is not None
    team = teams.at(desk.session, place)
    return Poll(
        place=place,
        team_id=team.key if team else None,
        author_id=desk.person.key,
        question=asked.question,
        kind=asked.kind,
        options=list(asked.options),
        most=asked.most,
        is_anonymous=is_anonymous,
        # Without names, numbers that move say more than they should; with them nothing is to hide.
        is_live=asked.is_live if asked.is_live is not None else not is_anonymous,
        opened_at=desk.now,
        closes_at=closes or desk.now + rules.OPEN_AT_MOST,
    )


@router.form("poll.ask")
def asked(desk: Desk, event: FormSent) -> Replies:
    answers, problems = event.answers, dict[str, str]()
    ref = answers.get("place", "") or event.args.get("place", "")
    place = _may_ask_in(desk, ref, whose.places(desk, event.origin))
    said = _said(answers, problems)
    closes: datetime | None = None
    if words := answers.get("until", "").strip():
        try:
            closes = moments.read(desk, "until", words, teams.at(desk.session, place)).at
            if problem := _too_far(desk, closes):
                problems["until"] = problem
        except Invalid as invalid:
            problems |= invalid.fields
    if said.is_anonymous and desk.seals is None:
        problems["names"] = NO_KEY
    if problems:
        raise Invalid(problems)
    poll = _poll(desk, said, place, closes)
    chosen = answers.get("more", "").split(",")
    poll.is_open_to_more = "add" in chosen and poll.kind in ("single", "multiple", "ranked")
    poll.reminds = "remind" in chosen
    return _open(desk, poll)


def _may_ask_in(desk: Desk, ref: str, found: Sequence[Place]) -> str:
    """The place came back from a client. Raises Refusal."""
    if ref not in {place.ref for place in found}:
        raise Refusal("I can't ask there: type /poll in the channel itself.")
    return ref


def _said(answers: Answers, problems: dict[str, str]) -> Line:
    kind = answers.get("kind", "single")
    if kind not in rules.KINDS:
        problems["kind"] = "Choose one of these."
        kind = "single"
    lines = [each.strip() for each in answers.get("options", "").splitlines() if each.strip()]
    most = answers.get("most", "")
    said = Line(
        answers.get("question", ""),
        tuple(lines),
        kind,  # type: ignore[arg-type]
        int(most) if most in forms.MOST and kind == "multiple" else 0,
        answers.get("names", "no") != "yes",
        answers.get("tally", "end") == "live",
    )
    if not said.question.strip():
        problems["question"] = "What do you want to ask?"
        return said
    try:
        return line.checked(said)
    except Malformed as problem:
        is_question = len(said.question) > rules.LONGEST_QUESTION
        problems["question" if is_question else "options"] = str(problem)
        return said


def _open(desk: Desk, poll: Poll, note: str = "") -> Replies:
    return [post(desk, poll), Whisper(private_views.opened(book.shown(desk, poll), note))]


def post(desk: Desk, poll: Poll) -> Post:
    """Saved and planned. Its box is there before anybody answers."""
    polls.add(desk.session, poll)
    if poll.is_anonymous:
        book.box(desk, poll)
    clockwork.plan(desk, poll)
    return Post(channel(poll.place), book.subject(poll), book.card(desk, poll))
