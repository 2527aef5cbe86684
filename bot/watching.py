"""The edges, watched: what an event, a moment and a delivery are called in logs, figures and spans.

One object that `app.py` builds; whoever gets none watches for nobody.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import structlog

from bot import logs
from bot.metrics import Delivered, Handled, Metrics
from bot.port import Limited, Stopped
from bot.traces import Traces
from handlers.errors import Invalid, Refusal
from handlers.events import Due, FromPlatform

log = structlog.get_logger()


class Result:
    """What became of an event and how long it took; failed until somebody says otherwise."""

    def __init__(self, kind: str, metrics: Metrics, clock: Callable[[], float]) -> None:
        self.of: Handled = "failed"
        self._kind = kind
        self._metrics = metrics
        self._clock = clock

    def __enter__(self) -> Result:
        self._begun = self._clock()
        return self

    def __exit__(self, *_: object) -> None:
        self._metrics.handled(self._kind, self.of, self._clock() - self._begun)
        log.debug("handled", result=self.of)


class Watch:
    def __init__(
        self,
        metrics: Metrics | None = None,
        traces: Traces | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.metrics = metrics or Metrics()
        self.traces = traces or Traces()
        self._clock = clock

    @contextlib.contextmanager
    def event(self, event: FromPlatform) -> Iterator[Result]:
        kind, platform = type(event).__name__, event.origin.platform
        with logs.request():
            logs.bind(event_kind=kind, platform=platform)
            with (
                self._timed(kind) as result,
                self.traces.span("event", kind=kind, platform=platform),
            ):
                yield result

    @contextlib.contextmanager
    def moment(self, due: Due) -> Iterator[Result]:
        facts = {"occurrence": due.key, "workspace": due.workspace_id, "event_kind": due.kind}
        with (
            logs.about(**facts),
            self._timed("Due") as result,
            self.traces.span("moment", kind=due.kind, workspace=due.workspace_id),
        ):
            yield result

    def delivery(
        self, row: int, workspace: int, platform: str, attempt: int
    ) -> tuple[AbstractContextManager[None], AbstractContextManager[None]]:
        """What it is called in logs, and its span."""
        told = logs.about(delivery=row, workspace=workspace, platform=platform, attempt=attempt)
        return told, self.traces.span("delivery", id=row, workspace=workspace, platform=platform)

    def transaction(self, *expected: type[Exception]) -> AbstractContextManager[None]:
        """`expected` are no failures of it."""
        return self.traces.span("transaction", (Refusal, Invalid, *expected))

    def handler(self) -> AbstractContextManager[None]:
        return self.traces.span("handler", (Refusal, Invalid))

    def call(self, kind: str) -> AbstractContextManager[None]:
        return self.traces.span("platform call", (Limited, Stopped), kind=kind)

    def delivered(self, platform: str, result: Delivered) -> None:
        self.metrics.delivered(platform, result)
        log.debug("delivery handled", result=result)

    def _timed(self, kind: str) -> Result:
        return Result(kind, self.metrics, self._clock)
