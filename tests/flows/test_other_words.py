"""Other words for a draft, from a language model: a stub on this machine that speaks the protocol."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.settings import Settings
from bot.wording import client
from bot.wording.asking import Askings
from handlers.registry import everything
from handlers.weeknotes.model import Asked, understood
from storage.session import Database
from tests.flows.blocked import Crew
from tests.flows.noted import copies, draft_of, noted, points
from tests.flows.office import Office, Shown, at, in_days, opened, told
from tests.flows.reading import buttons

SECRET = "a-key-that-nobody-sees"


@dataclass
class Stub:
    url: str = ""
    answers: list[tuple[int, str]] = field(default_factory=list)
    """Status and what the model says, one after the other; the last again and again."""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(await request.json())
        self.keys.append(request.headers.get("Authorization", ""))
        status, words = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if status != 200:
            return web.json_response({"error": {"message": words}}, status=status)
        message = {"role": "assistant", "content": words}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        whole = {"id": "1", "object": "chat.completion", "created": 1, "model": "m"}
        return web.json_response({**whole, "choices": [choice]})

    @property
    def said(self) -> str:
        return json.dumps(self.asked, ensure_ascii=False)


@pytest.fixture
async def stub() -> AsyncIterator[Stub]:
    found = Stub()
    app = web.Application()
    app.router.add_post("/v1/chat/completions", found.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    found.url = f"http://{host}:{port}/v1"
    yield found
    await runner.cleanup()


@pytest.fixture
def office(sqlite_database: Database) -> Office:
    return Office(sqlite_database, router=everything(has_model=True))


def askings(office: Office, stub: Stub) -> Askings:
    settings = Settings(
        _env_file=None,
        llm_url=stub.url,
        llm_key=SecretStr(SECRET),
        llm_model="small",
    )
    model = client.to(settings)
    assert model is not None
    return Askings(office.database, model, office.happens, lambda: office.now)


async def wished(office: Office) -> Crew:
    """Ada has asked for other words for her draft."""
    team = await noted(office)
    await team.ben.commands("/blocker Waiting for the spare part from the shipyard")
    await office.until(at("15:00", day=in_days(3)))
    await team.ada.presses("Suggest other words", draft_of(team.ada))
    return team


def suggestion(team: Crew) -> Shown:
    return next(each for each in team.ada.inbox() if ":words:" in each.subject)


def livelier(office: Office) -> str:
    [first, *_] = points(office, "good")
    said = {str(first.key): first.text.replace("fixed", "repaired").replace("Fixed", "Repaired")}
    return json.dumps({"opening": "", "points": said})


async def test_what_is_suggested_counts_once_it_is_taken(office: Office, stub: Stub) -> None:
    team = await wished(office)
    [before, *_] = points(office, "good")
    words = before.text.replace("ticket machine", "ticket machines")
    stub.answers = [(200, json.dumps({"opening": "", "points": {str(before.key): words}}))]
    await askings(office, stub).ask()
    assert points(office, "good")[0].text == before.text
    assert "suggested by a language model" in suggestion(team).words
    await team.ada.presses("Take them", suggestion(team))
    [after, *_] = points(office, "good")
    assert (after.text, after.origin, after.sources) == (words, "suggested", before.sources)
    assert "in words that were suggested" in draft_of(team.ada).words


async def test_left_it_stays_as_it_is(office: Office, stub: Stub) -> None:
    team = await wished(office)
    before = points(office, "good")
    stub.answers = [(200, livelier(office))]
    await askings(office, stub).ask()
    await team.ada.presses("Leave it", suggestion(team))
    assert [each.text for each in points(office, "good")] == [each.text for each in before]


async def test_only_what_readers_will_see_is_sent(office: Office, stub: Stub) -> None:
    await wished(office)
    stub.answers = [(200, livelier(office))]
    await askings(office, stub).ask()
    assert points(office, "good")[0].text in stub.said
    for name in ("Ada", "Ben", "Chiara", "Drafted the winter timetable", "U-", "C-core", "Core"):
        assert name not in stub.said
    assert stub.keys == [f"Bearer {SECRET}"]
    assert stub.asked[0]["model"] == "small"


async def test_it_hears_how_the_team_writes_from_what_it_wrote_before(
    office: Office, stub: Stub
) -> None:
    team = await wished(office)
    form = opened(await team.ada.commands("/weeknote import"))
    earlier = (
        "# Weeknote 1, 2026-11-06\n## Good things\n- Steady as she goes.\n- Ben saved the day."
    )
    told(await team.ada.sends(form, {"markdown": earlier}))
    stub.answers = [(200, livelier(office))]
    await askings(office, stub).ask()
    assert "Steady as she goes." in stub.said
    assert "saved the day" not in stub.said


async def test_nobody_is_asked_before_somebody_wishes_it(office: Office, stub: Stub) -> None:
    await noted(office)
    await office.until(at("15:00", day=in_days(3)))
    await askings(office, stub).ask()
    assert stub.asked == []


async def test_without_a_model_nobody_is_offered_other_words(sqlite_office: Office) -> None:
    team = await noted(sqlite_office)
    await sqlite_office.until(at("15:00", day=in_days(3)))
    labels = [each.label for each in buttons(draft_of(team.ada).card)]
    assert "Approve" in labels
    assert "Suggest other words" not in labels


@pytest.mark.parametrize(
    ("status", "words", "told"),
    [
        (401, "no", "answers with an error (401)"),
        (200, "I am sorry, Dave.", "Nothing in weeknote 1 would be said in other words."),
        (200, "", "Nothing in weeknote 1"),
        (200, '{"points": [1, 2]}', "Nothing in weeknote 1"),
    ],
)
async def test_what_makes_no_sense_changes_nothing(
    office: Office, stub: Stub, status: int, words: str, told: str
) -> None:
    team = await wished(office)
    stub.answers = [(status, words)]
    await askings(office, stub).ask()
    assert told in suggestion(team).words
    assert SECRET not in suggestion(team).words


async def test_a_busy_model_is_asked_again(office: Office, stub: Stub) -> None:
    team = await wished(office)
    stub.answers = [(503, "busy"), (200, livelier(office))]
    await askings(office, stub).ask()
    assert len(stub.asked) == 2
    assert suggestion(team)


async def test_a_model_that_is_not_there_is_told_of(office: Office, stub: Stub) -> None:
    team = await wished(office)
    await askings(office, Stub("http://127.0.0.1:9/v1")).ask()
    assert "can't be reached" in suggestion(team).words


async def test_who_names_somebody_is_not_listened_to(office: Office, stub: Stub) -> None:
    team = await wished(office)
    [first, *_] = points(office, "good")
    stub.answers = [(200, json.dumps({"points": {str(first.key): "thanks to ben it is fine."}}))]
    await askings(office, stub).ask()
    assert "Nothing in weeknote 1" in suggestion(team).words


async def test_posted_meanwhile_it_is_left_alone(office: Office, stub: Stub) -> None:
    team = await wished(office)
    [posted] = [await team.ada.commands("/weeknote publish")]
    assert not posted.refused
    stub.answers = [(200, livelier(office))]
    await askings(office, stub).ask()
    assert len(copies(office)) == 1
    assert not [each for each in team.ada.inbox() if ":words:" in each.subject]


ASKED = Asked("A calm week.", {"1": ("Good things", "We fixed the horn at pier 3.")})


@pytest.mark.parametrize(
    ("words", "is_taken"),
    [
        ("The horn at pier 3 works.", True),
        ("We fixed the horn at pier 4.", False),
        ("We and Rolls Royce fixed the horn.", False),
        ("See https://x.example.", False),
        ("We fixed the horn at pier 3.", False),
        ("x" * 301, False),
    ],
)
def test_no_figure_and_no_name_comes_in(words: str, is_taken: bool) -> None:
    answer = f"```json\n{json.dumps({'opening': '', 'points': {'1': words, '2': words}})}\n```"
    assert understood(ASKED, answer).points == ({"1": words} if is_taken else {})


def test_no_model_is_no_model() -> None:
    assert client.to(Settings(_env_file=None)) is None
