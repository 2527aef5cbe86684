"""What comes again from retro to retro."""

from __future__ import annotations

from handlers.retro.theming import Past, themes


def past(*titles: tuple[int, str]) -> list[Past]:
    return [Past(retro, n, title) for n, (retro, title) in enumerate(titles, start=1)]


def test_a_topic_of_two_retros_is_a_theme_and_is_called_as_it_was_last() -> None:
    [theme] = themes(past((3, "Flaky tests again"), (2, "Lunch"), (1, "Tests are flaky")))
    assert (theme.title, theme.times, theme.titles) == (
        "Flaky tests again",
        2,
        ("Tests are flaky",),
    )


def test_twice_in_one_retro_is_no_theme() -> None:
    assert themes(past((1, "Flaky tests"), (1, "The tests are flaky"))) == []


def test_the_most_frequent_comes_first_with_what_became_of_its_actions() -> None:
    found = themes(
        [
            Past(3, 1, "Slow reviews", done=1),
            Past(3, 2, "Release notes"),
            Past(2, 3, "Release notes", dropped=1),
            Past(2, 4, "Reviews are slow", open=2),
            Past(1, 5, "Slow review", done=1),
        ]
    )
    assert [(each.title, each.times) for each in found] == [
        ("Slow reviews", 3),
        ("Release notes", 2),
    ]
    assert (found[0].done, found[0].open, found[0].dropped) == (2, 2, 0)
    assert (found[1].done, found[1].open, found[1].dropped) == (0, 0, 1)


def test_it_says_the_same_each_time() -> None:
    some = past((3, "Slow reviews"), (2, "Reviews slow"), (1, "Slow builds"), (2, "Builds slow"))
    assert themes(some) == themes(list(some))


def test_nothing_comes_of_nothing() -> None:
    assert themes([]) == []
