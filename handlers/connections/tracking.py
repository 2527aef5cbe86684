"""`/team trackers`: where the keys of a team's tickets lead."""

from __future__ import annotations

from handlers import tracker_settings
from handlers.connections import views
from handlers.errors import Invalid
from handlers.events import Commanded, FormSent
from handlers.replies import Show, Whisper
from handlers.rights import team_of_form, team_to_run
from handlers.routing import Desk, Replies, Router
from handlers.tracker_settings import NAMES, Unreadable

router = Router()


@router.command(
    "team", "trackers", hint="say where keys such as PORT-12 and #45 lead", opens_form=True
)
def trackers(desk: Desk, event: Commanded) -> Replies:
    team = team_to_run(desk, event.origin.place, "/team trackers")
    return [Show(views.trackers_form(team.key, team.name, team.trackers))]


@router.form(views.TRACKERS)
def trackers_sent(desk: Desk, event: FormSent) -> Replies:
    """Blockers that are there already lead there as soon as anything happens to them."""
    team = team_of_form(desk, event.args.get("team", ""))
    lines = event.answers.get("lines", "").strip()
    try:
        found = tracker_settings.read(lines)
    except Unreadable as why:
        raise Invalid({"lines": str(why)}) from None
    team.trackers = lines
    desk.session.add(team)
    told = [(NAMES[each.kind], each.address, each.keys) for each in found]
    return [Whisper(views.trackers_kept(team.name, told))]
