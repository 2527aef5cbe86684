"""One order from many rankings: what anybody would expect of it, and the textbook's example."""

from __future__ import annotations

from itertools import permutations

from hypothesis import assume, given
from hypothesis import strategies as st

from handlers.polls.schulze import duels, order

OPTIONS = 5
RANKING = st.permutations(range(OPTIONS)).flatmap(
    lambda ranking: st.integers(1, OPTIONS).map(lambda places: tuple(ranking[:places]))
)
RANKINGS = st.lists(RANKING, min_size=1, max_size=12)
Rankings = list[tuple[int, ...]]


def found(rankings: Rankings, options: int = OPTIONS) -> list[list[int]]:
    return order(duels(rankings, options))


def test_the_example_of_the_paper() -> None:
    """Schulze 2011, example 1: A to E, 45 voters."""
    votes = {
        "ACBED": 5,
        "ADECB": 5,
        "BEDAC": 8,
        "CABED": 3,
        "CAEBD": 7,
        "CBADE": 2,
        "DCEBA": 7,
        "EBADC": 8,
    }
    rankings = [
        tuple("ABCDE".index(each) for each in vote) for vote in votes for _ in range(votes[vote])
    ]
    assert ["".join("ABCDE"[each] for each in some) for some in found(rankings)] == list("EACBD")


@given(RANKINGS)
def test_each_answer_has_one_place(rankings: Rankings) -> None:
    assert sorted(each for some in found(rankings) for each in some) == list(range(OPTIONS))


@given(RANKINGS, st.randoms())
def test_it_does_not_matter_who_came_first(rankings: Rankings, lots: object) -> None:
    mixed = list(rankings)
    lots.shuffle(mixed)  # type: ignore[attr-defined]
    assert found(mixed) == found(rankings)


@given(RANKINGS, st.permutations(range(OPTIONS)))
def test_it_does_not_matter_what_they_are_called(rankings: Rankings, names: list[int]) -> None:
    renamed = [tuple(names[each] for each in ranking) for ranking in rankings]
    assert [set(some) for some in found(renamed)] == [
        {names[each] for each in some} for some in found(rankings)
    ]


@given(RANKINGS)
def test_whoever_beats_every_other_comes_first(rankings: Rankings) -> None:
    counted = duels(rankings, OPTIONS)
    for one in range(OPTIONS):
        others = [other for other in range(OPTIONS) if other != one]
        if all(counted[one][other] > counted[other][one] for other in others):
            assert found(rankings)[0] == [one]
        if all(counted[one][other] < counted[other][one] for other in others):
            assert found(rankings)[-1] == [one]


@given(RANKINGS)
def test_what_nobody_prefers_is_not_before_what_everybody_does(rankings: Rankings) -> None:
    counted = duels(rankings, OPTIONS)
    places = {each: place for place, some in enumerate(found(rankings)) for each in some}
    for one, other in permutations(range(OPTIONS), 2):
        if counted[one][other] == len(rankings):
            assert places[one] < places[other]


@given(RANKINGS, st.integers(0, OPTIONS - 1))
def test_one_more_who_puts_the_winner_first_never_unseats_it(rankings: Rankings, seed: int) -> None:
    winners = found(rankings)[0]
    winner = winners[seed % len(winners)]
    assert winner in found([*rankings, (winner,)])[0]


@given(st.permutations(range(OPTIONS)))
def test_one_alone_decides(ranking: list[int]) -> None:
    assert found([tuple(ranking)]) == [[each] for each in ranking]


@given(RANKINGS)
def test_opposite_rankings_cancel_each_other_out(rankings: Rankings) -> None:
    whole = [ranking for ranking in rankings if len(ranking) == OPTIONS]
    assume(whole)
    both = [*whole, *(tuple(reversed(ranking)) for ranking in whole)]
    assert found(both) == [list(range(OPTIONS))]
