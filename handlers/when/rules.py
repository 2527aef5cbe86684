"""From the facts that were told to a rule, or to what has to be asked. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.errors import Refusal
from handlers.times import WEEKDAY_NAMES
from handlers.when.echo import ENDS_OF_QUARTERS, MONTHS, STARTS_OF_QUARTERS, WORKING, ordinal, place
from handlers.when.facts import Facts
from handlers.when.recurrence import DAYS

MONTHLY = "FREQ=MONTHLY"
BIMONTHLY = "Does bimonthly mean twice a month, or every other month?"
MOST_WEEKS, MOST_DAYS, MOST_MONTHS = 52, 365, 12
LONGEST_SPRINT = 20
"""Working days; 28 calendar days hold no more unless weekends are worked."""
_LONGEST_MONTHS = {1: 31, 2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which of these rules is meant?"""

    question: str
    rules: tuple[str, ...]


def rule(facts: Facts) -> str | Asked:
    """Raises Refusal where the facts do not go together, or where there are none."""
    if "sprint" in facts.units:
        return _of_sprint(facts)
    if facts.units & {"month", "quarter", "year"} or facts.places or facts.months:
        return _of_months(facts)
    if "bimonthly" in facts.flags:
        return Asked(BIMONTHLY, (f"{MONTHLY};BYMONTHDAY=1,15", f"{MONTHLY};INTERVAL=2;BYDAY=1MO"))
    return _of_weeks(facts)


def _of_weeks(facts: Facts) -> str | Asked:
    days = _weekdays(facts)
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


def _weekdays(facts: Facts) -> set[int]:
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
        return weekly(_weekdays(facts) or set(range(7)))
    if facts.without:
        raise Refusal("Days that are counted cannot be left out: name the days that are meant.")
    return "FREQ=DAILY" + _interval(facts.interval, MOST_DAYS, "days")


def _biweekly(days: set[int]) -> str | Asked:
    if len(days) == 1:
        return weekly(days, 2)  # twice a week takes two days
    question = "Does biweekly mean twice a week, or every other week?"
    if days:
        return Asked(question, (weekly(days), weekly(days, 2)))
    return Asked(question, (weekly({0, 3}), weekly({0}, 2), weekly({4}, 2)))


def weekly(days: set[int], interval: int = 1) -> str:
    if len(days) == 7 and interval == 1:
        return "FREQ=DAILY"
    step = _interval(interval, MOST_WEEKS, "weeks")
    return f"FREQ=WEEKLY{step};BYDAY=" + ",".join(DAYS[day] for day in sorted(days))


def _interval(count: int, most: int, unit: str) -> str:
    if not 1 <= count <= most:
        raise Refusal(f"Every {count} {unit} cannot be planned: 1 to {most} can.")
    return f";INTERVAL={count}" if count > 1 else ""


def _of_months(facts: Facts) -> str | Asked:
    if "twice" in facts.flags and len(facts.places) != 2:
        return Asked(
            "On which two days?",
            (f"{MONTHLY};BYMONTHDAY=1,15", f"{MONTHLY};BYDAY=1MO,3MO"),
        )
    if facts.every_nth and not facts.units & {"month", "quarter"} and not facts.months:
        return _every_nth(facts)
    if "bimonthly" in facts.flags:
        if len(facts.places) > 1:
            return _bimonthly(facts)
        facts = replace(facts, interval=2)  # twice a month takes two days
    counted = "day" in facts.units and facts.interval > 1
    if "week" in facts.units or counted or facts.without:
        raise Refusal("Weeks and months do not go together.")
    months = _months(facts)
    places = [*facts.places, *(_EDGES[edge] for edge in sorted(facts.edges))]
    days = _weekdays(facts)
    if not places and days and facts.interval == 2 and not months:
        raise Refusal("Weeks and months do not go together.")
    if not places:
        return _which_of_month(months, days)
    if days:
        return _of_all(places, days, months)
    return _at_places(places, months, facts.flags)


def _every_nth(facts: Facts) -> str | Asked:
    """ "Every second Friday" is every other one, "every last Friday" the month's."""
    nth, what = facts.places[0]
    if len(facts.places) > 1:
        raise Refusal("Weeks and months do not go together.")
    if what == "day":
        return "FREQ=DAILY" + _interval(nth, MOST_DAYS, "days")
    if what == "workday":
        return _at_places(facts.places, "", set())
    day = int(what[1:])
    if nth == 2:
        return weekly({day}, 2)
    of_month, counted = f"{MONTHLY};BYDAY={nth}{DAYS[day]}", weekly({day}, nth)
    if nth == 1 or nth > 5:
        return of_month if nth == 1 else counted
    name = WEEKDAY_NAMES[day]
    return Asked(
        f"Does every {place(nth)} {name} mean the {place(nth)} of each month, or every {nth} weeks?",
        (of_month, counted),
    )


def _bimonthly(facts: Facts) -> str | Asked:
    monthly = _at_places(facts.places, "", facts.flags)
    if isinstance(monthly, Asked):
        return monthly
    return Asked(BIMONTHLY, (monthly, monthly.replace(MONTHLY, f"{MONTHLY};INTERVAL=2")))


_EDGES = {"begin": (1, "day"), "mid": (15, "day"), "end": (-1, "day")}


def _months(facts: Facts) -> str:
    """Which months: a part of the rule, after FREQ."""
    if facts.months:
        if facts.interval > 1:
            raise Refusal("Either months are counted, or named: “every 3 months”, “in January”.")
        if not facts.months <= set(range(1, 13)):
            raise Refusal("A year has twelve months.")
        return ";BYMONTH=" + ",".join(str(month) for month in sorted(facts.months))
    if "year" in facts.units:
        raise Refusal("In which month? As in “first Monday of January at 10:00”.")
    if "quarter" not in facts.units:
        return _interval(facts.interval, MOST_MONTHS, "months")
    if facts.interval > 1:
        raise Refusal("Quarters cannot be counted. Say “every 6 months”, or name the months.")
    from_end = all(n < 0 for n, _ in facts.places) if facts.places else "end" in facts.edges
    return f";BYMONTH={ENDS_OF_QUARTERS if from_end else STARTS_OF_QUARTERS}"


def _which_of_month(months: str, days: set[int]) -> Asked:
    if len(days) == 1:
        day = DAYS[next(iter(days))]
        name = WEEKDAY_NAMES[DAYS.index(day)]
        return Asked(
            f"Which {name} of the month?",
            tuple(f"{MONTHLY}{months};BYDAY={n}{day}" for n in (1, 2, 3, -1)),
        )
    ends = months.replace(STARTS_OF_QUARTERS, ENDS_OF_QUARTERS)
    return Asked(
        f"On which day of the {'month' if ends == months else 'quarter'}?",
        (
            f"{MONTHLY}{months};BYDAY=1MO",
            f"{MONTHLY}{ends};BYDAY=-1FR",
            f"{MONTHLY}{months};BYMONTHDAY=1",
            f"{MONTHLY}{ends};BYDAY={WORKING};BYSETPOS=-1",
        ),
    )


def _of_all(places: Sequence[tuple[int, str]], days: set[int], months: str) -> str | Asked:
    """ "The first and third, a Monday": places that were told apart from their day."""
    if any(what != "day" or not (1 <= n <= 5 or n == -1) for n, what in places):
        raise Refusal("Days of the week and of the month do not go together.")
    return _at_places([(n, f"D{day}") for n, _ in places for day in sorted(days)], months, set())


def _at_places(places: Sequence[tuple[int, str]], months: str, flags: set[str]) -> str | Asked:
    kinds = {what[0] for _, what in places}
    if len(kinds) > 1:
        raise Refusal("Days of the week and of the month do not go together.")
    # In the order of the month: from its beginning, then from its end.
    numbers = sorted({n for n, _ in places}, key=lambda n: (n < 0, n))
    begin = f"{MONTHLY}{months}"
    if kinds == {"d"}:
        return _at_days(numbers, begin, months, flags)
    if kinds == {"w"}:
        if not all(1 <= abs(n) <= 20 for n in numbers):
            raise Refusal("A month has about 20 working days.")
        return f"{begin};BYDAY={WORKING};BYSETPOS=" + ",".join(str(n) for n in numbers)
    if not all(1 <= abs(n) <= 5 for n in numbers):
        raise Refusal("A month has no more than five of each day of the week.")
    listed = sorted(set(places), key=lambda each: (each[0] < 0, each[0], each[1]))
    return f"{begin};BYDAY=" + ",".join(f"{n}{DAYS[int(day[1:])]}" for n, day in listed)


def _at_days(numbers: Sequence[int], begin: str, months: str, flags: set[str]) -> str | Asked:
    named = [int(each) for each in months.removeprefix(";BYMONTH=").split(",") if each.isdigit()]
    longest = min((_LONGEST_MONTHS.get(month, 31) for month in named), default=31)
    for n in numbers:
        if not 1 <= abs(n) <= longest:
            where = MONTHS[named[0] - 1] if len(named) == 1 else "A month"
            raise Refusal(f"{where} has no {ordinal(abs(n))}.")
    only = f"{begin};BYMONTHDAY=" + ",".join(str(n) for n in numbers)
    last = numbers[-1]
    if last < 29 or named or "haveone" in flags:
        return only
    or_last = f"{begin};BYMONTHDAY=-1"
    if last < 31:
        or_last = f"{begin};BYMONTHDAY={','.join(str(n) for n in range(28, last + 1))};BYSETPOS=-1"
    if len(numbers) > 1:
        raise Refusal(f"Not every month has a {ordinal(last)}. Say “last day of the month”.")
    if "orlast" in flags:
        return or_last
    return Asked(
        f"Not every month has a {ordinal(last)}. What about the shorter ones?", (or_last, only)
    )


def _of_sprint(facts: Facts) -> str | Asked:
    if facts.interval > 1 or facts.months or facts.units & {"month", "quarter", "year"}:
        raise Refusal("It can be once in every sprint, as in “last day of the sprint 15:00”.")
    edges = {"begin": "FIRST", "mid": "MIDDLE", "end": "LAST"}
    told = [f"SPRINT={edges[edge]}" for edge in facts.edges]
    told += [_sprint_day(n, what) for n, what in facts.places]
    days = _weekdays(facts)
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
