"""What a list or the workback shows, as a file: all of it, whichever page was looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers import downloads, moments
from handlers.blockers import list_views, listing, workback
from handlers.events import Pressed
from handlers.replies import Whisper
from handlers.routing import Desk, Replies, Router
from storage.models import Blocker

KEPT = ("of", "team", "service", "filter")
WHICH = {"overdue": "overdue", "high": "high-severity", "closed": "closed"}


def router_for(address: str) -> Router:
    """`address` is where the world reaches us."""
    router = Router()

    @router.button(list_views.CSV)
    def as_csv(desk: Desk, event: Pressed) -> Replies:
        title, _ = _meant(desk, event.args)
        what = {name: event.args[name] for name in KEPT if event.args.get(name)} | {"as": "csv"}
        zone = moments.zone(desk)
        return [Whisper(downloads.link(desk, address, "blockers", what, title, zone))]

    return router


def exported(desk: Desk, what: Mapping[str, str]) -> tuple[str, str]:
    """What a link opens, and what the file is called. The right is asked again, and so is which
    blockers may be seen. Raises Refusal."""
    title, several = _meant(desk, what)
    return workback.as_csv(listing.pasts(desk, several)), downloads.named(title, "csv")


def _meant(desk: Desk, args: Mapping[str, str]) -> tuple[str, Sequence[Blocker]]:
    if args.get("of") == "workback":
        team = listing.visible(desk, args.get("team", ""))
        listing.must_lead(desk, team)
        title = f"blockers of {team.name} in {workback.WEEKS} weeks"
        return title, listing.looked_back_on(desk, team)
    asked = listing.asked(desk, args)
    whose = "of yours"
    if asked.service is not None:
        whose = f"that wait for {asked.service.name}"
    elif asked.team is not None:
        whose = f"of {asked.team.name}"
    return f"{WHICH.get(asked.chosen, 'open')} blockers {whose}", asked.found
