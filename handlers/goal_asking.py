"""When somebody is asked how the goal of a sprint went: once, whoever thinks of it first."""

from __future__ import annotations

from datetime import datetime

from handlers.routing import Desk
from storage import ceremonies, deliveries, dues
from storage.models import Person, Team

KIND = "cadence.ask_goal"


def subject(team: Team, sprint: int) -> str:
    """Of the question."""
    return f"cadence:goal:{team.key}:{sprint}:ask"


def plan(
    desk: Desk, team: Team, sprint: int, at: datetime, *, ends: bool, editor: Person | None = None
) -> None:
    """`ends`: the review of the sprint, which knows best when it is time; whatever else comes by
    leaves what is planned as it is. `editor`: who is asked before others."""
    goal = ceremonies.goal_row(desk.session, team.key, sprint)
    if goal is None or not goal.words or goal.outcome:
        return
    if deliveries.about(desk.session, subject(team, sprint)) is not None:
        return
    if not ends and dues.named(desk.session, subject(team, sprint)) is not None:
        return
    args = {"team": str(team.key), "sprint": str(sprint)}
    if editor is not None:
        args["editor"] = str(editor.key)
    dues.plan(desk.session, subject(team, sprint), KIND, at, None, args)
