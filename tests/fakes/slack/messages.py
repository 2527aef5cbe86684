"""Keeping, changing and showing messages: shared by the Web API, response_url and in-band answers."""

import json
from typing import Any

from .blockkit import elements_of, problems, text_problems
from .errors import SlackError
from .state import State
from .world import JSON, Channel, Message, Person, Workspace


def parsed(value: Any, error: str) -> Any:
    """Form bodies carry JSON in strings."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise SlackError(error) from None


def content(
    slack: State, home: Workspace, args: JSON, most: int = 40_000
) -> tuple[str, list[JSON] | None]:
    """The checked text and blocks; blocks are None when they were not given."""
    text = args.get("text") or ""
    blocks = parsed(args.get("blocks"), "invalid_blocks_format")
    if blocks is not None and not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    if not text and not blocks:
        raise SlackError("no_text")
    if len(text) > most:
        raise SlackError("msg_too_long")
    found = problems(blocks, "message") if blocks else []
    found = found or unknown_files(home, blocks or [], "/blocks")
    if found:
        raise SlackError("invalid_blocks", found, errors=found)
    if slack.strict and (leaks := text_problems(text)):
        raise SlackError("no_text" if not text.strip() else "invalid_arguments", leaks)
    return text, named(slack, blocks) if blocks is not None else None


def unknown_files(home: Workspace, blocks: list[JSON], at: str) -> list[str]:
    """Files that are not there, not complete, or not looked through yet."""
    found: list[str] = []
    for index, block in enumerate(blocks):
        wanted = block.get("slack_file")
        if wanted is None:
            continue
        file = home.files.get(str(wanted.get("id")), {})
        if "title" not in file or file.get("deleted"):
            found.append(f"invalid slack file [json-pointer:{at}/{index}/slack_file]")
        elif file["looks"]:
            file["looks"] -= 1
            found.append(f"invalid slack file [json-pointer:{at}/{index}/slack_file]")
    return found


def named(slack: State, blocks: list[JSON]) -> list[JSON]:
    """Slack gives every block and every element an id where the app gave none."""
    copied: list[JSON] = json.loads(json.dumps(blocks))
    for block in copied:
        block.setdefault("block_id", slack.new_id("b"))
        for element in elements_of(block):
            element.setdefault("action_id", slack.new_id("a"))
    return copied


def keep(
    slack: State,
    channel: Channel,
    author: str,
    text: str,
    blocks: list[JSON] | None = None,
    **more: Any,
) -> Message:
    kept = Message(slack.stamp(), channel.id, author, text, blocks or [], **more)
    channel.messages.append(kept)
    return kept


def post(
    slack: State,
    home: Workspace,
    channel: Channel,
    args: JSON,
    only_for: str | None = None,
    **more: Any,
) -> Message:
    """A message by the bot."""
    text, blocks = content(slack, home, args)
    thread = args.get("thread_ts") or None
    if thread and not any(one.ts == thread for one in reversed(channel.messages)):
        raise SlackError("thread_not_found")
    kept = keep(
        slack, channel, home.bot.id, text, blocks, bot_id=home.bot_id, thread_ts=thread, only_for=only_for,
        metadata=metadata(args), **more,
    )  # fmt: skip
    if channel.im_with and home.people[channel.im_with].deleted:
        slack.posted_to_deactivated.append(kept)
    return kept


def metadata(args: JSON) -> JSON | None:
    told = parsed(args.get("metadata"), "invalid_metadata_format")
    if told is None:
        return None
    if not isinstance(told, dict) or not isinstance(told.get("event_type"), str):
        raise SlackError("invalid_metadata_format")
    if not isinstance(told.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    return told


def change(
    slack: State, message: Message, text: str, blocks: list[JSON] | None, told: JSON | None = None
) -> None:
    message.earlier.append((message.text, message.blocks))
    message.text = text
    # Left out, the earlier blocks stay; an empty list takes them away.
    message.blocks = message.blocks if blocks is None else blocks
    message.metadata = told or message.metadata
    message.edited = slack.stamp()


def visible(message: Message, person: Person) -> bool:
    return not message.deleted and message.only_for in (None, person.id)
