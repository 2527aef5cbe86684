"""What becomes of a blocker: acknowledged, handed over, put off, talked about, ended, reopened."""

from __future__ import annotations

import asyncio

from tests.flows.blocked import (
    Crew,
    answered,
    card,
    cards,
    crew,
    does,
    kinds,
    notices,
    opens,
    plays,
    presses_told,
    rows,
)
from tests.flows.office import Office, at, in_days, opened, told
from tests.flows.reading import words


async def blocked(office: Office, words: str = "No access to staging @Chiara") -> Crew:
    office.now = at("10:00")
    team = await crew(office)
    await team.ben.commands(f"/blocker {words}")
    return team


async def test_whoever_is_on_it_owns_it_and_those_blocked_hear_until_when(office: Office) -> None:
    team = await blocked(office)
    await does(team.petra, "I’m on it", card(office), until="Thursday 14:00", words="I know them.")
    there = card(office).words
    assert "somebody is on it" in there and "Owner: Petra" in there
    assert "Petra is on it until 2026-11-26T13:00:00+00:00" in there
    [heard] = notices(team.ben)
    assert "Petra is on it until Thursday 26 November, 14:00 (Berlin)." in heard.words
    assert "I know them." in heard.words
    assert len(notices(team.chiara)) == 2


async def test_once_its_moment_has_passed_a_promise_is_told_as_passed(office: Office) -> None:
    team = await blocked(office)
    await does(team.petra, "I’m on it", card(office), until="Thursday 14:00")
    await office.until(at("14:01", day=in_days(3)))
    there = card(office).words
    assert "somebody is on it" not in there and "the promised time has passed" in there
    assert "Petra was on it until 2026-11-26T13:00:00+00:00." in there
    assert "If nothing happens: " in there


async def test_a_promise_needs_a_moment_ahead(office: Office) -> None:
    team = await blocked(office)
    form = await opens(team.chiara, "I’m on it", card(office))
    for typed in ("soon", "yesterday", "Friday at 5"):
        outcome = await team.chiara.sends(form, {"until": typed})
        assert outcome.errors is not None and set(outcome.errors) == {"until"}
    assert rows(office)[0].status == "open"


async def test_it_is_handed_to_somebody_else(office: Office) -> None:
    team = await blocked(office)
    await does(team.ben, "Reassign", card(office), owner=team.petra.ref, words="She has the keys.")
    assert "Owner: Petra" in card(office).words
    assert "Ben asks whether you can remove this." in notices(team.petra)[-1].words
    assert "Ben handed this to Petra." in notices(team.chiara)[-1].words


async def test_a_reply_in_its_thread_becomes_its_history(office: Office) -> None:
    team = await blocked(office)
    shown = card(office)
    await team.chiara.says("Which server is it?", thread=shown.ref, place="C-core")
    assert "Which server is it?" in notices(team.ben)[-1].words
    more = told(await team.ada.presses("More", shown))
    assert "Chiara said: Which server is it?" in more
    assert "Ben logged it" in more


async def test_a_reply_to_what_was_told_in_private_is_kept_as_well(office: Office) -> None:
    team = await blocked(office)
    notice = notices(team.chiara)[-1]
    await team.chiara.says("I asked the vendor.", thread=notice.ref)
    assert "I asked the vendor." in notices(team.ben)[-1].words
    assert kinds(office)[-1] == "commented"


async def test_a_very_long_reply_is_kept_to_the_last_word(office: Office) -> None:
    team = await blocked(office)
    shown = card(office)
    long = "word " * 2000 + "end"
    await team.chiara.says(long, thread=shown.ref, place="C-core")
    outcome = await team.ben.presses("More", shown)
    pages = [told(outcome)]
    while "[Older]" in pages[-1]:
        outcome = await presses_told(team.ben, "Older", outcome)
        assert outcome.refreshed is not None
        pages.append(words(outcome.refreshed))
    assert len(pages) > 2
    assert "word end" in "".join(pages) and "".join(pages).count("word ") >= 2000


async def test_it_is_resolved_with_how_and_everybody_concerned_is_told_once(
    office: Office,
) -> None:
    team = await blocked(office)
    outcome = await team.petra.commands("/blocker no access to staging")
    await presses_told(team.petra, "Join it", outcome)
    await does(team.chiara, "Resolve", card(office), words="I gave you the role.")
    shown = card(office).words
    assert "resolved" in shown and "I gave you the role." in shown and "[I’m on it]" not in shown
    for who in (team.ben, team.petra):
        assert ["Chiara resolved this:" in each.words for each in notices(who)].count(True) == 1
    assert not any("resolved" in each.words.split("\n")[0] for each in notices(team.sam))
    assert not [name for name in office.dues() if name.startswith("blocker:")]


async def test_two_who_resolve_it_at_once_resolve_it_once(office: Office) -> None:
    team = await blocked(office)
    first = await opens(team.chiara, "Resolve", card(office))
    second = await opens(team.ben, "Resolve", card(office))
    outcomes = await asyncio.gather(
        office.dispatch.handle(team.chiara.sending(first, {"words": "Role given."})),
        office.dispatch.handle(team.ben.sending(second, {"words": "It works again."})),
    )
    await office.deliver()
    assert sorted(outcome.refused for outcome in outcomes) == [False, True]
    [late] = [outcome for outcome in outcomes if outcome.refused]
    assert "was faster" in told(late)
    assert "Role given." in told(late) or "It works again." in told(late)
    assert kinds(office).count("resolved") == 1


async def test_it_is_dismissed_with_why_by_who_may(office: Office) -> None:
    team = await blocked(office)
    more = await team.chiara.presses("More", card(office))
    refused = await presses_told(team.chiara, "Dismiss", more)
    assert refused.refused and "Ask Ada." in told(refused)
    form = opened(await presses_told(team.ada, "Dismiss", more))
    await team.ada.sends(form, {"words": "We use another server."})
    assert rows(office)[0].status == "dismissed"
    assert "We use another server." in notices(team.ben)[-1].words


async def test_it_is_reopened_and_the_ladder_begins_anew(office: Office) -> None:
    team = await blocked(office)
    await does(team.chiara, "Resolve", card(office), words="Done.")
    await does(team.ben, "Reopen", card(office), words="Gone again.")
    assert rows(office)[0].status == "open"
    assert "Gone again." in notices(team.chiara)[-1].words
    assert "If nothing happens: Chiara, 2026-11-24T09:00:00+00:00" in card(office).words
    assert any(name.startswith("blocker:") for name in office.dues())


async def test_two_that_are_the_same_are_merged(office: Office) -> None:
    team = await blocked(office)
    await team.petra.commands("/blocker The vendor does not answer")
    first, second = cards(office)
    more = await team.petra.presses("More", second)
    form = opened(await presses_told(team.petra, "Merge", more))
    wrong = await team.petra.sends(form, {"words": "7"})
    assert wrong.errors == {"words": "There is no blocker 7. /blocker list shows them."}
    await team.petra.sends(form, {"words": "1"})
    first, second = cards(office)
    assert "merged into blocker 1" in second.words
    assert "Blocked: Ben, Petra" in first.words
    assert "Petra merged blocker 2 into it" in told(await team.ben.presses("More", first))
    assert "Petra merged it into blocker 1" in told(await team.ben.presses("More", second))


async def test_it_is_changed_in_place(office: Office) -> None:
    team = await blocked(office)
    more = await team.ben.presses("More", card(office))
    form = opened(await presses_told(team.ben, "Change", more))
    given = answered(
        form, severity="high", category="access", waits_for="service", waits_for_name="IT desk"
    )
    await team.ben.sends(form, {**given, "due": "tomorrow"})
    there = card(office).words
    assert "Waits for: IT desk" in there and "High severity · access or rights" in there
    assert rows(office)[0].due_at == at("17:00", day=in_days(1))
    history = told(await team.ben.presses("More", card(office)))
    assert "changed what it waits for, the severity, the category, by when it is needed" in history


async def test_a_moment_that_has_passed_does_not_stand_in_the_way_of_a_change(
    office: Office,
) -> None:
    team = await blocked(office, "No licence by tomorrow")
    office.now = at("10:00", day=in_days(3))
    more = await team.ben.presses("More", card(office))
    form = opened(await presses_told(team.ben, "Change", more))
    outcome = await team.ben.sends(form, answered(form, severity="high"))
    assert outcome.errors is None
    assert rows(office)[0].due_at == at("17:00", day=in_days(1))
    assert "that has passed" in card(office).words


async def test_a_guest_may_speak_about_it_and_not_end_it(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    gus = office.person("Gus", is_guest=True)
    office.channel("C-core", team.ada, team.ben, team.chiara, team.petra, team.sam)
    await office.joins(gus)
    await team.ben.commands("/blocker No access to staging @Chiara")
    refused = await gus.presses("Resolve", card(office))
    assert refused.refused and "Only the team and those concerned" in told(refused)
    more = await gus.presses("More", card(office))
    form = opened(await presses_told(gus, "Comment", more))
    await gus.sends(form, {"words": "I have seen this before."})
    assert kinds(office)[-1] == "commented"


async def test_an_extended_member_reads_along_and_ends_only_what_concerns_them(
    office: Office,
) -> None:
    team = await blocked(office)
    eve = office.person("Eve")
    await office.joins(eve)
    plays(office, eve, circle="extended")
    assert "access" in told(await eve.presses("More", card(office)))
    for label in ("Resolve", "Reassign", "Snooze", "I’m on it"):
        refused = await eve.presses(label, card(office))
        assert refused.refused and "Ask Ada." in told(refused)
    more = await eve.presses("More", card(office))
    assert (await presses_told(eve, "Dismiss", more)).refused
    await does(team.ada, "Reassign", card(office), owner=eve.ref)
    await does(eve, "Resolve", card(office), words="Done.")
    assert rows(office)[0].status == "resolved"


async def test_whoever_is_in_another_team_hears_that_it_is_no_longer_theirs(
    office: Office,
) -> None:
    dana = office.person("Dana")
    await dana.opens_home()
    team = await blocked(office, "No access to staging @Dana")
    await does(team.ada, "Reassign", card(office), owner=team.chiara.ref)
    heard = notices(dana)[-1]
    assert heard.words == (
        "Ada handed this to Chiara.\nBlocker 1: No access to staging\nIt is no longer yours."
    )


async def test_what_a_client_makes_up_is_refused(office: Office) -> None:
    team = await blocked(office)
    form = await opens(team.chiara, "Resolve", card(office))
    for made_up in ("", "0", "-1", "999", "9" * 30, "1; drop table blocker", "٣"):
        outcome = await team.chiara.sends(
            type(form)(form.name, form.title, form.items, args={"blocker": made_up}),
            {"words": "x"},
        )
        assert outcome.refused and "not there" in told(outcome)
