"""Readers of weeknotes: what they find useful, what they ask and are answered, and how many they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.dispatch import Outcome
from handlers.charts import Chart
from handlers.events import FormSent
from storage import weeknote_readers
from storage.weeknote_readers import Reach
from tests.flows.blocked import Crew, crew, presses_told
from tests.flows.office import Office, Persona, Shown, at, opened, told
from tests.flows.reading import buttons
from tests.flows.shelved import page, posted

FRIDAY = datetime(2026, 11, 27, 14, tzinfo=UTC)


@pytest.fixture
async def team(office: Office) -> Crew:
    office.now = at("10:00")
    return await crew(office)


async def reads(who: Persona, number: int = 12) -> Outcome:
    """From the archive in chat."""
    return await presses_told(who, f"Read {number}", await who.commands("/weeknote archive"))


async def asks(who: Persona, words: str) -> Outcome:
    form = opened(await presses_told(who, "Ask the team", await reads(who)))
    return await who.sends(form, {"words": words})


def in_channel(office: Office, subject: str) -> list[Shown]:
    return [each for each in office.shown("C-core") if each.subject.startswith(subject)]


def reached(office: Office, weeknote: int) -> Reach:
    with office.inside() as session:
        return weeknote_readers.reach(session, [weeknote]).get(weeknote, Reach())


async def test_the_archive_in_chat_is_read_and_searched(office: Office, team: Crew) -> None:
    posted(office, 11, "Fog all week.")
    note = posted(office)
    listed = told(await team.sam.commands("/weeknote archive"))
    assert listed.index("Weeknote 12") < listed.index("Weeknote 11")
    found = told(await team.sam.commands("/weeknote archive ENGINE part"))
    assert "The engine part for the night ferry" in found
    outcome = await reads(team.sam)
    assert "Ticket machines take cards again" in told(outcome)
    assert "what only editors see" not in told(outcome)
    assert reached(office, note) == Reach(1, 0)


async def test_useful_is_counted_once_and_can_be_taken_back(office: Office, team: Crew) -> None:
    note = posted(office)
    read = await reads(team.sam)
    thanks = await presses_told(team.sam, "Useful", read)
    again = await presses_told(team.sam, "Useful", read)
    assert "said so already" in told(again)
    await presses_told(team.petra, "Useful", await reads(team.petra))
    [echo] = in_channel(office, f"weeknote:{note}:echo")
    assert "2 readers say that weeknote 12 was useful." in echo.words
    assert "Sam" not in echo.words and "Petra" not in echo.words
    await presses_told(team.sam, "Take it back", thanks)
    [echo] = in_channel(office, f"weeknote:{note}:echo")
    assert "One reader says" in echo.words
    assert reached(office, note) == Reach(2, 1)


async def test_a_question_comes_to_the_team_and_its_answer_to_who_asked(
    office: Office, team: Crew
) -> None:
    note = posted(office)
    outcome = await asks(team.sam, "When is the *part* here?")
    assert "Your question is with Core" in told(outcome)
    [question] = in_channel(office, "weeknote:question:")
    assert "Sam asks about weeknote 12" in question.words and "*part*" in question.words
    form = opened(await team.ben.presses("Answer", question))
    sent = await team.ben.sends(form, {"words": "On Thursday."})
    assert "Sent to Sam" in told(sent)
    [question] = in_channel(office, "weeknote:question:")
    assert "Ben answered:" in question.words and "[Answer]" not in question.words
    [answer] = [each for each in team.sam.inbox() if ":answer:" in each.subject]
    assert "Ben of Core answers your question" in answer.words and "On Thursday." in answer.words
    assert reached(office, note).readers == 1


async def test_two_who_answer_at_once_answer_once_and_nothing_typed_is_lost(
    office: Office, team: Crew
) -> None:
    posted(office)
    await asks(team.sam, "When?")
    [question] = in_channel(office, "weeknote:question:")
    form = opened(await team.ben.presses("Answer", question))
    await team.chiara.sends(form, {"words": "Tomorrow"})
    late = await team.ben.sends(form, {"words": "On Thursday, I think"})
    assert late.refused
    assert "Chiara was faster" in told(late) and "On Thursday, I think" in told(late)
    assert len([each for each in team.sam.inbox() if ":answer:" in each.subject]) == 1


async def test_only_the_team_answers(office: Office, team: Crew) -> None:
    posted(office)
    await asks(team.sam, "When?")
    [question] = in_channel(office, "weeknote:question:")
    assert (await team.sam.presses("Answer", question)).refused
    zoe = office.person("Zoe")
    form = opened(await team.ben.presses("Answer", question))
    refused = await zoe.sends(form, {"words": "Never"})
    assert refused.refused and "Never" in told(refused)


async def test_an_empty_question_stays_in_the_form(office: Office, team: Crew) -> None:
    posted(office)
    assert (await asks(team.sam, "   ")).errors == {"words": "1 to 2,000 characters, please."}
    assert in_channel(office, "weeknote:question:") == []


async def test_a_question_without_an_answer_is_told_once_in_working_hours(
    office: Office, team: Crew
) -> None:
    posted(office)
    await asks(team.sam, "When?")

    def waiting() -> list[Shown]:
        return [each for each in team.ada.inbox() if ":waits:" in each.subject]

    await office.until(at("10:00") + timedelta(days=2) - timedelta(minutes=1))
    assert waiting() == []
    await office.until(at("10:00") + timedelta(days=2))
    [told_ada] = waiting()
    assert "Sam waits for an answer" in told_ada.words
    await office.until(at("10:00") + timedelta(days=20))
    assert len(waiting()) == 1


async def test_an_answered_question_is_not_told_of(office: Office, team: Crew) -> None:
    posted(office)
    await asks(team.sam, "When?")
    [question] = in_channel(office, "weeknote:question:")
    await team.ben.sends(opened(await team.ben.presses("Answer", question)), {"words": "Soon"})
    await office.until(at("10:00") + timedelta(days=20))
    assert [each for each in team.ada.inbox() if ":waits:" in each.subject] == []


async def test_who_has_left_is_not_written_to(office: Office, team: Crew) -> None:
    posted(office)
    await asks(team.sam, "When?")
    await office.learns(team.sam, is_gone=True)
    [question] = in_channel(office, "weeknote:question:")
    outcome = await team.ben.sends(
        opened(await team.ben.presses("Answer", question)), {"words": "Soon"}
    )
    assert "no longer here" in told(outcome)
    assert [each for each in team.sam.inbox() if ":answer:" in each.subject] == []


async def test_drafts_and_other_peoples_weeknotes_cannot_be_pressed(
    office: Office, team: Crew
) -> None:
    posted(office)
    draft = posted(office, 13, "Secret plans.", status="draft")
    form = opened(await presses_told(team.sam, "Ask the team", await reads(team.sam)))
    for weeknote in (str(draft), "99999", "x", str(2**70)):
        sent = FormSent(
            office.origin(team.sam.ref), form.name, {"weeknote": weeknote}, {"words": "?"}, "k"
        )
        assert (await office.happens(sent)).refused
    guest = office.person("Gus", is_guest=True)
    await office.learns(guest, zone="UTC")
    assert (await guest.sends(form, {"words": "May I?"})).refused


async def test_who_is_not_counted_presses_in_vain_and_still_asks(
    office: Office, team: Crew
) -> None:
    note = posted(office)
    archive = await team.sam.commands("/weeknote archive")
    await presses_told(team.sam, "Don't count me", archive)
    refused = await presses_told(team.sam, "Useful", await reads(team.sam))
    assert refused.refused
    await asks(team.sam, "When?")
    assert reached(office, note) == Reach()


async def test_the_core_sees_how_many_read_and_nobody_else_does(office: Office, team: Crew) -> None:
    for number in (10, 11, 12):
        posted(office, number)
    for who in (team.sam, team.petra):
        await reads(who)
    await presses_told(team.sam, "Useful", await reads(team.sam))
    outcome = await team.ada.commands("/weeknote reach")
    assert "Weeknote 12: 2 readers; 1 found it useful." in told(outcome)
    assert "Sam" not in told(outcome)
    [chart] = [part for part in outcome.whispers[0].parts if isinstance(part, Chart)]
    assert chart.labels == ("10", "11", "12")
    assert [each.values for each in chart.series] == [(0, 0, 2), (0, 0, 1)]
    assert (await team.sam.commands("/weeknote reach")).refused


def quiet(who: Persona) -> list[Shown]:
    return [each for each in who.inbox() if ":quiet:to:" in each.subject]


async def posts(team: Crew, number: int) -> int:
    """A weeknote goes out."""
    note = posted(team.office, number, status="draft")
    assert not (await team.ada.commands("/weeknote publish")).refused
    return note


async def test_beneath_a_posted_weeknote_is_what_readers_can_do(office: Office, team: Crew) -> None:
    note = await posts(team, 12)
    [copy] = in_channel(office, f"weeknote:{note}:in:")
    labels = [button.label for button in buttons(copy.card)]
    assert labels == ["Useful", "Ask the team", "Read on the web"]
    await team.sam.presses("Useful", copy)
    await team.sam.sends(opened(await team.sam.presses("Ask the team", copy)), {"words": "When?"})
    thread = office.thread(copy)
    assert ["was useful" in thread[0].words, "Sam asks" in thread[1].words] == [True, True]
    assert page(await team.sam.presses("Read on the web", copy)).startswith("/weeknotes/")
    assert reached(office, note) == Reach(1, 1)


async def test_who_sees_it_in_a_channel_of_theirs_may_press_and_others_may_not(
    office: Office, team: Crew
) -> None:
    note = await posts(team, 12)
    [copy] = in_channel(office, f"weeknote:{note}:in:")
    guest = office.person("Gus", is_guest=True)
    await office.learns(guest, zone="UTC")
    assert not (await guest.presses("Useful", copy)).refused
    assert (await guest.presses("Read on the web", copy)).refused
    assert (await guest.presses("Useful", replace(copy, place="C-elsewhere"))).refused


async def test_three_that_a_sponsor_does_not_read_are_told_once_to_who_leads(
    office: Office, team: Crew
) -> None:
    for week, number in enumerate((12, 13, 14, 15, 16)):
        await office.until(FRIDAY + timedelta(weeks=week))
        await posts(team, number)
        await office.until(FRIDAY + timedelta(weeks=week, days=6))
        expected = 1 if number >= 14 else 0
        assert (len(quiet(team.ada)), len(quiet(team.petra))) == (expected, expected)
    [signal] = quiet(team.ada)
    assert "Sam has been quiet about the last three weeknotes of Core" in signal.words
    assert "weeknotes 12 to 14" in signal.words
    assert quiet(team.ben) == quiet(team.sam) == []


@pytest.mark.long
async def test_a_sponsor_who_reads_again_is_told_of_again_only_after_three_more(
    office: Office, team: Crew
) -> None:
    for week, number in enumerate(range(12, 19)):
        await office.until(FRIDAY + timedelta(weeks=week))
        await posts(team, number)
        if number == 15:
            await reads(team.sam, 15)
        await office.until(FRIDAY + timedelta(weeks=week, days=6))
    assert ["12 to 14" in each.words for each in quiet(team.ada)] == [True, False]
    assert "16 to 18" in quiet(team.ada)[1].words


async def test_a_sponsor_who_asks_or_is_not_counted_is_not_quiet(
    office: Office, team: Crew
) -> None:
    archive = await team.sam.commands("/weeknote archive")
    await presses_told(team.sam, "Don't count me", archive)
    for week, number in enumerate((12, 13, 14, 15)):
        await office.until(FRIDAY + timedelta(weeks=week))
        await posts(team, number)
        await office.until(FRIDAY + timedelta(weeks=week, days=6))
    assert quiet(team.ada) == []
