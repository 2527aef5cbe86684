"""Actions in a retro: it begins with what became of them, and topics become new ones."""

from __future__ import annotations

from tests.flows.acting import acting, row, rows, told
from tests.flows.blocked import answered, does
from tests.flows.ending import begun, closes, talked
from tests.flows.office import Office, in_days, opened
from tests.flows.office import at as clock
from tests.flows.office import told as said
from tests.flows.retros import card, presses_private

ADD = "/retro actions add Write a runbook @Chiara by 4 December"


async def test_a_topic_becomes_an_action_and_stands_beneath_it(office: Office) -> None:
    team = await talked(office)
    form = opened(await team.ben.presses("Make it an action", card(office)))
    assert "From “Release notes”" in str(form.items[0])
    await team.ben.sends(form, {"words": "Automate them", "owner": team.ben.ref, "due": "Friday"})
    assert "What we do about it" in card(office).words
    assert "Automate them – Ben, by Friday 27 November" in card(office).words
    action = row(office)
    assert action.retro_id is not None and action.topic_id is not None


async def test_at_the_end_all_new_ones_are_listed_and_more_can_come(office: Office) -> None:
    team = await talked(office)
    await does(
        team.ada,
        "Make it an action",
        card(office),
        words="Automate them",
        owner=team.ben.ref,
        due="Friday",
    )
    await presses_private(team.ada, "Next: Actions", await team.ada.commands("/retro status"))
    assert "What we do" in card(office).words and "Automate them" in card(office).words
    await does(
        team.petra,
        "New action",
        card(office),
        words="Ask for a budget",
        owner=team.petra.ref,
        due="1 December",
    )
    assert "Ask for a budget – Petra" in card(office).words
    assert rows(office)[1].topic_id is None


async def test_the_next_retro_begins_with_what_became_of_them(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    await team.ben.commands("/retro actions add Call the vendor @Ben by tomorrow")
    await team.ben.commands("/retro actions add Buy desks @Ben by tomorrow")
    calls, desks = (each for each in rows(office) if each.words != "Write a runbook")
    mine = await team.ben.commands("/retro actions mine")
    await presses_private(team.ben, "Done", mine)
    form = opened(await presses_private(team.ben, "Drop", mine, nth=1))
    await team.ben.sends(form, {"words": "There is no room."})
    office.now = clock("10:00", day=in_days(14))
    await team.ada.commands("/retro start sailboat")
    there = card(office).words
    assert "1 done · 1 dropped · 1 still open, 1 of them overdue." in there
    assert f"{calls.words} – Ben, Monday 23 November" in there
    assert f"{desks.words} – Ben, Monday 23 November: There is no room." in there
    assert "Write a runbook" in there and "that has passed" in there


async def test_it_is_ticked_off_on_the_card_by_who_does_it_or_facilitates(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    await team.ada.commands("/retro start sailboat")
    refused = await team.petra.presses("Done", card(office))
    assert refused.refused
    await team.ada.presses("Done", card(office))
    assert "1 done · nothing left open." in card(office).words
    assert row(office).status == "done"


async def test_whoever_facilitates_may_see_to_all_of_them(office: Office) -> None:
    team = await acting(office)
    await team.chiara.commands("/retro actions add Write a runbook @Chiara by 4 December")
    await team.ada.commands("/retro start sailboat")
    assert (await team.ben.presses("Done", card(office))).refused
    form = opened(
        await presses_private(team.ada, "Hand over", await team.ada.commands("/retro status"))
    )
    await team.ada.sends(form, {"person": team.ben.ref})
    await team.ben.presses("Done", card(office))
    assert row(office).status == "done"


async def test_what_was_closed_before_the_last_retro_is_not_told_again(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    await team.chiara.presses("Done", told(team.chiara)[0])
    office.now = clock("11:00")
    await team.ada.commands("/retro start sailboat")
    assert "1 done" in card(office).words
    await closes(team)
    office.now = clock("12:00")
    await team.ada.commands("/retro start sailboat")
    assert "Core had nothing open. A fresh start." in card(office).words


async def test_a_form_of_a_retro_that_was_closed_meanwhile_keeps_what_was_typed(
    office: Office,
) -> None:
    team = await talked(office)
    form = opened(await team.ben.presses("Make it an action", card(office)))
    await closes(team)
    await team.ben.sends(form, {"words": "Automate them", "owner": team.ben.ref, "due": "Friday"})
    summary = [each for each in office.shown("C-core") if each.subject.endswith(":summary")]
    assert "Automate them – Ben" in summary[0].words


async def test_somebody_from_elsewhere_can_make_no_action_of_a_topic(office: Office) -> None:
    team = await talked(office)
    eve = office.person("Eve")
    assert (await eve.presses("Make it an action", card(office))).refused
    form = opened(await team.ben.presses("Make it an action", card(office)))
    assert (await eve.sends(form, answered(form, words="x", owner=eve.ref, due="Friday"))).refused
    assert not rows(office)


async def test_two_retros_in_a_row_each_have_their_own_actions(office: Office) -> None:
    team = await talked(office)
    await does(
        team.ada,
        "Make it an action",
        card(office),
        words="Automate them",
        owner=team.ben.ref,
        due="Friday",
    )
    await closes(team)
    office.now = clock("10:00", day=in_days(2))
    await begun(team)
    await presses_private(team.ada, "Next: Actions", await team.ada.commands("/retro status"))
    assert "There is no action so far." in card(office).words
    assert said(await team.ben.commands("/retro actions")).count("Automate them") == 1
