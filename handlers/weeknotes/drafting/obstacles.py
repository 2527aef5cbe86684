"""What is typed of what stands in the way, and how it is told. Data."""

from __future__ import annotations

import re

BLOCKED_BY = re.compile(
    r"^(?:(?:i|we)\s+(?:am|are|'m|'re)\s+|i'm\s+|we're\s+)?(?:(?:still|currently|completely|now)\s+)*"
    r"(?:blocked|stuck|held up|stopped)(?:\s+(?:by|on|at|with|because(?: of)?|until))?\s*[:,-]?\s+",
    re.IGNORECASE,
)
_I = r"(?:(?:i|we)(?:'m|'re|'ve)?\s+)?(?:(?:am|are|is|have|has|still|currently)\s+)*"
_NO_ACCESS = (
    rf"{_I}(?:no|missing|without|lacking|lack of|do(?:n't| not) have|have no)\s+(?:any\s+)?access\s+"
    r"(?:to|for)\s+(?P<x>.+)"
)
GONE: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        _NO_ACCESS,
        ("We have access to {x} now.", "The way to {x} is open: we have access."),
    ),
    (
        rf"{_I}(?:waiting|wait)\s+(?:for|on)\s+(?P<x>.+)",
        ("Our wait is over: {X}.", "What we waited for is there: {x}.", "It came through: {x}."),
    ),
    (
        r"(?P<x>.+?)\s+(?:is|are)\s+(?:still\s+)?(?:down|broken|failing|offline|not working|not reachable|unreachable|"
        r"unavailable|not available|flaky)(?:\s+again)?",
        ("Back in working order: {x}.", "Repaired: {x}.", "{X}: working again."),
    ),
    (
        rf"{_I}(?:need|needs|needing|require|requires)\s+(?P<x>.+)",
        ("We have what we needed: {x}.", "We got what we were short of: {x}."),
    ),
    (
        r"(?:(?:there is|there's)\s+)?(?:missing|no)\s+(?P<x>.+?)(?:\s+yet)?",
        ("No longer missing: {x}.", "We now have what was missing: {x}."),
    ),
    (
        r"(?P<x>.+?)\s+(?:(?:is|are)\s+(?:still\s+)?)?missing",
        ("No longer missing: {x}.", "We now have what was missing: {x}."),
    ),
    (
        rf"{_I}(?:can't|cannot|can not|unable to|not able to)\s+(?P<x>.+?)(?:\s+yet)?",
        ("We can {x} now.", "We are able to {x} again."),
    ),
)
STILL: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        rf"{_I}(?:waiting|wait)\s+(?:for|on)\s+(?P<x>.+)",
        (
            "We are waiting for {x}{w}.",
            "We cannot go on without {x}{w}.",
            "Awaited: {x}{w}.",
        ),
    ),
    (
        _NO_ACCESS,
        ("We have no access to {x}{w}.", "Access to {x} is missing{w}."),
    ),
    (
        rf"{_I}(?:need|needs|needing|require|requires)\s+(?P<x>.+)",
        ("We need {x}{w}.", "What we are short of: {X}{w}."),
    ),
    (
        rf"{_I}(?:can't|cannot|can not|unable to|not able to)\s+(?P<x>.+?)(?:\s+yet)?",
        ("We cannot {x}{w}.", "What we cannot do: {x}{w}."),
    ),
)
ELSE_STILL = (
    "{X}{w}.",
    "In our way: {X}{w}.",
    "Holding us up: {X}{w}.",
    "Blocked: {X}{w}.",
)
AGAIN = (
    "Still in our way: {X}{w}.",
    "Not solved yet: {X}{w}.",
    "Open: {X}{w}.",
    "Still holding us up: {X}{w}.",
    "Without an answer: {X}{w}.",
)
HELD_UP = (
    "We are held up by {x}{w}.",
    "In our way: {X}{w}.",
    "We cannot go on because of {x}{w}.",
)
