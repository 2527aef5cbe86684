"""What holds for all words: an echo is understood again, options are answers, nothing takes long."""

from __future__ import annotations

import os
import subprocess
import sys
import time as clock
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from importlib import import_module
from typing import Any
from zoneinfo import available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handlers.errors import Refusal
from handlers.times import WEEKDAYS, local
from handlers.when import echo, moments, phrases, ranges
from handlers.when.languages import LANGUAGES, table
from handlers.when.meaning import Days, Moment, Unclear, Understood
from handlers.when.reading import LONGEST, LONGEST_PHRASE
from handlers.when.recurrence import DAYS, Recurrence
from handlers.when.sprints import Sprints
from tests.examples import examples
from tests.fakes.surroundings import ROOT
from tests.rules.test_phrases import SPRINTS, rows

ZONES = sorted(available_timezones())
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
LABEL = 75
"""Characters of a button on Slack, which has the shortest."""
EXAMPLES = 2000 if os.environ.get("ALL_ZONES") else examples(150)

minutes = st.integers(0, 24 * 60 - 1).map(lambda of_day: time(of_day // 60, of_day % 60))
nows = st.integers(0, 20 * 365 * 24 * 60).map(
    lambda passed: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=passed)
)
intervals = st.sampled_from(["", ";INTERVAL=2", ";INTERVAL=3", ";INTERVAL=12"])
weekdays = st.lists(st.sampled_from(DAYS), min_size=1, max_size=6, unique=True).map(
    lambda days: ",".join(sorted(days, key=DAYS.index))
)
places = st.sampled_from([1, 2, 3, 4, 5, -1, -2, -3])
numbers = st.lists(st.integers(1, 28), min_size=1, max_size=3, unique=True).map(sorted)
quarters = st.sampled_from([";BYMONTH=1,4,7,10", ";BYMONTH=1", ";BYMONTH=2,9"])
WORKING = ",".join(DAYS[:5])


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Everything that words can come to."""
    nth = draw(places)
    monthly = "FREQ=MONTHLY" + draw(st.one_of(intervals, quarters))
    if nth < 0:
        monthly = monthly.replace("1,4,7,10", "3,6,9,12")
    days = ",".join(str(day) for day in draw(numbers))
    whole = draw(st.sampled_from(["FREQ=DAILY", "FREQ=DAILY;INTERVAL=2", "FREQ=DAILY;INTERVAL=10"]))
    found = [
        whole,
        f"FREQ=WEEKLY{draw(intervals)};BYDAY={draw(weekdays)}",
        f"{monthly};BYDAY={nth}{draw(st.sampled_from(DAYS))}",
        f"{monthly};BYDAY=2TH,4TH".replace("3,6,9,12", "1,4,7,10"),
        f"{monthly};BYDAY={WORKING};BYSETPOS={nth}",
        f"{monthly};BYMONTHDAY={days}".replace("3,6,9,12", "1,4,7,10"),
        f"{monthly};BYMONTHDAY=-1".replace("1,4,7,10", "3,6,9,12"),
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=28,29,30;BYSETPOS=-1",
        f"FREQ=WEEKLY;BYDAY={draw(weekdays)};UNTIL=20991231",
        draw(st.sampled_from(["SPRINT=FIRST", "SPRINT=MIDDLE", "SPRINT=LAST", "SPRINT=-1FR"])),
        f"SPRINT={draw(st.sampled_from([2, 3, 9, 12, 20, -2, -5]))}",
        f"SPRINT={draw(st.integers(1, 4))}{draw(st.sampled_from(DAYS))}",
    ]
    return draw(st.sampled_from(found))


recurrences = st.builds(
    Recurrence,
    rules(),
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    minutes,
    st.sampled_from(ZONES),
)


@given(recurrences, nows, st.sampled_from(["en", "en-US", "de", "pt-BR", "ja", ""]))
@settings(max_examples=EXAMPLES * 2, deadline=None)
def test_what_is_said_back_is_understood_as_the_same_rule(
    recurrence: Recurrence, now: datetime, locale: str
) -> None:
    for words in (echo.said(recurrence), echo.typed(recurrence, now)):
        found = phrases.understand(words, now, "Asia/Tokyo", locale)
        assert isinstance(found, Understood), (words, found)
        again = found.recurrence
        assert (again.rule, again.at) == (recurrence.rule, recurrence.at), words
        assert echo.same_clocks(again.zone, recurrence.zone), words


@given(recurrences, nows)
@settings(max_examples=EXAMPLES, deadline=None)
def test_what_is_typed_back_means_the_same_days_on_any_other_day(
    recurrence: Recurrence, now: datetime
) -> None:
    if "INTERVAL" not in recurrence.rule and recurrence.starts <= now.date() + timedelta(days=1):
        return
    first = recurrence.starts
    if "INTERVAL" in recurrence.rule:
        first = next(recurrence.days(recurrence.starts, date(2090, 1, 1)))
    kept = Recurrence(recurrence.rule, first, recurrence.at, recurrence.zone)
    found = phrases.understand(echo.typed(kept, now), now, "UTC", "en")
    assert isinstance(found, Understood)
    assert replace(found.recurrence, zone=kept.zone) == kept


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_is_named_so_that_it_is_understood(zone: str) -> None:
    daily = Recurrence("FREQ=DAILY", date(2026, 11, 25), time(9), zone)
    found = phrases.understand(echo.said(daily), NOW, "Asia/Tokyo")
    assert isinstance(found, Understood)
    assert echo.same_clocks(found.recurrence.zone, zone)


OPTIONS = [
    (name, words, locale, now, zone)
    for name in ("phrases", "moments", "ranges")
    for words, locale, now, zone, meaning in rows(name)
    if meaning.startswith("?")
]


def understand(name: str, words: str, now: datetime, zone: str, locale: str) -> Any:
    match name:
        case "phrases":
            return phrases.understand(words, now, zone, locale, usual=time(9))
        case "moments":
            return moments.understand(words, now, zone, locale, SPRINTS)
        case _:
            return ranges.understand(words, now, zone, locale, SPRINTS)


@pytest.mark.parametrize(("name", "words", "locale", "now", "zone"), OPTIONS)
def test_what_is_offered_is_an_answer(
    name: str, words: str, locale: str, now: datetime, zone: str
) -> None:
    asked = understand(name, words, now, zone, locale)
    if not isinstance(asked, Unclear):  # "At what time?" has its usual answer here
        return
    assert 1 <= len(asked.options) <= 5
    assert len(set(asked.options)) == len(asked.options)
    assert all(len(option) <= LABEL for option in asked.options)
    for option in asked.options:
        found = understand(name, option, now, zone, locale)
        # One thing is asked at a time, and each answer leaves less open.
        while isinstance(found, Unclear):
            assert found.question != asked.question
            found = understand(name, found.options[0], now, zone, locale)
        assert isinstance(found, Understood | Moment | Days)


FROM_TABLES = [phrase for language in LANGUAGES for phrase in table(language)]
pieces = st.one_of(
    st.sampled_from(FROM_TABLES).map(" ".join),
    st.sampled_from(
        ["9", "14:00", "31", "12.1.", "10/11", "1st", "2.", "9h30", "-", ",", "@", "–"]
    ),
    st.integers(0, 10**6).map(str),
    st.text(max_size=8),
)
hostile = st.one_of(
    st.text(max_size=LONGEST),
    st.lists(pieces, max_size=30).map(" ".join),
    st.lists(pieces, max_size=30).map("".join),
    st.builds(lambda piece, times: piece * times, pieces, st.integers(1, 10**5)),
)
UNDERSTAND: list[Callable[[str, datetime, str, str], Any]] = [
    phrases.understand,
    moments.understand,
    ranges.understand,
]


@given(hostile, st.sampled_from(["en", "en-US", "de", "fr", "ja", "xx", "", "../.."]), nows)
@example("every " * 33, "en", NOW)
@example("1 " * 100, "ja", NOW)
@example("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * LONGEST, "en", NOW)
@example("\0", "de", NOW)
@example("²", "en", NOW)
@example("٣ ٤", "en", NOW)
@settings(max_examples=EXAMPLES * 2, deadline=None)
def test_whatever_is_typed_gets_an_answer_soon(words: str, locale: str, now: datetime) -> None:
    for understand in UNDERSTAND:
        started = clock.process_time()
        with suppress(Refusal):
            understand(words, now, "Europe/Berlin", locale)
        # dateparser's first words in a language take it a third of a second.
        assert clock.process_time() - started < 2


@given(st.integers(LONGEST + 1, 10**6))
def test_what_is_too_long_is_not_read(length: int) -> None:
    for understand in UNDERSTAND:
        with pytest.raises(Refusal, match="too long"):
            understand("x" * length, NOW, "UTC", "en")


@given(nows, st.sampled_from(ZONES), st.sampled_from([*rows("moments"), *rows("ranges")]))
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_moment_or_day_that_is_understood_lies_ahead(now: datetime, zone: str, row: Any) -> None:
    words, locale, *_ = row
    today = local(now, zone).date()
    for understand in (moments.understand, ranges.understand):
        try:
            found: Any = understand(words, now, zone, locale, SPRINTS)
        except Refusal:
            continue
        match found:
            case Moment(at, day, timed):
                assert at > now if timed else day >= today
            case Days(first, last, _):
                assert today <= first <= last <= first + ranges.LONGEST


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_knows_the_days_and_months(language: str) -> None:
    meanings = set(table(language).values())
    assert {(f"D{day}",) for day in range(len(WEEKDAYS))} <= meanings
    assert {(f"M{month}",) for month in range(1, 13)} <= meanings
    assert {("today",), ("tomorrow",), ("every",), ("week",), ("month",), ("sprint",)} <= meanings
    # Words are looked up as they are folded: what is written otherwise is never found.
    assert max(len(phrase) for phrase in table(language)) <= LONGEST_PHRASE
    for phrase in table(language):
        assert "".join(phrase).isascii() and "".join(phrase) == "".join(phrase).casefold()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_has_one_meaning_in_a_language(language: str) -> None:
    lines = import_module(f"handlers.when.languages.{language}").WORDS.strip().splitlines()
    phrases = [phrase.strip() for line in lines for phrase in line.partition(":")[2].split(",")]
    assert [phrase for phrase, times in Counter(phrases).items() if times > 1] == []


@given(st.integers(1, 4), st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(-50, 300))
def test_sprints_follow_each_other_without_gap(weeks: int, anchor: date, number: int) -> None:
    sprints = Sprints(weeks, anchor)
    assert sprints.begins(number + 1) == sprints.ends(number) + timedelta(days=1)
    for day in (sprints.first(number), sprints.middle(number), sprints.last(number)):
        assert sprints.number(day) == number
    assert sprints.first(number) <= sprints.middle(number) <= sprints.last(number)


def test_what_the_tables_know_needs_no_guessing() -> None:
    code = (
        "import sys\n"
        "from datetime import UTC, datetime\n"
        "from handlers.when import moments, phrases, ranges\n"
        "for understand in (moments.understand, ranges.understand):\n"
        "    understand('tomorrow', datetime.now(UTC), 'Europe/Berlin')\n"
        "phrases.understand('every weekday at 9', datetime.now(UTC), 'Europe/Berlin')\n"
        "print('dateparser' in sys.modules)\n"
    )
    # Its first words take dateparser a third of a second.
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert told.stdout == "False\n"
