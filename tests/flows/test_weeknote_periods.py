"""What happens around the moment of a weeknote is in one of them, and in one only."""

from __future__ import annotations

import pytest

from storage import weeknotes
from tests.flows.blocked import Crew, crew
from tests.flows.cadences import SPRINTS
from tests.flows.noted import chosen, draft_of, noted, points, rows
from tests.flows.office import Office, Persona, at, in_days, opened

FRIDAY, SATURDAY, SUNDAY = in_days(4), in_days(5), in_days(6)


async def posted(office: Office, **zones: str) -> Crew:
    """The first weeknote goes out on Friday at 15:00, drafted last at 12:00."""
    team = await noted(office, **zones)
    await chosen(team.ada, unapproved="post")
    await office.until(at("15:00", day=FRIDAY))
    return team


def told(office: Office) -> str:
    """All that each of them says, by number."""
    with office.inside() as session:
        return "\n".join(
            f"{each.number}: {bullet.text}"
            for each in rows(office)
            for bullet in weeknotes.bullets(session, each.key)
        )


def times(office: Office, words: str) -> list[str]:
    """The numbers of those that say it."""
    return [line.partition(":")[0] for line in told(office).splitlines() if words in line]


async def test_what_comes_after_it_is_out_is_in_the_next(office: Office) -> None:
    team = await noted(office)
    await chosen(team.ada, unapproved="post")
    await team.ben.commands("/blocker Rope for the bell is missing")
    await office.until(at("12:30", day=FRIDAY))
    await team.ada.commands("/weeknote risk Ice before it is out")
    await office.until(at("15:30", day=FRIDAY))
    await team.ada.commands("/weeknote risk Storm once it is out")
    await team.ada.commands("/weeknote milestone Bell rings by 18 December")
    await team.ada.commands("/weeknote milestone Lamp burns by 20 December")
    await team.ada.commands("/weeknote milestone 2 reached")
    await team.ben.commands("/blocker resolve 1 A new one is there")
    await team.petra.answers("painted the late bench", "rest")
    await office.until(at("11:00", day=SUNDAY))
    await team.ada.commands("/weeknote risk Fog on the weekend")
    await office.until(at("15:30", day=in_days(18)))
    for words in ("Ice before", "Storm once", "Fog on the", "Lamp burns", "late bench"):
        assert times(office, words) == ["2"], words
    assert times(office, "Bell rings")[0] == "2"
    assert times(office, "ope for the bell") == ["1", "2"]


async def test_what_a_late_draft_took_in_is_not_in_the_next(sqlite_office: Office) -> None:
    """Held back on Friday, drafted again and posted on Monday."""
    office = sqlite_office
    team = await noted(office)
    await office.until(at("11:00", day=SUNDAY))
    await team.ada.commands("/weeknote risk Fog on the weekend")
    await office.until(at("09:30", day=in_days(7)))
    await team.ben.answers("painted the early bench", "rest")
    await office.until(at("10:30", day=in_days(7)))
    await team.ada.presses("Draft again", draft_of(team.ada))
    await office.until(at("10:45", day=in_days(7)))
    await team.ada.commands("/weeknote publish")
    await chosen(team.ada, unapproved="post")
    await office.until(at("15:30", day=in_days(11)))
    assert times(office, "Fog on the weekend") == ["1"]
    assert times(office, "early bench") == ["2"]


async def test_the_first_begins_with_the_team(sqlite_office: Office) -> None:
    office = sqlite_office
    await office.until(at("16:00", day=in_days(-3)))
    team = await crew(office)
    await team.ada.sends(opened(await team.ada.commands("/team cadence")), {**SPRINTS})
    await office.until(at("17:00", day=in_days(-3)))
    await team.ada.commands("/weeknote risk Fog on the day before")
    await team.ada.commands("/weeknote milestone Lamp burns by 20 December")
    await team.ada.commands("/weeknote milestone 1 reached")
    await office.until(at("15:00", day=in_days(3)))
    assert times(office, "Fog on the day before") == times(office, "Lamp burns") == ["1"]
    [draft] = rows(office)
    assert draft.first_day == in_days(-3)


async def test_the_first_tells_of_all_risks_that_there_are(sqlite_office: Office) -> None:
    """Readers have heard of none, however long the team has known them."""
    office = sqlite_office
    team = await noted(office)
    await team.ada.commands("/team cadence weeknote off")
    await team.ada.commands("/weeknote risk Fog of old, likelihood low, impact low")
    await office.until(at("10:00", day=in_days(16)))
    await team.ada.commands("/weeknote draft")
    assert times(office, "Fog of old") == ["1"]
    [draft] = rows(office)
    assert draft.first_day == in_days(14)


async def test_a_risk_that_is_one_again_is_news(sqlite_office: Office) -> None:
    office = sqlite_office
    team = await noted(office)
    await team.ada.commands("/weeknote risk Fog, likelihood low")
    await posted_now(office, team)
    await team.ada.commands("/weeknote risk 1 over")
    await office.until(at("15:30", day=in_days(11)))
    await team.ada.commands("/weeknote risk 1 reopen")
    await office.until(at("15:30", day=in_days(18)))
    assert times(office, ": Fog") == ["1", "2", "3"]


async def posted_now(office: Office, team: Crew) -> None:
    await chosen(team.ada, unapproved="post")
    await office.until(at("15:30", day=FRIDAY))


async def test_an_answer_that_is_changed_later_is_in_the_next(sqlite_office: Office) -> None:
    """Where Ben is, it is Thursday for long after the draft was made."""
    office = sqlite_office
    team = await noted(office, Ben="America/Los_Angeles")
    await chosen(team.ada, unapproved="post")
    await office.until(at("10:00", "America/Los_Angeles", in_days(3)))
    await team.ben.answers("oiled the gate", "test the winter timetable")
    await office.until(at("12:30", day=FRIDAY))
    form = opened(await team.ben.commands("/standup edit"))
    await team.ben.sends(form, {"q1": "oiled the gate\nhung up the lantern", "q2": "rest"})
    await office.until(at("15:30", day=in_days(11)))
    assert times(office, "iled the gate") == ["1"]
    assert times(office, "ung up the lantern") == ["2"]


async def test_what_the_team_came_together_for_is_told_once(sqlite_office: Office) -> None:
    """The review is on the last Friday at ten; the retro is put off until after the weeknote."""
    office = sqlite_office
    team = await posted(office)
    await team.ada.commands("/team cadence retro move to Friday 4 December 16:00")
    await office.until(at("15:30", day=in_days(18)))
    assert times(office, "review") == ["2"]
    assert times(office, "retro") == ["3"]


async def outcome(who: Persona, label: str) -> None:
    [question] = [each for each in who.inbox() if each.subject.endswith(":ask")]
    await who.sends(opened(await who.presses(label, question)), {"words": ""})


async def test_how_a_goal_went_is_told_once(sqlite_office: Office) -> None:
    office = sqlite_office
    team = await posted(office)
    await office.until(at("11:30", day=in_days(11)))
    await outcome(team.ada, "Reached")
    await office.until(at("15:30", day=in_days(18)))
    assert times(office, "Winter timetable for all piers") == ["1", "2"]
    assert "sprint 12" not in rows(office)[-1].opening.casefold()


@pytest.mark.long
async def test_how_a_goal_went_is_told_even_if_somebody_says_so_late(sqlite_office: Office) -> None:
    office = sqlite_office
    team = await posted(office)
    await office.until(at("16:00", day=in_days(11)))
    await outcome(team.ada, "Missed")
    await office.until(at("15:30", day=in_days(18)))
    assert times(office, "Winter timetable for all piers") == ["1", "3"]


@pytest.mark.long
async def test_after_a_long_silence_it_tells_of_five_weeks(sqlite_office: Office) -> None:
    office = sqlite_office
    team = await posted(office)
    for each in ("weeknote", "planning", "refinement", "review", "retro"):
        await team.ada.commands(f"/team cadence {each} off")
    await office.until(at("10:00", day=in_days(45)))
    await team.ada.commands("/weeknote milestone Lamp burns by 10 January")
    await team.ada.commands("/weeknote milestone 1 reached")
    await office.until(at("10:00", day=in_days(52)))
    await team.ada.commands("/weeknote draft")
    assert times(office, "Lamp burns") == ["2"]
    assert rows(office)[-1].first_day == in_days(17)


async def test_it_begins_where_one_that_was_taken_over_ends(sqlite_office: Office) -> None:
    """By its days, whatever its number."""
    office = sqlite_office
    team = await posted(office)
    form = opened(await team.ada.commands("/weeknote import"))
    await team.ada.sends(form, {"markdown": "# Weeknote 30, 2025-11-06\nOld."})
    await team.ada.commands("/weeknote risk Storm on the Friday")
    await office.until(at("15:30", day=in_days(10)))
    assert times(office, "Storm on the Friday") == ["31"]
    assert rows(office)[-1].first_day == SATURDAY


async def test_after_one_that_was_taken_over_nothing_is_lost(sqlite_office: Office) -> None:
    office = sqlite_office
    team = await noted(office)
    await team.ada.commands("/team cadence weeknote off")
    await office.until(at("11:00", day=SATURDAY))
    form = opened(await team.ada.commands("/weeknote import"))
    await team.ada.sends(form, {"markdown": f"# Weeknote 3, {FRIDAY}\nOur last by hand."})
    await team.ada.commands("/weeknote milestone Lamp burns by 20 December")
    await team.ada.commands("/weeknote milestone 1 reached")
    await office.until(at("10:00", day=in_days(9)))
    await team.ada.commands("/weeknote draft")
    assert times(office, "Lamp burns") == ["4"]
    assert rows(office)[-1].first_day == SATURDAY
    assert not any("ticket machine" in each.text for each in points(office, "good"))
