"""The ways in which Teams says no."""

import json

from .world import JSON


class TeamsError(Exception):
    """Answered as `{"error": {"code": …, "message": …}}` with this status."""

    def __init__(
        self, status: int, code: str, message: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.retry_after = retry_after
        self.body: JSON = {"error": {"code": code, "message": message or code}}


def bad(message: str) -> TeamsError:
    return TeamsError(400, "BadSyntax", message)


def not_in_roster() -> TeamsError:
    return TeamsError(
        403, "BotNotInConversationRoster", "The bot is not part of the conversation roster."
    )


def no_conversation() -> TeamsError:
    return TeamsError(404, "ConversationNotFound", "Conversation not found.")


def no_activity() -> TeamsError:
    return TeamsError(404, "ActivityNotFoundInConversation", "Activity not found.")


def throttled(retry_after: float | None) -> TeamsError:
    return TeamsError(429, "Throttled", "Too many requests.", retry_after)


def blocked(how: str) -> TeamsError:
    """Somebody blocked or removed the bot; `how` is one of BLOCKED's words."""
    error = TeamsError(403, how, BLOCKED[how])
    if how == "MessageWritesBlocked":
        # This one comes from deeper down, in a shape of its own.
        inner = {"subCode": how, "details": BLOCKED[how], "errorCode": None, "errorSubCode": None}
        error.body = {"errorCode": 209, "message": json.dumps(inner, indent=2)}
    return error


BLOCKED = {
    "MessageWritesBlocked": "Thread is blocked from message writes.",
    "ConversationBlockedByUser": "User blocked the conversation with the bot.",
    "BotDisabledByAdmin": "The tenant admin disabled this bot.",
}
