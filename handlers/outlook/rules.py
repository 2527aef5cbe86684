"""What milestones and risks decide by themselves. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, TypeAlias

LONGEST_TITLE = 200
"""Characters."""
LONGEST_WORDS = 3000
LOOK_AGAIN = timedelta(days=14)
"""When somebody looks at a risk again, unless a day is said."""

LEVELS = {"low": "Low", "medium": "Medium", "high": "High"}
_RANKS = {"low": 1, "medium": 2, "high": 3}
Kind: TypeAlias = Literal["milestone", "risk"]
ENDS: dict[Kind, dict[str, str]] = {
    "milestone": {"reached": "reached", "missed": "missed", "dropped": "dropped"},
    "risk": {"happened": "happened", "over": "over"},
}
"""How each may end; as in `/weeknote milestone 3 reached`."""
ALSO: dict[str, str] = {
    "done": "reached",
    "reach": "reached",
    "met": "reached",
    "miss": "missed",
    "drop": "dropped",
    "happen": "happened",
    "close": "over",
    "closed": "over",
    "moved": "move",
    "still": "still",
}

_LEVEL = re.compile(
    r"[\s,;·]*(?<!\w)(?:(?P<what>likelihood|impact)\s*[:=]?\s*(?P<level>low|medium|high)"
    r"|(?P<level2>low|medium|high)\s+(?P<what2>likelihood|impact))(?!\w)",
    re.IGNORECASE,
)
_RESPONSE = re.compile(r"[\s,;·]*(?<!\w)response\s*[:=]\s*(?P<said>.+)$", re.IGNORECASE | re.DOTALL)
_ABOUT = re.compile(
    r"#?(?P<number>\d{1,9})(?:\s+(?P<verb>[a-z]+)(?:\s+(?P<rest>.+))?)?$", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class RiskLine:
    """`Ferry engine comes late, likelihood high, impact high, response: order two`."""

    title: str
    likelihood: str = "medium"
    impact: str = "medium"
    response: str = ""


def risk_line(words: str) -> RiskLine:
    text, response = words.strip(), ""
    if found := _RESPONSE.search(text):
        text, response = text[: found.start()], found["said"].strip()
    levels = {"likelihood": "medium", "impact": "medium"}
    for source in (text, response):
        for level in _LEVEL.finditer(source):
            what = (level["what"] or level["what2"]).lower()
            levels[what] = (level["level"] or level["level2"]).lower()
    title = " ".join(_LEVEL.sub("", text).split()).strip(" ,;·")
    return RiskLine(title, response=_LEVEL.sub("", response).strip(" ,;·"), **levels)


@dataclass(frozen=True, slots=True)
class About:
    """`3 reached after a long night`: one that is there already, and what becomes of it."""

    number: int
    verb: str
    """Empty: it is looked at."""
    rest: str


def about(words: str, kind: Kind) -> About | None:
    """None: these words are a new one, such as "3 servers live by Friday"."""
    found = _ABOUT.fullmatch(words.strip())
    if found is None:
        return None
    said = (found["verb"] or "").lower()
    verb = ALSO.get(said, said)
    known = {*ENDS[kind], "reopen", "move", *(("still",) if kind == "risk" else ())}
    if verb and verb not in known:
        return None
    return About(int(found["number"]), verb, (found["rest"] or "").strip())


def gravity(likelihood: str, impact: str) -> str:
    """How much a risk weighs: low, medium or high."""
    weight = _RANKS.get(likelihood, 2) * _RANKS.get(impact, 2)
    return "high" if weight >= 6 else "medium" if weight >= 3 else "low"
