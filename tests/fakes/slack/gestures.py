"""What a person does that the app has to answer: commands, presses, forms, shortcuts."""

from dataclasses import replace
from typing import Any

from . import form
from .errors import SlackError
from .messages import post, visible
from .methods.views import checked, clear, described, stacked
from .methods.views import replace as replace_view
from .record import Answer
from .sockets import Sockets
from .state import ChannelRef, PersonRef
from .world import JSON, Channel, Message, Person, View, Workspace


class Gestures(Sockets):
    async def command(
        self, user: PersonRef, channel: ChannelRef, command: str, text: str = ""
    ) -> Answer:
        """`command(ada, team, "/standup", "setup")`; the text may follow the command's name as well."""
        who, home, where = self._at(user, channel)
        name, _, rest = command.partition(" ")
        if "commands" not in home.scopes:
            raise LookupError("the app may not have commands")
        payload = {
            "token": "verification-token",
            "team_id": home.id,
            "team_domain": home.domain,
            "channel_id": where.id,
            "channel_name": {"im": "directmessage", "group": "privategroup"}.get(
                where.kind, where.name
            ),
            "user_id": who.id,
            "user_name": who.name,
            "command": name,
            "text": text or rest,
            "api_app_id": home.app_id,
            "is_enterprise_install": "false",
            "response_url": self.new_response_url(who, where),
            "trigger_id": self.new_trigger(who),
        }
        answer = await self.hand_over("slash_commands", "command", payload)
        if answer.failed is None and answer.body:
            answer = self._said_in_answer(answer, home, where, who)
        return self._noted(answer)

    async def press(
        self,
        user: PersonRef,
        message: Message,
        action: str,
        choose: Any = None,
        *,
        block_id: str | None = None,
        answers: dict[str, Any] | None = None,
    ) -> Answer:
        """`action` is an action_id or the words on the button. `choose` is what a select or picker is set to;
        `answers` fill other inputs of the message first."""
        who, home, where = self._at(user, message.channel)
        if not visible(message, who):
            raise LookupError(f"{who.real_name} does not see that message")
        chosen = message.chosen.setdefault(who.id, form.initial_values(message.blocks))
        self._fill(message.blocks, chosen, answers or {})
        block, element = form.find(message.blocks, action, block_id)
        acted = self._act(block, element, choose, chosen)
        container: JSON = {"type": "message", "message_ts": message.ts, "channel_id": where.id}
        container["is_ephemeral"] = message.only_for is not None
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        payload: JSON = {
            **self._interaction("block_actions", who, home),
            "container": container,
            "trigger_id": self.new_trigger(who),
            "channel": {"id": where.id, "name": where.name},
            "state": {"values": chosen},
            "response_url": self.new_response_url(who, where, message),
            "actions": [acted],
        }
        # Slack does not send an ephemeral message back.
        if message.only_for is None:
            payload["message"] = message.described(home.id, home.app_id)
        return self._noted(await self.hand_over("interactive", "block_actions", payload))

    async def press_in_view(
        self,
        user: PersonRef,
        view: View,
        action: str,
        choose: Any = None,
        *,
        block_id: str | None = None,
        answers: dict[str, Any] | None = None,
    ) -> Answer:
        """In a modal or on the Home tab; an input block tells the app only if it has `dispatch_action`."""
        who, home = self._owner(user, view)
        self._fill(view.blocks, view.values, answers or {})
        block, element = form.find(view.blocks, action, block_id)
        if block["type"] == "input" and not block.get("dispatch_action"):
            raise LookupError(f"{action!r} does not tell the app before the form is sent")
        acted = self._act(block, element, choose, view.values)
        payload = {
            **self._interaction("block_actions", who, home),
            "container": {"type": "view", "view_id": view.id},
            "trigger_id": self.new_trigger(who, view),
            "view": described(home, view),
            "actions": [acted],
        }
        return self._noted(await self.hand_over("interactive", "block_actions", payload))

    async def submit(
        self, user: PersonRef, view: View, values: dict[str, Any] | None = None
    ) -> Answer:
        """`values` by block_id, action_id or label. Applies what the app answers."""
        who, home = self._owner(user, view)
        if home.stacks.get(who.id, [])[-1:] != [view.id]:
            raise LookupError("that form is not on top")
        self._fill(view.blocks, view.values, values or {})
        payload = {
            **self._interaction("view_submission", who, home),
            "trigger_id": self.new_trigger(who, view),
            "view": described(home, view),
            "response_urls": [],
        }
        if refused := form.refusals(view.blocks, view.values):
            return self._noted(
                Answer("view_submission", payload, errors=refused, view=view, in_browser=True)
            )
        answer = await self.hand_over("interactive", "view_submission", payload)
        if answer.failed is None:
            answer = self._respond_to_view(answer, home, who, view)
        return self._noted(answer)

    async def close(self, user: PersonRef, view: View, all_of_them: bool = False) -> Answer | None:
        """None when the app did not ask to be told (`notify_on_close`)."""
        who, home = self._owner(user, view)
        told = described(home, view)
        if all_of_them or view.body.get("clear_on_close"):
            clear(home, who.id)
        else:
            self._pop(home, who, view)
        if not view.body.get("notify_on_close"):
            return None
        payload = {
            **self._interaction("view_closed", who, home),
            "view": told,
            "is_cleared": all_of_them,
        }
        return self._noted(await self.hand_over("interactive", "view_closed", payload))

    async def shortcut(self, user: PersonRef, callback_id: str) -> Answer:
        """Global: from the lightning menu, without a channel."""
        who = self.person(user)
        home = self.of(who)
        payload = {
            **self._interaction("shortcut", who, home),
            "callback_id": callback_id,
            "trigger_id": self.new_trigger(who),
            "action_ts": self.stamp(),
        }
        return self._noted(await self.hand_over("interactive", "shortcut", payload))

    async def message_shortcut(self, user: PersonRef, message: Message, callback_id: str) -> Answer:
        who, home, where = self._at(user, message.channel)
        if not visible(message, who):
            raise LookupError(f"{who.real_name} does not see that message")
        payload = {
            **self._interaction("message_action", who, home),
            "callback_id": callback_id,
            "trigger_id": self.new_trigger(who),
            "action_ts": self.stamp(),
            "response_url": self.new_response_url(who, where, message),
            "channel": {"id": where.id, "name": where.name},
            "message_ts": message.ts,
            "message": message.described(home.id, home.app_id),
        }
        return self._noted(await self.hand_over("interactive", "message_action", payload))

    # Shared.

    def view_of(self, user: PersonRef) -> View | None:
        """The form on top of what this person has open."""
        who = self.person(user)
        home = self.of(who)
        stack = home.stacks.get(who.id, [])
        return home.views[stack[-1]] if stack else None

    def home_of(self, user: PersonRef) -> View | None:
        who = self.person(user)
        return self.of(who).homes.get(who.id)

    def _at(self, user: PersonRef, channel: ChannelRef) -> tuple[Person, Workspace, Channel]:
        who = self.person(user)
        home = self.of(who)
        where = self.channel(channel, home)
        if who.id not in where.members:
            raise LookupError(f"{who.real_name} is not in #{where.name}")
        return who, home, where

    def _owner(self, user: PersonRef, view: View) -> tuple[Person, Workspace]:
        who = self.person(user)
        if who.id != view.owner or not view.is_open:
            raise LookupError(f"{who.real_name} does not have that view open")
        return who, self.of(who)

    def _interaction(self, kind: str, who: Person, home: Workspace) -> JSON:
        return {
            "type": kind,
            "user": {"id": who.id, "username": who.name, "name": who.name, "team_id": home.id},
            "api_app_id": home.app_id,
            "token": "verification-token",
            "team": {"id": home.id, "domain": home.domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _fill(self, blocks: list[JSON], values: form.Values, given: dict[str, Any]) -> None:
        for ref, value in given.items():
            block, element = form.find(blocks, ref)
            values.setdefault(block["block_id"], {})[element["action_id"]] = form.state_of(
                element, value
            )

    def _act(self, block: JSON, element: JSON, choose: Any, values: form.Values) -> JSON:
        acted = {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block["block_id"],
        }
        acted["action_ts"] = self.stamp()
        if element["type"] == "button":
            return acted | {
                key: element[key] for key in ("text", "value", "style", "url") if key in element
            }
        known = values.get(block["block_id"], {}).get(element["action_id"])
        state = form.state_of(element, choose) if choose is not None or known is None else known
        if element["type"] != "overflow":
            values.setdefault(block["block_id"], {})[element["action_id"]] = state
        return acted | state

    def _said_in_answer(
        self, answer: Answer, home: Workspace, where: Channel, who: Person
    ) -> Answer:
        body = answer.body if isinstance(answer.body, dict) else {"text": answer.body}
        if not body.get("text") and not body.get("blocks"):
            return answer
        in_channel = body.get("response_type") == "in_channel"
        try:
            kept = post(self, home, where, body, only_for=None if in_channel else who.id)
        except SlackError as error:
            return replace(answer, failed="dispatch_failed", errors={"body": str(error.body)})
        return replace(answer, messages=(kept,))

    def _respond_to_view(self, answer: Answer, home: Workspace, who: Person, view: View) -> Answer:
        told = answer.body if isinstance(answer.body, dict) else {}
        action = told.get("response_action")
        try:
            match action:
                case None:
                    self._pop(home, who, view)
                case "errors":
                    errors = dict(told.get("errors") or {})
                    inputs = {
                        block["block_id"] for block in view.blocks if block["type"] == "input"
                    }
                    if not errors or not set(errors) <= inputs:
                        raise SlackError("errors name blocks that are not inputs of the form")
                    return replace(answer, errors=errors, response_action="errors", view=view)
                case "update":
                    replace_view(self, home, view, checked(self, home, told.get("view"), "modal"))
                    return replace(answer, response_action="update", view=view)
                case "push":
                    made = stacked(
                        self, home, who.id, checked(self, home, told.get("view"), "modal"), view
                    )
                    return replace(answer, response_action="push", view=made)
                case "clear":
                    clear(home, who.id)
                case _:
                    raise SlackError(f"unknown response_action {action}")
        except SlackError as error:
            # Slack shows "We had some trouble connecting" and keeps the form.
            return replace(
                answer, failed="dispatch_failed", errors={"body": str(error.body)}, view=view
            )
        return replace(answer, response_action=action)

    def _pop(self, home: Workspace, who: Person, view: View) -> None:
        view.is_open = False
        stack = home.stacks.get(who.id, [])
        if view.id in stack:
            stack.remove(view.id)

    def _noted(self, answer: Answer) -> Answer:
        if answer.view is None and (trigger := self.triggers.get(answer.trigger_id or "")):
            answer = replace(answer, view=self.view_of(trigger.person))
        self.answers.append(answer)
        return answer
