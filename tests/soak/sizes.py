"""How big everything is, and that nothing grows but what people said."""

from __future__ import annotations

import gc
import os
import resource
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from handlers.lately import KEPT, Recent
from tests.soak.house import House

OURS = ("bot.", "handlers.", "scheduler.", "storage.")
WATCHED = (
    *OURS,
    "dbos",
    "asyncio",
    "_asyncio",
    "concurrent",
    "contextvars",
    "sqlalchemy",
    "sqlmodel",
)
DATA = frozenset({"delivery", "entry", "prompt", "standupday", "person", "member"})
"""What people and the bot said. How many rows there should be is counted elsewhere."""
CACHES = 2
"""Of things made lately: cards, and the blocks of their parts."""
KEPT_DAYS = 8
"""Keys and finished moments are kept for seven days and trimmed once a day."""
ROOM_MB = 24.0
ROOM = 1.10
"""What memory may grow by after the warm-up, which is how far it goes up and down within a day."""
FEW = 200
"""Objects of one class, and files, more or less, that say nothing."""


@dataclass(frozen=True)
class Sizes:
    rss_mb: float
    tables: dict[str, int]
    watched: dict[str, int]
    """Live objects by class: the product's own, and those of the libraries it works with."""
    objects: int
    """Live objects that the garbage collector knows."""
    held: dict[str, int]
    """What is remembered between two messages or events: paces, threads, files."""
    caches: dict[str, int]
    """Entries in those of the product's own functions that have no bound, by name."""

    @classmethod
    def of(cls, house: House) -> Sizes:
        lately = kept_lately()
        gc.collect()
        alive = gc.get_objects()
        kinds = Counter(type(each) for each in alive)
        watched = {
            f"{kind.__module__}.{kind.__qualname__}": number
            for kind, number in kinds.items()
            if str(kind.__module__).startswith(WATCHED)
        }
        deliveries, pacer = house.deliveries, house.pacer
        held = {
            "jobs in hand": len(deliveries._jobs),
            "notes waiting": len(deliveries._sender._noting._waiting),
            "paces": len(pacer._rested),
            "holds": len(pacer._until),
            "made lately": lately,
            "threads": threading.active_count(),
            "files": len(os.listdir("/proc/self/fd")),
        }
        return cls(_rss_mb(), house.records.sizes(), watched, len(alive), held, _caches())


def kept_lately() -> int:
    """Drops it, and returns how much there was: it is bounded by how many things are kept, and what
    those hold says nothing of what grows."""
    kept = 0
    for each in gc.get_objects():
        if isinstance(each, Recent):
            kept += len(each._newer) + len(each._older)
            each._newer, each._older = {}, {}
    return kept


def _rss_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def _caches() -> dict[str, int]:
    return {
        f"{module.__name__}.{name}": function.cache_info().currsize
        for module in list(sys.modules.values())
        if module.__name__.startswith(OURS)
        for name, function in vars(module).items()
        if isinstance(function, _CACHED)
        and function.__module__ == module.__name__
        and function.cache_info().maxsize is None
    }


_CACHED = type(lru_cache()(lambda: None))


def grown(
    days: Sequence[Sizes], warm_up: int, events: Sequence[int], places: int, workspaces: int
) -> Iterator[str]:
    """What has grown since the warm-up, in words. `events` were handled by the end of each day."""
    before, now = days[warm_up], days[-1]
    warm = max(each.rss_mb for each in days[warm_up // 2 : warm_up + 1])
    if now.rss_mb > warm * ROOM + ROOM_MB:
        yield f"memory: {now.rss_mb:.0f} MB, and was {warm:.0f} MB"
    if now.objects > before.objects * 1.1 + 20_000:
        yield f"objects: {now.objects}, and were {before.objects}"
    for kind, number in now.watched.items():
        if number > before.watched.get(kind, 0) * 1.2 + FEW:
            yield f"{kind}: {number}, and were {before.watched.get(kind, 0)}"
    limits = {
        "jobs in hand": 0,
        "notes waiting": 0,
        "paces": places + 2 * workspaces,
        "holds": places + workspaces,
        "made lately": CACHES * 2 * KEPT,
        "threads": before.held["threads"] + 10,
        "files": before.held["files"] + 10,
    }
    for name, most in limits.items():
        if now.held[name] > most:
            yield f"{name}: {now.held[name]}, not at most {most}"
    for name, entries in now.caches.items():
        if entries > before.caches.get(name, 0) * 1.2 + FEW:
            yield f"cache {name}: {entries}, and was {before.caches.get(name, 0)}"
    since = events[-1] - (events[-1 - KEPT_DAYS] if len(events) > KEPT_DAYS else 0)
    for table, rows in now.tables.items():
        if table in DATA:
            continue
        most = int(before.tables[table] * 1.2) + FEW
        if table == "seen" or table.startswith(("workflow_", "operation_")):
            most = since
        if rows > most:
            yield f"{table}: {rows} rows, not at most {most}"
