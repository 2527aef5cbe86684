"""The summary of a retro as a file."""

from __future__ import annotations

from collections.abc import Mapping

from handlers import downloads, moments
from handlers.errors import Refusal
from handlers.events import Pressed
from handlers.replies import Whisper
from handlers.retro import closing, closing_views, export, rules, whose
from handlers.routing import Desk, Replies, Router
from storage.models import Retro, Team


def router_for(address: str) -> Router:
    """`address` is where the world reaches us."""
    router = Router()

    @router.button(closing_views.FILE)
    def as_file(desk: Desk, event: Pressed) -> Replies:
        retro, team = _closed(desk, event.args)
        what = {"retro": str(retro.key), "as": "md"}
        title, zone = f"summary of the retro of {team.name}", moments.zone(desk)
        return [Whisper(downloads.link(desk, address, "retro", what, title, zone))]

    return router


def _closed(desk: Desk, args: Mapping[str, str]) -> tuple[Retro, Team]:
    retro, team = whose.named(desk, args)
    if retro.phase != rules.CLOSED:
        raise Refusal("This retro is still open. Its summary comes when it is closed.")
    return retro, team


def exported(desk: Desk, what: Mapping[str, str]) -> tuple[str, str]:
    """What a link opens, and what the file is called. The right is asked again. Raises Refusal."""
    retro, team = _closed(desk, what)
    found = closing.summary_of(desk, retro)
    return export.as_markdown(found), downloads.named(f"Retro of {team.name} {found.day}", "md")
