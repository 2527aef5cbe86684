"""Votes: one sealed ballot per person, changed as often as they like until voting closes."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.errors import Invalid
from handlers.events import FormSent, Pressed
from handlers.replies import Show, Whisper
from handlers.retro import book, rules, views, vote_views, whose
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
