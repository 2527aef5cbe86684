"""Days and spans of days in a line of tokens. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from handlers.errors import Refusal
from handlers.times import WEEKDAY_NAMES
from handlers.when.echo import on, ordinal
from handlers.when.reading import Reading
from handlers.when.spans import Seen, Span, ahead, begin, dated, end_of, later
from handlers.when.sprints import Sprints

_MONTH_FIRST = {"en-us": True, "en-ph": True, "en": None, "en-ca": None}


def seen_by(reading: Reading, today: date, locale: str, sprints: Sprints | None = None) -> Seen:
    """English without a country tells nothing about the order of figures."""
    tag = locale.replace("_", "-").casefold()
    if not tag.startswith("en") or reading.language != "en":
        return Seen(today, False, sprints)
    return Seen(today, _MONTH_FIRST.get(tag, False), sprints)


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
    return _checked(dated(year, month, day), match)


def _written(match: re.Match[str], seen: Seen) -> Span:
    """ "Friday 4 December": the year that is nearest ahead, if none was said."""
    year, month, day = match["year"], int(match["month"]), int(match["day"])
    if not 1 <= month <= 12:
        raise Refusal(f"There is no month {month}.")
    if year:
        return _checked(dated(int(year), month, day), match)
    return _checked(ahead(month, day, seen.base), match)


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
        dated(year, month, day) if year else ahead(month, day, seen.base) for day, month in possible
    ]
    return Span(found[0], found[0], found[1] if len(found) > 1 else None)


def _of_month(match: re.Match[str], seen: Seen) -> Span:
    """ "the 25th", "Monday the 25th": the next one there is."""
    wanted = int(match["day"])
    day = seen.base
    for _ in range(366 * 8):
        fits = match["weekday"] is None or day.weekday() == int(match["weekday"])
        if day.day == wanted and fits:
            return _one(day)
        day += timedelta(days=1)
    raise Refusal(f"There is no {ordinal(wanted)} of a month.")


def _weekday(match: re.Match[str], seen: Seen) -> Span:
    """ "Friday" on a Friday, and "next Friday" in a week that has one to come, mean either."""
    days = (int(match["weekday"]) - seen.base.weekday()) % 7
    day = seen.base + timedelta(days=days)
    a_week = timedelta(days=7)
    if match["next"] or match["next2"]:
        if days == 0:
            return _one(day + a_week)
        in_this_week = seen.base.weekday() + days < 7
        return Span(day, day, day + a_week if in_this_week else None)
    return Span(day, day, day + a_week if days == 0 else None)


def _this_weekday(match: re.Match[str], seen: Seen) -> Span:
    return _one(seen.base + timedelta(days=(int(match["weekday"]) - seen.base.weekday()) % 7))


def _weekday_of_next_week(match: re.Match[str], seen: Seen) -> Span:
    monday = seen.today - timedelta(days=seen.today.weekday() - 7 * (match["which"] == "next"))
    return _one(monday + timedelta(days=int(match["weekday"])))


def _unit(match: re.Match[str], seen: Seen) -> Span:
    """This or the next week, month, quarter, year or sprint."""
    first = begin(match["unit"], seen, match["which"] == "next")
    last = end_of(match["unit"], first, seen)
    return Span(first, last)


def _month(match: re.Match[str], seen: Seen) -> Span:
    """A whole month by its name; the one that goes on counts."""
    month = int(match["month"])
    year = int(match["year"] or seen.today.year + (month < seen.today.month))
    first = dated(year, month, 1)
    return Span(first, later(first, 1, "month") - timedelta(days=1))


def _edge(match: re.Match[str], seen: Seen) -> Span:
    """Its beginning, middle or end, the next there is; a week of work ends on Friday."""
    following = match["which"] == "next"
    day = _edge_of(match["unit"], match["edge"], seen, following)
    if day < seen.base and not following:
        day = _edge_of(match["unit"], match["edge"], seen, True)
    return _one(day)


def _edge_of(unit: str, edge: str, seen: Seen, following: bool) -> date:
    first = begin(unit, seen, following)
    last = end_of(unit, first, seen)
    middle = first + (last - first) / 2
    if unit == "week":
        last, middle = first + timedelta(days=4), first + timedelta(days=2)
    if unit == "sprint" and seen.sprints:
        number = seen.sprints.number(first)
        first, last = seen.sprints.first(number), seen.sprints.last(number)
        middle = seen.sprints.middle(number)
    return {"begin": first, "mid": middle, "end": last}[edge]


def _friday(match: re.Match[str], seen: Seen) -> Span:
    return _one(seen.base + timedelta(days=(4 - seen.base.weekday()) % 7))


def _later(match: re.Match[str], seen: Seen) -> Span:
    """In so many days, weeks or months."""
    count = int(match["count"])
    return _one(later(seen.today, count, match["unit"]))


def _next_workday(match: re.Match[str], seen: Seen) -> Span:
    return _one(later(seen.today, 1, "workday"))


def _weeks_after_weekday(match: re.Match[str], seen: Seen) -> Span:
    """ "a week from Friday" is not said; "Friday in two weeks" is the Friday of that week."""
    day = later(seen.today, int(match["count"]), "week")
    return _one(day + timedelta(days=int(match["weekday"]) - day.weekday()))


def _one(day: date) -> Span:
    return Span(day, day)


def _checked(day: date, match: re.Match[str]) -> Span:
    """Raises Refusal where another day of the week was said."""
    named = match.groupdict().get("weekday")
    if named is not None and day.weekday() != int(named):
        said, is_one = WEEKDAY_NAMES[int(named)], WEEKDAY_NAMES[day.weekday()]
        raise Refusal(f"{on(day)} is a {is_one}, not a {said}.")
    return _one(day)


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
        (rf"(?P<edge>begin|mid|end) (?:of )?(?:every )?{_WHICH}{_UNIT}", _edge),
        (rf"(?P<edge>begin|mid|end) (?:of )?{_UNIT} (?P<which>next)", _edge),
        (r"eow", _friday),
        (rf"(?P<which>next|this) {_UNIT}", _unit),
        (rf"{_UNIT} (?P<which>next|this)", _unit),
        (r"in N(?P<count>\d+) (?P<unit>day|workday|week|month|quarter|year)", _later),
        (r"(?:next|this) workday|workday next", _next_workday),
        (r"N(?P<count>\d+) (?P<unit>day|workday|week|month) (?:fromnow|from today)", _later),
        (r"(?:(?:in|of|every) )*M(?P<month>\d+)(?: Y(?P<year>\d+))?", _month),
        (r"(?P<near>today|tomorrow|overmorrow|yesterday)", _near),
        (
            r"(?P<weekday>(?!))?O(?P<day>\d{1,2})(?! (?:of )?(?:D|workday|day|week|month))",
            _of_month,
        ),
    )
]
