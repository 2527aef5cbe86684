"""A calendar feed (iCalendar, RFC 5545). Pure: plans in, bytes out.

A plan is one event with its rule. What was skipped, or left out for a day off, is an EXDATE; what
was moved or shifted is an event of its own for that RECURRENCE-ID. So a calendar that knows nothing
of sprints or holidays shows exactly the moments that are planned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vDuration, vRecur, vText

from handlers.cadence.clocks import timezone
from handlers.times import zone_called
from handlers.when.plan import REACH, Plan
from handlers.when.recurrence import DAYS, FORESEEN, parts

BEHIND = timedelta(days=60)
AHEAD = timedelta(days=400)
"""How far days off are looked up, and moments told where no rule can tell them."""
REFRESH = timedelta(hours=1)
"""How often calendars are asked to look again."""
NO_MEETING = timedelta(minutes=15)
"""How long something is shown that takes no time of anybody's."""
PRODUCT = "-//Drumbeat//Cadence//EN"


@dataclass(frozen=True, slots=True)
class Series:
    uid: str
    title: str
    about: str
    plan: Plan
    minutes: int
    """0: it has no meeting, and nobody is busy."""
    sequence: int
    changed_at: datetime
    """UTC."""
    ruled_at: datetime | None = None
    """Since when it has its rule; none: always."""
    told: Mapping[date, tuple[datetime, datetime]] = field(default_factory=dict)
    """Begin and end, in UTC, of those that were announced before, by the day of their rule."""


def window(now: datetime) -> tuple[datetime, datetime]:
    """What is told in detail. It moves on once a month, so that a feed stays the same between
    changes."""
    since = (now - BEHIND).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return since, since + BEHIND + AHEAD


def calendar(name: str, some: Sequence[Series], now: datetime) -> bytes:
    made = Calendar()
    made.add("PRODID", PRODUCT)
    made.add("VERSION", "2.0")
    made.add("CALSCALE", "GREGORIAN")
    made.add("METHOD", "PUBLISH")
    for names in ("NAME", "X-WR-CALNAME"):
        made.add(names, vText(name))
    for refreshes in ("REFRESH-INTERVAL", "X-PUBLISHED-TTL"):
        made.add(refreshes, vDuration(REFRESH))
    made["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"
    since, until = window(now)
    for zone in sorted({_zone(series.plan.recurrence.zone).key for series in some} - {"UTC"}):
        # The first one may have been moved to the year before.
        first = min(series.plan.recurrence.starts.year for series in some) - 1
        made.add_component(timezone(zone, first, until.year))
    for series in some:
        for event in _events(series, since, until):
            made.add_component(event)
    written: bytes = made.to_ical()
    return written


def _events(series: Series, since: datetime, until: datetime) -> Iterator[Event]:
    recurrence, plan = series.plan.recurrence, series.plan
    tz = _zone(recurrence.zone)
    for day, (begun, over) in series.told.items():
        # On their own: the series no longer has their days.
        yield _event(series, begun.astimezone(tz), over, f"{day:%Y%m%d}-{series.uid}")
    first = _first(series)
    if first is None:
        return
    main = _event(series, datetime.combine(first, recurrence.at, tz))
    main.add("RRULE", _rule(plan, first))
    others = []
    for day in sorted({*_days(plan, since.date() - REACH, until.date() + REACH), *plan.changes}):
        if day < first or not any(_days(plan, day, day)):
            continue
        named = datetime.combine(day, recurrence.at, tz)
        starts = plan.starts(day)
        if starts is None:
            main.add("EXDATE", named)
        elif not _is_shown(named, starts):
            other = _event(series, starts.astimezone(tz))
            other.add("RECURRENCE-ID", named)
            others.append(other)
    yield main
    yield from others


def _first(series: Series) -> date | None:
    """The first day of the rule as it is now."""
    plan, since = series.plan, series.ruled_at
    starts = plan.recurrence.starts
    if since is None:
        return next(_days(plan, starts, starts + FORESEEN), None)
    day = max(starts, since.date() - timedelta(days=1))
    return next(
        (
            each
            for each in _days(plan, day, day + FORESEEN)
            if each not in series.told and plan.recurrence.on(each) > since
        ),
        None,
    )


def _days(plan: Plan, since: date, until: date) -> Iterator[date]:
    return plan.recurrence.days(since, until, plan.sprints)


def _event(series: Series, starts: datetime, until: datetime | None = None, uid: str = "") -> Event:
    event = Event()
    event.add("UID", uid or series.uid)
    event.add("SUMMARY", series.title)
    if series.about:
        event.add("DESCRIPTION", series.about)
    # Counted in real time: clocks may change during it.
    takes = until - starts if until else timedelta(minutes=series.minutes)
    ends = (starts.astimezone(UTC) + (takes or NO_MEETING)).astimezone(starts.tzinfo)
    event.add("DTSTART", starts if not starts.fold else starts.astimezone(UTC))
    event.add("DTEND", ends if not ends.fold else ends.astimezone(UTC))
    event.add("DTSTAMP", series.changed_at)
    event.add("LAST-MODIFIED", series.changed_at)
    event.add("SEQUENCE", series.sequence)
    event.add("STATUS", "CONFIRMED")
    event.add("TRANSP", "OPAQUE" if series.minutes else "TRANSPARENT")
    return event


def _is_shown(named: datetime, starts: datetime) -> bool:
    """Whether a calendar takes the wall time for that very moment; not in the gap of a change of
    clocks, where each has a way of its own."""
    meant = named.astimezone(UTC)
    return meant == starts and meant.astimezone(named.tzinfo).time() == named.time()


def _rule(plan: Plan, first: date) -> vRecur:
    recurrence = plan.recurrence
    if recurrence.of_sprint:
        return _of_sprint(plan, first)
    named = parts(recurrence.rule)
    rule: vRecur = vRecur.from_ical(recurrence.rule)
    if "UNTIL" in named:
        # Beside a start with a time it has to be one as well, in UTC.
        last = date.fromisoformat(named["UNTIL"])
        end = datetime.combine(last, time(23, 59, 59), _zone(recurrence.zone))
        rule["UNTIL"] = [end.astimezone(UTC)]
    if named["FREQ"] == "WEEKLY":
        rule.setdefault("BYDAY", [DAYS[first.weekday()]])
    return rule


def _of_sprint(plan: Plan, first: date) -> vRecur:
    """A day of the sprint is every so many weeks the same day of the week."""
    assert plan.sprints is not None
    return vRecur(
        {"FREQ": ["WEEKLY"], "INTERVAL": [plan.sprints.weeks], "BYDAY": [DAYS[first.weekday()]]}
    )


def _zone(name: str) -> ZoneInfo:
    return zone_called(name) or ZoneInfo("UTC")
