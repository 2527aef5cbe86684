"""Answering a poll: by a press or a form, as often as one likes until it closes; and taking it back.

What is said without a name is saved by itself: see `book`.
"""

from __future__ import annotations

from collections.abc import Mapping

from handlers.errors import Invalid, Refusal
from handlers.events import Answers, FormSent, Pressed
from handlers.polls import book, forms, line, private_views, rules, views, whose
from handlers.polls.line import Malformed
from handlers.polls.rules import Choice
from handlers.replies import Refresh, Reply, Show, Whisper
from handlers.routing import Desk, Replies, Router
from storage import polls
from storage.models import Poll

router = Router()

PICK_ONE = "Choose one of these."


@router.button(views.CHOOSE)
def chosen(desk: Desk, event: Pressed) -> Replies:
    poll = _answerable(desk, event)
    number = _number(event.args.get("choice", ""))
    is_one = poll.kind in ("single", "scale5", "scale10")
    if not is_one or not _is_known(poll, number):
        raise Refusal("I don't know this answer. Please choose one that is on the card.")
    return _cast(desk, poll, (number,))


@router.button(views.ANSWER, opens_form=True)
def answer(desk: Desk, event: Pressed) -> Replies:
    poll = whose.seen(desk, event.args, event.origin)
    whose.must_be_open(desk, poll)
    return [Show(forms.answering(book.shown(desk, poll), book.mine(desk, poll)))]


@router.form("poll.answer")
def answered(desk: Desk, event: FormSent) -> Replies:
    poll = _answerable(desk, event)
    return _cast(desk, poll, _choice(poll, event.answers), by_form=True)


def _answerable(desk: Desk, event: Pressed | FormSent) -> Poll:
    """One with names is held: whoever answers at the same moment is on the card as well. One without
    is only read, and its box is held."""
    poll = whose.seen(desk, event.args, event.origin)
    if not poll.is_anonymous:
        poll = whose.held(desk, event.args, event.origin)
    whose.must_be_open(desk, poll)
    return poll


def _cast(desk: Desk, poll: Poll, choice: Choice, by_form: bool = False) -> Replies:
    if poll.is_anonymous:
        inside = book.box(desk, poll)
        inside.put(inside.mark_of(desk.person.key), book.slip(choice))
        return [Whisper(private_views.taken(book.shown(desk, poll)))]
    polls.vote(desk.session, poll.key, desk.person.key, choice, desk.now)
    replies: list[Reply] = [book.updated(desk, poll)]
    if by_form or not poll.is_live:
        said = book.in_words(poll, choice)
        replies.append(Whisper(private_views.taken(book.shown(desk, poll), said)))
    return replies


@router.button(private_views.TAKE_BACK)
def take_back(desk: Desk, event: Pressed) -> Replies:
    poll = _answerable(desk, event)
    me = desk.person.key
    if poll.is_anonymous:
        inside = book.box(desk, poll)
        was_there = inside.take_out(inside.mark_of(me))
    else:
        was_there = polls.take_back(desk.session, poll.key, me)
    if not was_there:
        return [Refresh(views.note("There is no answer of yours in this poll."))]
    taken = Refresh(views.note("Your answer is taken back. You can answer anew until it closes."))
    return [taken] if poll.is_anonymous else [book.updated(desk, poll), taken]


@router.button(views.MORE)
def more(desk: Desk, event: Pressed) -> Replies:
    poll = whose.seen(desk, event.args, event.origin)
    return [Whisper(private_views.more(book.shown(desk, poll), book.for_me(desk, poll)))]


@router.button(private_views.ADD, opens_form=True)
def add(desk: Desk, event: Pressed) -> Replies:
    poll = whose.seen(desk, event.args, event.origin)
    _must_add(desk, poll)
    return [Show(forms.adding(book.shown(desk, poll)))]


@router.form("poll.add")
def added(desk: Desk, event: FormSent) -> Replies:
    """Who added it is not kept."""
    poll = whose.held(desk, event.args, event.origin)
    _must_add(desk, poll)
    option = " ".join(event.answers.get("option", "").split())
    try:
        poll.options = list(line.distinct((*poll.options, option)))
    except Malformed as problem:
        raise Invalid({"option": str(problem)}) from None
    desk.session.add(poll)
    desk.session.flush()
    return [book.updated(desk, poll), Whisper(views.note(f"“{option}” can be chosen now."))]


def _must_add(desk: Desk, poll: Poll) -> None:
    whose.must_be_open(desk, poll)
    if not whose.may_add(desk, poll):
        raise Refusal(
            f"Only who asked, {book.name(desk, poll.author_id)}, can add answers to this one."
        )


# What a form says; it comes back from a client.
def _choice(poll: Poll, answers: Answers) -> Choice:
    """Raises Invalid."""
    match poll.kind:
        case "multiple":
            return _several(poll, answers)
        case "ranked":
            return _ranking(poll, answers)
        case "pulse":
            return _ratings(poll, answers)
        case _:
            number = _number(answers.get("choice", ""))
            if not _is_known(poll, number):
                raise Invalid({"choice": PICK_ONE})
            return (number,)


def _several(poll: Poll, answers: Answers) -> Choice:
    numbers = sorted({_number(each) for each in answers.get("choice", "").split(",")})
    if not all(_is_known(poll, number) for number in numbers):
        raise Invalid({"choice": "Choose at least one of these."})
    if poll.most and len(numbers) > poll.most:
        raise Invalid({"choice": f"At most {poll.most}, please; these are {len(numbers)}."})
    return tuple(numbers)


def _ranking(poll: Poll, answers: Answers) -> Choice:
    places: Mapping[str, int] = {
        field: _number(answers[field])
        for field in (f"rank{place}" for place in range(rules.RANKED))
        if answers.get(field)
    }
    problems = {}
    for field, number in places.items():
        if not _is_known(poll, number):
            problems[field] = PICK_ONE
        elif list(places.values()).count(number) > 1:
            problems[field] = "Each answer has one place: this one is there twice."
    if problems or not places:
        raise Invalid(problems or {"rank0": "Which one comes first?"})
    return tuple(places.values())


def _ratings(poll: Poll, answers: Answers) -> Choice:
    given = [
        _number(answers.get(f"rating{number}", "") or "0") for number in range(len(poll.options))
    ]
    problems = {
        f"rating{number}": "A rating from 1 to 5, please."
        for number, rating in enumerate(given)
        if not 0 <= rating <= rules.TOPS["pulse"]
    }
    if problems or not any(given):
        raise Invalid(problems or {"rating0": "Rate at least one of them."})
    return tuple(given)


def _number(words: str) -> int:
    """-1 for what is none."""
    return int(words) if words.isascii() and words.isdigit() and len(words) < 4 else -1


def _is_known(poll: Poll, number: int) -> bool:
    if poll.kind in rules.TOPS:
        return 1 <= number <= rules.TOPS[poll.kind]
    return 0 <= number < len(poll.options)
