"""Examples of what a retro over days says besides."""

from __future__ import annotations

from dataclasses import replace

from handlers.calendars.hours import Hours
from handlers.example import Example
from handlers.retro import over_days_views, setup_forms
from handlers.retro.shown import Board
from handlers.retro.timetable import USUAL


def examples(board: Board) -> list[Example]:
    """`board` is at “Collect”, planned by the cadence."""
    assert board.deadline is not None
    ends = [(board.phase, board.deadline), *board.to_end]
    vote = replace(board, phase="vote", budget=5, to_end=board.to_end[2:])
    group = replace(board, phase="group", to_end=board.to_end[1:])
    actions = replace(board, phase="actions", to_end=())
    when = (dict(board.to_end)["vote"], board.deadline, ends)
    zone = board.zone
    return [
        Example("retro, it is your turn", over_days_views.your_turn(board, few=True)),
        Example("retro reminder, cards", over_days_views.reminder(board)),
        Example("retro reminder, cards, in private", over_days_views.reminder(board, "Dev Nair")),
        Example("retro reminder, votes", over_days_views.reminder(vote)),
        Example("retro reminder, groups", over_days_views.waits_for_you(group)),
        Example("retro reminder, actions", over_days_views.waits_for_you(actions)),
        Example("retro has moved", over_days_views.moved(board, board.deadline)),
        Example("retro goes on", over_days_views.goes_on()),
        Example("retro deadlines changed", over_days_views.changed(board, "Ada Brandt")),
        Example("retro deadlines form", over_days_views.deadlines(board)),
        Example("retro setup saved", over_days_views.saved("Harbor", zone, True, *when)),
        Example(
            "retro setup saved, no cadence",
            over_days_views.saved("Harbor", zone, True, None, None, ()),
        ),
        Example(
            "retro setup saved, live", over_days_views.saved("Harbor", zone, False, None, None, ())
        ),
        Example(
            "retro setup form",
            setup_forms.setup(
                team_id=1,
                team="Harbor",
                is_async=True,
                template="well",
                own=("Moods",),
                is_anonymous=True,
                slots=USUAL,
                hours=Hours(board.zone),
            ),
        ),
    ]
