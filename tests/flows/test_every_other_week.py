"""A check-in of every other Friday beside the daily stand-up, over New Year and a change of clocks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storage import standups
from tests.flows.office import SETTINGS, Office, Persona, at, set_up, told
from tests.flows.test_several_stand_ups import adds, fills, of, pressed

CHECK_IN = {
    "called": "Friday check-in",
    "days": "fri",
    "every": "2",
    "hour": "14:00",
    "window": "120",
    "questions": "How was the fortnight?",
}
FIRST = date(2026, 11, 27)


async def checks_in(office: Office, **changes: str) -> tuple[Persona, Persona]:
    """Ada in Berlin and Ben in New York, where clocks change two weeks earlier in spring."""
    ada, ben = office.person("Ada"), office.person("Ben", zone="America/New_York")
    await set_up(office, ada, ben, days="mon")
    await adds(ada, **{**CHECK_IN, **changes})
    return ada, ben


def asked(office: Office, person: Persona) -> dict[date, str]:
    """The days that somebody was asked to check in on, and the hour in UTC."""
    found = {}
    with office.inside() as session:
        for n in range(200):
            day = FIRST + timedelta(days=n)
            for prompt in standups.prompts_on(session, 2, day).values():
                if person.ref == f"U-{'Ada' if prompt.person_id == 1 else 'Ben'}":
                    found[day] = f"{prompt.asked_at:%d %H:%M}"
    return found


@pytest.mark.long
async def test_it_comes_every_other_friday_over_new_year_and_the_change_of_clocks(
    office: Office,
) -> None:
    ada, ben = await checks_in(office)
    await office.until(at("20:00", day=date(2027, 4, 9)))
    fridays = [FIRST + timedelta(days=14 * n) for n in range(10)]
    assert date(2026, 12, 25) in fridays
    # Christmas is a holiday of both.
    working = [day for day in fridays if day != date(2026, 12, 25)]
    mine, bens = asked(office, ada), asked(office, ben)
    assert list(mine) == list(bens) == working
    assert mine[date(2027, 1, 8)] == "08 13:00"
    assert mine[date(2027, 3, 19)] == "19 13:00"
    assert mine[date(2027, 4, 2)] == "02 12:00"
    assert bens[date(2027, 3, 5)] == "05 19:00"
    assert bens[date(2027, 3, 19)] == "19 18:00"
    days = [each.subject.split(":")[2] for each in of(2, office.digests())]
    assert days == [str(day) for day in working]


async def test_its_digest_comes_once_each_time(office: Office) -> None:
    ada, _ = await checks_in(office)
    for day in (FIRST, FIRST + timedelta(days=14)):
        await office.until(at("14:30", day=day))
        await fills(ada, f"Fine on {day}")
    await office.until(at("20:00", day=date(2026, 12, 20)))
    digests = of(2, office.digests())
    assert [each.subject.split(":")[2] for each in digests] == ["2026-11-27", "2026-12-11"]
    assert digests[0].words.startswith("Friday check-in · Core · Friday 27 November")
    assert "Fine on 2026-12-11" in office.thread(digests[1])[0].words


async def test_it_says_how_often_and_when_it_comes_next(office: Office) -> None:
    ada, _ = await checks_in(office, week="2026-12-01")
    [intro] = [each for each in office.shown("C-core") if each.subject == "standup:2:intro"]
    assert "Every other Friday at 14:00" in intro.words
    assert "First: Friday 4 December" in intro.words
    await office.until(at("20:00", day=FIRST))
    assert asked(office, ada) == {}
    said = await pressed(ada, "Friday check-in", "/standup now")
    assert "The Friday check-in of Core is not held today." in str(said)
    await office.until(at("20:00", day=date(2026, 12, 4)))
    assert list(asked(office, ada)) == [date(2026, 12, 4)]


async def test_who_changes_something_else_keeps_the_weeks(office: Office) -> None:
    ada, _ = await checks_in(office)
    await office.until(at("10:00", day=date(2026, 12, 2)))
    form = await ada.form("/standup setup Friday check-in")
    sent = {**SETTINGS, **CHECK_IN, "hour": "15:00", "week": "2026-11-27"}
    await ada.sends(form, sent)
    await office.until(at("20:00", day=date(2026, 12, 11)))
    assert list(asked(office, ada)) == [FIRST, date(2026, 12, 11)]
    await ada.sends(await ada.form("/standup setup Friday check-in"), sent | {"every": "1"})
    await office.until(at("20:00", day=date(2026, 12, 18)))
    assert list(asked(office, ada))[-1] == date(2026, 12, 18)


async def test_a_late_answer_is_taken_until_it_comes_again(office: Office) -> None:
    ada, _ = await checks_in(office)
    await office.until(at("10:00", day=date(2026, 12, 10)))
    question = of(2, ada.asked(FIRST))[0]
    outcome = await ada.presses("Answer late", question)
    assert outcome.form is not None
    await office.until(at("15:00", day=date(2026, 12, 11)))
    assert (await ada.presses("Answer late", question)).refused


async def test_the_week_on_a_card_tells_it_when_it_is_held(office: Office) -> None:
    ada, _ = await checks_in(office, week="2026-12-04")
    own = told(await ada.commands("/team week"))
    assert "Stand-up, Core" in own
    assert "Friday check-in" not in own
    office.now = at("08:00", day=date(2026, 11, 30))
    assert "14:00  Friday check-in, Core" in told(await ada.commands("/team week"))
