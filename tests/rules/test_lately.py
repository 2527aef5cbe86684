"""What was made of something lately is not made again."""

from __future__ import annotations

from handlers.lately import Lately


class Thing:
    """Equal to every other, which counts for nothing here."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Thing)

    __hash__ = None  # type: ignore[assignment]


def test_it_is_made_once_of_each_thing_and_never_taken_for_an_equal_one() -> None:
    made: list[Thing] = []

    def make(thing: Thing) -> int:
        made.append(thing)
        return len(made)

    lately = Lately(make)
    one, other = Thing(), Thing()
    assert [lately.of(one), lately.of(other), lately.of(one)] == [1, 2, 1]


def test_a_thing_that_is_gone_lends_its_number_to_none_that_comes_after() -> None:
    lately: Lately[list[int], int] = Lately(lambda thing: thing[0], kept=3)
    assert [lately.of([number]) for number in range(1000)] == list(range(1000))


def test_what_is_long_past_is_let_go_and_made_anew() -> None:
    made: list[str] = []
    lately: Lately[str, None] = Lately(made.append, kept=2)
    things = [f"thing {number}" for number in range(5)]
    for thing in things:
        lately.of(thing)
    lately.of(things[-1])
    assert made == things
    lately.of(things[0])
    assert made == [*things, things[0]]
