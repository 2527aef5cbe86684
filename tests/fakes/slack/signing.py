"""Signatures as Slack makes them, and requests a bot has to refuse."""

import hashlib
import hmac

Headers = dict[str, str]

FORM = "application/x-www-form-urlencoded"
JSON_TYPE = "application/json"


def signature(secret: str, timestamp: str, body: bytes) -> str:
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256)
    return f"v0={digest.hexdigest()}"


def sign(secret: str, body: bytes, at: float, content_type: str | None = None) -> Headers:
    timestamp = str(int(at))
    guessed = JSON_TYPE if body.lstrip().startswith(b"{") else FORM
    return {
        "Content-Type": content_type or guessed,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(secret, timestamp, body),
    }
