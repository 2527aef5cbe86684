"""A private blocker is for those concerned and the scrum masters, and so is its ladder."""

from __future__ import annotations

import pytest

from handlers.cards import Form
from tests.flows.blocked import Crew, answered, card, crew, does, notices, presses_told
from tests.flows.office import Office, Persona, Shown, at, in_days, opened, told
from tests.flows.reading import words

LINES = ("/blocker list", "/blocker mine", "/blocker workback", "/blocker resolve 1 Done")


async def raised(office: Office, **changes: str) -> Crew:
    """Ben's, which Chiara can remove."""
    office.now = at("10:00")
    team = await crew(office)
    form = opened(await team.ben.commands("/blocker"))
    given = {"summary": "My contract ends", "owner": team.chiara.ref, "private": "yes", **changes}
    outcome = await team.ben.sends(form, answered(form, **given))
    assert "Only those concerned and the scrum masters see it." in told(outcome)
    return team


def asked(who: Persona) -> list[str]:
    return [each.words.split("\n")[0] for each in notices(who)]


def mine(who: Persona) -> Shown:
    """The card of the one that is in nobody's channel."""
    [found] = [each for each in who.inbox() if each.subject.endswith(":card")]
    return found


async def changes(team: Crew) -> Form:
    whole = await team.ben.presses("More", notices(team.ada)[0])
    return opened(await presses_told(team.ben, "Change", whole))


@pytest.mark.long
async def test_its_ladder_ends_with_the_scrum_master_who_hears_again(office: Office) -> None:
    team = await raised(office)
    preview = mine(team.ben).words.split("If nothing happens: ")[1]
    rungs = [each.split(", ")[0] for each in preview.splitlines()[0].split("; ")]
    assert rungs == ["Chiara", "scrum master", "scrum master"]
    assert "Private: only those concerned and the scrum masters see it" in mine(team.ben).words
    await office.until(at("10:00", day=in_days(30)))
    again = "This has had no news for days. It is private, so nobody above you is told."
    assert asked(team.ada) == ["Somebody in your team is blocked.", again, again]
    assert len(asked(team.chiara)) == 2
    assert (asked(team.petra), asked(team.sam)) == ([], [])
    for heard in (*notices(team.ada), *notices(team.chiara)):
        who = team.ada if heard.place == team.ada.ref else team.chiara
        assert "My contract ends" in told(await who.presses("More", heard))


async def test_the_product_owner_and_the_sponsor_find_it_nowhere(office: Office) -> None:
    team = await raised(office, severity="high")
    for who in (team.petra, team.sam):
        shown = [told(await who.commands(line)) for line in LINES]
        shown += [words(await who.opens_home())]
        peeked = await who.presses("More", mine(team.ben))
        assert peeked.refused
        assert "contract" not in "".join([*shown, told(peeked)])
    for who in (team.ben, team.chiara, team.ada):
        assert "My contract ends" in words(await who.opens_home())
        assert "· private" in told(await who.commands("/blocker list"))


async def test_once_it_is_shown_it_goes_all_the_way_up(office: Office) -> None:
    team = await raised(office)
    form = await changes(team)
    await team.ben.sends(form, answered(form, private=""))
    assert "scrum master" not in card(office).words.split("If nothing happens")[1]
    await office.until(at("10:00", day=in_days(4)))
    assert ["no news for days" in asked(team.petra)[0], len(asked(team.sam))] == [True, 1]
    assert len(asked(team.ada)) == 1


async def test_shown_late_it_begins_with_the_owner_again(office: Office) -> None:
    team = await raised(office)
    await office.until(at("10:00", day=in_days(14)))
    form = await changes(team)
    await team.ben.sends(form, answered(form, private=""))
    assert len(asked(team.chiara)) == 2
    for days, told_then in ((15, (3, 0, 0)), (16, (3, 1, 0)), (18, (3, 1, 1))):
        await office.until(at("10:00", day=in_days(days)))
        three = (team.chiara, team.petra, team.sam)
        assert tuple(len(asked(who)) for who in three) == told_then
    assert len(asked(team.ada)) == 3


async def test_showing_it_breaks_no_promise(office: Office) -> None:
    team = await raised(office)
    form = await changes(team)
    await does(team.chiara, "I’m on it", notices(team.chiara)[0], until="in three days")
    await team.ben.sends(form, answered(form, private=""))
    assert "Chiara is on it until" in card(office).words
    await office.until(at("08:00", day=in_days(3)))
    assert len(asked(team.chiara)) == 1


async def test_who_was_to_hear_in_the_morning_does_not_once_it_is_private(office: Office) -> None:
    team = await raised(office)
    form = await changes(team)
    await team.ben.sends(form, answered(form, private=""))
    grace = office.person("Grace")
    await grace.opens_home()
    await team.ada.commands("/team service Legal review @Grace")
    office.now = at("20:00")
    waiting = {"waits_for": "service", "waits_for_name": "Legal review", "private": ""}
    await team.ben.sends(form, answered(form, **waiting))
    await team.ben.sends(form, answered(form, **{**waiting, "private": "yes"}))
    await office.until(at("12:00", day=in_days(2)))
    assert notices(grace) == []


async def test_who_had_it_before_hears_that_it_is_not_theirs_and_no_more(office: Office) -> None:
    team = await raised(office)
    await does(team.ben, "Reassign", mine(team.ben), owner=team.petra.ref, words="She signs them.")
    heard = notices(team.chiara)[-1]
    assert heard.words == "Ben handed this to Petra. Blocker 1 is no longer yours."
    assert "My contract ends" in told(await team.petra.presses("More", notices(team.petra)[-1]))
