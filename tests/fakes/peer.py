"""A tiny real Bolt app: the other side of the wire in the fake's own tests."""

import logging
from typing import Any

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .slack import FakeSlack
from .slack.world import JSON

FORM: JSON = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "Stand-up"},
    "submit": {"type": "plain_text", "text": "Send"},
    "notify_on_close": True,
    "private_metadata": "kept",
    "blocks": [
        {
            "type": "input",
            "block_id": "plan",
            "label": {"type": "plain_text", "text": "Your plan"},
            "element": {"type": "plain_text_input", "action_id": "words", "max_length": 20},
        },
        {
            "type": "input",
            "block_id": "mood",
            "optional": True,
            "dispatch_action": True,
            "label": {"type": "plain_text", "text": "Mood"},
            "element": {
                "type": "static_select",
                "action_id": "pick",
                "options": [
                    {"text": {"type": "plain_text", "text": word}, "value": word.lower()}
                    for word in ("Good", "Bad")
                ],
            },
        },
    ],
}

CARD: list[JSON] = [
    {
        "type": "section",
        "block_id": "say",
        "text": {"type": "mrkdwn", "text": "*Stand-up* of the team"},
    },
    {
        "type": "actions",
        "block_id": "do",
        "elements": [
            {
                "type": "button",
                "action_id": "answer",
                "text": {"type": "plain_text", "text": "Answer"},
                "value": "v1",
            },
            {
                "type": "static_select",
                "action_id": "colour",
                "placeholder": {"type": "plain_text", "text": "Colour"},
                "options": [
                    {"text": {"type": "plain_text", "text": word}, "value": word}
                    for word in ("red", "blue")
                ],
            },
        ],
    },
]


def titled(title: str, **more: Any) -> JSON:
    return {**FORM, "title": {"type": "plain_text", "text": title}, **more}


class Peer:
    """Notes what reached it; a test sets `then` to change how it answers."""

    def __init__(self, slack: FakeSlack) -> None:
        home = slack.workspace
        self.heard: list[tuple[str, JSON]] = []
        self.then: dict[str, Any] = {}
        client = AsyncWebClient(token=home.token, base_url=slack.api_url)
        logger = logging.getLogger("peer")
        logger.setLevel(logging.CRITICAL)
        self.bolt = AsyncApp(
            client=client,
            signing_secret=slack.signing_secret,
            process_before_response=True,
            logger=logger,
        )
        self._listen()
        handler = AsyncSlackRequestHandler(self.bolt)

        async def door(request: Request) -> Response:
            return await handler.handle(request)

        self.app = Starlette(routes=[Route("/slack/events", door, methods=["POST"])])

    def _note(self, kind: str, body: JSON) -> None:
        self.heard.append((kind, body))
        if error := self.then.get("raise"):
            raise error
        if act := self.then.get("act"):
            act()

    def _listen(self) -> None:
        bolt = self.bolt

        @bolt.command("/standup")
        async def command(ack: Any, body: JSON, client: AsyncWebClient) -> None:
            self._note("command", body)
            if body["text"] == "form":
                await client.views_open(trigger_id=body["trigger_id"], view=FORM)
                await ack()
            else:
                await ack(self.then.get("command", f"heard {body['text']}"))

        for name in ("answer", "colour", "pick"):
            bolt.action(name)(self._action)

        @bolt.view("form")
        async def submitted(ack: Any, body: JSON) -> None:
            self._note("view_submission", body)
            await ack(**self.then.get("submit", {}))

        @bolt.view_closed("form")
        async def closed(ack: Any, body: JSON) -> None:
            self._note("view_closed", body)
            await ack()

        @bolt.shortcut("anywhere")
        async def anywhere(ack: Any, body: JSON) -> None:
            self._note("shortcut", body)
            await ack()

        @bolt.message_shortcut("log_blocker")
        async def log_blocker(ack: Any, body: JSON) -> None:
            self._note("message_action", body)
            await ack()

        for event in (
            "message", "app_mention", "app_home_opened", "member_joined_channel", "member_left_channel", "channel_left",
            "channel_archive", "channel_deleted", "user_change", "app_uninstalled", "tokens_revoked", "team_join",
        ):  # fmt: skip
            bolt.event(event)(self._event)

    async def _action(self, ack: Any, body: JSON, client: AsyncWebClient) -> None:
        self._note("block_actions", body)
        if view := self.then.get("push"):
            await client.views_push(trigger_id=body["trigger_id"], view=view)
        await ack()

    async def _event(self, body: JSON) -> None:
        self._note(body["event"]["type"], body)
