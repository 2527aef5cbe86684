"""A range of days in a person's words, both ends included. Pure.

understand("from Monday to 12 Jan", now, "Europe/Berlin")
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from handlers.errors import Refusal
from handlers.times import local
from handlers.when import echo
from handlers.when.calendar_words import day_at, seen_by
from handlers.when.clocks import clock_at
from handlers.when.guessing import guessed
from handlers.when.meaning import Days, Unclear
from handlers.when.reading import Reading, folded, readings
from handlers.when.spans import Seen, Span, later
from handlers.when.sprints import Sprints

EXAMPLES = "“tomorrow”, “from Monday to 12 January”, “until Friday” or “next week”"
LONGEST = timedelta(days=366)
MOST_TRIED = 3
WHOLE_DAYS = "A part of a day counts as the whole day."

_GLUE = re.compile(r"(?:and|of|every|here|in|at)(?= |$)")
_FROM = re.compile(r"(?:from|start|between)(?= |$)")
_AND = re.compile(r"and(?= |$)")
_UNTIL = re.compile(r"(?:until|to|by)(?: (?:until|to))*(?: at)?(?= |$)")
_NEXT_FEW = re.compile(r"(?:for )?next (?P<length>N\d+ (?:day|week))(?= |$)")
_FOR = re.compile(r"(?:for )?N(?P<count>\d+) (?P<unit>day|workday|week|month)(?! fromnow)(?= |$)")
_FOR_ONE = re.compile(r"for (?:every )?(?P<unit>day|week|month)(?= |$)")
_REST = re.compile(r"rest (?P<which>(?:this )?(?:week|month|sprint|year))(?= |$)")
_SHARED_MONTH = re.compile(
    r"(?:D[0-6] )?(?P<first>[NO]\d+) (?=(?:to|until|and) (?:D[0-6] )?[NO]\d+ "
    r"(?:of )?(?P<month>M\d+)(?: (?:of )?(?P<year>Y\d+))?)"
)
_MONTH_FIRST = re.compile(
    r"(?P<month>M\d+) (?P<first>[NO]\d+) (?:to|until|and) (?P<last>[NO]\d+)(?: (?P<year>Y\d+))?(?= |$)"
)
_WEEK_OF = re.compile(r"week of ")
_HALF = re.compile(r"(?:half\+ day|morning|afternoon|evening)(?= |$)")


@dataclass(slots=True)
class _Told:
    other: bool
    """Take what days may mean just as well."""
    days: list[Span] = field(default_factory=list)
    """In the order they were said."""
    until: date | None = None
    until_now: date | None = None
    length: tuple[int, str] | None = None
    open: bool = False
    """A beginning was said to be one."""
    between: bool = False
    """The day after "and" is the last one."""
    half: bool = False
    unsure: bool = False
    turned: bool = False
    """Whether the end may have been looked for in the year after."""


def understand(
    words: str, now: datetime, zone: str, locale: str = "en", sprints: Sprints | None = None
) -> Days | Unclear:
    """The days that are meant on the calendar of `zone`.

    Raises Refusal, with the words given back and an example, for what is no range of days, is over,
    ends before it begins or is longer than a year.
    """
    if not folded(words):
        raise Refusal(f"Which days? Say it like {EXAMPLES}.")
    today = local(now, zone).date()
    refused: Refusal | None = None
    found = readings(words, locale)
    for reading in [each for each in found if not each.unknown][:MOST_TRIED]:
        try:
            return _understand(reading, seen_by(reading, today, locale, sprints))
        except Refusal as refusal:
            refused = refused or refusal
    guess = None if refused else guessed(words, local(now, zone), locale)
    if guess and guess.day >= today:
        return Days(guess.day, guess.day, WHOLE_DAYS if guess.at else "")
    said = (refused.words if refused else "") or f"I don't understand this. Say it like {EXAMPLES}."
    raise Refusal(f"“{words.strip()}”: {said}")


def _understand(reading: Reading, seen: Seen) -> Days | Unclear:
    if match := _NEXT_FEW.fullmatch(reading.line):
        return _next_few(match["length"], seen)
    told = _told(reading.line, seen, other=False)
    if not told.unsure:
        return _days(told, seen)
    either = []
    for each in (told, _told(reading.line, seen, other=True)):
        try:
            either.append(_days(each, seen))
        except Refusal:
            continue  # over, or ending before it begins: not meant
    sure = [days for days in either if isinstance(days, Days)]
    if len(sure) == 1:
        return sure[0]
    if not sure:
        return either[0] if either else _days(told, seen)
    return Unclear("Which days are meant?", tuple(echo.span(d.first, d.last) for d in sure))


def _next_few(length: str, seen: Seen) -> Unclear:
    count, unit = length.split()
    number = int(count[1:])
    firsts = (seen.today, seen.today + timedelta(days=1))
    spans = [(first, later(first, number, unit) - timedelta(days=1)) for first in firsts]
    return Unclear("From today, or from tomorrow?", tuple(echo.span(*each) for each in spans))


def _told(line: str, seen: Seen, other: bool) -> _Told:
    told, at = _Told(other), 0
    while at < len(line):
        at = _clause(line, at, told, seen) + 1
    return told


def _clause(line: str, at: int, told: _Told, seen: Seen) -> int:
    """Takes what begins there, and gives where it ends. Raises Refusal for what it cannot."""
    if match := _SHARED_MONTH.match(line, at) or _MONTH_FIRST.match(line, at):
        year = f" {match['year']}" if match["year"] else ""
        _begin(told, f"{match['first']} {match['month']}{year}", seen)
        if "last" in match.groupdict():
            _end(told, f"{match['last']} {match['month']}{year}", 0, seen)
        return match.end() - (match.end() > at and line[match.end() - 1] == " ")
    if (match := _WEEK_OF.match(line, at)) and (day := day_at(line, match.end(), seen)):
        monday = day[0].first - timedelta(days=day[0].first.weekday())
        told.days.append(Span(monday, monday + timedelta(days=6)))
        return day[1]
    if match := _REST.match(line, at):
        told.until = _span(f"this {match['which'].removeprefix('this ')}", 0, told, seen)[0].last
        return match.end()
    if match := _FOR.match(line, at) or _FOR_ONE.match(line, at):
        told.length = int(match.groupdict().get("count") or 1), match["unit"]
        return match.end()
    if match := _UNTIL.match(line, at):
        return _end(told, line, match.end() + 1, seen)
    if match := _FROM.match(line, at):
        told.open, told.between = True, match[0] == "between"
        return match.end()
    if told.between and told.days and (match := _AND.match(line, at)):
        return _end(told, line, match.end() + 1, seen)
    if day_at(line, at, _from(told, seen)):
        span, end = _span(line, at, told, seen)
        told.days.append(span)
        return end
    if half := _part_of_day(line, at):
        told.half = True
        return half
    if match := _GLUE.match(line, at):
        return match.end()
    raise Refusal("")


def _begin(told: _Told, words: str, seen: Seen) -> None:
    told.days.append(_span(words, 0, told, seen)[0])


def _end(told: _Told, line: str, at: int, seen: Seen) -> int:
    if half := _part_of_day(line, at):
        told.half = True
        return half
    span, end = _span(line, at, told, seen)
    told.until, told.until_now = span.last, _end_now(line, at, seen)
    # "12 Jan to 5 Jan" would find the 5th of the year after.
    told.turned = " Y" not in line and "X" not in line and bool(told.days)
    return end


def _part_of_day(line: str, at: int) -> int | None:
    half, clock = _HALF.match(line, at), clock_at(line, at)
    return half.end() if half else clock[1] if clock else None


def _end_now(line: str, at: int, seen: Seen) -> date | None:
    """The end as it is seen from today, whatever day was said before."""
    found = day_at(line, at, seen)
    return found[0].last if found else None


def _span(line: str, at: int, told: _Told, seen: Seen) -> tuple[Span, int]:
    """The day that is said there, seen from the one said before it: "Monday and Tuesday"."""
    found = day_at(line, at, _from(told, seen))
    if found is None:
        raise Refusal("")
    span, end = found
    if told.days and span.other == span.first + timedelta(days=7):
        # After "from Friday", "until Friday" is the one that follows.
        following = span.other if span.first == told.days[-1].last else span.first
        span = Span(following, following)
    if span.other is None:
        return span, end
    told.unsure = True
    day = span.other if told.other else span.first
    return Span(day, day), end


def _from(told: _Told, seen: Seen) -> Seen:
    return replace(seen, after=told.days[-1].first) if told.days else seen


def _days(told: _Told, seen: Seen) -> Days | Unclear:
    if not told.days and told.until is None and told.length is None and not told.half:
        raise Refusal("")
    first, last = _together(told.days) if told.days else (seen.today, seen.today)
    if told.until is not None:
        last = told.until
    elif told.length is not None:
        last = _after(first, *told.length)
    elif told.open and told.days and last == first:
        return _until_when(first)
    now = told.until_now
    if told.turned and now and now < first and first - seen.today > LONGEST / 2:
        # "20 to 30 November" on the 25th: what goes on, or next year's?
        spans = ((seen.today, now), (first, last))
        return Unclear("Which days are meant?", tuple(echo.span(*each) for each in spans))
    return _checked(first, last, told, seen)


def _together(days: list[Span]) -> tuple[date, date]:
    """Raises Refusal for days that do not follow each other."""
    for one, following in pairwise(days):
        if not one.first <= following.first <= one.last + timedelta(days=1):
            raise Refusal("One range of days at a time: these do not follow each other.")
    return days[0].first, max(day.last for day in days)


def _after(first: date, count: int, unit: str) -> date:
    """The last of so many days, weeks or months from the first."""
    if unit == "workday":
        return later(first - timedelta(days=1), count, unit)
    return later(first, count, unit) - timedelta(days=1)


def _until_when(first: date) -> Unclear:
    friday = first + timedelta(days=(4 - first.weekday()) % 7)
    lasts = dict.fromkeys((first, friday, first + timedelta(days=6), first + timedelta(days=13)))
    return Unclear("Until when?", tuple(echo.span(first, last) for last in lasts))


def _checked(first: date, last: date, told: _Told, seen: Seen) -> Days:
    """Raises Refusal for what nobody can be away for."""
    if last < first or (told.turned and last - first > LONGEST / 2):
        raise Refusal(
            "That ends before it begins. Say the first day first, as in “12 to 16 January”."
        )
    if last < seen.today:
        raise Refusal("That is over. Say days that are ahead.")
    if last - first > LONGEST:
        raise Refusal("A year is the longest. For more, say it again when the year is over.")
    return Days(max(first, seen.today), last, WHOLE_DAYS if told.half else "")
