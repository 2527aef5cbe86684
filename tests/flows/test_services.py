"""Common services have an owner, who hears of what waits for them."""

from __future__ import annotations

from handlers.cards import Form
from tests.flows.blocked import Crew, answered, card, crew, does, notices, presses_told, rows
from tests.flows.office import Office, Persona, Shown, at, in_days, opened, set_up, told
from tests.flows.reading import words


async def served(office: Office, name: str = "Legal review") -> tuple[Crew, Persona]:
    """Grace, who is in no team, looks after it."""
    office.now = at("10:00")
    team = await crew(office)
    grace = office.person("Grace")
    await grace.opens_home()
    said = told(await team.ada.commands(f"/team service {name} @Grace"))
    assert said == f"Grace hears of what waits for {name}."
    return team, grace


async def form_of(who: Persona, line: str = "/blocker") -> Form:
    return opened(await who.commands(line))


async def waits(team: Crew, **changes: str) -> Shown:
    """Ben's blocker waits for the service, by form."""
    form = await form_of(team.ben)
    given = {"summary": "The contract", "waits_for": "service", "waits_for_name": "legal  review"}
    await team.ben.sends(form, answered(form, **{**given, **changes}))
    return card(team.office)


async def test_what_waits_for_a_service_is_told_to_its_owner(office: Office) -> None:
    team, grace = await served(office)
    assert "Ada named you for Legal review" in grace.inbox()[0].words
    shown = await waits(team)
    assert "Waits for: Legal review (Grace)" in shown.words
    [heard] = notices(grace)
    assert "Ben is blocked and waits for Legal review, which is yours." in heard.words
    assert "waits for your service" in told(await grace.commands("/blocker mine"))
    home = await grace.opens_home()
    assert "Waiting for Legal review – 1 of medium severity" in words(home)
    outcome = await grace.presses("More", shown)
    assert "Ben logged it" in told(outcome)


async def test_a_line_that_says_so_waits_for_it(office: Office) -> None:
    team, grace = await served(office)
    await team.ben.commands("/blocker The contract waits for the legal review by Friday")
    assert "Waits for: Legal review (Grace)" in card(office).words
    assert len(notices(grace)) == 1


async def test_it_is_not_it(office: Office) -> None:
    team, grace = await served(office, "IT")
    await team.ben.commands("/blocker The build hangs, everybody waits for it")
    assert notices(grace) == []
    await team.ben.commands("/blocker My laptop waits for IT")
    assert len(notices(grace)) == 1


async def test_its_owner_hears_in_hours_of_their_own(office: Office) -> None:
    team, grace = await served(office)
    office.now = at("20:00")
    await waits(team)
    assert notices(grace) == []
    await office.until(at("09:00", day=in_days(1)))
    assert len(notices(grace)) == 1


async def test_the_ladder_asks_the_owner_of_the_service_where_nobody_owns_it(
    office: Office,
) -> None:
    team, grace = await served(office)
    shown = await waits(team)
    assert "Owner: nobody yet" in shown.words
    assert "If nothing happens: Grace, 2026-11-24T09:00:00+00:00; product owner" in shown.words
    await office.until(at("10:00", day=in_days(1)))
    assert "no news" in notices(grace)[-1].words
    assert len(notices(team.ada)) == 1


async def test_its_owner_takes_it_on_answers_and_resolves_it(office: Office) -> None:
    team, grace = await served(office)
    await waits(team)
    await grace.says("The lawyer is on it.", thread=notices(grace)[0].ref)
    assert "The lawyer is on it." in notices(team.ben)[-1].words
    assert "Grace (Legal review) said: The lawyer" in told(
        await team.ben.presses("More", card(office))
    )
    await does(grace, "I’m on it", notices(grace)[0], until="Friday 14:00")
    assert "Owner: Grace" in card(office).words
    await does(grace, "Resolve", card(office), words="Signed.")
    assert rows(office)[0].status == "resolved"
    inbox = await presses_told(grace, "What waits", await grace.commands("/team services"))
    assert "Nothing is blocked." in told(inbox)
    past = await presses_told(grace, "Closed", inbox)
    assert past.refreshed is not None and "The contract" in words(past.refreshed)


async def test_a_private_one_is_no_service_s_business(office: Office) -> None:
    team, grace = await served(office)
    form = await form_of(team.ben)
    given = {"summary": "My contract", "waits_for": "service", "waits_for_name": "Legal review"}
    await team.ben.sends(form, answered(form, **given, private="yes"))
    assert notices(grace) == []
    assert "contract" not in told(await grace.commands("/blocker mine"))
    services = await grace.commands("/team services")
    assert "nothing waits" in told(services)
    assert "contract" not in told(await presses_told(grace, "What waits", services))


async def test_what_waited_for_it_by_name_comes_to_its_first_owner(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    grace = office.person("Grace")
    await grace.opens_home()
    await waits(team)
    assert "Waits for: legal review" in card(office).words
    await team.ada.commands("/team service Legal review @Grace")
    assert "Waits for: Legal review (Grace)" in card(office).words
    assert "Ada named you for Legal review. This waits for it:" in notices(grace)[0].words


async def test_another_owner_takes_over_what_waits(office: Office) -> None:
    team, grace = await served(office)
    await waits(team)
    said = told(await grace.commands("/team service legal review @Chiara"))
    assert said == "Chiara hears of what waits for Legal review. One waits now."
    assert "The contract" in notices(team.chiara)[-1].words
    assert "Waits for: Legal review (Chiara)" in card(office).words
    assert (await grace.commands("/team service legal review @Grace")).refused


async def test_its_channel_shows_it_too_until_it_waits_for_something_else(office: Office) -> None:
    team, grace = await served(office)
    form = opened(await team.ada.commands("/team service Legal review"))
    await team.ada.sends(form, answered(form, place="C-legal"))
    await waits(team)
    [there] = office.shown("C-legal")
    assert "The contract" in there.words
    change = opened(
        await presses_told(team.ben, "Change", await team.ben.presses("More", card(office)))
    )
    await team.ben.sends(change, answered(change, waits_for="person", waits_for_name="Sam"))
    assert office.shown("C-legal") == []
    await team.ben.sends(change, answered(change))
    assert len(office.shown("C-legal")) == 1
    await does(grace, "Resolve", card(office), words="Signed.")
    assert "resolved" in office.shown("C-legal")[0].words


async def test_the_team_whose_channel_it_is_may_take_it_on(office: Office) -> None:
    team, _ = await served(office)
    lee, mo = office.person("Lee"), office.person("Mo")
    await set_up(office, lee, mo, place="C-legal", name="Lawyers")
    form = opened(await team.ada.commands("/team service Legal review"))
    await team.ada.sends(form, answered(form, place="C-legal"))
    await waits(team)
    [there] = [each for each in office.shown("C-legal") if "contract" in each.words]
    await does(mo, "Resolve", there, words="Signed.")
    more = told(await team.ben.presses("More", card(office)))
    assert "Mo (Lawyers) resolved it: Signed." in more


async def test_who_runs_no_team_names_none_and_a_wrong_one_is_said(office: Office) -> None:
    team, _ = await served(office)
    refused = await team.ben.commands("/team service Data @Grace")
    assert refused.refused and "/team services" in told(refused)
    form = opened(await team.ada.commands("/team service"))
    wrong = await team.ada.sends(form, {"name": "legal review", "owner": "U-nobody"})
    assert wrong.errors is not None and set(wrong.errors) == {"name", "owner"}
    guest = office.person("Gus", is_guest=True)
    await guest.opens_home()
    assert "guest" in told(await team.ada.commands("/team service Data @Gus"))


async def test_one_that_is_over_leaves_its_name(office: Office) -> None:
    team, _ = await served(office)
    await waits(team)
    change = opened(
        await presses_told(team.ada, "Change", await team.ada.commands("/team services"))
    )
    await team.ada.sends(change, answered(change, ends="yes"))
    assert "Waits for: Legal review" in card(office).words
    assert "(Grace)" not in card(office).words
    assert "If nothing happens: scrum master" in card(office).words
    assert "None has been named yet." in told(await team.ada.commands("/team services"))


async def test_when_its_owner_has_left_the_scrum_masters_are_asked(office: Office) -> None:
    team, grace = await served(office)
    await waits(team)
    await office.learns(grace, is_gone=True)
    assert "If nothing happens: scrum master" in card(office).words
    assert "nobody: its owner has left" in told(await team.ada.commands("/team services"))


async def test_its_owner_hears_once_that_nothing_can_be_shown_in_its_channel(
    office: Office,
) -> None:
    team, grace = await served(office)
    form = opened(await team.ada.commands("/team service Legal review"))
    await team.ada.sends(form, answered(form, place="C-legal"))
    office.chat.closed["C-legal"] = "not in channel"
    await waits(team)
    await team.ben.commands("/blocker Another contract waits for legal review")
    heard = [each for each in grace.inbox() if "can’t post in #C-legal" in each.words]
    assert len(heard) == 1


async def with_a_channel(office: Office) -> tuple[Crew, Persona, Form]:
    """Ben's blocker waits for a service that has one; the form changes it."""
    team, grace = await served(office)
    form = opened(await team.ada.commands("/team service Legal review"))
    await team.ada.sends(form, answered(form, place="C-legal"))
    more = await team.ben.presses("More", await waits(team))
    return team, grace, opened(await presses_told(team.ben, "Change", more))


async def test_one_that_was_private_for_a_while_is_shown_there_again(office: Office) -> None:
    team, grace, form = await with_a_channel(office)
    for _ in range(2):
        await team.ben.sends(form, answered(form, private="yes"))
        assert office.shown("C-legal") == []
        await team.ben.sends(form, answered(form, private=""))
        [there] = office.shown("C-legal")
        assert "The contract" in there.words
        assert "Ben shows you what waits for Legal review, which is yours." in (
            notices(grace)[-1].words
        )
    await does(grace, "Resolve", there, words="Signed.")
    assert "resolved" in office.shown("C-legal")[0].words


async def test_one_whose_card_somebody_deleted_there_is_shown_again_after_it_was_private(
    office: Office,
) -> None:
    team, grace, form = await with_a_channel(office)
    office.chat.closed["C-legal"] = "message gone"
    await team.ben.says("Any news?", thread=card(office).ref, place="C-core")
    await team.ben.sends(form, answered(form, severity="high"))
    del office.chat.closed["C-legal"]
    await team.ben.sends(form, answered(form, private="yes"))
    await team.ben.sends(form, answered(form, private=""))
    assert len(office.shown("C-legal")) == 1
    assert not [each for each in grace.inbox() if "can’t post" in each.words]


async def test_what_happened_while_the_bot_was_not_in_the_channel_is_made_good(
    office: Office,
) -> None:
    team, _, form = await with_a_channel(office)
    await office.bot_is_removed("C-legal")
    await team.ben.commands("/blocker Another contract waits for legal review")
    await team.ben.sends(form, answered(form, private="yes"))
    await office.bot_is_invited("C-legal")
    [there] = office.shown("C-legal")
    assert "Another contract" in there.words
    await team.ben.sends(form, answered(form, private=""))
    assert len(office.shown("C-legal")) == 2
