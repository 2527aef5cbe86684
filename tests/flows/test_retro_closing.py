"""The end of a retro: one summary, whether it was worth the time, what is taken along."""

from __future__ import annotations

from sqlmodel import select

from handlers.cards import Quote
from handlers.charts import Chart
from storage.models import Box, Slip
from tests.flows.acting import told as told_of_actions
from tests.flows.blocked import Crew, does
from tests.flows.ending import begun, closes, notes, summaries, summary, talked
from tests.flows.office import Office, Persona, Shown, at, in_days
from tests.flows.office import told as said
from tests.flows.reading import words
from tests.flows.retros import card, presses_private


def asked(who: Persona) -> list[Shown]:
    return [each for each in who.inbox() if ":worth:" in each.subject]


async def ended(office: Office) -> Crew:
    team = await talked(office)
    await does(
        team.ada,
        "Make it an action",
        card(office),
        words="Automate them",
        owner=team.chiara.ref,
        due="Friday",
    )
    notes(team, team.ben, "The script is half there.")
    await closes(team)
    return team


async def test_one_summary_has_topics_votes_notes_and_actions(office: Office) -> None:
    await ended(office)
    there = summary(office)
    assert "Core retro · summary" in there.words
    assert "Release notes · 5 votes" in there.words
    assert "Flaky tests · 3 votes, a tie" in there.words
    assert "The script is half there. (Ben)" in there.words
    assert "Automate them – Chiara, by Friday 27 November" in there.words
    assert "Its summary stands below." in card(office).words


async def test_the_chart_says_in_words_what_it_shows_and_names_ties(office: Office) -> None:
    await ended(office)
    [chart] = [part for part in summary(office).card.parts if isinstance(part, Chart)]
    assert chart.alt == (
        "5 votes for “Release notes”; 3 votes each, a tie, for “Flaky tests” and “The new room”; "
        "none for “Standing desks”."
    )
    assert chart.labels == ("Release notes", "Flaky tests", "The new room")


async def test_the_summary_follows_its_actions(office: Office) -> None:
    team = await ended(office)
    await team.chiara.presses("Done", told_of_actions(team.chiara)[0])
    assert "Automate them – Chiara, done" in summary(office).words


async def test_each_is_asked_in_private_and_only_the_average_is_told_once(office: Office) -> None:
    team = await ended(office)
    for who, number in ((team.ada, "5"), (team.ben, "4"), (team.chiara, "2")):
        [question] = asked(who)
        outcome = await who.presses(number, question)
        assert outcome.refreshed is not None and "Your answer is in" in words(outcome.refreshed)
        assert "The result comes here" in summary(office).words
    await office.until(at("09:59", day=in_days(1)))
    assert "The result comes here" in summary(office).words
    await office.until(at("10:00", day=in_days(1)))
    assert "3.7 of 5 on average, between 2 and 5, from 3 answers." in summary(office).words
    assert len(summaries(office)) == 1
    assert "[4]" not in asked(team.ben)[0].words


async def test_nothing_is_left_of_single_answers(office: Office) -> None:
    team = await ended(office)
    for who in (team.ada, team.ben, team.chiara):
        await who.presses("4", asked(who)[0])
    with office.inside() as session:
        assert len(session.exec(select(Slip)).all()) == 3
    await office.until(at("10:00", day=in_days(1)))
    with office.inside() as session:
        assert not session.exec(select(Slip)).all()
        found = session.exec(select(Box)).all()
        assert all(box.sealed_key == "" for box in found if box.subject.endswith(":worth"))


async def test_an_answer_is_changed_by_pressing_again(office: Office) -> None:
    team = await ended(office)
    for who in (team.ada, team.ben, team.chiara):
        await who.presses("2", asked(who)[0])
        await who.presses("4", asked(who)[0])
    await office.until(at("10:00", day=in_days(1)))
    assert "4.0 of 5 on average, all of them said 4, from 3 answers." in summary(office).words


async def test_fewer_than_three_answers_are_not_told(office: Office) -> None:
    team = await ended(office)
    for who in (team.ada, team.ben):
        await who.presses("1", asked(who)[0])
    await office.until(at("10:00", day=in_days(1)))
    assert "Fewer than three answered" in summary(office).words
    assert "1.0" not in summary(office).words
    assert "is over" in asked(team.chiara)[0].words


async def test_an_answer_that_comes_too_late_is_refused_and_changes_nothing(
    office: Office,
) -> None:
    team = await ended(office)
    [question] = asked(team.ben)
    await office.until(at("10:00", day=in_days(1)))
    assert (await team.ben.presses("4", question)).refused
    assert "Fewer than three answered" in summary(office).words


async def test_when_everybody_has_answered_nobody_waits_for_the_day_to_end(office: Office) -> None:
    team = await ended(office)
    everybody = (team.ada, team.ben, team.chiara, team.petra)
    for who in everybody:
        assert "The result comes here" in summary(office).words
        await who.presses("3", asked(who)[0])
    assert "3.0 of 5 on average" in summary(office).words
    assert not asked(team.sam)
    assert not [name for name in office.dues() if name.startswith("worth:")]


async def test_who_is_away_is_not_asked_and_nobody_at_night(office: Office) -> None:
    team = await talked(office)
    await team.petra.commands("/standup away today")
    office.now = at("21:00")
    await closes(team)
    assert not asked(team.ben)
    await office.until(at("09:00", day=in_days(1)))
    assert asked(team.ben)
    await office.until(at("08:59", day=in_days(2)))
    assert "The result comes here" in summary(office).words
    await office.until(at("09:00", day=in_days(2)))
    assert "Fewer than three answered" in summary(office).words


async def test_somebody_from_elsewhere_cannot_answer(office: Office) -> None:
    team = await ended(office)
    eve = office.person("Eve")
    assert (await eve.presses("4", asked(team.ben)[0])).refused
    assert (await eve.presses("As Markdown", summary(office))).refused
    assert (await eve.presses("What comes again", summary(office))).refused


async def test_a_retro_without_a_card_asks_nobody(office: Office) -> None:
    team = await talked(office, {})
    await closes(team)
    assert "Nobody wrote a card this time." in summary(office).words
    assert not asked(team.ben)


async def test_it_is_taken_along_as_markdown(office: Office) -> None:
    team = await ended(office)
    outcome = await team.ben.presses("As Markdown", summary(office))
    [page] = outcome.whispers
    [text] = [part.text for part in page.parts if isinstance(part, Quote)]
    assert text.startswith("# Retro of Core\n")
    assert "- [ ] Automate them – Chiara, by 2026-11-27" in text
    assert "### Flaky tests\n\n3 votes, a tie." in text
    assert "- Noted by Ben: The script is half there." in text


async def test_what_was_typed_stays_what_it_is_in_markdown(office: Office) -> None:
    team = await talked(office, {"# <b>*loud*</b> [x](http://x)": 1})
    await closes(team)
    outcome = await team.ben.presses("As Markdown", summary(office))
    assert "\\# \\<b\\>\\*loud\\*\\</b\\>" in words(outcome.whispers[0])


async def test_what_comes_again_is_told_with_what_became_of_it(office: Office) -> None:
    team = await ended(office)
    first = said(await team.ben.commands("/retro themes"))
    assert "After the second retro" in first
    await team.chiara.presses("Done", told_of_actions(team.chiara)[0])
    office.now = at("10:00", day=in_days(1))
    await begun(team, {"Release notes are late": 4, "Coffee": 2})
    await closes(team)
    again = said(await team.ben.presses("What comes again", summaries(office)[-1]))
    assert "Release notes are late – in 2 of 2, also as “Release notes”. Actions: 1 done." in again
    assert "Coffee" not in again


async def test_an_early_end_closes_what_is_open_and_its_summary_comes_once(office: Office) -> None:
    team = await talked(office)
    status = await team.ada.commands("/retro close")
    await presses_private(team.ada, "End the retro", status)
    late = await presses_private(team.ada, "End the retro", status)
    assert late.refused
    assert len(summaries(office)) == 1
