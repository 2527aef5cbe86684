"""What is measured, and what is asked of it: the one list."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NotRequired, TypedDict


class Found(TypedDict):
    """What a benchmark brings home. Ours and the peer's were taken in the same run, in turns."""

    ours: float
    peer: float
    unit: str
    ratio: float
    details: NotRequired[dict[str, Any]]
    dominates: NotRequired[str]
    """Where the time or the memory goes, by a profile."""


Measure = Callable[[], Found]


@dataclass(frozen=True, slots=True)
class Bench:
    name: str
    module: str
    function: str
    sense: Literal["at least", "at most"]
    target: float
    """Of the ratio: ours by the peer's."""

    @property
    def asked(self) -> str:
        return f"{self.sense} {self.target:g}"

    def met(self, ratio: float) -> bool:
        return ratio >= self.target if self.sense == "at least" else ratio <= self.target

    def measure(self) -> Measure:
        """Imported only now: one that is not wanted need not even load."""
        found: Measure = getattr(importlib.import_module(self.module), self.function)
        return found

    @property
    def story(self) -> str:
        """What is compared with what, in one line."""
        return (inspect.getdoc(self.measure()) or "").partition("\n")[0]


def _bench(name: str, where: str, sense: Literal["at least", "at most"], target: float) -> Bench:
    module, _, function = where.partition(":")
    return Bench(name, f"benchmarks.{module}", function or name, sense, target)


BENCHES = (
    _bench("slash_command", "slash_command", "at least", 0.5),
    _bench("teams_echo", "teams_echo", "at least", 5),
    _bench("fan_out_unlimited", "fan_out", "at least", 0.7),
    _bench("fan_out_limited", "fan_out", "at least", 0.952),
    _bench("engine_vs_lease", "lease_table", "at least", 0.33),
    _bench("tick_growth_100x", "ticks", "at most", 1.2),
    _bench("lateness_10000", "lateness", "at most", 3),
    _bench("memory_100000", "size", "at most", 1.2),
    _bench("start_100000", "size", "at most", 1.2),
    _bench("digest_200", "screens", "at most", 20),
    _bench("home_20_teams", "screens", "at most", 3),
    _bench("processes_3_vs_1", "processes", "at least", 1.2),
)


def called(names: list[str]) -> list[Bench]:
    """Those of that name, or all for none. Raises KeyError for a name there is not."""
    by_name = {bench.name: bench for bench in BENCHES}
    return [by_name[name] for name in names] if names else list(BENCHES)
