"""A stand-up that is removed: nobody is asked, and nothing that was answered is lost."""

from __future__ import annotations

from handlers.cards import Buttons, Card
from storage import standups
from tests.flows.office import SETTINGS, Office, Persona, Shown, at, in_days, opened, set_up, told
from tests.flows.reading import words
from tests.flows.test_several_stand_ups import EVENING, ada, adds, ben, fills, of, pressed, wrong

__all__ = ["ada", "ben"]
TUESDAY = in_days(1)


async def removes(by: Persona, key: str) -> str:
    """Returns what the card says then."""
    [card] = (await by.commands("/standup remove")).whispers
    [row] = [
        part
        for part in card.parts
        if isinstance(part, Buttons)
        and any(b.label == "Remove" and b.args["standup"] == key for b in part.buttons)
    ]
    alone = Shown("", "C-core", Card(card.summary, (row,)), "", "m0")
    outcome = await by.presses("Remove", alone)
    return words(outcome.refreshed) if outcome.refreshed else told(outcome)


async def test_its_moments_go_and_the_others_stay(
    office: Office, ada: Persona, ben: Persona
) -> None:
    await office.until(at("16:30"))
    others = {name: due for name, due in office.dues().items() if name.startswith("standup:1:")}
    said = await removes(ada, "2")
    assert "The Evening of Core has ended." in said
    assert office.dues() == others
    await office.until(at("18:00", day=TUESDAY))
    assert of(2, ben.asked(TUESDAY)) == []
    assert of(2, ben.reminders()) == []
    assert len(of(1, ben.asked(TUESDAY))) == 1
    assert (await ben.form("/standup")).args["standup"] == "1"


async def test_who_was_asked_is_told_and_who_answered_is_in_the_digest(
    office: Office, ada: Persona, ben: Persona
) -> None:
    await office.until(at("16:30"))
    await fills(ada, "Long")
    question = of(2, ben.asked())[0]
    await removes(ada, "2")
    assert "there is nothing more to answer" in of(2, ben.asked())[0].words
    refused = await ben.presses("Answer", question)
    assert "The Evening of Core has ended." in told(refused)
    [digest] = of(2, office.digests())
    assert "Ben" not in digest.words
    assert "Long" in office.thread(digest)[0].words
    [last] = [each for each in office.shown("C-core") if ":ended:" in each.subject]
    assert "@U-Ada has removed the Evening of Core" in last.words


async def test_where_nobody_had_answered_there_is_no_digest(office: Office, ada: Persona) -> None:
    await office.until(at("16:30"))
    await removes(ada, "2")
    assert of(2, office.digests()) == []


async def test_its_history_can_still_be_read(office: Office, ada: Persona) -> None:
    await office.until(at("16:30"))
    await fills(ada, "Long")
    await removes(ada, "2")
    said = await pressed(ada, "Evening (ended)", "/standup history")
    assert isinstance(said, str)
    assert "Long" in said


async def test_a_message_no_longer_answers_it(office: Office, ada: Persona, ben: Persona) -> None:
    await office.until(at("16:30"))
    question = of(2, ben.asked())[0]
    await removes(ada, "2")
    answer = await ben.says("Long", question.ref)
    assert answer is not None
    assert "I did not keep this" in answer.words


async def test_one_of_the_same_name_takes_it_up_again(office: Office, ada: Persona) -> None:
    await removes(ada, "2")
    await adds(ada, **{**EVENING, "hour": "17:00"})
    with office.inside() as session:
        _, second = standups.of_team(session, 1)
        assert (second.id, second.name, second.ended_at) == (2, "Evening", None)
    assert office.shown("C-core")[-1].words.startswith("Core: Evening")
    await office.until(at("17:30"))
    assert len(of(2, ada.asked())) == 1


async def test_a_form_that_was_open_meanwhile_brings_it_not_back(
    office: Office, ada: Persona
) -> None:
    form = await ada.form("/standup setup Evening")
    await removes(ada, "2")
    outcome = await ada.sends(form, {**SETTINGS, **EVENING})
    assert outcome.refused
    assert "has been removed meanwhile" in told(outcome)


async def test_another_cannot_take_the_name_that_its_answers_have(
    office: Office, ada: Persona
) -> None:
    await removes(ada, "2")
    form = await ada.form("/standup setup")
    outcome = await ada.sends(form, {**SETTINGS, "called": "Evening"})
    assert "its answers keep it" in wrong(outcome)


async def test_the_only_one_is_removed_and_set_up_again(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    said = await removes(ada, "1")
    assert "The stand-up of Core has ended." in said
    assert office.dues() == {}
    assert "no stand-up" in told(await ada.commands("/standup status"))
    form = opened(await ada.commands("/standup setup"))
    await ada.sends(form, SETTINGS)
    await office.until(at("09:30"))
    assert len(ada.asked()) == 1


async def test_only_who_runs_the_team_removes(office: Office, ada: Persona, ben: Persona) -> None:
    outcome = await ben.commands("/standup remove")
    assert outcome.refused
    assert "Only a scrum master of Core" in told(outcome)
