"""The ways in which Slack says no."""

from collections.abc import Sequence

from .world import JSON


class SlackError(Exception):
    """Answered as `{"ok": false, "error": code}`; HTTP 200, as Slack does, unless told otherwise."""

    def __init__(
        self,
        code: str,
        messages: Sequence[str] = (),
        status: int = 200,
        retry_after: int | None = None,
        **more: object,
    ):
        super().__init__(code)
        self.code = code
        self.status = status
        self.retry_after = retry_after
        self.body: JSON = {"ok": False, "error": code, **more}
        if messages:
            self.body["response_metadata"] = {"messages": [f"[ERROR] {one}" for one in messages]}


def ratelimited(retry_after: int) -> SlackError:
    return SlackError("ratelimited", status=429, retry_after=retry_after)
