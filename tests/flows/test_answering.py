"""Answering, changing, skipping: by form and by button."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.cards import TextField
from handlers.events import FormSent
from storage import standups
from tests.flows.office import MONDAY, Office, Persona, at, in_days, set_up, told
from tests.flows.reading import quotes, words

TUESDAY = in_days(1)


@pytest.fixture
async def ada(office: Office) -> Persona:
    """Alone with Ben in a team that was asked half an hour ago."""
    someone = office.person("Ada")
    await set_up(office, someone, office.person("Ben"))
    await office.until(at("09:30"))
    return someone


def kept(office: Office, person: str = "Ada") -> dict[str, str]:
    """What the stand-up of the Monday has of somebody."""
    with office.inside() as session:
        entries = standups.entries_on(session, 1, MONDAY)
    return next((entry.answers for entry, who in entries if who.name == person), {})


async def test_an_answer_by_form_is_kept_and_confirmed(office: Office, ada: Persona) -> None:
    await ada.answers("Lists", "More lists", "", "4")
    assert kept(office) == {"q1": "Lists", "q2": "More lists", "q4": "4"}
    [asked] = ada.asked()
    assert "Answered at" in asked.words
    assert "[Change my answer]" in asked.words


async def test_what_no_database_keeps_has_a_sign_and_the_rest_is_kept(
    office: Office, ada: Persona
) -> None:
    await ada.answers("Li\0sts \ud83d", "More lists")
    assert kept(office) == {"q1": "Li\ufffdsts \ufffd", "q2": "More lists"}


async def test_a_missing_answer_is_told_at_its_field(office: Office, ada: Persona) -> None:
    outcome = await ada.sends(await ada.form(), {"q1": "Lists", "q2": "   "})
    assert outcome.errors == {"q2": "Please answer this one."}
    assert kept(office) == {}


async def test_a_scale_takes_one_to_five(office: Office, ada: Persona) -> None:
    outcome = await ada.sends(await ada.form(), {"q1": "a", "q2": "b", "q4": "7"})
    assert outcome.errors == {"q4": "A number from 1 to 5, please."}
    assert kept(office) == {}


async def test_answered_the_evening_before_nobody_is_asked(office: Office, ada: Persona) -> None:
    await ada.answers("Lists", "More lists")
    await office.until(at("18:30"))
    form = await ada.form()
    assert form.args["day"] == TUESDAY.isoformat()
    await ada.sends(form, {"q1": "Early", "q2": "Bird"})
    await office.until(at("12:59", day=TUESDAY))
    [shown] = ada.asked(TUESDAY)
    assert "[Answer]" not in shown.words
    assert not [found for found in ada.reminders() if str(TUESDAY) in found.subject]
    await office.until(at("13:00", day=TUESDAY))
    assert "1 of 2 answered" in office.digests()[1].words


async def test_before_the_evening_an_answer_is_still_for_today(
    office: Office, ada: Persona
) -> None:
    await ada.answers("Lists", "More lists")
    await office.until(at("17:59"))
    assert (await ada.form()).args["day"] == MONDAY.isoformat()


async def test_in_the_evening_today_comes_first_while_it_is_unanswered(
    office: Office, ada: Persona
) -> None:
    await office.until(at("20:00"))
    assert (await ada.form()).args["day"] == MONDAY.isoformat()


async def test_a_change_before_the_digest_is_what_the_digest_shows(
    office: Office, ada: Persona
) -> None:
    await ada.answers("Lists", "More lists", "Stuck on Ben")
    await ada.answers("Lists, really", "More lists", "no")
    await office.until(at("13:00"))
    digest = office.digest()
    assert "Stuck on Ben" not in digest.words
    assert "edited" not in digest.words
    [answer] = office.thread(digest)
    assert "Lists, really" in answer.words


async def test_a_change_after_the_digest_edits_it_in_place_and_says_so(
    office: Office, ada: Persona
) -> None:
    await ada.answers("Lists", "More lists")
    await office.until(at("13:30"))
    before = office.digest()
    await ada.answers("Lists", "More lists", "The staging keys")
    after = office.digest()
    assert (after.subject, after.ref) == (before.subject, before.ref)
    assert "The staging keys" in after.words
    assert f"edited at {at('13:30').isoformat()}" in after.words
    [answer] = office.thread(after)
    assert f"dited at {at('13:30').isoformat()}" in answer.words
    assert "The staging keys" in answer.words


async def test_the_mark_of_an_edit_stays_when_somebody_else_skips(
    office: Office, ada: Persona
) -> None:
    ben = Persona(office, "U-Ben")
    await ada.answers("Lists", "More lists")
    await office.until(at("13:30"))
    await ada.answers("Lists", "Other lists")
    office.now = at("13:40")
    await ben.commands("/standup skip")
    assert f"edited at {at('13:30').isoformat()}" in office.digest().words
    assert "Skipping today: Ben" in office.digest().words


async def test_the_same_answers_again_change_nothing(office: Office, ada: Persona) -> None:
    await ada.answers("Lists", "More lists")
    await office.until(at("13:30"))
    before = [(row.subject, row.revision) for row in office.ledger()]
    await ada.answers("Lists", "More lists")
    assert [(row.subject, row.revision) for row in office.ledger()] == before
    assert "edited" not in office.digest().words


async def test_a_late_answer_goes_into_the_digest_in_place(office: Office, ada: Persona) -> None:
    await office.until(at("13:30"))
    before = office.digest()
    assert "No update: Ada, Ben" in before.words
    await ada.answers("Lists", "More lists", "The staging keys")
    after = office.digest()
    assert after.ref == before.ref
    assert "No update: Ben" in after.words
    assert "The staging keys" in after.words
    [answer] = office.thread(after)
    assert "late" in answer.words
    assert "late" in ada.asked()[0].words


async def test_after_the_next_question_the_day_before_is_over(office: Office, ada: Persona) -> None:
    form = await ada.form()
    await office.until(at("09:00", day=TUESDAY))
    outcome = await ada.sends(form, {"q1": "A long and careful answer", "q2": "And a plan"})
    assert outcome.refused
    assert "The stand-up of Monday 23 November is over" in told(outcome)
    assert "A long and careful answer" in told(outcome)
    assert "And a plan" in told(outcome)
    assert kept(office) == {}


async def test_until_the_next_question_an_answer_can_be_changed(
    office: Office, ada: Persona
) -> None:
    await ada.answers("Lists", "More lists")
    form = await ada.form()
    await office.until(at("09:00", day=TUESDAY) - timedelta(seconds=1))
    await ada.sends(form, {"q1": "Changed", "q2": "More lists"})
    assert kept(office)["q1"] == "Changed"


async def test_skipping_by_button_and_answering_after_all(office: Office, ada: Persona) -> None:
    await ada.presses("Skip today", ada.asked()[0])
    assert "You are skipping this one." in ada.asked()[0].words
    await office.until(at("13:00"))
    assert "Skipping today: Ada" in office.digest().words
    outcome = await ada.presses("Answer after all", ada.asked()[0])
    assert outcome.form is not None
    await ada.sends(outcome.form, {"q1": "Lists", "q2": "More"})
    assert "Skipping" not in office.digest().words
    assert "1 of 2 answered" in office.digest().words


async def test_skipping_by_command(office: Office, ada: Persona) -> None:
    outcome = await ada.commands("/standup skip")
    assert "You are skipping the stand-up of Core this time." in told(outcome)
    assert "You are skipping this one." in ada.asked()[0].words


async def test_skipping_the_evening_before_asks_nothing(office: Office, ada: Persona) -> None:
    await ada.answers("Lists", "More lists")
    await office.until(at("19:00"))
    await ada.commands("/standup skip")
    await office.until(at("13:00", day=TUESDAY))
    assert ada.asked(TUESDAY) == []
    assert "Skipping today: Ada" in office.digests()[1].words


async def test_who_has_answered_cannot_skip(office: Office, ada: Persona) -> None:
    await ada.answers("Lists", "More lists")
    outcome = await ada.commands("/standup skip")
    assert outcome.refused
    assert "You have answered already." in told(outcome)


async def test_a_form_sent_twice_has_one_effect(office: Office, ada: Persona) -> None:
    form = await ada.form()
    first = await ada.sends(form, {"q1": "One", "q2": "x"}, key="view-1")
    second = await ada.sends(form, {"q1": "Two", "q2": "x"}, key="view-1")
    assert (first.repeated, second.repeated) == (False, True)
    assert kept(office)["q1"] == "One"


async def test_a_refused_form_may_come_again_under_the_same_key(
    office: Office, ada: Persona
) -> None:
    form = await ada.form()
    await ada.sends(form, {"q1": "One"}, key="view-1")
    await ada.sends(form, {"q1": "One", "q2": "x"}, key="view-1")
    assert kept(office) == {"q1": "One", "q2": "x"}


@pytest.mark.parametrize(
    "args",
    [
        {},
        {"standup": "1"},
        {"standup": "2", "day": "2026-11-23"},
        {"standup": "-1", "day": "2026-11-23"},
        {"standup": "x", "day": "2026-11-23"},
        {"standup": "9" * 30, "day": "2026-11-23"},
        {"standup": "1", "day": "yesterday"},
        {"standup": "1", "day": "0001-01-01"},
        {"standup": "1", "day": "9999-12-31"},
        {"standup": "1", "day": "2026-11-20"},
        {"standup": "1", "day": "2026-11-25"},
    ],
)
async def test_forged_arguments_are_refused_in_words(
    sqlite_office: Office, args: dict[str, str]
) -> None:
    office, ada = sqlite_office, sqlite_office.person("Ada")
    await set_up(office, ada)
    await office.until(at("09:30"))
    forged = FormSent(
        office.origin(ada.ref), "standup.answers", args, {"q1": "My words", "q2": "x"}, "e99"
    )
    outcome = await office.happens(forged)
    assert outcome.refused
    assert "went wrong" not in told(outcome)
    assert "My words" in told(outcome)
    assert kept(office) == {}


async def test_an_id_beyond_what_the_database_takes_is_refused_in_words(
    office: Office, ada: Persona
) -> None:
    args = {"standup": "9" * 30, "day": str(MONDAY)}
    outcome = await office.happens(
        FormSent(office.origin(ada.ref), "standup.answers", args, {"q1": "a", "q2": "b"}, "e99")
    )
    assert "for members of its team" in told(outcome)


async def test_another_teams_stand_up_cannot_be_answered(office: Office, ada: Persona) -> None:
    form = await ada.form()
    zoe = office.person("Zoe")
    await set_up(office, zoe, place="C-web")
    outcome = await zoe.sends(form, {"q1": "Not mine", "q2": "x"})
    assert outcome.refused
    assert "for members of its team" in told(outcome)
    assert kept(office, "Zoe") == {}


async def test_who_has_left_the_team_cannot_answer_any_more(office: Office, ada: Persona) -> None:
    ben = Persona(office, "U-Ben")
    form = await ben.form()
    await office.leaves(ben)
    outcome = await ben.sends(form, {"q1": "x", "q2": "y"})
    assert "for members of its team" in told(outcome)


@pytest.mark.parametrize(
    "typed",
    [
        "<!channel> and <!here> and <@U-Ben>",
        "*bold* _not_ `code` ~x~ [a](http://b) &amp; <b>",
        "\u202eright to left\u202c שלום",
        "👩‍👩‍👧‍👦 family, 🇩🇪, e\u0301",
        "line\n\n  indented\n\ttab",
    ],
)
async def test_words_are_kept_as_typed(office: Office, ada: Persona, typed: str) -> None:
    await ada.answers(typed, "x", typed)
    await office.until(at("13:00"))
    digest = office.digest()
    assert typed in digest.words
    [answer] = office.thread(digest)
    assert quotes(answer.card).count(typed) == 2


async def test_in_several_teams_the_command_asks_which_one(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben, place="C-core")
    await set_up(office, ben, ada, place="C-web", name="Web")
    await office.until(at("09:30"))
    outcome = await ada.commands("/standup", ada.place)
    assert "Which stand-up do you mean?" in told(outcome)
    assert "[Core]" in told(outcome)
    assert "[Web]" in told(outcome)
    here = await ada.form("/standup", "C-web")
    assert here.args["standup"] == "2"


async def test_without_a_team_the_command_says_how_to_start_one(office: Office) -> None:
    outcome = await office.person("Sam").commands("/standup")
    assert outcome.refused
    assert "/standup setup" in told(outcome)


async def test_edit_opens_with_what_was_answered(office: Office, ada: Persona) -> None:
    await ada.answers("Lists", "More lists")
    form = await ada.form("/standup edit")
    values = {field.id: field.value for field in form.fields if isinstance(field, TextField)}
    assert values == {"q1": "Lists", "q2": "More lists", "q3": ""}


async def test_home_shows_where_one_stands_and_answers_from_there(
    office: Office, ada: Persona
) -> None:
    assert "Core – Monday 23 November: waiting for your answer" in words(await ada.opens_home())
    await ada.answers("Lists", "More lists")
    assert "answered" in words(await ada.opens_home())
    stranger = office.person("Sam")
    assert "in no team with a stand-up yet" in words(await stranger.opens_home())
