"""Answers posted one by one, and the digest for who reads along."""

from __future__ import annotations

import pytest

from tests.flows.office import MONDAY, SETTINGS, Office, Persona, at, in_days, set_up, told
from tests.flows.reading import buttons, quotes

TUESDAY = in_days(1)


@pytest.fixture
async def ada(office: Office) -> Persona:
    """Asked half an hour ago with Ben, in a team whose answers come one by one."""
    someone = office.person("Ada")
    await set_up(office, someone, office.person("Ben"), entries="each")
    await office.until(at("09:30"))
    return someone


def posted(office: Office) -> list[str]:
    return [shown.words for shown in office.shown("C-core") if ":entry:" in shown.subject]


async def test_each_answer_is_posted_as_it_comes_and_changes_in_place(
    office: Office, ada: Persona
) -> None:
    await ada.answers("Lists", "More lists")
    [first] = posted(office)
    assert first.startswith("Ada · stand-up for Monday 23 November\n")
    await ada.answers("Keys", "More lists")
    [changed] = posted(office)
    assert "Keys" in changed
    assert "Edited at" in changed


async def test_the_digest_is_one_message_and_doubles_nothing(office: Office, ada: Persona) -> None:
    await ada.answers("Lists", "More lists", "waiting for the keys " * 50)
    await office.until(at("13:00"))
    digest = office.digest()
    assert office.thread(digest) == []
    assert len(posted(office)) == 1
    assert "1 of 2 answered · answers above" in digest.words
    assert "the rest is in their own message" in digest.words
    await Persona(office, "U-Ben").answers("Late", "But here")
    assert len(posted(office)) == 2
    assert office.thread(office.digest()) == []
    assert "2 of 2 answered" in office.digest().words


async def test_an_answer_of_the_evening_before_says_which_day_it_is_for(
    office: Office, ada: Persona
) -> None:
    await ada.answers("Lists", "More lists")
    await office.until(at("18:30"))
    await ada.answers("Early", "Bird")
    assert posted(office)[1].startswith("Ada · stand-up for Tuesday 24 November\n")


async def test_the_form_starts_from_what_is_set(office: Office, ada: Persona) -> None:
    form = await ada.form("/standup setup")
    [field] = [field for field in form.fields if field.id == "entries"]
    assert getattr(field, "value", "") == "each"
    await ada.sends(form, {**SETTINGS, "entries": "together"})
    await office.until(at("09:30", day=TUESDAY))
    await ada.answers("Lists", "More lists")
    assert posted(office) == []


# Reading along.
@pytest.fixture
async def sam(office: Office) -> Persona:
    """Reads along as a guest of the team's channel, and has asked for the digest."""
    ada, guest = office.person("Ada"), office.person("Sam", is_guest=True)
    await set_up(office, ada, office.person("Ben"), guest)
    assert "From now on the digest of Core comes to you" in told(
        await guest.commands("/standup observe")
    )
    return guest


def read_by(who: Persona) -> list[str]:
    return [shown.words for shown in who.inbox() if ":digest:" in shown.subject]


async def test_who_observes_gets_the_digest_and_is_neither_asked_nor_counted(
    office: Office, sam: Persona
) -> None:
    ada = Persona(office, "U-Ada")
    await office.until(at("09:30"))
    await ada.answers("Lists", "More lists")
    await office.until(at("13:00"))
    [digest] = read_by(sam)
    assert "1 of 2 answered · answers in #C-core" in digest
    assert buttons(sam.inbox()[0].card) == []
    assert sam.asked() == []
    assert "Sam" not in office.digest().words
    await Persona(office, "U-Ben").answers("Late", "But here")
    assert "2 of 2 answered" in read_by(sam)[0]
    assert quotes(sam.inbox()[0].card) == ""


async def test_observing_twice_is_observing_once_and_stop_ends_it(
    office: Office, sam: Persona
) -> None:
    await sam.commands("/standup observe")
    await office.until(at("13:00"))
    assert len(read_by(sam)) == 1
    assert "no longer comes to you" in told(await sam.commands("/standup observe stop"))
    await sam.commands("/standup observe stop")
    await office.until(at("13:00", day=TUESDAY))
    assert len(read_by(sam)) == 1


async def test_who_leaves_the_channel_reads_no_more(office: Office, sam: Persona) -> None:
    await office.leaves(sam)
    await office.until(at("13:00"))
    assert len(office.digests()) == 1
    assert read_by(sam) == []


async def test_a_guest_without_access_to_the_channel_may_not_observe(
    office: Office, sam: Persona
) -> None:
    other = office.person("Gus", is_guest=True)
    outcome = await other.commands("/standup observe")
    assert outcome.refused
    assert "Only members of Core can read its stand-up." in told(outcome)
    assert "You are in no team with a stand-up" in told(
        await other.commands("/standup observe", other.place)
    )


async def test_a_core_member_may_have_it_too_and_is_still_asked(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await ada.commands("/standup observe", ada.place)
    await office.until(at("13:00"))
    assert len(ada.asked(MONDAY)) == 1
    assert len(read_by(ada)) == 1


async def test_other_words_after_observe_are_given_back(office: Office, sam: Persona) -> None:
    outcome = await sam.commands("/standup observe everybody")
    assert "“/standup observe everybody”" in told(outcome)
