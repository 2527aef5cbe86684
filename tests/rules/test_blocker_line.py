"""Where the words of a blocker end and its moment begins, whatever is typed."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from handlers.blockers import rules
from handlers.when import line

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Kathmandu", "UTC")
BITS = (
    "by",
    "By",
    "until",
    "before",
    "due",
    "friday",
    "Friday 3pm",
    "tomorrow",
    "May",
    "31 February",
    "99:99",
    "25:61",
    "in 3 days",
    "in 999999999 years",
    "next",
    "the end of the sprint",
    "blocked",
    "legal",
    "-1",
    "0000-00-00",
    "2026-13-45",
    "!",
    ",",
    "\n",
    "\u202e",
    "<!channel>",
    "*bold*",
    "`code`",
    "1/1/1",
    "٣",
    "²",
    "eod",
    "10.000.000",
)
typed = st.lists(st.sampled_from(BITS) | st.text(max_size=20), max_size=9).map(" ".join)


def bare(words: str) -> str:
    return re.sub(r"[\s,;!]", "", words)


@settings(deadline=None)
@given(typed, st.sampled_from(ZONES))
@example("by", "UTC")
@example("x by ", "UTC")
@example("x by 31 February", "UTC")
@example("blocked by May by Friday 3pm", "UTC")
def test_no_word_is_lost_between_the_text_and_the_moment(words: str, zone: str) -> None:
    found = line.read(words, NOW, zone)
    if found.due is None:
        assert found.text == words.strip()
    else:
        between = bare(words).removeprefix(bare(found.text))
        assert between.lower() in {
            word + bare(found.by).lower() for word in ("by", "until", "before", "due")
        }
    summary, details = rules.in_short(found.text)
    assert len(summary) <= rules.LONGEST_SUMMARY
    assert details == found.text or (details == "" and summary.split() == found.text.split())
