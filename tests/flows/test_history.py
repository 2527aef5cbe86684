"""Earlier answers: read page by page, searched and handed out, by the team and by nobody else."""

from __future__ import annotations

import pytest

from bot.dispatch import Outcome
from handlers.cards import Card, Link, Text
from handlers.events import Commanded, Pressed
from storage import teams
from tests.flows.office import SETTINGS, Office, Persona, at, in_days, set_up, told
from tests.flows.reading import buttons, words

WEDNESDAY = in_days(2)
NEXT_MONDAY = in_days(7)


@pytest.fixture
async def ada(office: Office) -> Persona:
    """In a team that has answered from Monday to Wednesday; it is Wednesday noon."""
    ada, ben = office.person("Ada Brandt"), office.person("Ben Hughes")
    await set_up(office, ada, ben)
    for number in range(3):
        await office.until(at("09:30", day=in_days(number)))
        await ada.answers(f"Piers {number}", "Fähre nach Föhr", "100% of_the keys")
        if number < 2:
            await ben.answers(f"Ropes {number}", "=SUM(A1)")
    return ada


def ben(office: Office) -> Persona:
    return Persona(office, "U-Ben Hughes")


async def press(who: Persona, card: Card, label: str, place: str = "C-core") -> Outcome:
    [button] = [button for button in buttons(card) if button.label == label]
    where = who.office.origin(who.ref, place)
    pressed = Pressed(where, button.action, button.args, "m1", who.office.key())
    return await who.office.happens(pressed)


async def read(who: Persona, line: str, place: str = "C-core") -> str:
    return told(await who.commands(line, place))


# Reading.
async def test_the_team_reads_what_was_answered_the_newest_first(
    office: Office, ada: Persona
) -> None:
    said = await read(ben(office), "/standup history this week")
    assert said.startswith("Answers of Core\nMonday 23 November 2026 to Wednesday 25 November 2026")
    order = [said.index(each) for each in ("Piers 2", "Piers 1", "Ropes 1", "Piers 0", "Ropes 0")]
    assert order == sorted(order)


@pytest.mark.parametrize("name", ["@Ben Hughes", "@ben", "@BenHughes", "@U-Ben Hughes"])
async def test_one_person_is_named_with_an_at(office: Office, ada: Persona, name: str) -> None:
    said = await read(ada, f"/standup history {name} this week")
    assert "Ropes 1" in said
    assert "Piers" not in said
    assert "Ben Hughes · Monday 23 November 2026 to" in said


async def test_a_mention_is_who_the_platform_says(office: Office, ada: Persona) -> None:
    event = Commanded(
        office.origin(ada.ref),
        "standup",
        "history @bhughes yesterday",
        office.key(),
        mentions={"bhughes": "U-Ben Hughes"},
    )
    said = told(await office.happens(event))
    assert "Ropes 1" in said
    assert "Ropes 0" not in said


async def test_questions_are_shown_as_they_were_worded_that_day(
    office: Office, ada: Persona
) -> None:
    await ada.sends(await ada.form("/standup setup"), {**SETTINGS, "questions": "What else?"})
    await office.until(at("09:30", day=in_days(3)))
    said = await read(ada, "/standup history @Ada this week")
    assert "What did you do since last time?" in said


async def test_without_days_it_is_the_last_seven(office: Office, ada: Persona) -> None:
    await office.until(at("09:30", day=in_days(8)))
    said = await read(ada, "/standup history team")
    assert "Wednesday 25 November 2026 to Tuesday 1 December 2026" in said
    assert "Piers 2" in said
    assert "Piers 1" not in said
    assert "There are none." in await read(ada, "/standup history last 2 days")


async def test_long_answers_are_read_page_by_page(office: Office, ada: Persona) -> None:
    await ada.sends(await ada.form("/standup edit"), {"q1": "x " * 1400, "q2": "y " * 1400})
    await office.until(at("09:30", day=in_days(3)))
    for person in (ada, ben(office)):
        await person.sends(await person.form(), {"q1": "z " * 1400, "q2": "w " * 1400})
    [first] = (await ada.commands("/standup history this week")).whispers
    assert "[Newer]" not in words(first)
    second = (await press(ada, first, "Older")).refreshed
    assert second is not None
    assert "Page 2 of 3" in words(second)
    assert words(second).split("\n")[2] == "Ben Hughes · Thursday 26 November 2026"
    third = (await press(ada, second, "Older")).refreshed
    assert third is not None
    assert "Ropes 0" in words(third)
    assert "[Older]" not in words(third)
    again = (await press(ada, second, "Newer")).refreshed
    assert again == first


@pytest.mark.parametrize("words", ["last blue moon", "last 0 days", "last 999 days", "@Ben when"])
async def test_days_that_are_not_understood_come_back_with_an_example(
    office: Office, ada: Persona, words: str
) -> None:
    outcome = await ada.commands(f"/standup history {words}")
    assert outcome.refused
    assert "/standup history @Ben last week" in told(outcome)


async def test_somebody_unknown_is_told_so(office: Office, ada: Persona) -> None:
    assert "Nobody of Core is called @Zoe." in await read(ada, "/standup history @Zoe last week")
    await office.joins(office.person("Ben Haas"))
    assert "More than one person of Core is called @Ben." in await read(
        ada, "/standup history @Ben last week"
    )


async def test_who_has_left_is_still_read(office: Office, ada: Persona) -> None:
    await office.leaves(ben(office))
    assert "Ropes 1" in await read(ada, "/standup history @Ben this week")


# Searching.
@pytest.mark.parametrize("typed", ["FÄHRE", "föhr fähre", "100%", "of_the", "piers 1"])
async def test_answers_are_found_by_their_words(office: Office, ada: Persona, typed: str) -> None:
    assert "Piers 1" in await read(ada, f"/standup search {typed}")


@pytest.mark.parametrize("typed", ["1%0", "of-the", "o__the", "%", "piers ropes", "100\\"])
async def test_signs_are_searched_as_they_are(office: Office, ada: Persona, typed: str) -> None:
    said = await read(ada, f"/standup search {typed}")
    assert ("Piers" in said) == (typed == "%")
    assert "Ropes" not in said


async def test_what_was_changed_is_found_by_its_new_words(office: Office, ada: Persona) -> None:
    await ada.answers("Lighthouses", "Lamps")
    assert "Piers 2" not in await read(ada, "/standup search piers")
    assert "Lighthouses" in await read(ada, "/standup search lighthouse")


async def test_a_search_for_nothing_or_too_much_is_told_so(office: Office, ada: Persona) -> None:
    assert "For example: /standup search" in await read(ada, "/standup search  ")
    assert "at most 200 characters" in await read(ada, f"/standup search {'x' * 201}")


# Who may.
async def test_nobody_outside_the_team_reads_or_searches(office: Office, ada: Persona) -> None:
    sam, boss = office.person("Sam"), office.person("Root", is_administrator=True)
    [shown] = (await ada.commands("/standup history this week")).whispers
    for person in (sam, boss):
        for line in ("/standup history this week", "/standup search piers"):
            assert "Only members of Core can read its answers" in await read(person, line)
            assert "Piers" not in await read(person, line, person.place)
        for label in ("As a table (CSV)", "As text (Markdown)"):
            outcome = await press(person, shown, label)
            assert outcome.refused
            assert "Piers" not in told(outcome)


async def test_sponsors_read_once_they_read_along(office: Office, ada: Persona) -> None:
    with office.inside() as session:
        found = teams.at(session, "C-core")
        assert found is not None
        sponsor = ben(office)
        for someone in teams.present(session, found.key):
            if someone.person.ref == sponsor.ref:
                someone.member.circle = "sponsor"
                session.add(someone.member)
        session.commit()
    assert "sponsors after /standup observe" in await read(sponsor, "/standup history this week")
    await sponsor.commands("/standup observe")
    assert "Piers 2" in await read(sponsor, "/standup history this week")


async def test_a_guest_of_the_channel_reads_as_extended_member(
    office: Office, ada: Persona
) -> None:
    guest = office.person("Gus", is_guest=True)
    await office.joins(guest)
    assert "Piers 2" in await read(guest, "/standup history this week")
    await office.leaves(guest)
    assert "Only members" in await read(guest, "/standup history this week")


async def test_one_team_is_never_searched_from_another(office: Office, ada: Persona) -> None:
    zoe = office.person("Zoe")
    await set_up(office, zoe, place="C-web", name="Web")
    assert "There are none." in await read(zoe, "/standup search piers", "C-web")
    assert "Only members of Core" in await read(zoe, "/standup search piers", "C-core")


async def test_of_several_teams_one_is_chosen(office: Office, ada: Persona) -> None:
    await set_up(office, ada, place="C-web", name="Web")
    [asked] = (await ada.commands("/standup search piers", ada.place)).whispers
    shown = (await press(ada, asked, "Core", ada.place)).refreshed
    assert shown is not None
    assert "Piers 2" in words(shown)
    empty = (await press(ada, asked, "Web", ada.place)).refreshed
    assert empty is not None
    assert "There are none." in words(empty)


@pytest.mark.parametrize(
    "change",
    [
        {"first": "x"},
        {"first": "", "last": "9999-99-99"},
        {"person": "999"},
        {"page": "-1"},
        {"page": "99999"},
        {"page": "x"},
        {"standup": "99"},
        {"search": "\0 %" * 90},
    ],
)
async def test_forged_arguments_are_refused_or_read_as_they_can_be(
    office: Office, ada: Persona, change: dict[str, str]
) -> None:
    [shown] = (await ada.commands("/standup history this week")).whispers
    args = {**buttons(shown)[-1].args, **change}
    for action in ("standup.history", "standup.export"):
        event = Pressed(office.origin(ada.ref), action, args, "m1", office.key())
        assert "went wrong" not in told(await office.happens(event))


# Handing out.
async def test_an_export_is_a_link_told_to_nobody_else(office: Office, ada: Persona) -> None:
    [shown] = (await ada.commands("/standup history this week")).whispers
    before = len(office.ledger())
    [card] = (await press(ada, shown, "As a table (CSV)")).whispers
    assert "whoever has this link can read them" in words(card)
    [link] = [
        span
        for part in card.parts
        if isinstance(part, Text)
        for span in part.spans
        if isinstance(span, Link)
    ]
    assert link.url.startswith("http://127.0.0.1:3000/exports/")
    assert link.url.endswith(".csv")
    assert len(office.ledger()) == before
