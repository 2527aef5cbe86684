"""Answering by writing in the direct chat."""

from __future__ import annotations

import pytest

from handlers.standup.answer_form import LONGEST_IN_FORM
from storage import standups
from tests.flows.office import MONDAY, Office, Persona, at, in_days, set_up
from tests.flows.reading import quotes

TUESDAY = in_days(1)


@pytest.fixture
async def ada(office: Office) -> Persona:
    someone = office.person("Ada")
    await set_up(office, someone, office.person("Ben"))
    await office.until(at("09:30"))
    return someone


def kept(office: Office, standup: int = 1) -> dict[str, str]:
    with office.inside() as session:
        entries = standups.entries_on(session, standup, MONDAY)
    return entries[0][0].answers if entries else {}


async def said(who: Persona, text: str, thread: str = "") -> str:
    """What comes back."""
    answer = await who.says(text, thread)
    assert answer is not None
    return answer.words


async def test_one_question_after_the_other(office: Office, ada: Persona) -> None:
    second = await said(ada, "Lists")
    assert "What will you do next?" in second
    assert "Question 2 of 4" in second
    assert "Is anything blocking you?" in await said(ada, "More lists")
    assert "How do you feel?" in await said(ada, "The keys")
    overview = await said(ada, "4")
    assert "This is what I'll share:" in overview
    assert kept(office) == {"q1": "Lists", "q2": "More lists", "q3": "The keys", "q4": "4"}
    assert "Answered at" in ada.asked()[0].words


async def test_nothing_is_shared_before_the_last_question(office: Office, ada: Persona) -> None:
    await ada.says("Lists")
    await office.until(at("13:00"))
    assert "No update: Ada, Ben" in office.digest().words
    assert kept(office) == {}


async def test_a_form_opened_in_between_has_what_was_said_so_far(
    office: Office, ada: Persona
) -> None:
    await ada.says("Lists")
    form = await ada.form()
    assert "'Lists'" in str([getattr(field, "value", "") for field in form.fields])


async def test_a_scale_is_asked_again_until_it_is_a_number(office: Office, ada: Persona) -> None:
    for words in ("Lists", "More lists", "-"):
        await ada.says(words)
    assert "A number from 1 to 5, please." in await said(ada, "great!")
    assert kept(office) == {}
    await ada.says("5")
    assert kept(office)["q4"] == "5"


@pytest.mark.parametrize("dash", ["-", "–", "—", "skip", "Skip"])
async def test_an_optional_question_is_left_out_with_a_dash(
    sqlite_office: Office, dash: str
) -> None:
    ada = sqlite_office.person("Ada")
    await set_up(sqlite_office, ada)
    await sqlite_office.until(at("09:30"))
    for words in ("Lists", "More lists", dash, dash):
        await ada.says(words)
    assert kept(sqlite_office) == {"q1": "Lists", "q2": "More lists"}


async def test_skip_skips_the_day(office: Office, ada: Persona) -> None:
    assert "Skipped for today." in await said(ada, " Skip ")
    assert "You are skipping this one." in ada.asked()[0].words
    await office.until(at("13:00"))
    assert "Skipping today: Ada" in office.digest().words


async def test_after_a_skip_a_reply_in_the_thread_answers_after_all(
    office: Office, ada: Persona
) -> None:
    await ada.says("skip")
    assert "Nothing is open right now" in await said(ada, "Lists")
    assert "What will you do next?" in await said(ada, "Lists", ada.asked()[0].ref)


async def test_an_empty_message_is_no_answer(office: Office, ada: Persona) -> None:
    assert "Please answer this one." in await said(ada, "  ")


async def test_with_nothing_open_a_message_gets_kind_words(office: Office, ada: Persona) -> None:
    await ada.answers("Lists", "More lists")
    words = await said(ada, "Thanks!")
    assert "Nothing is open right now, so I did not keep this." in words
    assert "/standup" in words
    stranger = office.person("Sam")
    assert "Nothing is open right now" in await said(stranger, "Hello?")


async def test_who_asks_for_help_gets_help(office: Office, ada: Persona) -> None:
    await ada.answers("Lists", "More lists")
    words = await said(ada, " Help ")
    assert "What I can do" in words
    assert "Nothing is open" not in words


async def test_a_reply_in_the_thread_of_a_day_that_is_over_is_told_so(
    office: Office, ada: Persona
) -> None:
    old = ada.asked()[0].ref
    await office.until(at("09:30", day=TUESDAY))
    words = await said(ada, "For yesterday", old)
    assert "The stand-up of Monday 23 November is over, so I did not keep this." in words
    assert "/standup" in words
    assert "What will you do next?" in await said(ada, "For today", ada.asked(TUESDAY)[0].ref)


async def test_a_reply_in_the_thread_of_what_is_answered_is_told_so(
    office: Office, ada: Persona
) -> None:
    await ada.answers("Lists", "More lists")
    words = await said(ada, "And this", ada.asked()[0].ref)
    assert "You have answered this one already" in words


async def test_a_reply_in_the_thread_of_a_reminder_answers(office: Office, ada: Persona) -> None:
    await office.until(at("10:00"))
    assert "What will you do next?" in await said(ada, "Lists", ada.reminders()[0].ref)


async def test_of_several_teams_the_thread_says_which_is_meant(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    short = "What is new?\nAnything else?"
    await set_up(office, ada, ben, place="C-core", questions=short)
    await set_up(office, ben, ada, place="C-web", name="Web", questions=short)
    await office.until(at("09:30"))
    core, web = ada.asked()
    for shown, words in ((web, "w1"), (core, "c1"), (web, "w2"), (core, "c2")):
        await ada.says(words, shown.ref)
    assert list(kept(office, 1).values()) == ["c1", "c2"]
    assert list(kept(office, 2).values()) == ["w1", "w2"]


async def test_an_answer_begun_for_one_team_is_not_taken_for_another_that_asks_meanwhile(
    office: Office,
) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    short = "What is new?\nAnything else?"
    await set_up(office, ada, ben, place="C-core", questions=short)
    await set_up(office, ben, ada, place="C-web", name="Web", questions=short, hour="09:30")
    await office.until(at("09:29"))
    await ada.says("core, first")
    await office.until(at("09:31"))
    await ada.says("core, second")
    assert list(kept(office, 1).values()) == ["core, first", "core, second"]
    await ada.says("web, first")
    await ada.says("web, second")
    assert list(kept(office, 2).values()) == ["web, first", "web, second"]


async def test_a_very_long_answer_is_shown_whole_in_the_thread_and_edited_without_loss(
    office: Office, ada: Persona
) -> None:
    long = "".join(f"{n}. a line of some words\n" for n in range(1500)).strip()
    assert len(long) > 40_000 - 2_000
    for words in (long, "More lists", "-", "-"):
        await ada.says(words)
    await office.until(at("13:00"))
    digest = office.digest()
    pages = office.thread(digest)
    assert len(pages) > 4
    assert "".join(quotes(page.card) for page in pages) == long + "More lists"
    form = await ada.form()
    assert [getattr(field, "value", "") for field in form.fields][:2] == ["", "More lists"]
    assert "characters stay as they are" in form.fields[0].hint
    await ada.sends(form, {"q2": "Fewer lists"})
    assert kept(office) == {"q1": long, "q2": "Fewer lists"}
    pages = office.thread(digest)
    assert "".join(quotes(page.card) for page in pages) == long + "Fewer lists"


async def test_pages_that_are_no_longer_needed_go_and_come_back(
    office: Office, ada: Persona
) -> None:
    long = "word " * 4000
    for words in (long, "More lists", "-", "-"):
        await ada.says(words)
    await office.until(at("13:00"))
    digest = office.digest()
    many = office.thread(digest)
    await ada.sends(await ada.form(), {"q1": "Short", "q2": "More lists"})
    [only] = office.thread(digest)
    assert "Short" in only.words
    limit = LONGEST_IN_FORM
    fields = {f"q{n}": "word " * (limit // 5) for n in (1, 2, 3)}
    await ada.sends(await ada.form(), fields)
    again = office.thread(digest)
    assert len(many) == len(again) + 1 == 3
    gone = {page.ref for page in many[1:]}
    assert not gone & {page.ref for page in again[1:]}


async def test_in_a_channel_a_mention_gets_help_and_answers_nothing(
    office: Office, ada: Persona
) -> None:
    await ada.says("hello", place="C-core")
    assert kept(office) == {}
    assert "What will you do next?" in await said(ada, "Lists")


async def test_other_questions_are_asked_in_their_order(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada, questions="One?\nTwo? (1-5)\nThree? (optional)")
    await office.until(at("09:30"))
    assert "Two?" in await said(ada, "first")
    assert "Three?" in await said(ada, "3")
    assert "This is what I'll share:" in await said(ada, "-")
    assert list(kept(office).values()) == ["first", "3"]
