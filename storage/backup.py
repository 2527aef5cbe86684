"""A copy of a SQLite file while it is in use, and the way back."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from storage import migrate

PARTS = ("", "-wal", "-shm")
"""What belongs to one SQLite file, by the ends of their names."""


class Unsuitable(Exception):
    """The words say why it cannot be done."""


def back_up(source: Path, copy: Path, overwrite: bool = False) -> None:
    """All of it as at one moment, whoever reads and writes meanwhile. Raises Unsuitable."""
    if not source.is_file():
        raise Unsuitable(f"There is no database at {source}.")
    if copy.exists() and not overwrite:
        raise Unsuitable(f"{copy} is there already. Choose another name, or say --force.")
    if copy.exists() and copy.samefile(source):
        raise Unsuitable(f"{copy} is the database itself. Choose another name.")
    try:
        _copy(source, copy)
    except (OSError, sqlite3.Error) as no:
        raise Unsuitable(f"I can't write {copy}: {no}.") from None


def restore(copy: Path, target: Path, now: datetime) -> Path | None:
    """`copy` takes the place of `target`, which the caller holds so that no bot runs on it.
    Returns where the old file went, if there was one. Raises Unsuitable, and then all is as it was.
    """
    check(copy)
    if target.exists() and copy.samefile(target):
        raise Unsuitable(f"{copy} is the database itself. Name the backup.")
    coming = target.with_name(f"{target.name}.restoring")
    try:
        _copy(copy, coming)
    except (OSError, sqlite3.Error) as no:
        raise Unsuitable(f"I can't write {coming}: {no}.") from None
    aside = target.with_name(f"{target.name}.before-{now:%Y%m%d-%H%M%S}")
    if aside.exists():
        coming.unlink()
        raise Unsuitable(f"{aside} is there already. Wait a second and try again.")
    was_there = target.exists()
    # The log of changes first: beside another file it would be taken for that file's.
    for part in reversed(PARTS):
        with contextlib.suppress(FileNotFoundError):
            os.rename(f"{target}{part}", f"{aside}{part}")
    os.replace(coming, target)
    return aside if was_there else None


def check(copy: Path) -> None:
    """Raises Unsuitable for what is no whole database of a Drumbeat that this one knows."""
    if not copy.is_file():
        raise Unsuitable(f"There is no file {copy}.")
    try:
        with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            [(state,)] = opened.execute("PRAGMA integrity_check(1)").fetchall()
            found = opened.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.Error as no:
        raise Unsuitable(f"{copy} is no backup of Drumbeat: {no}.") from None
    if state != "ok":
        raise Unsuitable(f"{copy} is damaged: {state}.")
    if not found or found[0][0] not in migrate.known():
        there = found[0][0] if found else "nothing"
        raise Unsuitable(
            f"{copy} has schema {there}, which this Drumbeat does not know. "
            "Install the Drumbeat that it was made with, or a newer one."
        )


def _copy(source: Path, copy: Path) -> None:
    """Under another name until it is whole; for the eyes of this account only, as it holds what
    people wrote."""
    growing = copy.with_name(f"{copy.name}.part")
    growing.unlink(missing_ok=True)
    growing.touch(mode=0o600)
    try:
        with closing(sqlite3.connect(source)) as opened, closing(sqlite3.connect(growing)) as into:
            opened.backup(into)
            # One file, with nothing beside it.
            into.execute("PRAGMA journal_mode=DELETE")
        with open(growing, "rb") as written:
            os.fsync(written.fileno())
        os.replace(growing, copy)
    except BaseException:
        growing.unlink(missing_ok=True)
        raise
