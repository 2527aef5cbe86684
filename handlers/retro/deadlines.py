"""When the steps of one retro over days end, changed by who leads it."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.errors import Invalid, Refusal
from handlers.events import FormSent, Pressed
from handlers.replies import Post, Show, Whisper, channel
from handlers.retro import book, over_days_views, phases, timetable, views, whose
from handlers.retro.over_days_views import DEADLINES
from handlers.retro.rules import NAMES, PHASES
from handlers.retro.shown import Board
from handlers.routing import Desk, Replies, Router
from handlers.times import day_sent, moment, time_sent
from storage.models import Retro, Team

router = Router()

FARTHEST = timedelta(days=90)
NO_DEADLINE = "This retro is held in one meeting: its steps end when somebody goes on."


def _led(desk: Desk, args: dict[str, str]) -> tuple[Retro, Team]:
    retro, team = whose.held(desk, args)
    whose.must_facilitate(desk, retro, team)
    whose.must_be_in_phase(retro, args.get("from", retro.phase))
    whose.must_be_in_phase(retro, *PHASES)
    if retro.deadline is None:
        raise Refusal(NO_DEADLINE)
    return retro, team


@router.button(DEADLINES, opens_form=True)
def change(desk: Desk, event: Pressed) -> Replies:
    retro, _ = _led(desk, event.args)
    return [Show(over_days_views.deadlines(book.board(desk, retro)))]


@router.form(DEADLINES)
def change_sent(desk: Desk, event: FormSent) -> Replies:
    retro, team = _led(desk, event.args)
    now = _as_asked(book.board(desk, retro))
    problems, found, before = dict[str, str](), dict[str, datetime](), desk.now
    for step in now:
        day = day_sent(event.answers.get(f"{step}_day", ""))
        at = time_sent(event.answers.get(f"{step}_at", ""))
        if day is None:
            problems[f"{step}_day"] = "A day, please."
        elif at is None:
            problems[f"{step}_at"] = "A time such as 17:00, please."
        else:
            found[step] = moment(day, at, team.zone)
            if wrong := _wrong(found[step], before, desk.now, step == retro.phase):
                problems[f"{step}_day"] = wrong
            before = max(before, found[step])
    if problems:
        raise Invalid(problems)
    if found == now:
        return [Whisper(views.note("The steps end as they did."))]
    retro.moved_at = desk.now
    if retro.ends:
        retro.ends = {**retro.ends, **timetable.plain(found)}
    phases.hold(desk, retro, found[retro.phase])
    board = book.board(desk, retro)
    told = Post(
        channel(team.place),
        f"retro:{retro.key}:deadlines:{event.seen_key}",
        over_days_views.changed(board, desk.person.name),
        under=book.subject(retro),
    )
    said = f"“{NAMES[retro.phase]}” ends as you said now; the thread tells all of it."
    return [book.updated(desk, retro), told, Whisper(views.note(said))]


def _as_asked(board: Board) -> dict[str, datetime]:
    """Forms know no seconds."""
    assert board.deadline is not None
    ends = {board.phase: board.deadline, **dict(board.to_end)}
    return {step: at.replace(second=0, microsecond=0) for step, at in ends.items()}


def _wrong(at: datetime, before: datetime, now: datetime, is_first: bool) -> str:
    if at <= before:
        return "A moment to come, please." if is_first else "Later than the step before it, please."
    if at - now > FARTHEST:
        return f"Within the next {FARTHEST.days} days, please."
    return ""
