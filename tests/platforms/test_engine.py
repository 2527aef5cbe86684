"""The engine: each moment is worked through once, whoever dies meanwhile."""

from __future__ import annotations

import contextlib
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from bot.engine import TOGETHER
from storage.session import Database

PATIENCE = 60.0
"""Seconds; only a test that fails waits for it."""


class Process:
    """`engine_process.py`, running."""

    def __init__(self, url: str, name: str) -> None:
        self.name = name
        self.said: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.platforms.engine_process", url, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._lines.put(line.strip())

    def tell(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def heard(self, wanted: str) -> str:
        """Waits until it says so. Returns the line."""
        while True:
            line = self._lines.get(timeout=PATIENCE)
            self.said.append(line)
            if line.startswith(wanted):
                return line

    def ask(self, line: str, answer: str) -> str:
        self.tell(line)
        return self.heard(answer)

    def kill(self) -> None:
        self._process.kill()
        self._ended()

    def stop(self) -> int:
        """Returns the exit status; raises TimeoutExpired where it hangs."""
        self.ask("stop", "stopped")
        status = self._process.wait(timeout=PATIENCE)
        self._ended()
        return status

    def _ended(self) -> None:
        self._process.wait(timeout=PATIENCE)
        self._reader.join()
        while not self._lines.empty():
            self.said.append(self._lines.get())
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(BrokenPipeError):
                if stream:
                    stream.close()

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None


@contextlib.contextmanager
def processes(url: str, *names: str) -> Iterator[list[Process]]:
    """Started one beside the other, and ready."""
    made = [Process(url, name) for name in names]
    try:
        for one in made:
            one.heard("ready")
        yield made
    finally:
        for one in made:
            if one.is_running:
                one.kill()


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_each_moment_is_worked_through_once(request: pytest.FixtureRequest, kind: str) -> None:
    url = request.getfixturevalue(f"{kind}_url")
    with processes(url, "one") as [one]:
        assert one.ask("undone", "undone") == "undone 0"
        # The same moment twice is the same as once, also when it is long done.
        one.tell("enqueue same")
        one.tell("enqueue same")
        one.heard("done same")
        one.tell("enqueue same")
        # What is rolled back was never handed on.
        one.ask("rollback gone", "rolled back")
        # What fails is tried again, and holds nobody up.
        one.tell("enqueue fail")
        one.heard("begun fail")
        one.tell("enqueue quick")
        one.heard("done fail")
        while one.ask("undone", "undone") != "undone 0":
            pass
        assert one.stop() == 0
    assert one.said.count("begun same") == 1
    assert one.said.count("begun fail") == 2
    assert one.said.count("done quick") == 1
    assert "begun gone" not in one.said


@pytest.mark.long
def test_moments_that_fail_do_not_hold_up_all_others(sqlite_url: str) -> None:
    with processes(sqlite_url, "one") as [one]:
        for number in range(30):
            one.tell(f"enqueue fail {number}")
        for number in range(30):
            one.tell(f"enqueue good {number}")
        for _ in range(30):
            one.heard("done good")
        while one.ask("undone", "undone") != "undone 0":
            pass
    assert sum(line.startswith("done fail") for line in one.said) == 30


@pytest.mark.long
def test_one_that_fails_neither_holds_up_nor_repeats_those_it_was_handed_on_with(
    sqlite_url: str,
) -> None:
    with processes(sqlite_url, "one") as [one]:
        one.tell("together a,fail,b")
        one.heard("done b")
        one.heard("done fail")
        while one.ask("undone", "undone") != "undone 0":
            pass
    begun = [line for line in one.said if line.startswith("begun")]
    assert begun == ["begun a", "begun fail", "begun b", "begun fail"]


@pytest.mark.long
def test_what_was_handed_on_together_is_gone_on_with_after_a_death_half_way(
    sqlite_url: str,
) -> None:
    with processes(sqlite_url, "dying") as [dying]:
        dying.tell("together a,die,b")
        dying.heard("begun die")
        dying.kill()
    with processes(sqlite_url, "after") as [after]:
        assert after.ask("take over", "took") == "took 1"
        after.heard("done die")
        after.heard("done b")
        while after.ask("undone", "undone") != "undone 0":
            pass
    assert "done a" in dying.said and "done b" not in dying.said


@pytest.mark.long
def test_more_than_fit_together_are_all_worked_through_in_their_order(sqlite_url: str) -> None:
    keys = [f"n{number:02}" for number in range(TOGETHER * 2 + 1)]
    with processes(sqlite_url, "one") as [one]:
        # The same ones in other company are not lost.
        one.tell(f"together {','.join(keys[:2])}")
        one.tell(f"together {','.join(keys)}")
        for _ in range(len(keys) + 2):
            one.heard("done")
        while one.ask("undone", "undone") != "undone 0":
            pass
    done = [line.split()[1] for line in one.said if line.startswith("done")]
    first = [key for key in done if key in keys[2:TOGETHER]]
    assert set(done) == set(keys) and first == keys[2:TOGETHER]


@pytest.mark.long
def test_a_process_started_again_on_sqlite_goes_on_at_once(sqlite_url: str) -> None:
    with processes(sqlite_url, "before") as [before]:
        before.tell("enqueue hang")
        before.heard("begun hang")
        assert before.ask("undone", "undone") == "undone 1"
        before.kill()
    with processes(sqlite_url, "after") as [after]:
        assert after.ask("take over", "took") == "took 1"
        after.heard("begun hang")


def test_what_a_dead_process_was_at_is_resumed_by_another(postgres_url: str) -> None:
    with processes(postgres_url, "dying", "living") as [dying, living]:
        # The same moment, handed on by both.
        dying.tell("enqueue same")
        living.tell("enqueue same")
        for number in range(12):
            dying.tell(f"enqueue hang {number}")
        dying.heard("begun hang")
        living.heard("begun hang")
        assert living.ask("take over dying", "took") == "took 0"
        dying.kill()
        theirs = {line for line in dying.said if line.startswith("begun hang")}
        assert theirs
        took = living.ask("take over", "took")
        assert int(took.split()[1]) >= len(theirs)
        # Its own hanging ones keep their places; stopping and starting frees them.
        living.kill()
    with processes(postgres_url, "heir") as [heir]:
        assert heir.ask("take over", "took") != "took 0"
        for _ in range(8):
            heir.heard("begun hang")
    said = dying.said + living.said
    assert said.count("begun same") == 1


@pytest.mark.long
def test_stopping_does_not_wait_for_what_hangs(sqlite_url: str) -> None:
    with processes(sqlite_url, "one") as [one]:
        one.tell("enqueue hang")
        one.heard("begun hang")
        assert one.stop() == 0


@pytest.mark.long
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_what_its_own_process_has_lost_is_taken_up_again(
    request: pytest.FixtureRequest, kind: str
) -> None:
    url = request.getfixturevalue(f"{kind}_url")
    with processes(url, "one") as [one]:
        one.tell("enqueue lost")
        one.heard("done lost")
        one.tell("enqueue hang")
        one.heard("begun hang")
        while one.ask("take over", "took") != "took 0":
            pass
        # As it stands where the database goes away in the middle: at work, but nobody is at it.
        forget_the_end(url, "1:lost")
        assert one.ask("take over", "took") == "took 0"
        assert one.ask("take over", "took") == "took 1"
        # Where one works at one after the other, the lost one waits behind what hangs.
        one.tell("let go")
        one.heard("done lost")
        assert one.said.count("begun hang") == 1


def forget_the_end(url: str, name: str) -> None:
    database = Database(url)
    schema = "" if database.is_sqlite else "dbos."
    with database.everywhere() as session:
        for statement in (
            f"UPDATE {schema}workflow_status SET status = 'PENDING' WHERE workflow_uuid = :name",
            f"DELETE FROM {schema}operation_outputs WHERE workflow_uuid = :name",
        ):
            session.connection().execute(text(statement), {"name": name})
    database.close()
