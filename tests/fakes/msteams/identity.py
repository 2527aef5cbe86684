"""Azure's own token servers for machines that have an identity: who runs there needs no secret."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from .state import State
from .tokens import AUDIENCE, LIVES, issued
from .world import JSON

HEADER = "only-who-runs-here-knows"
"""What Azure gives to programs in an app service, in their environment."""


async def on_a_virtual_machine(teams: State, request: Request) -> Response:
    """Proven by being reached at all; the header keeps redirected browsers out."""
    if request.headers.get("metadata") != "true":
        return _no(teams, "invalid_request", "Required metadata header not specified")
    return _answer(teams, request, "2018-02-01", {"expires_in": str(LIVES)})


async def in_an_app_service(teams: State, request: Request) -> Response:
    if request.headers.get("x-identity-header") != HEADER:
        return _no(teams, "unauthorized", "no such program", 403)
    ends = int(teams.clock()) + LIVES
    return _answer(teams, request, "2019-08-01", {"expires_on": str(ends)})


def _answer(teams: State, request: Request, version: str, lives: JSON) -> Response:
    asked = request.query_params
    if asked.get("api-version") != version:
        return _no(teams, "invalid_request", f"api-version is {version}")
    if asked.get("client_id") != teams.app_id:
        return _no(teams, "invalid_request", "Identity not found")
    if asked.get("resource") != AUDIENCE:
        return _no(teams, "invalid_resource", f"AADSTS500011: no {asked.get('resource')}")
    teams.note("token", teams.tenant.id, {"scope": AUDIENCE}, {}, 200)
    told = {"access_token": issued(teams, teams.tenant.id), "resource": AUDIENCE}
    return JSONResponse({**told, "token_type": "Bearer", **lives})


def _no(teams: State, error: str, why: str, status: int = 400) -> Response:
    teams.note("token", teams.tenant.id, {"refused": why}, {}, status)
    body = {"error": error, "error_description": why, "statusCode": status, "message": why}
    return JSONResponse(body, status_code=status)
