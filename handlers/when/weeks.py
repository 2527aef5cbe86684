"""Rules of weeks and days from the facts that were told. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.errors import Refusal
from handlers.when.facts import Facts
from handlers.when.recurrence import DAYS

MOST_WEEKS, MOST_DAYS = 52, 365


@dataclass(frozen=True, slots=True)
class Asked:
    """Which of these rules is meant?"""

    question: str
    rules: tuple[str, ...]


def of_weeks(facts: Facts) -> str | Asked:
    days = weekdays(facts)
    if facts.interval > 1 and facts.workday and not facts.weekdays:
        if "week" in facts.units:
            return weekly(days, facts.interval)
        return Asked(
            "Weekdays cannot be counted across weekends. Which days are meant?",
            (weekly({0, 2, 4}), weekly({1, 3}), weekly(set(range(5)), 2)),
        )
    if "biweekly" in facts.flags:
        return _biweekly(days)
    if "twice" in facts.flags and len(days) != 2:
        return Asked("On which two days?", (weekly({0, 3}), weekly({1, 4}), weekly({1, 3})))
    if facts.units == {"day"} and not facts.weekdays:
        return _daily(facts)
    if days:
        if "day" in facts.units and facts.interval > 1:
            raise Refusal("Either days are counted, or named: “every other day”, “every Friday”.")
        return weekly(days, facts.interval)
    if facts.units & {"week"}:
        return Asked(
            "On which day of the week?", tuple(weekly({day}, facts.interval) for day in range(5))
        )
    if facts.clocks or facts.half:
        return Asked("On which days?", (weekly(set(range(5))), "FREQ=DAILY", weekly({0})))
    raise Refusal("")


def weekdays(facts: Facts) -> set[int]:
    days = facts.weekdays | (set(range(5)) if facts.workday else set())
    if not facts.without:
        return days
    if not days:
        days = set(range(7))
    if not days - facts.without:
        raise Refusal("No day is left that way. Say which days are, as in “every Friday”.")
    return days - facts.without


def _daily(facts: Facts) -> str:
    if facts.interval == 1:
        return weekly(weekdays(facts) or set(range(7)))
    if facts.without:
        raise Refusal("Days that are counted cannot be left out: name the days that are meant.")
    return "FREQ=DAILY" + interval(facts.interval, MOST_DAYS, "days")


def _biweekly(days: set[int]) -> str | Asked:
    if len(days) == 1:
        return weekly(days, 2)  # twice a week takes two days
    question = "Does biweekly mean twice a week, or every other week?"
    if days:
        return Asked(question, (weekly(days), weekly(days, 2)))
    return Asked(question, (weekly({0, 3}), weekly({0}, 2), weekly({4}, 2)))


def weekly(days: set[int], often: int = 1) -> str:
    if len(days) == 7 and often == 1:
        return "FREQ=DAILY"
    step = interval(often, MOST_WEEKS, "weeks")
    return f"FREQ=WEEKLY{step};BYDAY=" + ",".join(DAYS[day] for day in sorted(days))


def interval(count: int, most: int, unit: str) -> str:
    if not 1 <= count <= most:
        raise Refusal(f"Every {count} {unit} cannot be planned: 1 to {most} can.")
    return f";INTERVAL={count}" if count > 1 else ""
