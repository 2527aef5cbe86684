"""Handing activities to the bot, with a signed token, or with a forged one."""

import json
from typing import Any, Literal

import aiohttp

from . import keys
from .record import Answer, Failure
from .state import State
from .world import JSON

ISSUER = "https://api.botframework.com"
INVOKE_WITHIN = 5.0
"""Seconds; then Teams has given up on an invoke."""
MESSAGE_WITHIN = 15.0

Forged = Literal[
    "no token",
    "not a token",
    "not signed",
    "wrong key",
    "unknown kid",
    "wrong issuer",
    "wrong audience",
    "expired",
    "not yet",
    "wrong service url",
    "no service url",
    "emulator",
]


class Delivery(State):
    """Needs `session`, which exists while the fake is running."""

    session: aiohttp.ClientSession

    def token(self, forged: Forged | None = None) -> str:
        """What the channel signs for this bot; `forged` names what is wrong with it."""
        now = int(self.signing_clock())
        claims: JSON = {
            "serviceurl": self.service_url,
            "nbf": now - 60,
            "exp": now + 3600,
            "iss": ISSUER,
            "aud": self.app_id,
        }
        number, header = self.key_number, dict[str, str]()
        match forged:
            case "not a token" | "no token":
                return "not-a-token"
            case "wrong key":
                number, header = WRONG_KEY, {"kid": keys.kid(self.key_number)}
            case "unknown kid":
                number = WRONG_KEY
            case "wrong issuer":
                claims["iss"] = "https://sts.windows.net/another/"
            case "emulator":
                # What the emulator of old is let in with, signed with the right key.
                claims |= {"iss": f"https://sts.windows.net/{EMULATOR}/", "appid": self.app_id}
            case "wrong audience":
                claims["aud"] = self.new_guid()
            case "expired":
                claims |= {"nbf": now - 7200, "exp": now - 3600}
            case "not yet":
                claims |= {"nbf": now + 3600, "exp": now + 7200}
            case "wrong service url":
                claims["serviceurl"] = "https://smba.example/teams/"
            case "no service url":
                del claims["serviceurl"]
        made = keys.signed(claims, number, **header)
        if forged == "not signed":
            head = keys.encoded(json.dumps({"typ": "JWT", "alg": "none"}).encode())
            made = ".".join([head, made.split(".")[1], ""])
        return made

    async def knock(
        self, activity: JSON | bytes, forged: Forged | None = None
    ) -> tuple[int, Any, dict[str, str]]:
        """One request to the bot, taken as it is; status, parsed body and headers of its answer."""
        assert self.app_url, "no app_url to send to"
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if forged != "no token":
            headers["Authorization"] = f"Bearer {self.token(forged)}"
        if isinstance(activity, dict):
            headers["MS-CV"] = self.new_id("cv")
            activity = json.dumps(activity).encode()
        patience = aiohttp.ClientTimeout(total=self.patience)
        async with self.session.post(
            self.app_url, data=activity, headers=headers, timeout=patience
        ) as response:
            text = (await response.read()).decode("utf-8", "replace")
            is_json = "json" in response.content_type and text
            return response.status, json.loads(text) if is_json else text, dict(response.headers)

    async def hand_over(self, activity: JSON) -> Answer:
        """One attempt, or more if `resends` says so, and what came of the last."""
        answer = await self._attempt(activity)
        for _ in range(self.resends):
            if answer.failed is None:
                break
            answer = await self._attempt(activity)
        return answer

    async def redeliver(self, answer: Answer | JSON) -> Answer:
        """The same activity once more, as after an answer that got lost."""
        return self.noted(
            await self._attempt(answer.activity if isinstance(answer, Answer) else answer)
        )

    def noted(self, answer: Answer) -> Answer:
        self.answers.append(answer)
        return answer

    async def _attempt(self, activity: JSON) -> Answer:
        started = self.clock()
        status: int | None = None
        body: Any = None
        failed: Failure | None = None
        why = ""
        try:
            status, body, _ = await self.knock(activity)
            if not 200 <= status < 300:
                failed, why = "refused", str(body)[:500]
        except TimeoutError:
            failed = "timed out"
        except aiohttp.ClientError as error:
            failed, why = "no connection", str(error)
        took = self.clock() - started
        if took > (INVOKE_WITHIN if activity["type"] == "invoke" else MESSAGE_WITHIN):
            failed = "timed out"
        return Answer(activity, status, body, took, failed, why)


WRONG_KEY = 99
EMULATOR = "d6d49420-f39b-4df7-a1dc-d59a935871db"
