from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

import pytest

from tests.fakes.surroundings import ROOT
from tests.faults.clock import Clock
from tests.faults.figures import Figures, table
from tests.faults.nursery import Nursery
from tests.faults.plan import IS_FULL

REPORT = ROOT / "build" / "faults.md"


class Note(Protocol):
    def __call__(
        self, world: str, fault: str, figures: Figures, stops: Sequence[float] = ()
    ) -> None: ...


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left = [] if IS_FULL else [item for item in items if item.get_closest_marker("only_in_full")]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    opened = Nursery()
    yield opened
    opened.close()


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    return Clock(tmp_path / "clock")


@pytest.fixture
def note(record_property: Callable[[str, object], None]) -> Note:
    """World, kind of fault and what came of it, for the table at the end; and how many seconds each
    stop in peace took."""

    def noted(world: str, fault: str, figures: Figures, stops: Sequence[float] = ()) -> None:
        record_property("figures", {"world": world, "fault": fault, **asdict(figures)})
        record_property("stops", list(stops))

    return noted


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [
        report
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
    ]
    told_by = [each for report in reports for each in getattr(report, "user_properties", [])]
    rows = [value for name, value in told_by if name == "figures"]
    stops = [took for name, value in told_by if name == "stops" for took in value]
    if not rows:
        return
    told = table(rows)
    if stops:
        told += f"\n\nStopped in peace {len(stops)} times, the slowest in {max(stops):.1f} s."
    terminalreporter.section("killed, cut off and started again")
    terminalreporter.write_line(told)
    if IS_FULL:
        REPORT.parent.mkdir(exist_ok=True)
        REPORT.write_text(f"# What came of the faults\n\n{told}\n", "utf-8")
