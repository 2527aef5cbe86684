"""What happened, kept for the test to read."""

from dataclasses import dataclass, field
from typing import Any, Literal

from .world import JSON, Message, View

Failure = Literal["operation_timeout", "dispatch_failed", "no_connection"]


@dataclass(frozen=True)
class Call:
    """One Web API call that reached Slack."""

    method: str
    workspace: str | None
    args: JSON
    answer: JSON
    status: int
    at: float


@dataclass(frozen=True)
class Answer:
    """How the app answered one command, press, submission or event.

    `took` is in seconds on the fake's clock. `body` is what came back, parsed if it was JSON.
    `errors` holds a form's words per block; `in_browser` is True when Slack's own client refused the
    form, so that nothing was sent.
    """

    kind: str
    payload: JSON
    status: int | None = None
    body: Any = None
    took: float = 0.0
    failed: Failure | None = None
    messages: tuple[Message, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)
    response_action: str | None = None
    view: View | None = None
    in_browser: bool = False
    retry: int = 0
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.failed is None and not self.errors

    @property
    def trigger_id(self) -> str | None:
        return self.payload.get("trigger_id")

    @property
    def response_url(self) -> str | None:
        return self.payload.get("response_url")


@dataclass(frozen=True)
class Delivered:
    """One event and each attempt to hand it over."""

    event_id: str
    payload: JSON
    attempts: tuple[Answer, ...]

    @property
    def ok(self) -> bool:
        return bool(self.attempts) and self.attempts[-1].ok

    @property
    def retries(self) -> int:
        return max(0, len(self.attempts) - 1)
