"""What is suggested as one topic: by words, and where there is a model for it, by what they mean."""

from __future__ import annotations

import socket
from collections.abc import Sequence

import pytest

from bot import sentences
from bot.settings import Settings
from handlers.retro import likeness

CARDS = (
    "Too many meetings",
    "Meetings run over time",
    "Flaky tests",
    "Tests fail at random",
    "The vendor does not answer",
    "No reply from the supplier",
    "Lunch was good",
    "Learned about feature flags",
)


def grouped(cards: Sequence[str], model: sentences.Sentences | None = None) -> list[list[str]]:
    found = likeness.groups(list(enumerate(cards)), model)
    return [[cards[key] for key in group] for group in found]


def test_endings_and_the_order_of_words_do_not_matter() -> None:
    cards = ("Deploys are slow", "Lunch", "Slow deploy", "Our deployments were slowest")
    assert grouped(cards)[0][:2] == ["Deploys are slow", "Slow deploy"]


@pytest.mark.parametrize(
    "pair",
    [
        ("Retries failing", "The retry fails"),
        ("Estimates were wrong", "Wrong estimating"),
        ("Reviewers decided slowly", "Reviewing decides slow"),
    ],
)
def test_words_of_one_stem_are_one_word(pair: tuple[str, str]) -> None:
    assert grouped(pair) == [list(pair)]


@pytest.fixture(scope="module")
def model() -> sentences.Sentences:
    found = sentences.model(Settings(DRUMBEAT_SENTENCES="on"))
    assert found is not None
    return found


def test_a_model_finds_what_is_said_in_other_words_and_asks_nobody(
    model: sentences.Sentences, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("something was to be sent")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    found = grouped(CARDS, model)
    assert sorted(map(sorted, found)) == [
        ["Flaky tests", "Tests fail at random"],
        ["Meetings run over time", "Too many meetings"],
        ["No reply from the supplier", "The vendor does not answer"],
    ]
    assert grouped(CARDS) != found == grouped(CARDS, model)


def test_a_model_takes_whatever_was_typed(model: sentences.Sentences) -> None:
    assert model.alike([]) == []
    ratings = model.alike(["", "🙂", "אין לי גישה", "x " * 4000])
    assert [len(row) for row in ratings] == [4, 4, 4, 4]
    assert all(rating == rating for row in ratings for rating in row)


def test_without_the_setting_there_is_none() -> None:
    assert sentences.model(Settings()) is None


def test_a_setting_without_the_package_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "wordllama", None)
    with pytest.raises(sentences.Missing, match=r"drumbeat\[sentences\]"):
        sentences.model(Settings(DRUMBEAT_SENTENCES="on"))
