"""Votes: one sealed ballot per person, changed as often as they like until voting closes."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.errors import Invalid, Refusal
from handlers.events import FormSent, Pressed
from handlers.replies import Show, Whisper
from handlers.retro import book, phases, rules, views, vote_views, whose
from handlers.routing import Desk, Replies, Router
from storage.models import Retro

router = Router()

Ballot = dict[int, int]
"""Votes by topic."""


@router.button(views.VOTE, opens_form=True)
def vote(desk: Desk, event: Pressed) -> Replies:
    retro, _ = whose.named(desk, event.args)
    whose.must_be_in_phase(retro, "vote")
    board = book.board(desk, retro)
    page = whose.small_number(event.args.get("page", "")) or 1
    return [Show(vote_views.voting(board, _ballot(desk, retro), page))]


@router.form("retro.vote")
def voted(desk: Desk, event: FormSent) -> Replies:
    """What other pages say stays; one who votes at two places at once has the later ballot."""
    retro, _ = whose.named(desk, event.args)
    whose.must_be_in_phase(retro, "vote")
    board = book.board(desk, retro)
    page = whose.small_number(event.args.get("page", "")) or 1
    ballot = _ballot(desk, retro)
    shown = {each.key for each in vote_views.on_page(board, page)}
    ballot = {topic: count for topic, count in ballot.items() if topic not in shown}
    for topic in shown:
        if count := whose.small_number(event.answers.get(f"t{topic}", "")):
            ballot[topic] = count
    if wrong := rules.too_many(ballot, board.budget, board.cap):
        first = vote_views.on_page(board, page)[0].key
        raise Invalid({f"t{first}": wrong})
    _put(desk, retro, ballot)
    return [Whisper(vote_views.ballot(board, ballot))]


@router.button("retro.no_vote")
def take_back(desk: Desk, event: Pressed) -> Replies:
    retro, _ = whose.named(desk, event.args)
    whose.must_be_in_phase(retro, "vote")
    _put(desk, retro, {})
    return [Whisper(views.note("Your votes are taken back. You can vote again."))]


# How many votes there are.
@router.button(vote_views.BUDGET, opens_form=True)
def budget(desk: Desk, event: Pressed) -> Replies:
    retro = _open_for_a_budget(desk, event.args)
    suggested = phases.suggested_budget(desk, retro)
    board = book.board(desk, retro)
    return [Show(vote_views.budgeting(board, retro.budget or suggested, suggested))]


@router.form("retro.budget")
def budget_sent(desk: Desk, event: FormSent) -> Replies:
    retro = _open_for_a_budget(desk, event.args)
    problems, found = dict[str, str](), dict[str, int]()
    for field in ("budget", "cap"):
        found[field] = whose.small_number(event.answers.get(field, ""))
        if not 1 <= found[field] <= rules.MOST_BUDGET:
            problems[field] = f"A number from 1 to {rules.MOST_BUDGET}, please."
    if problems:
        raise Invalid(problems)
    retro.budget, retro.cap, retro.moved_at = found["budget"], found["cap"], desk.now
    desk.session.add(retro)
    desk.session.flush()
    return [book.updated(desk, retro), Whisper(views.note("Everybody has as many votes now."))]


def _open_for_a_budget(desk: Desk, args: dict[str, str]) -> Retro:
    """Held. As soon as somebody has voted, all have the same to the end."""
    retro, team = whose.held(desk, args)
    whose.must_be_in_phase(retro, "group", "vote")
    whose.must_facilitate(desk, retro, team)
    if retro.phase == "vote" and book.votes_box(desk, retro).count():
        raise Refusal("Somebody has voted already. One step back, and all begin anew.")
    return retro


def _ballot(desk: Desk, retro: Retro) -> Ballot:
    box = book.votes_box(desk, retro)
    return _read(box.find(box.mark_of(desk.person.key)) or {})


def _put(desk: Desk, retro: Retro, ballot: Ballot) -> None:
    box = book.votes_box(desk, retro)
    mark = box.mark_of(desk.person.key)
    if not ballot:
        box.take_out(mark)
        return
    box.put(mark, {str(topic): str(count) for topic, count in ballot.items()})


def _read(slip: Mapping[str, str]) -> Ballot:
    return {int(topic): int(count) for topic, count in slip.items()}
