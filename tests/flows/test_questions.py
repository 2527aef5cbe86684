"""Questions of a team's own: choices, scales, for some days, and those that follow from others."""

from __future__ import annotations

import pytest

from bot.dispatch import Outcome
from handlers.cards import ChoiceField, TextField
from handlers.events import Pressed
from handlers.standup import questions as all_questions
from handlers.standup.question_words import as_lines
from handlers.standup.questions import Question
from storage import at_the_hour, standups
from tests.flows.office import MONDAY, SETTINGS, Office, Persona, at, in_days, opened, set_up, told
from tests.flows.reading import buttons, words

SURE = "How sure are you? (low / medium / high)"
LINES = (
    "What are you up to?\n"
    f"{SURE}\n"
    "What would help? (if “How sure are you?” is “low”)\n"
    "Is it legal? (1-10, optional) (on Fridays)"
)
FRIDAY = in_days(4)


@pytest.fixture
async def ada(office: Office) -> Persona:
    someone = office.person("Ada")
    await set_up(office, someone, office.person("Ben"), questions=LINES)
    await office.until(at("09:30"))
    return someone


def kept(office: Office) -> dict[str, str]:
    with office.inside() as session:
        entries = standups.entries_on(session, 1, MONDAY)
    return entries[0][0].answers if entries else {}


def asked(office: Office) -> tuple[Question, ...]:
    with office.inside() as session:
        found = at_the_hour.with_team(session, 1)
    assert found is not None
    return all_questions.parse(found[0].questions)


# Answering.
async def test_the_question_lists_what_everybody_is_asked_that_day(
    office: Office, ada: Persona
) -> None:
    assert "How sure are you?" in ada.asked()[0].words
    assert "What would help?" not in ada.asked()[0].words
    assert "Is it legal?" not in ada.asked()[0].words
    await office.until(at("09:30", day=FRIDAY))
    assert "Is it legal?" in ada.asked(FRIDAY)[0].words


async def test_a_choice_is_answered_from_its_options(office: Office, ada: Persona) -> None:
    form = await ada.form()
    [choice] = [field for field in form.fields if isinstance(field, ChoiceField)]
    assert [option.value for option in choice.options] == ["low", "medium", "high"]
    outcome = await ada.sends(form, {"q5": "Piers", "q6": "so so"})
    assert outcome.errors == {"q6": "One of these, please: low, medium or high."}
    outcome = await ada.sends(form, {"q5": "Piers", "q6": "high"})
    assert outcome.form is None
    assert kept(office) == {"q5": "Piers", "q6": "high"}
    await office.until(at("13:00"))
    assert "How sure are you?  high" in office.thread(office.digest())[0].words


async def test_what_follows_from_an_answer_comes_in_a_second_form(
    office: Office, ada: Persona
) -> None:
    form = await ada.form()
    assert [field.label for field in form.fields] == ["What are you up to?", "How sure are you?"]
    second = opened(await ada.sends(form, {"q5": "Piers", "q6": "low"}))
    assert [field.label for field in second.fields] == ["What would help?"]
    wrong = await ada.sends(second, {})
    assert wrong.errors == {"q7": "Please answer this one."}
    last = await ada.sends(second, {"q7": "A map"})
    assert last.form is None
    assert kept(office) == {"q5": "Piers", "q6": "low", "q7": "A map"}
    assert "Answered at" in ada.asked()[0].words


async def test_who_closes_the_second_form_has_lost_nothing_and_is_told_what_is_left(
    office: Office, ada: Persona
) -> None:
    await ada.sends(await ada.form(), {"q5": "Piers", "q6": "low"})
    assert kept(office) == {"q5": "Piers", "q6": "low"}
    [shown] = ada.asked()
    assert "One more question follows from what you said:\nWhat would help?" in shown.words
    form = opened(await ada.presses("Answer the rest", shown))
    assert [field.id for field in form.fields] == ["q5", "q6", "q7"]
    await ada.sends(form, {"q5": "Piers", "q6": "low", "q7": "A map"})
    assert "[Change my answer]" in ada.asked()[0].words
    assert kept(office)["q7"] == "A map"


async def test_an_answer_that_no_longer_leads_there_takes_what_followed_along(
    office: Office, ada: Persona
) -> None:
    second = opened(await ada.sends(await ada.form(), {"q5": "Piers", "q6": "low"}))
    await ada.sends(second, {"q7": "A map"})
    form = await ada.form("/standup edit")
    outcome = await ada.sends(form, {"q5": "Piers", "q6": "high", "q7": "A map"})
    assert outcome.errors is None
    assert kept(office) == {"q5": "Piers", "q6": "high"}


async def test_in_the_chat_what_follows_is_asked_next_and_else_left_out(
    office: Office, ada: Persona
) -> None:
    second = await ada.says("Piers")
    assert second is not None
    assert "Question 2 of 2 · one of these, or its number" in second.words
    assert "1  low\n2  medium\n3  high" in second.words
    refused = await ada.says("perhaps")
    assert refused is not None
    assert "One of these, please: low, medium or high." in refused.words
    third = await ada.says("1")
    assert third is not None
    assert "What would help?\nQuestion 3 of 3" in third.words
    await ada.says("A map")
    assert kept(office) == {"q5": "Piers", "q6": "low", "q7": "A map"}
    ben = Persona(office, "U-Ben")
    await ben.says("Ropes")
    overview = await ben.says("High")
    assert overview is not None
    assert "This is what I'll share:" in overview.words


async def test_a_mood_to_ten_is_averaged_of_ten(office: Office) -> None:
    crew = [office.person(name) for name in ("Ada", "Ben", "Cleo")]
    await set_up(office, *crew, questions="How do you feel? (1-10)")
    await office.until(at("09:30"))
    for person, mood in zip(crew, ("10", "7", "7"), strict=True):
        await person.sends(await person.form(), {"q4": mood})
    await office.until(at("13:00"))
    assert "mood 8.0 of 10" in office.digest().words


async def test_forged_steps_are_read_as_the_first_form(office: Office, ada: Persona) -> None:
    form = await ada.form()
    for args in ({"shown": "q9,,q"}, {"earlier": "q5,q6"}, {"shown": "q7", "earlier": "q7"}):
        forged = type(form)(form.name, form.title, form.items, args={**form.args, **args})
        outcome = await ada.sends(forged, {})
        assert "went wrong" not in told(outcome)
    assert "went wrong" not in str(kept(office))


# Changing them.
async def card(who: Persona) -> list[str]:
    outcome = await who.commands("/standup questions")
    [shown] = outcome.whispers
    return words(shown).split("\n")


async def press(who: Persona, label: str, question: str = "") -> Outcome:
    """A button of the card of questions, beside that question."""
    [shown] = (await who.commands("/standup questions")).whispers
    found = next(
        button
        for button in buttons(shown)
        if button.label == label and button.args.get("question", "") == question
    )
    return await who.office.happens(
        Pressed(who.office.origin(who.ref), found.action, found.args, "m1", who.office.key())
    )


async def test_the_card_says_how_each_question_is_asked(office: Office, ada: Persona) -> None:
    lines = await card(ada)
    assert "low, medium or high" in lines
    assert "In words · if “How sure are you?” is “low”" in lines
    assert "From 1 to 10 · optional · on Fridays" in lines


async def test_only_who_runs_the_team_changes_its_questions(office: Office, ada: Persona) -> None:
    ben = Persona(office, "U-Ben")
    outcome = await ben.commands("/standup questions")
    assert told(outcome) == "Only a scrum master of Core can change this. Ask Ada."
    before = asked(office)
    [shown] = (await ada.commands("/standup questions")).whispers
    for button in buttons(shown):
        pressed = Pressed(office.origin(ben.ref), button.action, button.args, "m1", office.key())
        assert (await office.happens(pressed)).refused
    form = opened(await press(ada, "Add a question"))
    assert (await ben.sends(form, {"text": "Mine?", "kind": "text"})).refused
    assert asked(office) == before


async def test_a_question_is_added_and_asked_from_the_next_day_on(
    office: Office, ada: Persona
) -> None:
    form = opened(await press(ada, "Add a question"))
    answers = {
        "text": "Which pier?",
        "kind": "choice",
        "options": "North\nSouth\n\n",
        "required": "no",
        "days": "tue,wed",
        "about": "words",
        "if": "q6",
        "test": "is not",
        "value": "HIGH",
    }
    outcome = await ada.sends(form, answers)
    assert "“Which pier?” is added." in told(outcome)
    line = (
        "Which pier? (North / South) (optional) (on Tuesdays and Wednesdays) "
        "(if “How sure are you?” is not “high”)"
    )
    assert as_lines(asked(office)).split("\n")[-1] == line
    assert "Which pier?" not in str(await ada.form())
    setup = await ada.form("/standup setup")
    [field] = [field for field in setup.fields if field.id == "questions"]
    assert isinstance(field, TextField)
    assert field.value.endswith(line)
    before = asked(office)
    await ada.sends(setup, {**SETTINGS, "questions": field.value})
    assert asked(office) == before


async def test_a_question_is_changed_and_keeps_its_id(office: Office, ada: Persona) -> None:
    form = opened(await press(ada, "Change", "q6"))
    values = {field.id: getattr(field, "value", None) for field in form.fields}
    assert values["options"] == "low\nmedium\nhigh"
    changed = {"text": "Sure?", "kind": "choice", "options": "low\nhigh", "required": "yes"}
    outcome = await ada.sends(form, changed)
    assert "“Sure?” is changed." in told(outcome)
    assert [question.id for question in asked(office)] == ["q5", "q6", "q7", "q8"]
    assert "In words · if “Sure?” is “low”" in await card(ada)


async def test_a_change_that_makes_another_question_impossible_is_refused(
    office: Office, ada: Persona
) -> None:
    before = asked(office)
    form = opened(await press(ada, "Change", "q6"))
    outcome = await ada.sends(form, {"text": "Sure?", "kind": "choice", "options": "yes\nno"})
    assert outcome.errors == {"text": "“Sure?” is answered with yes or no."}
    assert asked(office) == before
    removed = await press(ada, "Remove", "q6")
    assert "“What would help?” depends on the answer to this one." in told(removed)
    moved = await press(ada, "Down", "q6")
    assert "depends on the answer to “How sure are you?”" in told(moved)
    assert asked(office) == before


async def test_questions_move_and_go(office: Office, ada: Persona) -> None:
    await press(ada, "Up", "q6")
    await press(ada, "Remove", "q5")
    assert [question.id for question in asked(office)] == ["q6", "q7", "q8"]
    assert "What are you up to?" in str(await ada.form())


@pytest.mark.parametrize(
    ("answers", "field", "said"),
    [
        ({"text": " "}, "text", "between 1 and 150 characters"),
        ({"text": "Why? (optional)"}, "text", "would be read as a mark"),
        ({"kind": "song"}, "kind", "Choose one of these."),
        ({"kind": "choice"}, "options", "2 to 10 answers; these are 0"),
        ({"kind": "choice", "options": "a\nb / c"}, "options", "Leave out “/” between spaces"),
        ({"if": "q6", "test": "is", "value": "no"}, "value", "low, medium or high"),
        ({"if": "q5", "test": "at least", "value": "3"}, "value", "needs a scale"),
        ({"days": "sun"}, "text", "on Sundays only, and there is no stand-up then"),
    ],
)
async def test_a_question_that_cannot_be_asked_is_told_at_its_field(
    sqlite_office: Office, answers: dict[str, str], field: str, said: str
) -> None:
    ada = sqlite_office.person("Ada")
    await set_up(sqlite_office, ada, questions=LINES)
    form = opened(await press(ada, "Add a question"))
    outcome = await ada.sends(form, {"text": "Why?", "kind": "text"} | answers)
    assert outcome.errors is not None
    assert said in outcome.errors[field]


async def test_a_stale_button_is_told_what_is_asked_now(office: Office, ada: Persona) -> None:
    form = opened(await press(ada, "Change", "q8"))
    await press(ada, "Remove", "q8")
    outcome = await ada.sends(form, {"text": "Why?", "kind": "text"})
    assert "This question is no longer asked." in told(outcome)


async def test_of_several_stand_ups_the_card_asks_which_one(office: Office, ada: Persona) -> None:
    await set_up(office, ada, place="C-web", name="Web")
    outcome = await ada.commands("/standup questions", ada.place)
    assert "[Core]\n[Web]" in told(outcome)
    web = buttons(outcome.whispers[0])[1]
    pressed = Pressed(office.origin(ada.ref, ada.place), web.action, web.args, "m1", office.key())
    shown = (await office.happens(pressed)).refreshed
    assert shown is not None
    assert "Questions of Web" in words(shown)


async def test_questions_too_long_for_the_set_up_form_stay_when_left_alone(office: Office) -> None:
    ada = office.person("Ada")
    long = "\n".join(
        f"{n} {'word ' * 14} ({' / '.join('x' * 55 + str(m) for m in range(6))})" for n in range(8)
    )
    await set_up(office, ada, questions=long)
    before = asked(office)
    await ada.sends(await ada.form("/standup setup"), {**SETTINGS, "questions": ""})
    assert asked(office) == before
