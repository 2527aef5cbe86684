"""How much Slack lets through. Figures: platform facts, "Rates"."""

import math
from dataclasses import dataclass, field

TIER_2 = frozenset(["users.list", "conversations.list"])
TIER_3 = frozenset(
    [
        "chat.update",
        "chat.delete",
        "conversations.open",
        "conversations.info",
        "team.info",
        "chat.getPermalink",
    ]
)
TIER_4 = frozenset(["users.info", "chat.postEphemeral", "conversations.members"])
PER_MINUTE = {2: 20, 3: 50, 4: 100}

POSTS_PER_SECOND = 1.0
POST_BURST = 3
WORKSPACE_POSTS_PER_MINUTE = 300


@dataclass
class Bucket:
    per_second: float
    size: float
    tokens: float
    at: float

    def take(self, now: float) -> int | None:
        """Seconds to wait, or None when there was a token to take."""
        self.tokens = min(self.size, self.tokens + max(0.0, now - self.at) * self.per_second)
        self.at = max(self.at, now)
        if self.tokens >= 1:
            self.tokens -= 1
            return None
        return max(1, math.ceil((1 - self.tokens) / self.per_second))


@dataclass
class Rates:
    """One set of buckets per fake; the clock's reading comes with each question."""

    buckets: dict[tuple[str, ...], Bucket] = field(default_factory=dict)

    def wait(self, method: str, team: str, channel: str, now: float) -> int | None:
        if method == "chat.postMessage":
            per_channel = self._take(("post", team, channel), POSTS_PER_SECOND, POST_BURST, now)
            if per_channel is not None:
                return per_channel
            return self._per_minute(("posts", team), WORKSPACE_POSTS_PER_MINUTE, now)
        if (tier := tier_of(method)) is None:
            return None
        return self._per_minute((method, team), PER_MINUTE[tier], now)

    def history(self, team: str, now: float) -> int | None:
        return self._take(("conversations.history", team), 1 / 60, 1, now)

    def _per_minute(self, key: tuple[str, ...], many: int, now: float) -> int | None:
        return self._take(key, many / 60, many, now)

    def _take(self, key: tuple[str, ...], per_second: float, size: float, now: float) -> int | None:
        bucket = self.buckets.setdefault(key, Bucket(per_second, size, size, now))
        return bucket.take(now)


def tier_of(method: str) -> int | None:
    if method in TIER_2:
        return 2
    if method in TIER_3:
        return 3
    return 4 if method in TIER_4 or method.startswith(("views.", "files.")) else None
