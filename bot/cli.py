"""`drumbeat …`. Nothing heavy is imported here: `--help` answers at once."""

from __future__ import annotations

from typing import Annotated

import typer

main = typer.Typer(
    name="drumbeat",
    help="Keeps a team's beat: stand-ups, blockers, retros and weeknotes in chat.",
    no_args_is_help=True,
    add_completion=False,
)


@main.command()
def run() -> None:
    """Start the bot; with no platform configured, with the playground in the browser."""
    from bot.serve import serve

    raise typer.Exit(serve())


@main.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    from bot.settings import Settings
    from storage.migrate import upgrade, versions
    from storage.session import Database

    database = Database(Settings().database_url)
    before, newest = versions(database)
    upgrade(database)
    database.close()
    typer.echo(
        f"The database is up to date (schema {newest})."
        if before == newest
        else f"The database went from schema {before or 'nothing'} to {newest}."
    )


if __name__ == "__main__":
    main()
