"""What one property may hold. A check gives the words of a problem, or None."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

Check = Callable[[Any], str | None]


def text(value: Any) -> str | None:
    return None if isinstance(value, str) else "is not text"


def words(value: Any) -> str | None:
    """Text that says something."""
    return text(value) or (None if value.strip() else "says nothing")


def yes_no(value: Any) -> str | None:
    return None if isinstance(value, bool) else "is not true or false"


def number(value: Any) -> str | None:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return None if is_number else "is not a number"


def count(value: Any) -> str | None:
    """A whole number from one on."""
    whole = isinstance(value, int) and not isinstance(value, bool) and value >= 1
    return None if whole else "is not a whole number of at least 1"


def one_of(*allowed: str) -> Check:
    """Adaptive Cards do not care about upper and lower case here."""
    known = {one.lower() for one in allowed}

    def check(value: Any) -> str | None:
        good = isinstance(value, str) and value.lower() in known
        return None if good else f"is {value!r}, not one of {', '.join(allowed)}"

    return check


def pixels(value: Any) -> str | None:
    good = isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?px", value)
    return None if good else f"is {value!r}, not like 50px"


def either(*checks: Check) -> Check:
    def check(value: Any) -> str | None:
        said = [one(value) for one in checks]
        return None if None in said else " or ".join(one for one in said if one)

    return check


def address(value: Any) -> str | None:
    """Somewhere a client can go."""
    if problem := text(value):
        return problem
    parts = urlsplit(value)
    good = parts.scheme in ("https", "http", "mailto", "msteams", "tel") and (
        parts.netloc or parts.path
    )
    return None if good and not re.search(r"\s", value) else f"is {value!r}, not an address"


def picture(value: Any) -> str | None:
    """Teams fetches pictures by https only; loopback is for tests."""
    if problem := text(value):
        return problem
    if re.match(r"data:image/(png|jpe?g|gif);base64,", value):
        return None
    parts = urlsplit(value)
    here = parts.hostname in ("127.0.0.1", "localhost")
    good = parts.scheme == "https" or (parts.scheme == "http" and here)
    return None if good else f"is {value!r}, not a picture by https"


def day(value: Any) -> str | None:
    good = isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)
    return None if good else f"is {value!r}, not like 2026-11-23"


def hour(value: Any) -> str | None:
    good = isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value)
    return None if good else f"is {value!r}, not like 09:30"


def pattern(value: Any) -> str | None:
    if problem := text(value):
        return problem
    try:
        re.compile(value)
    except re.error as error:
        return f"is not a pattern: {error}"
    return None


def a_list(value: Any) -> str | None:
    return None if isinstance(value, list) else "is not a list"


def an_object(value: Any) -> str | None:
    return None if isinstance(value, dict) else "is not an object"


def anything(value: Any) -> str | None:
    return None
