"""Secrets at rest: encrypted with the first of the secret keys, opened with any of them."""

from __future__ import annotations

import json
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.settings import Settings
from storage.probe import sqlite_path


class Unsafe(ValueError):
    """The settings would leave something open. Says what to set."""


def keys_of(settings: Settings) -> str:
    """The secret keys of the settings. Without any, an SQLite database gets one of its own in a file
    beside it, which backups leave out; PostgreSQL none, as several processes would not agree."""
    given = settings.secret_keys.get_secret_value()
    path = sqlite_path(settings.database_url)
    if path is None:
        return given
    beside = path.with_name(f"{path.name}.key")
    if not given and not beside.exists():
        _write(beside, Fernet.generate_key().decode())
    kept = beside.read_text() if beside.exists() else ""
    return ",".join(key for key in (given, kept) if key)


def _write(path: Path, words: str) -> None:
    """Whole or not at all, and for its owner only."""
    half = path.with_name(f"{path.name}.half")
    half.touch(mode=0o600)
    half.write_text(words)
    half.replace(path)


class Seal:
    def __init__(self, keys: str) -> None:
        """`keys` comma-separated, the newest first: a new one in front takes over."""
        try:
            fernets = [Fernet(key.strip()) for key in keys.split(",") if key.strip()]
        except ValueError as error:
            raise Unsafe(
                "DRUMBEAT_SECRET_KEYS holds something that is no Fernet key. Make one with: "
                'python -c "from cryptography.fernet import Fernet; '
                'print(Fernet.generate_key().decode())"'
            ) from error
        self.fernet = MultiFernet(fernets) if fernets else None

    def close(self, content: dict[str, str]) -> str:
        if self.fernet is None:
            raise Unsafe("Without DRUMBEAT_SECRET_KEYS no token can be kept.")
        return self.fernet.encrypt(json.dumps(content).encode()).decode()

    @property
    def can_close(self) -> bool:
        return self.fernet is not None

    def open(self, sealed: str) -> dict[str, str] | None:
        """None: closed with a key we no longer have."""
        if self.fernet is None:
            return None
        try:
            content: dict[str, str] = json.loads(self.fernet.decrypt(sealed))
        except InvalidToken:
            return None
        return content
