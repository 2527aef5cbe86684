"""Ceremonies moved by words and forms, skipped once, moved once, switched off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from handlers.events import Pressed
from tests.flows.blocked import answered
from tests.flows.cadences import pressed, set_up
from tests.flows.office import Office, Persona, Shown, at, in_days, opened, told
from tests.flows.reading import buttons, words

RETRO_DAY = in_days(11)
RETRO = at("13:30", day=RETRO_DAY)


def announced(office: Office, title: str) -> list[Shown]:
    return [
        shown
        for shown in office.shown("C-core")
        if shown.words.startswith(f"Core: {title}\n") and ":changed:" not in shown.subject
    ]


@pytest.fixture
async def ada(office: Office) -> Persona:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    return ada


@pytest.fixture
def ben(office: Office, ada: Persona) -> Persona:
    return Persona(office, "U-Ben")


async def test_words_are_said_back_with_the_next_three_dates_before_they_count(
    office: Office, ada: Persona
) -> None:
    outcome = await ada.commands("/team cadence retro every other Thursday at 14:00")
    said = told(outcome)
    assert "Retro every other Thursday at 14:00, Berlin time" in said
    days = [in_days(3), in_days(17), in_days(31)]
    for shown in ("Thursday 26 November", "Thursday 10 December", "Thursday 24 December"):
        assert f"{shown}, 14:00" in said
    assert RETRO.isoformat() in told(await ada.commands("/team cadence"))
    await pressed(ada, "Save", outcome)
    assert at("14:00", day=days[0]).isoformat() in told(await ada.commands("/team cadence retro"))
    [news] = [shown for shown in office.shown("C-core") if "changed when it comes" in shown.words]
    assert "Ada changed when it comes: every other Thursday at 14:00" in news.words
    await office.until(at("18:00", day=in_days(31)))
    assert [shown.subject.split(":")[2] for shown in announced(office, "Retro")] == [
        f"{day}" for day in days
    ]


async def test_words_that_mean_several_things_are_asked_back(ada: Persona) -> None:
    outcome = await ada.commands("/team cadence retro every Friday at 5")
    options = [button.label for card in outcome.whispers for button in buttons(card)]
    assert len(options) > 1
    chosen = await pressed(ada, options[0], outcome)
    assert "I understood: Retro" in told(chosen)


@pytest.mark.parametrize("said", ["whenever", "retro soonish", "party every Friday at 9"])
async def test_what_is_no_ceremony_or_rule_is_refused_with_an_example(
    ada: Persona, said: str
) -> None:
    outcome = await ada.commands(f"/team cadence {said}")
    assert outcome.refused
    assert "every" in told(outcome)


async def test_one_is_skipped_and_only_that(office: Office, ada: Persona) -> None:
    await ada.commands("/team cadence retro skip")
    assert "Ada skipped the retro" in office.shown("C-core")[-1].words
    await office.until(at("18:00", day=in_days(30)))
    assert [shown.subject.split(":")[2] for shown in announced(office, "Retro")] == [
        f"{in_days(25)}"
    ]


async def test_a_skipped_one_is_held_after_all(office: Office, ada: Persona) -> None:
    await ada.commands("/team cadence retro skip")
    await ada.presses("Hold it after all", office.shown("C-core")[-1])
    await office.until(at("14:00", day=RETRO_DAY))
    assert len(announced(office, "Retro")) == 1


async def test_one_is_moved_by_words_and_all_others_stay(office: Office, ada: Persona) -> None:
    outcome = await ada.commands("/team cadence planning move to Tuesday 10:15")
    moved = at("10:15", day=in_days(1))
    assert "would be on Tuesday 24 November, 10:15 instead" in told(outcome)
    await pressed(ada, "Move it", outcome)
    await office.until(at("10:04", day=in_days(1)))
    assert announced(office, "Planning") == []
    await office.until(at("18:00", day=in_days(20)))
    shown = announced(office, "Planning")
    assert [each.subject.split(":", 3)[2] for each in shown] == [f"{in_days(0)}", f"{in_days(14)}"]
    assert moved.isoformat() in shown[0].words


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Thursday 10:00", "Thursday 3 December, 10:00"),
        ("to 16:00", "Friday 4 December, 16:00"),
        ("Donnerstag um 10 Uhr", "Thursday 3 December, 10:00"),
        ("tomorrow 10:00", "Tuesday 24 November, 10:00"),
        ("1 December", "Tuesday 1 December, 13:30"),
    ],
)
async def test_a_day_is_that_of_the_week_that_the_moved_one_is_in(
    ada: Persona, said: str, meant: str
) -> None:
    assert f"would be on {meant} instead" in told(
        await ada.commands(f"/team cadence retro move {said}")
    )


async def test_an_announced_one_that_moves_says_so_and_is_announced_again(
    office: Office, ada: Persona, ben: Persona
) -> None:
    await office.until(at("09:55"))
    [message] = announced(office, "Planning")
    await ben.presses("I'll be there", message)
    form = opened(await ada.presses("Move or skip", message))
    day = in_days(1).isoformat()
    await ada.sends(form, {"what": "move", "day": day, "at": "11:00"})
    [message] = announced(office, "Planning")
    assert "It has moved to" in message.words
    await office.until(at("10:50", day=in_days(1)))
    [_, again] = announced(office, "Planning")
    assert "Not said yet: Ada, Ben" in again.words


async def test_an_announced_one_that_is_skipped_says_so(office: Office, ada: Persona) -> None:
    await office.until(at("09:55"))
    [message] = announced(office, "Planning")
    form = opened(await ada.presses("Move or skip", message))
    await ada.sends(form, {"what": "skip"})
    [message] = announced(office, "Planning")
    assert "Skipped this time" in message.words
    await office.until(at("18:00"))
    assert "Skipped this time" in announced(office, "Planning")[0].words


async def test_one_cannot_move_to_the_past_or_onto_another(ada: Persona, office: Office) -> None:
    opening = await ada.commands("/team cadence weeknote")
    form = opened(await pressed(ada, "Move or skip the next", opening))
    past = {"what": "move", "day": in_days(-3).isoformat(), "at": "10:00"}
    refused = await ada.sends(form, past)
    assert refused.errors is not None
    assert "past" in refused.errors["day"]
    onto = {"what": "move", "day": in_days(11).isoformat(), "at": "15:00"}
    refused = await ada.sends(form, onto)
    assert refused.errors is not None
    assert "another weeknote" in refused.errors["day"]


async def test_switched_off_it_comes_no_more_until_it_is_on_again(
    office: Office, ada: Persona
) -> None:
    await ada.commands("/team cadence weeknote off")
    await office.until(at("18:00", day=in_days(6)))
    assert ada.inbox() == []
    await ada.commands("/team cadence weeknote on")
    await office.until(at("18:00", day=in_days(10)))
    [draft] = ada.inbox()
    assert "The draft of weeknote 1 is here" in draft.words


async def test_the_form_changes_everything_and_says_the_rule_back(
    office: Office, ada: Persona
) -> None:
    form = opened(await pressed(ada, "Change", await ada.commands("/team cadence planning")))
    given = {
        "on": "yes",
        "often": "FREQ=WEEKLY;BYDAY=TU",
        "at": "09:30",
        "minutes": "45",
        "remind": "30",
        "around": "drop",
        "agenda": "Only one point",
    }
    outcome = await ada.sends(form, given)
    assert "every Tuesday at 09:30" in told(outcome)
    await pressed(ada, "Save", outcome)
    await office.until(at("09:00", day=in_days(1)))
    [message] = announced(office, "Planning")
    assert "Only one point" in message.words
    assert at("10:15", day=in_days(1)).isoformat() in message.words
    wrong = await ada.sends(form, {**given, "minutes": "7", "words": "now and then"})
    assert wrong.errors is not None
    assert wrong.errors.keys() == {"minutes", "words"}


async def test_only_who_runs_the_team_changes_it(
    office: Office, ada: Persona, ben: Persona
) -> None:
    before = office.dues()
    for line in ("retro skip", "retro off", "retro every Friday at 9:00", "retro move to Friday"):
        refused = await ben.commands(f"/team cadence {line}")
        assert "Ask Ada" in told(refused)
    [retro] = [
        button
        for card in (await ada.commands("/team cadence retro")).whispers
        for button in buttons(card)
        if button.label == "Change"
    ]
    eve = office.person("Eve")
    for person in (ben, eve):
        overview = await ada.commands("/team cadence retro")
        for label in ("Change", "Move or skip the next"):
            assert (await pressed(person, label, overview)).refused
    assert retro.opens_form
    assert office.dues() == before
    assert (await eve.commands("/team cadence")).refused


async def test_the_goal_is_seen_by_all_and_set_by_who_runs_the_team(
    office: Office, ada: Persona, ben: Persona
) -> None:
    assert "Winter timetable for all piers" in told(await ben.commands("/team goal"))
    assert "Ask Ada" in told(await ben.commands("/team goal Have fun"))
    await ada.commands("/team goal Nobody asks the hotline")
    assert "Nobody asks the hotline" in office.shown("C-core")[-1].words
    await office.until(at("09:50"))
    assert "Nobody asks the hotline" in announced(office, "Planning")[0].words


async def test_what_became_of_the_goal_is_said_in_the_channel_and_kept(
    office: Office, ada: Persona, ben: Persona
) -> None:
    card = await ada.commands("/team goal")
    form = opened(await pressed(ada, "Partly reached", card))
    assert (await ben.sends(form, {"words": "All of it"})).refused
    await ada.sends(form, {"words": "Two piers wait for signs"})
    said = office.shown("C-core")[-1].words
    assert "the goal of sprint 12 is partly reached" in said and "Two piers wait" in said
    seen = told(await ben.commands("/team goal"))
    assert "The goal is partly reached." in seen and "[" not in seen


async def test_a_goal_of_the_sprint_before_is_asked_about_until_somebody_says(
    office: Office, ada: Persona
) -> None:
    office.now = at("10:00") + timedelta(weeks=2)
    await ada.commands("/team goal Summer next")
    card = await ada.commands("/team goal")
    assert "How did the goal of sprint 12 go?" in told(card)
    [last] = [
        button
        for button in buttons(card.whispers[0])
        if button.label == "Missed" and button.args["sprint"] == "12"
    ]
    where = office.origin(ada.ref)
    pressed_last = Pressed(where, last.action, last.args, "whispered", office.key())
    await ada.sends(opened(await office.happens(pressed_last)), {})
    assert "How did the goal" not in told(await ada.commands("/team goal"))


async def test_a_change_of_the_teams_zone_moves_all_to_the_new_clocks(
    office: Office, ada: Persona
) -> None:
    await office.until(at("12:00"))
    form = opened(await ada.commands("/standup setup"))
    given = {
        "place": "C-core",
        "name": "Core",
        "days": "mon",
        "hour": "09:00",
        "window": "240",
        "reminder": "60",
        "zone": "New York",
        "questions": "What is new?",
    }
    await ada.sends(form, given)
    said = told(await ada.commands("/team cadence"))
    new_york = at("13:30", "America/New_York", day=RETRO_DAY)
    assert new_york.isoformat() in said
    assert RETRO.isoformat() not in said
    await office.until(new_york + timedelta(hours=2))
    assert len(announced(office, "Planning")) == 1
    assert len(announced(office, "Retro")) == 1


async def test_a_public_holiday_shifts_what_would_fall_on_it(office: Office, ada: Persona) -> None:
    christmas = date(2026, 12, 25)
    await office.until(at("18:00", day=christmas - timedelta(days=2)))
    [draft] = [each for each in ada.inbox() if ":draft:" in each.subject]
    assert at("15:00", day=date(2026, 12, 24)).isoformat() in draft.words


async def test_home_still_shows_it(ada: Persona) -> None:
    assert "Retro, Core" in words(await ada.opens_home())


async def test_what_is_announced_already_follows_its_new_agenda_and_length(
    office: Office, ada: Persona
) -> None:
    await office.until(at("09:55"))
    form = opened(await pressed(ada, "Change", await ada.commands("/team cadence planning")))
    assert "Agree the sprint goal" in announced(office, "Planning")[0].words
    await ada.sends(form, answered(form, agenda="Count the piers", minutes="30"))
    [shown] = announced(office, "Planning")
    assert "Count the piers" in shown.words and "Agree the sprint goal" not in shown.words
    await office.until(at("10:29"))
    assert "It is on" in announced(office, "Planning")[0].words
    await office.until(at("10:30"))
    assert "It is over" in announced(office, "Planning")[0].words


async def test_a_timer_that_runs_keeps_its_length(office: Office, ada: Persona) -> None:
    await office.until(at("10:00"))
    await ada.presses("Start the timer", announced(office, "Planning")[0])
    form = opened(await pressed(ada, "Change", await ada.commands("/team cadence planning")))
    before = announced(office, "Planning")[0].words
    await ada.sends(form, answered(form, minutes="30"))
    assert announced(office, "Planning")[0].words == before


async def test_what_is_announced_already_shows_the_new_goal(office: Office, ada: Persona) -> None:
    await office.until(at("09:55"))
    form = opened(await pressed(ada, "Change sprints", await ada.commands("/team cadence")))
    await ada.sends(form, answered(form, goal="Ropes for all"))
    [shown] = announced(office, "Planning")
    assert "Ropes for all" in shown.words and "Winter timetable" not in shown.words


async def test_what_is_over_stays_as_it_was(office: Office, ada: Persona) -> None:
    await office.until(at("15:00"))
    before = announced(office, "Planning")[0].words
    form = opened(await pressed(ada, "Change", await ada.commands("/team cadence planning")))
    await ada.sends(form, answered(form, agenda="Count the piers"))
    assert announced(office, "Planning")[0].words == before
