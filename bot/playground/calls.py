"""The playground's API as a table. The routes and the OpenAPI document are both made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from bot.playground.schemas import SCHEMAS, Schema, many, ref

API = "/playground/api"
OPENAPI = "/playground/openapi.json"

PROBLEMS = {
    400: "The body is not one JSON object.",
    403: "That person cannot see this; or the call is not from this machine.",
    404: "There is no such person, place, message, button or shortcut.",
    413: "The body is larger than 256 KB.",
    422: "A value is missing, malformed or out of range.",
    503: "Something went wrong on this side; trying again may help.",
}
READING = (403, 422, 503)
WRITING = (400, 403, 404, 413, 422, 503)


@dataclass(frozen=True, slots=True)
class Query:
    name: str
    says: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    method: Literal["GET", "POST"]
    path: str
    says: str
    answer: Schema
    query: tuple[Query, ...] = ()
    body: str = ""
    """Name of a schema; empty where there is no body."""
    problems: tuple[int, ...] = READING


AS = Query("as", "A person's id; the answer is what that person sees")
PLACE = Query("place", "A place's id")
LIMIT = Query("limit", "How many, 1 to 500; all of the last 500 without it", required=False)
BEFORE = Query("before", "Only messages older than this id", required=False)

CALLS: tuple[Call, ...] = (
    Call("people", "GET", f"{API}/people", "Everybody in the demo team", many(ref("Person"))),
    Call("places", "GET", f"{API}/places", "The places a person can see", many(ref("Place")),
         (AS,), problems=(404, *READING)),
    Call("messages", "GET", f"{API}/messages", "A place's messages, oldest first, each with its "
         "thread", many(ref("Message")), (AS, PLACE, LIMIT, BEFORE), problems=(404, *READING)),
    Call("home", "GET", f"{API}/home", "The home pane as one message", ref("Message"), (AS,),
         problems=(404, *READING)),
    Call("commands", "GET", f"{API}/commands", "What can be typed after a slash",
         many(ref("Command"))),
    Call("shortcuts", "GET", f"{API}/shortcuts", "What a message's menu offers",
         many(ref("Shortcut"))),
    Call("say", "POST", f"{API}/say", "A message by a person; `thread` is the id of the message "
         "it answers", ref("Said"), body="Say", problems=WRITING),
    Call("command", "POST", f"{API}/command", "A command, such as /standup status",
         ref("Answer"), body="Type", problems=WRITING),
    Call("press", "POST", f"{API}/press", "A button, by its id or its label; `home` is the home "
         "pane's message", ref("Answer"), body="Press", problems=WRITING),
    Call("shortcut", "POST", f"{API}/shortcut", "A shortcut, by its name", ref("Answer"),
         body="Choose", problems=WRITING),
    Call("react", "POST", f"{API}/react", "A sign to a message, such as a thumb; with `is_there` "
         "false it is taken back", ref("Answer"), body="React", problems=WRITING),
    Call("submit", "POST", f"{API}/submit", "A form that was opened before; `errors` has words "
         "for each field that cannot be taken", ref("Submitted"), body="Submit",
         problems=WRITING),
    Call("clock", "GET", f"{API}/clock", "The time, and what falls due next", ref("Clock")),
    Call("move", "POST", f"{API}/clock", "Moves the clock forward; answers when all that fell due "
         "on the way is done and delivered", ref("Clock"), body="Move",
         problems=(400, 403, 413, 422, 503)),
    Call("reset", "POST", f"{API}/reset", "A fresh demo team at real time, with the same ids",
         ref("Fresh"), problems=(403, 503)),
)  # fmt: skip


def openapi() -> dict[str, Any]:
    """OpenAPI 3.1."""
    paths: dict[str, Any] = {}
    for call in CALLS:
        paths.setdefault(call.path, {})[call.method.lower()] = _operation(call)
    paths[f"{API}/live"] = {"get": _live()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Drumbeat's playground",
            "version": "1",
            "description": "A chat service in miniature, for people and programs on this machine. "
            "`as` says who is asking; what comes back is what that person sees.",
        },
        "paths": paths,
        "components": {"schemas": SCHEMAS},
    }


def _operation(call: Call) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": call.name,
        "summary": call.says,
        "responses": {
            "200": _json("As asked.", call.answer),
            **{str(status): _json(PROBLEMS[status], ref("Error")) for status in call.problems},
        },
    }
    if call.query:
        operation["parameters"] = [_parameter(query) for query in call.query]
    if call.body:
        operation["requestBody"] = {"required": True, **_json("", ref(call.body))}
        del operation["requestBody"]["description"]
    return operation


def _live() -> dict[str, Any]:
    return {
        "operationId": "live",
        "summary": "A websocket. It says what changed for that person: "
        '{"changed": [place ids], "home": true, "clock": "…"}',
        "parameters": [_parameter(AS)],
        "responses": {"101": {"description": "Switching to a websocket."}},
    }


def _parameter(query: Query) -> dict[str, Any]:
    return {
        "name": query.name,
        "in": "query",
        "required": query.required,
        "description": query.says,
        "schema": {"type": "string"},
    }


def _json(says: str, schema: Schema) -> dict[str, Any]:
    return {"description": says, "content": {"application/json": {"schema": schema}}}
