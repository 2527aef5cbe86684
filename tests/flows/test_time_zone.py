"""A person whose platform tells the time but not the zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.events import FormSent
from storage import people
from tests.flows.office import Office, Persona, Shown, at, set_up
from tests.flows.reading import buttons


def somebody(office: Office, hours: int = 0) -> Persona:
    return office.person("Cid", zone="", offset=timedelta(hours=hours))


def asked(person: Persona) -> list[Shown]:
    return [each for each in person.inbox() if "Which time zone" in each.words]


def zone_of(office: Office, person: Persona) -> str:
    with office.inside() as session:
        known = people.called(session, person.ref)
        assert known is not None
        return known.zone


async def test_they_are_asked_once_with_the_likeliest_first(office: Office) -> None:
    cid = somebody(office)
    await cid.says("hello")
    [question] = asked(cid)
    assert buttons(question.card)[0].label == "London"
    # The platform is asked about them again, and knows no more.
    office.now += timedelta(hours=1)
    await cid.says("hello again")
    assert len(asked(cid)) == 1


async def test_what_they_choose_is_kept_and_never_asked_again(office: Office) -> None:
    cid = somebody(office)
    await cid.says("hello")
    [question] = asked(cid)
    outcome = await cid.presses("London", question)
    assert outcome.refreshed is not None
    assert outcome.refreshed.summary == "Your time zone is Europe/London. It is 07:00 there."
    assert zone_of(office, cid) == "Europe/London"
    office.now += timedelta(days=1)
    await cid.says("hello again")
    assert len(asked(cid)) == 1
    assert zone_of(office, cid) == "Europe/London"


async def test_another_one_is_typed(office: Office) -> None:
    cid = somebody(office)
    await cid.says("hello")
    form = (await cid.presses("Another", asked(cid)[0])).form
    assert form is not None
    wrong = await cid.sends(form, {"zone": "Atlantis"})
    assert wrong.errors
    assert "I don't know this zone" in wrong.errors["zone"]
    assert (await cid.sends(form, {"zone": "lisbon"})).whispers
    assert zone_of(office, cid) == "Europe/Lisbon"


async def test_a_zone_that_is_none_is_refused(office: Office) -> None:
    cid = somebody(office)
    await cid.says("hello")
    origin = office.origin(cid.ref, cid.place)
    outcome = await office.happens(FormSent(origin, "people.zone", {}, {}, office.key()))
    assert outcome.errors
    assert zone_of(office, cid) == ""


async def test_until_then_the_team_s_zone_counts_and_from_then_on_their_own(office: Office) -> None:
    ada, cid = office.person("Ada"), somebody(office, hours=-5)
    await set_up(office, ada, cid)
    office.now = at("08:30")
    await cid.says("hello")
    await office.until(at("09:00"))
    prompts = [each for each in cid.inbox() if "stand-up for Monday" in each.words]
    assert len(prompts) == 1
    await cid.presses("New York", asked(cid)[0])
    assert any("America/New_York" in name for name in office.dues())


async def test_a_zone_learnt_from_one_team_s_roster_counts_in_the_others(office: Office) -> None:
    ada, cid = office.person("Ada"), office.person("Cid")
    await set_up(office, ada, cid)
    # Nobody told of the move; the platform knows when it is asked for another channel.
    office.chat.people[cid.ref] = replace(office.chat.people[cid.ref], zone="America/New_York")
    await set_up(office, ada, cid, place="C-other", name="Other")
    asks = [name for name in office.dues() if "America/New_York" in name]
    assert len(asks) == 2
    await office.until(at("14:00"))
    assert len(cid.asked()) == 0
    await office.until(at("15:00"))
    assert len(cid.asked()) == 2


async def test_whoever_has_a_zone_is_not_asked(office: Office) -> None:
    ada = office.person("Ada")
    await ada.says("hello")
    guest = office.person("Gus", zone="", offset=timedelta(0), is_guest=True)
    await guest.says("hello")
    assert asked(ada) == asked(guest) == []
