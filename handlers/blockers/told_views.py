"""What is told of a blocker in private. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.blockers import views
from handlers.blockers.shown import Shown
from handlers.cards import Bold, Button, Buttons, Card, Part, Quote, Span, plain, small, text


def notice(shown: Shown, said: str, words: str = "") -> Card:
    """What is told to one person, with what they can do about it."""
    parts: list[Part] = [plain(said)]
    if words:
        parts += views.quoted(words, shown)
    parts.append(text(Bold(f"Blocker {shown.number}: "), *views.summary(shown)))
    about: list[Span | str] = [f"{shown.team} · blocked: {', '.join(shown.blocked)}"]
    if shown.is_open:
        about.append(f" · owner: {shown.owner or 'nobody yet'}")
        if shown.due_at:
            about += [" · needed by ", views.due(shown)]
    if shown.is_private:
        about.append(" · private")
    parts.append(small(*about))
    return Card(f"{said} Blocker {shown.number}: {shown.summary}", (*parts, *views.actions(shown)))


def no_longer_yours(shown: Shown, said: str) -> Card:
    """To who had it before, and may not look at it now. Of a private one no more is said."""
    words = f"{said} Blocker {shown.number} is no longer yours."
    if shown.is_private:
        return Card(words, (plain(words),))
    named = text(Bold(f"Blocker {shown.number}: "), *views.summary(shown))
    return Card(words, (plain(said), named, small("It is no longer yours.")))


def logged(shown: Shown) -> Card:
    """To who raised it: what was understood."""
    spans: list[Span | str] = [f"Logged as blocker {shown.number} of {shown.team}."]
    if shown.owner:
        spans.append(f" {shown.owner} can remove it and hears of it.")
    if shown.due_at:
        spans += [" Needed by ", views.due(shown), "."]
    if shown.is_private:
        spans.append(" Only those concerned and the scrum masters see it.")
    change = Button("Change", views.CHANGE, shown.args, opens_form=True)
    return Card(
        f"Logged as blocker {shown.number}",
        (text(*spans), Buttons((change, views.more_button(shown)))),
    )


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
        text(Bold(f"Blocker {shown.number}: "), *views.summary(shown)),
        small(f"Raised by {shown.raised_by}, owner: {shown.owner or 'nobody yet'}. You typed:"),
        Quote(typed),
        Buttons(
            (
                views.button(shown, "Join it", views.JOIN, look="primary"),
                Button("Log mine all the same", "blocker.anyway", args, opens_form=True),
                views.more_button(shown),
            )
        ),
    ]
    return Card("This sounds like one that is open already", tuple(parts))
