"""One moment in a person's words. Pure.

What the tables know is read exactly; the rest is guessed, and only taken where it lies ahead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.errors import Refusal
from handlers.times import local, moment
from handlers.when import echo
from handlers.when.calendar_words import day_at, seen_by
from handlers.when.clocks import END_OF_DAY, Clock, clock_at
from handlers.when.guessing import Guess, guessed
from handlers.when.meaning import Moment, Unclear
from handlers.when.reading import Reading, folded, readings
from handlers.when.spans import Seen, Span
from handlers.when.sprints import Sprints

EXAMPLES = "“tomorrow at noon”, “Friday 15:00”, “in two hours” or “12 January”"
HALVES = {"morning": (9, 12), "afternoon": (14, 17), "evening": (18, 21)}
"""The hours that are taken where only a part of the day was said: the first that is ahead."""
MOST_TRIED = 3
FURTHEST = timedelta(days=3 * 366)

_GLUE = re.compile(r"(?:by|until|to|at|and|of|in|start|from|every|here|clock)(?= |$)")
_HALF = re.compile(r"(?P<half>morning|afternoon|evening)(?= |$)")
_BEFORE = re.compile(r"before(?= |$)")
_IN = re.compile(
    r"in N(?P<count>\d+) (?P<unit>hour|minute)(?: (?:and )?N(?P<minutes>\d+) minute)?(?= |$)"
)
_FROM_NOW = re.compile(r"N(?P<count>\d+) (?P<unit>hour|minute)(?P<minutes>(?!))? fromnow(?= |$)")


@dataclass(slots=True)
class _Told:
    span: Span | None = None
    clock: Clock | None = None
    half: str = ""
    elapsed: timedelta | None = None
    before: bool = False
    left: bool = False


def understand(
    words: str, now: datetime, zone: str, locale: str = "en", sprints: Sprints | None = None
) -> Moment | Unclear:
    """The moment that is meant on the speaker's clocks: `zone`, or the zone that is named.

    Raises Refusal, with the words given back and an example, for what is no moment ahead.
    """
    if not folded(words):
        raise Refusal(f"When? Say it like {EXAMPLES}.")
    refused: Refusal | None = None
    found = readings(words, locale)
    for reading in [each for each in found if not each.unknown][:MOST_TRIED]:
        here = reading.zone or zone
        day = seen_by(reading, local(now, here).date(), locale, sprints)
        try:
            told = _told(reading, day)
            if not told.left:
                return _moment(told, day, now, here)
        except Refusal as refusal:
            refused = refused or refusal
    if refused is None and found[0].unknown:
        here = found[0].zone or zone
        guess = guessed(words, local(now, here), locale)
        if guess and (ahead := _later_than(now, guess, here)):
            return ahead
    said = (refused.words if refused else "") or f"I don't understand this. Say it like {EXAMPLES}."
    raise Refusal(f"“{words.strip()}”: {said}")


def _told(reading: Reading, seen: Seen) -> _Told:
    line, told, at = reading.line, _Told(), 0
    while at < len(line):
        at = _clause(line, at, told, seen) + 1
    return told


def _clause(line: str, at: int, told: _Told, seen: Seen) -> int:
    if elapsed := _IN.match(line, at) or _FROM_NOW.match(line, at):
        unit = {f"{elapsed['unit']}s": int(elapsed["count"])}
        told.elapsed = timedelta(**unit) + timedelta(minutes=int(elapsed["minutes"] or 0))
        return elapsed.end()
    if told.span is None and (day := day_at(line, at, seen)):
        told.span, end = day
        return end
    if told.clock is None and (clock := clock_at(line, at, bare=told.span is not None)):
        told.clock, end = clock
        return end
    if before := _BEFORE.match(line, at):
        told.before = True
        return before.end()
    if half := _HALF.match(line, at):
        told.half = half["half"]
        return half.end()
    glue = _GLUE.match(line, at)
    told.left |= glue is None
    return glue.end() if glue else len(line)


def _moment(told: _Told, seen: Seen, now: datetime, zone: str) -> Moment | Unclear:
    if told.elapsed is not None:
        if told.span or told.clock:
            raise Refusal(f"Either in so long, or at a time. Say it like {EXAMPLES}.")
        return _in(told.elapsed, now, zone)
    if told.span is None and told.clock is None and not told.half:
        raise Refusal("")
    clock = told.clock.in_half(told.half) if told.clock and told.half else told.clock
    span = told.span or Span(seen.today, seen.today)
    if told.before and told.span and clock is None:
        # Before Friday is Thursday's work; before Friday 15:00 is said of the hour.
        day = span.first - timedelta(days=1)
        span = Span(day, day, span.other - timedelta(days=1) if span.other else None)
    if span.other is None and span.last > span.first:
        # "Next week" is a while: what is due then is due when it ends, which may be too late.
        return _in_span(span, clock)
    if clock is None and told.half:
        hours = [Clock(hour, 0) for hour in HALVES[told.half]]
        clock = next((each for each in hours if _possible(each, [span.first], now, zone)), hours[0])
    days = _ahead([span.first, *([span.other] if span.other else [])], clock, now, zone)
    if told.span is None:
        days = days or [seen.today + timedelta(days=1)]
    times = _possible(clock, days, now, zone)
    if not times:
        raise Refusal(f"That is over. Say what is ahead, like {EXAMPLES}.")
    if len(times) > 1:
        return _asked(times)
    day, at = times[0]
    return _at(day, at, zone)


def _in(elapsed: timedelta, now: datetime, zone: str) -> Moment:
    """Real time, whatever clocks do in between."""
    if elapsed > FURTHEST:
        raise Refusal("That is too far away.")
    if not elapsed:
        raise Refusal(f"That is now. Say what is ahead, like {EXAMPLES}.")
    at = (now + elapsed).replace(second=0, microsecond=0)
    return Moment(at, local(at, zone).date(), True)


def _in_span(span: Span, clock: Clock | None) -> Unclear:
    last = span.last - timedelta(days=max(0, span.last.weekday() - 4))
    if last <= span.first:
        last = span.last
    days = (span.first, last)
    return Unclear("On which day?", tuple(_option(day, clock) for day in days))


def _ahead(days: list[date], clock: Clock | None, now: datetime, zone: str) -> list[date]:
    """The days whose moment may still come."""
    return [day for day in days if _possible(clock, [day], now, zone)]


def _possible(
    clock: Clock | None, days: list[date], now: datetime, zone: str
) -> list[tuple[date, Clock | None]]:
    """Day and time as they can be meant, without what is over."""
    if clock is None:
        return [(day, None) for day in days if day >= local(now, zone).date()]
    either = [(day, at) for day in days for at in clock.choices]
    return [(day, at) for day, at in either if moment(day, at.at, zone) > now]


def _asked(times: list[tuple[date, Clock | None]]) -> Unclear:
    options = tuple(_option(day, at) for day, at in times)
    if len({day for day, _ in times}) > 1:
        return Unclear("Which day is meant?", options)
    return Unclear(" or ".join(str(at) for _, at in times) + "?", options)


def _option(day: date, clock: Clock | None) -> str:
    words = f"{day:%A} {echo.on(day)}"
    return f"{words} at {clock}" if clock else words


def _at(day: date, clock: Clock | None, zone: str) -> Moment:
    at = clock.at if clock else END_OF_DAY
    return Moment(moment(day, at, zone), day, clock is not None)


def _later_than(now: datetime, guess: Guess, zone: str) -> Moment | None:
    at = moment(guess.day, guess.at or END_OF_DAY, zone)
    ahead = at > now if guess.at else guess.day >= local(now, zone).date()
    return Moment(at, guess.day, guess.at is not None) if ahead else None
