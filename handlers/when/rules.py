"""From the facts that were told to a rule, or to what has to be asked. Pure."""

from __future__ import annotations

from handlers.errors import Refusal
from handlers.times import WEEKDAY_NAMES
from handlers.when.facts import Facts
from handlers.when.months import BIMONTHLY, MONTHLY, of_months
from handlers.when.recurrence import DAYS
from handlers.when.weeks import Asked, of_weeks, weekdays

LONGEST_SPRINT = 20
"""Working days; 28 calendar days hold no more unless weekends are worked."""


def rule(facts: Facts) -> str | Asked:
    """Raises Refusal where the facts do not go together, or where there are none."""
    if "sprint" in facts.units:
        return _of_sprint(facts)
    if facts.units & {"month", "quarter", "year"} or facts.places or facts.months:
        return of_months(facts)
    if "bimonthly" in facts.flags:
        return Asked(BIMONTHLY, (f"{MONTHLY};BYMONTHDAY=1,15", f"{MONTHLY};INTERVAL=2;BYDAY=1MO"))
    return of_weeks(facts)


def _of_sprint(facts: Facts) -> str | Asked:
    if facts.interval > 1 or facts.months or facts.units & {"month", "quarter", "year"}:
        raise Refusal("It can be once in every sprint, as in “last day of the sprint 15:00”.")
    edges = {"begin": "FIRST", "mid": "MIDDLE", "end": "LAST"}
    told = [f"SPRINT={edges[edge]}" for edge in facts.edges]
    told += [_sprint_day(n, what) for n, what in facts.places]
    days = weekdays(facts)
    if len(told) > 1:
        raise Refusal("One day of the sprint at a time, as in “last day of the sprint 15:00”.")
    if told and days:
        raise Refusal("A day of the sprint is one of those: “first Tuesday of the sprint”.")
    if told:
        return told[0]
    if len(days) == 1:
        name = WEEKDAY_NAMES[next(iter(days))]
        day = DAYS[next(iter(days))]
        return Asked(f"Which {name} of the sprint?", (f"SPRINT=1{day}", f"SPRINT=-1{day}"))
    return Asked("On which day of the sprint?", ("SPRINT=FIRST", "SPRINT=MIDDLE", "SPRINT=LAST"))


def _sprint_day(nth: int, what: str) -> str:
    if what[0] == "D":
        if not 1 <= abs(nth) <= 4:
            raise Refusal("A sprint has four weeks at most.")
        return f"SPRINT={nth}{DAYS[int(what[1:])]}"
    if not 1 <= abs(nth) <= LONGEST_SPRINT:
        raise Refusal(f"A sprint has {LONGEST_SPRINT} working days at most.")
    return {1: "SPRINT=FIRST", -1: "SPRINT=LAST"}.get(nth, f"SPRINT={nth}")
