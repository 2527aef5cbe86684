"""How much Teams lets through. Figures: Microsoft's "Optimize your bot with rate limiting"."""

from collections import defaultdict, deque
from dataclasses import dataclass, field

# Seconds -> operations.
SENDS = {1: 7, 2: 8, 30: 60, 3600: 1800}
READS = {1: 14, 2: 16, 30: 120, 3600: 3600}
TENANT = {1: 50}
# The roster in one piece is on its way out.
OLD_MEMBERS = {60: 5}

WRITES = frozenset(["send", "reply", "update", "delete"])


@dataclass
class Rates:
    """Sliding windows; the clock's reading comes with each question. A test may set others."""

    sends: dict[int, int] = field(default_factory=lambda: dict(SENDS))
    reads: dict[int, int] = field(default_factory=lambda: dict(READS))
    tenant: dict[int, int] = field(default_factory=lambda: dict(TENANT))
    seen: dict[tuple[str, str], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def wait(self, operation: str, conversation: str, tenant: str, now: float) -> float | None:
        """Seconds to wait, or None when it may pass; then it counts."""
        asked = [(("tenant", tenant), self.tenant)]
        if operation in WRITES:
            asked.append((("sends", conversation), self.sends))
        elif operation == "create":
            asked.append((("creates", conversation), self.sends))
        elif operation == "members":
            asked.append((("members", conversation), OLD_MEMBERS))
        else:
            asked.append((("reads", conversation), self.reads))
        waits = [self._wait(key, windows, now) for key, windows in asked]
        if any(waits):
            return max(waits)
        for key, _ in asked:
            self.seen[key].append(now)
        return None

    def _wait(self, key: tuple[str, str], windows: dict[int, int], now: float) -> float:
        seen = self.seen[key]
        while seen and seen[0] <= now - max(windows):
            seen.popleft()
        longest = 0.0
        for seconds, most in windows.items():
            inside = [at for at in seen if at > now - seconds]
            if len(inside) >= most:
                longest = max(longest, inside[-most] + seconds - now)
        return longest
