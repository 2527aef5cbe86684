"""Plans of all kinds, for properties: any zone, any sprint, days off, moved and skipped ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

from hypothesis import strategies as st

from handlers.when.plan import AROUND, Plan
from handlers.when.recurrence import Recurrence
from handlers.when.sprints import Sprints

START = date(2026, 1, 1)
ODD = ("Africa/Casablanca", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia")
ZONES = (*ODD, *sorted(available_timezones()))
RULES = (
    "SPRINT=FIRST",
    "SPRINT=MIDDLE",
    "SPRINT=LAST",
    "SPRINT=2",
    "SPRINT=-2",
    "SPRINT=1TU",
    "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=WEEKLY;BYDAY=FR",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
    "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU",
    "FREQ=MONTHLY;BYDAY=1MO",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31",
    "FREQ=WEEKLY;BYDAY=WE;UNTIL=20260801",
)
# Most changes of clocks happen at these hours.
HOURS = st.sampled_from(
    [time(0), time(0, 30), time(2), time(2, 30), time(3), time(9), time(23, 45)]
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    anchor = START + timedelta(days=draw(st.integers(0, 30)))
    sprints = Sprints(draw(st.integers(1, 4)), anchor)
    recurrence = Recurrence(
        draw(st.sampled_from(RULES)),
        START + timedelta(days=draw(st.integers(0, 20))),
        draw(HOURS),
        draw(st.sampled_from(ZONES)),
    )
    days = list(recurrence.days(START, START + timedelta(days=500), sprints))
    near = st.builds(
        lambda day, by: day + timedelta(days=by),
        st.sampled_from(days or [START]),
        st.integers(-2, 2),
    )
    off = draw(st.frozensets(near, max_size=12))
    touched = draw(st.lists(st.sampled_from(days or [START]), max_size=6, unique=True))
    moves = st.none() | st.integers(-20 * 1440, 20 * 1440)
    changes: dict[date, datetime | None] = {}
    for nth, day in enumerate(touched):
        minutes = draw(moves)
        # Nobody moves one onto another: their seconds differ.
        moved = timedelta(minutes=minutes or 0, seconds=nth + 1)
        changes[day] = None if minutes is None else recurrence.on(day) + moved
    lead = timedelta(minutes=draw(st.sampled_from([0, 10, 60, 1440])))
    return Plan(recurrence, sprints, draw(st.sampled_from(AROUND)), off, changes, lead)


def at_midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
