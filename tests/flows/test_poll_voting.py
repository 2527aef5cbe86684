"""Polls: asked, answered, changed, taken back, closed."""

from __future__ import annotations

import pytest

from storage.session import Database
from tests.flows.office import Office, at, in_days, told
from tests.flows.polled import (
    ASKED,
    answers,
    asks,
    card,
    cards,
    crew,
    forges,
    labels,
    more,
    poll,
    presses_on,
    said,
    slips,
    votes,
)
from tests.flows.reading import buttons, mentions


async def test_a_line_becomes_a_card_that_is_answered_by_a_press(office: Office) -> None:
    ada, ben, *_ = await crew(office)
    outcome = await ada.commands(f"{ASKED} named until Friday 15:00")
    assert "Your poll is in the channel, open until 2026-11-27T14:00:00+00:00" in told(outcome)
    assert labels(card(office).card)[:3] == ["Pizza", "Sushi", "Soup"]
    await votes(ben, "Sushi")
    assert "Sushi – 1 vote, 100 %: Ben" in card(office).words
    await votes(ben, "Pizza")
    assert "Pizza – 1 vote, 100 %: Ben" in card(office).words
    assert "Sushi – none" in card(office).words
    assert len(cards(office)) == 1


async def test_without_a_word_about_names_nobody_is_named(office: Office) -> None:
    ada, ben, *_ = await crew(office)
    await ada.commands(ASKED)
    outcome = await votes(ben, "Sushi")
    assert "Your answer is in. You can change it" in said(outcome)
    assert "Sushi" not in said(outcome)
    assert "Ben" not in card(office).words
    assert poll(office).is_anonymous


async def test_where_there_is_no_key_names_are_shown_and_it_is_said(database: Database) -> None:
    office = Office(database, seals=None)
    ada, *_ = await crew(office)
    outcome = await ada.commands(ASKED)
    assert "Names are shown: there is no key here" in told(outcome)
    assert "Names are shown" in card(office).words
    outcome = await ada.commands(f"{ASKED} anonymous")
    assert outcome.refused
    assert "DRUMBEAT_SECRET_KEYS" in told(outcome)
    assert len(cards(office)) == 1


async def test_an_answer_can_be_taken_back(office: Office) -> None:
    ada, ben, *_ = await crew(office)
    for line in (f"{ASKED} named", ASKED):
        await ada.commands(line)
        await votes(ben, "Soup")
        shown = await more(ben)
        assert "Take it back" in labels(shown)
        outcome = await presses_on(ben, "Take it back", shown)
        assert "Your answer is taken back" in said(outcome)
        outcome = await presses_on(ben, "Take it back", shown)
        assert "There is no answer of yours" in said(outcome)
        assert "Take it back" not in labels(await more(ben))
    assert slips(office) == []


async def test_an_anonymous_result_is_shown_from_three_answers_on(office: Office) -> None:
    ada, ben, chiara, dev = await crew(office)
    await ada.commands(ASKED)
    for who, choice in ((ada, "Pizza"), (ben, "Pizza")):
        await votes(who, choice)
    await presses_on(ada, "Close it now", await more(ada))
    assert "Fewer than 3 answered, so nothing is shown" in card(office).words
    assert poll(office).tally is None
    await ada.commands(ASKED)
    for who, choice in ((ada, "Pizza"), (ben, "Pizza"), (chiara, "Soup"), (dev, "Soup")):
        await votes(who, choice)
    await votes(dev, "Pizza")
    await presses_on(ada, "Close it now", await more(ada))
    assert "“Pizza” comes first with 3 votes from 4 people." in card(office).words
    assert "Soup – 1 vote, 25 %" in card(office).words
    assert slips(office) == []


async def test_a_tie_is_told(office: Office) -> None:
    ada, ben, chiara, dev = await crew(office)
    await ada.commands(f"{ASKED} named hidden")
    for who, choice in ((ada, "Pizza"), (ben, "Pizza"), (chiara, "Soup"), (dev, "Soup")):
        await votes(who, choice)
    assert "vote" not in card(office).words
    await presses_on(ada, "Close it now", await more(ada))
    assert "A tie between “Pizza” and “Soup”, 2 votes each." in card(office).words
    assert "Soup – 2 votes, 50 %: Chiara, Dev" in card(office).words
    assert mentions(card(office).card) == []


async def test_several_answers_have_a_limit(office: Office) -> None:
    ada, ben, *_ = await crew(office)
    await ada.commands(f"{ASKED} named at most 2")
    outcome = await answers(ben, choice="0,1,2")
    assert outcome.errors == {"choice": "At most 2, please; these are 3."}
    await answers(ben, choice="0,2")
    await answers(ada, choice="2")
    assert "Pizza – 1 vote, 50 %: Ben" in card(office).words
    assert "Soup – 2 votes, 100 %: Ada, Ben" in card(office).words


async def test_a_ranking_gives_each_answer_one_place(office: Office) -> None:
    ada, ben, chiara, _ = await crew(office)
    await ada.commands(f"{ASKED} named ranked hidden")
    assert "Schulze" not in card(office).words
    outcome = await answers(ben, rank0="0", rank1="0")
    assert set(outcome.errors or {}) == {"rank0", "rank1"}
    await answers(ben, rank0="0", rank1="1")
    await answers(chiara, rank0="0", rank1="1", rank2="2")
    await answers(ada, rank0="1")
    form = (await ben.presses("Answer", card(office))).form
    assert form is not None
    assert [getattr(each, "value", "") for each in form.fields] == ["0", "1", ""]
    await presses_on(ada, "Close it now", await more(ada))
    assert "“Pizza” comes first, ranked by 3 people." in card(office).words
    assert "1. Pizza – first choice of 2: Ben, Chiara" in card(office).words
    assert "Schulze" in card(office).words


async def test_a_rating_is_pressed(office: Office) -> None:
    ada, ben, *_ = await crew(office)
    await ada.commands('/poll "How was the sprint?" 1-5 named')
    assert labels(card(office).card) == ["1", "2", "3", "4", "5", "More"]
    await votes(ada, "5")
    await votes(ben, "2")
    assert "5 – given once, 50 %: Ada" in card(office).words
    await presses_on(ada, "Close it now", await more(ada))
    assert "3.5 of 5 on average, from 2 people." in card(office).words


async def test_everybody_may_add_an_answer_where_it_says_so(office: Office) -> None:
    ada, ben, *_ = await crew(office)
    await asks(ada, names="yes")
    outcome = await forges(ben, "poll.add", poll=str(poll(office).key))
    assert "Only who asked, Ada, can add answers" in told(outcome)
    await asks(ada, more="add")
    outcome = await presses_on(ben, "Add an answer", await more(ben))
    assert outcome.form is not None
    again = await ben.sends(outcome.form, {"option": " pizza "})
    assert again.errors == {"option": "“pizza” is there twice."}
    await ben.sends(outcome.form, {"option": "Falafel"})
    assert "Falafel" in labels(card(office).card)
    await votes(ben, "Falafel")


async def test_only_who_asked_and_who_runs_the_team_close_it(office: Office) -> None:
    ada, ben, chiara, _ = await crew(office)
    await ben.commands(ASKED)
    assert "Close it now" not in labels(await more(chiara))
    outcome = await forges(chiara, "poll.close", poll=str(poll(office).key))
    assert "Only who asked and the scrum master can close it. Ask Ben or Ada." in told(outcome)
    outcome = await presses_on(ada, "Close it now", await more(ada))
    assert not outcome.refused
    assert "closed by Ada" in card(office).words
    assert labels(card(office).card) == []
    outcome = await forges(chiara, "poll.choose", poll=str(poll(office).key), choice="0")
    assert "This poll is closed" in told(outcome)


async def test_who_cannot_see_the_channel_cannot_take_part(office: Office) -> None:
    ada, *_ = await crew(office)
    eve = office.person("Eve")
    await ada.commands(ASKED)
    number = str(poll(office).key)
    for action in ("poll.choose", "poll.answer", "poll.more", "poll.take_back", "poll.close"):
        outcome = await forges(eve, action, place="C-other", poll=number, choice="0")
        assert told(outcome) == "This poll is not there, or not for you to see."
    assert slips(office) == []
    # A guest of the channel is asked like all others.
    outcome = await forges(eve, "poll.choose", poll=number, choice="0")
    assert "Your answer is in" in told(outcome)


@pytest.mark.parametrize("choice", ["", "7", "-1", "x", "0,1", "٣"])
async def test_answers_that_there_are_not_are_refused(office: Office, choice: str) -> None:
    ada, ben, *_ = await crew(office)
    await ada.commands(f"{ASKED} named")
    outcome = await forges(ben, "poll.choose", poll=str(poll(office).key), choice=choice)
    assert "I don't know this answer" in told(outcome)


async def test_a_channel_without_a_team_is_asked_as_well(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    office.channel("C-hall", ada, ben)
    await ada.commands(f"{ASKED} named", "C-hall")
    await votes(ben, "Soup", "C-hall")
    assert "Soup – 1 vote, 100 %: Ben" in card(office, "C-hall").words


async def test_from_the_chat_with_the_bot_the_team_is_asked(office: Office) -> None:
    ada, *_ = await crew(office)
    await ada.commands(ASKED, ada.place)
    assert card(office).place == "C-core"
    eve = office.person("Eve")
    outcome = await eve.commands(ASKED, eve.place)
    assert "Ask in the channel whose people should answer" in told(outcome)
    assert ASKED in told(outcome)


async def test_what_cannot_be_read_comes_back(office: Office) -> None:
    ada, *_ = await crew(office)
    for line in ('/poll "Lunch?" "Pizza"', "/poll lunch", '/poll "Lunch?" "a" "A"', '/poll "a" "b'):
        outcome = await ada.commands(line)
        assert outcome.refused
        assert f"This is what you typed:\n{line}" in told(outcome)
        assert 'Say it like /poll "Where to' in told(outcome)
    outcome = await ada.commands(f"{ASKED} until yesterday")
    assert "“yesterday”" in told(outcome)
    assert cards(office) == []


async def test_who_has_not_answered_is_told_without_pinging(office: Office) -> None:
    ada, ben, chiara, dev = await crew(office)
    await dev.commands("/standup away today")
    await ada.commands(f"{ASKED} named")
    await votes(ben, "Soup")
    shown = await more(chiara)
    assert mentions(shown) == []
    assert "No answer yet: Ada, Chiara." in said(await ada.presses("More", card(office)))
    assert "Away today: Dev." in said(await ada.presses("More", card(office)))
    await ada.commands(ASKED)
    assert "No answer yet" not in said(await ada.presses("More", card(office)))


async def test_open_polls_are_listed(office: Office) -> None:
    ada, ben, *_ = await crew(office)
    assert "No poll is open here" in told(await ben.commands("/poll list"))
    for number in range(12):
        await ada.commands(f'/poll "Question {number}?" "a" "b"')
    shown = (await ben.commands("/poll list")).whispers[0]
    assert len([each for each in buttons(shown) if each.label == "More"]) == 10
    outcome = await presses_on(ben, "Next", shown)
    assert "Question 0?" in said(outcome)


async def test_a_poll_without_a_deadline_ends_after_a_month(office: Office) -> None:
    ada, *_ = await crew(office)
    await ada.commands(f"{ASKED} named")
    await office.until(at("08:00", day=in_days(29)))
    assert poll(office).closed_at is None
    await office.until(at("08:01", day=in_days(30)))
    assert "Nobody answered." in card(office).words
