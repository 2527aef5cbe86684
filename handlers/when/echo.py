"""Rules said back in plain words, which are understood as the same rule again. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from itertools import islice

from handlers.times import WEEKDAY_NAMES, local, zone_meant
from handlers.when.recurrence import DAYS, Recurrence, Sprints, parts

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
WORKING = ",".join(DAYS[:5])
STARTS_OF_QUARTERS, ENDS_OF_QUARTERS = "1,4,7,10", "3,6,9,12"
_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_PLACES = dict(enumerate((*_NTH, "tenth"), start=1))
_PLACES |= {-1: "last", -2: "second to last", -3: "third to last"}


def said(recurrence: Recurrence) -> str:
    """ "every other Friday at 14:00, Berlin time"."""
    return phrase(recurrence.rule, f"{recurrence.at:%H:%M}", recurrence.zone)


def whole(recurrence: Recurrence, now: datetime, sprints: Sprints | None = None) -> str:
    """ "Every other Friday at 14:00, Berlin time. Next: Fri 27 Nov, Fri 11 Dec and Fri 25 Dec."."""
    words = said(recurrence)
    days = coming(recurrence, now, sprints)
    following = f" Next: {dates(days, now, recurrence.zone)}." if days else ""
    return f"{words[0].upper()}{words[1:]}.{following}"


def typed(recurrence: Recurrence, now: datetime) -> str:
    """As it would have to be typed to mean the same again: a first day that is still to come is
    part of it, and so is the one that every other week counts from.
    """
    counted = "INTERVAL" in parts(recurrence.rule)
    later = recurrence.starts > local(now, recurrence.zone).date()
    start = recurrence.starts if counted or later else None
    return phrase(recurrence.rule, f"{recurrence.at:%H:%M}", recurrence.zone, start)


def phrase(rule: str, at: str = "", zone: str | None = None, start: date | None = None) -> str:
    """In the order that is easiest to read: days, time, place, from when, until when."""
    words = days(rule)
    words += f" at {at}" if at else ""
    words += f", {zone_name(zone)}" if zone else ""
    words += f", from {on(start)}" if start else ""
    return words + _tail(rule)


def coming(
    recurrence: Recurrence, now: datetime, sprints: Sprints | None = None, count: int = 3
) -> tuple[date, ...]:
    """The days of the next moments."""
    first = recurrence.after(now, sprints)
    if first is None:
        return ()
    # A century holds the next three of every rule there is.
    until = date(min(first[0].year + 100, 9998), 12, 31)
    return tuple(islice(recurrence.days(first[0], until, sprints), count))


def dates(days: Sequence[date], now: datetime, zone: str) -> str:
    """ "Fri 27 Nov, Fri 11 Dec and Fri 8 Jan 2027": the year where it is not this one."""
    year = local(now, zone).year
    short = [f"{day:%a} {day.day} {day:%b}" + f" {day.year}" * (day.year != year) for day in days]
    return _and(short)


def on(day: date) -> str:
    """ "4 December 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span(first: date, last: date) -> str:
    """ "from Friday 4 December 2026 to Monday 7 December 2026"; one day by itself."""
    if first == last:
        return f"{first:%A} {on(first)}"
    return f"from {first:%A} {on(first)} to {last:%A} {on(last)}"


def moment(at: datetime, zone: str, timed: bool = True) -> str:
    """ "Friday 4 December 2026 at 15:00, Berlin time"; the day alone where no time was said."""
    here = local(at, zone)
    words = span(here.date(), here.date())
    return f"{words} at {here:%H:%M}, {zone_name(zone)}" if timed else words


def zone_name(zone: str) -> str:
    """ "Berlin time"; the whole name where a city of that name lies elsewhere as well."""
    city = zone.rsplit("/", 1)[-1].replace("_", " ")
    if zone in {"UTC", "GMT"}:
        return zone
    named = re.fullmatch(r"[A-Za-z' -]+", city) and zone_meant(city) == zone
    return f"{city if named else zone} time"


def days(rule: str) -> str:
    """The days of a rule: "every other Friday"."""
    known = parts(rule)
    if "SPRINT" in known:
        words = _of_sprint(known["SPRINT"])
    elif known["FREQ"] == "DAILY":
        words = f"every {_interval(known, 'day')}"
    elif known["FREQ"] == "WEEKLY":
        words = _weekly(known)
    else:
        words = _monthly(known)
    return words


def _interval(known: dict[str, str], unit: str) -> str:
    match int(known.get("INTERVAL", "1")):
        case 1:
            return unit
        case 2:
            return f"other {unit}"
        case more:
            return f"{more} {unit}s"


def _weekly(known: dict[str, str]) -> str:
    listed = known.get("BYDAY", ",".join(DAYS)).split(",")
    names = [WEEKDAY_NAMES[DAYS.index(day)] for day in listed]
    often = int(known.get("INTERVAL", "1"))
    in_a_row = len(names) > 2 and ",".join(listed) in ",".join(DAYS)
    if often == 1 and in_a_row and ",".join(listed) != WORKING and len(names) < 6:
        return f"every week from {names[0]} to {names[-1]}"
    if often > 2 or (often == 2 and len(names) > 1):
        which = f"from {names[0]} to {names[-1]}" if in_a_row else f"on {_and(names)}"
        return f"every {_interval(known, 'week')} {which}"
    if often == 2:
        return f"every other {names[0]}"
    if ",".join(listed) == WORKING:
        return "every weekday"
    if len(names) == 6:
        left_out = next(name for name in WEEKDAY_NAMES if name not in names)
        return f"every day except {left_out}"
    return f"every {_and(names)}"


def _monthly(known: dict[str, str]) -> str:
    return f"the {_day_of_month(known)} of {_months(known)}"


def _day_of_month(known: dict[str, str]) -> str:
    by_day = known.get("BYDAY", "")
    if by_day == WORKING:
        return f"{_and([place(int(n)) for n in known['BYSETPOS'].split(',')])} working day"
    if by_day:
        return _and(_nth_weekdays(by_day.split(",")))
    listed = [int(day) for day in known["BYMONTHDAY"].split(",")]
    if "BYSETPOS" in known:
        return ordinal(listed[-1])
    return _and([ordinal(day) if day > 0 else f"{place(day)} day" for day in listed])


def _nth_weekdays(listed: Sequence[str]) -> list[str]:
    """ "second", "fourth Thursday" where both are Thursdays, else each with its day."""
    found = []
    for n, each in enumerate(listed):
        following = listed[n + 1][-2:] if n + 1 < len(listed) else ""
        name = "" if following == each[-2:] else f" {WEEKDAY_NAMES[DAYS.index(each[-2:])]}"
        found.append(place(int(each[:-2])) + name)
    return found


def _months(known: dict[str, str]) -> str:
    named = known.get("BYMONTH")
    if named in {STARTS_OF_QUARTERS, ENDS_OF_QUARTERS}:
        counts = known.get("BYSETPOS") or known.get("BYMONTHDAY") or known.get("BYDAY", "")
        from_end = counts.startswith("-")
        if from_end == (named == ENDS_OF_QUARTERS):
            return "the quarter"
    if named:
        return _and([MONTHS[int(month) - 1] for month in named.split(",")])
    often = int(known.get("INTERVAL", "1"))
    return {1: "the month", 2: "every other month"}.get(often, f"every {place(often)} month")


def _of_sprint(which: str) -> str:
    match which:
        case "FIRST" | "LAST":
            return f"the {which.lower()} day of the sprint"
        case "MIDDLE":
            return "the middle of the sprint"
    if which[-2:] in DAYS:
        return f"the {_nth_weekdays([which])[0]} of the sprint"
    return f"the {place(int(which))} working day of the sprint"


def _tail(rule: str) -> str:
    """What is said after the time: what becomes of shorter months, and when the rule ends."""
    known = parts(rule)
    words = ""
    if "BYMONTHDAY" in known and "BYSETPOS" in known:
        words = ", or the last day of shorter months"
    elif "BYMONTH" not in known and {"29", "30", "31"} & {*known.get("BYMONTHDAY", "").split(",")}:
        words = ", in months that have one"
    if "UNTIL" in known:
        words += f", until {on(date.fromisoformat(known['UNTIL']))}"
    return words


def place(n: int) -> str:
    """ "first", "15th", "second to last"."""
    if n in _PLACES:
        return _PLACES[n]
    return ordinal(n) if n > 0 else f"{ordinal(-n)} to last"


def ordinal(n: int) -> str:
    ending = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def _and(words: Sequence[str]) -> str:
    return " and ".join([*([", ".join(words[:-1])] if words[:-1] else []), *words[-1:]])
