"""Secrets of links. Whoever reads the database finds fingerprints, with which none can be opened."""

from __future__ import annotations

import hashlib
import secrets

LONGEST = 100
"""Characters that are looked at: nobody was given a longer one."""


def fresh() -> str:
    """256 random bits, for the end of an address."""
    return secrets.token_urlsafe(32)


def fingerprint(secret: str) -> str:
    """All that is kept of one. So many random bits cannot be guessed, so nothing slower is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
