"""What can be measured from outside, in a registry of its own. No label names anybody."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Literal, TypeAlias

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

LATE = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 14400)
LONG = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)

Handled: TypeAlias = Literal["ok", "refused", "invalid", "failed", "repeated"]
Delivered: TypeAlias = Literal["sent", "edited", "retried", "limited", "stopped", "repeated"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the database says now, over all workspaces."""

    waiting: int
    in_hand: int
    stopped: int
    overdue: int


class Metrics:
    def __init__(self, role: str = "all") -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        Info("drumbeat", "Which Drumbeat this is", registry=self.registry).info(
            {"version": version("drumbeat"), "role": role}
        )
        self._lateness = Histogram(
            "drumbeat_delivery_lateness_seconds",
            "From when a message should have been there to when it was",
            ["platform"],
            buckets=LATE,
            registry=self.registry,
        )
        self._deliveries = Counter(
            "drumbeat_deliveries",
            "Messages by what became of them",
            ["platform", "result"],
            registry=self.registry,
        )
        self._limits = Counter(
            "drumbeat_platform_limits",
            "How often a platform said that we are too fast",
            ["platform"],
            registry=self.registry,
        )
        self._handling = Histogram(
            "drumbeat_event_seconds",
            "How long an event or a moment took, transaction and all",
            ["event", "result"],
            buckets=LONG,
            registry=self.registry,
        )
        self._moments = Counter(
            "drumbeat_moments",
            "Moments handed on by the tick",
            ["kind"],
            registry=self.registry,
        )
        self._queue = Gauge(
            "drumbeat_queue",
            "Messages in the ledger that are not there yet, in the whole database",
            ["state"],
            registry=self.registry,
        )
        self._overdue = Gauge(
            "drumbeat_moments_overdue",
            "Moments that have come and nobody has handed on, in the whole database",
            registry=self.registry,
        )

        # Few labels and many messages: looking a child up takes as long as counting.
        self._handled = cache(self._handling.labels)
        self._delivered = cache(self._deliveries.labels)
        self._late = cache(self._lateness.labels)

    def handled(self, event: str, result: Handled, seconds: float) -> None:
        self._handled(event, result).observe(seconds)

    def delivered(self, platform: str, result: Delivered) -> None:
        self._delivered(platform, result).inc()

    def late(self, platform: str, seconds: float) -> None:
        self._late(platform).observe(max(0.0, seconds))

    def limited(self, platform: str) -> None:
        self._limits.labels(platform).inc()

    def handed_on(self, kind: str) -> None:
        self._moments.labels(kind).inc()

    def text(self, standing: Standing | None) -> bytes:
        """In Prometheus' own format. None: the database does not answer, and nobody knows."""
        nan = float("nan")
        now = standing or Standing(0, 0, 0, 0)
        for state, count in (
            ("waiting", now.waiting),
            ("in_hand", now.in_hand),
            ("stopped", now.stopped),
        ):
            self._queue.labels(state).set(count if standing else nan)
        self._overdue.set(now.overdue if standing else nan)
        return generate_latest(self.registry)
