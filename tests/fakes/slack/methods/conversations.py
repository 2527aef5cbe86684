"""conversations.*"""

from ..errors import SlackError
from ..state import State
from ..world import JSON, Channel, Workspace
from .registry import flag, method, paged, require

READ = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}
HISTORY = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}


def find(home: Workspace, ref: str) -> Channel:
    """A private channel without the bot in it does not exist, as far as Slack tells."""
    channel = home.channels.get(ref)
    hidden = (
        channel is not None and channel.kind != "channel" and home.bot.id not in channel.members
    )
    if channel is None or channel.is_deleted or hidden:
        raise SlackError("channel_not_found")
    return channel


def readable(home: Workspace, args: JSON) -> Channel:
    channel = find(home, str(args.get("channel") or ""))
    require(home, READ[channel.kind])
    return channel


@method("conversations.info")
def info(slack: State, home: Workspace, args: JSON) -> JSON:
    return {"ok": True, "channel": readable(home, args).described(home.bot.id)}


@method("conversations.members")
def members(slack: State, home: Workspace, args: JSON) -> JSON:
    page, more = paged(list(readable(home, args).members), args)
    return {"ok": True, "members": page, "response_metadata": more}


@method("conversations.list")
def listed(slack: State, home: Workspace, args: JSON) -> JSON:
    wanted = str(args.get("types") or "public_channel").split(",")
    kinds = {
        {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}.get(
            one.strip(), ""
        )
        for one in wanted
    }
    for kind in sorted(kinds & set(READ)):
        require(home, READ[kind])
    shown = [
        one.described(home.bot.id)
        for one in home.channels.values()
        if one.kind in kinds
        and not one.is_deleted
        and (one.kind == "channel" or home.bot.id in one.members)
        and not (flag(args, "exclude_archived") and one.is_archived)
    ]
    page, more = paged(shown, args)
    return {"ok": True, "channels": page, "response_metadata": more}


@method("conversations.open", scope="im:write")
def opened(slack: State, home: Workspace, args: JSON) -> JSON:
    people = [one for one in str(args.get("users") or "").split(",") if one]
    if len(people) != 1:
        raise SlackError(
            "users_list_not_supplied" if not people else "method_not_supported_for_channel_type"
        )
    person = home.people.get(people[0])
    if person is None:
        raise SlackError("user_not_found")
    if person.deleted:
        raise SlackError("user_disabled")
    was_there = person.id in home.ims
    channel = slack.bot_dm(person)
    return {
        "ok": True,
        "already_open": was_there,
        "no_op": was_there,
        "channel": {"id": channel.id},
    }


@method("conversations.history")
def history(slack: State, home: Workspace, args: JSON) -> JSON:
    """Once a minute, whatever `limits_on` says: so it is for apps outside the Marketplace."""
    channel = find(home, str(args.get("channel") or ""))
    require(home, HISTORY[channel.kind])
    if home.bot.id not in channel.members:
        raise SlackError("not_in_channel")
    shown = [one for one in reversed(channel.messages) if not (one.deleted or one.only_for)]
    told = [one.described(home.id, home.app_id) for one in shown if one.thread_ts in (None, one.ts)]
    if not flag(args, "include_all_metadata"):
        told = [{key: value for key, value in one.items() if key != "metadata"} for one in told]
    page, more = paged(told, {**args, "limit": args.get("limit") or 15}, most=15)
    return {
        "ok": True,
        "messages": page,
        "has_more": bool(more["next_cursor"]),
        "response_metadata": more,
    }
