"""Examples of charts: each kind, with few figures and with many, and words that are long."""

from __future__ import annotations

from handlers.cards import Card, Heading, small
from handlers.charts import Chart, Look, Series
from handlers.example import Example

CATEGORIES = ("Decision", "Access", "Review", "Data")
WAITS = ("Legal review", "Data", "IT", "Other teams")


def examples() -> list[Example]:
    return [
        Example("chart: votes", _card(_votes())),
        Example("chart: participation", _card(_participation())),
        Example("chart: mood by day", _card(_mood())),
        Example("chart: two kinds of bars", _card(_categories())),
        Example("chart: stacked bars", _card(_waiting("stacked bars"))),
        Example("chart: stacked bars that lie", _card(_waiting("horizontal bars"))),
        Example("chart: three lines over a quarter", _card(_quarter())),
        Example("chart: hard words", _card(_hard())),
        Example("chart in the home", _card(_participation()), on="home"),
    ]


def _card(chart: Chart) -> Card:
    return Card(
        chart.title, (Heading("Retro · Harbor"), chart, small("Counted on Friday at 15:00."))
    )


def _votes() -> Chart:
    topics = (
        "Reviews wait too long for anybody outside the team",
        "Release notes",
        "Flaky tests",
        "The new room",
        "Standing desks",
    )
    return Chart(
        "What to talk about",
        "Reviews have 9 votes, release notes 6, flaky tests 5, the new room 2, standing desks none.",
        topics,
        (Series("Votes", (9, 6, 5, 2, 0)),),
        "horizontal bars",
        "votes",
    )


def _participation() -> Chart:
    return Chart(
        "Who took part in the stand-up, by week",
        "It rose from 72 % to 100 % in six weeks; in the week of 16 November there was none.",
        ("2 Nov", "9 Nov", "16 Nov", "23 Nov", "30 Nov", "7 Dec"),
        (Series("Took part", (72, 80, None, 91, 88, 100)),),
        "line",
        "%",
    )


def _mood() -> Chart:
    return Chart(
        "Mood, 1 to 5",
        "Between 3.5 and 5, but for Thursday with 2.",
        ("Mon", "Tue", "Wed", "Thu", "Fri"),
        (Series("Mood", (3.5, 4, 4.25, 2, 5)),),
    )


def _categories() -> Chart:
    return Chart(
        "Blockers of this sprint",
        "18 were raised and 14 removed; of 8 that waited for review, 3 are open.",
        CATEGORIES,
        (Series("Raised", (5, 3, 8, 2)), Series("Removed", (4, 3, 5, 2))),
        unit="blockers",
    )


def _waiting(look: Look) -> Chart:
    return Chart(
        "Where work waits",
        "Most often for IT: 12 blockers, 3 of them for more than five days.",
        WAITS,
        (
            Series("Under 2 days", (5, 3, 8, 2)),
            Series("2 to 5 days", (1, 2, 1, 0)),
            Series("Longer", (2, 0, 3, 1)),
        ),
        look,
        "blockers",
    )


def _quarter() -> Chart:
    return Chart(
        "Blockers by week",
        "Most were raised in weeks 40 and 43; since week 45 no more than one is left open.",
        tuple(f"Week {number}" for number in range(36, 48)),
        (
            Series("Raised", (3, 5, 2, 6, 7, 4, 3, 8, 2, 1, 4, 5)),
            Series("Removed", (2, 4, 3, 3, 8, 5, 4, 6, 4, 2, 3, 5)),
            Series("Still open", (1, 2, 1, 4, 3, 2, 1, 3, 1, 0, 1, 1)),
        ),
        "line",
        "blockers",
    )


def _hard() -> Chart:
    return Chart(
        "Ein langer Titel mit <b>Tags</b> & *Sternen*, der nicht auf eine Zeile passt",
        "Only the last is above nothing: 1,200,000 <!channel> @here.",
        ("Überprüfung durch die Rechtsabteilung", "Ελληνικά", "Русский", "a_b_c", "<@U1>"),
        (Series("Zahlen", (0, 0, 0, 0, 1_200_000)),),
    )
