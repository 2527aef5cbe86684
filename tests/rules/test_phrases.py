"""Words and what they mean: three tables, one for rules, one for moments, one for ranges of days.

A table's line is `words | language | meaning`; `@ now zone` says when and where the lines below it
are said. A meaning is what `shown` writes: a rule with its time, a moment, days, `? a question:
option; option`, or `! what is refused`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from handlers.errors import Refusal
from handlers.times import local
from handlers.when import moments, phrases, ranges
from handlers.when.meaning import Days, Moment, Unclear, Understood
from handlers.when.sprints import Sprints

TABLES = Path(__file__).parent / "words"
# Sprints of two weeks; the one of 25 November ends on Friday the 27th.
SPRINTS = Sprints(2, date(2026, 11, 16))

Meaning = Understood | Unclear | Moment | Days
Said = tuple[str, str, datetime, str, str]
"""Words, locale, now, zone, meaning."""


def rows(name: str) -> list[Said]:
    found: list[Said] = []
    now, zone = datetime.min.replace(tzinfo=UTC), ""
    for line in (TABLES / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("@"):
            at, zone = line[1:].split()
            now = datetime.fromisoformat(at).astimezone(UTC)
        elif line and not line.startswith("#"):
            words, locale, meaning = line.split(" | ")
            found.append((words, locale, now, zone, meaning))
    return found


def shown(meaning: Meaning, now: datetime, zone: str) -> str:
    match meaning:
        case Understood(found, _):
            words = f"{found.rule} {found.at:%H:%M}"
            words += f" {found.zone}" if found.zone != zone else ""
            later = found.starts != local(now, found.zone).date()
            return f"{words} from {found.starts}" if later or "INTERVAL" in words else words
        case Unclear(question, options):
            return f"? {question} {'; '.join(options)}"
        case Moment(at, day, timed):
            seen = local(at, zone)
            assert not timed or seen.date() == day or zone != "Europe/Berlin"
            return f"{seen:%a %Y-%m-%d %H:%M}" if timed else f"{day:%a %Y-%m-%d}"
        case Days(first, last, note):
            return f"{first:%a %Y-%m-%d} to {last:%a %Y-%m-%d}" + (f" ({note})" if note else "")


def told(words: str, understand: Callable[[], Meaning], now: datetime, zone: str) -> str:
    try:
        return shown(understand(), now, zone)
    except Refusal as refusal:
        # What was typed comes back, so that nothing is lost.
        typed, _, why = refusal.words.partition(f"“{words}”: ")
        return f"! {why}" if typed == "" else f"lost: {refusal.words}"


@pytest.mark.parametrize(("words", "locale", "now", "zone", "meaning"), rows("phrases"))
def test_a_rule_in_words(words: str, locale: str, now: datetime, zone: str, meaning: str) -> None:
    assert told(words, lambda: phrases.understand(words, now, zone, locale), now, zone) == meaning


@pytest.mark.parametrize(("words", "locale", "now", "zone", "meaning"), rows("moments"))
def test_a_moment_in_words(words: str, locale: str, now: datetime, zone: str, meaning: str) -> None:
    found = told(words, lambda: moments.understand(words, now, zone, locale, SPRINTS), now, zone)
    assert found == meaning


@pytest.mark.parametrize(("words", "locale", "now", "zone", "meaning"), rows("ranges"))
def test_days_in_words(words: str, locale: str, now: datetime, zone: str, meaning: str) -> None:
    found = told(words, lambda: ranges.understand(words, now, zone, locale, SPRINTS), now, zone)
    assert found == meaning
