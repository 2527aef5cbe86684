"""Milestones and risks: noted, listed, moved on, asked about once, and told of a period."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from handlers.cards import Form
from handlers.events import FormSent
from storage import outlook, teams
from storage.models import Milestone, Risk
from tests.flows.blocked import Crew, answered, crew, opens, presses_told
from tests.flows.office import Office, Persona, Shown, at, opened, told

FRIDAY = date(2026, 11, 27)


def cards(office: Office) -> list[Shown]:
    return [each for each in office.shown("C-core") if each.subject.startswith(("milest", "risk"))]


def asked(who: Persona) -> list[Shown]:
    return [each for each in who.inbox() if ":overdue:" in each.subject]


def milestones(office: Office) -> list[Milestone]:
    with office.inside() as session:
        return list(outlook.of_team(session, Milestone, _team(office), is_open=False))


def risks(office: Office) -> list[Risk]:
    with office.inside() as session:
        return list(outlook.of_team(session, Risk, _team(office), is_open=False))


def _team(office: Office) -> int:
    with office.inside() as session:
        team = teams.at(session, "C-core")
        assert team is not None
        return team.key


async def noted(office: Office) -> Crew:
    """Ada has noted a milestone of Ben's for Friday."""
    office.now = at("10:00")
    team = await crew(office)
    await team.ada.commands("/weeknote milestone Winter timetable live @Ben by Friday")
    return team


async def test_one_line_notes_a_milestone_and_tells_its_owner_in_private(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    outcome = await team.ada.commands("/weeknote milestone Winter timetable live @Ben by Friday")
    assert "Noted as milestone 1 of Core. It is due on Friday 27 November 2026" in told(outcome)
    [card] = cards(office)
    assert "Winter timetable live" in card.words and "Owner Ben" in card.words
    [told_ben] = [each for each in team.ben.inbox() if ":yours:" in each.subject]
    assert "Ada asks you to see that this is reached" in told_ben.words


async def test_an_owner_is_told_in_working_hours_of_their_own(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office, Ben="America/New_York")
    await team.ada.commands("/weeknote milestone Winter timetable live @Ben by Friday")
    assert [each for each in team.ben.inbox() if ":yours:" in each.subject] == []
    await office.until(datetime(2026, 11, 23, 14, tzinfo=UTC))
    assert len([each for each in team.ben.inbox() if ":yours:" in each.subject]) == 1


async def test_without_a_day_the_form_asks_for_it_and_nothing_is_lost(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    form = opened(await team.ada.commands("/weeknote milestone Winter timetable live @Ben"))
    offered = answered(form)
    assert offered["title"] == "Winter timetable live" and offered["owner"] == team.ben.ref
    assert "By when?" in str(form.items[0])
    await team.ada.sends(form, {**offered, "day": "2026-12-11"})
    assert [(each.title, each.due_on) for each in milestones(office)] == [
        ("Winter timetable live", date(2026, 12, 11))
    ]


async def test_a_title_that_begins_with_a_number_is_a_title(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await team.ada.commands("/weeknote milestone 3 servers live by Friday")
    assert [each.title for each in milestones(office)] == ["3 servers live"]


async def test_a_milestone_is_not_noted_for_a_day_that_has_passed(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    form: Form = opened(await team.ada.commands("/weeknote milestone"))
    outcome = await team.ada.sends(form, {"title": "Too late", "day": "2026-11-20"})
    assert outcome.errors == {"day": "A day from today on, please."}
    assert milestones(office) == []


async def test_one_line_notes_a_risk_with_all_that_belongs_to_it(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    line = "/weeknote risk Engine part comes late, likelihood high, impact low, response: order two"
    await team.ben.commands(f"{line} @Chiara")
    [risk] = risks(office)
    assert (risk.title, risk.likelihood, risk.impact, risk.response) == (
        "Engine part comes late",
        "high",
        "low",
        "order two",
    )
    assert risk.due_on == date(2026, 12, 7)
    assert "Chiara" in cards(office)[0].words


async def test_a_milestone_is_reached_with_a_word_and_the_card_says_so(office: Office) -> None:
    team = await noted(office)
    form = await opens(team.chiara, "Reached", cards(office)[0])
    outcome = await team.chiara.sends(form, {"words": "The piers helped"})
    assert "Milestone 1: reached" in told(outcome)
    [card] = cards(office)
    assert "The piers helped" in card.words and "Status Reached" in card.words
    late = await team.ben.sends(form, {"words": "Mine, too"})
    assert late.refused and "Mine, too" in told(late)
    assert milestones(office)[0].closing == "The piers helped"


async def test_lines_move_end_and_reopen_it(office: Office) -> None:
    team = await noted(office)
    outcome = await team.ada.commands("/weeknote milestone 1 move to 11 December")
    assert "Friday 11 December 2026" in told(outcome)
    await team.ada.commands("/weeknote milestone 1 missed the crane is broken")
    assert milestones(office)[0].status == "missed"
    assert "the crane is broken" in cards(office)[0].words
    await team.ada.commands("/weeknote milestone 1 reopen")
    [row] = milestones(office)
    assert (row.status, row.closing, row.due_on) == ("open", "", date(2026, 12, 11))
    story = told(await team.ada.commands("/weeknote milestone 1"))
    assert "Ada opened it again" in story and "Ada moved it to Friday 11 December" in story


async def test_a_move_that_is_no_day_gives_the_words_back(office: Office) -> None:
    team = await noted(office)
    outcome = await team.ada.commands("/weeknote milestone 1 move to the moon")
    assert outcome.refused and "/weeknote milestone 1 move to the moon" in told(outcome)
    assert milestones(office)[0].due_on == FRIDAY


async def test_an_overdue_one_is_asked_about_once_and_in_working_hours(office: Office) -> None:
    team = await noted(office)
    await office.until(datetime(2026, 11, 30, 7, 59, tzinfo=UTC))
    assert asked(team.ben) == []
    await office.until(datetime(2026, 11, 30, 8, tzinfo=UTC))
    [question] = asked(team.ben)
    assert "was due on Friday 27 November 2026. How did it go?" in question.words
    assert "overdue" in cards(office)[0].words
    await office.until(datetime(2026, 12, 14, 12, tzinfo=UTC))
    assert len(asked(team.ben)) == 1 and asked(team.ada) == []


async def test_it_is_asked_about_again_only_if_it_was_moved(office: Office) -> None:
    team = await noted(office)
    await office.until(datetime(2026, 11, 30, 12, tzinfo=UTC))
    form = await opens(team.ben, "Move it", asked(team.ben)[0])
    await team.ben.sends(form, {"day": "2026-12-04", "words": "One more week"})
    await office.until(datetime(2026, 12, 7, 12, tzinfo=UTC))
    assert len(asked(team.ben)) == 2


async def test_somebody_away_for_long_is_not_asked_but_the_scrum_master(office: Office) -> None:
    team = await noted(office)
    await team.ben.commands("/standup away from 30 November to 11 December")
    await office.until(datetime(2026, 11, 30, 12, tzinfo=UTC))
    assert asked(team.ben) == [] and len(asked(team.ada)) == 1


async def test_for_an_owner_who_is_gone_the_scrum_master_is_asked(office: Office) -> None:
    team = await noted(office)
    await office.learns(team.ben, is_gone=True)
    await office.until(datetime(2026, 11, 30, 12, tzinfo=UTC))
    assert asked(team.ben) == [] and len(asked(team.ada)) == 1


async def test_a_risk_that_is_still_so_is_looked_at_again_in_two_weeks(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await team.ben.commands("/weeknote risk Engine part comes late by Friday")
    await office.until(datetime(2026, 11, 30, 12, tzinfo=UTC))
    [question] = asked(team.ada)
    outcome = await team.ada.presses("Still so", question)
    assert "looked at again by Monday 14 December" in told(outcome)
    await office.until(datetime(2026, 12, 15, 12, tzinfo=UTC))
    assert len(asked(team.ada)) == 2


async def test_sponsors_read_and_do_not_change(office: Office) -> None:
    team = await noted(office)
    assert "Winter timetable live" in told(await team.sam.commands("/weeknote milestone list"))
    refused = await team.sam.commands("/weeknote milestone 1 reached")
    assert refused.refused and "Ask Ada" in told(refused)
    assert (await team.sam.presses("Reached", cards(office)[0])).refused
    assert milestones(office)[0].status == "open"


async def test_outsiders_see_nothing_of_it(office: Office) -> None:
    await noted(office)
    zoe = office.person("Zoe")
    outcome = await zoe.commands("/weeknote milestone 1", "C-elsewhere")
    assert outcome.refused and "Winter" not in told(outcome)
    assert (await zoe.presses("More", cards(office)[0])).refused
    listed = await zoe.commands("/weeknote milestone list", "C-core")
    assert "Winter" not in told(listed)


async def test_lists_have_pages_and_what_is_closed(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    for day in range(24, 31):
        await team.ada.commands(f"/weeknote milestone Step {day} by {day} November")
    await team.ada.commands("/weeknote milestone 7 reached")
    outcome = await team.ada.commands("/weeknote milestone list")
    assert "Page 1 of 2" in told(outcome)
    second = await presses_told(team.ada, "Next", outcome)
    assert second.refreshed is not None
    closed = await presses_told(team.ada, "Closed", second)
    assert closed.refreshed is not None and "Step 30" in str(closed.refreshed)


async def test_a_period_is_told_as_it_went(office: Office) -> None:
    team = await noted(office)
    await team.ada.commands("/weeknote milestone Summer timetable by 11 December")
    await team.ada.commands("/weeknote milestone Paint the pier by Friday")
    await team.ada.commands("/weeknote risk Engine part comes late")
    since = datetime(2026, 11, 24, tzinfo=UTC)
    await office.until(since + timedelta(hours=12))
    await team.ada.commands("/weeknote milestone 1 reached")
    await team.ada.commands("/weeknote milestone 2 move to 18 December")
    await team.ada.commands("/weeknote risk Ice in the harbour, likelihood low, impact high")
    card = next(each for each in cards(office) if "Engine" in each.words)
    more = await team.ada.presses("More", card)
    [change] = [
        button
        for part in more.whispers[0].parts
        if part.is_a == "buttons"
        for button in part.buttons
        if button.label == "Change"
    ]
    assert change.opens_form
    changed = await presses_told(team.ada, "Change", more)
    form = opened(changed)
    await team.ada.sends(form, {**answered(form), "likelihood": "high", "impact": "high"})
    with office.inside() as session:
        until = datetime(2026, 12, 1, tzinfo=UTC)
        found = outlook.of_period(session, _team(office), since, until, date(2026, 12, 1))
    assert [each.title for each in found.reached] == ["Winter timetable live"]
    assert [(each.milestone.title, each.was) for each in found.moved] == [
        ("Summer timetable", date(2026, 12, 11))
    ]
    assert [each.title for each in found.overdue] == ["Paint the pier"]
    assert [each.title for each in found.new_risks] == ["Ice in the harbour"]
    assert [(each.risk.title, each.before) for each in found.changed_risks] == [
        ("Engine part comes late", ("medium", "medium"))
    ]
    assert [each.title for each in found.open_risks] == [
        "Engine part comes late",
        "Ice in the harbour",
    ]


async def test_nobody_is_asked_where_drumbeat_was_removed(office: Office) -> None:
    team = await noted(office)
    await office.is_uninstalled()
    await office.until(datetime(2026, 12, 14, 12, tzinfo=UTC))
    assert asked(team.ben) == [] and asked(team.ada) == []


async def test_a_milestone_of_another_team_cannot_be_pressed_or_changed(office: Office) -> None:
    team = await noted(office)
    form = await opens(team.ada, "Move it", cards(office)[0])
    zoe = office.person("Zoe")
    refused = await zoe.sends(form, {"day": "2026-12-04", "words": "Mine now"})
    assert refused.refused
    assert milestones(office)[0].due_on == FRIDAY
    for number in ("x", "99999", str(2**70)):
        sent = FormSent(
            office.origin(team.ada.ref),
            form.name,
            {"milestone": number},
            {"day": "2026-12-04"},
            "k",
        )
        assert (await office.happens(sent)).refused


async def test_a_word_that_came_too_late_comes_back(office: Office) -> None:
    team = await noted(office)
    form = await opens(team.ben, "Move it", cards(office)[0])
    await team.ada.commands("/weeknote milestone 1 reached")
    late = await team.ben.sends(form, {"day": "2026-12-04", "words": "The crane is broken"})
    assert late.refused and "The crane is broken" in told(late)
