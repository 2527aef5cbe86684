"""Whoever is away is stood in for; else the next rung is asked."""

from __future__ import annotations

from tests.flows.blocked import Crew, card, crew, does, notices
from tests.flows.office import Office, at, in_days, opened, told


async def blocked(office: Office) -> Crew:
    office.now = at("10:00")
    team = await crew(office)
    await team.ben.commands("/blocker No access to staging @Chiara")
    return team


async def goes_away(team: Crew) -> None:
    await team.chiara.commands(f"/standup away {in_days(1)} to {in_days(10)}")


async def test_the_ladder_goes_to_the_stand_in_while_who_is_waited_for_is_away(
    office: Office,
) -> None:
    team = await blocked(office)
    eli = office.person("Eli")
    await eli.opens_home()
    said = told(await team.chiara.commands("/blocker stand-in @Eli"))
    assert said == "Eli is asked about blockers while you are away, and knows."
    assert "Chiara named you as stand-in" in eli.inbox()[0].words
    await goes_away(team)
    assert "If nothing happens: Eli for Chiara, 2026-11-24T09:00" in card(office).words
    await office.until(at("10:00", day=in_days(1)))
    [heard] = notices(eli)
    assert "You stand in for Chiara, who is away. There has been no news" in heard.words
    assert len(notices(team.chiara)) == 1
    more = told(await team.ada.presses("More", card(office)))
    assert "told Eli for Chiara (owner)" in more
    await does(eli, "Resolve", heard, words="I gave you the role.")
    assert "resolved" in card(office).words


async def test_who_goes_away_reads_who_is_asked_meanwhile(office: Office) -> None:
    team = await blocked(office)
    away = f"/standup away {in_days(1)} to {in_days(10)}"
    hint = "/blocker stand-in @Ada says who is asked about blockers meanwhile."
    assert hint in told(await team.chiara.commands(away))
    await team.chiara.commands("/blocker stand-in @Sam")
    known = "Sam is asked about blockers meanwhile; /blocker stand-in changes that."
    assert known in told(await team.chiara.commands(away))
    theirs = told(await team.ada.commands(f"/standup away @Chiara {in_days(1)} to {in_days(9)}"))
    assert "Sam is asked about blockers meanwhile." in theirs


async def test_a_stand_in_may_hand_it_on(office: Office) -> None:
    team = await blocked(office)
    eli = office.person("Eli")
    await eli.opens_home()
    refused = await eli.presses("Reassign", card(office))
    assert refused.refused
    await team.chiara.commands("/blocker stand-in @Eli")
    await does(eli, "Reassign", card(office), owner=team.petra.ref)
    assert "Owner: Petra" in card(office).words


async def test_without_a_stand_in_it_goes_to_the_next_rung(office: Office) -> None:
    team = await blocked(office)
    await goes_away(team)
    await office.until(at("10:00", day=in_days(1)))
    assert "no news for days" in notices(team.petra)[0].words


async def test_a_stand_in_who_is_away_too_is_not_asked(office: Office) -> None:
    team = await blocked(office)
    await team.chiara.commands("/blocker stand-in @Sam")
    await goes_away(team)
    assert "If nothing happens: Sam for Chiara" in card(office).words
    await team.sam.commands(f"/standup away {in_days(1)} to {in_days(10)}")
    assert "If nothing happens: product owner" in card(office).words


async def test_a_stand_in_named_from_afar_counts_at_once(office: Office) -> None:
    team = await blocked(office)
    await goes_away(team)
    form = opened(await team.chiara.commands("/blocker stand-in"))
    await team.chiara.sends(form, {"person": team.sam.ref})
    assert "If nothing happens: Sam for Chiara" in card(office).words
    form = opened(await team.chiara.commands("/blocker stand-in"))
    assert form.fields[0].value == team.sam.ref  # type: ignore[union-attr]
    assert "Nobody stands in" in told(await team.chiara.sends(form, {}))
    assert "If nothing happens: product owner" in card(office).words


async def test_a_private_one_is_for_nobody_s_stand_in(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    eli = office.person("Eli")
    await eli.opens_home()
    form = opened(await team.ben.commands("/blocker"))
    given = {"summary": "My raise", "owner": team.chiara.ref, "private": "yes"}
    await team.ben.sends(form, {**given, "severity": "low", "team": form.args["team"]})
    await team.chiara.commands("/blocker stand-in @Eli")
    await goes_away(team)
    await office.until(at("17:00", day=in_days(3)))
    assert notices(eli) == []


async def test_somebody_who_cannot_stand_in_is_refused_with_a_reason(office: Office) -> None:
    team = await blocked(office)
    guest = office.person("Gus", is_guest=True)
    await guest.opens_home()
    for line, why in (
        ("@Chiara", "That is you."),
        ("@Gus", "A guest"),
        ("@Nobody", "I don't know anybody"),
        ("is ill", "/blocker stand-in @Ada"),
    ):
        refused = await team.chiara.commands(f"/blocker stand-in {line}")
        assert refused.refused and why in told(refused)


async def test_a_stand_in_who_has_left_is_not_asked(office: Office) -> None:
    team = await blocked(office)
    await team.chiara.commands("/blocker stand-in @Sam")
    await goes_away(team)
    await office.learns(team.sam, is_gone=True)
    assert "If nothing happens: product owner" in card(office).words
