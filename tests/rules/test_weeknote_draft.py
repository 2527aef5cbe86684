"""The draft of a weeknote, whatever happened."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from rapidfuzz import fuzz

from handlers.weeknotes.drafting import cleaning
from handlers.weeknotes.drafting.engine import draft
from handlers.weeknotes.drafting.facts import (
    Blocked,
    Facts,
    Goal,
    Said,
)
from handlers.weeknotes.note import MOST, SectionName
from tests.rules.a_year_of_work import OPTED_OUT, TEAM, year
from tests.rules.any_week import FRIDAY, MONDAY, any_facts, texts


def facts(*said: str, **others: object) -> Facts:
    spoken = tuple(
        Said("done", words, person, MONDAY, person) for person, words in enumerate(said, start=1)
    )
    return Facts(7, MONDAY, FRIDAY, spoken, **others)  # type: ignore[arg-type]


@settings(deadline=None)
@given(any_facts)
def test_nobody_who_wants_to_be_left_out_is_ever_named(known: Facts) -> None:
    for text in texts(draft(known)):
        plain = cleaning.plain(text).split()
        bare = {word.strip(".,:;()“”'@!?–").removesuffix("'s") for word in plain}
        assert not bare & {"emeka", "obi", "zoe", "akesson", "li"}


@settings(deadline=None)
@given(any_facts)
def test_a_section_has_at_most_six_points_each_with_its_sources(known: Facts) -> None:
    for points in draft(known).sections.values():
        assert 0 < len(points) <= MOST
        assert all(point.sources and point.text.strip() for point in points)


@settings(deadline=None)
@given(any_facts)
def test_the_same_facts_give_the_same_draft(known: Facts) -> None:
    assert draft(known) == draft(known)


@settings(deadline=None)
@given(any_facts)
def test_nothing_is_said_twice_nor_as_the_week_before(known: Facts) -> None:
    first = draft(known)
    before: dict[SectionName, tuple[str, ...]] = {
        name: tuple(point.text for point in points) for name, points in first.sections.items()
    }
    again = draft(
        replace(
            known,
            number=known.number + 1,
            first_day=MONDAY + timedelta(days=7),
            last_day=FRIDAY + timedelta(days=7),
            before=before,
        )
    )
    told = [text for some in before.values() for text in some]
    mine = [point.text for points in again.sections.values() for point in points]
    assert not set(mine) & set(told)
    assert len(set(mine)) == len(mine)


def test_a_year_of_weeknotes_neither_repeats_nor_leaks() -> None:
    before: list[str] = []
    openings: list[str] = []
    for known, made in year():
        mine = [point.text for points in made.sections.values() for point in points]
        assert mine, known.number
        for text in (made.opening, *mine):
            assert not cleaning.names_anybody(text, OPTED_OUT.values()), text
            for secret in ("hunter2", "http", "example", "idiot", "dentist", "salary", "APP-312"):
                assert secret not in text
            assert "  " not in text
            assert text[0].isupper() or text[0] == "“", text
            assert text.endswith((".", "…")), text
        told_names = {name for name in TEAM.values() if name not in dict(known.left).values()}
        assert not any(cleaning.names_anybody(text, told_names) for text in mine)
        same = [text for text in mine if any(fuzz.ratio(text, each) > 95 for each in before)]
        assert same == []
        before = mine
        openings.append(made.opening)
    assert len(set(openings)) > len(openings) * 0.7
    assert all(one != other for one, other in itertools.pairwise(openings))


def test_what_several_said_is_one_point_with_all_its_sources() -> None:
    made = draft(facts("fixed the login bug", "login bug fixed", "Fix login bug"))
    [point] = made.sections["good"]
    assert "fixed the login bug" in point.text.casefold()
    assert {source.id for source in point.sources} == {1, 2, 3}


def test_what_is_about_one_thing_is_one_point() -> None:
    made = draft(
        facts("added Apple Pay to the checkout", "wrote tests for the checkout", "new logo done")
    )
    theme = made.sections["good"][0].text
    assert "Apple Pay" in theme
    assert "tests" in theme


def test_what_only_sounds_bad_is_no_difficulty() -> None:
    made = draft(facts("CI is down to 9 minutes", "the test server is down"))
    assert [point.text for point in made.sections["good"]] == ["CI is down to 9 minutes."]
    assert [point.text for point in made.sections["difficult"]] == ["The test server is down."]


def test_a_name_with_a_sign_in_it_keeps_its_capitals() -> None:
    made = draft(facts("A/B test of the ranking", "a small test"))
    assert "A/B test" in " ".join(texts(made))


def test_no_list_of_who_did_what() -> None:
    made = draft(facts(*(f"fixed thing number {nth} of {nth}" for nth in range(40))))
    assert len(made.sections["good"]) <= MOST


def test_an_open_blocker_is_told_again_in_other_words_with_its_age() -> None:
    stuck = Blocked(
        1, "Waiting for legal review", MONDAY - timedelta(days=15), None, "team", "Legal"
    )
    [first] = draft(facts(blockers=(stuck,))).sections["difficult"]
    [again] = draft(facts(blockers=(stuck,), before={"difficult": (first.text,)})).sections[
        "difficult"
    ]
    assert "for 2 weeks now" in first.text
    assert again.text != first.text
    assert "legal review" in again.text.casefold()


def test_a_blocker_that_is_gone_is_something_good() -> None:
    gone = Blocked(1, "No access to the test server", MONDAY, FRIDAY)
    made = draft(facts(blockers=(gone,)))
    assert made.sections["good"][0].text in (
        "We have access to the test server now.",
        "The way to the test server is open: we have access.",
    )
    assert "difficult" not in made.sections


def test_a_goal_that_is_reached_opens_the_weeknote() -> None:
    made = draft(facts(ended=Goal(12, "Pilot customers export their data", "reached")))
    assert "12" in made.opening
    assert "Pilot customers export their data" in made.sections["good"][0].text


def test_nothing_at_all_is_a_quiet_week() -> None:
    made = draft(facts())
    assert made.sections == {}
    assert made.opening


@pytest.mark.parametrize("line", ["{0}", "{b} and {T}", "100 % {x", "fixed {name} in {}"])
def test_braces_are_only_signs(line: str) -> None:
    assert draft(facts(line, blockers=(Blocked(1, line, MONDAY),)))
