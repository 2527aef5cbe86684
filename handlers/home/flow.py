"""`/drumbeat`: help from the registry, the home pane, and a kind word for stray messages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from handlers.cards import (
    Bold,
    Bullets,
    Card,
    Code,
    Heading,
    Part,
    Plain,
    Spans,
    line,
    plain,
    small,
)
from handlers.events import Commanded, HomeOpened, Said
from handlers.replies import Post, ShowHome, Whisper, direct
from handlers.routing import Desk, Replies, Router

ASKS_FOR_HELP = {"help", "help?", "?"}


def router_for(whole: Router) -> Router:
    """The commands that speak of all others; `whole` may still grow."""
    router = Router()

    @router.command("drumbeat", "help", hint="see what I can do")
    @router.command("drumbeat", hint="see what I can do")
    def show_help(desk: Desk, event: Commanded) -> Replies:
        return [Whisper(help_card(whole))]

    @router.command("drumbeat", "home", hint="see where you stand in your teams")
    def show_home(desk: Desk, event: Commanded) -> Replies:
        shown = whole.handle(desk, HomeOpened(event.origin))
        return [Whisper(reply.card) for reply in shown if isinstance(reply, ShowHome)]

    @router.said
    def stray(desk: Desk, event: Said) -> Replies:
        """Last in line: nothing was open that this message could answer."""
        if event.origin.place_kind != "direct":
            return [Whisper(help_card(whole))]
        asks = event.text.strip().lower().removeprefix("/") in ASKS_FOR_HELP
        card = help_card(whole) if asks else nothing_open(whole)
        return [Post(direct(desk.person.ref), f"reply:{event.seen_key}", card)]

    @router.home
    def commands_section(desk: Desk) -> Sequence[Part]:
        return help_card(whole).parts

    return router


def nothing_open(whole: Router) -> Card:
    parts = (
        plain("Nothing is open right now, so I did not keep this. Here is what I can do:"),
        *help_card(whole).parts[1:],
    )
    return Card("Nothing is open right now", parts)


@lru_cache(maxsize=8)
def help_card(whole: Router) -> Card:
    """Made once: nobody asks before everything is registered."""
    parts: list[Part] = [Heading("What I can do")]
    families = dict.fromkeys(command.name for command in whole.commands)
    for name in families:
        forms: dict[str, list[str]] = {}
        for command in whole.commands:
            if command.name == name:
                forms.setdefault(command.hint, []).append(command.form)
        parts.append(Bullets(tuple(_row(typed, hint) for hint, typed in forms.items())))
    if whole.shortcuts:
        parts.append(
            Bullets(
                tuple(
                    line(Bold(shortcut.title), f" – {shortcut.hint}")
                    for shortcut in whole.shortcuts
                )
            )
        )
    parts.append(small("You can also answer my questions by writing to me in a direct message."))
    return Card("What Drumbeat can do", tuple(parts))


def _row(forms: Sequence[str], hint: str) -> Spans:
    """Ways to say the same stand together."""
    ways: Spans = tuple(span for form in forms for span in (Plain(" or "), Code(form)))[1:]
    return (*ways, Plain(f" – {hint}"))
