"""Sprints and ceremonies: set up once, announced at their hour, in one message each."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.cards import TextField
from handlers.events import Pressed
from tests.flows.cadences import SPRINTS, pressed, set_up
from tests.flows.office import MONDAY, Office, Shown, at, in_days, opened, told
from tests.flows.reading import words
from tests.flows.test_away import away


async def test_a_cadence_places_all_ceremonies(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    said = await set_up(office, ada, ben)
    assert "Core: sprint 12" in said
    assert "Winter timetable for all piers" in said
    expected = {
        "Planning": at("10:00"),
        "Refinement": at("10:00", day=in_days(7)),
        "Review": at("10:00", day=in_days(11)),
        "Retro": at("13:30", day=in_days(11)),
        "Weeknote": at("15:00", day=in_days(4)),
    }
    for title, moment in expected.items():
        lines = said.splitlines()
        [nth] = [n for n, line in enumerate(lines) if line.startswith(title)]
        row = lines[nth + 1]
        assert moment.isoformat() in row


async def test_a_ceremony_is_one_message_from_announcement_to_end(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("09:49"))
    assert office.shown("C-core") == []
    await office.until(at("09:50"))
    [message] = office.shown("C-core")
    assert "Core: Planning" in message.words
    assert "Agree the sprint goal" in message.words
    assert "Winter timetable for all piers" in message.words
    await ada.presses("I'll be there", message)
    await ben.presses("I can't", message)
    [message] = office.shown("C-core")
    assert "There: Ada" in message.words
    assert "Can't: Ben" in message.words
    await office.until(at("10:00"))
    [message] = office.shown("C-core")
    assert "It is on" in message.words
    await office.until(at("11:30"))
    [message] = office.shown("C-core")
    assert "It is over" in message.words


async def test_a_sprint_brings_each_ceremony_once(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await office.until(at("08:00") + timedelta(days=28))
    titles = [message.words.splitlines()[0] for message in office.shown("C-core")]
    two_sprints = ["Planning", "Refinement", "Review", "Retro"] * 2
    assert titles == [f"Core: {title}" for title in two_sprints]


async def test_home_shows_what_comes_next(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    home = words(await ada.opens_home())
    assert f"{at('10:00').isoformat()} – Planning, Core" in home


def message(office: Office, title: str = "Planning") -> Shown:
    [found] = [each for each in office.shown("C-core") if not each.under]
    assert found.words.startswith(f"Core: {title}\n")
    return found


async def test_a_timer_counts_from_when_it_is_started(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("10:05"))
    await ben.presses("Start the timer", message(office))
    assert f"The timer is running, until {at('11:35').isoformat()}" in message(office).words
    await ada.presses("5 more minutes", message(office))
    await office.until(at("11:39"))
    assert office.thread(message(office)) == []
    await office.until(at("11:40"))
    [up] = office.thread(message(office))
    assert "Time is up" in up.words
    assert "It is over" in message(office).words
    await ben.presses("5 more minutes", up)
    assert f"until {at('11:45').isoformat()}" in message(office).words
    await office.until(at("11:46"))
    assert len(office.thread(message(office))) == 2


async def test_a_timer_that_is_ended_says_nothing_more(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await office.until(at("10:05"))
    await ada.presses("Start the timer", message(office))
    await ada.presses("End it", message(office))
    await office.until(at("12:00"))
    assert "It is over" in message(office).words
    assert office.thread(message(office)) == []


async def test_notes_go_to_the_thread(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("11:30"))
    for person, said in ((ada, "We take the map first."), (ben, "<!channel> *bold*")):
        form = opened(await person.presses("Add notes", message(office)))
        await person.sends(form, {"words": said})
    first, second = office.thread(message(office))
    assert first.words == "Ada noted:\nWe take the map first."
    assert second.words == "Ben noted:\n<!channel> *bold*"
    assert "2 notes in the thread" in message(office).words
    nothing = await ada.sends(form, {"words": "  "})
    assert nothing.errors == {"words": "There is nothing to post yet."}


async def test_only_the_team_attends_and_only_its_core_runs_the_timer(office: Office) -> None:
    ada, eve = office.person("Ada"), office.person("Eve")
    guest = office.person("Gil", is_guest=True)
    await set_up(office, ada, guest)
    await office.until(at("10:00"))
    before = message(office).words
    for label in ("I'm here", "Start the timer", "Add notes"):
        assert (await eve.presses(label, message(office))).refused
    for label in ("Start the timer", "Add notes"):
        assert (await guest.presses(label, message(office))).refused
    assert message(office).words == before
    await guest.presses("I'll be late", message(office))
    assert "Late: Gil" in message(office).words


async def test_forged_buttons_do_nothing(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await office.until(at("10:00"))
    for action in ("cadence.attend", "cadence.start", "cadence.more", "cadence.note"):
        for number in ("", "0", "-1", "x", "²", str(2**40), "999"):
            args = {"occurrence": number, "says": "there"}
            event = Pressed(office.origin(ada.ref), action, args, "", office.key())
            assert (await office.happens(event)).refused
    args = {"occurrence": "1", "says": "shouting"}
    event = Pressed(office.origin(ada.ref), "cadence.attend", args, "", office.key())
    assert (await office.happens(event)).refused


async def test_who_was_there_is_kept_for_the_team(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("10:00"))
    await ada.presses("I'm here", message(office))
    assert "lately" not in told(await ben.commands("/team cadence"))
    await office.until(at("12:00"))
    assert "lately 50 % were there" in told(await ben.commands("/team cadence"))
    await ben.presses("I was there", message(office))
    assert "lately 100 % were there" in told(await ben.commands("/team cadence"))


async def test_whoever_is_away_is_not_expected(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await away(ben, MONDAY)
    await office.until(at("10:00"))
    assert "Away: Ben" in message(office).words
    assert "Not said yet: Ada" in message(office).words
    await ada.presses("I'm here", message(office))
    await office.until(at("12:00"))
    assert "lately 100 % were there" in told(await ada.commands("/team cadence"))


async def test_after_minutes_of_downtime_it_is_announced_late_and_says_so(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await office.after_downtime(at("10:20"))
    assert "This comes later than planned" in message(office).words
    assert "It is on" in message(office).words
    await office.until(at("12:00"))
    assert "It is over" in message(office).words


async def test_after_weeks_of_downtime_only_what_is_still_useful_comes(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await office.after_downtime(at("16:00", day=in_days(25)))
    assert office.shown("C-core") == []
    [draft] = ada.inbox()
    assert "The draft of weeknote 1 is here" in draft.words
    assert "This comes later than planned" in draft.words
    await office.until(at("12:00", day=in_days(28)))
    assert len(office.shown("C-core")) == 1


async def test_nothing_is_announced_while_the_channel_is_closed(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await office.archives()
    [told_of] = ada.inbox()
    assert "The ceremonies of Core are paused" in told_of.words
    assert "Nothing is announced for now" in told(await ada.commands("/team cadence"))
    await office.until(at("18:00", day=in_days(4)))
    await office.restores()
    assert office.shown("C-core") == []
    await office.until(at("10:00", day=in_days(7)))
    [refinement] = office.shown("C-core")
    assert "Core: Refinement" in refinement.words


async def test_nothing_more_is_planned_per_ceremony_than_its_next_moment(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    one_each = [*(f"cadence:{number}:next" for number in range(1, 5)), "cadence:5:draft"]
    assert sorted(office.dues()) == one_each
    await office.until(at("18:00", day=in_days(13)))
    assert sorted(office.dues()) == one_each


@pytest.mark.parametrize(
    ("field", "said"),
    [("weeks", "5"), ("starts", "soon"), ("starts", "1999-01-01"), ("number", "-3"), ("zone", "X")],
)
async def test_what_makes_no_sense_is_asked_for_again(
    office: Office, field: str, said: str
) -> None:
    ada = office.person("Ada")
    office.channel("C-core", ada)
    form = opened(await ada.commands("/team cadence"))
    outcome = await ada.sends(form, {**SPRINTS, field: said})
    assert outcome.errors is not None
    assert outcome.errors.keys() == {field}
    assert office.dues() == {}


async def test_other_sprints_keep_what_was_changed_by_hand(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await pressed(ada, "Save", await ada.commands("/team cadence retro every Thursday at 11:00"))
    form = opened(await pressed(ada, "Change sprints", await ada.commands("/team cadence")))
    starts = in_days(7).isoformat()
    said = told(await ada.sends(form, {"weeks": "3", "starts": starts, "number": "40"}))
    assert "every Thursday at 11:00" in said
    assert "Core: sprint 40" in said
    lines = said.splitlines()
    [nth] = [n for n, line in enumerate(lines) if line.startswith("Planning")]
    assert at("10:00", day=in_days(7)).isoformat() in lines[nth + 1]
    await office.until(at("10:00", day=in_days(7)))
    assert "Sprint 40" in office.shown("C-core")[-1].words


async def test_what_is_overdue_while_something_changes_is_not_lost(office: Office) -> None:
    """A change of the plan while we were out leaves what is overdue where it was."""
    ada = office.person("Ada")
    await set_up(office, ada)
    office.now = at("15:30", day=in_days(4))
    await ada.commands("/team cadence weeknote")
    form = opened(await pressed(ada, "Change", await ada.commands("/team cadence weeknote")))
    given = {"on": "yes", "often": "FREQ=WEEKLY;BYDAY=FR", "at": "15:00", "minutes": "0"}
    await ada.sends(form, {**given, "remind": "0", "around": "drop"})
    await office.after_downtime(at("15:31", day=in_days(4)))
    [draft] = ada.inbox()
    assert "The draft of weeknote 1 is here" in draft.words


async def test_before_the_first_sprint_has_begun_it_is_the_one_that_is_spoken_of(
    office: Office,
) -> None:
    office.now = at("12:00", day=in_days(-4))
    ada = office.person("Ada")
    said = await set_up(office, ada)
    assert "Core: sprint 12\nMonday 23 November to Sunday 6 December" in said
    assert "Winter timetable for all piers" in said
    form = opened(await pressed(ada, "Change sprints", await ada.commands("/team cadence")))
    number, _goal = (field.value for field in form.fields if isinstance(field, TextField))
    assert number == "12"
    await ada.commands("/team goal Another one")
    await office.until(at("09:55"))
    assert office.shown("C-core")[0].words.startswith("Ada set the goal of sprint 12")
    assert "Sprint 12 – the goal: Another one" in office.shown("C-core")[-1].words
