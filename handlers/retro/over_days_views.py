"""What a retro over days says besides: when its steps end, that one ends soon, whose turn it is. Plain
values in, cards and forms out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Code,
    DayField,
    Field,
    Form,
    Moment,
    Part,
    Spans,
    TimeField,
    line,
    plain,
    small,
    text,
)
from handlers.retro import views
from handlers.retro.rules import NAMES
from handlers.retro.shown import Board
from handlers.times import local
from handlers.when.echo import zone_name

DEADLINES = "retro.deadlines"
SETUP = "retro.setup"


def _until(at: datetime, board: Board) -> Moment:
    return Moment(at, board.zone, "day and time")


def moved(board: Board, starts: datetime) -> Card:
    """In the thread, when its ceremony has moved or other days are off."""
    spans = text("With the retro on ", _until(starts, board), ", the steps have moved:")
    return Card("The steps have moved with the retro.", (spans, *steps(board)))


def goes_on() -> Card:
    """In the thread, when its ceremony was skipped or taken out of the cadence."""
    return Card(
        "This retro goes on, though it is no longer in the cadence.",
        (
            plain(
                "This retro is no longer in the cadence. It goes on as planned, so nothing that was "
                "written is lost."
            ),
            text("Whoever leads it can end it: ", Code("/retro close")),
        ),
    )


def changed(board: Board, by: str) -> Card:
    said = f"{by} changed when the steps end."
    return Card(said, (plain(said), *steps(board)))


def steps(board: Board) -> list[Part]:
    """When this step ends, and those to come."""
    found = [(board.phase, board.deadline)] if board.deadline else []
    return [Bullets(tuple(_step(each, at, board) for each, at in (*found, *board.to_end)))]


def _step(phase: str, at: datetime, board: Board) -> Spans:
    return line(Bold(NAMES[phase]), " until ", _until(at, board))


# Reminding.
def reminder(board: Board, name: str = "") -> Card:
    """In the channel for all, as nobody knows who has taken part; with a name, in private."""
    assert board.deadline is not None
    end = _until(board.deadline, board)
    match board.phase, bool(name):
        case "collect", True:
            said = f"{name}, the retro of {board.team} has no card of yours so far."
            more = text(
                "Until ", end, " you can add one. If there is nothing to say, that is fine."
            )
        case "collect", _:
            said = f"Cards for the retro of {board.team}"
            more = text(
                "You can add some until ",
                end,
                ". This goes to all, as nobody knows who has; if you have, thank you.",
            )
        case _:
            said = f"Votes for the retro of {board.team}"
            more = text(
                "You can vote until ",
                end,
                ". This goes to all, as nobody knows who has; if you have, thank you.",
            )
    first = plain(said) if name else text(Bold(said))
    return Card(said, (first, more, Buttons(views.taking_part(board))))


def waits_for_you(board: Board) -> Card:
    """To who leads, in private."""
    assert board.deadline is not None
    end = _until(board.deadline, board)
    if board.phase == "group":
        said = f"The cards of the {board.team} retro are not grouped so far."
        more = text("Votes begin ", end, ", with topics as they are then.")
        buttons = [
            Button("Suggest groups", views.SUGGEST, board.args, look="primary"),
            Button("Group cards", views.GROUP, board.args, opens_form=True),
        ]
    else:
        said = f"The retro of {board.team} has no action so far."
        more = text("It closes ", end, ". One small action is worth more than five large ones.")
        buttons = [Button("Open it", views.PANEL, board.args, look="primary")]
    return Card(said, (plain(said), more, Buttons(tuple(buttons))))


# Who leads.
def your_turn(board: Board, few: bool) -> Card:
    """In private, to whom the cadence has chosen."""
    said = f"The retro of {board.team} is open, over days. It is your turn to facilitate it."
    parts: list[Part] = [
        plain(said),
        *steps(board),
        small("Each step ends by itself. You group the cards, and can go on earlier or hand over."),
    ]
    if few and board.is_anonymous:
        parts.append(small("There are fewer than three of you: who wrote what can be guessed."))
    more = Button("What I can do", views.PANEL, board.args, look="primary")
    hand = Button("Hand over", "retro.hand", {**board.args, "from": board.phase}, opens_form=True)
    return Card(said, (*parts, Buttons((more, hand))))


def deadlines(board: Board) -> Form:
    """Of this step and those to come."""
    found = [(board.phase, board.deadline)] if board.deadline else []
    fields: list[Field] = []
    for phase, at in (*found, *board.to_end):
        there = local(at, board.zone)
        fields += [
            DayField(f"{phase}_day", f"{NAMES[phase]} until", value=there.date()),
            TimeField(f"{phase}_at", "At", value=there.time().replace(second=0, microsecond=0)),
        ]
    about = small(f"On the team’s clocks, {zone_name(board.zone)}.")
    args = {**board.args, "from": board.phase}
    return Form(DEADLINES, "When the steps end", (about, *fields), args=args)


def change_button(board: Board) -> Sequence[Button]:
    if not board.deadline:
        return ()
    args = {**board.args, "from": board.phase}
    return (Button("Change deadlines", DEADLINES, args, opens_form=True),)


# How it comes about.
def saved(
    team: str,
    zone: str,
    is_async: bool,
    starts: datetime | None,
    opens: datetime | None,
    ends: Sequence[tuple[str, datetime]],
) -> Card:
    """The next one, as it would be; no moments: the cadence has none."""
    if not is_async:
        said = f"Retros of {team} are held in one meeting. I announce each; somebody starts it."
        return Card(said, (plain(said),))
    said = f"Retros of {team} are held over days, each by itself."
    if starts is None or opens is None:
        more = small("There is none in the cadence so far: /team cadence sets it up.")
        return Card(said, (plain(said), more))
    when = text(
        "The next is that of ",
        Moment(starts, zone, "day and time"),
        ". It opens ",
        Moment(opens, zone, "day and time"),
        ".",
    )
    items = tuple(
        line(Bold(NAMES[step]), " until ", Moment(at, zone, "day and time")) for step, at in ends
    )
    return Card(said, (plain(said), when, Bullets(items)))
