"""What the end of a retro says in words."""

from __future__ import annotations

from handlers.retro.closing_views import Worth, votes_in_words, worth_in_words
from handlers.retro.shown import Topic


def topics(*votes: int) -> list[Topic]:
    return [Topic(n, f"T{n}", (), each) for n, each in enumerate(votes, start=1)]


def test_every_tie_is_named_and_so_is_what_nobody_voted_for() -> None:
    assert votes_in_words(topics(5, 3, 3, 1, 0)) == (
        "5 votes for “T1”; 3 votes each, a tie, for “T2” and “T3”; 1 vote for “T4”; none for “T5”."
    ).rstrip(".")


def test_a_long_list_says_how_many_are_left() -> None:
    said = votes_in_words(topics(*range(20, 9, -1), 0, 0, 0, 0))
    assert said.endswith("13 votes for “T8”; fewer for 3 more; none for the others")


def test_nothing_is_told_of_fewer_than_three_answers() -> None:
    assert "Fewer than three" in worth_in_words(Worth(is_counted=True))
    assert worth_in_words(Worth(True, 4, 3.25, 1, 5)) == (
        "3.2 of 5 on average, between 1 and 5, from 4 answers."
    )
