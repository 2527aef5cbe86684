"""What Slack's tokens need before anything listens."""

from __future__ import annotations

from bot.seal import Seal, Unsafe
from bot.settings import Settings


def check(settings: Settings) -> None:
    """Raises Unsafe, before anything listens."""
    proof = settings.slack_signing_secret, settings.slack_app_token
    if not any(secret.get_secret_value() for secret in proof):
        raise Unsafe(
            "Slack needs SLACK_SIGNING_SECRET, to know that requests are from Slack, "
            "or SLACK_APP_TOKEN for Socket Mode."
        )
    if settings.slack_client_id:
        if not settings.slack_client_secret.get_secret_value():
            raise Unsafe("SLACK_CLIENT_ID needs SLACK_CLIENT_SECRET.")
        if not settings.secret_keys.get_secret_value():
            raise Unsafe(
                "Installing into workspaces keeps their tokens, and tokens are kept encrypted: "
                "set DRUMBEAT_SECRET_KEYS."
            )
    Seal(settings.secret_keys.get_secret_value())
