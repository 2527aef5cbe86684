"""What a line of tokens tells about a rule, whatever the order it is told in. Pure.

Languages put the same facts in different places ("every month on the first Monday", "el primer
lunes de cada mes"), so they are collected clause by clause, and put together afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from handlers.errors import Refusal
from handlers.when.calendar_words import day_at
from handlers.when.clocks import Clock, clock_at
from handlers.when.spans import Seen, Span

ONE_MOMENT = (
    "That is one moment, and a ceremony comes again and again. Say how it does, as in "
    "“every weekday at 9” or “every other Friday at 14:00”."
)


@dataclass(slots=True)
class Facts:
    clocks: list[Clock] = field(default_factory=list)
    half: str = ""
    """The half of the day, where it stands apart from the time."""
    interval: int = 1
    units: set[str] = field(default_factory=set)
    weekdays: set[int] = field(default_factory=set)
    without: set[int] = field(default_factory=set)
    workday: bool = False
    places: list[tuple[int, str]] = field(default_factory=list)
    """The last Friday: (-1, "D4"); its unit may be "day" and "workday" as well."""
    every_nth: bool = False
    """ "Every third Thursday" counts Thursdays of the month, or all of them."""
    months: set[int] = field(default_factory=set)
    edges: set[str] = field(default_factory=set)
    flags: set[str] = field(default_factory=set)
    start: Span | None = None
    until: date | None = None
    left: list[str] = field(default_factory=list)
    """Tokens that told nothing."""


_D = r"D[0-6]"
_RANGE = rf"{_D}(?: (?:to|until|at) {_D})?"
_LIST = rf"{_RANGE}(?: (?:(?:and|or) )*{_RANGE})*"
_NTH = r"O-?\d+"
_NTHS = rf"{_NTH}(?: (?:(?:and|or) )*{_NTH})*"
_UNIT = r"(?P<unit>day|workday|week|month|quarter|year|sprint)"


def facts(line: str, seen: Seen) -> Facts:
    """Raises Refusal for a single moment, a time of day or a date that does not exist."""
    found = Facts()
    at = 0
    while at < len(line):
        end = _clause(line, at, found, seen)
        at = end + 1
    return found


def _clause(line: str, at: int, found: Facts, seen: Seen) -> int:
    """Takes what begins there, and gives where it ends."""
    if end := _limit(line, at, found, seen):
        return end
    for form, note in _CLAUSES:
        if match := form.match(line, at):
            note(match, found)
            return match.end()
    bare = not found.clocks and not _counts(line, at)
    if clock := clock_at(line, at, bare):
        found.clocks.append(clock[0])
        return clock[1]
    end = line.find(" ", at)
    end = len(line) if end < 0 else end
    found.left.append(line[at:end])
    return end


def _limit(line: str, at: int, found: Facts, seen: Seen) -> int | None:
    """From when, until when. "From Monday to Friday" is neither."""
    match = re.compile(rf"(?P<what>start|from|until|to) (?!{_D} (?:to|until|at) {_D})").match(
        line, at
    )
    day = day_at(line, match.end(), seen) if match else None
    if not match or not day:
        return None
    if match["what"] in {"start", "from"}:
        found.start = day[0]
    else:
        found.until = day[0].last
    return day[1]


def _counts(line: str, at: int) -> bool:
    """Whether the number that stands there counts something: "3 weeks"."""
    return re.compile(rf"N\d+ (?:{_UNIT}|minute)").match(line, at) is not None


def _weekdays(words: str) -> set[int]:
    found: set[int] = set()
    for match in re.finditer(r"D([0-6])(?: (?:to|until|at) D([0-6]))?", words):
        first = int(match[1])
        last = first if match[2] is None else int(match[2])
        found |= {day % 7 for day in range(first, last + 1 + 7 * (last < first))}
    return found


def _nths(words: str) -> list[int]:
    return [int(each) for each in re.findall(r"O(-?\d+)", words)]


def _except(match: re.Match[str], found: Facts) -> None:
    if match["holidays"]:
        raise Refusal(
            "Holidays are looked after by the team's calendar: leave them out here, as in "
            "“every weekday at 9”."
        )
    found.without |= set(range(5)) if match["workday"] else _weekdays(match["days"])


def _interval(match: re.Match[str], found: Facts) -> None:
    _every(match, found)
    _units(match, found)


def _every(match: re.Match[str], found: Facts) -> None:
    found.interval = 2 if match["count"] == "other" else int(match["count"][1:])


def _interval_of_weekdays(match: re.Match[str], found: Facts) -> None:
    _every(match, found)
    found.weekdays |= _weekdays(match["days"])


def _other_weekdays(match: re.Match[str], found: Facts) -> None:
    found.interval = 2
    found.weekdays |= _weekdays(match["days"])


def _every_nth(match: re.Match[str], found: Facts) -> None:
    found.every_nth = True
    _places(match, found)


def _places(match: re.Match[str], found: Facts) -> None:
    for nth in _nths(match["nths"]):
        if match["what"] in {"day", "workday"}:
            found.places.append((nth, match["what"]))
        else:
            found.places += [(nth, f"D{day}") for day in sorted(_weekdays(match["what"]))]


def _numbered_day(match: re.Match[str], found: Facts) -> None:
    found.places += [(int(number), "day") for number in re.findall(r"[NO](\d+)", match["numbers"])]


def _date(match: re.Match[str], found: Facts) -> None:
    """ "4 December" is one moment, unless it is said to come every year."""
    if not (match["again"] or match["of"] or "year" in match.string):
        raise Refusal(ONE_MOMENT)
    found.places.append((int(match["day"]), "day"))
    found.months.add(int(match["month"]))


def _months(match: re.Match[str], found: Facts) -> None:
    found.months |= {int(month) for month in re.findall(r"M(\d+)", match[0])}


def _edge(match: re.Match[str], found: Facts) -> None:
    found.edges.add(match["edge"])
    found.units.add(match["unit"])


def _flag(match: re.Match[str], found: Facts) -> None:
    found.flags.add(match[0])


def _days(match: re.Match[str], found: Facts) -> None:
    found.weekdays |= _weekdays(match[0])


def _every_half(match: re.Match[str], found: Facts) -> None:
    found.units.add("day")
    _half(match, found)


def _half(match: re.Match[str], found: Facts) -> None:
    found.half = match["half"]


def _units(match: re.Match[str], found: Facts) -> None:
    if match["unit"] == "workday":
        found.workday = True
    else:
        found.units.add(match["unit"])


def _one_moment(match: re.Match[str], found: Facts) -> None:
    raise Refusal(ONE_MOMENT)


def _a_while(match: re.Match[str], found: Facts) -> None:
    raise Refusal("Say until when it comes, as in “every Friday at 9 until 18 December”.")


def _too_often(match: re.Match[str], found: Facts) -> None:
    raise Refusal("Once a day is as often as it gets, as in “every weekday at 9”.")


def _nothing(match: re.Match[str], found: Facts) -> None:
    """What only holds a phrase together."""


_CLAUSES: list[tuple[re.Pattern[str], Callable[[re.Match[str], Facts], None]]] = [
    (re.compile(rf"(?:{form})(?= |$)"), note)
    for form, note in (
        (
            r"except (?:(?:and|of|every|at) )*"
            rf"(?:(?P<days>{_LIST})|(?P<workday>workday)|(?P<holidays>holidays))",
            _except,
        ),
        (r"orlast|haveone|holidays", _flag),
        (rf"(?:every )+(?P<count>other|N\d+) {_UNIT}", _interval),
        (rf"(?P<count>other) {_UNIT}", _interval),
        (r"(?:every )+(?P<count>O[2-9]|O1[0-2]) (?P<unit>week|month|quarter|year)", _interval),
        (rf"(?:every )+(?P<count>N\d+|other) (?P<days>{_LIST})", _interval_of_weekdays),
        (rf"other (?P<days>{_LIST})", _other_weekdays),
        (rf"(?P<days>{_LIST}) (?:every )?other(?! (?:day|workday|week|month|D))", _other_weekdays),
        (rf"(?:every )+(?P<nths>O\d+) (?P<what>{_D}|day|workday)", _every_nth),
        (rf"(?P<nths>{_NTHS}) (?:and )*(?P<what>workday|day|{_LIST})", _places),
        (r"day (?P<numbers>[NO]\d+(?: (?:and )*[NO]\d+)*)", _numbered_day),
        (r"(?P<again>every )?[NO](?P<day>\d+) (?P<of>of )?M(?P<month>\d+)", _date),
        (r"(?P<again>every )?M(?P<month>\d+) (?P<of>(?!))?[NO](?P<day>\d+)", _date),
        (r"(?P<numbers>N\d+(?: and N\d+)*)(?= of (?:every )?month)", _numbered_day),
        (r"(?P<edge>begin|mid|end) (?:(?:of|every) )*(?P<unit>sprint|month|quarter|week)", _edge),
        (r"(?P<unit>sprint|month) (?P<edge>begin|mid|end)", _edge),
        (r"eow", lambda match, found: found.weekdays.add(4)),
        (r"twice|biweekly|bimonthly", _flag),
        (r"for N\d+ \w+", _a_while),
        (r"(?:every )+(?:other )?(?:N\d+ )?(?:hour|minute)", _too_often),
        (
            r"in N\d+ (?:\w+)|ago|fromnow|today|tomorrow|overmorrow|yesterday"
            r"|(?:next|this) (?:day|week|month|D[0-6])|X[\d-]+|S[\d/]+",
            _one_moment,
        ),
        (rf"(?:(?:every|from|of) )*{_LIST}", _days),
        (r"every (?P<half>morning|afternoon|evening)", _every_half),
        (r"(?P<half>morning|afternoon|evening)", _half),
        (r"day (?=T|Q|N\d+(?: |$)|at )", lambda match, found: found.units.add("day")),
        (rf"(?:(?:every|of|in) )*{_UNIT}", _units),
        (rf"(?P<numbers>{_NTHS})", _numbered_day),
        (r"(?:(?:every|of|in) )*M\d+(?: (?:and )*M\d+)*", _months),
        (r"every|of|and|or|at|in|here|clock|this|next|to|oclock", _nothing),
    )
]
