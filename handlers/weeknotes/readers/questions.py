"""A reader asks, the team answers in its thread, and the answer goes to who has asked."""

from __future__ import annotations

from datetime import time, timedelta

from handlers.calendars import known
from handlers.errors import Invalid, Refusal
from handlers.events import Due, FormSent, Pressed
from handlers.ids import number
from handlers.replies import Post, Reply, Show, Update, Whisper, channel, direct
from handlers.routing import Desk, Replies, Router
from handlers.times import zone_called
from handlers.weeknotes.readers import access, beneath, link_views, reader_views
from handlers.weeknotes.readers.reader_views import Asked
from storage import dues, people, teams, weeknote_readers, weeknotes
from storage.models import Person, Team, Weeknote, WeeknoteQuestion

router = Router()

UNANSWERED = "weeknote.unanswered"
PATIENCE = timedelta(hours=16)
"""Working time that a question waits before who runs the team is told: two days."""
OPENS, CLOSES = time(9), time(17)


@router.button(reader_views.ASK, opens_form=True)
def ask(desk: Desk, event: Pressed) -> Replies:
    weeknote, team = access.weeknote_called(desk, event.args, event.origin.place)
    return [Show(reader_views.asking(weeknote.key, team.name, weeknote.number))]


@router.form(reader_views.ASK)
def asked(desk: Desk, event: FormSent) -> Replies:
    weeknote, team = access.weeknote_called(desk, event.args, event.origin.place)
    return ask_about(desk, weeknote, team, _words(event))


def ask_about(desk: Desk, weeknote: Weeknote, team: Team, words: str) -> Replies:
    """Raises Refusal, with what was typed, where it is too long."""
    _must_fit(words)
    me = desk.person.key
    question = weeknote_readers.ask(desk.session, weeknote.key, me, words, desk.now)
    weeknote_readers.read(desk.session, weeknote.key, me, desk.now)
    _plan(desk, question, team)
    card = reader_views.question(_shown(desk, question, weeknote, team))
    subject, under = f"weeknote:question:{question.key}", beneath.under(desk, weeknote, team)
    said = f"Your question is with {team.name}. The answer comes to you in private."
    return [
        Post(channel(team.place), subject, card, under),
        Whisper(link_views.note(said)),
    ]


@router.button(reader_views.ANSWER, opens_form=True)
def answer(desk: Desk, event: Pressed) -> Replies:
    question, weeknote, team = _open(desk, event.args)
    return [Show(reader_views.answering(_shown(desk, question, weeknote, team)))]


@router.form(reader_views.ANSWER)
def answered(desk: Desk, event: FormSent) -> Replies:
    typed = event.answers.get("words", "").strip()
    found = _open(desk, event.args, typed)
    return _sent(desk, *found, _words(event))


def answer_with(desk: Desk, question_id: int, words: str) -> Replies:
    """The same by a reply in the thread. Raises Refusal, with what was typed."""
    found = _open(desk, {"question": str(question_id)}, words)
    _must_fit(words)
    return _sent(desk, *found, words)


def _sent(
    desk: Desk, question: WeeknoteQuestion, weeknote: Weeknote, team: Team, words: str
) -> Replies:
    question.answer, question.answered_at = words, desk.now
    question.answered_by_id = desk.person.key
    desk.session.add(question)
    dues.cancel(desk.session, [_due(question)])
    shown = _shown(desk, question, weeknote, team)
    replies: list[Reply] = [
        Update(f"weeknote:question:{question.key}", reader_views.question(shown))
    ]
    asker = people.by_id(desk.session, question.person_id)
    if asker is None or asker.is_gone:
        said = f"Kept in the thread. {shown.asker} is no longer here to read it."
        return [*replies, Whisper(link_views.note(said))]
    card = reader_views.answered(shown)
    replies.append(Post(direct(asker.ref), f"weeknote:answer:{question.key}", card))
    return [*replies, Whisper(link_views.note(f"Sent to {shown.asker}."))]


def _open(
    desk: Desk, args: dict[str, str], typed: str = ""
) -> tuple[WeeknoteQuestion, Weeknote, Team]:
    """Held, without an answer, and this person's to give one. Raises Refusal, with what was typed."""
    question = weeknote_readers.question(desk.session, number(args.get("question", "")))
    weeknote = weeknotes.by_id(desk.session, question.weeknote_id) if question else None
    team = teams.by_id(desk.session, weeknote.team_id) if weeknote else None
    if question is None or weeknote is None or team is None:
        raise Refusal("This question is no longer there.")
    access.must_be_of_team(desk, team, typed)
    if question.answered_at is not None:
        who = _name(desk, question.answered_by_id) or "Somebody"
        words = f"{who} was faster: this question has an answer."
        raise Refusal(f"{words} This is what you typed:\n{typed}" if typed else words)
    return question, weeknote, team


def _shown(desk: Desk, question: WeeknoteQuestion, weeknote: Weeknote, team: Team) -> Asked:
    return Asked(
        question.key,
        weeknote.number,
        team.name,
        _name(desk, question.person_id),
        question.words,
        question.answer,
        _name(desk, question.answered_by_id),
    )


def _name(desk: Desk, person_id: int | None) -> str:
    found = people.by_id(desk.session, person_id) if person_id else None
    return found.name if found else ""


def _words(event: FormSent) -> str:
    words = event.answers.get("words", "").strip()
    if not 0 < len(words) <= reader_views.LONGEST:
        raise Invalid({"words": f"1 to {reader_views.LONGEST:,} characters, please."})
    return words


def _must_fit(words: str) -> None:
    if len(words) > reader_views.LONGEST:
        raise Refusal(
            f"These are {len(words):,} characters, and {reader_views.LONGEST:,} fit. This is what you "
            f"typed:\n{words}"
        )


# Nobody answers.
def _due(question: WeeknoteQuestion) -> str:
    return f"weeknote:question:{question.key}:unanswered"


def _plan(desk: Desk, question: WeeknoteQuestion, team: Team) -> None:
    moments = [
        known.hours_of(desk, each, _zone(each, team), OPENS, CLOSES).after(desk.now, PATIENCE)
        for each in teams.scrum_masters(desk.session, team.key)
    ]
    if some := [each for each in moments if each is not None]:
        args = {"question": str(question.key)}
        dues.plan(desk.session, _due(question), UNANSWERED, min(some), None, args)


def _zone(person: Person, team: Team) -> str:
    return person.zone if zone_called(person.zone) else team.zone


@router.due(UNANSWERED, title="Weeknote")
def unanswered(desk: Desk, due: Due) -> Replies:
    question = weeknote_readers.question(desk.session, int(due.args["question"]))
    weeknote = weeknotes.by_id(desk.session, question.weeknote_id) if question else None
    team = teams.by_id(desk.session, weeknote.team_id) if weeknote else None
    if question is None or weeknote is None or team is None or question.answered_at is not None:
        return []
    masters = {
        each.key: (each, known.hours_of(desk, each, _zone(each, team)).next(desk.now))
        for each in teams.scrum_masters(desk.session, team.key)
    }
    there = [who for who, at in masters.values() if at is not None and at <= desk.now]
    later = [at for _, at in masters.values() if at is not None]
    if not there and later:
        # Whoever it was planned for is away by now.
        dues.plan(desk.session, _due(question), UNANSWERED, min(later), None, dict(due.args))
        return []
    card = reader_views.unanswered(_shown(desk, question, weeknote, team))
    subject = f"weeknote:question:{question.key}:waits"
    return [Post(direct(each.ref), f"{subject}:{each.key}", card) for each in there]
