"""A person's week on one card: what their teams plan, and lines of their own."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.cadence import locales
from tests.flows.cadences import pressed, set_up
from tests.flows.office import Office, Persona, at, in_days, opened, told
from tests.flows.office import set_up as set_up_standup
from tests.flows.reading import words

LINE = {
    "words": "Prepare the retro",
    "kind": "solo",
    "day": in_days(1).isoformat(),
    "at": "14:00",
    "minutes": "60",
    "often": "once",
}


@pytest.fixture
async def ada(office: Office) -> Persona:
    """In Berlin, so that days are named in German until somebody says otherwise."""
    ada, mei = office.person("Ada"), office.person("Mei", "Asia/Tokyo")
    await set_up(office, ada, mei)
    return ada


async def test_a_week_shows_ceremonies_and_stand_ups_at_ones_own_hours(
    office: Office, ada: Persona
) -> None:
    mei = Persona(office, "U-Mei")
    await set_up_standup(office, ada, mei)
    shown = told(await ada.commands("/team week")).splitlines()
    assert shown[:4] == [
        "Your week",
        "Montag, 23. November",
        "09:00  Stand-up, Core",
        "10:00–11:30  Planning, Core",
    ]
    assert "15:00  Weeknote, Core" in shown
    theirs = told(await mei.commands("/team week")).splitlines()
    assert "18:00–19:30  Planning, Core" in theirs
    assert theirs[1] == "月曜日, 11月23日 – Labor Thanksgiving Day"


async def test_lines_of_ones_own_stand_among_them_and_nobody_else_sees_them(
    office: Office, ada: Persona
) -> None:
    card = await ada.commands("/team week")
    form = opened(await pressed(ada, "Add a line", card))
    said = told(await ada.sends(form, LINE))
    assert "14:00–15:00  Prepare the retro (solo)" in said
    weekly = {**LINE, "words": "Terminal", "kind": "external", "often": "weekly", "at": "08:30"}
    said = told(await ada.sends(form, weekly))
    assert said.index("Terminal (external)") < said.index("Prepare the retro")
    after = await pressed(ada, "Week after", await ada.commands("/team week"))
    assert after.refreshed is not None
    assert "Terminal (external)" in words(after.refreshed)
    assert "Prepare the retro" not in words(after.refreshed)
    mei = Persona(office, "U-Mei")
    assert "Terminal" not in told(await mei.commands("/team week"))
    with pytest.raises(IndexError):
        await pressed(mei, "Take one out", await mei.commands("/team week"))


async def test_a_line_is_taken_out(ada: Persona) -> None:
    form = opened(await pressed(ada, "Add a line", await ada.commands("/team week")))
    await ada.sends(form, LINE)
    form = opened(await pressed(ada, "Take one out", await ada.commands("/team week")))
    wrong = await ada.sends(form, {"line": "999"})
    assert wrong.errors == {"line": "Choose one of these."}
    said = told(await ada.sends(form, {"line": "1"}))
    assert "Prepare the retro" not in said


async def test_what_is_no_line_is_asked_for_again(ada: Persona) -> None:
    form = opened(await pressed(ada, "Add a line", await ada.commands("/team week")))
    wrong = {"words": " ", "kind": "x", "day": "1999-01-01", "at": "late", "minutes": "7"}
    outcome = await ada.sends(form, {**LINE, **wrong, "often": "x"})
    assert outcome.errors is not None
    assert outcome.errors.keys() == LINE.keys()


async def test_days_are_named_in_the_language_that_was_chosen(ada: Persona) -> None:
    form = opened(await pressed(ada, "Language", await ada.commands("/team week")))
    assert "Monday, 23 November" in told(await ada.sends(form, {"locale": "en_GB"}))
    assert "lundi, 23 novembre" in told(await ada.sends(form, {"locale": "fr"}))
    assert (await ada.sends(form, {"locale": "xx"})).errors is not None


async def test_days_off_say_why(office: Office, ada: Persona) -> None:
    office.now = at("08:00", day=date(2026, 12, 19))
    said = told(await ada.commands("/team week"))
    assert "Freitag, 25. Dezember – Christmas Day" in said
    assert "Weeknote" in said[said.index("24. Dezember") : said.index("25. Dezember")]


def test_a_country_has_the_language_that_most_there_speak() -> None:
    countries = ("DE", "GB", "US", "BR", "JP", "CH", "IN", "", "XX")
    found = [locales.of_country(country) for country in countries]
    assert found == ["de", "en_GB", "en_US", "pt_BR", "ja", "de", "hi", "en_GB", "en_GB"]
    assert all(locales.day_name(date(2026, 11, 23), each) for each in locales.LOCALES)
