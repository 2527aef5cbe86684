"""The document describes the API as it is: same calls, and answers that fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from starlette.routing import Route

from bot.playground.calls import API, CALLS, OPENAPI
from tests.platforms.playground import Town, later, town

pytestmark = pytest.mark.asyncio


async def test_the_document_is_served_and_its_schemas_are_schemas(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        document = (await demo.http.get(OPENAPI)).json()

    assert document["openapi"] == "3.1.0"
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


async def test_every_call_is_documented_and_nothing_else_is(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        document = (await demo.http.get(OPENAPI)).json()
        served = {
            (method.lower(), route.path)
            for route in demo.playground.routes
            if isinstance(route, Route) and route.path.startswith(API) and "{" not in route.path
            for method in route.methods or ()
            if method != "HEAD"
        }

    documented = {
        (method, path) for path, methods in document["paths"].items() for method in methods
    }
    assert documented == served | {("get", f"{API}/live")}


async def test_real_answers_fit_the_document(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        document = (await demo.http.get(OPENAPI)).json()
        demo.plan.moments = [(later(hours=1), "Stand-up"), (later(hours=2), "Digest")]
        names = set()
        for name, answer in await _a_day(demo):
            _must_fit(document, name, answer)
            names.add(name)

    assert names == {call.name for call in CALLS}


async def test_refusals_fit_the_document(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        document = (await demo.http.get(OPENAPI)).json()
        for call in CALLS:
            if call.query:
                _must_fit(document, call.name, await demo.http.get(call.path))
            if call.body:
                _must_fit(document, call.name, await demo.http.post(call.path, content=b"{"))
                _must_fit(document, call.name, await demo.http.post(call.path, json={}))


async def _a_day(demo: Town) -> list[tuple[str, httpx.Response]]:
    """Every call at least once, with every part and every field shown."""
    answers: list[tuple[str, httpx.Response]] = []

    async def get(name: str, /, **query: str) -> Any:
        answer = await demo.http.get(f"{API}/{name}", params=query)
        answers.append((name, answer))
        return answer.json()

    async def post(name: str, path: str = "", /, **body: Any) -> Any:
        answer = await demo.http.post(f"{API}/{path or name}", json=body)
        answers.append((name, answer))
        return answer.json()

    ada = {"as": "ada"}
    harbor = {**ada, "place": "harbor"}
    await get("people")
    await get("places", **ada)
    await get("commands")
    await get("shortcuts")
    for text in ("/everything", "/buttons", "/reply everything", "/whisper hi", "/edit nothing"):
        await post("command", **harbor, text=text)
    said = await post("say", **harbor, text="@Drumbeat hello")
    await post("shortcut", **ada, message=said["message"]["id"], name="note")
    await post("react", **ada, message=said["message"]["id"], sign="👍")
    card = next(each for each in await get("messages", **harbor) if each["text"] == "Count 0")
    await post("press", **ada, message=card["id"], button="Up")
    form = (await post("press", **ada, message=card["id"], button="Survey"))["form"]
    await post("submit", **ada, form=form["id"], answers={})
    await post("submit", **ada, form=form["id"], answers={"name": "Ada", "sizes": ["s"]})
    await get("messages", **harbor)
    await get("home", **ada)
    await get("clock")
    await post("move", "clock", next=True)
    await get("clock")
    await post("reset")
    return answers


def _must_fit(document: dict[str, Any], name: str, answer: httpx.Response) -> None:
    operations = [each for path in document["paths"].values() for each in path.values()]
    (operation,) = [each for each in operations if each["operationId"] == name]
    described = operation["responses"][str(answer.status_code)]
    schema = described["content"]["application/json"]["schema"]
    whole = {**schema, "components": document["components"]}
    jsonschema.Draft202012Validator(whole).validate(answer.json())
