"""Spans for OpenTelemetry, where `drumbeat[traces]` is installed and somebody collects them.

They tell what took how long, by our ids. Never what people wrote, nor the words of an exception.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from importlib.metadata import version
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
    from opentelemetry.trace import Tracer

log = structlog.get_logger()

FINISHING = 3.0
"""Seconds that stopping waits for the last spans to be taken."""


class Traces:
    """Without a provider, nothing happens and nothing is imported."""

    def __init__(self, provider: TracerProvider | None = None) -> None:
        self._provider = provider
        self._tracer = provider.get_tracer("drumbeat") if provider else None

    def span(
        self, name: str, expected: tuple[type[Exception], ...] = (), **facts: str | int
    ) -> AbstractContextManager[None]:
        """`expected` are no failures."""
        if self._tracer is None:
            return _NONE
        return _span(self._tracer, name, expected, facts)

    async def stop(self) -> None:
        if self._provider is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.to_thread(self._provider.shutdown), FINISHING)


_NONE = contextlib.nullcontext()


@contextlib.contextmanager
def _span(
    tracer: Tracer, name: str, expected: tuple[type[Exception], ...], facts: dict[str, str | int]
) -> Iterator[None]:
    from opentelemetry.trace import StatusCode

    named = {f"drumbeat.{fact}": value for fact, value in facts.items()}
    with tracer.start_as_current_span(
        name, attributes=named, record_exception=False, set_status_on_exception=False
    ) as span:
        try:
            yield
        except Exception as error:
            if not isinstance(error, expected):
                span.set_status(StatusCode.ERROR, type(error).__name__)
            raise


def to(endpoint: str) -> Traces:
    """Sent to a collector at that address; empty: nowhere."""
    if not endpoint:
        return Traces()
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        log.warning("no traces: install drumbeat[traces]")
        return Traces()
    exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
    return through(BatchSpanProcessor(exporter))


def through(processor: SpanProcessor) -> Traces:
    """Needs the extra."""
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider

    named = {"service.name": "drumbeat", "service.version": version("drumbeat")}
    provider = TracerProvider(resource=Resource.create(named), shutdown_on_exit=False)
    provider.add_span_processor(processor)
    return Traces(provider)
