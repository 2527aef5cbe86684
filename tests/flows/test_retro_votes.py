"""Grouping, voting and talking: what belongs together, what matters most, one after the other."""

from __future__ import annotations

from datetime import timedelta

from bot.dispatch import Outcome
from handlers.cards import Form
from tests.flows.office import Office, Persona, opened, told
from tests.flows.reading import words
from tests.flows.retros import (
    Circle,
    adds,
    card,
    cards,
    collecting,
    field,
    phase,
    presses_private,
    slips,
    topics,
)


async def grouping(office: Office, *lines: str) -> Circle:
    """A retro whose cards have been shown; one line from each member at least."""
    team = await collecting(office)
    said = lines or ("Deploys are slow", "Slow deploys again", "Good coffee", "Flaky tests")
    for number, line in enumerate(said):
        await adds(team.members[number % 4], Learned=line)
    await team.ada.presses("Next: Group", card(office))
    return team


async def voting(office: Office, *lines: str) -> Circle:
    team = await grouping(office, *lines)
    await team.ada.presses("Next: Vote", card(office))
    return team


def titled(office: Office, title: str) -> int:
    [found] = [each for each in topics(office) if each.title == title]
    return found.key


async def votes(who: Persona, **counts: int) -> Form:
    """By the first word of each topic."""
    form = opened(await who.presses("Vote", card(who.office)))
    answers = {
        each.id: str(counts[each.label.split()[0]])
        for each in form.fields
        if each.label.split()[0] in counts
    }
    outcome = await who.sends(form, answers)
    assert not outcome.errors, outcome.errors
    return form


# Grouping.
async def test_what_sounds_alike_is_suggested_and_accepted_by_a_press(office: Office) -> None:
    team = await grouping(office)
    suggested = await team.ada.presses("Suggest groups", card(office))
    said = told(suggested)
    assert "Deploys are slow" in said and "Slow deploys again" in said
    assert "Good coffee" not in said
    after = await presses_private(team.ada, "Make it one topic", suggested)
    assert after.refreshed is not None
    assert len(topics(office)) == 3
    again = await presses_private(team.ada, "Make it one topic", suggested)
    assert again.refused and "grouped otherwise" in told(again)


async def test_cards_are_grouped_renamed_moved_and_split_by_form(office: Office) -> None:
    team = await grouping(office)
    known = {each.text: str(each.key) for each in cards(office)}

    async def groups(*texts: str, title: str = "", topic: str = "") -> None:
        form = opened(await team.ada.presses("Group cards", card(office)))
        answers = {"cards0": ",".join(known[each] for each in texts), "title": title}
        outcome = await team.ada.sends(form, answers | ({"topic": topic} if topic else {}))
        assert not outcome.errors

    await groups("Flaky tests", "Deploys are slow", title="Pipeline")
    assert "Pipeline" in card(office).words and len(topics(office)) == 3
    await groups("Slow deploys again", topic=str(titled(office, "Pipeline")))
    assert len(topics(office)) == 2
    await groups("Flaky tests")
    assert sorted(each.title for each in topics(office)) == [
        "Flaky tests",
        "Good coffee",
        "Pipeline",
    ]
    outcome = await team.ada.sends(
        opened(await team.ada.presses("Group cards", card(office))),
        {"cards0": known["Good coffee"]},
    )
    form = opened(await presses_private(team.ada, "Rename a topic", outcome))
    topic = str(titled(office, "Pipeline"))
    await team.ada.sends(form, {"topic": topic, "title": "Delivery"})
    form = opened(await presses_private(team.ada, "Split a topic", outcome))
    await team.ada.sends(form, {"topic": topic})
    assert len(topics(office)) == 4 and len(cards(office)) == 4


async def test_only_the_facilitator_groups(office: Office) -> None:
    team = await grouping(office)
    for label in ("Suggest groups", "Group cards"):
        assert "Ask Ada." in told(await team.ben.presses(label, card(office)))


# Voting.
async def test_tallies_are_hidden_until_voting_is_over_and_then_all_that_is_left(
    office: Office,
) -> None:
    team = await voting(office)
    before = card(office).words
    await votes(team.ada, Deploys=3, Good=1)
    await votes(team.ben, Deploys=1, Flaky=1)
    assert card(office).words == before
    assert all(each.votes is None for each in topics(office))
    assert len(slips(office, "votes")) == 2
    await team.ada.presses("Next: Discuss", card(office))
    assert {each.title: each.votes for each in topics(office)} == {
        "Deploys are slow": 4,
        "Slow deploys again": 0,
        "Good coffee": 1,
        "Flaky tests": 1,
    }
    assert slips(office) == []
    said = card(office).words
    assert "Deploys are slow · 4 votes" in said
    assert "1 vote, a tie" in said


async def test_the_budget_and_the_cap_hold_for_each_person(office: Office) -> None:
    team = await voting(office)
    form = opened(await team.ben.presses("Vote", card(office)))
    assert "You have 4 votes" in form.items[0].spans[0].text  # type: ignore[union-attr]
    first, second = form.fields[0].id, form.fields[1].id
    for answers, why in (
        ({first: "4"}, "at most 3"),
        ({first: "3", second: "2"}, "That is 5 votes; you have 4."),
    ):
        outcome = await team.ben.sends(form, answers)
        assert outcome.errors is not None and why in outcome.errors[first]
    assert slips(office, "votes") == []


async def test_votes_are_changed_and_taken_back_until_voting_closes(office: Office) -> None:
    team = await voting(office)
    await votes(team.ben, Deploys=3)
    form = await votes(team.ben, Good=1, Deploys=0)
    form = opened(await team.ben.presses("Vote", card(office)))
    shown = {each.label: field(form, each.id).value for each in form.fields}
    assert shown["Good coffee"] == "1" and shown["Deploys are slow"] == "0"
    assert len(slips(office, "votes")) == 1
    outcome = await team.ben.sends(form, {form.fields[0].id: "1"})
    await presses_private(team.ben, "Take back all", outcome)
    assert slips(office, "votes") == []
    await votes(team.ada, Deploys=1)
    await team.ada.presses("Next: Discuss", card(office))
    late = await team.ben.sends(form, {form.fields[0].id: "1"})
    assert late.refused and "“Discuss” now" in told(late)


async def test_the_facilitator_sees_how_many_voted_and_are_done_not_who(office: Office) -> None:
    team = await voting(office)
    await votes(team.ben, Deploys=1)
    await team.ben.presses("I’m done", card(office))
    await team.dev.presses("I’m done", card(office))
    await team.dev.presses("I’m done", card(office))
    said = told(await team.ada.commands("/retro status"))
    assert "1 person voted, 1 said they are done." in said
    assert "Ben" not in said


async def test_many_topics_are_voted_on_page_by_page(office: Office) -> None:
    team = await voting(office, *("\n".join(f"T{n}-{k} x" for k in range(10)) for n in range(4)))
    form = opened(await team.ben.presses("Vote", card(office)))
    assert len(form.fields) == 25
    outcome = await team.ben.sends(form, {form.fields[0].id: "3"})
    form = opened(await presses_private(team.ben, "Topics 26 to 40", outcome))
    assert len(form.fields) == 15
    told_ = await team.ben.sends(form, {form.fields[0].id: "3", form.fields[1].id: "3"})
    assert told_.errors is not None and "9 votes; you have 8" in str(told_.errors)
    outcome = await team.ben.sends(form, {form.fields[0].id: "3"})
    assert "You have 2 votes left." in told(outcome)


async def test_a_step_back_from_voting_forgets_the_votes(office: Office) -> None:
    team = await voting(office)
    await votes(team.ben, Deploys=3)
    await presses_private(team.ada, "Back: Group", await team.ada.commands("/retro status"))
    assert phase(office) == "group" and slips(office) == []
    await team.ada.presses("Next: Vote", card(office))
    form = opened(await team.ben.presses("Vote", card(office)))
    assert {field(form, each.id).value for each in form.fields} == {"0"}


async def test_the_facilitator_says_how_many_votes_there_are_before_anybody_has_voted(
    office: Office,
) -> None:
    team = await grouping(office)

    async def sets(**answers: str) -> Outcome:
        panel = await team.ada.commands("/retro status")
        asked = await presses_private(team.ada, "Number of votes", panel)
        return await team.ada.sends(asked.form, answers) if asked.form else asked

    assert set((await sets(budget="0", cap="many")).errors or ()) == {"budget", "cap"}
    await sets(budget="6", cap="2")
    await team.ada.presses("Next: Vote", card(office))
    assert "Each of you has 6 votes, at most 2 for one topic." in card(office).words
    await sets(budget="2", cap="1")
    assert "Each of you has 2 votes, at most 1 for one topic." in card(office).words
    await votes(team.ben, Good=1)
    assert "Somebody has voted already." in told(await sets(budget="9", cap="9"))
    assert "Number of votes" not in told(await team.ben.commands("/retro status"))


async def test_the_home_pane_shows_what_is_open_and_what_to_do(office: Office) -> None:
    team = await voting(office)
    home = words(await team.ben.opens_home())
    assert "Core is at “Vote”." in home and "[Vote]\n[I’m done]\n[More]" in home
    eve = office.person("Eve")
    assert "Retros" not in words(await eve.opens_home())


# Talking.
async def test_topics_are_talked_about_in_the_order_of_votes_with_a_timer(office: Office) -> None:
    team = await voting(office)
    await votes(team.ada, Good=3, Flaky=1)
    await votes(team.ben, Flaky=1)
    await team.ada.presses("Next: Discuss", card(office))
    assert "Good coffee · 3 votes" in card(office).words.split("Then")[0]
    began = office.now
    await office.until(began + timedelta(minutes=7, seconds=59))
    assert office.thread(card(office)) == []
    await office.until(began + timedelta(minutes=8))
    [up] = office.thread(card(office))
    assert "Time is up for Good coffee." in up.words
    await team.ada.presses("5 more minutes", up)
    await office.until(began + timedelta(minutes=13))
    assert len(office.thread(card(office))) == 2
    form = opened(await team.ben.presses("Note", card(office)))
    await team.ben.sends(form, {"words": "The new beans stay."})
    assert "Ben noted:\nThe new beans stay." in card(office).words
    await team.ada.presses("Next topic", card(office))
    assert "Flaky tests · 2 votes" in card(office).words.split("Then")[0]
    late = await team.ada.presses("Next topic", up)
    assert late.refused and "another topic" in told(late)
    await team.ada.presses("Skip", card(office))
    assert "Flaky tests · 2 votes · skipped" in card(office).words
    await team.ada.presses("Next topic", card(office))
    await team.ada.presses("Next topic", card(office))
    assert "[Next topic]" not in card(office).words
    await team.ada.presses("Next: Actions", card(office))
    await team.ada.presses("Close the retro", card(office))
    assert phase(office) == "closed"
    assert not [name for name in office.dues() if name.endswith((":deadline", ":talk"))]


async def test_a_step_back_from_talking_opens_voting_anew(office: Office) -> None:
    team = await voting(office)
    await votes(team.ada, Good=3)
    await team.ada.presses("Next: Discuss", card(office))
    await presses_private(team.ada, "Back: Vote", await team.ada.commands("/retro status"))
    assert all(each.votes is None for each in topics(office))
    await votes(team.ada, Flaky=2)
    await team.ada.presses("Next: Discuss", card(office))
    assert {each.title: each.votes for each in topics(office)}["Good coffee"] == 0


async def test_an_early_end_counts_the_votes_there_are(office: Office) -> None:
    team = await voting(office)
    await votes(team.ada, Good=3)
    await presses_private(team.ada, "End the retro", await team.ada.commands("/retro close"))
    assert "Good coffee · 3 votes" in card(office).words
    assert slips(office) == []


async def test_an_early_end_shows_the_cards_there_are(office: Office) -> None:
    team = await collecting(office)
    await adds(team.ben, Learned="Do not lose me")
    await presses_private(team.ada, "End the retro", await team.ada.commands("/retro close"))
    assert "Do not lose me" in card(office).words
    assert slips(office) == []
