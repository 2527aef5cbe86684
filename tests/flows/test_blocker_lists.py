"""Blockers in lists, in the home pane, in stand-ups, and looked back on."""

from __future__ import annotations

from handlers.events import Pressed
from tests.flows.blocked import answered, card, cards, crew, does, kinds, presses_told, rows
from tests.flows.office import Office, at, in_days, opened, set_up, told
from tests.flows.reading import buttons, words

LETTERS = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf"]


async def test_a_list_goes_page_by_page_the_gravest_first(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    for letter in LETTERS:
        await team.ben.commands(f"/blocker {letter}")
    outcome = await team.ada.commands("/blocker list")
    first = told(outcome)
    assert "alpha" in first and "echo" in first and "foxtrot" not in first
    assert "Page 1 of 2" in first
    second = await presses_told(team.ada, "Next", outcome)
    assert second.refreshed is not None
    assert "foxtrot" in words(second.refreshed) and "[Back]" in words(second.refreshed)


async def test_a_list_is_filtered_by_words_and_by_buttons(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await team.ben.commands("/blocker alpha by tomorrow")
    await team.ben.commands("/blocker bravo")
    await does(team.chiara, "Resolve", cards(office)[1], words="Done.")
    office.now = at("10:00", day=in_days(2))
    assert "alpha" in told(await team.ada.commands("/blocker list overdue"))
    closed = await team.ada.commands("/blocker list closed")
    assert "bravo" in told(closed) and "alpha" not in told(closed)
    opened_again = await presses_told(team.ada, "Open", closed)
    assert opened_again.refreshed is not None and "alpha" in words(opened_again.refreshed)
    refused = await team.ada.commands("/blocker list of suppliers is missing")
    assert refused.refused and "list of suppliers is missing" in told(refused)


async def test_mine_says_what_stops_me_and_what_i_can_remove(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await team.ben.commands("/blocker alpha @Chiara")
    await team.chiara.commands("/blocker bravo")
    shown = told(await team.chiara.commands("/blocker mine", team.chiara.place))
    assert "you can remove it" in shown and "stops you" in shown


async def test_one_is_resolved_in_one_line_or_chosen_from_mine(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await team.ben.commands("/blocker alpha @Chiara")
    await team.ben.commands("/blocker bravo")
    assert "resolved" in told(await team.ben.commands("/blocker resolve 1 The role is there"))
    assert rows(office)[0].closing == "The role is there"
    outcome = await team.ben.commands("/blocker resolve")
    form = opened(await presses_told(team.ben, "Resolve 2", outcome))
    await team.ben.sends(form, {"words": "Done."})
    assert [each.status for each in rows(office)] == ["resolved", "resolved"]
    assert "was faster" in told(await team.ben.commands("/blocker resolve 1 again"))
    refused = await team.ben.commands("/blocker resolve the licence")
    assert refused.refused and "the licence" in told(refused)


async def test_the_home_pane_shows_the_board_by_severity_and_age(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await team.ben.commands("/blocker alpha")
    form = opened(await team.ben.commands("/blocker"))
    await team.ben.sends(form, answered(form, summary="bravo", severity="high"))
    shown = words(await team.ada.opens_home())
    assert shown.index("Stand-ups") < shown.index("Blockers")
    assert shown.index("bravo") < shown.index("alpha")
    assert "1 of high severity, oldest today; 1 of medium severity, oldest today" in shown


async def test_the_list_of_another_team_is_not_shown(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await team.ben.commands("/blocker alpha")
    dana = office.person("Dana")
    refused = await dana.commands("/blocker list")
    assert refused.refused and "members of the team" in told(refused)


async def test_one_that_waits_for_another_team_is_in_its_list(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    olga, oleg = office.person("Olga"), office.person("Oleg")
    await set_up(office, olga, oleg, place="C-other", name="Platform")
    form = opened(await team.ben.commands("/blocker"))
    given = answered(form, summary="No pipeline", waits_for="team", waits_for_name="platform")
    await team.ben.sends(form, given)
    outcome = await oleg.commands("/blocker list", "C-other")
    assert "No pipeline" in told(outcome)
    more = told(await presses_told(oleg, "Blocker 1", outcome))
    assert "Ben logged it" in more


async def test_the_workback_tells_where_work_gets_blocked(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    for days, name in ((0, "IT desk"), (1, "IT desk"), (2, "Legal")):
        office.now = at("10:00", day=in_days(7 * days))
        form = opened(await team.ben.commands("/blocker"))
        given = answered(
            form,
            summary="=No access to staging" if name == "IT desk" else "Contract not signed",
            category="access",
            waits_for="service",
            waits_for_name=name,
        )
        await team.ben.sends(form, given)
        if days < 1:
            office.now = at("10:00", day=in_days(2))
            await team.ben.commands(f"/blocker resolve {days + 1} done")
    refused = await team.ben.commands("/blocker workback")
    assert told(refused) == "The scrum master and the product owner of Core see this. Ask Ada."
    outcome = await team.petra.commands("/blocker workback")
    shown = told(outcome)
    assert "2 × Access or rights – waits for: IT desk, 1 open, half resolved within 2 days" in shown
    assert "2 times: =No access to staging" in shown
    assert "Resolved: 1, half of them within 2 days, 85\u00a0% within 2 days" in shown
    assert "23 Nov: 1 raised, 1 closed" in shown


async def test_logging_it_is_offered_where_a_stand_up_answer_names_it(office: Office) -> None:
    office.now = at("09:30")
    team = await crew(office)
    await team.ben.answers("The map", "The pier", "No access to staging since Friday", "3")
    assert rows(office) == []
    [mine] = team.ben.asked()
    form = opened(await team.ben.presses("Log as blocker", mine))
    assert answered(form)["summary"] == "No access to staging since Friday"
    await team.ben.sends(form, answered(form))
    assert "No access to staging since Friday" in card(office).words


async def test_nothing_is_offered_where_nothing_blocks(office: Office) -> None:
    office.now = at("09:30")
    team = await crew(office)
    await team.ben.answers("The map", "The pier", "no", "3")
    [mine] = team.ben.asked()
    assert "Log as blocker" not in mine.words


async def test_the_next_prompt_asks_whether_it_is_still_blocking(office: Office) -> None:
    office.now = at("09:30")
    team = await crew(office)
    await team.ben.commands("/blocker No access to staging @Chiara")
    await office.until(at("09:00", day=in_days(1)))
    [asked] = team.ben.asked(in_days(1))
    assert "Still blocking? Blocker 1: No access to staging" in asked.words
    [other] = team.chiara.asked(in_days(1))
    assert "Still blocking?" not in other.words
    thanks = told(await team.ben.presses("Still blocking", asked))
    assert "stays open" in thanks
    await team.ben.presses("Still blocking", asked)
    assert kinds(office).count("still") == 1
    form = opened(await team.ben.presses("No longer", asked))
    await team.ben.sends(form, {"words": "It works."})
    assert rows(office)[0].status == "resolved"


async def test_an_answer_that_names_a_logged_one_says_so(office: Office) -> None:
    office.now = at("09:30")
    team = await crew(office)
    await team.ben.commands("/blocker No access to staging @Chiara")
    await team.ben.answers("The map", "The pier", "still no access to staging", "3")
    [mine] = team.ben.asked()
    assert "This is blocker 1 already." in mine.words
    assert "Log as blocker" not in mine.words


async def test_what_a_client_makes_of_a_list_is_refused_or_read_kindly(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await team.ben.commands("/blocker alpha")
    for args in ({"team": "999"}, {"team": "x", "filter": "y"}, {"filter": "y", "page": "9" * 20}):
        outcome = await office.happens(
            Pressed(office.origin(team.ben.ref), "blocker.list", args, "m", office.key())
        )
        assert outcome.refused == ("team" in args)
        if outcome.refreshed is not None:
            assert "alpha" in words(outcome.refreshed) and buttons(outcome.refreshed)
