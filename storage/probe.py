"""Whether a database can be used at all, said in words for whoever set its address."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from storage import migrate
from storage.session import Database

PATIENCE = 5
"""Seconds to wait for PostgreSQL."""

_KNOWN = re.compile(r"(sqlite|postgres(ql)?(\+psycopg)?)://")


class Unusable(Exception):
    """The words say what is wrong, and hold no password."""


def probe(url: str) -> None:
    """Connects once. Raises Unusable. A SQLite file that is not there yet is made."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise Unusable(NOT_AN_ADDRESS) from None
    if not _KNOWN.match(url):
        raise Unusable(NOT_AN_ADDRESS)
    path = sqlite_path(url)
    if path and not path.parent.is_dir():
        raise Unusable(f"The folder {path.parent} for the database does not exist. Make it first.")
    if path is None and not url.startswith("sqlite"):
        patience = {"connect_timeout": str(PATIENCE)}
        patient = address.update_query_dict({**patience, **address.query})
        url = patient.render_as_string(hide_password=False)
    database = Database(url)
    try:
        there, _ = migrate.versions(database)
    except DBAPIError as error:
        shown = path or address.render_as_string(hide_password=True)
        why = str(error.orig).strip().splitlines()[0]
        if address.password:
            why = why.replace(str(address.password), "***")
        raise Unusable(f"The database {shown} cannot be opened: {why}.") from None
    finally:
        database.close()
    if there is not None and there not in migrate.known():
        raise Unusable(
            f"The database has schema {there}, which this Drumbeat does not know. Install the "
            "Drumbeat that was here last, or restore the backup from before."
        )


def sqlite_path(url: str) -> Path | None:
    """None for PostgreSQL, and for SQLite in memory."""
    if not url.startswith("sqlite"):
        return None
    name = make_url(url).database
    return Path(name) if name and name != ":memory:" else None


NOT_AN_ADDRESS = (
    "DRUMBEAT_DATABASE_URL is no address of a database that Drumbeat knows. "
    "Say sqlite:///drumbeat.db or postgresql://user@host/name."
)
