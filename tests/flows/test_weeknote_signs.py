"""What readers say beneath a weeknote without a button: signs that they put to it, and replies."""

from __future__ import annotations

import pytest

from handlers.events import Reacted, Said
from storage import weeknote_readers
from storage.weeknote_readers import Reach
from tests.flows.blocked import Crew, crew, presses_told
from tests.flows.noted import chosen
from tests.flows.office import Office, Persona, Shown, at, opened
from tests.flows.reading import words
from tests.flows.shelved import posted


@pytest.fixture
async def team(office: Office) -> Crew:
    office.now = at("10:00")
    return await crew(office)


async def posts(team: Crew, number: int = 12) -> int:
    note = posted(team.office, number, status="draft")
    await team.ada.commands("/weeknote publish")
    return note


def copy(office: Office, place: str = "C-core") -> Shown:
    [found] = [each for each in office.shown(place) if ":in:" in each.subject]
    return found


async def puts(who: Persona, sign: str, on: Shown, *, back: bool = False) -> None:
    origin = who.office.origin(who.ref, who.place if on.place == who.ref else on.place)
    await who.office.happens(Reacted(origin, on.ref, sign, not back, who.office.key()))


def echo(office: Office) -> str:
    found = [each.words for each in office.shown("C-core") if each.subject.endswith(":echo")]
    return found[0] if found else ""


def reached(office: Office, note: int) -> Reach:
    with office.inside() as session:
        return weeknote_readers.reach(session, [note]).get(note, Reach())


async def test_signs_are_counted_by_person_and_come_to_the_teams_thread(
    office: Office, team: Crew
) -> None:
    await team.sam.commands("/weeknote subscribe weekly")
    note = await posts(team)
    mine = copy(office, team.sam.ref)
    await puts(team.sam, "👍", mine)
    await puts(team.sam, "🎉", mine)
    await puts(team.petra, "👍", copy(office))
    assert echo(office) == "2 readers reacted to weeknote 12: 👍 2 · 🎉 1"
    assert reached(office, note) == Reach(2, 0, 2)
    await team.petra.presses("Useful", copy(office))
    assert "One reader says that weeknote 12 was useful. 2 readers reacted to it:" in echo(office)
    await puts(team.sam, "👍", mine, back=True)
    await puts(team.sam, "🎉", mine, back=True)
    assert echo(office).endswith("One reader reacted to it: 👍 1")
    assert reached(office, note) == Reach(2, 1, 1)
    answer = words((await team.ada.commands("/weeknote reach")).whispers[0])
    assert "2 readers; 1 found it useful; 1 reacted with a sign." in answer


async def test_what_stands_beneath_it_in_the_teams_channel_needs_no_line_of_its_own(
    office: Office, team: Crew
) -> None:
    note = await posts(team)
    await puts(team.ben, "👀", copy(office))
    assert echo(office) == ""
    assert reached(office, note) == Reach(1, 0, 1)


async def test_nothing_is_kept_of_signs_elsewhere_and_of_who_is_not_counted(
    office: Office, team: Crew
) -> None:
    note = await posts(team)
    [went_out] = [each for each in team.ada.inbox() if ":out:" in each.subject]
    await puts(team.ada, "👍", went_out)
    assert reached(office, note) == Reach()
    await puts(team.sam, "👍", copy(office))
    await presses_told(team.sam, "Don't count me", await team.sam.commands("/weeknote archive"))
    assert reached(office, note) == Reach()
    await puts(team.sam, "🎉", copy(office))
    assert reached(office, note) == Reach()


async def asks(who: Persona, said: str) -> None:
    form = opened(await who.presses("Ask the team", copy(who.office)))
    await who.sends(form, {"words": said})


def answers(who: Persona) -> list[str]:
    return [each.words for each in who.inbox() if ":answer:" in each.subject]


async def test_a_reply_in_the_thread_answers_the_one_question_there(
    office: Office, team: Crew
) -> None:
    await posts(team)
    await asks(team.sam, "When is the part here?")
    await team.ben.says("On Thursday.", thread=copy(office).ref, place="C-core")
    assert "Ben of Core answers" in answers(team.sam)[0] and "On Thursday." in answers(team.sam)[0]
    [question] = [each for each in office.shown("C-core") if ":question:" in each.subject]
    assert "Ben answered:" in question.words


async def test_of_several_questions_one_has_to_be_chosen_and_nothing_typed_is_lost(
    office: Office, team: Crew
) -> None:
    await posts(team)
    await asks(team.sam, "When?")
    await asks(team.petra, "And who?")
    origin = office.origin(team.ben.ref)

    said = await office.happens(Said(origin, "On Thursday.", "m", copy(office).ref, office.key()))
    assert said.refused
    assert "2 questions about weeknote 12 wait" in words(said.whispers[0])
    assert "On Thursday." in words(said.whispers[0])
    assert answers(team.sam) == []


async def test_a_reader_asks_by_a_reply_where_they_read(office: Office, team: Crew) -> None:
    office.channel("C-sponsors", team.sam)
    await chosen(team.ada, place1="C-sponsors")
    await team.petra.commands("/weeknote subscribe weekly")
    await posts(team)
    await team.sam.says(
        "When is the *part* here?", thread=copy(office, "C-sponsors").ref, place="C-sponsors"
    )
    await team.petra.says("Who does it?", thread=copy(office, team.petra.ref).ref)
    asked = [each for each in office.shown("C-core") if ":question:" in each.subject]
    assert ["Sam asks" in asked[0].words, "*part*" in asked[0].words] == [True, True]
    assert "Petra asks about weeknote 12" in asked[1].words
    assert {each.under for each in asked} == {copy(office).subject}
