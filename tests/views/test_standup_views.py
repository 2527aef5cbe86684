"""What a stand-up shows, for any words and any number of people."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from handlers.cards import Card, Quote
from handlers.paging import pages
from handlers.standup import carry, channel_views, views
from handlers.standup.questions import DEFAULTS
from handlers.standup.rules import Standing
from handlers.standup.views import Where
from tests.flows.reading import mentions, words

WHERE = Where(1, "Core", date(2026, 11, 23))
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)

names = st.lists(st.text(min_size=1, max_size=40), max_size=80).map(tuple)
typed = st.text(max_size=400) | st.sampled_from(["<!channel>", "<@U1>", "@here", "x" * 3_000])


def digest(standing: Standing, blockers: list[tuple[str, str]]) -> Card:
    return channel_views.digest(
        WHERE, standing, blockers, mood=None, late=False, changed_at=None, zone="UTC"
    )


@given(names, names, st.lists(st.tuples(st.text(min_size=1, max_size=40), typed), max_size=20))
def test_a_digest_pings_nobody_whatever_people_are_called_and_write(
    answered: tuple[str, ...], silent: tuple[str, ...], blockers: list[tuple[str, str]]
) -> None:
    card = digest(Standing(answered, (), (), silent), blockers)
    assert mentions(card) == []
    assert len(pages(card)) == 1


def test_of_many_names_the_rest_is_counted_and_it_is_said_where_they_are() -> None:
    silent = tuple(f"Person {n:02}" for n in range(100))
    said = words(digest(Standing((), (), (), silent), []))
    assert "Person 00" in said
    assert f"and {100 - channel_views.NAMES} more" in said
    assert "/standup status names everybody" in said


@given(st.dictionaries(st.sampled_from(["q1", "q2", "q3"]), typed))
def test_an_answer_is_shown_as_it_was_typed(answers: dict[str, str]) -> None:
    card = channel_views.entry("Ada", DEFAULTS, answers, late=True, edited_at=AT, zone="UTC")
    shown = [part.text for part in card.parts if isinstance(part, Quote)]
    asked = [question.id for question in DEFAULTS]
    assert shown == [answers[key] for key in asked if answers.get(key, "").strip()]


@given(typed, st.booleans())
def test_a_prompt_is_one_message_with_its_buttons(plan: str, late: bool) -> None:
    card = views.prompt(WHERE, DEFAULTS, carry.lines(plan, {}), late)
    assert len(pages(card)) == 1
    assert "[Answer]" in words(card)
    assert ("later than planned" in words(card)) == late
