"""Questions of a team's own, on every platform: set up, answered in steps, changed one by one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.registry import everything
from tests.platforms.each import SURFACES, set_up
from tests.platforms.surfaces import Done, Seen, Surface

LINES = (
    "What are you up to?\n"
    "How sure are you? (low / medium / high)\n"
    "What would help? (if “How sure are you?” is “low”)\n"
    "How well did we work together? (1-10, optional)"
)


@pytest.fixture(params=SURFACES)
async def surface(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Surface]:
    """With a stand-up that asks these questions."""
    async with SURFACES[request.param](tmp_path, everything()) as opened:
        await set_up(opened, LINES)
        yield opened


async def _card(surface: Surface) -> Seen:
    await surface.command("ada", "/standup questions")
    seen = [*await surface.channel_as("ada"), *await surface.direct_as("ada")]
    return [message for message in seen if "Questions of Harbor" in message.text][-1]


async def _answer(surface: Surface, sure: str) -> Done:
    form = (await surface.command("ada", "/standup")).form
    return await surface.submit(
        "ada", form, {"What are you up to?": "Piers", "How sure are you?": sure}
    )


async def test_what_follows_comes_in_a_second_form(surface: Surface) -> None:
    second = await _answer(surface, "low")
    assert second.labels == ["What would help?"]
    done = await surface.submit("ada", second.form, {"What would help?": "A map"})
    assert (done.errors, done.form) == ([], None)
    again = (await surface.command("ada", "/standup edit")).labels
    assert again == [
        "What are you up to?",
        "How sure are you?",
        "What would help?",
        "How well did we work together?",
    ]


async def test_where_nothing_follows_one_form_is_all(surface: Surface) -> None:
    done = await _answer(surface, "high")
    assert (done.errors, done.labels) == ([], [])


async def test_a_question_is_added_from_the_card(surface: Surface) -> None:
    opened = await surface.press("ada", await _card(surface), "Add a question")
    assert opened.labels[:3] == ["Question", "Answered", "Answers to choose from"]
    answers = {
        "Question": "Which pier?",
        "Answered": "choice",
        "Answers to choose from": "North",
        "Has to be answered": "no",
        "Is about": "words",
        "Asked only if this earlier question": "always",
    }
    wrong = await surface.submit("ada", opened.form, answers)
    assert wrong.errors == ["A choice takes 2 to 10 answers; these are 1."]
    form = wrong.form or opened.form
    done = await surface.submit("ada", form, {**answers, "Answers to choose from": "North\nSouth"})
    assert done.errors == []
    card = await _card(surface)
    assert "5. Which pier?" in card.text
    assert "North or South · optional" in card.text


async def test_who_does_not_run_the_team_gets_no_card(surface: Surface) -> None:
    done = await surface.command("ben", "/standup questions")
    assert done.private == ["Only a scrum master of Harbor can change this. Ask ada."] or (
        "Only a scrum master of Harbor" in done.private[0]
    )


async def test_earlier_answers_are_read_in_private_and_handed_out_by_a_link(
    surface: Surface,
) -> None:
    await _answer(surface, "high")
    await surface.command("ada", "/standup history today")
    seen = [*await surface.channel_as("ada"), *await surface.direct_as("ada")]
    [told] = [message for message in seen if "Answers of Harbor" in message.text]
    assert "Piers" in told.text
    assert not any("Answers of" in message.text for message in await surface.channel_as("ben"))
    done = await surface.press("ada", told, "As a table (CSV)")
    seen = [*await surface.channel_as("ada"), *await surface.direct_as("ada")]
    words = [*done.private, *(message.text for message in seen)]
    assert any("Download the answers of Harbor" in said for said in words)
