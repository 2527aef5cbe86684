"""Weeknotes from before are taken over into the archive."""

from __future__ import annotations

import re

import pytest

from storage import weeknotes
from tests.flows.noted import noted, rows
from tests.flows.office import Office, at, in_days, opened, told

THURSDAY = in_days(3)

EARLIER = """# Weeknote 3, 2026-11-06
A week of fog.

## Good things
- The **horn** works.
- [Timetable](https://x.example/t) printed

## Difficulties
- Fog, all week
  and all night

# Weeknote 4, 13 November 2026
Less fog.
## What's next
1. Snow
"""


async def test_earlier_ones_are_taken_over_without_a_word_to_anybody(office: Office) -> None:
    team = await noted(office)
    await office.until(at("15:00", day=THURSDAY))
    before = len(office.ledger())
    form = opened(await team.ada.commands("/weeknote import"))
    said = told(await team.ada.sends(form, {"markdown": EARLIER}))
    assert "2 weeknotes are in the archive of Core" in said
    assert len(office.ledger()) == before
    third, fourth, draft = rows(office)
    assert (third.number, fourth.number, draft.number) == (3, 4, 5)
    assert third.is_imported and third.opening == "A week of fog."
    with office.inside() as session:
        texts = [each.text for each in weeknotes.bullets(session, third.key)]
    assert texts == [
        "The horn works.",
        "Timetable (https://x.example/t) printed",
        "Fog, all week and all night",
    ]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("- a point", "begin with a heading"),
        ("# Weeknote 3\n- x", "has no day"),
        ("# Weeknote 3, 2026-11-06\n## Gossip\n- x", "none of my sections"),
        ("# Weeknote 3, 2027-11-06\n- x", "has not come yet"),
        ("# Weeknote 3, 2026-11-06\n", "nothing beneath"),
        ("", "nothing in it"),
    ],
)
async def test_what_cannot_be_taken_over_is_said(
    sqlite_office: Office, typed: str, why: str
) -> None:
    team = await noted(sqlite_office)
    form = opened(await team.ada.commands("/weeknote import"))
    outcome = await team.ada.sends(form, {"markdown": typed})
    assert outcome.errors and re.search(why, outcome.errors["markdown"])
    assert rows(sqlite_office) == []


async def test_a_number_is_given_once(sqlite_office: Office) -> None:
    team = await noted(sqlite_office)
    form = opened(await team.ada.commands("/weeknote import"))
    await team.ada.sends(form, {"markdown": EARLIER})
    outcome = await team.ada.sends(form, {"markdown": EARLIER})
    assert outcome.errors and "Weeknote 3 is there already" in outcome.errors["markdown"]
