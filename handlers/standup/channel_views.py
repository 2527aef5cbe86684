"""What a stand-up shows in the team's channel. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from handlers import trackers
from handlers.calendars.days import Off
from handlers.cards import (
    Bold,
    Bullets,
    Buttons,
    Card,
    Heading,
    Mention,
    Moment,
    Part,
    PlaceLink,
    Span,
    Spans,
    line,
    plain,
    small,
    text,
)
from handlers.paging import split
from handlers.standup.absent_views import reason
from handlers.standup.questions import Question
from handlers.standup.rules import Standing
from handlers.standup.views import Where, answer_button, answers_given, whole
from handlers.times import day_name
from handlers.tracker_settings import Tracker

SHORT = 280
"""Characters of a blocker shown in the digest; the thread has the whole."""


NAMES = 25
"""Names shown in one group of the digest before the rest is counted."""


def digest(
    where: Where,
    standing: Standing,
    blockers: Sequence[tuple[str, str]],
    *,
    mood: float | None,
    mood_of: int = 5,
    late: bool,
    changed_at: datetime | None,
    zone: str,
    posted: bool = False,
    read_in: str = "",
    tracked: Sequence[Tracker] = (),
) -> Card:
    """`blockers` are name and words, in the order they came. `posted`: each answer is a message of
    its own. `read_in`: the channel, for who reads the digest elsewhere. `tracked`: where keys of
    tickets lead."""
    due = sum(
        len(group)
        for group in (standing.answered, standing.skipped, standing.open, standing.silent)
    )
    parts: list[Part] = [
        Heading(f"{where.name or 'Stand-up'} · {where.team} · {day_name(where.day)}")
    ]
    if late:
        parts.append(small("This comes later than planned; I was out for a while."))
    rest = "in their own message" if posted else "in the thread"
    if blockers:
        parts.append(text(Bold("Blocked")))
        parts.append(
            Bullets(tuple(_blocker(name, words, rest, tracked) for name, words in blockers))
        )
    elif not standing.answered:
        parts.append(plain("No answers so far."))
    elif len(standing.answered) < due:
        parts.append(plain("No blockers so far."))
    else:
        parts.append(plain("Nobody is blocked."))
    parts += _group("Away", away_in_words(standing.away, where.day))
    parts += _group("Skipping today", standing.skipped)
    parts += _group("Still to come", standing.open)
    parts += _group("No update", standing.silent)
    summary: list[Span | str] = [f"{len(standing.answered)} of {due} answered"]
    if mood is not None:
        summary.append(f" · mood {mood:.1f} of {mood_of}")
    if standing.answered and read_in:
        summary += [" · answers in ", PlaceLink(read_in)]
    elif standing.answered:
        summary.append(" · answers above" if posted else " · answers in the thread")
    if changed_at is not None:
        summary += [" · edited at ", Moment(changed_at, zone)]
    parts.append(small(*summary))
    if not read_in:
        parts.append(Buttons((answer_button(where, "Add or change my answer", look="plain"),)))
    what = f"{where.name or 'Stand-up'} of {where.team}"
    return Card(f"{what}: {len(standing.answered)} of {due}", tuple(parts))


def _blocker(name: str, words: str, rest: str, tracked: Sequence[Tracker]) -> Spans:
    first = split(words.strip(), SHORT)[0].strip()
    more = f" … (the rest is {rest})" if len(words.strip()) > len(first) else ""
    return line(Bold(name), ": ", *trackers.spans(first, tracked), *([more] if more else []))


def _group(title: str, names: Sequence[str]) -> list[Part]:
    if not names:
        return []
    shown = ", ".join(names[:NAMES])
    if len(names) > NAMES:
        shown += f" and {len(names) - NAMES} more; /standup status names everybody"
    return [text(Bold(f"{title}: "), shown)]


def away_in_words(away: Sequence[tuple[str, Off]], day: date) -> list[str]:
    """Such as "Ben Hughes (until Friday 27 November)"."""
    return [f"{name} ({reason(off, day)})" for name, off in away]


def entry(
    name: str,
    questions: Sequence[Question],
    answers: Mapping[str, str],
    *,
    late: bool,
    edited_at: datetime | None,
    zone: str,
    of: date | None = None,
) -> Card:
    """`of`: the day, for one that stands by itself."""
    marks: list[Span | str] = []
    if late:
        marks.append("Came late")
    if edited_at:
        marks += [" · edited at " if marks else "Edited at ", Moment(edited_at, zone)]
    stands: list[Span | str] = [f" · stand-up for {day_name(of)}"] if of else []
    parts: list[Part] = [text(Bold(name), *stands), *answers_given(questions, answers)]
    if marks:
        parts.append(small(*marks))
    return Card(f"{name}'s stand-up", tuple(parts))


def status(
    team: str,
    day: date | None,
    standing: Standing | None,
    schedule: str,
    next_day: date | None,
    paused: str,
    name: str = "",
) -> Card:
    parts: list[Part] = [Heading(f"{name or 'Stand-up'} · {team}")]
    if paused:
        parts.append(text(Bold("Paused: "), paused))
    if day is not None and standing is not None and standing.anybody:
        parts.append(text(Bold(day_name(day))))
        for title, names in (
            ("Answered", standing.answered),
            ("Away", away_in_words(standing.away, day)),
            ("Skipping", standing.skipped),
            ("Still to come", standing.open),
            ("No update", standing.silent),
        ):
            if names:
                parts.append(text(Bold(f"{title}: "), ", ".join(names)))
    else:
        parts.append(plain("Nobody has been asked yet."))
    coming = f" · next: {day_name(next_day)}" if next_day and not paused else ""
    parts.append(small(schedule, coming))
    return Card(f"{name or 'Stand-up'} of {team}", tuple(parts))


def intro(
    team: str, count: int, schedule: str, next_day: date, scrum_master: str, name: str = ""
) -> Card:
    by: list[Span | str] = [" · set up by ", Mention(scrum_master)] if scrum_master else []
    return Card(
        f"The {whole(team, name)} is set",
        (
            Heading(f"{team}: {name}" if name else f"{team} has a stand-up"),
            text(
                f"I'll ask {count} {'person' if count == 1 else 'people'} in a direct message: "
                f"{schedule}. One digest comes here each time, blockers first."
            ),
            small(f"First: {day_name(next_day)}", *by),
        ),
    )


def paused(what: str, place: str, why: str, *, several: bool = False) -> Card:
    """`what`: such as "stand-up of Harbor", or "stand-ups of Harbor" where there are several."""
    are = "are" if several else "is"
    return Card(
        f"The {what} {are} paused",
        (
            text(f"The {what} {are} paused: I can't post in ", PlaceLink(place), "."),
            plain(why),
            small("Nothing anybody wrote is lost. I'll go on by myself once I can post again."),
        ),
    )


def running_again(what: str, place: str, *, several: bool = False) -> Card:
    go = "go" if several else "goes"
    return Card(
        f"The {what} {go} on",
        (text("I can post in ", PlaceLink(place), f" again: the {what} {go} on."),),
    )


def has_ended(what: str, by: str) -> Card:
    """`what` as above; `by`: who removed it, by the platform's id."""
    return Card(
        f"The {what} has ended",
        (
            text(Mention(by), f" has removed the {what}. I no longer ask for it."),
            small("Earlier answers stay: /standup history"),
        ),
    )
