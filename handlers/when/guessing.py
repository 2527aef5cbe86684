"""Words that no table knows, by dateparser, in the person's language. Pure.

It knows two hundred languages, and guesses: "Friday at 9" is its 25th of September. So it is asked
only about what the tables do not know, and what it says is doubted. It gets a naive local time,
because its own zones are an hour off across a change of clocks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

LONGEST = 60
"""Characters; its work grows faster than they do."""


@dataclass(frozen=True, slots=True)
class Guess:
    day: date
    at: time | None
    """None where no time was said."""


def guessed(words: str, here: datetime, locale: str) -> Guess | None:
    """None for what is no date, or one that its own words speak against. `here` is on the wall
    clocks of the person.
    """
    if len(words) > LONGEST or not any(letter.isalpha() for letter in words):
        return None
    base = here.replace(tzinfo=None)
    found = _parsed(words, base, locale)
    if found is None:
        return None
    # "W piątek o 10" is a Friday at 10, not the 10th: without the number another day is left.
    rest = re.sub(r"(?<![\d:.])\d{1,2}(?![\d:.])", " ", words)
    if rest != words and (other := _parsed(rest, base, locale)) and other.day != found.day:
        return None
    return found


def _parsed(words: str, base: datetime, locale: str) -> Guess | None:
    # It takes a third of a second to be ready: not before somebody needs it.
    from dateparser.date import DateDataParser
    from dateparser.languages.loader import default_loader

    own = locale.replace("_", "-").split("-")[0].casefold()
    languages = [own] if own in default_loader.get_locale_map() else ["en"]
    settings: dict[str, Any] = {
        "RELATIVE_BASE": base,
        "PREFER_DATES_FROM": "future",
        "RETURN_TIME_AS_PERIOD": True,
    }
    try:
        data = DateDataParser(languages=languages, settings=settings).get_date_data(words.strip())
    except (ValueError, OverflowError, ArithmeticError):
        return None
    found = data.date_obj
    if found is None or data.period not in {"day", "time"}:
        return None
    timed = data.period == "time"
    return Guess(found.date(), found.time().replace(second=0, microsecond=0) if timed else None)
