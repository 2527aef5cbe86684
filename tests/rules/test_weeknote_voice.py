"""What people type, in the team's voice."""

from __future__ import annotations

import pytest

from handlers.weeknotes.drafting import cleaning, reading
from handlers.weeknotes.drafting.themes import is_same, themes

NAMES = frozenset({"Ada Lovelace", "Ben Ortiz", "Chloé Martin", "Will Young"})


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("- fixed the login bug", "fixed the login bug"),
        ("I've finished the API docs for partners (PAY-123)", "finished the API docs for partners"),
        ("Fix flaky checkout test", "fixed the flaky checkout test"),
        ("login bug fixed", "fixed the login bug"),
        ("release notes written", "wrote release notes"),
        ("- [x] update terraform modules", "updated terraform modules"),
        ("Researching options for search", "researched options for search"),
        ("meeting about pricing", "talked about pricing"),
        ("I managed to reproduce the crash on Android", "reproduced the crash on Android"),
        ("I will fix my laptop today", "fixed our laptop"),
        ("wrote docs and fix the tests", "wrote docs and fixed the tests"),
        ("Checkout redesign: finished mobile layout", "finished mobile layout for the checkout redesign"),
        ("rehydrated the cache", "rehydrated the cache"),
        ("Deployed v2.4 to staging https://x.example/z :rocket:", "deployed v2.4 to staging"),
        ("set up monitoring for payments", "set up monitoring for payments"),
        ("Signed webhooks: done", "finished signed webhooks"),
        ("submit the app to the store", "submitted the app to the store"),
        ("submitting the report", "submitted the report"),
        ("Shutting down the old server", "shut down the old server"),
        ("dig into the slow start", "dug into the slow start"),
        ("deal with angry partners", "dealt with angry partners"),
        ("speed up the build", "sped up the build"),
        ("oiled the gate", "oiled the gate"),
        ("hung up the lantern", "hung up the lantern"),
        ("bought two ropes", "bought two ropes"),
        ("Add accessibility to the definition of done", "added accessibility to the definition of done"),
    ],
)  # fmt: skip
def test_what_one_did_becomes_what_the_team_did(typed: str, told: str) -> None:
    [line] = cleaning.lines(typed)
    clause = reading.read(line, "done")
    assert clause is not None
    assert clause.tone == "done"
    assert clause.past() == told


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("finish the login redesign", "finish the login redesign"),
        ("write decisions down", "write decisions down"),
        ("will review the API docs tomorrow", "review the API docs"),
        ("writing tests for export", "write tests for export"),
        ("I want to start on the dashboard", "work on the dashboard"),
        ("Continue with the migration", "work on the migration"),
        ("going to look into slow queries if time allows", "look into slow queries"),
    ],
)
def test_a_plan_becomes_the_teams(typed: str, told: str) -> None:
    clause = reading.read(typed, "next")
    assert clause is not None
    assert clause.base() == told


@pytest.mark.parametrize(
    ("typed", "tone"),
    [
        ("still working on the dashboard", "open"),
        ("Couldn't finish the report because the server was down", "open"),
        ("Payment provider integration - wip", "open"),
        ("learned that the vendor limits us to ten calls a second", "learned"),
        ("struggled with the build server", "hard"),
        ("the nightly build is green again", "sentence"),
        ("Habe den Login repariert und die Tests angepasst", "foreign"),
    ],
)
def test_how_far_it_is_tells_where_it_goes(typed: str, tone: str) -> None:
    clause = reading.read(typed, "done")
    assert clause is not None
    assert clause.tone == tone


def test_other_languages_are_left_as_they_are() -> None:
    words = "Habe den Login repariert und die Tests angepasst"
    clause = reading.read(words, "done")
    assert clause is not None
    assert clause.rest == words


@pytest.mark.parametrize(
    "typed",
    [
        *("meetings", "same as yesterday", "nothing special", "standup, retro, planning", "emails"),
        *("dentist", "1:1 about my salary", "sick kid, only worked half a day", "job interviews"),
        *("password for staging is hunter2", "call me at +49 170 1234567", "mail a@b.example"),
        *("token: xoxb-1234", "the vendor is an idiot", "why is it slow?", "???"),
    ],
)
def test_what_is_nobody_elses_business_is_not_told(typed: str) -> None:
    assert not any(cleaning.is_for_outside(line) for line in cleaning.lines(typed))


def test_a_feature_about_passwords_is_told() -> None:
    assert cleaning.is_for_outside("built the password reset for partners")


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("paired with Ada on the search index", "paired on the search index"),
        ("reviewed PRs from Ben and Ada", "reviewed PRs"),
        ("Chloé and I finished the design", "I finished the design"),
        ("chloe and i finished the design", "i finished the design"),
        ("Helped Ben with the deployment", "Helped with the deployment"),
        ("Reviewed Ben's checkout redesign", "Reviewed the checkout redesign"),
        ("asked @ben.ortiz about prices", "asked about prices"),
        ("will continue with the report", "will continue with the report"),
        ("Ben fixed the login", None),
        ("helped Ben with his laptop", None),
    ],
)
def test_names_go_and_where_they_cannot_the_line_goes(typed: str, left: str | None) -> None:
    assert cleaning.without_people(typed, NAMES) == left


def test_the_same_in_other_words_is_the_same() -> None:
    assert is_same("the login bug", "Login bugs")
    assert is_same("tests for the export", "export tests")
    assert not is_same("the login bug", "the payment bug")
    assert not is_same("version 2.3 of the app", "version 2.4 of the app")


def test_several_things_about_one_thing_are_a_theme() -> None:
    groups, alone = themes(
        ["the checkout total", "Apple Pay in checkout", "the data export", "old coupon codes"]
    )
    assert [(theme.label, theme.members) for theme in groups] == [("checkout", (0, 1))]
    assert alone == [2, 3]
