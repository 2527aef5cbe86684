"""Microsoft's token server: what the bot proves, and the tokens it gets for its own requests."""

from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from . import keys
from .errors import TeamsError
from .state import State
from .world import JSON

AUDIENCE = "https://api.botframework.com"
SCOPE = f"{AUDIENCE}/.default"
BY_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LIVES = 3599
MICROSOFT = "https://login.microsoftonline.com"
"""What this stands for: a test may lead its requests here."""


class Refused(Exception):
    def __init__(self, status: int, error: str, why: str) -> None:
        super().__init__(why)
        self.status, self.error, self.why = status, error, why


async def token(teams: State, request: Request) -> Response:
    """Client credentials, by secret or by a certificate's assertion."""
    form = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
    tenant = request.path_params["tenant"]
    try:
        _check(teams, tenant, form, str(request.url))
    except Refused as refused:
        body = {"error": refused.error, "error_description": refused.why}
        teams.note("token", tenant, {"refused": refused.why}, {}, refused.status)
        return JSONResponse(body, status_code=refused.status)
    made = issued(teams, tenant, form["scope"])
    told = {"token_type": "Bearer", "expires_in": LIVES, "ext_expires_in": LIVES}
    teams.note("token", tenant, {"scope": form["scope"]}, {}, 200)
    return JSONResponse({**told, "access_token": made})


def issued(teams: State, tenant: str, scope: str = SCOPE) -> str:
    now = int(teams.clock())
    return keys.signed(
        {
            "aud": scope.removesuffix("/.default"),
            "iss": f"https://sts.windows.net/{tenant}/",
            "iat": now,
            "nbf": now,
            "exp": now + LIVES,
            "appid": teams.app_id,
            "tid": tenant,
            "uti": str(teams.token_age),
        },
        TOKENS_KEY,
    )


# Apart from those that sign what comes from the channel.
TOKENS_KEY = 100


def _check(teams: State, tenant: str, form: dict[str, str], url: str) -> None:
    if tenant not in (*teams.tenants, "botframework.com"):
        raise Refused(400, "invalid_request", f"AADSTS90002: Tenant '{tenant}' not found.")
    if teams.single_tenant and tenant != teams.tenant.id:
        why = f"AADSTS700016: Application with identifier '{teams.app_id}' was not found in '{tenant}'."
        raise Refused(400, "unauthorized_client", why)
    if form.get("grant_type") != "client_credentials":
        raise Refused(400, "unsupported_grant_type", "AADSTS70003: unsupported grant type.")
    if form.get("client_id") != teams.app_id:
        why = f"AADSTS700016: Application '{form.get('client_id')}' was not found."
        raise Refused(400, "unauthorized_client", why)
    if not form.get("scope", "").endswith("/.default"):
        raise Refused(400, "invalid_scope", "AADSTS1002012: the scope must end with /.default.")
    if "client_assertion" in form:
        _check_assertion(teams, form, url)
    elif form.get("client_secret") != teams.app_password:
        raise Refused(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.")


def _check_assertion(teams: State, form: dict[str, str], url: str) -> None:
    if form.get("client_assertion_type") != BY_ASSERTION or not teams.certificate:
        raise Refused(401, "invalid_client", "AADSTS700027: no such certificate is registered.")
    try:
        claims = keys.verified(form["client_assertion"], keys.public_of(teams.certificate))
    except keys.NotAToken as error:
        raise Refused(401, "invalid_client", f"AADSTS700027: {error}") from None
    if (claims.get("iss"), claims.get("sub")) != (teams.app_id, teams.app_id):
        raise Refused(401, "invalid_client", "AADSTS700021: iss and sub are the application's id.")
    if claims.get("aud") not in (url, url.replace(teams.login_url, MICROSOFT)) or not claims.get(
        "jti"
    ):
        raise Refused(401, "invalid_client", f"AADSTS700023: the audience is {url}; jti is needed.")
    if not claims.get("exp", 0) > teams.signing_clock():
        raise Refused(401, "invalid_client", "AADSTS700024: the assertion is too old.")


def authorised(teams: State, header: str) -> None:
    """Whether a request's Authorization lets it into the connector; 401 else."""
    scheme, _, given = header.partition(" ")
    try:
        if scheme.lower() != "bearer":
            raise keys.NotAToken("no bearer token")
        claims = keys.verified(given.strip(), keys.key(TOKENS_KEY).public_key())
        _at_home(teams, claims)
    except keys.NotAToken as error:
        raise TeamsError(401, "Unauthorized", f"Authorization has been denied: {error}") from None
    if not teams.registered:
        raise TeamsError(401, "BotNotRegistered", "No registration found for this bot.")


def _at_home(teams: State, claims: JSON) -> None:
    if claims["aud"] != AUDIENCE:
        raise keys.NotAToken(f"made for {claims['aud']}")
    if claims["appid"] != teams.app_id:
        raise keys.NotAToken("of another application")
    if not claims["nbf"] <= teams.clock() < claims["exp"]:
        raise keys.NotAToken("expired")
    if claims["uti"] != str(teams.token_age):
        raise keys.NotAToken("revoked")
