"""Tokens, keys, throttling and outages of the fake Teams."""

import base64
import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from .msteams import FakeTeams, keys
from .teams_peer import TeamsScene, conversation, words


def part(token: str, which: int) -> dict[str, object]:
    text = token.split(".")[which]
    told: dict[str, object] = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return told


async def public_keys(scene: TeamsScene) -> dict[str, rsa.RSAPublicKey]:
    metadata = (await scene.http.get(scene.teams.openid_url)).json()
    assert metadata["issuer"] == "https://api.botframework.com"
    told = (await scene.http.get(metadata["jwks_uri"])).json()["keys"]
    assert all("msteams" in one["endorsements"] for one in told)

    def number(text: str) -> int:
        return int.from_bytes(base64.urlsafe_b64decode(text + "=="), "big")

    numbers = {one["kid"]: (number(one["e"]), number(one["n"])) for one in told}
    return {kid: rsa.RSAPublicNumbers(*both).public_key() for kid, both in numbers.items()}


async def is_good(scene: TeamsScene, token: str) -> bool:
    known = await public_keys(scene)
    if (key := known.get(str(part(token, 0).get("kid")))) is None:
        return False
    body, _, signature = token.rpartition(".")
    try:
        raw = base64.urlsafe_b64decode(signature + "==")
        key.verify(raw, body.encode(), padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


async def test_what_comes_from_the_channel_is_signed(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    await teams.say(scene.ada, None, "hi")
    token = scene.headers[0]["authorization"].removeprefix("Bearer ")
    assert await is_good(scene, token)
    claims = part(token, 1)
    assert claims["iss"] == "https://api.botframework.com" and claims["aud"] == teams.app_id
    assert claims["serviceurl"] == scene.heard[0]["serviceUrl"]
    teams.rotate_keys()
    assert not await is_good(scene, token)
    assert await is_good(scene, teams.token())


async def test_a_forged_token_is_wrong_in_one_way(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    right = teams.token()
    kids = set(await public_keys(scene))
    assert part(teams.token("wrong key"), 0)["kid"] in kids
    assert not await is_good(scene, teams.token("wrong key"))
    assert part(teams.token("unknown kid"), 0)["kid"] not in kids
    assert part(teams.token("not signed"), 0)["alg"] == "none"
    for forged, claim in (
        ("wrong issuer", "iss"),
        ("wrong audience", "aud"),
        ("wrong service url", "serviceurl"),
        ("no service url", "serviceurl"),
        ("expired", "exp"),
        ("not yet", "nbf"),
    ):
        token = teams.token(forged)  # type: ignore[arg-type]
        assert await is_good(scene, token)
        assert part(token, 1).get(claim) != part(right, 1)[claim]
    told = (await teams.say(scene.ada, None, "hi")).activity
    await teams.knock(told, "no token")
    assert "authorization" not in scene.headers[1]


async def test_the_token_server_gives_tokens_to_the_bot_alone(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    good = (await scene.token()).json()
    assert (good["token_type"], good["expires_in"]) == ("Bearer", 3599)
    for wrong, status, error in (
        ({"client_secret": "guess"}, 401, "invalid_client"),
        ({"client_id": "another"}, 400, "unauthorized_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": "openid"}, 400, "invalid_scope"),
    ):
        answer = await scene.token(**wrong)
        assert (answer.status_code, answer.json()["error"]) == (status, error)
    other = teams.add_tenant("Globex")
    url = teams.token_url.replace(teams.tenant.id, other.id)
    form = {"grant_type": "client_credentials", "client_id": teams.app_id}
    assert (await scene.http.post(url, data=form)).json()["error"] == "unauthorized_client"
    assert teams.calls_by_operation["token"] == 6


async def test_a_certificate_does_in_place_of_a_secret(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bot")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(keys.key(7).public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(keys.key(7), hashes.SHA256())
    )
    teams.certificate = made.public_bytes(serialization.Encoding.PEM).decode()
    claims = {
        "aud": teams.token_url,
        "iss": teams.app_id,
        "sub": teams.app_id,
        "jti": "1",
        "exp": int(now.timestamp()) + 600,
    }
    kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

    async def ask(number: int, **other: object) -> httpx.Response:
        assertion = keys.signed({**claims, **other}, number)
        return await scene.token(
            client_secret="", client_assertion_type=kind, client_assertion=assertion
        )

    assert (await ask(7)).status_code == 200
    assert (await ask(0)).status_code == 401
    assert (await ask(7, aud="https://x.example")).status_code == 401
    assert (await ask(7, exp=1)).status_code == 401


async def test_a_conversation_takes_seven_messages_a_second(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    teams.limits_on = True
    statuses = [(await scene.send(scene.harbor, words("x"))).status_code for _ in range(8)]
    assert statuses == [201] * 7 + [429]
    answer = await scene.send(scene.harbor, words("x"))
    assert answer.json()["error"]["code"] == "Throttled"
    assert int(answer.headers["Retry-After"]) >= 1
    teams.says_when = False
    assert "Retry-After" not in (await scene.send(scene.harbor, words("x"))).headers
    # Its threads are the same conversation; another one is not.
    root = teams.seen_by(scene.ada, scene.harbor)[0].id
    under = f"{scene.harbor.id};messageid={root}"
    assert (await scene.send(under, words("x"))).status_code == 429
    quay = teams.add_channel("quay", [scene.ada])
    assert (await scene.send(quay, words("x"))).status_code == 201
    scene.now.move(2)
    assert (await scene.send(scene.harbor, words("x"))).status_code == 201
    assert teams.too_many == 4


async def test_longer_windows_hold_as_well(scene_on_teams: TeamsScene) -> None:
    rates = scene_on_teams.teams.rates
    taken = 0
    for second in range(29):
        while rates.wait("send", "c", "t", float(second)) is None:
            taken += 1
    assert taken == 60
    assert rates.wait("send", "c", "t", 28.0) == pytest.approx(2.0)
    elsewhere = [rates.wait("send", f"c{n}", "t", 1000.0) for n in range(51)]
    assert elsewhere[:50] == [None] * 50 and elsewhere[50] is not None


@pytest.mark.parametrize("status", [412, 429, 500, 502, 503, 504])
async def test_faults_come_as_asked_for(scene_on_teams: TeamsScene, status: int) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    teams.fault("send", status=status, retry_after=7, after=1)
    answers = [await scene.send(scene.harbor, words("x")) for _ in range(3)]
    assert [one.status_code for one in answers] == [201, status, 201]
    assert answers[1].headers.get("Retry-After") == ("7" if status == 429 else None)
    assert len(teams.seen_by(scene.ada, scene.harbor)) == 2


async def test_a_connection_breaks_before_or_after_the_message_is_there(
    scene_on_teams: TeamsScene,
) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    for trouble in ("reset", "half", "accept-then-reset", "accept-then-half"):
        teams.fault("send", status=trouble)
        with pytest.raises(httpx.TransportError):
            await scene.send(scene.harbor, words(trouble))
    seen = [one.text for one in teams.seen_by(scene.ada, scene.harbor)]
    assert seen == ["accept-then-reset", "accept-then-half"]
    teams.fault("update", status="timeout")
    path = f"{conversation(scene.harbor)}/activities/1"
    with pytest.raises(httpx.TimeoutException):
        await scene.call("PUT", path, words("x"), timeout=0.05)


async def test_the_servers_of_keys_and_tokens_fail_too(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    for operation in ("metadata", "keys", "token"):
        teams.fault(operation, status=503)
    metadata = await scene.http.get(teams.openid_url)
    assert metadata.status_code == 503
    jwks = (await scene.http.get(teams.openid_url)).json()["jwks_uri"]
    assert (await scene.http.get(jwks)).status_code == 503
    assert (await scene.token()).status_code == 503
    assert (await scene.token()).status_code == 200


async def test_an_activity_can_come_twice(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    first = await teams.say(scene.ada, None, "hi")
    await teams.redeliver(first)
    assert scene.heard[0] == scene.heard[1]
    teams.resends = 2
    scene.then["status"] = 500
    answer = await teams.say(scene.ada, None, "again")
    assert answer.failed == "refused" and len(scene.heard) == 5


async def test_a_late_answer_is_no_answer(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    answer = await teams.hand_over({"type": "invoke", "name": "x"})
    assert answer.failed is None
    at = iter([0.0, 60.5])
    teams.clock = lambda: next(at)
    assert (await teams.hand_over({"type": "invoke", "name": "x"})).failed == "timed out"
    teams.clock = scene.now
    teams.app_url = "http://127.0.0.1:1/"
    assert (await teams.hand_over({"type": "message"})).failed == "no connection"


def test_it_runs_in_a_thread_of_its_own() -> None:
    with FakeTeams.in_thread(tenant="Globex") as teams:
        ada = teams.add_person("Ada")
        told = httpx.get(teams.openid_url).json()
        assert told["jwks_uri"].startswith(teams.url)
        assert teams.seen_by(ada) == [] and teams.tenant.name == "Globex"
