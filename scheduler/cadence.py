"""From a rule and the time to the moments that were planned. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handlers.times import Recurs, local
from handlers.when.plan import Plan


@dataclass(frozen=True, slots=True)
class Step:
    day: date | None
    """The calendar day the moment belongs to; None for a single moment."""
    then: datetime | None
    """When the rule comes next, in UTC; None: never again."""


def step(rule: dict[str, Any] | None, planned: datetime) -> Step:
    """What a moment that has come means, and what follows it."""
    if rule is None:
        return Step(None, None)
    if rule.get("kind") == "plan":
        plan = Plan.parse(rule)
        following = plan.after(planned)
        return Step(plan.day_of(planned), following.starts - plan.lead if following else None)
    recurs = Recurs.parse(rule)
    # A government that moved its clocks since may have moved the moment as well: the day is meant.
    day = recurs.day_of(planned) or local(planned - recurs.offset, recurs.zone).date()
    return Step(day, recurs.after(planned)[1])
