"""Rules of months, quarters and years from the facts that were told. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.errors import Refusal
from handlers.times import WEEKDAY_NAMES
from handlers.when.echo import ENDS_OF_QUARTERS, MONTHS, STARTS_OF_QUARTERS, WORKING, ordinal, place
from handlers.when.facts import Facts
from handlers.when.recurrence import DAYS
from handlers.when.weeks import MOST_DAYS, Asked, interval, weekdays, weekly

MONTHLY = "FREQ=MONTHLY"
BIMONTHLY = "Does bimonthly mean twice a month, or every other month?"
MOST_MONTHS = 12
_LONGEST_MONTHS = {1: 31, 2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
_EDGES = {"begin": (1, "day"), "mid": (15, "day"), "end": (-1, "day")}


def of_months(facts: Facts) -> str | Asked:
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
    if facts.counted == "D":
        return _every_other_of_month(facts)
    months = _months(facts)
    places = [*facts.places, *(_EDGES[edge] for edge in sorted(facts.edges))]
    days = weekdays(facts)
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
        return "FREQ=DAILY" + interval(nth, MOST_DAYS, "days")
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
        return interval(facts.interval, MOST_MONTHS, "months")
    if facts.interval > 1:
        raise Refusal("Quarters cannot be counted. Say “every 6 months”, or name the months.")
    from_end = all(n < 0 for n, _ in facts.places) if facts.places else "end" in facts.edges
    return f";BYMONTH={ENDS_OF_QUARTERS if from_end else STARTS_OF_QUARTERS}"


def _every_other_of_month(facts: Facts) -> Asked:
    """ "Every other Friday of the month": a month has four or five."""
    if len(facts.weekdays) != 1 or facts.interval != 2 or facts.places:
        raise Refusal("Weeks and months do not go together.")
    day = DAYS[next(iter(facts.weekdays))]
    return Asked(
        "Which ones of the month?",
        (
            f"{MONTHLY};BYDAY=1{day},3{day}",
            f"{MONTHLY};BYDAY=2{day},4{day}",
            weekly(facts.weekdays, 2),
        ),
    )


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
