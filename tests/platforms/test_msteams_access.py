"""With what rights we talk to Teams: what is refused, and how our token is got."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from bot.msteams.access import Access, Unsafe, access, certificate
from bot.msteams.keys import Unreachable
from bot.msteams.sdk import Sdk
from bot.settings import Settings
from tests.fakes.msteams import FakeTeams, identity

LOGIN = "https://login.microsoftonline.com"


def settings(**given: str) -> Settings:
    return Settings.model_validate({"TEAMS_APP_ID": "app", **given})


@pytest.fixture
async def fake() -> AsyncIterator[FakeTeams]:
    # Microsoft's library remembers tokens by the app they are for, from one test to the next.
    async with FakeTeams.running(app_id=str(uuid4())) as teams:
        yield teams


@pytest.fixture
def log_in(fake: FakeTeams, monkeypatch: pytest.MonkeyPatch) -> None:
    """Microsoft's log-in is the fake's."""
    send = requests.Session.request

    def request(self: requests.Session, method: str, url: str, **more: Any) -> Any:
        if url.startswith(LOGIN) and "openid-configuration" in url:
            return _told(
                {
                    "issuer": f"{LOGIN}/{fake.tenant.id}/v2.0",
                    "token_endpoint": f"{LOGIN}/{fake.tenant.id}/oauth2/v2.0/token",
                    "authorization_endpoint": f"{LOGIN}/x",
                }
            )
        return send(self, method, url.replace(LOGIN, fake.login_url), **more)

    monkeypatch.setattr(requests.Session, "request", request)


def _told(body: dict[str, str]) -> requests.Response:
    import json

    answer = requests.Response()
    answer.status_code = 200
    answer._content = json.dumps(body).encode()
    return answer


def test_in_production_there_is_no_bot_without_an_app_id() -> None:
    with pytest.raises(Unsafe, match="TEAMS_APP_ID"):
        access(settings(TEAMS_APP_ID="", TEAMS_TENANT_ID="t", DRUMBEAT_ENV="production"))


def test_nor_is_there_one_for_the_whole_network() -> None:
    with pytest.raises(Unsafe, match="TEAMS_APP_ID"):
        access(settings(TEAMS_APP_ID="", TEAMS_TENANT_ID="t", DRUMBEAT_HOST="0.0.0.0"))


def test_in_development_on_this_machine_there_may_be() -> None:
    assert access(settings(TEAMS_APP_ID="", TEAMS_TENANT_ID="t")).is_open


def test_a_secret_and_a_certificate_are_one_too_many() -> None:
    with pytest.raises(Unsafe, match="not both"):
        access(settings(TEAMS_APP_PASSWORD="x", TEAMS_APP_CERTIFICATE="y"))


def test_neither_means_the_managed_identity_in_production_and_no_token_in_development() -> None:
    given = {"TEAMS_TENANT_ID": "t"}
    assert access(settings(**given, DRUMBEAT_ENV="production")).managed_identity
    assert not access(settings(**given)).managed_identity
    with pytest.raises(Unsafe, match="TEAMS_TENANT_ID"):
        access(settings(DRUMBEAT_ENV="production"))


def test_a_certificate_is_a_file_or_its_content(tmp_path: Path) -> None:
    pem = made()[0]
    (tmp_path / "bot.pem").write_text(pem)
    assert certificate(pem) == certificate(str(tmp_path / "bot.pem"))
    assert len(certificate(pem).thumbprint) == 40


@pytest.mark.parametrize("given", ["/nowhere.pem", "-----BEGIN NOTHING-----", "x"])
def test_what_is_no_certificate_is_refused_without_quoting_it(given: str) -> None:
    with pytest.raises(Unsafe) as refused:
        certificate(given)
    assert given not in str(refused.value).split()


def test_nothing_secret_is_shown() -> None:
    shown = repr(access(settings(TEAMS_APP_PASSWORD="hush")))
    assert "hush" not in shown
    assert "PRIVATE" not in repr(access(settings(TEAMS_APP_CERTIFICATE=made()[0])))


@pytest.mark.usefixtures("log_in")
async def test_the_secret_gets_us_a_token_for_our_tenant(fake: FakeTeams) -> None:
    given = Access(fake.app_id, fake.tenant.id, fake.app_password)
    assert await _token(given)
    assert fake.calls_by_operation["token"] == 1


@pytest.mark.usefixtures("log_in")
async def test_a_wrong_secret_gets_none_and_tells_nobody_why(fake: FakeTeams) -> None:
    with pytest.raises(Unreachable) as refused:
        await _token(Access(fake.app_id, fake.tenant.id, "wrong"))
    assert str(refused.value).startswith("no token: ")
    assert fake.tenant.id not in str(refused.value)


@pytest.mark.usefixtures("log_in")
async def test_the_certificate_gets_us_a_token_that_opens_the_connector(fake: FakeTeams) -> None:
    pem, fake.certificate = made()
    given = Access(fake.app_id, fake.tenant.id, certificate=certificate(pem))
    assert await _opens_the_connector(given, fake)
    [asked] = [call for call in fake.calls if call.operation == "token"]
    assert asked.status == 200


@pytest.mark.usefixtures("log_in")
async def test_another_certificate_gets_none(fake: FakeTeams) -> None:
    fake.certificate = made()[1]
    other = certificate(made()[0])
    with pytest.raises(Unreachable) as refused:
        await _token(Access(fake.app_id, fake.tenant.id, certificate=other))
    assert fake.tenant.id not in str(refused.value)
    assert [call.status for call in fake.calls if call.operation == "token"] == [401]


@pytest.fixture(params=["virtual machine", "app service"])
def at_azure(
    request: pytest.FixtureRequest, fake: FakeTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Azure puts into the environment of who runs there."""
    for name in ("IDENTITY_ENDPOINT", "IDENTITY_HEADER", "MSI_ENDPOINT", "MSI_SECRET"):
        monkeypatch.delenv(name, raising=False)
    if request.param == "virtual machine":
        monkeypatch.setenv("AZURE_POD_IDENTITY_AUTHORITY_HOST", fake.url)
    else:
        monkeypatch.setenv("IDENTITY_ENDPOINT", f"{fake.url}/msi/token")
        monkeypatch.setenv("IDENTITY_HEADER", identity.HEADER)


@pytest.mark.usefixtures("at_azure")
async def test_the_managed_identity_gets_us_a_token_that_opens_the_connector(
    fake: FakeTeams,
) -> None:
    given = Access(fake.app_id, fake.tenant.id, managed_identity=True)
    assert await _opens_the_connector(given, fake)
    [asked] = [call for call in fake.calls if call.operation == "token"]
    assert asked.status == 200


@pytest.mark.usefixtures("at_azure")
async def test_an_identity_that_the_machine_does_not_have_gets_none(fake: FakeTeams) -> None:
    with pytest.raises(Unreachable):
        await _token(Access("another", fake.tenant.id, managed_identity=True))
    assert {call.status for call in fake.calls if call.operation == "token"} == {400}


async def test_a_token_is_remembered_and_not_asked_for_with_every_call() -> None:
    asked: list[int] = []

    def token() -> str:
        asked.append(1)
        return "mine"

    sdk = Sdk(Access("app"), token)
    for _ in range(3):
        assert await sdk._tokens.current() == "mine"
    assert len(asked) == 1
    sdk.forget_token()
    await sdk._tokens.current()
    assert len(asked) == 2


async def _opens_the_connector(given: Access, fake: FakeTeams) -> bool:
    fake.add_channel("harbor", [fake.add_person("Ada")])
    sdk = Sdk(given)
    await sdk.start()
    try:
        path = f"v3/conversations/{fake.place('harbor').id}/members"
        return (await sdk.call(fake.service_url, "get", path)).status == 200
    finally:
        await sdk.stop()


async def _token(given: Access) -> str:
    return await Sdk(given)._tokens.current()


def made() -> tuple[str, str]:
    """A certificate with its key, and without."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "drumbeat")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    public = signed.public_bytes(Encoding.PEM).decode()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return public + private, public
