"""Which worlds there are, and how many of them: a few each time, all with `make faults`.

FAULT_RUNS says how many runs with a kill there are. A world's name ends in its seed; with the same
FAULT_RUNS that one alone comes again by `-k "forms and 13"`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

import pytest

from tests.fakes.slack.faults import Chances

SQLITE, POSTGRES = "SQLite, 1 process", "PostgreSQL, 3 processes"
PROCESSES = {SQLITE: 1, POSTGRES: 3}
FIXTURES = {SQLITE: "sqlite_url", POSTGRES: "postgres_url"}

RUNS = int(os.environ.get("FAULT_RUNS", "0"))
IS_FULL = RUNS > 0
RUNS_A_WORLD = 6

WEATHERS: dict[str, Chances] = {
    "429": {429: 0.25},
    "500": {500: 0.15, "accept-then-500": 0.15},
    "time-outs": {"timeout": 0.12, "accept-then-timeout": 0.12},
    "half-closed": {
        "reset": 0.08,
        "accept-then-reset": 0.08,
        "half": 0.08,
        "accept-then-half": 0.08,
    },
}
"""What Slack does, beside the kills."""
KINDS = ["fan-out", "digest", "forms", *WEATHERS, "fan-out", "digest", "forms", "forms"]
"""What a world's kills fall into; the weathers' worlds take all three in turn."""


@dataclass(frozen=True)
class Plan:
    world: str
    kind: str
    seed: int
    runs: int = RUNS_A_WORLD

    def __str__(self) -> str:
        return f"{self.world.split(',')[0]} {self.kind} {self.seed}"


def worlds() -> list[Plan]:
    if not IS_FULL:
        return [Plan(SQLITE, "forms", 1, 1), Plan(POSTGRES, "half-closed", 2, 1)]
    each = range(RUNS // RUNS_A_WORLD // 2)
    return [
        Plan(world, KINDS[seed % len(KINDS)], seed) for seed in each for world in (SQLITE, POSTGRES)
    ]


def seeds(full: int) -> range:
    """Of the worlds of one kind of fault."""
    return range(full if IS_FULL else 1)


def worlds_and_seeds(full: int, first: str) -> list[tuple[str, int]]:
    """The same on both databases; only on the first one each time."""
    worlds = [SQLITE, POSTGRES] if IS_FULL else [first]
    return [(world, seed) for seed in seeds(full) for world in worlds]


only_in_full = pytest.mark.only_in_full
"""Left to `make faults`."""
