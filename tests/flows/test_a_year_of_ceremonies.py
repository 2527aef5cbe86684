"""A year of one team in Berlin, day by day through the real tick, dispatch and ledger: what was
announced when. `pytest -s` prints it as a table, to be read."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from handlers.calendars import public
from handlers.times import local
from storage.models import Occurrence
from tests.flows.cadences import pressed, set_up
from tests.flows.office import BERLIN, MONDAY, Office, at

WEEKS = 52


@pytest.mark.long
async def test_a_year_of_one_team(sqlite_office: Office) -> None:
    office = sqlite_office
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await pressed(
        ada, "Save", await ada.commands("/team cadence refinement every Wednesday at 10:30")
    )
    end = at("23:00", day=MONDAY + timedelta(weeks=WEEKS) - timedelta(days=1))
    changed = {
        date(2027, 2, 3): "/team cadence refinement skip",
        date(2027, 4, 14): "/team cadence retro move to Thursday 10:00",
        date(2027, 9, 8): "/team cadence review skip",
    }
    for day, line in changed.items():
        await office.until(at("08:00", day=day))
        outcome = await ada.commands(line)
        if "move" in line:
            await pressed(ada, "Move it", outcome)
    await office.until(end)
    rows = announced(office)
    table(rows)

    counted = Counter(kind for _, kind, _, _ in rows)
    # 26 sprints; each Wednesday and Friday of a year, but the one that was skipped.
    assert counted == {
        "Planning": 26,
        "Refinement": 51,
        "Review": 25,
        "Retro": 26,
        "Weeknote": 52,
    }
    hours = {"Planning": "10:00", "Refinement": "10:30", "Review": "10:00", "Weeknote": "15:00"}
    for _, kind, starts, told_at in rows:
        shown = local(starts, BERLIN)
        assert shown.weekday() < 5
        assert public.holiday(shown.date(), "DE") == ""
        moved = shown.date() == date(2027, 4, 22)
        assert f"{shown:%H:%M}" == hours.get(kind, "10:00" if moved else "13:30")
        # Of a weeknote its editor is told, a day before.
        lead = timedelta(days=1) if kind == "Weeknote" else timedelta(minutes=10)
        assert told_at == starts - lead
    assert len({(day, kind) for day, kind, _, _ in rows}) == len(rows)


def announced(office: Office) -> list[tuple[date, str, datetime, datetime]]:
    """The rule's day, what, when it started, and when the channel was told."""
    titles = {
        shown.subject.split(":")[1]: shown.words.splitlines()[0].removeprefix("Core: ")
        for shown in office.shown("C-core")
        if shown.subject.startswith("cadence:") and ":changed:" not in shown.subject
    }
    with office.inside() as session:
        found = session.exec(
            select(Occurrence)
            .where(col(Occurrence.announced_at).is_not(None), ~col(Occurrence.is_skipped))
            .order_by(col(Occurrence.starts_at))
        ).all()
    return [
        (
            each.day,
            titles.get(str(each.ceremony_id), "Weeknote"),
            each.starts_at,
            each.announced_at or each.starts_at,
        )
        for each in found
    ]


def table(rows: list[tuple[date, str, datetime, datetime]]) -> None:
    week = None
    for day, kind, starts, _ in rows:
        shown = local(starts, BERLIN)
        if shown.isocalendar()[:2] != week:
            week = shown.isocalendar()[:2]
            print(f"\n{week[0]}-W{week[1]:02}", end=" ")
        rule = f" (for {day:%a %d %b})" if day != shown.date() else ""
        utc = starts.astimezone(UTC)
        print(f"| {shown:%a %d %b %H:%M} ({utc:%H:%M}Z) {kind}{rule}", end=" ")
    print()
