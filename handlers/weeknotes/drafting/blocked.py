"""What stood in the way, said as it is now: gone, or still there. Pure."""

from __future__ import annotations

import re
from datetime import date

from handlers.weeknotes.drafting import obstacles
from handlers.weeknotes.drafting.clause import capital, lowered, ours
from handlers.weeknotes.drafting.facts import Blocked
from handlers.weeknotes.drafting.tone import Tone


def matter(summary: str) -> str:
    """What it is about, as part of a sentence."""
    text = " ".join(summary.replace("’", "'").split()).strip(" .!…:;,-")
    text = obstacles.BLOCKED_BY.sub("", text) or text
    return lowered(ours(text))


def gone(blocker: Blocked, forms: tuple[str, ...], turn: int, tone: Tone) -> tuple[str, ...]:
    text, forms = matter(blocker.summary), tone.forms(forms)
    for pattern, usual in obstacles.GONE:
        if match := re.fullmatch(pattern, text, re.IGNORECASE):
            own = tone.forms(usual)
            return _filled((*own[turn % len(own) :], *own, *forms), x=match["x"], b=text)
    start = turn % len(forms)
    return _filled((*forms[start:], *forms[:start]), x=text, b=text)


def still(
    blocker: Blocked, today: date, turn: int, tone: Tone, *, is_told: bool
) -> tuple[str, ...]:
    """`is_told`: the weeknote before had it."""
    text = matter(blocker.summary)
    aside = waited_for(blocker, today)
    if is_told:
        return tone.ways(obstacles.AGAIN, turn, x=text, w=aside)
    for pattern, own in obstacles.STILL:
        if match := re.fullmatch(pattern, text, re.IGNORECASE):
            return tone.ways(own, turn, x=match["x"], w=aside)
    is_by = obstacles.BLOCKED_BY.match(blocker.summary)
    return tone.ways(obstacles.HELD_UP if is_by else obstacles.ELSE_STILL, turn, x=text, w=aside)


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
