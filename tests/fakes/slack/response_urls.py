"""response_url: five uses within half an hour."""

from .errors import SlackError
from .messages import change, content, post
from .methods.registry import flag
from .state import ResponseUrl, State
from .world import JSON, Message

USES = 5
LIFE = 30 * 60.0


def respond(slack: State, key: str, args: JSON) -> Message | None:
    known = slack.response_urls.get(key)
    if known is None or slack.clock() - known.at > LIFE:
        raise SlackError("expired_url", status=404)
    if known.uses >= USES:
        raise SlackError("used_url", status=404)
    known.uses += 1
    try:
        return _apply(slack, known, args)
    except SlackError as error:
        raise SlackError(
            error.code, error.body.get("response_metadata", {}).get("messages", ()), status=400
        ) from None


def _apply(slack: State, known: ResponseUrl, args: JSON) -> Message | None:
    home = slack.workspaces[known.team]
    channel = home.channels[known.channel]
    if flag(args, "delete_original"):
        if known.message is not None:
            known.message.deleted = True
        return known.message
    if flag(args, "replace_original") and known.message is not None:
        change(slack, known.message, *content(slack, home, args))
        return known.message
    in_channel = args.get("response_type") == "in_channel"
    # Nobody has to be a member for this: the app answers where it was called.
    return post(slack, home, channel, args, only_for=None if in_channel else known.person)
