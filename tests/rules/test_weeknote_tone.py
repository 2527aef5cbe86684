"""Drafts sound like the team that they are for, and say nothing that it said before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from handlers.weeknotes.drafting import (
    cleaning,
    engine,
    hearing,
    obstacles,
    phrases,
    tone,
    verbs,
    without_we,
)
from handlers.weeknotes.drafting.engine import draft
from handlers.weeknotes.drafting.facts import Blocked, Facts, Goal, Risk, Said, Taken
from handlers.weeknotes.drafting.hearing import Wrote, heard
from handlers.weeknotes.drafting.tone import USUAL
from handlers.weeknotes.note import MOST, TITLES, SectionName
from tests.rules.a_year_of_work import OPTED_OUT, in_words, year
from tests.rules.any_week import any_facts, texts
from tests.rules.three_voices import CHATTY, HEADLINES, TERSE, wrote

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
DONE = (
    "released the winter timetable\nmeasured the queue at pier 2",
    "fixed the ticket machine at pier 3\nadded card payments to the ticket machine",
    "talked to the port office",
)
WEEK = Facts(
    8,
    MONDAY,
    FRIDAY,
    (
        *(Said("done", words, nth, MONDAY, nth) for nth, words in enumerate(DONE)),
        Said("next", "print the winter timetable", 0, FRIDAY, 9),
    ),
    blockers=(
        Blocked(1, "Waiting for the engine part", MONDAY, None, "service", "Stores"),
        Blocked(2, "No access to the weather data", MONDAY, FRIDAY),
    ),
    risks=(Risk(1, "The ferry may be late", 4, "new", "rent a second one"),),
    taken=(Taken("action", 1, "write decisions down"),),
    current=Goal(5, "Passengers pay by card"),
)


def of(markdown: str) -> Facts:
    return replace(WEEK, tone=heard(wrote(markdown)))


def rows(known: Facts) -> str:
    return in_words(known, draft(known)).partition("\n")[2]


def test_who_leaves_itself_out_and_is_brief_is_drafted_so() -> None:
    assert (
        rows(of(TERSE))
        == """A week around the ticket machine.
Good things:
  - Access to the weather data works now
  - For the ticket machine: fixed the ticket machine at pier 3 and added card payments
  - Also: shipped the winter timetable and measured the queue at pier 2
Learned things:
  - Agreed to write decisions down
Difficulties:
  - Awaited: the engine part (with Stores)
  - A new risk: The ferry may be late (answer: rent a second one)
What's next:
  - What sprint 5 is for: Passengers pay by card
  - Print the winter timetable"""
    )


def test_who_talks_to_its_readers_is_drafted_so() -> None:
    assert (
        rows(of(CHATTY))
        == """Hello everyone, we spent this week on the ticket machine.
Good things:
  - We have access to the weather data now.
  - On the ticket machine, we fixed the ticket machine at pier 3 and added card payments.
  - Besides, we released the winter timetable, measured the queue at pier 2 and talked to the port office.
Learned things:
  - We agreed to write decisions down.
Difficulties:
  - We can't go on without the engine part (with Stores).
  - A new risk: The ferry may be late (our answer: rent a second one).
What's next:
  - The goal of sprint 5: Passengers pay by card.
  - We want to print the winter timetable."""
    )


def test_who_names_what_came_of_it_is_drafted_so() -> None:
    assert (
        rows(of(HEADLINES))
        == """Five things done, one obstacle gone and two difficulties this week.
Good things:
  - 🚀 Access to the weather data works now
  - 🚀 For the ticket machine: fixed at pier 3 and card payments added
  - 🚀 Also: winter timetable released and queue measured at pier 2
Learned things:
  - 💡 Agreed to write decisions down
Difficulties:
  - 🧱 Awaited: the engine part (with Stores)
  - 🧱 A new risk: The ferry may be late (answer: rent a second one)
What's next:
  - 🔭 What sprint 5 is for: Passengers pay by card
  - 🔭 Print the winter timetable"""
    )


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        (
            TERSE,
            "without “we”, short, without full stops, with at most 3 points in most sections, "
            "with “shipped”, “fixed” and “impediment”",
        ),
        (
            CHATTY,
            "with “we”, with short forms such as “didn’t”, with at most 3 points in most sections, "
            "with “Hello everyone” first, with “completed”",
        ),
    ],
)
def test_what_was_learned_is_said_plainly(markdown: str, words: str) -> None:
    assert ", ".join(heard(wrote(markdown)).in_words()) == words


@pytest.mark.parametrize(
    "notes",
    [
        [],
        wrote(HEADLINES)[:1],
        [Wrote("", {"good": ("Shipped the map", "Shipped the guide")})] * 2,
        [Wrote("Hello everyone, the map is out.", {})] * 2,
    ],
)
def test_of_too_few_weeknotes_nothing_is_learned(notes: list[Wrote]) -> None:
    assert heard(notes) == USUAL


def test_who_writes_now_so_and_now_so_keeps_the_usual_words() -> None:
    some = ("We fixed the map.", "Fixed the guide.", "Prices fixed.", "The horn is loud.")
    tone = heard([Wrote("", {"good": some})] * 4)
    assert (tone.person, tone.has_stops) == ("", True)


def test_a_few_of_many_do_not_make_a_voice() -> None:
    """Most of it says how things are, which is neither of the forms."""
    some = ("The map is out.", "The horn is loud.", "Prices are right.", "Fixed the bell.")
    assert heard([Wrote("", {"good": some})] * 6).person == ""


def test_who_only_names_things_is_drafted_in_results() -> None:
    some = ("New harbour map", "Tide table for two piers", "Snow alerts for everybody")
    assert heard([Wrote("", {"good": some})] * 3).person == "result"


def test_a_team_that_says_finished_ships_only_what_it_shipped() -> None:
    both = (*("Shipped the map",) * 5, *("Finished the guide",) * 2)
    tone = heard([Wrote("", {"good": both})] * 3)
    assert [tone.verbs[each] for each in ("release", "launch", "complete")] == [
        *("ship", "ship", "finish"),
    ]
    assert "finish" not in tone.verbs


def test_not_all_that_is_fixed_was_solved() -> None:
    some = ("Solved the puzzle", "Solved the outage", "Solved the riddle of the bell")
    facts = replace(
        WEEK,
        said=(Said("done", "fixed time zones in the report", 1, MONDAY, 1),),
        tone=heard([Wrote("", {"good": some})] * 3),
    )
    assert "Fixed time zones in the report" in " ".join(texts(draft(facts)))


def test_what_is_finished_and_no_product_is_not_shipped() -> None:
    facts = replace(
        of(TERSE), said=(Said("done", "finished the review of the contract", 1, MONDAY, 1),)
    )
    assert "Finished the review of the contract" in texts(draft(facts))


def test_exclamation_marks_and_figures_are_nobodys_tone() -> None:
    notes = [Wrote("Hello all!", {"good": ("1️⃣ We shipped it!", "2️⃣ We did it!", "We won!")})] * 3
    said = texts(draft(replace(WEEK, tone=heard(notes))))
    assert not any("!" in each or "\ufe0f" in each for each in said)


# Whatever is pasted.
_FORMS = [phrases, obstacles, without_we, tone, engine, verbs, hearing]


def _strings(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, re.Pattern):
        return
    elif isinstance(thing, verbs.Verb):
        yield from (thing.base, thing.past, thing.gerund, verbs.participle(thing))
    elif isinstance(thing, Mapping):
        yield from (each for pair in thing.items() for part in pair for each in _strings(part))
    elif isinstance(thing, Iterable):
        yield from (each for part in thing for each in _strings(part))


def _words(texts: Iterable[str]) -> set[str]:
    return {word.casefold() for text in texts for word in re.findall(r"[^\W_]+", text)}


def _ours() -> set[str]:
    """All that the phrase book can say."""
    every = [each for module in _FORMS for value in vars(module).values() for each in _of(value)]
    own = [
        "our",
        "answer",
        "thing",
        "things",
        "done",
        "gone",
        "blocker",
        "blockers",
        "difficulty",
        "difficulties",
    ]
    return _words([*every, *own, "ll re t didn isn aren can"])


def _of(value: object) -> list[str]:
    return list(_strings(value)) if isinstance(value, str | tuple | frozenset | Mapping) else []


OURS = _ours()
_pasted = st.one_of(
    st.sampled_from(
        (
            "Shipped Zanzibar", "We've shipped Zanzibar 77!", "Zanzibar finished", "🎉 Obi did it",
            "🧨 Zoë finished 99 quokkas", "We didn't meet Emeka Obi", "5️⃣ Quokkas", "Hello Emeka, 3 wins",
            "Retrospective with Åkesson", "👩‍👩‍👧‍👦 Released {b}", "{x}", "Impediment: quokkas",
        )
    ),
    st.text(max_size=40),
)  # fmt: skip
_notes = st.lists(
    st.builds(
        Wrote,
        _pasted,
        st.fixed_dictionaries({name: st.lists(_pasted, max_size=9) for name in TITLES}),
        st.booleans(),
    ),
    max_size=6,
)


@settings(deadline=None, max_examples=60)
@given(any_facts, _notes)
def test_whatever_was_pasted_its_words_do_not_come_back(known: Facts, notes: list[Wrote]) -> None:
    usual, told = draft(known), draft(replace(known, tone=heard(notes)))
    assert all(0 < len(points) <= MOST for points in told.sections.values())
    for text in texts(told):
        bare = {word.strip(".,:;()“”'@!?–") for word in cleaning.plain(text).split()}
        assert not bare & {"emeka", "obi", "zoe", "akesson", "li"}
    pasted = _words(text for each in notes for text in (each.opening, *sum_of(each)))
    known_words = _words([repr(known), *texts(usual)])
    assert not (_words(texts(told)) & pasted) - known_words - OURS


def sum_of(note: Wrote) -> list[str]:
    return [text for some in note.points.values() for text in some]


@pytest.mark.parametrize(
    "markdown",
    [
        HEADLINES,
        pytest.param(TERSE, marks=pytest.mark.long),
        pytest.param(CHATTY, marks=pytest.mark.long),
    ],
)
def test_a_year_in_their_voice_neither_repeats_nor_leaks(markdown: str) -> None:
    own, before, last = heard(wrote(markdown)), dict[SectionName, tuple[str, ...]](), ""
    for known, _ in year():
        made = draft(replace(known, tone=own, before=before))
        told = {name: tuple(each.text for each in some) for name, some in made.sections.items()}
        earlier = [text for some in before.values() for text in some]
        for text in (text for some in told.values() for text in some):
            assert not any(fuzz.ratio(text, each) > 95 for each in earlier), text
            assert not cleaning.names_anybody(text, OPTED_OUT.values()), text
        assert made.opening != last
        before, last = told, made.opening
