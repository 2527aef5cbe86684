"""Who leads a retro, and takes it from step to step."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import Card, Part
from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, Due, FormSent, Pressed
from handlers.replies import Post, Refresh, Reply, Show, Whisper, direct
from handlers.retro import book, panel_views, phases, rules, views, whose
from handlers.retro.shown import Count
from handlers.routing import Desk, Replies, Router
from storage import people, retros, teams
from storage.models import Retro, Team

router = Router()


@router.command("retro", hint="see where the retro stands")
@router.command("retro", "status", hint="see where the retro stands, and what you can do")
def status(desk: Desk, event: Commanded) -> Replies:
    retro, team = whose.open_here(desk, event.origin.place)
    return [Whisper(_panel(desk, retro, team))]


@router.button(views.PANEL)
def panel(desk: Desk, event: Pressed) -> Replies:
    retro, team = whose.named(desk, event.args)
    card = _panel(desk, retro, team)
    return [Refresh(card)] if "again" in event.args else [Whisper(card)]


def _panel(desk: Desk, retro: Retro, team: Team) -> Card:
    leads = whose.facilitates(desk, retro, team)
    count = _count(desk, retro) if leads else Count()
    board = book.board(desk, retro)
    return panel_views.panel(board, count, leads, whose.may_take_over(desk, retro, team))


def _count(desk: Desk, retro: Retro) -> Count:
    if retro.phase == "collect":
        return Count(
            rules.roughly(book.cards_box(desk, retro).count()),
            took_part=book.part_box(desk, retro).count(),
            done=book.done_box(desk, retro).count(),
        )
    if retro.phase == "vote":
        voted, done = book.votes_box(desk, retro).count(), book.done_box(desk, retro).count()
        return Count(voted=voted, done=done)
    return Count()


@router.home
def home(desk: Desk) -> Sequence[Part]:
    """What is open in somebody's teams, with what they can do."""
    mine = [team.key for team in teams.of_person(desk.session, desk.person.key)]
    some = retros.open_of_teams(desk.session, mine) if mine else []
    return panel_views.home([book.board(desk, each) for each in some])


# On, back, to the end.
@router.command("retro", "next", hint="take the retro to its next step")
def next_step(desk: Desk, event: Commanded) -> Replies:
    retro, _ = whose.open_here(desk, event.origin.place)
    return _next(desk, {"retro": str(retro.key)})


@router.button(views.NEXT)
def next_pressed(desk: Desk, event: Pressed) -> Replies:
    return _next(desk, event.args)


def _next(desk: Desk, args: dict[str, str]) -> Replies:
    retro, team = whose.held(desk, args)
    whose.must_be_in_phase(retro, args.get("from", retro.phase))
    whose.must_facilitate(desk, retro, team)
    whose.must_be_in_phase(retro, *rules.PHASES)
    if retro.phase == "collect":
        if not book.has_cards(desk, retro):
            raise Refusal("There are no cards so far. /retro close ends the retro without any.")
        if retro.is_anonymous and book.few_wrote(desk, retro) and "few" not in args:
            return [Whisper(panel_views.few_wrote(book.board(desk, retro)))]
    return _led(desk, retro, phases.forward(desk, retro))


@router.button("retro.back")
def back(desk: Desk, event: Pressed) -> Replies:
    retro, team = whose.held(desk, event.args)
    whose.must_be_in_phase(retro, event.args.get("from", retro.phase))
    whose.must_facilitate(desk, retro, team)
    whose.must_be_in_phase(retro, *rules.PHASES)
    return _led(desk, retro, phases.back(desk, retro))


def _led(desk: Desk, retro: Retro, replies: list[Reply]) -> Replies:
    said = f"The retro is at “{rules.NAMES[retro.phase]}” now."
    if retro.phase == rules.CLOSED:
        said = "The retro is closed."
    return [*replies, Whisper(views.note(said))]


@router.command("retro", "close", hint="end the retro, wherever it is")
def close(desk: Desk, event: Commanded) -> Replies:
    retro, team = whose.open_here(desk, event.origin.place)
    whose.must_facilitate(desk, retro, team)
    return [Whisper(panel_views.ended_early(book.board(desk, retro)))]


@router.button("retro.close")
def close_pressed(desk: Desk, event: Pressed) -> Replies:
    retro, team = whose.held(desk, event.args)
    whose.must_facilitate(desk, retro, team)
    whose.must_be_in_phase(retro, *rules.PHASES)
    return _led(desk, retro, phases.end(desk, retro))


@router.due("retro.deadline", title="Retro")
def deadline(desk: Desk, due: Due) -> Replies:
    """A phase of several days is over. Whoever was faster has moved it on already."""
    retro = retros.held(desk.session, int(due.args["retro"]))
    if retro is None or retro.phase == rules.CLOSED or due.args["step"] != str(retro.step):
        return []
    if retro.phase == "collect" and not book.has_cards(desk, retro):
        return phases.end(desk, retro)
    return phases.forward(desk, retro)


# Who facilitates.
@router.command("retro", "take", hint="facilitate the retro yourself")
def take(desk: Desk, event: Commanded) -> Replies:
    retro, _ = whose.open_here(desk, event.origin.place)
    return _take(desk, {"retro": str(retro.key)})


@router.button("retro.take")
def take_pressed(desk: Desk, event: Pressed) -> Replies:
    return _take(desk, event.args)


def _take(desk: Desk, args: dict[str, str]) -> Replies:
    retro, team = whose.held(desk, args)
    whose.must_be_in_phase(retro, *rules.PHASES)
    name = whose.facilitator(desk, retro).name
    if retro.facilitator_id == desk.person.key:
        raise Refusal("You facilitate this retro already.")
    if not whose.may_take_over(desk, retro, team):
        raise Refusal(f"{name} is there and facilitates this retro. Ask {name} to hand over.")
    return _hands(desk, retro, desk.person.key)


@router.button("retro.hand", opens_form=True)
def hand(desk: Desk, event: Pressed) -> Replies:
    retro, team = whose.named(desk, event.args)
    whose.must_facilitate(desk, retro, team)
    return [Show(panel_views.handing(book.board(desk, retro)))]


@router.form("retro.hand")
def handed(desk: Desk, event: FormSent) -> Replies:
    retro, team = whose.held(desk, event.args)
    whose.must_facilitate(desk, retro, team)
    whose.must_be_in_phase(retro, *rules.PHASES)
    person = people.called(desk.session, event.answers.get("person", ""))
    if (
        person is None
        or person.is_bot
        or person.is_gone
        or teams.member(desk.session, team.key, person.key) is None
    ):
        raise Invalid({"person": f"Somebody of {team.name}, please."})
    replies = _hands(desk, retro, person.key)
    if person.key == desk.person.key:
        return replies
    card = panel_views.handed(book.board(desk, retro), desk.person.name)
    return [*replies, Post(direct(person.ref), f"retro:{retro.key}:handed:{event.seen_key}", card)]


def _hands(desk: Desk, retro: Retro, person_id: int) -> Replies:
    retro.facilitator_id, retro.moved_at = person_id, desk.now
    desk.session.add(retro)
    desk.session.flush()
    said = f"{whose.facilitator(desk, retro).name} facilitates the retro from now on."
    return [book.updated(desk, retro), Whisper(views.note(said))]


@router.button("retro.anonymous")
def make_anonymous(desk: Desk, event: Pressed) -> Replies:
    """There is no way back."""
    retro, team = whose.held(desk, event.args)
    whose.must_facilitate(desk, retro, team)
    whose.must_be_in_phase(retro, "review", "collect")
    retro.is_anonymous = True
    desk.session.add(retro)
    said = "The retro is anonymous from now on, and stays so. Cards so far lose their names, too."
    return [book.updated(desk, retro), Whisper(views.note(said))]


@router.button("retro.down")
def down(desk: Desk, event: Pressed) -> Replies:
    retro, team = whose.held(desk, event.args)
    whose.must_facilitate(desk, retro, team)
    return book.brought_down(desk, retro)
