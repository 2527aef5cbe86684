"""What is logged: whose it is by our ids, and never what anybody wrote."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot import logs
from bot.port import Trouble
from storage.session import Database
from tests.running.house import MONDAY, house, lines, log_kept

ANSWERS = {"q1": "pelicandone", "q2": "pelicanplan", "q3": "pelicanblock"}
NAMES = ("Quokkaada", "Quokkaben")
TYPED = ("ocelotcommand", "ocelotchat")
TROUBLE = "ibexdetail"

log = structlog.get_logger()


@pytest.fixture
def kept() -> Iterator[io.StringIO]:
    with log_kept("debug") as stream:
        yield stream


@pytest.mark.long
async def test_a_whole_day_leaves_nobody_s_words_in_the_log(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, kept: io.StringIO
) -> None:
    async with house(sqlite_url, monkeypatch) as at:
        await at.moves_in(*NAMES)
        ada, ben = at.crowd
        assert at.team
        await at.until(MONDAY + timedelta(hours=1))
        assert (await at.answers(ada, **ANSWERS)).ok
        await at.slack.dm(ben, TYPED[1])
        await at.slack.command(ben, at.team, f"/fail {TYPED[0]}")
        at.slack.fault("chat.postMessage", status={"ok": False, "error": "is_archived"})
        at.slack.fault("chat.update", status=500)
        await at.until(MONDAY + timedelta(hours=6))
        at.clock[0] += timedelta(minutes=10)
        await at.settled()
        urls = [found for key in at.slack.response_urls for found in [key]]
        secrets = [at.slack.workspace.token, at.slack.signing_secret, *urls]
        figures = await at.figures()
    said = kept.getvalue()
    # It did happen.
    assert figures['drumbeat_event_seconds_count{event="Commanded",result="failed"}'] == 1
    assert figures['drumbeat_deliveries_total{platform="slack",result="stopped"}'] == 1
    assert figures['drumbeat_deliveries_total{platform="slack",result="retried"}'] == 1
    assert "ValueError" in said and "stand-up" not in said
    words = [*ANSWERS.values(), *NAMES, *TYPED, *secrets]
    assert urls and [word for word in words if word.lower() in said.lower()] == []


async def test_each_line_of_a_day_tells_what_it_belongs_to(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, kept: io.StringIO
) -> None:
    async with house(sqlite_url, monkeypatch) as at:
        await at.moves_in("Ada")
        [ada] = at.crowd
        assert at.team
        await at.slack.command(ada, at.team, "/fail now")
        await at.until(MONDAY + timedelta(hours=6))
    told = lines(kept)
    failed = [line for line in told if line.get("event_kind") == "Commanded"][-3:]
    assert [line["event"] for line in failed] == ["about to fail", "event failed", "handled"]
    assert len({line["request"] for line in failed}) == 1
    events = [line for line in told if "request" in line and "event_kind" in line]
    assert len({line["request"] for line in events}) > 2
    assert {line["platform"] for line in events} == {"slack"}
    assert {line["workspace"] for line in events} == {1}
    moments = [line for line in told if "occurrence" in line]
    assert {line["event_kind"] for line in moments} >= {"standup.ask", "standup.digest"}
    assert {line["workspace"] for line in moments} == {1}
    sent = [line for line in told if line["event"] == "delivery handled"]
    assert sent and all({"delivery", "workspace", "attempt"} <= set(line) for line in sent)
    assert {line["event"] for line in told} <= {
        *("handled", "delivery handled", "about to fail", "event failed"),
        *("nobody could be told", "not told in the channel"),
    }


async def test_two_events_at_once_keep_their_lines_apart(kept: io.StringIO) -> None:
    async def happens(number: int) -> None:
        with logs.request():
            logs.bind(workspace=number)
            await asyncio.sleep(0)
            log.info("one")
            await asyncio.sleep(0)
            log.info("two")

    await asyncio.gather(*map(happens, range(20)))
    pairs = {(line["workspace"], line["request"]) for line in lines(kept)}
    assert len(pairs) == 20 and len(kept.getvalue().splitlines()) == 40
    log.info("after")
    assert "request" not in lines(kept)[-1]


async def test_what_is_bound_in_the_database_s_thread_is_known_outside(
    database: Database, kept: io.StringIO
) -> None:
    with logs.request():
        await database.run(lambda: logs.bind(workspace=7))
        log.info("after")
    assert lines(kept)[0]["workspace"] == 7


def test_a_traceback_says_where_and_what_but_not_whose(kept: io.StringIO) -> None:
    def deep(answer: str) -> None:
        raise KeyError(answer)

    try:
        try:
            deep(TROUBLE)
        except KeyError as error:
            error.add_note(TROUBLE)
            raise ExceptionGroup(TROUBLE, [ValueError(TROUBLE), Trouble("post: 500")]) from error
    except ExceptionGroup:
        log.exception("failed")
    [line] = lines(kept)
    assert TROUBLE not in kept.getvalue()
    for word in ("in deep", "KeyError", "direct cause", "ValueError", "Trouble: post: 500"):
        assert word in line["exception"]


def test_a_database_error_does_not_quote_the_row(database: Database, kept: io.StringIO) -> None:
    try:
        with database.everywhere() as session:
            session.connection().execute(
                text("INSERT INTO workspace (platform, ref) VALUES (:what, :what)"),
                {"what": TROUBLE},
            )
    except DBAPIError:
        log.exception("failed")
    assert "IntegrityError" in kept.getvalue() and TROUBLE not in kept.getvalue()


def test_an_exception_given_as_a_fact_is_told_as_what_it_is(kept: io.StringIO) -> None:
    log.warning("again", trouble=ValueError(TROUBLE), other=Trouble("users.info: too slow"))
    [line] = lines(kept)
    assert (line["trouble"], line["other"]) == ("ValueError", "Trouble: users.info: too slow")


@pytest.mark.parametrize("name", ["uvicorn.error", "dbos", "sqlalchemy.engine", "slack_bolt.app"])
def test_other_libraries_are_heard_without_what_they_put_in(kept: io.StringIO, name: str) -> None:
    others = logging.getLogger(name)
    with logs.about(workspace=3):
        others.debug("Request: %s", TROUBLE)
        others.info(f"[generated in 0.1s] {TROUBLE}")
        others.warning("Took %d s for %s", 3, TROUBLE)
        others.error(f"Error serializing object: {TROUBLE}", exc_info=ValueError(TROUBLE))
        others.error(f"Failed with {TROUBLE}", stack_info=True)
    told = lines(kept)
    assert TROUBLE not in kept.getvalue()
    assert [line["event"] for line in told] == [
        "Took %d s for %s",
        "(words left out)",
        "(words left out)",
    ]
    assert "ValueError" in told[1]["exception"]
    assert {(line["logger"], line["workspace"]) for line in told} == {(name, 3)}
    assert told[0]["where"].startswith("test_logs:")


def test_at_a_terminal_it_is_the_same_in_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    with log_kept("info"):
        terminal = io.StringIO()
        monkeypatch.setattr(terminal, "isatty", lambda: True, raising=False)
        logs.set_up("info", terminal)
        try:
            raise ValueError(TROUBLE)
        except ValueError:
            log.exception("failed", workspace=3)
        logging.getLogger("dbos").error(f"Failed with {TROUBLE}")
    said = terminal.getvalue()
    assert "ValueError" in said and "failed" in said and "left out" in said
    assert TROUBLE not in said
