"""chat.*: posting, changing and deleting."""

from ..errors import SlackError
from ..messages import change, content, metadata, post
from ..state import State
from ..world import JSON, Channel, Message, Workspace
from .conversations import find
from .registry import method

# chat.update takes less than chat.postMessage.
MOST_UPDATED = 4_000


def target(slack: State, home: Workspace, args: JSON) -> Channel:
    """Where a message goes; a person's id means their conversation with the bot."""
    ref = str(args.get("channel") or "")
    if ref[:1] in ("U", "W"):
        person = home.people.get(ref)
        if person is None:
            raise SlackError("channel_not_found")
        if person.is_bot:
            raise SlackError("cannot_dm_bot")
        return slack.bot_dm(person)
    channel = find(home, ref)
    if home.bot.id not in channel.members and "chat:write.public" not in home.scopes:
        raise SlackError("not_in_channel")
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel


def own(home: Workspace, channel: Channel, ts: object, refusal: str) -> Message:
    message = channel.message(str(ts))
    # The Web API does not find ephemeral messages again.
    if message is None or message.only_for:
        raise SlackError("message_not_found")
    if message.author != home.bot.id:
        raise SlackError(refusal)
    return message


@method("chat.postMessage", scope="chat:write")
def post_message(slack: State, home: Workspace, args: JSON) -> JSON:
    channel = target(slack, home, args)
    kept = post(slack, home, channel, args)
    return {
        "ok": True,
        "channel": channel.id,
        "ts": kept.ts,
        "message": kept.described(home.id, home.app_id),
    }


@method("chat.update", scope="chat:write")
def update(slack: State, home: Workspace, args: JSON) -> JSON:
    channel = target(slack, home, args)
    message = own(home, channel, args.get("ts"), "cant_update_message")
    text, blocks = content(slack, home, args, most=MOST_UPDATED)
    change(slack, message, text, blocks, metadata(args))
    told = message.described(home.id, home.app_id)
    return {"ok": True, "channel": channel.id, "ts": message.ts, "text": text, "message": told}


@method("chat.delete", scope="chat:write")
def delete(slack: State, home: Workspace, args: JSON) -> JSON:
    channel = target(slack, home, args)
    message = own(home, channel, args.get("ts"), "cant_delete_message")
    message.deleted = True
    return {"ok": True, "channel": channel.id, "ts": message.ts}


@method("chat.postEphemeral", scope="chat:write")
def post_ephemeral(slack: State, home: Workspace, args: JSON) -> JSON:
    channel = target(slack, home, args)
    person = str(args.get("user") or "")
    if person not in home.people:
        raise SlackError("user_not_found")
    if person not in channel.members:
        raise SlackError("user_not_in_channel")
    return {"ok": True, "message_ts": post(slack, home, channel, args, only_for=person).ts}


@method("chat.getPermalink")
def permalink(slack: State, home: Workspace, args: JSON) -> JSON:
    channel = find(home, str(args.get("channel")))
    message = channel.message(str(args.get("message_ts")))
    if message is None:
        raise SlackError("message_not_found")
    link = f"https://{home.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"ok": True, "channel": channel.id, "permalink": link}
