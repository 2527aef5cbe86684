"""Spans: what took how long, for whoever collects them, and nothing of what was said."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from bot import traces
from bot.port import Trouble
from bot.watching import Watch
from storage.session import Database
from tests.fakes.surroundings import environment
from tests.flows.office import Office
from tests.platforms.scripted import post_office, until

WORDS = "pelican"


def watched() -> tuple[Watch, InMemorySpanExporter]:
    collected = InMemorySpanExporter()
    return Watch(traces=traces.through(SimpleSpanProcessor(collected))), collected


def tree(spans: Sequence[ReadableSpan]) -> list[tuple[str, str]]:
    """Each span with the one it is part of, the inner before the outer."""
    names = {span.context.span_id: span.name for span in spans if span.context}
    return [(span.name, names[span.parent.span_id] if span.parent else "") for span in spans]


async def test_an_event_holds_its_transaction_and_that_its_handler(database: Database) -> None:
    office = Office(database)
    watch, collected = watched()
    office.dispatch.watch = watch
    ada = office.person(f"Ada{WORDS}")
    await ada.commands(f"/drumbeat help {WORDS}")
    await ada.commands(f"/drumbeat help {WORDS}")
    spans = collected.get_finished_spans()
    assert tree(spans)[-3:] == [
        ("handler", "transaction"),
        ("transaction", "event"),
        ("event", ""),
    ]
    said = "".join(span.to_json() for span in spans)
    assert '"drumbeat.kind": "Commanded"' in said and WORDS not in said


async def test_a_delivery_holds_the_platform_s_call_and_tells_that_it_failed(
    database: Database,
) -> None:
    office = await post_office(database)
    watch, collected = watched()
    office.platform.failures["C1"] = [Trouble(WORDS)]
    async with office.open(watch=watch):
        await office.ledger.post("hello")
        await until(lambda: len(collected.get_finished_spans()) >= 2)
    call, delivery = collected.get_finished_spans()[:2]
    assert tree([call, delivery]) == [("platform call", "delivery"), ("delivery", "")]
    assert (call.status.is_ok, call.status.description) == (False, "Trouble")
    assert call.events == ()
    assert WORDS not in call.to_json() + delivery.to_json()


async def test_a_refusal_is_no_failure(database: Database) -> None:
    office = Office(database, workspace="T1")
    watch, collected = watched()
    office.dispatch.watch = watch
    office.workspace = "T-nobody-knows"
    outcome = await office.person("Ada").commands("/standup")
    assert outcome.refused
    assert [span.status.is_unset for span in collected.get_finished_spans()] == [True, True]


async def test_stopping_hands_over_the_last_spans() -> None:
    watch, collected = watched()
    with watch.call("message"):
        pass
    await watch.traces.stop()
    assert len(collected.get_finished_spans()) == 1


async def test_nothing_is_collected_where_no_address_is_set() -> None:
    made = traces.to("")
    with made.span("event"):
        pass
    await made.stop()


def test_without_the_extra_everything_works_and_says_so(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "sys.modules['opentelemetry'] = None\n"
        "from bot import traces\n"
        "with traces.to('http://127.0.0.1:1').span('event'):\n"
        "    print('inside')\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment({}),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "inside" in ended.stdout
    assert "drumbeat[traces]" in ended.stdout + ended.stderr


def test_the_address_is_that_of_the_collector(monkeypatch: pytest.MonkeyPatch) -> None:
    addresses: list[str] = []

    class Exporter(InMemorySpanExporter):
        def __init__(self, endpoint: str) -> None:
            super().__init__()
            addresses.append(endpoint)

    from opentelemetry.exporter.otlp.proto.http import trace_exporter

    monkeypatch.setattr(trace_exporter, "OTLPSpanExporter", Exporter)
    made = traces.to("http://collector:4318/")
    assert made._provider is not None
    made._provider.shutdown()
    assert addresses == ["http://collector:4318/v1/traces"]
