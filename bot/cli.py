"""`drumbeat …`. Nothing heavy is imported here: `--help` answers at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings

# Plain help: with markup, typer would import rich for it. Pretty tracebacks would show the values
# of variables, and with them secrets.
main = typer.Typer(
    name="drumbeat",
    help="Keeps a team's beat: stand-ups, blockers, retros and weeknotes in chat.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"Drumbeat {version('drumbeat')}")
        raise typer.Exit


@main.callback()
def drumbeat(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which.")
    ] = False,
) -> None:
    pass


@main.command()
def run(
    role: Annotated[
        Literal["all", "web", "worker"],
        typer.Option(
            help="What this process does. web: listens and answers; worker: the clock and what "
            "goes out. Both need PostgreSQL."
        ),
    ] = "all",
) -> None:
    """Start the bot; with no platform configured, with the playground in the browser."""
    from bot.serve import serve

    raise typer.Exit(serve(role))


@main.command()
def migrate() -> None:
    """Bring the database to the newest schema. `run` does it too."""
    from storage.migrate import upgrade, versions
    from storage.probe import Unusable, probe
    from storage.session import Database, Taken

    url = _settings().database_url
    try:
        probe(url)
        database = Database(url)
        database.take()
    except (Unusable, Taken) as no:
        _fail(str(no))
    before, newest = versions(database)
    upgrade(database)
    database.close()
    typer.echo(
        f"The database is up to date (schema {newest})."
        if before == newest
        else f"The database went from schema {before or 'nothing'} to {newest}."
    )


@main.command()
def backup(
    file: Annotated[str, typer.Argument(help="Where the copy goes.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
) -> None:
    """Copy the database, also while the bot runs."""
    from pathlib import Path

    from storage.backup import Unsuitable, back_up

    source = _file("pg_dump --format=custom --file={file} --dbname={url}", file)
    try:
        back_up(source, Path(file), force)
    except Unsuitable as no:
        _fail(str(no))
    typer.echo(f"{source} is copied to {file}. It holds what people wrote; keep it safe.")


@main.command()
def restore(
    file: Annotated[str, typer.Argument(help="What `drumbeat backup` wrote.")],
) -> None:
    """Put a backup in place of the database; the bot must be stopped. What was there is kept."""
    from datetime import UTC, datetime
    from pathlib import Path

    from storage import backup
    from storage.session import Database, Taken

    target = _file(
        "pg_restore --clean --if-exists --single-transaction --dbname={url} {file}", file
    )
    if not target.resolve().parent.is_dir():
        _fail(f"The folder {target.parent} for the database does not exist. Make it first.")
    database = Database(f"sqlite:///{target}")
    try:
        database.take()
        aside = backup.restore(Path(file), target, datetime.now(UTC))
    except (Taken, backup.Unsuitable) as no:
        _fail(str(no))
    finally:
        database.close()
    kept = f" What was there is now {aside}." if aside else ""
    typer.echo(f"{target} is what {file} was.{kept} Start Drumbeat: it goes on from there.")


def _file(otherwise: str, file: str) -> Path:
    """The SQLite file of the settings; for PostgreSQL, says what to do instead."""
    import shlex

    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    from storage.probe import sqlite_path

    url = _settings().database_url
    if url.startswith("postgres"):
        # libpq knows nothing of drivers, and a password has no place in a list of processes.
        plain = make_url(url).set(drivername="postgresql").render_as_string()
        shown = shlex.quote(plain.replace(":***@", "@"))
        command = otherwise.format(url=shown, file=shlex.quote(file))
        _fail(f"PostgreSQL has tools of its own for this. With PGPASSWORD set, say:\n{command}")
    try:
        path = sqlite_path(url)
    except ArgumentError:
        path = None
    if path is None:
        _fail("DRUMBEAT_DATABASE_URL names no SQLite file, so there is nothing to copy.")
    return path


@main.command()
def doctor() -> None:
    """Say what is configured, reachable and missing, and how to put it right."""
    from rich.console import Console

    from bot.doctor import report

    raise typer.Exit(report(Console()))


@main.command()
def manifest(
    platform: Annotated[Literal["slack", "msteams"], typer.Argument(help="Where the app is made.")],
    socket: Annotated[
        bool,
        typer.Option("--socket", help="Slack: for Socket Mode, which needs no public address."),
    ] = False,
    version: Annotated[
        Literal["1.30", "1.28"],
        typer.Option(help="Teams: of the manifest; 1.28 goes without slash commands."),
    ] = "1.30",
    url: Annotated[
        str, typer.Option(help="The public https address; otherwise DRUMBEAT_PUBLIC_URL.")
    ] = "",
    out: Annotated[
        str,
        typer.Option(
            help="A file to write to; otherwise Slack's is printed and Teams' is drumbeat.zip."
        ),
    ] = "",
) -> None:
    """Give what a platform makes the app from: Slack's manifest, Teams' app package."""
    if platform == "slack":
        _slack_manifest(socket, url, out)
    elif socket:
        _fail("Socket Mode is Slack's. Teams needs to reach Drumbeat at its address.")
    else:
        _teams_package(version, url, out or "drumbeat.zip")


def _slack_manifest(socket: bool, url: str, out: str) -> None:
    import json

    from bot.slack.manifest import EXAMPLE_URL, slack_manifest
    from handlers.registry import everything

    base = url or _settings().public_url or EXAMPLE_URL
    if not socket and not base.startswith("https://"):
        _fail(f"Slack only takes addresses with https://, and {base} is none.")
    made = slack_manifest(everything(), base, socket=socket)
    text = json.dumps(made, indent=2, ensure_ascii=False) + "\n"
    if out:
        _write(out, text.encode())
    else:
        typer.echo(text, nl=False)


def _teams_package(version: Literal["1.30", "1.28"], url: str, out: str) -> None:
    from importlib.metadata import version as release
    from uuid import UUID

    from bot.msteams.manifest import EXAMPLE_ID, EXAMPLE_URL, package, teams_manifest
    from handlers.registry import everything

    settings = _settings()
    base = url or settings.public_url or EXAMPLE_URL
    if not base.startswith("https://"):
        _fail(f"Teams only takes addresses with https://, and {base} is none.")
    try:
        app_id = str(UUID(settings.teams_app_id or EXAMPLE_ID))
    except ValueError:
        _fail(
            f"TEAMS_APP_ID is the bot's id in Microsoft Entra, and {settings.teams_app_id} is none."
        )
    made = teams_manifest(everything(), app_id, base, version=version, release=release("drumbeat"))
    _write(out, package(made))
    typer.echo(f"{out} is the app package for Teams, with manifest {version}. Upload it there.")
    if app_id == EXAMPLE_ID:
        typer.echo("It names no bot yet: set TEAMS_APP_ID, then write it again.", err=True)


def _write(out: str, content: bytes) -> None:
    from pathlib import Path

    try:
        Path(out).write_bytes(content)
    except OSError as no:
        _fail(f"I can't write {out}: {no.strerror}.")


def _settings() -> Settings:
    from pydantic import ValidationError

    from bot.settings import Settings

    try:
        return Settings()
    except ValidationError as wrong:
        _fail("\n".join(f"{error['loc'][0]}: {error['msg']}." for error in wrong.errors()))


def _fail(words: str) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(2)


if __name__ == "__main__":
    main()
