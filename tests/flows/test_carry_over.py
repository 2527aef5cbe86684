"""The question shows the last plan, line by line; what is marked begins the answer."""

from __future__ import annotations

import pytest

from bot.dispatch import Outcome
from handlers.cards import Button, Quote, TextField
from handlers.events import Pressed
from storage import standups
from tests.flows.office import SETTINGS, Office, Persona, at, in_days, set_up, told
from tests.flows.reading import buttons, quotes

TUESDAY = in_days(1)
PLAN = "Timetable import\nFerry map\nPier names"


@pytest.fixture
async def ada(office: Office) -> Persona:
    """Asked on the Tuesday, with a plan of three lines from the Monday."""
    someone = office.person("Ada")
    await set_up(office, someone, office.person("Ben"))
    await office.until(at("09:30"))
    await someone.answers("Lists", PLAN)
    await office.until(at("09:30", day=TUESDAY))
    return someone


def beside(who: Persona, line: int, label: str) -> Button:
    """The button below that line of the plan."""
    found = [b for b in buttons(who.asked(TUESDAY)[0].card) if b.action == "standup.carry"]
    pair = found[line * 2 : line * 2 + 2]
    return next(button for button in pair if button.label == label)


async def press(who: Persona, button: Button, key: str = "") -> Outcome:
    where = who.office.origin(who.ref, who.place)
    key = key or who.office.key()
    return await who.office.happens(Pressed(where, button.action, button.args, "m", key))


def kept(office: Office) -> dict[str, str]:
    with office.inside() as session:
        [(entry, _)] = standups.entries_on(session, 1, TUESDAY)
    return entry.answers


async def values(who: Persona) -> dict[str, str]:
    form = await who.form()
    return {field.id: field.value for field in form.fields if isinstance(field, TextField)}


async def test_marked_lines_begin_the_answer_and_the_rest_is_there_to_read(
    office: Office, ada: Persona
) -> None:
    await press(ada, beside(ada, 0, "Done"))
    await press(ada, beside(ada, 1, "Still on it"))
    words = ada.asked(TUESDAY)[0].words
    assert "Done: Timetable import\n[✓ Done]\n[Still on it]" in words
    assert "Still on it: Ferry map\n[Done]\n[✓ Still on it]" in words
    assert "\nPier names\n[Done]\n[Still on it]" in words
    assert await values(ada) == {"q1": "Timetable import", "q2": "Ferry map", "q3": ""}
    form = await ada.form()
    assert Quote("Pier names") in form.items
    assert form.submit == "Send"


async def test_with_every_line_marked_sending_is_confirming(office: Office, ada: Persona) -> None:
    for line in range(3):
        await press(ada, beside(ada, line, "Done" if line else "Still on it"))
    filled = {field: words for field, words in (await values(ada)).items() if words}
    await ada.sends(await ada.form(), filled)
    assert kept(office) == {"q1": "Ferry map\nPier names", "q2": "Timetable import"}


async def test_a_mark_is_changed_and_taken_back(office: Office, ada: Persona) -> None:
    await press(ada, beside(ada, 0, "Done"))
    await press(ada, beside(ada, 0, "Still on it"))
    assert (await values(ada))["q2"] == "Timetable import"
    await press(ada, beside(ada, 0, "✓ Still on it"))
    assert await values(ada) == {"q1": "", "q2": "", "q3": ""}


async def test_a_press_that_comes_again_has_one_effect(office: Office, ada: Persona) -> None:
    done = beside(ada, 0, "Done")
    await press(ada, done, "p1")
    await press(ada, beside(ada, 0, "✓ Done"), "p2")
    assert (await press(ada, done, "p1")).repeated
    assert (await values(ada))["q1"] == ""


async def test_in_the_chat_the_marked_lines_go_along(office: Office, ada: Persona) -> None:
    await press(ada, beside(ada, 0, "Done"))
    await press(ada, beside(ada, 1, "Still on it"))
    second = await ada.says("Reviewed the map")
    assert second is not None
    assert quotes(second.card) == "Ferry map"
    assert "a dash leaves it at that" in second.words
    await ada.says("-")
    await ada.says("-")
    overview = await ada.says("-")
    assert overview is not None
    assert "Timetable import\nReviewed the map" in overview.words
    assert kept(office) == {"q1": "Timetable import\nReviewed the map", "q2": "Ferry map"}


async def test_what_is_marked_after_it_was_written_of_is_still_there_to_read(
    office: Office, ada: Persona
) -> None:
    await ada.says("Reviewed the map")
    await press(ada, beside(ada, 0, "Done"))
    form = await ada.form()
    assert (await values(ada))["q1"] == "Reviewed the map"
    assert Quote("Timetable import\nFerry map\nPier names") in form.items


async def test_marks_are_for_one_day(office: Office, ada: Persona) -> None:
    await press(ada, beside(ada, 0, "Done"))
    await office.until(at("09:30", day=in_days(2)))
    assert "✓" not in ada.asked(in_days(2))[0].words
    assert await values(ada) == {"q1": "", "q2": "", "q3": ""}


async def test_a_mark_after_the_answer_is_refused(office: Office, ada: Persona) -> None:
    done = beside(ada, 0, "Done")
    await ada.sends(await ada.form(), {"q1": "Mine", "q2": "Own words"})
    assert "You have answered already." in told(await press(ada, done))
    assert kept(office) == {"q1": "Mine", "q2": "Own words"}


async def test_a_mark_of_somebody_who_skips_asks_nothing_again(
    office: Office, ada: Persona
) -> None:
    done = beside(ada, 0, "Done")
    await ada.presses("Skip today", ada.asked(TUESDAY)[0])
    assert "You are skipping this one." in told(await press(ada, done))
    assert "You are skipping this one." in ada.asked(TUESDAY)[0].words


async def test_after_the_close_a_mark_still_counts(office: Office, ada: Persona) -> None:
    done = beside(ada, 0, "Done")
    await office.until(at("14:00", day=TUESDAY))
    await press(ada, done)
    assert "[Answer late]" in ada.asked(TUESDAY)[0].words
    assert (await values(ada))["q1"] == "Timetable import"


async def test_nobody_marks_for_somebody_else(office: Office, ada: Persona) -> None:
    ben = Persona(office, "U-Ben")
    await press(ben, beside(ada, 0, "Done"))
    assert await values(ada) == {"q1": "", "q2": "", "q3": ""}
    stranger = office.person("Sam")
    assert (await press(stranger, beside(ada, 0, "Done"))).refused


@pytest.mark.parametrize("change", [{"line": "nothing"}, {"mark": "burnt"}, {"line": ""}])
async def test_a_forged_mark_changes_nothing(
    office: Office, ada: Persona, change: dict[str, str]
) -> None:
    done = beside(ada, 0, "Done")
    forged = Button(done.label, done.action, {**done.args, **change})
    assert "went wrong" not in told(await press(ada, forged))
    assert "✓" not in ada.asked(TUESDAY)[0].words


async def test_of_a_long_plan_the_first_lines_are_marked_and_all_are_shown(
    office: Office, ada: Persona
) -> None:
    plan = "\n".join(f"Pier {number}" for number in range(1, 13))
    await ada.sends(await ada.form(), {"q1": "Lists", "q2": plan})
    await office.until(at("09:30", day=in_days(2)))
    [asked] = ada.asked(in_days(2))
    assert len([b for b in buttons(asked.card) if b.action == "standup.carry"]) == 12
    assert quotes(asked.card).split("\n") == [f"Pier {number}" for number in range(7, 13)]


async def test_where_nothing_asks_what_was_done_or_comes_next_the_plan_is_only_shown(
    office: Office,
) -> None:
    ada = office.person("Ada")
    await set_up(office, ada, questions="What will you do next?\nMood? (1-5)")
    await office.until(at("09:30"))
    await ada.sends(await ada.form(), {"q2": "Piers", "q5": "3"})
    form = await ada.form("/standup setup")
    await ada.sends(form, {**SETTINGS, "questions": "Mood? (1-5)"})
    await office.until(at("09:30", day=TUESDAY))
    assert "[Done]" not in ada.asked(TUESDAY)[0].words


async def test_a_mark_leaves_what_else_is_asked_where_it_is(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada, office.person("Ben"))
    await office.until(at("09:30"))
    await ada.answers("Lists", PLAN)
    await ada.commands("/blocker the map licence is missing @Ben")
    await office.until(at("09:30", day=TUESDAY))
    assert "Still blocking?" in ada.asked(TUESDAY)[0].words
    await press(ada, beside(ada, 0, "Done"))
    assert "Still blocking?" in ada.asked(TUESDAY)[0].words
    # And where they are back from a day off that was said meanwhile.
    await ada.commands("/standup away today")
    await ada.commands("/standup back")
    words = ada.asked(TUESDAY)[0].words
    assert "✓ Done" in words
    assert "Still blocking?" in words
