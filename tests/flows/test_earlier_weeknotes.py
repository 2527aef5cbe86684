"""Weeknotes from before are taken over into the archive."""

from __future__ import annotations

import re

import pytest

from storage import weeknotes
from tests.flows.blocked import Crew
from tests.flows.noted import chosen, draft_of, noted, points, rows
from tests.flows.office import Office, at, in_days, opened, told
from tests.rules.three_voices import HEADLINES, TERSE

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


async def imported(team: Crew, markdown: str) -> str:
    form = opened(await team.ada.commands("/weeknote import"))
    return told(await team.ada.sends(form, {"markdown": markdown}))


async def test_the_next_draft_is_put_the_way_they_are_written(office: Office) -> None:
    team = await noted(office)
    said = await imported(team, HEADLINES)
    assert "From now on I draft the way you write: with what came of it first" in said
    await office.until(at("15:00", day=THURSDAY))
    good = [each.text for each in points(office, "good")]
    assert good == [
        "🚀 Ticket machine fixed at pier 3",
        "🚀 Winter timetable drafted",
        "🚀 Ticket machine takes cards",
    ]
    assert rows(office)[-1].opening == "Two things done this week."


async def test_by_the_teams_choice_drafts_stay_in_the_usual_words(office: Office) -> None:
    team = await noted(office)
    await chosen(team.ada, words="usual")
    assert "the way you write" not in await imported(team, TERSE)
    await office.until(at("15:00", day=THURSDAY))
    usual = [each.text for each in points(office, "good")]
    assert all(text.endswith(".") for text in usual)
    await chosen(team.ada, words="own")
    await team.ada.presses("Draft again", draft_of(team.ada))
    assert not any(each.text.endswith(".") for each in points(office, "good"))
    assert "Drafted the way you write: without “we”, short" in told(
        await team.ada.presses("Where it comes from", draft_of(team.ada))
    )
    await chosen(team.ada)
    assert weeknotes_are_own(office)


def weeknotes_are_own(office: Office) -> bool:
    with office.inside() as session:
        return weeknotes.rule(session, rows(office)[-1].team_id).is_own_tone


async def test_what_people_change_in_drafts_is_how_the_team_writes(sqlite_office: Office) -> None:
    """Without anything taken over: what stands in what they posted, in their own words."""
    office = sqlite_office
    team = await noted(office)
    await office.until(at("15:00", day=THURSDAY))
    form = opened(await team.ada.presses("Good things", draft_of(team.ada)))
    lines = [f"Shipped part {nth}" for nth in ("one", "two", "three", "four", "five", "six")]
    await team.ada.sends(form, {"points": "\n".join(lines)})
    form = opened(await team.ada.presses("Difficulties", draft_of(team.ada)))
    await team.ada.sends(form, {"points": "Lost a day to fog\nMissed a train\nBroke a rope"})
    draft = opened(await team.ada.commands("/weeknote setup"))
    assert "I learn it from three weeknotes" in str(draft)
    await team.ada.commands("/weeknote publish")
    heard = opened(await team.ada.commands("/weeknote setup"))
    assert "Yours, as I know it so far: without “we”, short" in str(heard)
