"""A stand-up started, and closed, by hand."""

from __future__ import annotations

import pytest

from handlers.events import Pressed
from tests.flows.office import MONDAY, Office, Persona, at, in_days, opened, set_up, told
from tests.flows.reading import buttons

SATURDAY = in_days(5)


@pytest.fixture
async def ada(office: Office) -> Persona:
    """Runs a team that is asked at nine; it is eight."""
    someone = office.person("Ada")
    crew = [office.person("Ben"), office.person("Lou", zone="America/Los_Angeles")]
    await set_up(office, someone, *crew)
    return someone


def named(office: Office, name: str) -> Persona:
    return Persona(office, f"U-{name}")


async def test_everybody_present_is_asked_at_once_and_not_again_at_the_hour(
    office: Office, ada: Persona
) -> None:
    outcome = await ada.commands("/standup now")
    assert "I have asked 3 people just now." in told(outcome)
    assert len(ada.asked()) == len(named(office, "Ben").asked()) == 1
    await office.until(at("20:00"))
    for name in ("Ada", "Ben", "Lou"):
        assert len(named(office, name).asked()) == 1
    assert len(office.digests()) == 1


async def test_where_it_is_too_early_people_are_asked_at_their_own_hour(office: Office) -> None:
    ada = office.person("Ada", zone="Pacific/Auckland")
    aro = office.person("Lou", zone="Pacific/Honolulu")
    office.now = at("08:00", "Pacific/Auckland")
    await set_up(office, ada, aro, zone="Pacific/Auckland")
    outcome = await ada.commands("/standup now")
    assert "I have asked 1 person just now." in told(outcome)
    assert "1 person will be asked at their own hour" in told(outcome)
    assert aro.asked() == []
    await office.until(at("09:00", "Pacific/Honolulu"))
    assert len(aro.asked()) == 1


async def test_an_answer_before_the_hour_is_for_today(office: Office, ada: Persona) -> None:
    await office.until(at("09:30"))
    await office.until(at("08:00", day=in_days(1)))
    await ada.commands("/standup now")
    form = await ada.form()
    assert form.args["day"] == str(in_days(1))
    await ada.sends(form, {"q1": "Lists", "q2": "More"})
    assert "Answered at" in ada.asked(in_days(1))[0].words


async def test_before_the_hour_it_is_answered_in_the_chat_too(office: Office, ada: Persona) -> None:
    await ada.commands("/standup now")
    answer = await ada.says("Lists")
    assert answer is not None
    assert "What will you do next?" in answer.words


async def test_who_was_asked_or_answered_already_is_not_asked_again(
    office: Office, ada: Persona
) -> None:
    await office.until(at("09:30"))
    await ada.answers("Lists", "More lists")
    outcome = await ada.commands("/standup now")
    assert "I have asked 1 person just now." in told(outcome)
    assert "2 people had been asked or had answered before" in told(outcome)
    assert len(named(office, "Ben").asked()) == 1
    again = await ada.commands("/standup now")
    assert "There was nobody left to ask just now." in told(again)


async def test_reminders_come_and_stop_as_usual(office: Office, ada: Persona) -> None:
    await ada.commands("/standup now")
    await office.until(at("09:10"))
    ben = named(office, "Ben")
    assert len(ben.reminders()) == 1
    await office.until(at("13:00"))
    assert len(ben.reminders()) == 2
    assert "[Answer late]" in ben.asked()[0].words
    assert "No update: Ada, Ben" in office.digest().words


async def test_closing_brings_the_digest_at_once_and_none_later(
    office: Office, ada: Persona
) -> None:
    outcome = await ada.commands("/standup now")
    await ada.answers("Lists", "More lists")
    office.now = at("08:15")
    [button] = buttons(outcome.whispers[0])
    pressed = Pressed(office.origin(ada.ref), button.action, button.args, "m1", office.key())
    closed = await office.happens(pressed)
    assert closed.refreshed is not None
    assert "1 of 3 answered" in office.digest().words
    assert "No update: Ben, Lou" in office.digest().words
    ben = named(office, "Ben")
    assert "[Answer late]" in ben.asked()[0].words
    await office.until(at("20:00"))
    assert ben.reminders() == []
    assert len(office.digests()) == 1
    await office.until(at("20:00"))
    assert "went wrong" not in told(await ada.commands("/standup close"))


async def test_a_late_answer_after_closing_by_hand_gets_in(office: Office, ada: Persona) -> None:
    await ada.commands("/standup now")
    await ada.commands("/standup close")
    await office.until(at("10:00"))
    await named(office, "Ben").answers("Late", "But here")
    assert "1 of 3 answered" in office.digest().words
    assert "Came late" in office.thread(office.digest())[0].words


async def test_only_who_runs_the_team_starts_and_closes(office: Office, ada: Persona) -> None:
    ben = named(office, "Ben")
    outcome = await ada.commands("/standup now")
    [button] = buttons(outcome.whispers[0])
    for command in ("/standup now", "/standup close"):
        assert "Only a scrum master of Core can change this." in told(await ben.commands(command))
    pressed = Pressed(office.origin(ben.ref), button.action, button.args, "m1", office.key())
    assert (await office.happens(pressed)).refused
    assert office.digests() == []


async def test_there_is_none_to_start_on_another_day_or_to_close_twice(
    office: Office, ada: Persona
) -> None:
    assert "is not open yet" in told(await ada.commands("/standup close"))
    await office.until(at("13:00"))
    assert "Today's digest is out already." in told(await ada.commands("/standup close"))
    assert "Today's digest is out." in told(await ada.commands("/standup now"))
    await office.until(at("10:00", day=SATURDAY))
    assert "Core has no stand-up today." in told(await ada.commands("/standup now"))


async def test_who_is_away_is_left_in_peace(office: Office, ada: Persona) -> None:
    ben = named(office, "Ben")
    form = opened(await ben.commands("/standup away"))
    await ben.sends(form, {"first": str(MONDAY), "last": str(MONDAY)})
    outcome = await ada.commands("/standup now")
    assert "I have asked 2 people just now." in told(outcome)
    assert ben.asked() == []


async def test_of_several_teams_one_is_chosen(office: Office, ada: Persona) -> None:
    await set_up(office, ada, place="C-web", name="Web")
    outcome = await ada.commands("/standup now", ada.place)
    assert "[Core]\n[Web]" in told(outcome)
    button = buttons(outcome.whispers[0])[1]
    where = office.origin(ada.ref, ada.place)
    started = await office.happens(Pressed(where, button.action, button.args, "m1", office.key()))
    assert "Web: stand-up for Monday 23 November" in told(started)
    assert len(ada.asked(MONDAY)) == 1
