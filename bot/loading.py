"""What takes long to be ready, so that nobody who asks for something waits for it."""

from __future__ import annotations

from handlers.calendars import public
from handlers.when import guessing


def load() -> None:
    """Takes a second, together."""
    public.load()
    guessing.load()
