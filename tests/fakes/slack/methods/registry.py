"""Which methods there are, what each needs, and the door they share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ..errors import SlackError, ratelimited
from ..state import State
from ..world import JSON, Workspace

Method = Callable[[State, Workspace, JSON], JSON]
Needs = Literal["bot", "app", "nothing"]


@dataclass(frozen=True)
class Entry:
    call: Method
    scope: str | None
    needs: Needs


METHODS: dict[str, Entry] = {}


def method(name: str, scope: str | None = None, needs: Needs = "bot") -> Callable[[Method], Method]:
    def register(call: Method) -> Method:
        METHODS[name] = Entry(call, scope, needs)
        return call

    return register


def answer(slack: State, name: str, token: str | None, args: JSON) -> tuple[Workspace | None, JSON]:
    """Raises SlackError; `error_of` turns that into what goes over the wire."""
    entry = METHODS.get(name)
    if entry is None:
        raise SlackError("unknown_method", req_method=name)
    if entry.needs == "nothing":
        return None, entry.call(slack, slack.workspace, args)
    if entry.needs == "app":
        _app_token(slack, token, entry.scope)
        return None, entry.call(slack, slack.workspace, args)
    home = slack.authorised(token)
    if entry.scope:
        require(home, entry.scope)
    wait = slack.rates.history(home.id, slack.clock()) if name == "conversations.history" else None
    if slack.limits_on:
        # A person's id and their conversation with the bot are one place.
        person = home.people.get(str(args.get("channel")))
        where = slack.bot_dm(person).id if person else str(args.get("channel") or "")
        wait = wait or slack.rates.wait(name, home.id, where, slack.clock())
    if wait is not None:
        raise ratelimited(wait)
    return home, entry.call(slack, home, args)


def require(home: Workspace, scope: str) -> None:
    if scope not in home.scopes:
        raise SlackError("missing_scope", needed=scope, provided=",".join(sorted(home.scopes)))


def _app_token(slack: State, token: str | None, scope: str | None) -> None:
    if not token:
        raise SlackError("not_authed")
    if token != slack.app_token:
        known = any(token == home.token for home in slack.workspaces.values())
        raise SlackError("not_allowed_token_type" if known else "invalid_auth")
    if scope and scope not in slack.app_scopes:
        raise SlackError("missing_scope", needed=scope, provided=",".join(sorted(slack.app_scopes)))


def flag(args: JSON, key: str, otherwise: bool = False) -> bool:
    """Forms write booleans as 1, true, 0 or false."""
    value = args.get(key)
    return otherwise if value is None else value in (True, 1, "1", "true", "True")


def paged(
    everything: list[JSON] | list[str], args: JSON, most: int = 1000
) -> tuple[list[JSON] | list[str], JSON]:
    """One page, and the response_metadata that leads to the next."""
    try:
        limit = min(int(args.get("limit") or 100), most)
        start = int(str(args.get("cursor") or "page:0").removeprefix("page:"))
    except ValueError:
        raise SlackError("invalid_cursor") from None
    if limit < 1:
        raise SlackError("invalid_limit")
    if start and start >= len(everything):
        raise SlackError("invalid_cursor")
    end = start + limit
    return everything[start:end], {"next_cursor": f"page:{end}" if end < len(everything) else ""}
