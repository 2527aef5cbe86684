"""The benchmarks can be run, told and read. How fast anything is, is not tested here."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from benchmarks import results, showing
from benchmarks.catalogue import BENCHES, Bench, Found, called

WANTED = {
    "slash_command",
    "fan_out_unlimited",
    "fan_out_limited",
    "tick_growth_100x",
    "processes_3_vs_1",
}
FIELDS = {"ours", "peer", "unit", "ratio"}


def found(ratio: float) -> Found:
    return {"ours": ratio * 3, "peer": 3.0, "unit": "ms", "ratio": ratio}


def some_results() -> dict[str, Any]:
    """Each target met, missed, and far exceeded, in turn."""
    factors = (0.6, 1.0, 50.0)
    return {
        bench.name: results.result(bench, found(bench.target * factors[number % 3]))
        for number, bench in enumerate(BENCHES)
    }


@pytest.mark.parametrize("bench", BENCHES, ids=lambda bench: bench.name)
def test_every_benchmark_has_a_target_and_says_what_it_compares(bench: Bench) -> None:
    assert bench.target > 0
    assert bench.story.endswith(".")
    assert bench.met(bench.target)
    assert not bench.met(bench.target * (0.5 if bench.sense == "at least" else 2))


def test_names_are_known_or_refused() -> None:
    assert called([]) == list(BENCHES)
    assert [bench.name for bench in called(["home_20_teams"])] == ["home_20_teams"]
    with pytest.raises(KeyError):
        called(["home_21_teams"])


def test_the_results_that_are_kept_hold_what_is_asked_for() -> None:
    kept = results.read()
    assert set(kept) >= WANTED | {"machine"}
    for name in WANTED:
        assert set(kept[name]) >= FIELDS | {"target", "met", "dominates"}
    assert set(kept["machine"]) >= {"python", "cpu", "cpus", "memory_gb", "os", "date", "commit"}
    assert set(kept) - {"machine"} <= {bench.name for bench in BENCHES}
    assert results.CHART.exists()


def test_what_was_not_measured_now_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    first, second = BENCHES[:2]
    results.keep({bench.name: results.result(bench, found(1.0)) for bench in BENCHES[:2]}, file)
    results.keep({second.name: results.result(second, found(0.12345))}, file)
    kept = results.read(file)
    assert (kept[first.name]["ratio"], kept[second.name]["ratio"]) == (1.0, 0.1235)


def test_the_table_tells_each_target_and_whether_it_is_met() -> None:
    paper = StringIO()
    Console(file=paper, width=120).print(showing.table(some_results()))
    told = paper.getvalue()
    for bench in BENCHES:
        assert bench.name in told
        assert bench.asked in told
    assert "yes" in told
    assert "no" in told


def test_the_chart_is_a_picture_a_thousand_pixels_wide() -> None:
    drawn = showing.chart(some_results())
    assert drawn.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = (int.from_bytes(drawn[at : at + 4], "big") for at in (16, 20))
    assert width == showing.WIDTH
    assert height > 300
