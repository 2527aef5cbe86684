"""Which Adaptive Cards the fake takes, and what they say."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from .msteams import cards
from .teams_peer import block, card, execute, line, opens

JSON = dict[str, Any]
PEOPLE = {"dataset": "graph.microsoft.com/users", "type": "Data.Query"}
PICTURE = {"type": "Image", "url": "https://x.example/a.png", "altText": "Votes"}


def choices(**more: Any) -> JSON:
    offered = [{"title": "Small", "value": "s"}, {"title": "Large", "value": "l"}]
    return {
        "type": "Input.ChoiceSet",
        "id": "size",
        "label": "Size",
        "choices": offered,
        **more,
    }


def test_a_card_with_all_that_we_use_is_fine() -> None:
    table = {
        "type": "Table",
        "columns": [{"width": 1}, {"width": 2}],
        "rows": [
            {
                "type": "TableRow",
                "cells": [{"type": "TableCell", "items": [block("a")]}],
            }
        ],
    }
    chart = {"type": "Chart.Donut", "data": [{"legend": "yes", "value": 1}], "fallback": PICTURE}
    runs = {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "as *typed*"}, " x"]}
    columns = {"type": "ColumnSet", "columns": [{"type": "Column", "items": [PICTURE]}]}
    made = card(
        block("Hello <at>Ada</at>", style="heading", size="Large"),
        runs,
        columns,
        table,
        chart,
        {"type": "FactSet", "facts": [{"title": "Owner", "value": "Ada"}]},
        choices(isMultiSelect=True, value="s,l"),
        choices(id="who", choices=[], **{"choices.data": PEOPLE}),
        line("t", "Today", isRequired=True, errorMessage="Please.", maxLength=10),
        actions=[
            execute("Done"),
            opens("Open"),
            {"type": "Action.OpenUrl", "title": "Go", "url": "https://x.example"},
        ],
        msteams={
            "width": "Full",
            "entities": [
                {
                    "type": "mention",
                    "text": "<at>Ada</at>",
                    "mentioned": {"id": "29:1", "name": "Ada"},
                }
            ],
        },
    )
    assert cards.problems(made) == []


@pytest.mark.parametrize(
    ("made", "why"),
    [
        ({"type": "AdaptiveCard", "body": [block("x")]}, "version None"),
        (card(), "empty card"),
        (card({"type": "Section"}), "unknown element 'Section'"),
        (card({"type": "TextBlock", "wrap": True}), "text is missing"),
        (card(block("x", bold=True)), "unknown property 'bold'"),
        (card(block("x", color="red")), "is 'red', not one of"),
        (card({"type": "TextBlock", "text": "x"}), "without wrap"),
        (card(block("x"), speech="y"), "unknown property 'speech'"),
        (card(block("x"), msteams={"color": 1}), "unknown ['color']"),
        (card({**PICTURE, "altText": ""}), "altText: says nothing"),
        (card({**PICTURE, "url": "http://x.example/a.png"}), "not a picture by https"),
        (card({"type": "Chart.Line", "data": []}), "without fallback"),
        (card(line("a", "A"), line("a", "B")), "'a' is there twice"),
        (card({"type": "Input.Text", "label": "A"}), "id is missing"),
        (card({"type": "Input.Text", "id": "a"}), "input without label"),
        (card(line("a", "A", isRequired=True)), "without errorMessage"),
        (card(line("a", "A", maxLength=2, value="abc")), "longer than maxLength"),
        (card(line("a", "A", regex="(")), "not a pattern"),
        (card(choices(value="xl")), "not among the choices"),
        (card(choices(choices=[])), "no choices"),
        (card(choices(choices=[{"title": "A", "value": "a"}] * 2)), "same value"),
        (
            card(choices(isMultiSelect=True, choices=[{"title": "A", "value": "a,b"}])),
            "a comma in a value",
        ),
        (card({"type": "Input.Date", "id": "d", "label": "D", "value": "23.11.2026"}), "not like"),
        (card(block("x"), actions=[{"type": "Action.Execute", "title": "A"}]), "fallback"),
        (
            card(block("x"), actions=[{"type": "Action.Submit", "title": "A", "data": "x"}]),
            "inputs get lost",
        ),
        (card(block("x"), actions=[{"type": "Action.Http", "title": "A"}]), "unknown action"),
        (card(line("a", "A"), actions=[execute("Send", a="1")]), "share ['a']"),
        (card(block("x"), actions=[execute(f"A{n}") for n in range(7)]), "7 actions"),
        (
            card(
                block("x"),
                actions=[
                    {"type": "Action.ToggleVisibility", "title": "T", "targetElements": ["no"]}
                ],
            ),
            "no element 'no'",
        ),
        (card(block("<at>Ada</at>")), "without an entity"),
        (
            card(block("x"), refresh={"action": {"type": "Action.Submit"}}),
            "needs an Action.Execute",
        ),
    ],
)
def test_a_card_that_would_not_be_shown_as_meant_is_refused(made: JSON, why: str) -> None:
    assert any(why in one for one in cards.problems(made)), cards.problems(made)


def test_a_lenient_look_takes_what_teams_itself_takes() -> None:
    made = card({"type": "TextBlock", "text": "x"}, {"type": "Input.Text", "id": "a"})
    assert cards.problems(made, strict=False) == []


def test_a_mention_stands_in_the_text() -> None:
    who = {"id": "29:1", "name": "Ada"}
    entity = {"type": "mention", "text": "<at>Ada</at>", "mentioned": who}
    made = card(block("x"), msteams={"entities": [entity]})
    assert cards.problems(made) == [": mentions Ada, who is not in the text"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("**bold** and _it_ and *it*", "bold and it and it"),
        ("snake_case_name * 2 * 3", "snake_case_name * 2 * 3"),
        (r"\*as typed\* \_so\_ \[x\](y)", "*as typed* _so_ [x](y)"),
        ("[the plan](https://x.example/a)", "the plan (https://x.example/a)"),
        ("&lt;b&gt; &amp; co", "<b> & co"),
        ("<at>Ada Brandt</at>, hello", "@Ada Brandt, hello"),
        (r"\<at>Ada\</at>", "<at>Ada</at>"),
        ("- one\n- two", "• one\n• two"),
        ("# no heading `no code`", "# no heading `no code`"),
        ("at {{TIME(2026-11-23T08:00:00Z)}}", "at 09:00"),
        ("{{DATE(2026-11-23T23:30:00Z, SHORT)}}", "Tue, Nov 24, 2026"),
        ("{{TIME(now)}}", "{{TIME(now)}}"),
    ],
)
def test_text_is_read_as_it_is_shown(text: str, seen: str) -> None:
    assert cards.shown(text, ZoneInfo("Europe/Berlin")) == seen


def test_a_message_knows_a_little_more_markdown() -> None:
    assert cards.shown("# Plan\n> said\n`code` ~~gone~~", is_card=False) == "Plan\nsaid\ncode gone"


def test_choices_are_made_by_their_words() -> None:
    inputs = [choices(), line("t", "Today"), {"type": "Input.Number", "id": "n", "label": "N"}]
    values = cards.first_values(inputs)
    cards.fill(inputs, values, {"Size": "Large"})
    assert cards.sent_values(inputs, values) == {"size": "l", "t": ""}
    with pytest.raises(LookupError):
        cards.fill(inputs, values, {"Size": "Huge"})
    with pytest.raises(LookupError):
        cards.fill(inputs, values, {"Shape": "round"})


def test_the_client_checks_what_it_can() -> None:
    inputs: list[JSON] = [
        {"type": "Input.Number", "id": "n", "label": "N", "max": 5, "errorMessage": "Up to 5."},
        {"type": "Input.Date", "id": "d", "label": "D", "min": "2026-11-23"},
        line("e", "E", regex="@"),
    ]
    typed = {"n": "6", "d": "2026-11-22", "e": "ada"}
    assert cards.refusals(inputs, typed) == {
        "N": "Up to 5.",
        "D": "This is not right.",
        "E": "This is not right.",
    }
    assert cards.refusals(inputs, {"n": "5", "d": "2026-11-23", "e": "a@b"}) == {}
