"""Milestones and risks in one line."""

from __future__ import annotations

import pytest

from handlers.outlook.rules import About, RiskLine, about, gravity, risk_line


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Engine part comes late", RiskLine("Engine part comes late")),
        (
            "Engine part comes late, likelihood high, impact low",
            RiskLine("Engine part comes late", "high", "low"),
        ),
        (
            "Engine part comes late; High likelihood; impact: high",
            RiskLine("Engine part comes late", "high", "high"),
        ),
        (
            "Engine part comes late, response: order two, impact high",
            RiskLine("Engine part comes late", "medium", "high", "order two"),
        ),
        ("Little impact on anybody", RiskLine("Little impact on anybody")),
        ("impact highland ferries", RiskLine("impact highland ferries")),
    ],
)
def test_what_a_risk_says_of_itself(words: str, meant: RiskLine) -> None:
    assert risk_line(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("3", About(3, "", "")),
        ("#3 reached", About(3, "reached", "")),
        ("3 done after a long night", About(3, "reached", "after a long night")),
        ("3 move to Friday", About(3, "move", "to Friday")),
        ("3 servers live by Friday", None),
        ("3 over", None),
        ("Reached 3", None),
    ],
)
def test_a_number_and_a_verb_are_about_one_that_is_there(words: str, meant: About | None) -> None:
    assert about(words, "milestone") == meant


def test_a_risk_is_over_and_a_milestone_is_not() -> None:
    assert about("3 over it is spring", "risk") == About(3, "over", "it is spring")
    assert about("3 reached", "risk") is None


def test_how_much_a_risk_weighs() -> None:
    assert [gravity(*each) for each in (("low", "low"), ("low", "high"), ("medium", "high"))] == [
        "low",
        "medium",
        "high",
    ]
