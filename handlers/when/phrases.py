"""How often something comes, in a person's words. Pure.

understand("jeden zweiten Freitag um 14 Uhr", now, "Europe/Berlin", "de")
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from handlers.errors import Refusal
from handlers.times import local
from handlers.when import echo
from handlers.when.calendar_words import seen_by
from handlers.when.clocks import Clock
from handlers.when.facts import Facts, facts
from handlers.when.meaning import Unclear, Understood
from handlers.when.reading import Reading, folded, readings, spelled
from handlers.when.recurrence import Recurrence
from handlers.when.rules import Asked, rule

EXAMPLES = "“every weekday at 9”, “every other Friday at 14:00” or “last day of the sprint 15:00”"
NOT_UNDERSTOOD = "I don't understand this."
EVERY_DAY = "That includes Saturdays and Sundays. To leave them out, say “every weekday”."
ONE_TIME = "One time a day is possible, as in “every weekday at 9”."
HOURS = {
    "": ("09:00", "10:00", "14:00"),
    "morning": ("09:00", "10:00", "11:00"),
    "afternoon": ("13:00", "14:00", "15:00"),
    "evening": ("17:00", "18:00", "19:00"),
}
"""What is offered where no time was said."""
ABBREVIATIONS = frozenset(
    {"bst", "cdt", "cest", "cet", "cst", "edt", "eet", "est", "ist", "jst", "mst", "pdt", "pst"}
)
"""They are used in several places each, or for half of the year only."""
MOST_TRIED = 3
"""Languages, and misspelt words."""


def understand(
    words: str, now: datetime, zone: str, locale: str = "en", usual: time | None = None
) -> Understood | Unclear:
    """The rule that is meant, in the zone that is named or else the one that is given.

    `usual` is the time where none is said; without it, it is asked for. Raises Refusal, with the
    words given back and an example, for what is no rule.
    """
    if not folded(words):
        raise Refusal(f"How often? Say it like {EXAMPLES}.")
    if "*" in words:
        raise Refusal(f"“{words.strip()}”: I understand words, as in {EXAMPLES}.")
    found = readings(words, locale)
    refused: Refusal | None = None
    # Two languages may know all the words; the first that makes sense of them is meant.
    for reading in [each for each in found if not each.unknown][:MOST_TRIED]:
        try:
            return _understand(reading, now, zone, locale, usual)
        except Refusal as refusal:
            refused = refused or refusal
    if refused is None:
        return _misspelt(
            words, found[0], now, lambda corrected: understand(corrected, now, zone, locale, usual)
        )
    raise Refusal(
        f"“{words.strip()}”: {refused.words or f'{NOT_UNDERSTOOD} Say it like {EXAMPLES}.'}"
    )


def _understand(
    reading: Reading, now: datetime, zone: str, locale: str, usual: time | None
) -> Understood | Unclear:
    zone = reading.zone or zone
    told = facts(reading.line, seen_by(reading, local(now, zone).date(), locale))
    if told.left:
        # "At 9 and 17": the second number is a time as well.
        raise Refusal(ONE_TIME if told.clocks and told.left[0][0] in "NTQ" else "")
    meant, clock = rule(told), _clock(told)

    def phrase(rule: str, clock: Clock | None, start: date | None = None) -> str:
        begin = start or (told.start.first if told.start else None)
        at = str(clock) if clock else ""
        return echo.phrase(_until(rule, told.until), at, reading.zone, begin)

    if isinstance(meant, Asked):
        return Unclear(meant.question, tuple(phrase(each, clock) for each in meant.rules))
    if told.start and told.start.other:
        either = (told.start.first, told.start.other)
        return Unclear("From which day?", tuple(phrase(meant, clock, day) for day in either))
    if clock is None and usual is not None and not told.half:
        clock = Clock(usual.hour, usual.minute)
    if clock is None:
        times = [time.fromisoformat(each) for each in HOURS[told.half]]
        options = tuple(phrase(meant, Clock(each.hour, each.minute)) for each in times)
        return Unclear("At what time?", options)
    if not clock.sure:
        question = " or ".join(str(each) for each in clock.choices)
        return Unclear(f"{question}?", tuple(phrase(meant, each) for each in clock.choices))
    start = told.start.first if told.start else None
    found = _started(_until(meant, told.until), clock.at, zone, now, start)
    return Understood(found, EVERY_DAY if found.rule == "FREQ=DAILY" else "")


def _clock(told: Facts) -> Clock | None:
    """Raises Refusal for several."""
    clocks = list(dict.fromkeys(told.clocks))
    if len(clocks) > 1:
        raise Refusal(ONE_TIME)
    clock = clocks[0] if clocks else None
    return clock.in_half(told.half) if clock and told.half else clock


def _until(rule: str, until: date | None) -> str:
    """Raises Refusal for a day of the sprint, which has no end."""
    if until is None or "UNTIL=" in rule:
        return rule
    if rule.startswith("SPRINT="):
        raise Refusal("A day of the sprint comes in every sprint: leave out until when.")
    return f"{rule};UNTIL={until:%Y%m%d}"


def _started(rule: str, at: time, zone: str, now: datetime, start: date | None) -> Recurrence:
    """Every other week counts from a week that has such a day: the first that comes."""
    plain = re.sub(r"INTERVAL=\d+;?", "", rule)
    found = Recurrence(plain.rstrip(";"), start or local(now, zone).date(), at, zone)
    first = found.after(found.on(start) - timedelta(seconds=1) if start else now)
    if first is None and not found.of_sprint:
        raise Refusal("That never comes: it ends before it begins.")
    if plain == rule or first is None:
        return replace(found, rule=rule)
    return replace(found, rule=rule, starts=first[0])


def _misspelt(
    words: str, reading: Reading, now: datetime, again: Callable[[str], Understood | Unclear]
) -> Unclear:
    """Raises Refusal where nothing near is known."""
    corrected = folded(words)
    for word in reading.unknown:
        if word in ABBREVIATIONS:
            raise Refusal(
                f"“{words.strip()}”: {word.upper()} is used in several places. "
                "Name a city, as in “every weekday at 9, New York time”."
            )
        near = spelled(word, reading.language) if len(reading.unknown) <= MOST_TRIED else None
        if near is None:
            shown = word if len(word) <= 30 else f"{word[:30]}…"
            raise Refusal(f"“{words.strip()}”: I don't know “{shown}”. Say it like {EXAMPLES}.")
        corrected = re.sub(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])", near, corrected)
    try:
        found = again(corrected)
    except Refusal:
        raise Refusal(f"“{words.strip()}”: {NOT_UNDERSTOOD} Say it like {EXAMPLES}.") from None
    option = echo.typed(found.recurrence, now) if isinstance(found, Understood) else corrected
    return Unclear("Is this meant?", (option,))
