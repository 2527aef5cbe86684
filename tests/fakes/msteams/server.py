"""The fake's own HTTP side: keys, tokens, and the connector under its service URL."""

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ..slack.faults import Fault
from ..slack.server import Cut, Half
from . import connector, identity, keys, members, tokens
from .errors import TeamsError, bad, throttled
from .state import State
from .world import JSON

Work = Callable[[State, Request, Any], Any]


def build(teams: State, more: Sequence[BaseRoute] = ()) -> Starlette:
    here = "/{region}/v3/conversations"
    conversation = here + "/{conversation}"
    activity = conversation + "/activities/{activity}"

    def at(path: str, method: str, operation: str, work: Work, status: int = 200) -> Route:
        async def answer(request: Request) -> Response:
            return await _answer(teams, request, operation, work, status)

        return Route(path, answer, methods=[method])

    async def metadata(request: Request) -> Response:
        return await _public(teams, request, "metadata", _metadata(teams))

    async def jwks(request: Request) -> Response:
        return await _public(teams, request, "keys", _jwks(teams))

    async def token(request: Request) -> Response:
        if fault := teams.struck("token", {}):
            return await _troubled(teams, request, fault, "token", {})
        await asyncio.sleep(teams.slowness.get("token", 0))
        return await tokens.token(teams, request)

    async def on_a_machine(request: Request) -> Response:
        return await identity.on_a_virtual_machine(teams, request)

    async def in_a_service(request: Request) -> Response:
        return await identity.in_an_app_service(teams, request)

    made = Starlette(
        routes=[
            Route("/metadata/identity/oauth2/token", on_a_machine),
            Route("/msi/token", in_a_service),
            Route("/v1/.well-known/openidconfiguration", metadata),
            Route("/v1/.well-known/keys", jwks),
            Route("/{tenant}/oauth2/v2.0/token", token, methods=["POST"]),
            at(here, "POST", "create", _create, 201),
            at(conversation + "/activities", "POST", "send", _send, 201),
            at(activity, "POST", "reply", _send, 201),
            at(activity, "PUT", "update", _update),
            at(activity, "DELETE", "delete", _delete),
            at(conversation + "/members", "GET", "members", _members),
            at(conversation + "/pagedmembers", "GET", "pagedmembers", _page),
            at(conversation + "/members/{member}", "GET", "member", _member),
            at("/{region}/v3/teams/{team}", "GET", "team", _team),
            at("/{region}/v3/teams/{team}/conversations", "GET", "channels", _channels),
            *more,
        ]
    )
    made.router.redirect_slashes = False
    return made


def _send(teams: State, request: Request, body: Any) -> JSON:
    where = request.path_params["conversation"]
    reply_to = request.path_params.get("activity")
    return connector.send(teams, where, body, _targeted(request), reply_to)


def _update(teams: State, request: Request, body: Any) -> JSON:
    path = request.path_params
    return connector.update(teams, path["conversation"], path["activity"], body, _targeted(request))


def _delete(teams: State, request: Request, body: Any) -> JSON:
    path = request.path_params
    return connector.delete(teams, path["conversation"], path["activity"], _targeted(request))


def _create(teams: State, request: Request, body: Any) -> JSON:
    return connector.create(teams, body)


def _members(teams: State, request: Request, body: Any) -> list[JSON]:
    return members.everybody(teams, request.path_params["conversation"])


def _page(teams: State, request: Request, body: Any) -> JSON:
    asked = request.query_params
    where = request.path_params["conversation"]
    return members.page(teams, where, asked.get("pageSize"), asked.get("continuationToken"))


def _member(teams: State, request: Request, body: Any) -> JSON:
    return members.one(teams, request.path_params["conversation"], request.path_params["member"])


def _team(teams: State, request: Request, body: Any) -> JSON:
    return members.team(teams, request.path_params["team"])


def _channels(teams: State, request: Request, body: Any) -> JSON:
    return members.channels(teams, request.path_params["team"])


async def _answer(
    teams: State, request: Request, operation: str, work: Work, status: int
) -> Response:
    given = await request.body()
    where = request.path_params.get("conversation", "")
    body: Any = {}
    fault: Fault | None = None
    told: Any
    headers: dict[str, str] = {}
    try:
        tokens.authorised(teams, request.headers.get("authorization", ""))
        if request.path_params["region"] != teams.region:
            raise TeamsError(404, "NotFound", "Nothing is served here any more.")
        body = _parsed(request, given)
        fault = teams.struck(operation, body)
        if fault is not None and not fault.accepts:
            return await _troubled(teams, request, fault, operation, body)
        _throttle(teams, operation, where)
        told = work(teams, request, body)
        status = 202 if operation in ("send", "reply") and not told else status
    except TeamsError as error:
        status, told = error.status, error.body
        if error.retry_after is not None:
            headers["Retry-After"] = f"{max(1, round(error.retry_after + 0.5))}"
    noted = told if isinstance(told, dict) else {"members": told}
    teams.note(operation, where, body, noted, status if fault is None else 0, _targeted(request))
    await asyncio.sleep(teams.slowness.get(operation, 0))
    if fault is not None:
        return await _failing(teams, request, str(fault.trouble).removeprefix("accept-then-"), told)
    if operation == "delete" and status == 200:
        return Response(status_code=200)
    return JSONResponse(told, status_code=status, headers=headers)


def _parsed(request: Request, given: bytes) -> Any:
    if request.method not in ("POST", "PUT"):
        return {}
    kind = request.headers.get("content-type", "")
    if not kind.startswith("application/json"):
        raise TeamsError(415, "UnsupportedMediaType", f"Content-Type {kind!r}")
    try:
        return json.loads(given)
    except ValueError:
        raise bad("The body is not JSON.") from None


def _throttle(teams: State, operation: str, where: str) -> None:
    if not teams.limits_on:
        return
    # Threads of one channel are one conversation.
    base = where.partition(";")[0]
    known = next((home.id for home in teams.tenants.values() if base in home.places), "")
    tenant = known or teams.tenant.id
    wait = teams.rates.wait(operation, base, tenant, teams.clock())
    if wait is not None:
        raise throttled(wait if teams.says_when else None)


def _targeted(request: Request) -> bool:
    return request.query_params.get("isTargetedActivity") == "true"


def _metadata(teams: State) -> JSON:
    return {
        "issuer": "https://api.botframework.com",
        "authorization_endpoint": "https://invalid.botframework.com",
        "jwks_uri": f"{teams.url}/v1/.well-known/keys",
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
    }


def _jwks(teams: State) -> JSON:
    return {"keys": [keys.jwk(teams.key_number, ["msteams", "webchat", "directline"])]}


async def _public(teams: State, request: Request, operation: str, told: JSON) -> Response:
    if fault := teams.struck(operation, {}):
        return await _troubled(teams, request, fault, operation, {})
    await asyncio.sleep(teams.slowness.get(operation, 0))
    teams.note(operation, "", {}, {}, 200)
    return JSONResponse(told)


async def _troubled(
    teams: State, request: Request, fault: Fault, operation: str, body: Any
) -> Response:
    trouble = fault.trouble
    status = trouble if isinstance(trouble, int) else 0
    told = trouble if isinstance(trouble, dict) else {}
    where = request.path_params.get("conversation", "")
    teams.note(operation, where, body, told, status, _targeted(request))
    if isinstance(trouble, dict):
        return JSONResponse(told, status_code=int(told.get("status", 403)))
    if not status:
        return await _failing(teams, request, str(trouble), {})
    if status in (412, 429):
        code = {412: "PreconditionFailed", 429: "Throttled"}[status]
        with_when = (
            {"Retry-After": str(fault.retry_after)} if status == 429 and teams.says_when else {}
        )
        return JSONResponse(TeamsError(status, code).body, status_code=status, headers=with_when)
    return _broken(status)


async def _failing(teams: State, request: Request, how: str, told: Any) -> Response:
    match how:
        case "half":
            return Half(json.dumps(told))
        case "500":
            return _broken(500)
        case "timeout":
            await _until_gone(teams, request)
    return Cut()


async def _until_gone(teams: State, request: Request) -> None:
    """Until the caller hangs up, or the fake closes."""
    closing = asyncio.ensure_future(teams.closing.wait())
    gone = asyncio.ensure_future(request.receive())
    await asyncio.wait({closing, gone}, return_when=asyncio.FIRST_COMPLETED)
    closing.cancel()
    gone.cancel()


def _broken(status: int) -> Response:
    return HTMLResponse("<html><body>Service Unavailable</body></html>", status_code=status)
