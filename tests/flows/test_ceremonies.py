"""Sprints and ceremonies: set up once, announced at their hour, in one message each."""

from __future__ import annotations

from datetime import timedelta

from tests.flows.cadences import set_up
from tests.flows.office import Office, at, in_days
from tests.flows.reading import words


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
        [row] = [line for line in said.splitlines() if line.startswith(title)]
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
    two_sprints = ["Planning", "Weeknote", "Refinement", "Review", "Retro", "Weeknote"] * 2
    assert titles == [f"Core: {title}" for title in two_sprints]


async def test_home_shows_what_comes_next(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    home = words(await ada.opens_home())
    assert f"{at('10:00').isoformat()} – Planning, Core" in home
