"""What happens in a workspace without the app being asked: events."""

import re

from .gestures import Gestures
from .messages import keep
from .methods.views import clear, described
from .record import Delivered
from .signing import Headers
from .state import ChannelRef, PersonRef
from .world import JSON, Channel, Message, Person, Workspace


class Happenings(Gestures):
    # Words.

    async def say(
        self, user: PersonRef, channel: ChannelRef, text: str, thread_ts: str | None = None
    ) -> Delivered | None:
        """In the bot's DM it hears everything; in a channel only what mentions it."""
        who, home, where = self._at(user, channel)
        kept = keep(self, where, who.id, text, _as_rich_text(text), thread_ts=thread_ts)
        if where.im_with:
            return await self.deliver(home, self._message_event(kept, home))
        if f"<@{home.bot.id}>" in text and home.bot.id in where.members:
            return await self.deliver(
                home, self._message_event(kept, home) | {"type": "app_mention"}
            )
        return None

    async def dm(
        self, user: PersonRef, text: str, thread_ts: str | None = None
    ) -> Delivered | None:
        """Says something to the bot in private."""
        return await self.say(user, self.bot_dm(user), text, thread_ts)

    async def mention(
        self, user: PersonRef, channel: ChannelRef, text: str, thread_ts: str | None = None
    ) -> Delivered | None:
        """Says the text with the bot's name before it."""
        home = self.of(self.person(user))
        return await self.say(user, channel, f"<@{home.bot.id}> {text}", thread_ts)

    async def react(
        self, user: PersonRef, message: Message, name: str, *, back: bool = False
    ) -> Delivered | None:
        """The app hears of signs on every message in its channels."""
        who, home, where = self._at(user, message.channel)
        item = {"type": "message", "channel": where.id, "ts": message.ts}
        event: JSON = {"type": "reaction_removed" if back else "reaction_added", "user": who.id}
        event |= {"reaction": name, "item_user": message.author, "item": item}
        return await self.deliver(home, event | {"event_ts": self.stamp()})

    async def edit_message(self, user: PersonRef, message: Message, text: str) -> Delivered | None:
        who, home, where = self._at(user, message.channel)
        self._own(who, message)
        before = message.described(home.id, home.app_id)
        message.earlier.append((message.text, message.blocks))
        message.text, message.blocks, message.edited = text, _as_rich_text(text), self.stamp()
        return await self._changed(home, where, "message_changed", message, before)

    async def delete_message(self, user: PersonRef, message: Message) -> Delivered | None:
        who, home, where = self._at(user, message.channel)
        self._own(who, message)
        before = message.described(home.id, home.app_id)
        message.deleted = True
        return await self._changed(home, where, "message_deleted", message, before)

    def said(self, channel: ChannelRef) -> Message:
        """The newest message there, by whomever."""
        return next(one for one in reversed(self.channel(channel).messages) if not one.deleted)

    # Home.

    async def open_home(self, user: PersonRef, tab: str = "home") -> Delivered | None:
        who = self.person(user)
        home = self.of(who)
        event: JSON = {
            "type": "app_home_opened",
            "user": who.id,
            "channel": self.bot_dm(who).id,
            "tab": tab,
        }
        event["event_ts"] = self.stamp()
        if (shown := home.homes.get(who.id)) and tab == "home":
            event["view"] = described(home, shown)
        return await self.deliver(home, event)

    # Coming and going.

    async def join(
        self, user: PersonRef, channel: ChannelRef, inviter: PersonRef | None = None
    ) -> Delivered | None:
        who = self.person(user)
        home = self.of(who)
        where = self.channel(channel, home)
        if who.id not in where.members:
            where.members.append(who.id)
        event: JSON = {
            "type": "member_joined_channel",
            "user": who.id,
            "channel": where.id,
            "team": home.id,
        }
        event |= {"channel_type": "G" if where.is_private else "C", "event_ts": self.stamp()}
        if inviter is not None:
            event["inviter"] = self.person(inviter).id
        return await self._heard_in(home, where, event)

    async def leave(self, user: PersonRef, channel: ChannelRef) -> Delivered | None:
        who = self.person(user)
        home = self.of(who)
        where = self.channel(channel, home)
        if who.id == home.bot.id:
            return await self.kick_bot(where)
        where.members.remove(who.id)
        event: JSON = {
            "type": "member_left_channel",
            "user": who.id,
            "channel": where.id,
            "team": home.id,
        }
        event |= {"channel_type": "G" if where.is_private else "C", "event_ts": self.stamp()}
        return await self._heard_in(home, where, event)

    async def kick_bot(self, channel: ChannelRef, by: PersonRef | None = None) -> Delivered | None:
        """Once out, the bot is told with `channel_left` (`group_left`); `member_left_channel` goes to members only."""
        where = self.channel(channel)
        home = self.of(where)
        where.members.remove(home.bot.id)
        actor = (
            self.person(by).id
            if by is not None
            else where.members[0]
            if where.members
            else home.bot.id
        )
        event = {
            "type": f"{where.kind}_left",
            "channel": where.id,
            "actor_id": actor,
            "event_ts": self.stamp(),
        }
        return await self.deliver(home, event)

    async def archive(self, channel: ChannelRef, by: PersonRef | None = None) -> Delivered | None:
        where = self.channel(channel)
        where.is_archived = True
        return await self._about_channel(where, "archive", by)

    async def unarchive(self, channel: ChannelRef, by: PersonRef | None = None) -> Delivered | None:
        where = self.channel(channel)
        where.is_archived = False
        return await self._about_channel(where, "unarchive", by)

    async def rename_channel(self, channel: ChannelRef, name: str) -> Delivered | None:
        where = self.channel(channel)
        where.name = name.removeprefix("#")
        home = self.of(where)
        told = {"id": where.id, "name": where.name, "created": int(self.clock())}
        return await self._heard_in(
            home, where, {"type": f"{where.kind}_rename", "channel": told, "event_ts": self.stamp()}
        )

    async def delete_channel(
        self, channel: ChannelRef, by: PersonRef | None = None
    ) -> Delivered | None:
        where = self.channel(channel)
        told = await self._about_channel(where, "deleted", by)
        where.is_deleted = True
        return told

    # People.

    async def hire(
        self, name: str, workspace: Workspace | None = None, **more: object
    ) -> Delivered | None:
        """A new person in the workspace; `person(name)` finds them."""
        who = self.add_person(name, workspace, **more)
        event = {"type": "team_join", "user": who.described(self.clock()), "event_ts": self.stamp()}
        return await self.deliver(self.of(who), event)

    async def deactivate(self, user: PersonRef) -> Delivered | None:
        """Slack also takes them out of every channel."""
        who = self.person(user)
        home = self.of(who)
        who.deleted = True
        for where in home.channels.values():
            if not where.im_with and who.id in where.members:
                where.members.remove(who.id)
        return await self._changed_person(who)

    async def reactivate(self, user: PersonRef) -> Delivered | None:
        who = self.person(user)
        who.deleted = False
        return await self._changed_person(who)

    async def change_zone(self, user: PersonRef, tz: str) -> Delivered | None:
        who = self.person(user)
        who.tz = tz
        return await self._changed_person(who)

    async def rename(self, user: PersonRef, real_name: str) -> Delivered | None:
        who = self.person(user)
        who.real_name = real_name
        return await self._changed_person(who)

    # The app's own life.

    async def uninstall(self, workspace: Workspace | None = None) -> list[Delivered]:
        """The token is dead before the app hears of it; Slack promises no order of the two events."""
        home = workspace or self.workspace
        home.refused = "account_inactive"
        for person in list(home.stacks):
            clear(home, person)
        revoked = await self.deliver(
            home,
            {
                "type": "tokens_revoked",
                "tokens": {"oauth": [], "bot": [home.bot.id]},
                "event_ts": self.stamp(),
            },
        )
        gone = await self.deliver(home, {"type": "app_uninstalled", "event_ts": self.stamp()})
        return [one for one in (revoked, gone) if one is not None]

    # The URL check that Slack does when the app is set up.

    async def verify_url(self, headers: Headers | None = None) -> bool:
        body = b'{"token":"verification-token","challenge":"ch4ll3ng3","type":"url_verification"}'
        status, answer, _ = await self.send_raw(body, headers or self.signed(body))
        return status == 200 and (
            answer == "ch4ll3ng3"
            or (isinstance(answer, dict) and answer.get("challenge") == "ch4ll3ng3")
        )

    # Shared.

    def _message_event(self, message: Message, home: Workspace) -> JSON:
        where = home.channels[message.channel]
        told = message.described(home.id, home.app_id) | {"client_msg_id": f"00000000-{message.ts}"}
        told |= {"channel": where.id, "event_ts": message.ts}
        # app_mention carries no channel_type.
        return told | {"channel_type": "im"} if where.im_with else told

    async def _changed(
        self, home: Workspace, where: Channel, subtype: str, message: Message, before: JSON
    ) -> Delivered | None:
        if not where.im_with:
            return None
        event: JSON = {
            "type": "message",
            "subtype": subtype,
            "channel": where.id,
            "hidden": True,
            "ts": self.stamp(),
        }
        event |= {"channel_type": "im", "previous_message": before, "event_ts": event["ts"]}
        event |= (
            {"deleted_ts": message.ts}
            if message.deleted
            else {"message": message.described(home.id, home.app_id)}
        )
        return await self.deliver(home, event)

    async def _changed_person(self, who: Person) -> Delivered | None:
        event = {
            "type": "user_change",
            "user": who.described(self.clock()),
            "cache_ts": int(self.clock()),
        }
        return await self.deliver(self.of(who), event | {"event_ts": self.stamp()})

    async def _about_channel(
        self, where: Channel, what: str, by: PersonRef | None
    ) -> Delivered | None:
        home = self.of(where)
        event: JSON = {
            "type": f"{where.kind}_{what}",
            "channel": where.id,
            "event_ts": self.stamp(),
        }
        if what != "deleted":
            event["user"] = (
                self.person(by).id if by is not None else (where.members or [home.bot.id])[0]
            )
        return await self._heard_in(home, where, event)

    async def _heard_in(self, home: Workspace, where: Channel, event: JSON) -> Delivered | None:
        """A bot hears of private channels, and of members coming and going, only from inside."""
        outside = home.bot.id not in where.members
        if outside and (where.is_private or event["type"].startswith("member_")):
            return None
        if f"{'groups' if where.is_private else 'channels'}:read" not in home.scopes:
            return None
        return await self.deliver(home, event)

    def _own(self, who: Person, message: Message) -> None:
        if message.author != who.id:
            raise LookupError(f"{who.real_name} did not write that")


def _as_rich_text(text: str) -> list[JSON]:
    """What people type arrives with these blocks beside it."""
    pieces: list[JSON] = []
    for part in re.split(r"(<@[UW][A-Z0-9]+>)", text):
        if part.startswith("<@"):
            pieces.append({"type": "user", "user_id": part[2:-1]})
        elif part:
            plain = part.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            pieces.append({"type": "text", "text": plain})
    section = {"type": "rich_text_section", "elements": pieces}
    return [{"type": "rich_text", "block_id": "typed", "elements": [section]}]
