"""`drumbeat doctor`: what is configured, what is reachable, what is missing, and what to do."""

from __future__ import annotations

import difflib
import json
import os
import platform
import stat
import urllib.request
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from dotenv import dotenv_values
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy.exc import SQLAlchemyError

from bot.findings import Finding, State
from bot.msteams import checkup as teams
from bot.seal import Seal, Unsafe
from bot.serve import listener
from bot.settings import Settings
from bot.slack import checkup
from storage import migrate, workspaces
from storage.probe import Unusable, probe, sqlite_path
from storage.session import Database

ENV_FILE = Path(".env")
OURS = ("DRUMBEAT_", "SLACK_", "TEAMS_")
PATIENCE = 2.0
"""Seconds to wait for whoever has our port."""

_STYLES: dict[State, str] = {
    "ok": "green",
    "off": "dim",
    "warning": "yellow",
    "missing": "bold red",
    "broken": "bold red",
}


def report(console: Console) -> int:
    """Prints the findings. Returns the exit status: 1 where something needed is broken."""
    findings = list(examine())
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    for finding in findings:
        says = Text(finding.says)
        if finding.to_do:
            says.append(f"\n→ {finding.to_do}", style="italic")
        table.add_row(finding.what, Text(finding.state, style=_STYLES[finding.state]), says)
    console.print(table)
    troubles = sum(finding.stops for finding in findings)
    if troubles:
        console.print(f"\n{troubles} of these must be put right before Drumbeat can work.")
    return 1 if troubles else 0


def examine() -> Iterator[Finding]:
    yield _python()
    yield from _settings_file()
    try:
        settings = Settings()
    except ValidationError as wrong:
        for error in wrong.errors():
            yield Finding(str(error["loc"][0]), "broken", error["msg"], "Set another value.")
        return
    database = list(_database(settings.database_url))
    yield from database
    yield from _secret_keys(settings, readable=not any(each.stops for each in database))
    yield _playground(settings)
    yield from checkup.examine(settings)
    yield from teams.examine(settings)
    yield _port(settings.host, settings.port)


def _python() -> Finding:
    runs = f"{platform.python_version()}, Drumbeat {version('drumbeat')}"
    return Finding("Python", "ok", runs)


def _settings_file() -> Iterator[Finding]:
    names = {name for name in os.environ if name.startswith(OURS)}
    if ENV_FILE.is_file():
        names |= {name for name in dotenv_values(ENV_FILE) if name.startswith(OURS)}
        if stat.S_IMODE(ENV_FILE.stat().st_mode) & 0o077:
            says = ".env is read; other accounts on this machine can read it too"
            yield Finding("Settings", "warning", says, "chmod 600 .env")
        else:
            yield Finding("Settings", "ok", ".env and the environment are read")
    else:
        yield Finding("Settings", "ok", "the environment is read; there is no .env here")
    known = [str(field.alias) for field in Settings.model_fields.values()]
    for name in sorted(names - set(known)):
        near = difflib.get_close_matches(name, known, n=1)
        to_do = f"Did you mean {near[0]}?" if near else "Take it away; README.md lists all."
        yield Finding("Settings", "warning", f"{name} is no setting of Drumbeat", to_do)


def _database(url: str) -> Iterator[Finding]:
    try:
        path = sqlite_path(url)
    except SQLAlchemyError:
        path = None
    if path and path.parent.is_dir() and not os.access(path.parent, os.W_OK):
        says = f"the folder {path.parent.resolve()} cannot be written to"
        yield Finding("Database", "broken", says, "Give this account the right to write there.")
        return
    if path and path.parent.is_dir() and not path.exists():
        says = f"{path} is not there yet; `drumbeat run` makes it"
        yield Finding("Database", "ok", says)
        return
    try:
        probe(url)
    except Unusable as why:
        yield Finding("Database", "broken", str(why), "Check DRUMBEAT_DATABASE_URL.")
        return
    database = Database(url)
    try:
        yield _journal(database, path)
        yield _schema(database)
    finally:
        database.close()


def _journal(database: Database, path: Path | None) -> Finding:
    if not database.is_sqlite:
        shown = database.engine.url.set(drivername="postgresql")
        return Finding("Database", "ok", shown.render_as_string(hide_password=True))
    if path is None:
        to_do = "Set DRUMBEAT_DATABASE_URL to a file, such as sqlite:///drumbeat.db."
        return Finding("Database", "warning", "kept in memory, gone with the process", to_do)
    with database.engine.connect() as connection:
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    if mode != "wal":
        says = f"{path} is open, but its file system takes no write-ahead log ({mode})"
        to_do = "Move it to a local disk: SQLite is not safe on a network drive."
        return Finding("Database", "warning", says, to_do)
    return Finding("Database", "ok", f"{path}, with a write-ahead log")


def _schema(database: Database) -> Finding:
    there, newest = migrate.versions(database)
    if there == newest:
        return Finding("Schema", "ok", f"{newest}, the newest")
    says = f"{there or 'empty'}; the newest is {newest}"
    return Finding("Schema", "warning", says, "`drumbeat run` and `drumbeat migrate` raise it.")


def _secret_keys(settings: Settings, readable: bool) -> Iterator[Finding]:
    needed = bool(settings.slack_client_id)
    try:
        seal = Seal(settings.secret_keys.get_secret_value())
    except Unsafe:
        yield Finding("Secret keys", "broken", "DRUMBEAT_SECRET_KEYS is no Fernet key", MAKE_KEY)
        return
    closed = _unopened(settings.database_url, seal) if readable else 0
    if closed:
        yield Finding(
            "Secret keys",
            "broken",
            f"{closed} installed workspaces are sealed with a key that is not there",
            "Put the old key back, behind the new one: DRUMBEAT_SECRET_KEYS=new,old.",
        )
    elif seal.fernet is not None:
        yield Finding("Secret keys", "ok", "set" if needed else "set; not needed so far")
    elif needed:
        says = "installing into workspaces keeps their tokens, and they are kept encrypted"
        yield Finding("Secret keys", "missing", says, MAKE_KEY)
    else:
        yield Finding("Secret keys", "off", "only needed to install into several workspaces")


MAKE_KEY = (
    'Make one: python -c "from cryptography.fernet import Fernet; '
    'print(Fernet.generate_key().decode())"'
)


def _unopened(url: str, seal: Seal) -> int:
    path = sqlite_path(url)
    if path and not path.exists():
        return 0
    database = Database(url)
    try:
        there, newest = migrate.versions(database)
        if there != newest:
            return 0
        with database.everywhere() as session:
            sealed = workspaces.sealed(session, "slack")
    finally:
        database.close()
    return sum(seal.open(each) is None for each in sealed)


def _playground(settings: Settings) -> Finding:
    from bot.safety import Unsafe as Open
    from bot.safety import check

    try:
        check(settings)
    except Open as why:
        return Finding("Playground", "broken", "it would be open to others", str(why))
    if not settings.has_playground:
        platform = "Slack" if settings.has_slack else "Teams"
        why_off = (
            "DRUMBEAT_PLAYGROUND=off" if settings.playground == "off" else f"{platform} is set"
        )
        if not settings.has_platform:
            says = f"off ({why_off}), and no platform is configured: nobody can talk to it"
            to_do = "Set DRUMBEAT_PLAYGROUND=auto, or connect Slack or Teams as README.md says."
            return Finding("Playground", "warning", says, to_do)
        return Finding("Playground", "off", f"off, because {why_off}")
    if settings.has_platform:
        platform = "Slack" if settings.has_slack else "Teams"
        says = (
            f"on next to {platform}, because DRUMBEAT_PLAYGROUND=on; its clock keeps real time then"
        )
        return Finding("Playground", "warning", says, "Set DRUMBEAT_PLAYGROUND=auto.")
    return Finding("Playground", "ok", "on, for this machine only")


def _port(host: str, port: int) -> Finding:
    shown = f"{host}:{port}"
    if port == 0:
        return Finding("Port", "ok", "any that is free")
    try:
        listener(host, port).close()
    except OSError as error:
        if _is_drumbeat(host, port):
            return Finding("Port", "ok", f"Drumbeat is running on {shown}")
        says = f"{shown} cannot be used: {error.strerror or error}"
        to_do = "Stop what uses it, or set DRUMBEAT_HOST and DRUMBEAT_PORT."
        return Finding("Port", "broken", says, to_do)
    return Finding("Port", "ok", f"{shown} is free")


def _is_drumbeat(host: str, port: int) -> bool:
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    name = f"[{address}]" if ":" in address else address
    # Straight there: a proxy from the environment does not know this machine's ports.
    straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with straight.open(f"http://{name}:{port}/healthz", timeout=PATIENCE) as answer:
            return bool(json.load(answer) == {"status": "ok"})
    except (OSError, ValueError):
        return False
