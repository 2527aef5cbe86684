"""Facts as what a point comes from. Pure."""

from __future__ import annotations

from datetime import date

from handlers.weeknotes.drafting.facts import Blocked, Goal, Milestone, Risk, Source, Taken


def day(day: date) -> str:
    return f"{day.day} {day:%B}"


def of_goal(goal: Goal) -> Source:
    return Source("goal", goal.sprint, goal.words)


def of_milestone(milestone: Milestone) -> Source:
    return Source("milestone", milestone.id, milestone.title, milestone.due_on)


def of_risk(risk: Risk) -> Source:
    return Source("risk", risk.id, risk.title)


def of_blocker(blocker: Blocked) -> Source:
    return Source("blocker", blocker.id, blocker.summary, blocker.raised_on)


def of_taken(taken: Taken) -> Source:
    return Source(taken.kind, taken.id, taken.words)
