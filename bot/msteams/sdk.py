"""Microsoft's SDK: whose a request is, our own token, and the connector's protocol.

The one module that imports it: its successor speaks the same wire protocol, so moving there is this
file. `tests/platforms/test_msteams_sdk.py` shows each fault that is put right here, without its
repair. Its models are not used on the wire: they drop what they do not know, private messages too.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

import aiohttp
from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import (
    AuthenticationConfiguration,
    CertificateServiceClientCredentialsFactory,
    ManagedIdentityServiceClientCredentialsFactory,
    PasswordServiceClientCredentialFactory,
)
from botframework.connector.auth import AuthenticationConstants as Constants
from botframework.connector.auth._parameterized_bot_framework_authentication import (
    _ParameterizedBotFrameworkAuthentication,
)
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult
from botframework.connector.auth.connector_factory import ConnectorFactory
from botframework.connector.auth.jwt_token_extractor import JwtTokenExtractor
from msrest.pipeline import AsyncHTTPPolicy, AsyncHTTPSender, AsyncPipeline, Response
from msrest.universal_http.requests import ClientRetryPolicy

from bot.msteams import local
from bot.msteams.access import Access
from bot.msteams.keys import Keys, Unreachable
from bot.msteams.proven import Proven
from bot.msteams.tokens import Tokens

# Each connector looks 999 times for a status in this list of 500: 10 ms each time, as a list.
ClientRetryPolicy.safe_codes = frozenset(ClientRetryPolicy.safe_codes)

Payload = dict[str, Any]
Turn = Callable[[Payload], Awaitable["Invoked | None"]]

PATIENCE = 10.0  # seconds a call may take in all
MOST_CONNECTORS = 100
JSON = {"Accept": "application/json", "Content-Type": "application/json; charset=utf-8"}
OPENID_URL: str = Constants.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL


class Forged(Exception):
    """Nobody proved that this is from Microsoft, and meant for us."""


@dataclass(frozen=True, slots=True)
class Invoked:
    """The answer to an invoke."""

    body: Payload | None = None
    status: int = HTTPStatus.OK


@dataclass(frozen=True, slots=True)
class Told:
    """What the connector answers a call."""

    status: int
    headers: Any
    body: bytes


class Sdk(CloudAdapterBase):  # type: ignore[misc]
    def __init__(self, access: Access, token: Callable[[], str] | None = None) -> None:
        """`token` in place of Microsoft's log-in, for tests."""
        self.access = access
        self.sender = _Sender()
        self._token = token
        self._tokens = Tokens(self._signed_in)
        self._connectors = _Connectors(self.sender, self._tokens)
        super().__init__(_Authentication(access, self._connectors))

    async def start(self) -> None:
        await self.sender.start()

    async def stop(self) -> None:
        await self.sender.stop()

    async def hear(self, header: str | None, told: Payload, turn: Turn) -> Invoked | None:
        """One request through the adapter's pipeline. Raises Forged, or Unreachable."""
        activity = Activity(
            type=told.get("type"),
            id=told.get("id"),
            channel_id=told.get("channelId"),
            service_url=told.get("serviceUrl"),
            value=told.get("value"),
        )
        checked = await self._checked(activity, header)

        async def logic(context: TurnContext) -> None:
            # Plain values in and out: an invoke's value stays the dict that it came as.
            answer = await turn(told)
            if answer is not None:
                value = InvokeResponse(status=answer.status, body=answer.body)
                left = Activity(type=ActivityTypes.invoke_response, value=value)
                context.turn_state[self._INVOKE_RESPONSE_KEY] = left

        answer = await self.process_activity(checked, activity, logic)
        return Invoked(answer.body, int(answer.status)) if answer else None

    async def _checked(self, activity: Activity, header: str | None) -> Any:
        if not self.access.app_id:
            header = None  # Development without an app: whoever reaches us is let in.
        try:
            return await self.bot_framework_authentication.authenticate_request(activity, header)
        except Unreachable:
            raise
        except Exception as error:
            # It raises whatever it trips over: PyJWT's errors, KeyError, a bare Exception.
            raise Forged(type(error).__name__) from None

    async def call(
        self, service_url: str, method: str, path: str, body: Payload | None = None
    ) -> Told:
        """`path` is quoted. Raises Unreachable, aiohttp's errors or TimeoutError."""
        client = self._connectors.to(service_url)._client
        request = getattr(client, method)(path, None, JSON)
        if body is not None:
            request.add_content(body)
        answer = await client.async_send(request, stream=False)
        return Told(answer.status_code, answer.headers, answer.content)

    async def sign_in(self) -> None:
        """Raises Unreachable where Microsoft gives us no token."""
        await self._tokens.current()

    def forget_token(self) -> None:
        """After an answer that says it is no good."""
        self._tokens.forget()

    async def _signed_in(self) -> Callable[[], str] | None:
        """What gives us a token; it blocks. None: calls go without."""
        if self._token is not None:
            return self._token
        if local.is_local(self.access):
            return local.log_in(self.access)
        factory = _credentials(self.access)
        if factory is None:
            return None
        scope = Constants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE
        login = Constants.TO_CHANNEL_FROM_BOT_LOGIN_URL_PREFIX
        made = await factory.create_credentials(self.access.app_id, scope, login, True)
        get: Callable[[], str] = made.get_access_token
        return get


def _credentials(access: Access) -> Any:
    if not access.app_id:
        return None
    if access.password:
        return PasswordServiceClientCredentialFactory(
            access.app_id, access.password, access.tenant or None
        )
    if access.certificate:
        return CertificateServiceClientCredentialsFactory(
            access.certificate.thumbprint,
            access.certificate.private_key,
            access.app_id,
            tenant_id=access.tenant or None,
            certificate_public=access.certificate.public,
        )
    if access.managed_identity:
        return ManagedIdentityServiceClientCredentialsFactory(access.app_id)
    return None


class _Authentication(_ParameterizedBotFrameworkAuthentication):  # type: ignore[misc]
    """Tokens of the channel only: those of emulators and of other bots are not for us, and the
    SDK would fetch their keys with calls that block."""

    def __init__(self, access: Access, connectors: _Connectors) -> None:
        url = access.openid_url or OPENID_URL
        super().__init__(
            validate_authority=True,
            to_channel_from_bot_login_url=Constants.TO_CHANNEL_FROM_BOT_LOGIN_URL_PREFIX,
            to_channel_from_bot_oauth_scope=Constants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE,
            to_bot_from_channel_token_issuer=Constants.TO_BOT_FROM_CHANNEL_TOKEN_ISSUER,
            oauth_url="",
            to_bot_from_channel_open_id_metadata_url=url,
            to_bot_from_emulator_open_id_metadata_url="",
            caller_id="",
            credentials_factory=PasswordServiceClientCredentialFactory(access.app_id),
            auth_configuration=AuthenticationConfiguration(),
            http_client_factory=None,
        )
        self._connectors = connectors
        self._proven = Proven()
        JwtTokenExtractor.metadataCache[url] = Keys(url)

    async def authenticate_request(self, activity: Activity, auth_header: str | None) -> Any:
        told = (auth_header or "", activity.channel_id or "", activity.service_url or "")
        identity = self._proven.get(*told)
        if identity is None:
            identity = await self._jwt_token_validation_authenticate_request(activity, auth_header)
            if auth_header is not None:
                # A token without an end trips here.
                self._proven.keep(*told, identity, identity.claims["exp"])
        result = AuthenticateRequestResult()
        result.claims_identity = identity
        result.connector_factory = self._connectors
        return result

    async def _jwt_token_validation_authenticate_token(
        self, auth_header: str, channel_id: str, service_url: str | None
    ) -> Any:
        # An activity without a service URL would not be compared with the token's.
        return await self._government_channel_validation_authenticate_channel_token(
            auth_header, service_url or "", channel_id
        )

    def create_connector_factory(self, claims_identity: Any) -> Any:
        return self._connectors

    async def create_user_token_client(self, claims_identity: Any) -> None:
        """Nobody signs in with us; the SDK would build a client for it with every request."""


class _Connectors(ConnectorFactory):  # type: ignore[misc]
    """One for each service URL; the SDK builds two with every request."""

    def __init__(self, sender: _Sender, tokens: Tokens) -> None:
        self.sender = sender
        self.tokens = tokens
        self._known: dict[str, Any] = {}

    async def create(self, service_url: str, audience: str | None = None) -> Any:
        return self.to(service_url)

    def to(self, service_url: str) -> Any:
        connector = self._known.get(service_url)
        if connector is None:
            if len(self._known) >= MOST_CONNECTORS:
                self._known.clear()
            connector = ConnectorClient(
                self.tokens, service_url, pipeline_type=self._pipeline, sender=self.sender
            )
            self._known[service_url] = connector
        return connector

    def _pipeline(self, config: Any) -> Any:
        """Nothing in it logs or retries: only the ledger knows what may be sent again."""
        return AsyncPipeline([config.user_agent_policy, _Signing(self.tokens)], self.sender)


class _Signing(AsyncHTTPPolicy):  # type: ignore[misc]
    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.tokens = tokens

    async def send(self, request: Any, **kwargs: Any) -> Any:
        if token := await self.tokens.current():
            request.http_request.headers["Authorization"] = f"Bearer {token}"
        return await self.next.send(request, **kwargs)


class _Sender(AsyncHTTPSender):  # type: ignore[misc]
    """One session for all. The SDK's sender on aiohttp sends neither headers nor a body."""

    def __init__(self) -> None:
        self.session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        # Not one below what the ledger has on the wire: an answer must not wait behind it.
        connector = aiohttp.TCPConnector(limit=0)
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        self.session = aiohttp.ClientSession(timeout=timeout, connector=connector)

    async def stop(self) -> None:
        if self.session:
            await self.session.close()

    async def __aexit__(self, *details: object) -> None:
        await self.stop()

    async def send(self, request: Any, **config: Any) -> Any:
        if self.session is None:
            raise Unreachable("not started")
        asked = request.http_request
        async with self.session.request(
            asked.method,
            asked.url,
            headers=dict(asked.headers),
            data=asked.data,
            allow_redirects=False,
        ) as answer:
            body = await answer.read()
            told = SimpleNamespace(status_code=answer.status, headers=answer.headers, content=body)
            return Response(request, told)
