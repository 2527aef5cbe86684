"""How the goal of a sprint went: asked for once, and told in the weeknote."""

from __future__ import annotations

from datetime import timedelta

from tests.flows.blocked import Crew
from tests.flows.cadences import pressed
from tests.flows.noted import noted
from tests.flows.office import Office, Persona, at, in_days, opened

LAST_FRIDAY = in_days(11)
"""Of the sprint of two weeks; the review is at ten, for an hour."""


def asked(who: Persona) -> list[str]:
    return [each.words for each in who.inbox() if each.subject.endswith(":ask")]


async def answers(team: Crew, who: Persona, label: str, said: str) -> None:
    [question] = [each for each in who.inbox() if each.subject.endswith(":ask")]
    await who.sends(opened(await who.presses(label, question)), {"words": said})


async def test_who_runs_the_team_is_asked_once_after_the_review(office: Office) -> None:
    team = await noted(office)
    await office.until(at("10:59", day=LAST_FRIDAY))
    assert asked(team.ada) == []
    await office.until(at("11:00", day=LAST_FRIDAY))
    [question] = asked(team.ada)
    assert "How did the goal of sprint 12 of Core go?" in question
    assert "Winter timetable for all piers" in question
    await answers(team, team.ada, "Partly reached", "Two piers are left. Ask Ben for more.")
    drafted = [
        each.words
        for who in (team.ada, team.ben, team.chiara, team.petra)
        for each in who.inbox()
        if ":draft:" in each.subject
    ]
    assert any("for all piers. Two piers are left." in each for each in drafted)
    assert not any("for more" in each for each in drafted)
    await office.until(at("12:00", day=in_days(30)))
    assert len(asked(team.ada)) == 1
    assert asked(team.ben) == asked(team.petra) == []


async def test_it_waits_for_who_is_away_and_is_not_asked_where_it_was_told(office: Office) -> None:
    team = await noted(office)
    await team.ada.commands(f"/standup away from {in_days(11)} to {in_days(13)}")
    editor = await _editor_is_away_too(office, team)
    await office.until(at("18:00", day=LAST_FRIDAY))
    assert asked(team.ada) == []
    assert all(asked(each) == [] for each in editor)
    await office.until(at("09:00", day=in_days(14)))
    assert len(asked(team.ada)) == 1


async def _editor_is_away_too(office: Office, team: Crew) -> tuple[Persona, ...]:
    others = (team.ben, team.chiara, team.petra)
    for each in others:
        await each.commands(f"/standup away from {in_days(11)} to {in_days(13)}")
    return others


async def test_without_a_review_the_editor_is_asked_with_the_draft(office: Office) -> None:
    team = await noted(office)
    await team.ada.commands("/team cadence review off")
    await office.until(at("15:01", day=in_days(10)))
    people = (team.ada, team.ben, team.chiara, team.petra)
    found = [each for each in people if asked(each)]
    assert len(found) == 1
    [editor] = found
    assert any(":draft:" in each.subject for each in editor.inbox())
    await answers(team, editor, "Reached", "")
    drafts = [each.words for each in editor.inbox() if ":draft:" in each.subject]
    assert any("sprint 12" in each for each in drafts)


async def test_a_goal_that_somebody_told_of_is_not_asked_about(office: Office) -> None:
    team = await noted(office)
    await office.until(at("16:00", day=in_days(10)))
    form = opened(await pressed(team.ada, "Reached", await team.ada.commands("/team goal")))
    await team.ada.sends(form, {"words": ""})
    await office.until(at("12:00", day=LAST_FRIDAY) + timedelta(days=7))
    assert asked(team.ada) == []
