"""What a blocker shows: its card, and what is told in private. Plain values in, cards out."""

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
        (*_head(shown), *_facts(shown), *_preview(shown), *_actions(shown)),
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
    rows: list[tuple[str, Spans]] = [("Blocked", line(", ".join(shown.blocked)))]
    if shown.is_open or shown.owner:
        rows.append(("Owner", line(shown.owner or "nobody yet")))
    if shown.waits_for:
        waits = WAITS_FOR[shown.waits_for]
        whom = f" ({shown.waits_for_whom})" if shown.waits_for_whom else ""
        rows.append(("Waits for", line(f"{shown.waits_for_name or waits}{whom}")))
    if shown.due_at:
        late = " – that has passed" if shown.is_overdue else ""
        rows.append(("Needed by", line(due(shown), late)))
    kind = [f"{SEVERITIES[shown.severity]} severity"]
    if shown.category:
        kind.append(CATEGORIES[shown.category].lower())
    rows.append(("Kind", line(" · ".join(kind))))
    raised: list[Span | str] = [shown.raised_by, ", ", _day(shown.raised_at, shown.zone)]
    if shown.link:
        raised += [" from ", Link("this message", shown.link)]
    rows.append(("Raised by", line(*raised)))
    # Facts are for reading side by side; typed names may hold anything, so each is one line.
    return [_rows(rows)]


def _rows(rows: Sequence[tuple[str, Spans]]) -> Part:
    return Bullets(tuple((Bold(label), Plain(": "), *value) for label, value in rows))


def _preview(shown: Shown) -> list[Part]:
    if not shown.is_open:
        return []
    if shown.quiet_until and shown.status == "acknowledged":
        return [
            small(f"{shown.owner} is on it until ", _moment(shown.quiet_until, shown.zone), ".")
        ]
    if shown.quiet_until:
        return [small("Put off until ", _moment(shown.quiet_until, shown.zone), ".")]
    if not shown.coming:
        return []
    spans: list[Span | str] = ["If nothing happens: "]
    for number, each in enumerate(shown.coming):
        spans += ["; " if number else "", f"{each.role}, ", _moment(each.at, shown.zone)]
    return [small(*spans, ".")]


def _actions(shown: Shown) -> list[Part]:
    if not shown.is_open:
        return [Buttons((_button(shown, "Reopen", REOPEN, opens=True), _more(shown)))]
    on_it = "I’m on it" if shown.status == "open" else "Change the date"
    return [
        Buttons(
            (
                _button(shown, on_it, ACKNOWLEDGE, look="primary", opens=True),
                _button(shown, "Resolve", RESOLVE, opens=True),
                _button(shown, "Reassign", REASSIGN, opens=True),
                _button(shown, "Snooze", SNOOZE, opens=True),
                _more(shown),
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
    comment = _button(shown, "Comment", COMMENT, opens=True)
    if not shown.is_open:
        return [_button(shown, "Reopen", REOPEN, opens=True), comment]
    return [
        comment,
        _button(shown, "Resolve", RESOLVE, opens=True),
        _button(shown, "Change", CHANGE, opens=True),
        _button(shown, "Stops me too", JOIN),
        _button(shown, "Merge", MERGE, opens=True),
        _button(shown, "Dismiss", DISMISS, look="danger", opens=True),
    ]


def _line(each: Line, shown: Shown) -> Spans:
    who = f" – {each.who} " if each.who else " – "
    colon = ": " if each.words else ""
    said = trackers.spans(each.words, shown.trackers) if each.words else ()
    return line(_moment(each.at, shown.zone), who, f"{each.did}{colon}", *said)


def notice(shown: Shown, said: str, words: str = "") -> Card:
    """What is told to one person, with what they can do about it."""
    parts: list[Part] = [plain(said)]
    if words:
        parts += quoted(words, shown)
    parts.append(text(Bold(f"Blocker {shown.number}: "), *summary(shown)))
    about: list[Span | str] = [f"{shown.team} · blocked: {', '.join(shown.blocked)}"]
    if shown.is_open:
        about.append(f" · owner: {shown.owner or 'nobody yet'}")
        if shown.due_at:
            about += [" · needed by ", due(shown)]
    parts.append(small(*about))
    return Card(f"{said} Blocker {shown.number}: {shown.summary}", (*parts, *_actions(shown)))


def logged(shown: Shown, asked: Part | None = None) -> Card:
    """To who raised it: what was understood."""
    spans: list[Span | str] = [f"Logged as blocker {shown.number} of {shown.team}."]
    if shown.owner:
        spans.append(f" {shown.owner} can remove it and hears of it.")
    if shown.due_at:
        spans += [" Needed by ", due(shown), "."]
    parts: list[Part] = [text(*spans)]
    if asked is not None:
        parts.append(asked)
    change = Button("Change", CHANGE, shown.args, opens_form=True)
    return Card(f"Logged as blocker {shown.number}", (*parts, Buttons((change, _more(shown)))))


def which_due(shown: Shown, question: str, options: Sequence[str]) -> Card:
    """Asked back where the moment can mean several."""
    buttons = tuple(
        Button(option, "blocker.due", {**shown.args, "due": option}) for option in options[:5]
    )
    return Card(
        f"Logged as blocker {shown.number}. {question}",
        (
            plain(f"Logged as blocker {shown.number} of {shown.team}. By when is it needed?"),
            text(Bold(question)),
            Buttons(buttons),
        ),
    )


def duplicate(shown: Shown, typed: str, args: dict[str, str]) -> Card:
    """`args` is what logging it all the same takes."""
    parts: list[Part] = [
        plain("This sounds like one that is open already:"),
        text(Bold(f"Blocker {shown.number}: "), *summary(shown)),
        small(f"Raised by {shown.raised_by}, owner: {shown.owner or 'nobody yet'}. You typed:"),
        Quote(typed),
        Buttons(
            (
                _button(shown, "Join it", JOIN, look="primary"),
                Button("Log mine all the same", "blocker.anyway", args, opens_form=True),
                _more(shown),
            )
        ),
    ]
    return Card("This sounds like one that is open already", tuple(parts))


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
        Buttons((_more(shown),)),
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


def _more(shown: Shown) -> Button:
    return _button(shown, "More", MORE)


def _button(
    shown: Shown, label: str, action: str, *, look: Look = "plain", opens: bool = False
) -> Button:
    return Button(label, action, shown.args, look=look, opens_form=opens)
