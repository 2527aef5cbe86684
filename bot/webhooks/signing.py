"""What is signed, and how: the same for what we tell and for what we are told."""

from __future__ import annotations

import hashlib
import hmac

ID = "Drumbeat-Id"
TIMESTAMP = "Drumbeat-Timestamp"
SIGNATURE = "Drumbeat-Signature"
WITHIN = 300
"""Seconds that two clocks may differ, and a message may be under way."""


class Unsigned(Exception):
    """The words say what is wrong, and hold nothing of the key."""


def signature(key: str, timestamp: int, body: bytes) -> str:
    """HMAC-SHA256 over the timestamp, a dot and the body."""
    signed = f"{timestamp}.".encode() + body
    return f"v1={hmac.new(key.encode(), signed, hashlib.sha256).hexdigest()}"


def check(key: str, timestamp: str, given: str, body: bytes, now: float) -> str:
    """Returns the signature. Raises Unsigned."""
    if not timestamp or not given:
        raise Unsigned(f"The headers {TIMESTAMP} and {SIGNATURE} are needed.")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        raise Unsigned(f"{TIMESTAMP} is seconds since 1970, such as 1795424400.")
    if abs(now - int(timestamp)) > WITHIN:
        raise Unsigned(f"{TIMESTAMP} is more than {WITHIN // 60} minutes off. Sign it again.")
    right = signature(key, int(timestamp), body)
    if not hmac.compare_digest(right.encode(), given.strip().encode()):
        raise Unsigned(f"{SIGNATURE} does not fit key, timestamp and body.")
    return right
