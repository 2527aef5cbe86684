"""The verbs over HTTP, for whoever drives the fake from another process."""

import dataclasses
import inspect
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from .reading import Reading
from .world import Message, View

VERBS = frozenset(
    [
        "command",
        "press",
        "press_in_view",
        "submit",
        "close",
        "shortcut",
        "message_shortcut",
        "say",
        "dm",
        "mention",
        "edit_message",
        "delete_message",
        "open_home",
        "join",
        "leave",
        "archive",
        "unarchive",
        "kick_bot",
        "delete_channel",
        "rename_channel",
        "hire",
        "deactivate",
        "reactivate",
        "change_zone",
        "rename",
        "uninstall",
        "seen_by",
        "view_of",
        "home_of",
        "retry_pending",
        "refresh_sockets",
        "fault",
        "verify_url",
    ]
)


def routes(slack: Reading) -> list[Route]:
    """`POST /_control/{verb}` takes the verb's arguments by name; a message is named by its ts, a view by its id."""

    async def verb(request: Request) -> Response:
        name = request.path_params["verb"]
        if name not in VERBS:
            return JSONResponse(
                {"error": f"no such verb; there are {', '.join(sorted(VERBS))}"}, status_code=404
            )
        try:
            given = _named(slack, await request.json() if await request.body() else {})
            result = getattr(slack, name)(**given)
            told = _plain(await result if inspect.isawaitable(result) else result)
        except (LookupError, TypeError) as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        return JSONResponse(told)

    async def transcript(request: Request) -> Response:
        return PlainTextResponse(
            slack.transcript(
                request.query_params["channel"], request.query_params.get("as") or None
            )
        )

    async def calls(request: Request) -> Response:
        return JSONResponse(_plain(slack.calls))

    return [
        Route("/_control/transcript", transcript),
        Route("/_control/calls", calls),
        Route("/_control/{verb}", verb, methods=["POST"]),
    ]


def _named(slack: Reading, given: dict[str, Any]) -> dict[str, Any]:
    for home in slack.workspaces.values():
        if given.get("view") in home.views:
            given["view"] = home.views[given["view"]]
        for channel in home.channels.values():
            if isinstance(ts := given.get("message"), str) and (found := channel.message(ts)):
                given["message"] = found
    if given.get("channel") == "dm":
        given["channel"] = slack.bot_dm(given["user"])
    return given


def _plain(value: Any) -> Any:
    if isinstance(value, (Message, View)) or dataclasses.is_dataclass(value):
        return {
            field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value
