"""When people hear of their actions, when not, and what happens when an owner leaves."""

from __future__ import annotations

import pytest

from tests.flows.acting import acting, row, told
from tests.flows.blocked import does
from tests.flows.office import Office, at, in_days
from tests.flows.office import told as said

ADD = "/retro actions add Write a runbook @Chiara by 4 December"
NEW_YORK = "America/New_York"


async def test_its_owner_is_reminded_the_day_before_and_on_the_day(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    await office.until(at("08:59", day=in_days(10)))
    assert len(told(team.chiara)) == 1
    await office.until(at("09:00", day=in_days(10)))
    assert "is due tomorrow" in told(team.chiara)[-1].words
    await office.until(at("23:00", day=in_days(11)))
    assert "is due today" in told(team.chiara)[-1].words
    assert len(told(team.chiara)) == 3
    assert not told(team.ada)


@pytest.mark.long
async def test_it_is_chased_once_a_week_a_few_times_and_then_left_to_the_retro(
    office: Office,
) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    await office.until(at("23:00", day=in_days(100)))
    chased = [each for each in told(team.chiara) if "How does it stand?" in each.words]
    assert len(chased) == 4
    assert "This was due on Friday 4 December." in chased[0].words
    assert "the last time I ask" in chased[-1].words
    assert not [name for name in office.dues() if name.startswith("action:")]
    assert row(office).status == "open"


async def test_a_chase_is_answered_where_it_stands(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    await office.until(at("12:00", day=in_days(18)))
    chased = told(team.chiara)[-1]
    await does(team.chiara, "Move the date", chased, due="31 December")
    assert "due Thursday 31 December" in told(team.chiara)[-1].words
    before = len(told(team.chiara))
    await office.until(at("12:00", day=in_days(36)))
    assert len(told(team.chiara)) == before
    await office.until(at("12:00", day=in_days(37)))
    assert "is due tomorrow" in told(team.chiara)[-1].words


async def test_nobody_hears_of_it_at_night(office: Office) -> None:
    office.now = at("10:00")
    team = await acting(office)
    await team.chiara.office.learns(team.chiara, zone=NEW_YORK)
    await team.ben.commands(ADD)
    assert not told(team.chiara)
    await office.until(at("14:59"))
    assert not told(team.chiara)
    await office.until(at("15:00"))
    assert "Ben gave you an action" in told(team.chiara)[-1].words
    await office.until(at("14:59", day=in_days(11)))
    assert "is due tomorrow" in told(team.chiara)[-1].words
    await office.until(at("15:00", day=in_days(11)))
    assert "is due today" in told(team.chiara)[-1].words


async def test_who_is_away_is_left_in_peace_and_told_when_back(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    await team.chiara.commands("/standup away from 2 December to 8 December")
    await office.until(at("08:59", day=in_days(16)))
    assert [each.words.split("\n")[0] for each in told(team.chiara)[1:]] == [
        "This action of yours is due on Friday 4 December."
    ]
    await office.until(at("12:00", day=in_days(16)))
    assert "This action of yours was due on Friday 4 December." in told(team.chiara)[-1].words
    await office.until(at("12:00", day=in_days(22)))
    assert len(told(team.chiara)) == 3


@pytest.mark.long
async def test_a_holiday_of_the_owner_is_kept(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands("/retro actions add Write a runbook @Chiara by 25 December")
    await office.until(at("23:00", day=in_days(34)))
    reminded = [each.words.split("\n")[0] for each in told(team.chiara)[1:]]
    assert reminded == ["This action of yours is due tomorrow."]
    await office.until(at("09:00", day=in_days(35)))
    assert "was due on Friday 25 December" in told(team.chiara)[-1].words


async def test_after_downtime_only_what_is_still_true_is_told(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    await office.after_downtime(at("11:00", day=in_days(14)))
    assert len(told(team.chiara)) == 2
    assert "This action of yours was due on Friday 4 December." in told(team.chiara)[-1].words


@pytest.mark.long
async def test_what_is_done_or_dropped_is_not_named_again(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    await team.chiara.presses("Done", told(team.chiara)[0])
    await office.until(at("12:00", day=in_days(40)))
    assert len(told(team.chiara)) == 1


async def test_when_an_owner_is_gone_the_scrum_master_finds_another(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    office.now = at("20:00")
    await office.learns(team.chiara, is_gone=True)
    assert not told(team.ada)
    await office.until(at("09:00", day=in_days(1)))
    [asked] = told(team.ada)
    assert "Chiara is no longer there" in asked.words
    assert "Chiara (is no longer there)" in said(await team.ben.commands("/retro actions"))
    await does(team.ada, "Choose somebody", asked, owner=team.petra.ref)
    assert "Ada gave you an action" in told(team.petra)[-1].words
    assert "[Choose somebody]" not in told(team.ada)[0].words
    await office.until(at("23:00", day=in_days(11)))
    assert "is due today" in told(team.petra)[-1].words
    assert len(told(team.ada)) == 1 and len(told(team.chiara)) == 1


async def test_who_leaves_the_channel_is_asked_no_more_until_they_are_back(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    await office.leaves(team.chiara)
    assert "Who does it now?" in told(team.ada)[-1].words
    await office.until(at("10:00", day=in_days(10)))
    assert len(told(team.chiara)) == 1
    await office.joins(team.chiara)
    await office.until(at("10:00", day=in_days(11)))
    assert "is due today" in told(team.chiara)[-1].words


async def test_where_nobody_runs_the_team_the_channel_is_asked(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    await office.learns(team.ada, is_gone=True)
    await office.learns(team.chiara, is_gone=True)
    asked = [each for each in office.shown("C-core") if each.subject.startswith("action:")]
    assert len(asked) == 1 and "Who does it now?" in asked[0].words


async def test_two_scrum_masters_in_a_row_who_leave_leave_no_action_behind(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    await office.leaves(team.chiara)
    assert len(told(team.ada)) == 1
    await office.learns(team.ada, is_gone=True)
    asked = [each for each in office.shown("C-core") if each.subject.startswith("action:")]
    assert len(asked) == 1


async def test_a_workspace_that_is_gone_is_told_nothing(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    await office.is_uninstalled()
    await office.until(at("12:00", day=in_days(40)))
    assert len(told(team.chiara)) == 1
