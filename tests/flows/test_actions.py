"""Actions: given in one line or by form, listed, ticked off, moved, handed over, dropped."""

from __future__ import annotations

import asyncio
from datetime import date

from handlers.events import Pressed
from handlers.registry import everything
from tests.flows.acting import acting, kinds, row, rows, told
from tests.flows.blocked import answered, opens, presses_told
from tests.flows.office import Office, at, in_days, opened
from tests.flows.office import told as said
from tests.flows.reading import buttons, words

ADD = "/retro actions add Write a runbook @Chiara by 4 December"


async def test_one_line_gives_somebody_an_action_and_they_hear_of_it(office: Office) -> None:
    team = await acting(office)
    outcome = await team.ben.commands(ADD)
    assert "Chiara does this by Friday 4 December: Write a runbook" in said(outcome)
    [heard] = told(team.chiara)
    assert "Ben gave you an action" in heard.words
    assert "Write a runbook" in heard.words and "Core · due Friday 4 December" in heard.words
    assert not told(team.ben) and not told(team.ada)
    assert row(office).due_day == date(2026, 12, 4)


async def test_whoever_takes_it_on_themselves_is_told_once(office: Office) -> None:
    team = await acting(office)
    outcome = await team.ben.commands("/retro actions add Ask legal @Ben by Thursday at 15:00")
    assert "You do this by 2026-11-26T14:00:00+00:00" in said(outcome)
    assert not told(team.ben)


async def test_what_a_line_does_not_say_a_form_asks_for(office: Office) -> None:
    team = await acting(office)
    form = opened(await team.ben.commands("/retro actions add Write a runbook by Friday"))
    assert answered(form) == {"words": "Write a runbook", "due": "Friday"}
    form = opened(await team.ben.commands("/retro actions add Write a runbook @Chiara"))
    assert answered(form) == {"words": "Write a runbook", "owner": team.chiara.ref}
    await team.ben.sends(form, {**answered(form), "due": "in two weeks"})
    assert row(office).due_day == date(2026, 12, 7)
    form = opened(await team.ben.commands("/retro actions add"))
    assert answered(form) == {}


async def test_a_date_that_can_mean_two_is_asked_back_and_nothing_typed_is_lost(
    office: Office,
) -> None:
    team = await acting(office)
    asked = await team.ben.commands("/retro actions add Call them @Chiara by next Friday")
    assert "Call them" in said(asked) and not rows(office)
    [button] = [each.label for each in buttons(asked.whispers[0]) if "4 December" in each.label]
    made = await presses_told(team.ben, button, asked)
    assert "Chiara does this by Friday 4 December: Call them" in said(made)
    assert row(office).due_day == date(2026, 12, 4)


async def test_a_date_that_was_asked_back_and_has_passed_is_asked_again(office: Office) -> None:
    team = await acting(office)
    asked = await team.ben.commands("/retro actions add Call them @Chiara by next Friday")
    office.now = at("10:00", day=in_days(30))
    late = await presses_told(team.ben, buttons(asked.whispers[0])[0].label, asked)
    assert late.refused and "Call them" in said(late)
    assert not rows(office)


async def test_a_form_wants_words_a_person_and_a_day_ahead(office: Office) -> None:
    team = await acting(office)
    form = opened(await team.ben.commands("/retro actions add"))
    outcome = await team.ben.sends(form, {"words": " ", "due": "yesterday"})
    assert outcome.errors is not None and set(outcome.errors) == {"words", "owner", "due"}
    outcome = await team.ben.sends(form, {"words": "x" * 301, "owner": "U-nobody", "due": "Friday"})
    assert outcome.errors is not None and set(outcome.errors) == {"words", "owner"}


async def test_a_wrong_word_gets_the_right_forms_and_comes_back(office: Office) -> None:
    team = await acting(office)
    outcome = await team.ben.commands("/retro actions finished")
    assert outcome.refused
    assert "/retro actions mine" in said(outcome) and "/retro actions finished" in said(outcome)
    outcome = await team.ben.commands("/retro actions add Call them @Nobody by Friday")
    assert "Call them @Nobody by Friday" in said(outcome)


async def test_the_list_shows_what_is_open_in_the_order_it_is_due(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    await team.ben.commands("/retro actions add Ask legal @Ben by Thursday")
    listed = said(await team.ada.commands("/retro actions"))
    assert listed.index("Ask legal") < listed.index("Write a runbook")
    mine = said(await team.ben.commands("/retro actions mine", place="D-U-Ben"))
    assert "Ask legal" in mine and "runbook" not in mine
    nothing = said(await team.petra.commands("/retro actions mine"))
    assert "Nothing of yours is open." in nothing


async def test_a_long_list_turns_its_pages_and_comes_back_to_the_same_after_a_press(
    office: Office,
) -> None:
    team = await acting(office)
    for day in range(1, 8):
        await team.ben.commands(f"/retro actions add Thing {day} @Ben by {day} December")
    outcome = await presses_told(team.ben, "Next", await team.ben.commands("/retro actions"))
    assert outcome.refreshed is not None
    assert "Thing 6" in words(outcome.refreshed) and "Thing 5" not in words(outcome.refreshed)
    done = [each for each in buttons(outcome.refreshed) if each.label == "Done"]
    outcome = await office.happens(
        Pressed(office.origin(team.ben.ref), done[0].action, done[0].args, "m", office.key())
    )
    assert outcome.refreshed is not None
    assert "Page 2 of 2" in words(outcome.refreshed)
    assert "Thing 6" not in words(outcome.refreshed) and "Thing 7" in words(outcome.refreshed)


async def test_it_is_ticked_off_where_it_was_told_and_can_be_taken_back(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    [heard] = told(team.chiara)
    outcome = await team.chiara.presses("Done", heard)
    assert outcome.refreshed is not None
    assert "Chiara · done on Monday 23 November" in words(outcome.refreshed)
    [now] = told(team.chiara)
    assert "[Done]" not in now.words and "[Not done after all]" in now.words
    assert not [name for name in office.dues() if name.startswith("action:")]
    await team.chiara.presses("Not done after all", now)
    assert row(office).status == "open" and row(office).closed_at is None
    assert kinds(office) == ["made", "done", "reopened"]
    assert [name for name in office.dues() if name.startswith("action:")]


async def test_two_who_tick_it_off_at_once_do_so_once(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    [heard] = told(team.chiara)
    outcomes = await asyncio.gather(
        team.chiara.presses("Done", heard), team.ada.presses("Done", heard)
    )
    assert sorted(outcome.refused for outcome in outcomes) == [False, True]
    assert kinds(office) == ["made", "done"]


async def test_the_date_moves_and_earlier_messages_say_so(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    [heard] = told(team.chiara)
    form = await opens(team.chiara, "Change", heard)
    assert answered(form)["due"] == "Friday 4 December 2026"
    outcome = await team.chiara.sends(form, answered(form, due="11 December"))
    assert "Friday 11 December" in said(outcome)
    assert "due Friday 11 December" in told(team.chiara)[0].words
    assert len(told(team.chiara)) == 1


async def test_somebody_else_takes_it_over_and_hears_of_it(office: Office) -> None:
    team = await acting(office)
    made = await team.ben.commands(ADD)
    changed = await presses_told(team.ben, "Change", made)
    form = opened(changed)
    await team.ben.sends(form, answered(form, owner=team.petra.ref))
    assert "Ben gave you an action" in told(team.petra)[-1].words
    assert "Petra · due" in told(team.chiara)[-1].words
    assert "[Done]" not in told(team.chiara)[-1].words
    nothing = await team.ben.sends(form, answered(form, owner=team.petra.ref))
    assert "Nothing has changed." in said(nothing)


async def test_it_is_dropped_with_why(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    [heard] = told(team.chiara)
    form = await opens(team.chiara, "Drop it", heard)
    outcome = await team.chiara.sends(form, {"words": "  "})
    assert outcome.errors is not None
    await team.chiara.sends(form, {"words": "The release is automatic now."})
    closed = said(await team.ada.commands("/retro actions done"))
    assert "dropped on Monday 23 November" in closed and "automatic now" in closed
    late = await team.chiara.sends(form, {"words": "Because."})
    assert late.refused and "Because." in said(late)


async def test_only_its_owner_who_gave_it_and_who_runs_the_team_change_it(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    [heard] = told(team.chiara)
    for label in ("Done", "Change", "Drop it"):
        outcome = await team.petra.presses(label, heard)
        assert outcome.refused and "Ask Chiara or Ada." in said(outcome)
    assert "[Done]" not in said(await team.petra.commands("/retro actions"))
    form = await opens(team.ada, "Change", heard)
    await team.ada.sends(form, answered(form, due="8 December"))
    assert row(office).due_day == date(2026, 12, 8)


async def test_who_is_not_in_the_team_sees_and_gives_nothing(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    [heard] = told(team.chiara)
    eve = office.person("Eve")
    assert (await eve.commands("/retro actions")).refused
    assert (await eve.commands(ADD)).refused
    assert (await eve.presses("Done", heard)).refused
    assert "runbook" not in said(await eve.commands("/retro actions mine", place="D-U-Eve"))


async def test_the_home_pane_has_what_is_mine_with_its_buttons(office: Office) -> None:
    team = await acting(office)
    await team.ben.commands(ADD)
    home = await team.chiara.opens_home()
    assert "Write a runbook" in words(home) and "[Actions of Core]" in words(home)
    assert "runbook" not in words(await team.ben.opens_home())


async def test_everything_about_actions_is_registered() -> None:
    known = everything()
    assert known.find("retro", "actions mine").verb == "actions"
    assert {"action.done", "action.drop", "action.heir"} <= set(known.buttons)
    assert at("10:00", day=in_days(4)).date() == date(2026, 11, 27)


async def test_it_can_become_a_ticket_unless_it_names_one(office: Office) -> None:
    team = await acting(office)
    form = opened(await team.ada.commands("/team trackers"))
    await team.ada.sends(form, {"lines": "https://github.com/harbor/port"})
    made = await team.ben.commands(ADD)
    assert "New in GitHub" in said(made)
    assert "New in GitHub" in told(team.chiara)[-1].words
    again = await team.ben.commands("/retro actions add Close #12 @Chiara by 4 December")
    assert "#12" in said(again) and "New in" not in said(again)
