"""Times of day in a line of tokens. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time

from handlers.errors import Refusal

END_OF_DAY = time(17)
"""What "end of day" means: when an office closes."""

_HALF = r"(?: (?P<half>am|pm|morning|afternoon|evening))?"
_END = r"(?= |$)"
_FORMS = [
    re.compile(rf"(?:at )?{form}{_END}")
    for form in (
        r"(?P<eod>eod)",
        rf"(?P<sign>[TQ])(?P<hour>\d\d)(?P<minute>\d\d)(?: oclock| hour)?{_HALF}",
        rf"(?P<shift>half\+|half-|quarter\+|quarter-|threequarter) N(?P<hour>\d+)(?: oclock)?{_HALF}",
        rf"N(?P<minute>\d+)(?: minute)? past N(?P<hour>\d+)(?: oclock)?{_HALF}",
        rf"N(?P<hour>\d+)(?: oclock| hour)? (?P<shift>[+-]\d\d){_HALF}",
        rf"N(?P<hour>\d+) (?:oclock|hour)(?: N(?P<minute>\d\d))?{_HALF}",
        r"N(?P<hour>\d+) (?P<half>am|pm|morning|afternoon|evening)",
    )
]
_AFTER_AT = re.compile(rf"at [NO](?P<hour>\d+){_HALF}{_END}")
_BARE = re.compile(rf"N(?P<hour>\d+){_END}")
_SHIFTS = {"half+": 30, "half-": -30, "quarter+": 15, "quarter-": -15, "threequarter": -15}


@dataclass(frozen=True, slots=True)
class Clock:
    hour: int
    minute: int
    sure: bool = True
    """False where nobody said which half of the day is meant, and either may be."""

    @property
    def at(self) -> time:
        return time(self.hour, self.minute)

    @property
    def choices(self) -> tuple[Clock, ...]:
        """The times it can be."""
        if self.sure:
            return (self,)
        return replace(self, sure=True), Clock(self.hour + 12, self.minute)

    def in_half(self, half: str) -> Clock:
        """With "pm" or "in the evening" said, before or after it."""
        if half in {"afternoon", "evening", "pm"} and self.hour < 12:
            return Clock(self.hour + 12, self.minute)
        if half == "am" and self.hour == 12:
            return Clock(0, self.minute)
        return replace(self, sure=True)

    def __str__(self) -> str:
        return f"{self.hour:02}:{self.minute:02}" if self.sure else f"{self.hour}:{self.minute:02}"


def clock_at(line: str, at: int, bare: bool = False) -> tuple[Clock, int] | None:
    """The time that begins there, and where it ends. `bare`: a number alone is one as well.

    Raises Refusal for a time that does not exist.
    """
    for form in (*_FORMS, _AFTER_AT, *([_BARE] if bare else [])):
        if match := form.match(line, at):
            return _clock(match.groupdict()), match.end()
    return None


def _clock(said: dict[str, str | None]) -> Clock:
    if said.get("eod"):
        return Clock(END_OF_DAY.hour, END_OF_DAY.minute)
    digits = said.get("hour") or ""
    hour, minute = int(digits), int(said.get("minute") or 0)
    if hour > 23 or minute > 59:
        raise Refusal(f"{hour}:{minute:02} is no time of day. Say it like “14:00” or “2 pm”.")
    sure = said.get("sign") == "T" or not 1 <= hour <= 6 or digits.startswith("0")
    if said.get("sign") == "Q":
        sure = False
    if shift := said.get("shift"):
        hour, minute = _shifted(hour, _SHIFTS.get(shift) or int(shift))
    found = Clock(hour, minute, sure or not 1 <= hour <= 6)
    return found.in_half(half) if (half := said.get("half")) else found


def _shifted(hour: int, minutes: int) -> tuple[int, int]:
    total = (hour * 60 + minutes) % (24 * 60)
    return total // 60, total % 60
