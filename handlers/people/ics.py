"""The days that a person's own calendar has them away. Pure: text in, days out; no title is kept.

An event counts where it covers a whole day of the person, is neither cancelled nor tentative, and
- it is marked as out of office (`X-MICROSOFT-CDO-BUSYSTATUS:OOF`), or
- its title has a word for being away, such as vacation, Urlaub or congés, or
- it is an all-day event that is marked as busy (`TRANSP:OPAQUE`): calendars mark those as free
  unless somebody says otherwise.
Working elsewhere is not away.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from handlers.calendars.days import DAY, Range, joined
from handlers.times import local, moment

Component: TypeAlias = Any
"""The library types what a property may be at all, in anybody's calendar."""

MOST_EVENTS = 2000
"""That may matter. The library takes a millisecond for each."""
MOST_RANGES = 500

AWAY = re.compile(
    r"\b(?:"
    # English
    r"vacations?|holidays?|pto|ooo|out of (?:the )?office|(?:days?|time) off|away"
    r"|(?:on|annual|sick|parental|maternity|paternity|family|unpaid|compassionate) leave"
    # German
    r"|\w*urlaub|abwesend|abwesenheit|elternzeit|krank|krankgeschrieben|überstundenabbau"
    # French
    r"|congés?|vacances|absente?|absence|rtt|arrêt maladie"
    # Spanish, Portuguese, Italian
    r"|vacaciones|ausente|permiso|de baja|férias|feriado|ferie|assente|permesso"
    # Dutch, Danish, Norwegian, Swedish, Finnish
    r"|vakantie|verlof|afwezig|fravær|semester|ledig|föräldraledig|loma|vapaa"
    # Polish, Czech, Russian, Ukrainian
    r"|urlop|nieobecn\w+|dovolená|отпуск|відпустка"
    r")\b"
    # Japanese, Korean, Chinese: no spaces, so no word boundaries.
    r"|休暇|有給|휴가|연차|休假|请假|年假"
    r"|^leave$",
)
_EVENT = re.compile(r"^BEGIN:VEVENT\s*$.*?^END:VEVENT\s*$", re.MULTILINE | re.DOTALL)
_FOLD = re.compile(r"\r?\n[ \t]")
_ALL_DAY = re.compile(r"^DTSTART(?:;[^:\n]*VALUE=DATE\b(?!-TIME)[^:\n]*)?:\d{8}\s*$", re.MULTILINE)
_OOF = re.compile(r"^X-MICROSOFT-CDO-(?:BUSY|INTENDED)STATUS:OOF", re.MULTILINE)
_TITLE = re.compile(r"^SUMMARY(?:;[^:\n]*)?:(.*)$", re.MULTILINE)
_UID = re.compile(r"^UID(?:;[^:\n]*)?:(.*?)\s*$", re.MULTILINE)


class Unreadable(Exception):
    """The words say what is wrong with it, and quote nothing of it."""


def days_away(content: bytes, zone: str, window: Range) -> list[Range]:
    """Within the window, in order; days in a row are one range. Raises Unreadable."""
    import recurring_ical_events
    from icalendar import Calendar

    sifted = sift(content)
    if not sifted:
        return []
    try:
        found = recurring_ical_events.of(
            Calendar.from_ical(sifted), components=["VEVENT"], skip_bad_series=True
        ).between(window.first - DAY, window.last + 2 * DAY)
    except Exception as wrong:
        # The libraries raise whatever they trip over: what was published is anybody's.
        raise Unreadable("It holds something that I can't make sense of.") from wrong
    ranges = [each for event in found if (each := _covered(event, zone)) and _is_away(event)]
    inside = [
        Range(max(each.first, window.first), min(each.last, window.last))
        for each in ranges
        if each.first <= window.last and window.first <= each.last
    ]
    return joined(inside)[:MOST_RANGES]


def sift(content: bytes) -> str:
    """The calendar without the events that cannot matter, which are nearly all. Empty: none does.
    Raises Unreadable."""
    # Servers that say nothing of it send UTF-8, as the standard has it.
    text = _FOLD.sub("", content.decode("utf-8-sig", "replace"))
    if "BEGIN:VCALENDAR" not in text:
        raise Unreadable("What is there is no calendar in iCal format.")
    events = [found[0] for found in _EVENT.finditer(text)]
    relevant = {_uid(event) for event in events if _may_matter(event)}
    # What moves or cancels one of a series has its UID.
    kept = [event for event in events if _uid(event) in relevant]
    if len(kept) > MOST_EVENTS:
        raise Unreadable("It has more days away than I can read.")
    if not kept:
        return ""
    zones = re.findall(r"^BEGIN:VTIMEZONE\s*$.*?^END:VTIMEZONE\s*$", text, re.MULTILINE | re.DOTALL)
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sifted//"]
    lines = [*head, *(zones if len(zones) <= 100 else []), *kept, "END:VCALENDAR", ""]
    return "\r\n".join(line.strip("\r\n") for line in lines)


def _may_matter(event: str) -> bool:
    return bool(
        _ALL_DAY.search(event)
        or _OOF.search(event)
        or any(_names_it(title) for title in _TITLE.findall(event))
    )


def _uid(event: str) -> str:
    found = _UID.search(event)
    return found[1] if found else event


def _covered(event: Component, zone: str) -> Range | None:
    """The whole days of the person that it covers; None for none."""
    start, end = _when(event)
    if not isinstance(start, datetime):
        last = (end if isinstance(end, date) and not isinstance(end, datetime) else start) - DAY
        return Range(start, max(start, last))
    if not isinstance(end, datetime):
        return None
    first = _day(start, zone)
    if _begin(first, zone, start) < start:
        first += DAY
    last = _day(end, zone) - DAY
    return Range(first, last) if first <= last else None


def _when(event: Component) -> tuple[Any, Any]:
    start = event["DTSTART"].dt
    if "DTEND" in event:
        return start, event["DTEND"].dt
    if "DURATION" in event:
        return start, start + event["DURATION"].dt
    return start, start + (timedelta(0) if isinstance(start, datetime) else DAY)


def _day(at: datetime, zone: str) -> date:
    """By the person's clocks; a time without a zone is meant by them already."""
    return local(at, zone).date() if at.tzinfo else at.date()


def _begin(day: date, zone: str, like: datetime) -> datetime:
    midnight = moment(day, time(0), zone)
    return midnight if like.tzinfo else datetime.combine(day, time(0))


def _is_away(event: Component) -> bool:
    status, busy = _said(event, "STATUS"), _said(event, "X-MICROSOFT-CDO-BUSYSTATUS")
    if status in ("CANCELLED", "TENTATIVE") or busy in ("TENTATIVE", "WORKINGELSEWHERE"):
        return False
    if busy == "OOF" or _names_it(str(event.get("SUMMARY", ""))):
        return True
    is_all_day = not isinstance(event["DTSTART"].dt, datetime)
    return is_all_day and _said(event, "TRANSP") == "OPAQUE"


def _said(event: Component, name: str) -> str:
    return str(event.get(name, "")).strip().upper()


def _names_it(title: str) -> bool:
    plain = unicodedata.normalize("NFKC", title).casefold()
    return AWAY.search(plain.strip()) is not None
