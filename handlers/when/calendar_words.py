"""Days and spans of days in a line of tokens. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.errors import Refusal
from handlers.times import WEEKDAY_NAMES
from handlers.when.echo import MONTHS, on, ordinal
from handlers.when.reading import Reading
from handlers.when.sprints import Sprints

FURTHEST = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Seen:
    """From where days are looked at."""

    today: date
    month_first: bool | None
    """Whether 10/11 is the 11th of October; None where the person may mean either."""
    sprints: Sprints | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A day, or some days in a row."""

    first: date
    last: date
    other: date | None = None
    """What the first day may be just as well."""


def seen_by(reading: Reading, today: date, locale: str, sprints: Sprints | None = None) -> Seen:
    """English without a country tells nothing about the order of figures."""
    tag = locale.replace("_", "-").casefold()
    if not tag.startswith("en") or reading.language != "en":
        return Seen(today, False, sprints)
    return Seen(today, {"en": None, "en-us": True}.get(tag, False), sprints)


_MDAY = r"[NO](?P<day>\d{1,2})"
_DATE = rf"(?:{_MDAY} (?:of )?M(?P<month>\d+)(?: (?:of )?Y(?P<year>\d+))?)"
_DATE2 = r"(?:M(?P<month>\d+) [NO](?P<day>\d{1,2})(?: (?:and )?Y(?P<year>\d+))?)"
_IN_WEEK = r"(?P<next>next )?D(?P<weekday>[0-6])(?P<next2> next)?"
_UNIT = r"(?P<unit>week|month|quarter|year|sprint)"
_WHICH = r"(?:(?P<which>next|this) )?"
_LEAD = r"(?:D(?P<weekday>[0-6]) (?:and )?)?"


def day_at(line: str, at: int, seen: Seen) -> tuple[Span, int] | None:
    """The day or span that begins there, and where it ends.

    Raises Refusal for a day that no calendar has.
    """
    for form, made in _FORMS:
        if match := form.match(line, at):
            return made(match, seen), match.end()
    return None


def _near(match: re.Match[str], seen: Seen) -> Span:
    far = {"yesterday": -1, "today": 0, "tomorrow": 1, "overmorrow": 2}[match["near"]]
    return _one(seen.today + timedelta(days=far))


def _iso(match: re.Match[str], seen: Seen) -> Span:
    year, month, day = (int(part) for part in match["iso"].split("-"))
    return _checked(_date(year, month, day), match)


def _written(match: re.Match[str], seen: Seen) -> Span:
    """ "Friday 4 December": the year that is nearest ahead, if none was said."""
    year, month, day = match["year"], int(match["month"]), int(match["day"])
    if not 1 <= month <= 12:
        raise Refusal(f"There is no month {month}.")
    if year:
        return _checked(_date(int(year), month, day), match)
    return _checked(_ahead(month, day, seen.today), match)


def _figures(match: re.Match[str], seen: Seen) -> Span:
    numbers = [int(part) for part in match["figures"].split("/")]
    first, second = numbers[:2]
    year = numbers[2] + 2000 * (numbers[2] < 100) if len(numbers) > 2 else None
    orders = [(first, second), (second, first)]  # (day, month)
    if seen.month_first is not None:
        orders = [orders[seen.month_first]]
    possible = [(day, month) for day, month in dict.fromkeys(orders) if month <= 12]
    # 25/12 can only be one of the two, whatever the country's order.
    possible = possible or [(day, month) for day, month in ((second, first),) if month <= 12]
    if not possible:
        raise Refusal(f"{match['figures']} is no date. Say it like “4 December”.")
    found = [
        _date(year, month, day) if year else _ahead(month, day, seen.today)
        for day, month in possible
    ]
    return Span(found[0], found[0], found[1] if len(found) > 1 else None)


def _of_month(match: re.Match[str], seen: Seen) -> Span:
    """ "the 25th", "Monday the 25th": the next one there is."""
    wanted = int(match["day"])
    day = seen.today
    for _ in range(366 * 8):
        fits = match["weekday"] is None or day.weekday() == int(match["weekday"])
        if day.day == wanted and fits:
            return _one(day)
        day += timedelta(days=1)
    raise Refusal(f"There is no {ordinal(wanted)} of a month.")


def _weekday(match: re.Match[str], seen: Seen) -> Span:
    """ "Friday" on a Friday, and "next Friday" in a week that has one to come, mean either."""
    ahead = (int(match["weekday"]) - seen.today.weekday()) % 7
    day = seen.today + timedelta(days=ahead)
    a_week = timedelta(days=7)
    if match["next"] or match["next2"]:
        if ahead == 0:
            return _one(day + a_week)
        in_this_week = seen.today.weekday() + ahead < 7
        return Span(day, day, day + a_week if in_this_week else None)
    return Span(day, day, day + a_week if ahead == 0 else None)


def _this_weekday(match: re.Match[str], seen: Seen) -> Span:
    return _one(seen.today + timedelta(days=(int(match["weekday"]) - seen.today.weekday()) % 7))


def _weekday_of_next_week(match: re.Match[str], seen: Seen) -> Span:
    monday = seen.today - timedelta(days=seen.today.weekday() - 7 * (match["which"] == "next"))
    return _one(monday + timedelta(days=int(match["weekday"])))


def _unit(match: re.Match[str], seen: Seen) -> Span:
    """This or the next week, month, quarter, year or sprint."""
    first = _begin(match["unit"], seen, match["which"] == "next")
    last = _end(match["unit"], first, seen)
    return Span(first, last)


def _month(match: re.Match[str], seen: Seen) -> Span:
    """A whole month by its name; the one that goes on counts."""
    month = int(match["month"])
    year = int(match["year"] or seen.today.year + (month < seen.today.month))
    first = _date(year, month, 1)
    return Span(first, later(first, 1, "month") - timedelta(days=1))


def _edge(match: re.Match[str], seen: Seen) -> Span:
    """Its beginning or its end; a week of work ends on Friday."""
    unit, following = match["unit"], match["which"] == "next"
    first = _begin(unit, seen, following)
    last = _end(unit, first, seen)
    if match["edge"] == "begin" and first < seen.today and not following:
        first = _begin(unit, seen, True)
    if unit == "week":
        last -= timedelta(days=2)
        if last < seen.today:
            last += timedelta(days=7)
    if unit == "sprint" and seen.sprints:
        number = seen.sprints.number(first)
        first, last = seen.sprints.first(number), seen.sprints.last(number)
        if last < seen.today:
            last = seen.sprints.last(number + 1)
    return _one(first if match["edge"] == "begin" else last)


def _friday(match: re.Match[str], seen: Seen) -> Span:
    return _one(seen.today + timedelta(days=(4 - seen.today.weekday()) % 7))


def _later(match: re.Match[str], seen: Seen) -> Span:
    """In so many days, weeks or months."""
    count = int(match["count"])
    return _one(later(seen.today, count, match["unit"]))


def _weeks_after_weekday(match: re.Match[str], seen: Seen) -> Span:
    """ "a week from Friday" is not said; "Friday in two weeks" is the Friday of that week."""
    day = later(seen.today, int(match["count"]), "week")
    return _one(day + timedelta(days=int(match["weekday"]) - day.weekday()))


def later(day: date, count: int, unit: str) -> date:
    """So many days, weeks, months or years later. Raises Refusal for what is too far away."""
    if unit in {"day", "week"}:
        days = count * (7 if unit == "week" else 1)
        if days > FURTHEST.days:
            raise Refusal("That is too far away.")
        return day + timedelta(days=days)
    months = day.month - 1 + count * {"month": 1, "quarter": 3, "year": 12}.get(unit, 1)
    if months > 48:
        raise Refusal("That is too far away.")
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _one(day: date) -> Span:
    return Span(day, day)


def _date(year: int, month: int, day: int) -> date:
    if not 2000 <= year <= 2199:
        raise Refusal(f"{year} is too far away.")
    try:
        return date(year, month, day)
    except ValueError:
        named = f"{MONTHS[month - 1]} {year}" if 1 <= month <= 12 else f"month {month}"
        raise Refusal(f"{named} has no day {day}.") from None


def _ahead(month: int, day: int, today: date) -> date:
    """Today or later, in a year that has such a day."""
    if not 1 <= day <= monthrange(2028, month)[1]:
        raise Refusal(f"{MONTHS[month - 1]} has no day {day}.")
    year = today.year
    while day > monthrange(year, month)[1] or date(year, month, day) < today:
        year += 1
    return date(year, month, day)


def _checked(day: date, match: re.Match[str]) -> Span:
    """Raises Refusal where another day of the week was said."""
    named = match.groupdict().get("weekday")
    if named is not None and day.weekday() != int(named):
        said, is_one = WEEKDAY_NAMES[int(named)], WEEKDAY_NAMES[day.weekday()]
        raise Refusal(f"{on(day)} is a {is_one}, not a {said}.")
    return _one(day)


def _begin(unit: str, seen: Seen, following: bool) -> date:
    """The first day of this one or the next."""
    today = seen.today
    match unit:
        case "week":
            return today - timedelta(days=today.weekday() - 7 * following)
        case "month":
            return later(today.replace(day=1), int(following), "month")
        case "quarter":
            first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
            return later(first, int(following), "quarter")
        case "year":
            return date(today.year + following, 1, 1)
    if seen.sprints is None:
        raise Refusal("No sprint is known here. Name the day, as in “Friday” or “4 December”.")
    return seen.sprints.begins(seen.sprints.number(today) + following)


def _end(unit: str, first: date, seen: Seen) -> date:
    match unit:
        case "week":
            return first + timedelta(days=6)
        case "month" | "quarter" | "year":
            return later(first, 1, unit) - timedelta(days=1)
    assert seen.sprints
    return seen.sprints.ends(seen.sprints.number(first))


Made = Callable[[re.Match[str], Seen], Span]
_FORMS: list[tuple[re.Pattern[str], Made]] = [
    (re.compile(rf"(?:{form})(?= |$)"), made)
    for form, made in (
        (rf"{_LEAD}X(?P<iso>[\d-]+)", _iso),
        (rf"{_LEAD}{_DATE}", _written),
        (rf"{_LEAD}{_DATE2}", _written),
        (rf"{_LEAD}S(?P<figures>[\d/]+)", _figures),
        (r"(?:D(?P<weekday>[0-6]) )O(?P<day>\d{1,2})(?! (?:of )?(?:D|workday|day))", _of_month),
        (r"D(?P<weekday>[0-6]) (?:of )?(?P<which>next|this) week", _weekday_of_next_week),
        (r"(?P<which>next|this) week D(?P<weekday>[0-6])", _weekday_of_next_week),
        (r"week (?P<which>next|this) D(?P<weekday>[0-6])", _weekday_of_next_week),
        (r"D(?P<weekday>[0-6]) (?:of )?week (?P<which>next)", _weekday_of_next_week),
        (r"D(?P<weekday>[0-6]) in N(?P<count>\d+) week", _weeks_after_weekday),
        (r"this D(?P<weekday>[0-6])", _this_weekday),
        (_IN_WEEK, _weekday),
        (rf"(?P<edge>begin|end) (?:of )?(?:every )?{_WHICH}{_UNIT}", _edge),
        (rf"(?P<edge>begin|end) (?:of )?{_UNIT} (?P<which>next)", _edge),
        (r"eow", _friday),
        (rf"(?P<which>next|this) {_UNIT}", _unit),
        (rf"{_UNIT} (?P<which>next|this)", _unit),
        (r"in N(?P<count>\d+) (?P<unit>day|week|month|quarter|year)", _later),
        (r"N(?P<count>\d+) (?P<unit>day|week|month) fromnow", _later),
        (r"(?:(?:in|of|every) )*M(?P<month>\d+)(?: Y(?P<year>\d+))?", _month),
        (r"(?P<near>today|tomorrow|overmorrow|yesterday)", _near),
        (
            r"(?P<weekday>(?!))?O(?P<day>\d{1,2})(?! (?:of )?(?:D|workday|day|week|month))",
            _of_month,
        ),
    )
]
