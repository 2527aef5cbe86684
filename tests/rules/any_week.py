"""Weeks in which anything may have been typed, for properties of drafts."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from handlers.weeknotes.drafting.facts import (
    Blocked,
    Draft,
    Facts,
    Goal,
    Milestone,
    Risk,
    Said,
    Taken,
)
from tests.rules.a_years_lines import NOISE, PROJECTS

FRIDAY = date(2026, 11, 27)
MONDAY = FRIDAY - timedelta(days=4)
LINES = [
    line for done, plan in PROJECTS.values() for line in (*done.splitlines(), *plan.splitlines())
]
HIDDEN = ("Emeka Obi", "Zoë Åkesson", "Li")
OTHERS = ("Ada Lovelace", "Ben Ortiz")


names = st.sampled_from((*HIDDEN, *OTHERS, "emeka", "ÅKESSON", "zoe", "@li", "Obi's"))
typed = st.builds(
    lambda mark, line, glue, name: f"{mark}{line}{glue and f' {glue} {name}'}",
    st.sampled_from(("", "- ", "* ", "1. ", "[x] ")),
    st.one_of(st.sampled_from([*LINES, *NOISE]), st.text(max_size=60)),
    st.sampled_from(("", "with", "for", "and", "because", ":", "–")),
    names,
)
said = st.builds(
    Said,
    st.sampled_from(("done", "next")),
    st.lists(typed, max_size=4).map("\n".join),
    st.integers(1, 6),
    st.dates(MONDAY, FRIDAY),
    st.integers(1, 99),
)
words = st.one_of(st.sampled_from(LINES), st.builds("{} {}".format, st.sampled_from(LINES), names))
blocked = st.builds(
    Blocked,
    st.integers(1, 99),
    words,
    st.dates(MONDAY - timedelta(days=60), MONDAY),
    st.one_of(st.none(), st.dates(MONDAY, FRIDAY)),
    st.sampled_from(("", "team", "service", "person", "decision")),
    st.one_of(st.just(""), st.just("Legal"), names),
    st.sampled_from(("low", "medium", "high")),
)
milestone = st.builds(
    Milestone,
    st.integers(1, 99),
    words,
    st.dates(MONDAY, FRIDAY + timedelta(days=30)),
    st.sampled_from(("reached", "missed", "moved", "overdue", "coming")),
    st.just(MONDAY),
)
risk = st.builds(
    Risk,
    st.integers(1, 99),
    words,
    st.integers(1, 9),
    st.sampled_from(("new", "graver", "lesser", "open", "happened", "over")),
    words,
)
goal = st.builds(
    Goal, st.integers(1, 40), words, st.sampled_from(("", "reached", "partly", "missed"))
)
taken = st.builds(
    Taken, st.sampled_from(("learning", "action")), st.integers(), words, st.booleans()
)
any_facts = st.builds(
    Facts,
    st.integers(1, 200),
    st.just(MONDAY),
    st.just(FRIDAY),
    st.lists(said, max_size=25).map(tuple),
    st.lists(blocked, max_size=9).map(tuple),
    st.lists(milestone, max_size=5).map(tuple),
    st.lists(risk, max_size=5).map(tuple),
    st.one_of(st.none(), goal),
    st.one_of(st.none(), goal),
    st.lists(taken, max_size=8).map(tuple),
    names=st.just(frozenset((*HIDDEN, *OTHERS))),
    hidden=st.just(frozenset(HIDDEN)),
)


def texts(made: Draft) -> list[str]:
    return [made.opening, *(p.text for points in made.sections.values() for p in points)]
