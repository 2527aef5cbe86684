"""Work in the database's threads, and who waits for it."""

from __future__ import annotations

import asyncio
import contextvars
import threading
import weakref

import pytest

from storage.session import Database
from storage.threads import Threads

who: contextvars.ContextVar[str] = contextvars.ContextVar("who")


async def test_work_is_done_in_its_caller_s_context_and_in_turn() -> None:
    threads, done = Threads(1), list[tuple[str, str]]()

    def work(number: str) -> str:
        done.append((number, who.get()))
        return threading.current_thread().name

    async def ask(number: str) -> str:
        who.set(f"caller {number}")
        name: str = await threads.run(work, number)
        return name

    names = await asyncio.gather(*(ask(str(number)) for number in range(20)))
    assert set(names) == {"database_0"}
    assert done == [(str(number), f"caller {number}") for number in range(20)]
    threads.close()


async def test_what_goes_wrong_is_told_to_who_asked_and_the_thread_goes_on() -> None:
    threads = Threads(1)

    def broken() -> None:
        raise LookupError("broken on purpose")

    with pytest.raises(LookupError, match="on purpose"):
        await threads.run(broken)
    assert await threads.run(lambda: 7) == 7
    threads.close()


async def test_who_stops_waiting_before_it_began_stops_it_and_nobody_else() -> None:
    threads, done, hold = Threads(1), list[str](), threading.Event()
    first = asyncio.ensure_future(threads.run(hold.wait))
    second = threads.run(done.append, "second")
    third = threads.run(done.append, "third")
    second.cancel()
    hold.set()
    await asyncio.gather(first, third)
    assert done == ["third"]
    threads.close()


async def test_nothing_that_was_worked_with_is_held_on_to() -> None:
    threads = Threads(1)
    made = weakref.ref(await threads.run(Thing))
    threads.close()
    # The turn that it woke is over.
    await asyncio.sleep(0)
    assert made() is None


class Thing:
    """Can be referred to weakly."""


def test_closing_finishes_what_was_asked_for_though_nobody_waits_any_more() -> None:
    threads, done, hold = Threads(1), list[int](), threading.Event()

    async def ask_and_leave() -> None:
        threads.run(hold.wait)
        for number in range(5):
            threads.run(done.append, number)

    asyncio.run(ask_and_leave())
    hold.set()
    threads.close()
    assert done == list(range(5))
    Threads(1).close()


async def test_a_short_transaction_is_done_here_once_the_thread_is_done_with_what_it_is_at(
    sqlite_url: str,
) -> None:
    database, free = Database(sqlite_url), threading.Event()
    here, done = threading.current_thread().name, list[str]()

    async def ask() -> None:
        done.append(await database.run_short(_where))

    await ask()
    busy = asyncio.ensure_future(database.run(free.wait))
    await asyncio.sleep(0)
    behind = asyncio.gather(*(ask() for _ in range(20)))
    await asyncio.sleep(0)
    assert done == [here]
    free.set()
    await busy
    await behind
    # None of them made the others go to the thread.
    assert done == [here] * 21
    assert await database.run(_where) == "database_0"
    database.close()


async def test_it_has_its_turn_in_the_thread_where_that_is_never_without_work(
    sqlite_url: str,
) -> None:
    database = Database(sqlite_url)
    gates = [threading.Event() for _ in range(12)]
    busy = [database._threads.run(gate.wait) for gate in gates[:2]]
    behind = asyncio.ensure_future(database.run_short(_where))
    for gate, following in zip(gates, gates[2:], strict=False):
        await asyncio.sleep(0)
        busy.append(database._threads.run(following.wait))
        gate.set()
        await busy[gates.index(gate)]
    assert await behind == "database_0"
    for gate in gates:
        gate.set()
    await asyncio.gather(*busy)
    database.close()


@pytest.mark.parametrize("gone", ["given up", "with its event loop"])
async def test_what_nobody_waits_for_any_more_holds_nobody_up_for_good(
    sqlite_url: str, gone: str
) -> None:
    database, free = Database(sqlite_url), threading.Event()

    async def ask_and_leave() -> None:
        database._threads.run(free.wait)

    if gone == "given up":
        database._threads.run(free.wait).cancel()
    else:
        await asyncio.to_thread(asyncio.run, ask_and_leave())
    behind = asyncio.ensure_future(database.run_short(_where))
    await asyncio.sleep(0)
    free.set()
    assert await asyncio.wait_for(behind, 10) in ("database_0", threading.current_thread().name)
    database.close()


async def test_nor_for_a_lock_that_somebody_holds_on_the_file_for_long(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.session.AGAIN", (0,))
    database, other = Database(sqlite_url), Database(sqlite_url)
    assert await database.run_short(_begin, database) == threading.current_thread().name
    with other.begin():
        behind = asyncio.ensure_future(database.run_short(_begin, database))
        while database._threads.are_idle:
            await asyncio.sleep(0)
        assert not behind.done()
    assert await behind == "database_0"
    other.close()
    database.close()


async def test_a_lock_that_is_gone_a_moment_later_sends_nothing_to_a_thread(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.session.AGAIN", (0, 0))
    database, other = Database(sqlite_url), Database(sqlite_url)
    await database.run_short(_begin, database)
    with other.begin():
        behind = asyncio.ensure_future(database.run_short(_begin, database))
        await asyncio.sleep(0)
        assert not behind.done()
    assert await behind == threading.current_thread().name
    other.close()
    database.close()


async def test_postgresql_is_never_waited_for_in_the_loop(postgres_url: str) -> None:
    database = Database(postgres_url)
    assert (await database.run_short(_where)).startswith("database_")
    database.close()


def _begin(database: Database) -> str:
    with database.begin():
        return _where()


def _where() -> str:
    return threading.current_thread().name
