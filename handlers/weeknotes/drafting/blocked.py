"""What stood in the way, said as it is now: gone, or still there. Pure."""

from __future__ import annotations

import re
from datetime import date

from handlers.weeknotes.drafting.clause import capital, lowered, ours
from handlers.weeknotes.drafting.facts import Blocked

_BLOCKED_BY = re.compile(
    r"^(?:(?:i|we)\s+(?:am|are|'m|'re)\s+|i'm\s+|we're\s+)?(?:(?:still|currently|completely|now)\s+)*"
    r"(?:blocked|stuck|held up|stopped)(?:\s+(?:by|on|at|with|because(?: of)?|until))?\s*[:,-]?\s+",
    re.IGNORECASE,
)
_I = r"(?:(?:i|we)(?:'m|'re|'ve)?\s+)?(?:(?:am|are|is|have|has|still|currently)\s+)*"
_NO_ACCESS = (
    rf"{_I}(?:no|missing|without|lacking|lack of|do(?:n't| not) have|have no)\s+(?:any\s+)?access\s+"
    r"(?:to|for)\s+(?P<x>.+)"
)
_GONE: tuple[tuple[str, tuple[str, ...]], ...] = (
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
_STILL: tuple[tuple[str, tuple[str, ...]], ...] = (
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
_ELSE_STILL = (
    "{X}{w}.",
    "In our way: {X}{w}.",
    "Holding us up: {X}{w}.",
    "Blocked: {X}{w}.",
)
_AGAIN = (
    "Still in our way: {X}{w}.",
    "Not solved yet: {X}{w}.",
    "Open: {X}{w}.",
    "Still holding us up: {X}{w}.",
    "Without an answer: {X}{w}.",
)


_HELD_UP = (
    "We are held up by {x}{w}.",
    "In our way: {X}{w}.",
    "We cannot go on because of {x}{w}.",
)


def matter(summary: str) -> str:
    """What it is about, as part of a sentence."""
    text = " ".join(summary.replace("’", "'").split()).strip(" .!…:;,-")
    text = _BLOCKED_BY.sub("", text) or text
    return lowered(ours(text))


def gone(blocker: Blocked, forms: tuple[str, ...], turn: int) -> tuple[str, ...]:
    text = matter(blocker.summary)
    for pattern, own in _GONE:
        if match := re.fullmatch(pattern, text, re.IGNORECASE):
            return _filled((*own[turn % len(own) :], *own, *forms), x=match["x"], b=text)
    start = turn % len(forms)
    return _filled((*forms[start:], *forms[:start]), x=text, b=text)


def still(blocker: Blocked, today: date, turn: int, is_told: bool) -> tuple[str, ...]:
    """`is_told`: the weeknote before had it."""
    text = matter(blocker.summary)
    aside = waited_for(blocker, today)
    if is_told:
        start = turn % len(_AGAIN)
        return _filled((*_AGAIN[start:], *_AGAIN[:start]), x=text, w=aside)
    for pattern, own in _STILL:
        if match := re.fullmatch(pattern, text, re.IGNORECASE):
            start = turn % len(own)
            return _filled((*own[start:], *own[:start]), x=match["x"], w=aside)
    forms = _HELD_UP if _BLOCKED_BY.match(blocker.summary) else _ELSE_STILL
    start = turn % len(forms)
    return _filled((*forms[start:], *forms[:start]), x=text, w=aside)


def waited_for(blocker: Blocked, today: date) -> str:
    """Such as " (with Legal, for 3 weeks now)"; without what the summary says already."""
    name = " ".join(blocker.waits_for_name.split())
    asides: list[str] = []
    if blocker.waits_for in ("team", "service") and not _mentions(blocker.summary, name):
        asides.append(f"with {name}")
    if blocker.waits_for == "decision" and not re.search(
        r"\bdeci(?:sion|de)", blocker.summary, re.IGNORECASE
    ):
        asides.append("waiting for a decision")
    asides += [since(blocker.raised_on, today)] if since(blocker.raised_on, today) else []
    return f" ({', '.join(asides)})" if asides else ""


def _mentions(text: str, name: str) -> bool:
    return not name or name.casefold() in text.casefold()


def since(raised: date, today: date) -> str:
    """Such as "for 3 weeks now"; nothing for what is of these days."""
    weeks = (today - raised).days // 7
    if weeks < 1:
        return ""
    return "for a week now" if weeks == 1 else f"for {weeks} weeks now"


def _filled(forms: tuple[str, ...], **values: str) -> tuple[str, ...]:
    capitals = {name.upper(): capital(value) for name, value in values.items()}
    return tuple(dict.fromkeys(capital(form.format(**values, **capitals)) for form in forms))
