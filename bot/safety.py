"""Settings that must not run together."""

from __future__ import annotations

from bot.settings import Role, Settings


class Unsafe(Exception):
    """The settings would leave something open. The words say what to change."""


def check(settings: Settings) -> None:
    """Raises Unsafe for settings that must not run together."""
    local = settings.host in {"127.0.0.1", "localhost", "::1"}
    if not settings.has_playground:
        return
    if not local:
        raise Unsafe(
            "The playground has no log-in, so it only listens on this machine. "
            "Set DRUMBEAT_HOST=127.0.0.1, or DRUMBEAT_PLAYGROUND=off."
        )
    if settings.env == "production" and settings.playground != "on":
        raise Unsafe(
            "No platform is configured, and the playground is not meant for production. "
            "Set SLACK_BOT_TOKEN or TEAMS_APP_ID, or DRUMBEAT_PLAYGROUND=on."
        )


def check_role(settings: Settings, role: Role) -> None:
    """Raises Unsafe where the work cannot be shared out."""
    if role == "all":
        return
    if settings.has_playground:
        raise Unsafe(
            f"The playground needs everything in one process, so there is no --role {role} with it."
            " Connect a platform, set DRUMBEAT_PLAYGROUND=off, or leave --role away."
        )
    if settings.database_url.startswith("sqlite"):
        raise Unsafe(
            f"--role {role} needs PostgreSQL, because a SQLite file serves one process. "
            "Set DRUMBEAT_DATABASE_URL=postgresql://user@host/name, or leave --role away."
        )
