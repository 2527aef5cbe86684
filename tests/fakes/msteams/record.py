"""What happened, kept for the test to read."""

from dataclasses import dataclass, field
from typing import Any, Literal

from .world import JSON, Dialog, Message

Failure = Literal["timed out", "refused", "no connection", "malformed"]


@dataclass(frozen=True)
class Call:
    """One request by the bot. `operation`: send, reply, update, delete, create, members, member …"""

    operation: str
    conversation: str
    body: JSON
    answer: JSON
    status: int
    at: float
    targeted: bool = False


@dataclass(frozen=True)
class Answer:
    """How the bot answered one activity.

    `messages` are those the bot posted meanwhile, as far as the person sees them. `words` is the line
    shown at a card or in place of a dialog; `errors` what the client said to inputs, by label (then
    `in_client` is True and nothing was sent).
    """

    activity: JSON
    status: int | None = None
    body: Any = None
    took: float = 0.0
    failed: Failure | None = None
    why: str = ""
    messages: tuple[Message, ...] = ()
    words: str = ""
    card: JSON | None = None
    dialog: Dialog | None = None
    errors: dict[str, str] = field(default_factory=dict)
    in_client: bool = False
    opened: str = ""
    """Where an Action.OpenUrl leads."""

    @property
    def ok(self) -> bool:
        return self.failed is None and not self.errors
