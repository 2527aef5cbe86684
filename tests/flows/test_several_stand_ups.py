"""A team with several stand-ups: none mixes with another, and what could mean any is asked back."""

from __future__ import annotations

import pytest

from bot.dispatch import Outcome
from handlers.cards import Form
from handlers.events import Pressed, Shortcut
from storage import standups
from tests.flows.office import (
    MONDAY,
    SETTINGS,
    Office,
    Persona,
    Shown,
    at,
    in_days,
    opened,
    set_up,
    told,
)
from tests.flows.reading import buttons, words
from tests.flows.test_own_week import settles

EVENING = {"called": "Evening", "hour": "16:00", "window": "120", "questions": "How was it?"}
TUESDAY = in_days(1)


@pytest.fixture
async def ada(office: Office) -> Persona:
    """Runs Core, which is asked at 09:00 and, as Evening, at 16:00; Ben is in it."""
    someone = office.person("Ada")
    await set_up(office, someone, office.person("Ben"))
    await adds(someone, **EVENING)
    return someone


@pytest.fixture
def ben(office: Office, ada: Persona) -> Persona:
    return Persona(office, "U-Ben")


async def adds(by: Persona, **changes: str) -> None:
    form = await by.form(f"/standup setup {changes['called']}")
    assert form.args == {"new": "yes"}
    await by.sends(form, {**SETTINGS, **changes})


async def pressed(by: Persona, label: str, line: str) -> Form | str:
    """What a command asks back, answered by a button of it."""
    outcome = await by.commands(line)
    assert outcome.form is None, "nothing was asked back"
    [card] = outcome.whispers
    then = await by.presses(label, Shown("", "C-core", card, "", "m0"))
    if then.form is not None:
        return then.form
    return words(then.refreshed) if then.refreshed else told(then)


async def fills(by: Persona, said: str) -> None:
    """The one question of the form that opens now."""
    form = await by.form()
    await by.sends(form, {form.fields[0].id: said})


def wrong(outcome: Outcome) -> str:
    """What stands at the name of a form that was not taken."""
    assert outcome.errors is not None
    return outcome.errors["called"]


def of(key: int, shown: list[Shown]) -> list[Shown]:
    return [each for each in shown if each.subject.startswith(f"standup:{key}:")]


def kept(office: Office, key: int, day: object = MONDAY) -> dict[str, dict[str, str]]:
    with office.inside() as session:
        found = standups.entries_on(session, key, day)  # type: ignore[arg-type]
        return {person.name: entry.answers for entry, person in found}


async def test_both_are_asked_reminded_and_told_of_by_themselves(
    office: Office, ada: Persona, ben: Persona
) -> None:
    await office.until(at("09:30"))
    await ada.answers("Lists", "More lists")
    await office.until(at("16:30"))
    assert len(of(1, ada.asked())) == len(of(2, ada.asked())) == 1
    assert "Core: Evening for Monday 23 November" in of(2, ada.asked())[0].words
    assert "How was it?" in of(2, ada.asked())[0].words
    await fills(ada, "Long")
    await office.until(at("20:00"))
    [first] = of(1, office.digests())
    [second] = of(2, office.digests())
    assert first.words.startswith("Stand-up · Core · Monday 23 November")
    assert second.words.startswith("Evening · Core · Monday 23 November")
    assert "1 of 2 answered" in first.words
    assert "1 of 2 answered" in second.words
    assert "Lists" in office.thread(first)[0].words
    assert "Long" in office.thread(second)[0].words
    assert kept(office, 1) == {"Ada": {"q1": "Lists", "q2": "More lists"}}
    [answers] = kept(office, 2).values()
    assert list(answers.values()) == ["Long"]
    assert len(of(1, ben.reminders())) == len(of(2, ben.reminders())) == 2
    assert ada.reminders() == []
    assert "the Evening of Core" in of(2, ben.reminders())[0].words


async def test_changing_one_leaves_the_other_alone(office: Office, ada: Persona) -> None:
    await office.until(at("09:30"))
    before = {name: due for name, due in office.dues().items() if name.startswith("standup:1:")}
    form = await ada.form("/standup setup evening")
    assert form.args == {"standup": "2"}
    await ada.sends(form, {**SETTINGS, **EVENING, "hour": "17:00", "questions": "And?"})
    after = {name: due for name, due in office.dues().items() if name.startswith("standup:1:")}
    assert before == after
    await office.until(at("16:30"))
    assert len(ada.asked()) == 1
    await office.until(at("17:30"))
    assert "And?" in of(2, ada.asked())[0].words
    with office.inside() as session:
        first, second = standups.of_team(session, 1)
        assert (first.name, len(first.questions)) == ("", 4)
        assert (second.name, len(second.questions)) == ("Evening", 1)


async def test_set_up_shows_all_of_them_and_opens_the_one_that_is_chosen(
    office: Office, ada: Persona
) -> None:
    outcome = await ada.commands("/standup setup")
    [card] = outcome.whispers
    assert "Stand-up – Monday to Friday at 09:00" in words(card)
    assert "Evening – Monday to Friday at 16:00" in words(card)
    labels = [button.label for button in buttons(card)]
    assert labels == ["Change", "Remove", "Change", "Remove", "Add another"]
    shown = Shown("", "C-core", card, "", "m0")
    third = opened(await ada.presses("Add another", shown))
    outcome = await ada.sends(third, SETTINGS)
    assert "has a stand-up without a name already" in wrong(outcome)
    outcome = await ada.sends(third, {**SETTINGS, "called": " evening "})
    assert "has a stand-up of this name already" in wrong(outcome)
    await ada.sends(third, {**SETTINGS, "called": "Retro check"})
    with office.inside() as session:
        assert [each.name for each in standups.of_team(session, 1)] == [
            "",
            "Evening",
            "Retro check",
        ]


async def test_one_is_renamed_and_keeps_what_it_was(office: Office, ada: Persona) -> None:
    await office.until(at("16:30"))
    await fills(ada, "Long")
    form = await ada.form("/standup setup Evening")
    await ada.sends(form, {**SETTINGS, **EVENING, "called": "Day's end"})
    await office.until(at("18:00"))
    [digest] = of(2, office.digests())
    assert digest.words.startswith("Day's end · Core")
    assert "Ada" in office.thread(digest)[0].words
    form = await ada.form("/standup setup Day's end")
    outcome = await ada.sends(form, {**SETTINGS, "called": ""})
    assert wrong(outcome)


async def test_the_one_that_is_open_is_the_one_that_is_meant(office: Office, ada: Persona) -> None:
    await office.until(at("09:30"))
    assert (await ada.form()).args["standup"] == "1"
    await ada.answers("Lists", "More lists")
    await office.until(at("16:30"))
    assert (await ada.form()).args["standup"] == "2"
    assert (await ada.form("/standup edit")).args["standup"] == "1"
    await ada.commands("/standup skip")
    assert "You are skipping this one." in of(2, ada.asked())[0].words
    assert kept(office, 1) == {"Ada": {"q1": "Lists", "q2": "More lists"}}


async def test_of_two_that_are_open_one_is_chosen(office: Office, ada: Persona) -> None:
    await adds(ada, **{**EVENING, "called": "Second", "hour": "09:00"})
    await office.until(at("09:30"))
    form = await pressed(ada, "Second", "/standup")
    assert isinstance(form, Form)
    assert form.args["standup"] == "3"
    await pressed(ada, "Stand-up", "/standup skip")
    assert "You are skipping this one." in of(1, ada.asked())[0].words
    assert "How was it?" in of(3, ada.asked())[0].words


async def test_a_message_that_could_answer_either_is_asked_back(
    office: Office, ada: Persona
) -> None:
    await adds(ada, **{**EVENING, "called": "Second", "hour": "09:00"})
    await office.until(at("09:30"))
    asks = await ada.says("Lists")
    assert asks is not None
    assert "Which one is this for?" in asks.words
    assert "Lists" in asks.words
    outcome = await ada.presses("Stand-up", asks)
    assert outcome.refreshed is not None
    assert "Lists" in words(outcome.refreshed)
    again = await ada.presses("Stand-up", asks)
    assert "This one has gone on since" in told(again)
    assert "Lists" in told(again)
    # What was begun goes on; then the other is the only one that is open.
    for said in ("More lists", "-", "-"):
        await ada.says(said)
    assert kept(office, 1) == {"Ada": {"q1": "Lists", "q2": "More lists"}}
    await ada.says("Long")
    [answers] = kept(office, 3).values()
    assert list(answers.values()) == ["Long"]


async def test_in_a_thread_a_message_answers_the_one_that_asked_there(
    office: Office, ada: Persona
) -> None:
    await adds(ada, **{**EVENING, "called": "Second", "hour": "09:00"})
    await office.until(at("09:30"))
    await ada.says("Long", of(3, ada.asked())[0].ref)
    assert [list(each.values()) for each in kept(office, 3).values()] == [["Long"]]
    assert kept(office, 1) == {}


async def test_more_words_than_a_button_carries_come_back_to_be_taken_along(
    office: Office, ada: Persona
) -> None:
    await adds(ada, **{**EVENING, "called": "Second", "hour": "09:00"})
    await office.until(at("09:30"))
    long = "ferries, piers and lists " * 100
    asks = await ada.says(long)
    assert asks is not None
    assert long.strip() in asks.words
    form = opened(await ada.presses("Second", asks))
    assert form.args["standup"] == "3"


async def test_one_that_was_left_open_does_not_catch_what_another_asks_for(
    office: Office, ada: Persona
) -> None:
    """The Evening of Monday can be answered until that of Tuesday asks."""
    await office.until(at("09:30", day=TUESDAY))
    answer = await ada.says("Lists")
    assert answer is not None
    assert "What will you do next?" in answer.words


@pytest.mark.parametrize("line", ["status", "questions", "history", "observe", "now", "close"])
async def test_commands_about_one_ask_which(office: Office, ada: Persona, line: str) -> None:
    await office.until(at("16:30"))
    await fills(ada, "Long")
    said = await pressed(ada, "Evening", f"/standup {line}")
    assert isinstance(said, str)
    expected = {
        "status": "Evening · Core\nMonday 23 November\nAnswered: Ada",
        "questions": "Questions of Core · Evening\n1. How was it?",
        "history": "Answers of Core · Evening",
        "observe": "the digest of Core · Evening comes to you",
        "now": "Core: Evening for Monday 23 November",
        "close": "The Evening of Core is closed",
    }
    assert expected[line] in said
    if line == "close":
        assert len(of(2, office.digests())) == 1
    if line == "observe":
        await office.until(at("20:00"))
        mine = [each for each in ada.inbox() if ":digest:" in each.subject]
        assert [each.subject.split(":")[1] for each in mine] == ["2"]


async def test_a_stranger_is_told_nothing_by_the_buttons(office: Office, ada: Persona) -> None:
    sam = office.person("Sam")
    for line in ("status", "observe", "now", "setup"):
        [card] = (await ada.commands(f"/standup {line}")).whispers
        label = "Evening" if line != "setup" else "Add another"
        outcome = await sam.presses(label, Shown("", "C-core", card, "", "m0"))
        assert outcome.refused, line


async def test_the_home_shows_each(office: Office, ada: Persona) -> None:
    await office.until(at("16:30"))
    home = words(await ada.opens_home())
    assert "Core – Monday 23 November: no answer yet" in home
    assert "Core · Evening – Monday 23 November: waiting for your answer" in home


async def test_who_joins_is_asked_for_all_and_who_leaves_for_none(
    office: Office, ada: Persona, ben: Persona
) -> None:
    tom = office.person("Tom", zone="Asia/Tokyo")
    await office.joins(tom)
    assert {name.split(":")[1] for name in office.dues() if "Asia/Tokyo" in name} == {"1", "2"}
    await office.leaves(tom)
    assert not [name for name in office.dues() if "Asia/Tokyo" in name]


async def test_a_closed_channel_pauses_all_and_is_told_once(office: Office, ada: Persona) -> None:
    await office.archives()
    assert office.dues() == {}
    [told_of] = [each for each in ada.inbox() if ":paused:" in each.subject]
    assert "The stand-ups of Core are paused" in told_of.words
    await office.restores()
    [told_of] = [each for each in ada.inbox() if ":resumed:" in each.subject]
    assert "the stand-ups of Core go on" in told_of.words
    await office.until(at("16:30"))
    assert len(of(1, ada.asked())) == len(of(2, ada.asked())) == 1


async def test_an_own_hour_does_not_bring_both_at_once(
    office: Office, ada: Persona, ben: Persona
) -> None:
    await settles(ben, hour="08:30")
    await settles(ada, hour="17:00")
    await office.until(at("08:45"))
    assert len(of(1, ben.asked())) == 1
    await office.until(at("16:30"))
    assert len(of(2, ben.asked())) == 1
    assert ada.asked() == []
    await office.until(at("17:30"))
    assert len(ada.asked()) == 2


async def test_a_message_is_taken_along_to_the_one_that_is_chosen(
    office: Office, ada: Persona
) -> None:
    text = "The pier is closed"
    where, key = office.origin(ada.ref), office.key()
    outcome = await office.happens(Shortcut(where, "standup_add", key, "m1", text))
    [card] = outcome.whispers
    asks = Shown("", "C-core", card, "", "m0")
    form = opened(await ada.presses("Evening", asks))
    assert form.args["standup"] == "2"
    assert getattr(form.fields[0], "value", "") == text


async def test_no_answer_is_taken_for_a_day_on_which_it_is_not_held(
    office: Office, ada: Persona
) -> None:
    await adds(ada, **{**EVENING, "called": "Friday check-in", "days": "fri"})
    await office.until(at("20:00", day=TUESDAY))
    made_up = {"standup": "3", "day": TUESDAY.isoformat()}
    outcome = await office.happens(
        Pressed(office.origin(ada.ref), "standup.answer", made_up, "m0", office.key())
    )
    assert outcome.refused


async def test_the_evening_before_the_one_that_comes_is_meant(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await adds(ada, called="Check-in", days="fri", hour="14:00")
    office.now = at("20:00", day=in_days(-1))
    assert "Mon 23 Nov" in (await ada.form()).title
    await ada.answers("Lists", "Ferry map")
    # Nothing else comes soon: both can be meant.
    assert (await ada.commands("/standup")).form is None
