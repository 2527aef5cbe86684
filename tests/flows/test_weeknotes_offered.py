"""Weeknotes of a team that has no sprints, and those that were planned before there were drafts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import dues
from tests.flows.blocked import crew
from tests.flows.noted import drafts, noted
from tests.flows.office import Office, Persona, Shown, at, in_days
from tests.flows.reading import words


def offers(who: Persona) -> list[Shown]:
    return [each for each in who.inbox() if each.subject.endswith(":offer")]


@pytest.mark.long
async def test_a_team_without_sprints_is_asked_once_and_a_yes_plans_them(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await office.until(at("09:30", day=in_days(8)))
    assert offers(team.ada) == []
    await office.until(at("10:30", day=in_days(8)))
    [offer] = offers(team.ada)
    assert offers(team.ben) == offers(team.petra) == []
    assert (await team.ben.presses("Yes, on Fridays", offer)).refused
    planned = await team.ada.presses("Yes, on Fridays", offer)
    assert planned.refreshed is not None
    assert "Weeknote" in words(planned.refreshed) and "15:00" in words(planned.refreshed)
    await office.until(at("15:00", day=in_days(10)))
    assert len(drafts(team.ada)) == 1
    await office.until(at("15:00", day=in_days(10)) + timedelta(days=60))
    assert len(offers(team.ada)) == 1
    ceremonies = [each for each in office.shown("C-core") if each.subject.startswith("cadence:")]
    assert ceremonies == []


async def test_who_says_no_is_not_asked_again(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await team.ada.commands("/weeknote draft")
    await office.until(at("10:01"))
    [offer] = offers(team.ada)
    said = await team.ada.presses("No, thank you", offer)
    assert said.refreshed is not None and "not ask again" in words(said.refreshed)
    await office.until(at("10:00") + timedelta(days=30))
    assert len(offers(team.ada)) == 1


async def test_one_that_was_planned_before_there_were_drafts_is_not_left_out(
    office: Office,
) -> None:
    """As an earlier version left it: announced at its moment, and no draft planned."""
    team = await noted(office)
    with office.inside() as session:
        [due] = [each for each in dues.named_like(session, "cadence:") if ":draft" in each.name]
        name, args = due.name.replace(":draft", ":next"), dict(due.args)
        rule = {**(due.rule or {}), "lead": 0}
        friday = at("15:00", day=in_days(4))
        dues.cancel(session, [due.name])
        dues.plan(session, name, "cadence.announce", friday, rule, args)
        session.commit()
    await office.until(at("15:01", day=in_days(4)))
    assert len(drafts(team.ada)) == 1
    await office.until(at("16:00", day=in_days(4)))
    assert "Weeknote 1 of Core is held back" in team.ada.inbox()[-1].words
