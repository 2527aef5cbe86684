"""What a blocker shows: its card, and what is beneath a stand-up. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from handlers import trackers
from handlers.blockers.rules import CATEGORIES, SEVERITIES, WAITS_FOR
from handlers.blockers.shown import Line, Shown
from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Heading,
    Link,
    Moment,
    Part,
    Plain,
    Quote,
    Span,
    Spans,
    Text,
    line,
    plain,
    small,
    text,
)

ACKNOWLEDGE = "blocker.acknowledge"
RESOLVE = "blocker.resolve"
REASSIGN = "blocker.reassign"
SNOOZE = "blocker.snooze"
MORE = "blocker.more"
COMMENT = "blocker.comment"
CHANGE = "blocker.change"
DISMISS = "blocker.dismiss"
MERGE = "blocker.merge"
REOPEN = "blocker.reopen"
JOIN = "blocker.join"
STILL = "blocker.still"

Look = Literal["plain", "primary", "danger"]


def card(shown: Shown) -> Card:
    """The card in the team's channel."""
    return Card(
        f"Blocker {shown.number} ({shown.state}): {shown.summary}",
        (*_head(shown), *_facts(shown), *_preview(shown), *actions(shown)),
    )


def _head(shown: Shown) -> list[Part]:
    parts: list[Part] = [
        Heading(f"Blocker {shown.number} · {shown.state}"),
        Text(trackers.bold(shown.summary, shown.trackers)),
    ]
    if shown.closing:
        parts.append(small("How it was resolved:" if shown.status == "resolved" else "Why:"))
        parts += quoted(shown.closing, shown)
    return parts


def _facts(shown: Shown) -> list[Part]:
    facts: list[tuple[str, Spans]] = [("Blocked", line(", ".join(shown.blocked)))]
    if shown.is_open or shown.owner:
        facts.append(("Owner", line(shown.owner or "nobody yet")))
    if shown.waits_for:
        waits = WAITS_FOR[shown.waits_for]
        whom = f" ({shown.waits_for_whom})" if shown.waits_for_whom else ""
        facts.append(("Waits for", line(f"{shown.waits_for_name or waits}{whom}")))
    if shown.due_at:
        late = " – that has passed" if shown.is_overdue else ""
        facts.append(("Needed by", line(due(shown), late)))
    kind = [f"{SEVERITIES[shown.severity]} severity"]
    if shown.category:
        kind.append(CATEGORIES[shown.category].lower())
    facts.append(("Kind", line(" · ".join(kind))))
    raised: list[Span | str] = [shown.raised_by, ", ", _day(shown.raised_at, shown.zone)]
    if shown.link:
        raised += [" from ", Link("this message", shown.link)]
    facts.append(("Raised by", line(*raised)))
    if shown.is_private:
        facts.append(("Private", line("only those concerned and the scrum masters see it")))
    # Facts are for reading side by side; typed names may hold anything, so each is one line.
    return [rows(facts)]


def rows(facts: Sequence[tuple[str, Spans]]) -> Part:
    return Bullets(tuple((Bold(label), Plain(": "), *value) for label, value in facts))


def _preview(shown: Shown) -> list[Part]:
    if not shown.is_open:
        return []
    if shown.quiet_until and shown.status == "acknowledged":
        return [
            small(f"{shown.owner} is on it until ", _moment(shown.quiet_until, shown.zone), ".")
        ]
    if shown.quiet_until:
        return [small("Put off until ", _moment(shown.quiet_until, shown.zone), ".")]
    spans: list[Span | str] = []
    if shown.promised_until:
        until = _moment(shown.promised_until, shown.zone)
        spans += [f"{shown.owner} was on it until ", until, "."]
    if not shown.coming:
        return [small(*spans)] if spans else []
    spans.append(" If nothing happens: " if spans else "If nothing happens: ")
    for number, each in enumerate(shown.coming):
        spans += ["; " if number else "", f"{each.role}, ", _moment(each.at, shown.zone)]
    return [small(*spans, ".")]


def actions(shown: Shown) -> list[Part]:
    if not shown.is_open:
        return [Buttons((button(shown, "Reopen", REOPEN, opens=True), more_button(shown)))]
    on_it = "I’m on it" if shown.status == "open" else "Change the date"
    return [
        Buttons(
            (
                button(shown, on_it, ACKNOWLEDGE, look="primary", opens=True),
                button(shown, "Resolve", RESOLVE, opens=True),
                button(shown, "Reassign", REASSIGN, opens=True),
                button(shown, "Snooze", SNOOZE, opens=True),
                more_button(shown),
            )
        )
    ]


def more(shown: Shown, history: Sequence[Line], page: int, pages: int) -> Card:
    """All there is to a blocker, for one reader. `page` counts from 1."""
    parts: list[Part] = [*_head(shown), *_facts(shown)]
    if shown.details:
        parts += [small("In full:"), *quoted(shown.details, shown)]
    parts.append(small("History" if pages == 1 else f"History, page {page} of {pages}"))
    parts.append(Bullets(tuple(_line(each, shown) for each in history)))
    turning = [
        Button(label, MORE, {**shown.args, "page": str(to)})
        for label, to in (("Newer", page - 1), ("Older", page + 1))
        if 1 <= to <= pages
    ]
    if turning:
        parts.append(Buttons(tuple(turning)))
    parts.append(Buttons(tuple(_further(shown))))
    return Card(f"Blocker {shown.number}: {shown.summary}", tuple(parts))


def _further(shown: Shown) -> list[Button]:
    comment = button(shown, "Comment", COMMENT, opens=True)
    if not shown.is_open:
        return [button(shown, "Reopen", REOPEN, opens=True), comment]
    return [
        comment,
        button(shown, "Resolve", RESOLVE, opens=True),
        button(shown, "Change", CHANGE, opens=True),
        button(shown, "Stops me too", JOIN),
        button(shown, "Merge", MERGE, opens=True),
        button(shown, "Dismiss", DISMISS, look="danger", opens=True),
    ]


def _line(each: Line, shown: Shown) -> Spans:
    who = f" – {each.who} " if each.who else " – "
    colon = ": " if each.words else ""
    said = trackers.spans(each.words, shown.trackers) if each.words else ()
    return line(_moment(each.at, shown.zone), who, f"{each.did}{colon}", *said)


def note(words: str) -> Card:
    return Card(words.split("\n")[0], (plain(words),))


def still(shown: Shown) -> list[Part]:
    """In the next stand-up's prompt of who is blocked."""
    return [
        text("Still blocking? ", Bold(f"Blocker {shown.number}: "), *summary(shown)),
        Buttons(
            (
                Button("Still blocking", STILL, shown.args),
                Button("No longer", "blocker.no_longer", shown.args),
            )
        ),
    ]


def known(shown: Shown) -> list[Part]:
    """Under the confirmation of a stand-up answer that says what is logged already."""
    return [
        small(f"This is blocker {shown.number} already. Its owner: {shown.owner or 'nobody yet'}."),
        Buttons((more_button(shown),)),
    ]


def offered(args: dict[str, str]) -> list[Part]:
    """Under the confirmation of a stand-up answer; `args` lead to its words."""
    button = Button("Log as blocker", "blocker.offer", args, opens_form=True)
    return [
        small("Does this need somebody else? Then log it, so that it reaches them."),
        Buttons((button,)),
    ]


def summary(shown: Shown) -> Spans:
    return trackers.spans(shown.summary, shown.trackers)


def quoted(words: str, shown: Shown) -> list[Part]:
    """Somebody's words as typed; the tickets in them, which a quote cannot lead to, beneath."""
    found = trackers.tickets(words, shown.trackers)[: trackers.MOST]
    if not found:
        return [Quote(words)]
    links: list[Span | str] = ["In there: "]
    for number, each in enumerate(found):
        links += [" · " if number else "", Link(each.label, each.url)]
    return [Quote(words), small(*links)]


def due(shown: Shown) -> Moment:
    assert shown.due_at is not None
    return Moment(shown.due_at, shown.zone, "day and time" if shown.due_has_time else "day")


def _moment(at: datetime, zone: str) -> Moment:
    return Moment(at, zone, "day and time")


def _day(at: datetime, zone: str) -> Moment:
    return Moment(at, zone, "day")


def more_button(shown: Shown) -> Button:
    return button(shown, "More", MORE)


def button(
    shown: Shown, label: str, action: str, *, look: Look = "plain", opens: bool = False
) -> Button:
    return Button(label, action, shown.args, look=look, opens_form=opens)
