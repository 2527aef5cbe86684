"""`/standup history` and `/standup search`: earlier answers, told to who may read them and to
nobody else."""

from __future__ import annotations

from collections.abc import Mapping

from handlers import downloads
from handlers.cards import Card
from handlers.errors import Refusal
from handlers.events import Commanded, Pressed
from handlers.replies import Refresh, Whisper
from handlers.routing import Desk, Replies, Router
from handlers.standup import exports, history_views, past, reading, running, which_views
from handlers.standup.reading import Meant
from handlers.standup.running import Running
from handlers.times import local

ALL = 20_000
"""Answers in one export; more than ten years of a team."""


def router_for(address: str) -> Router:
    """`address` is where the world reaches us."""
    router = Router()

    @router.command(
        "standup",
        "history",
        usage="[@person] [last week]",
        hint="read earlier answers",
        example="/standup history @Ben last week",
    )
    def history(desk: Desk, event: Commanded) -> Replies:
        found = reading.readable_here(desk, event.origin.place)
        words = event.words.partition(" ")[2]
        person, rest = reading.person_meant(desk, found, words, event.mentions)
        try:
            rest = rest.lower().strip().removeprefix("team")
            first, last = past.meant(rest, local(desk.now, found[0].team.zone).date())
        except ValueError as wrong:
            raise Refusal(f"{wrong}\nFor example: /standup history @Ben last week") from None
        return _told_or_asked(desk, found, Meant(first, last, person))

    @router.command(
        "standup",
        "search",
        usage="<words>",
        hint="find earlier answers by their words",
        example="/standup search timetable import",
    )
    def search(desk: Desk, event: Commanded) -> Replies:
        found = reading.readable_here(desk, event.origin.place)
        words = " ".join(event.words.partition(" ")[2].split())
        if not words:
            raise Refusal("What shall I look for? For example: /standup search timetable import")
        if len(words) > reading.LONGEST_SEARCH:
            raise Refusal(
                f"Please search for at most {reading.LONGEST_SEARCH} characters. You wrote:\n{words}"
            )
        today = local(desk.now, found[0].team.zone).date()
        return _told_or_asked(desk, found, Meant(today, today, search=words))

    def _told_or_asked(desk: Desk, found: list[Running], meant: Meant) -> Replies:
        if len(found) > 1:
            card = which_views.to_read(running.named(found), "standup.history", meant.args)
            return [Whisper(card)]
        return [Whisper(_card(desk, found[0], meant, 0))]

    @router.button("standup.history")
    def turn(desk: Desk, event: Pressed) -> Replies:
        standup = reading.readable(desk, event.args)
        meant = reading.meant_again(desk, standup, event.args)
        return [Refresh(_card(desk, standup, meant, _page(event.args)))]

    @router.button("standup.export")
    def export(desk: Desk, event: Pressed) -> Replies:
        standup = reading.readable(desk, event.args)
        meant = reading.meant_again(desk, standup, event.args)
        form = "csv" if event.args.get("as") == "csv" else "md"
        what = {**meant.args, "standup": str(standup.standup.key), "as": form}
        title, zone = f"answers of {standup.name}", standup.zone_of(desk.person)
        return [Whisper(downloads.link(desk, address, "answers", what, title, zone))]

    return router


def _card(desk: Desk, standup: Running, meant: Meant, page: int) -> Card:
    told, is_cut = reading.told(desk, standup, meant)
    args = {"standup": str(standup.standup.key), **meant.args}
    return history_views.history(
        standup.name, meant.about, told, page, "standup.history", args, is_cut=is_cut
    )


def _page(args: Mapping[str, str]) -> int:
    page = args.get("page", "0")
    return int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 0


def exported(desk: Desk, what: Mapping[str, str]) -> tuple[str, str]:
    """What a link opens, and what the file is called. The right is asked again: who has left the
    team since reads no more. Raises Refusal."""
    standup = reading.readable(desk, what)
    meant = reading.meant_again(desk, standup, what)
    told, _ = reading.told(desk, standup, meant, ALL)
    if what.get("as") == "csv":
        return exports.as_csv(told), downloads.named(standup.name, "csv")
    return exports.as_markdown(standup.name, meant.about, told), downloads.named(standup.name, "md")
