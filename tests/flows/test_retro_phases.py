"""A retro from step to step: started, forward, back, closed; led by one, handed on."""

from __future__ import annotations

from datetime import timedelta

from handlers.events import Pressed, Undeliverable
from tests.flows.blocked import answered
from tests.flows.cadences import set_up as sprints
from tests.flows.office import MONDAY, Office, at, in_days, opened, set_up, told
from tests.flows.retros import (
    Circle,
    adds,
    card,
    cards,
    circle,
    collecting,
    field,
    phase,
    presses_private,
    rows,
    slips,
)
from tests.flows.test_away import away


async def started(office: Office, template: str = "sailboat") -> Circle:
    team = await circle(office)
    await team.ada.commands(f"/retro start {template}")
    return team


# Starting.
async def test_a_retro_starts_in_one_line_and_shows_where_it_is(office: Office) -> None:
    team = await circle(office)
    outcome = await team.ada.commands("/retro start sailboat")
    assert "Ada facilitates it" in told(outcome)
    assert "Core retro · Open actions" in card(office).words
    await team.ada.presses("Next: Collect", card(office))
    assert "Anchor – What holds us back?" in card(office).words
    assert phase(office) == "collect"
    again = await team.ben.commands("/retro start")
    assert "Core has a retro open" in told(again)


async def test_templates_are_known_by_many_names(office: Office) -> None:
    team = await circle(office)
    for words, name in (
        ("Start Stop Continue", "Start, stop, continue"),
        ("4ls", "Four Ls"),
        ("mad", "Mad, sad, glad"),
        ("went well", "Went well, didn't, learned, puzzles"),
    ):
        await team.ada.commands(f"/retro start {words}")
        assert name in card(office).words
        asked = await team.ada.commands("/retro close")
        await presses_private(team.ada, "End the retro", asked)
    unknown = await team.ada.commands("/retro start mountain climb")
    assert "I don't know “mountain climb”" in told(unknown) and "Sailboat" in told(unknown)


async def test_columns_of_a_teams_own_are_there_again_the_next_time(office: Office) -> None:
    team = await circle(office)
    form = opened(await team.ben.commands("/retro start"))
    given = answered(form, template="custom", columns="Proud of\nWorried, Curious", name="Moods")
    await team.ben.sends(form, given)
    await team.ada.presses("Next: Collect", card(office))
    assert "Moods" in card(office).words and "Curious" in card(office).words
    await presses_private(team.ada, "End the retro", await team.ada.commands("/retro close"))
    await team.dev.commands("/retro start moods")
    assert "Moods" in card(office).words


async def test_what_is_wrong_with_a_new_retro_is_said_at_its_field(office: Office) -> None:
    team = await circle(office)
    form = opened(await team.ada.commands("/retro start"))
    wrong = {
        "template": "custom",
        "columns": "",
        "facilitator": "U-nobody",
        "hours": "never",
        "minutes": "999",
    }
    outcome = await team.ada.sends(form, answered(form, **wrong))
    assert set(outcome.errors or ()) == {"columns", "facilitator", "hours", "minutes"}
    assert rows(office) == []


async def test_the_one_whose_turn_it_is_is_offered_as_facilitator(office: Office) -> None:
    team = await circle(office)
    offered = []
    for _ in range(5):
        form = opened(await team.ada.commands("/retro start"))
        [person] = [each for each in form.fields if each.id == "facilitator"]
        offered.append(getattr(person, "value", ""))
        await team.ada.sends(form, answered(form))
        await presses_private(team.ada, "End the retro", await team.ada.commands("/retro close"))
    assert offered[0] == team.ada.ref
    assert set(offered[:4]) == {each.ref for each in team.members}
    assert offered[4] == offered[0]


async def test_two_who_start_at_once_start_one(office: Office) -> None:
    team = await circle(office)
    form = opened(await team.ada.commands("/retro start"))
    await team.ben.commands("/retro start mad")
    refused = await team.ada.sends(form, answered(form))
    assert refused.refused and len(rows(office)) == 1


async def test_two_people_are_told_that_anonymity_is_thin(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    outcome = await ada.commands("/retro start mad")
    assert "fewer than three of you: who wrote what can be guessed" in told(outcome)


async def test_a_question_to_warm_up_stands_on_the_card(office: Office) -> None:
    await collecting(office, icebreaker="If this sprint were weather, which one?")
    assert "To warm up: If this sprint were weather, which one?" in card(office).words


async def test_old_and_repeated_blockers_come_along_private_ones_never(office: Office) -> None:
    team = await circle(office)
    await team.ben.commands("/blocker The vendor does not answer")
    await team.ben.commands("/blocker No access to the test server")
    await team.ben.commands("/blocker resolve 2 I have it now")
    form = opened(await team.ben.commands("/blocker"))
    await team.ben.sends(form, answered(form, summary="My own trouble", private="yes"))
    await office.until(at("08:00", day=in_days(7)))
    form = opened(await team.dev.commands("/blocker"))
    await team.dev.sends(form, answered(form, summary="No access to test servers"))
    form = opened(await team.ada.commands("/retro start"))
    await team.ada.sends(form, answered(form, template="sailboat"))
    await team.ada.presses("Next: Collect", card(office))
    await team.ada.presses("Next: Group", card(office))
    said = sorted(each.text for each in cards(office))
    assert said == [
        "Blocker 1, open for 7 days: The vendor does not answer",
        "Came up 2 times in 8 weeks: No access to the test server",
    ]
    assert "Anchor – Blocker 1" in card(office).words
    assert "who wrote what can be guessed" not in card(office).words


# Leading.
async def test_only_who_facilitates_takes_it_on(office: Office) -> None:
    team = await started(office)
    refused = await team.ben.presses("Next: Collect", card(office))
    assert refused.refused and "Ask Ada." in told(refused)
    assert phase(office) == "review"


async def test_a_second_press_for_the_same_step_does_not_skip_one(office: Office) -> None:
    team = await started(office)
    shown = card(office)
    await team.ada.presses("Next: Collect", shown)
    again = await team.ada.presses("Next: Collect", shown)
    assert again.refused and phase(office) == "collect"


async def test_nothing_is_revealed_while_there_are_no_cards(office: Office) -> None:
    team = await collecting(office)
    refused = await team.ada.presses("Next: Group", card(office))
    assert "There are no cards so far." in told(refused)


async def test_the_retro_is_handed_over(office: Office) -> None:
    team = await started(office)
    form = opened(
        await presses_private(team.ada, "Hand over", await team.ada.commands("/retro status"))
    )
    await team.ada.sends(form, {"person": team.ben.ref})
    assert "facilitated by Ben" in card(office).words
    assert "Ada asks you to facilitate the retro of Core" in team.ben.inbox()[-1].words
    await team.ben.commands("/retro next")
    assert phase(office) == "collect"
    stranger = office.person("Eve")
    assert (await team.ben.sends(form, {"person": stranger.ref})).errors


async def facilitated_by_ben(office: Office, **answers: str) -> Circle:
    """Dev is no scrum master: what he may, anybody may."""
    team = await circle(office)
    form = opened(await team.ada.commands("/retro start"))
    given = answered(form, template="mad", facilitator=team.ben.ref, **answers)
    await team.ada.sends(form, given)
    return team


async def test_anybody_takes_over_from_who_is_silent(office: Office) -> None:
    team = await facilitated_by_ben(office)
    assert "is there and facilitates" in told(await team.dev.commands("/retro take"))
    office.now += timedelta(minutes=10)
    said = told(await team.dev.commands("/retro next"))
    assert "Take over with /retro take" in said
    await team.dev.commands("/retro take")
    await team.dev.commands("/retro next")
    assert phase(office) == "collect" and "facilitated by Dev" in card(office).words


async def test_anybody_takes_over_from_who_is_away_or_gone(office: Office) -> None:
    team = await facilitated_by_ben(office)
    await away(team.ben, MONDAY)
    await team.dev.commands("/retro take")
    assert "facilitated by Dev" in card(office).words
    await office.learns(team.dev, is_gone=True)
    outcome = await team.chiara.commands("/retro status")
    await presses_private(team.chiara, "Take over", outcome)
    assert "facilitated by Chiara" in card(office).words


async def test_a_scrum_master_takes_over_and_leads_at_any_time(office: Office) -> None:
    team = await facilitated_by_ben(office)
    await team.ada.commands("/retro next")
    assert phase(office) == "collect"


async def test_over_days_silence_lasts_longer(office: Office) -> None:
    team = await facilitated_by_ben(office, way="async", hours="48")
    office.now += timedelta(hours=23)
    assert (await team.dev.commands("/retro take")).refused
    office.now += timedelta(hours=1)
    assert not (await team.dev.commands("/retro take")).refused


# Over days.
async def test_over_days_each_step_ends_by_itself(office: Office) -> None:
    team = await facilitated_by_ben(office, way="async", hours="24")
    began = office.now
    assert "this part ends 2026-11-24T07:00:00+00:00" in card(office).words
    await office.until(began + timedelta(hours=24))
    assert phase(office) == "collect"
    for who in team.members:
        await adds(who, Mad=f"From {who.name}")
    # It began on a Monday; nothing ends at the weekend.
    ends = {"group": 2, "vote": 3, "discuss": 4, "actions": 7, "closed": 8}
    for expected, days in ends.items():
        await office.until(began + timedelta(days=days, minutes=-1))
        assert phase(office) != expected
        await office.until(began + timedelta(days=days))
        assert phase(office) == expected
    assert slips(office) == []
    assert not [name for name in office.dues() if name.endswith((":deadline", ":talk"))]
    said = [each.words for each in office.thread(card(office))]
    assert [each.split(":")[0] for each in said] == [
        "Collect",
        "Group",
        "Vote",
        "Discuss",
        "Actions",
    ]
    assert said[2] == "Vote: You can vote. This part ends 2026-11-27T07:00:00+00:00."


async def test_nothing_goes_on_while_nobody_can_see_it(office: Office) -> None:
    await facilitated_by_ben(office, way="async", hours="24")
    await office.archives()
    await office.until(office.now + timedelta(days=3))
    assert phase(office) == "review"
    await office.restores()
    assert card(office).subject == "retro:1:card:2"
    await office.until(office.now + timedelta(hours=24))
    assert phase(office) == "collect"


async def test_a_card_that_somebody_deleted_is_posted_again(office: Office) -> None:
    team = await started(office)
    subject = card(office).subject
    gone = Undeliverable(office.origin("", "C-core"), subject, "C-core", "message gone", "gone")
    await office.happens(gone)
    assert card(office).subject == "retro:1:card:2"
    await team.ada.presses("Next: Collect", card(office))
    assert phase(office) == "collect"


async def test_what_somebody_moved_on_by_hand_keeps_its_whole_time(office: Office) -> None:
    team = await facilitated_by_ben(office, way="async", hours="24")
    office.now += timedelta(hours=20)
    await team.ben.commands("/retro next")
    began = office.now
    await office.until(began + timedelta(hours=23))
    assert phase(office) == "collect"


async def test_over_days_without_any_card_it_ends(office: Office) -> None:
    await facilitated_by_ben(office, way="async", hours="24")
    await office.until(office.now + timedelta(hours=48))
    assert phase(office) == "closed"
    assert "Nobody wrote a card this time." in card(office).words


async def test_after_downtime_the_steps_do_not_fall_over_each_other(office: Office) -> None:
    await facilitated_by_ben(office, way="async", hours="24")
    await office.after_downtime(office.now + timedelta(days=9))
    assert phase(office) == "collect"


# The end, and several at once.
async def test_it_is_ended_wherever_it_is(office: Office) -> None:
    team = await started(office)
    asked = await team.ada.commands("/retro close")
    await presses_private(team.ada, "End the retro", asked)
    assert phase(office) == "closed"
    assert "Core retro · Closed" in card(office).words
    again = await presses_private(team.ada, "End the retro", asked)
    assert "This retro is closed." in told(again)
    await team.ada.commands("/retro start mad")
    assert len(rows(office)) == 2


async def test_the_card_is_brought_down_and_there_once(office: Office) -> None:
    team = await started(office)
    panel = await team.ada.commands("/retro status")
    await presses_private(team.ada, "Bring the card down", panel)
    shown = [each for each in office.shown("C-core") if ":card:" in each.subject]
    assert [each.subject for each in shown] == ["retro:1:card:2"]
    await team.ada.presses("Next: Collect", card(office))
    assert "Core retro · Collect" in card(office).words


async def test_two_teams_have_a_retro_each(office: Office) -> None:
    team = await started(office)
    eve = office.person("Eve")
    await set_up(office, eve, team.ben, place="C-web", name="Web")
    await eve.commands("/retro start mad", "C-web")
    await eve.commands("/retro next", "C-web")
    assert "Web retro · Collect" in card(office, "C-web").words
    assert "Core retro · Open actions" in card(office).words
    assert (await eve.commands("/retro next")).refused
    unclear = await team.ben.commands("/retro status", team.ben.place)
    assert "You are in several teams (Core, Web)." in told(unclear)


async def test_what_a_client_makes_up_is_refused(office: Office) -> None:
    team = await collecting(office)
    for action in ("retro.next", "retro.add", "retro.vote", "retro.panel", "retro.talk"):
        for made_up in ("", "0", "-1", "999", "9" * 30, "٣"):
            event = Pressed(
                office.origin(team.ada.ref), action, {"retro": made_up}, "m", office.key()
            )
            outcome = await office.happens(event)
            assert outcome.refused and "no longer there" in told(outcome)


async def test_a_form_offers_what_was_chosen_before(office: Office) -> None:
    team = await facilitated_by_ben(office, way="async", hours="36")
    await presses_private(team.ada, "End the retro", await team.ada.commands("/retro close"))
    form = opened(await team.ada.commands("/retro start"))
    assert field(form, "way").value == "async"
    assert answered(form)["hours"] == "36"


async def test_where_the_retro_is_announced_a_press_starts_it(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await sprints(office, ada, ben)
    await office.until(at("13:25", day=in_days(11)))
    announced = office.shown("C-core")[-1]
    assert "Core: Retro" in announced.words
    form = opened(await ben.presses("Start the retro", announced))
    await ben.sends(form, answered(form))
    assert "Core retro · Open actions" in card(office).words
    again = await ada.presses("Start the retro", announced)
    assert "Core has a retro open" in told(again)
