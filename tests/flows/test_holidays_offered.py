"""Whose public holidays are somebody's is taken from their time zone, and never in silence."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from handlers.events import Pressed
from storage.models import Delivery
from tests.flows.blocked import answered
from tests.flows.office import BERLIN, Office, Persona, Shown, at, in_days, opened, set_up, told
from tests.flows.reading import buttons, words

EPIPHANY = date(2027, 1, 6)
"""A Wednesday; kept in Bayern, not in all of Germany."""


def offers(person: Persona) -> list[Shown]:
    return [each for each in person.inbox() if each.subject.startswith("holidays:")]


async def first_asked(office: Office, zone: str = BERLIN) -> tuple[Persona, Persona]:
    ada, ben = office.person("Ada"), office.person("Ben", zone)
    await set_up(office, ada, ben)
    await office.until(at("17:00"))
    return ada, ben


async def test_the_first_morning_says_whose_holidays_are_theirs(office: Office) -> None:
    ada, ben = await first_asked(office, zone="Asia/Tokyo")
    [offer] = offers(ada)
    assert "I go by Germany, as your time zone lies there" in offer.words
    assert "The next is Friday 25 December, Christmas Day." in offer.words
    await office.until(at("23:00", day=in_days(3)))
    # Once; whoever does not answer that is asked no more.
    assert len(offers(ada)) == 1
    [offer] = offers(ben)
    assert "I go by Japan" in offer.words
    assert "A region of it" not in [each.label for each in buttons(offer.card)]


async def test_all_are_told_in_the_order_of_their_names(office: Office) -> None:
    ada, ben, chiara = (office.person(name) for name in ("Ada", "Ben", "Chiara"))
    await set_up(office, ada, ben, chiara)
    await office.learns(ada, name="Zora")
    await office.until(at("17:00"))
    with office.inside() as session:
        told = session.exec(select(Delivery).order_by(col(Delivery.id))).all()
    offered = [each.place for each in told if each.subject.startswith("holidays:")]
    assert offered == ["U-Ben", "U-Chiara", "U-Ada"]


async def test_one_press_says_that_it_is_right(office: Office) -> None:
    ada, _ = await first_asked(office)
    outcome = await ada.presses("Yes, Germany", offers(ada)[0])
    assert outcome.refreshed is not None
    assert "Germany" in words(outcome.refreshed)
    assert "from your time zone" not in words(outcome.refreshed)


async def test_a_region_of_it_is_chosen_from_a_list(office: Office) -> None:
    ada, _ = await first_asked(office)
    [offer] = offers(ada)
    form = opened(await ada.presses("A region of it", offer))
    await ada.sends(form, {"region": "BY"})
    assert "Germany, Bayern" in offers(ada)[0].words
    # A press on the question as it was, from another window.
    late = await ada.presses("Yes, Germany", offer)
    assert late.refreshed is not None
    assert "Germany, Bayern" in words(late.refreshed)
    await office.until(at("12:00", day=EPIPHANY))
    assert ada.asked(EPIPHANY) == []
    again = opened(await ada.presses("A region of it", offer))
    assert "BY" in str(again)
    await ada.sends(again, {"region": "all"})
    assert "Bayern" not in offers(ada)[0].words


async def test_a_region_that_is_none_is_refused_with_those_there_are(office: Office) -> None:
    ada, _ = await first_asked(office)
    form = opened(await ada.presses("A region of it", offers(ada)[0]))
    wrong = await ada.sends(form, {"region": "Atlantis"})
    assert wrong.errors
    assert "Bayern" in wrong.errors["region"]


async def test_another_country_opens_all_of_ones_days(office: Office) -> None:
    ada, _ = await first_asked(office)
    form = opened(await ada.presses("Another country", offers(ada)[0]))
    assert "Austria" in told(await ada.sends(form, answered(form, country="Austria")))


async def test_who_has_settled_their_days_is_not_asked(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben", zone="UTC")
    await set_up(office, ada, ben)
    form = opened(await ada.commands("/drumbeat settings"))
    await ada.sends(form, answered(form, hour="10:00"))
    await office.until(at("17:00"))
    # And in Ben's zone lies no country.
    assert offers(ada) == offers(ben) == []


async def test_who_moves_to_another_country_is_asked_anew(office: Office) -> None:
    ada, ben = await first_asked(office)
    await ben.presses("Yes, Germany", offers(ben)[0])
    for person in (ada, ben):
        await office.learns(person, zone="Europe/Vienna")
    await office.until(at("17:00", day=in_days(1)))
    assert "I go by Austria" in offers(ada)[-1].words
    # What somebody has said themselves stays.
    assert len(offers(ben)) == 1


async def test_a_country_that_is_none_is_refused(office: Office) -> None:
    ada, _ = await first_asked(office)
    for args in ({}, {"country": "Atlantis"}):
        forged = Pressed(office.origin(ada.ref), "people.holidays_right", args, "", office.key())
        assert (await office.happens(forged)).refused
