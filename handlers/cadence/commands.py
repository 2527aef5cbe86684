"""`/team cadence` and `/team goal`."""

from __future__ import annotations

from handlers.cadence import overview, running, setup
from handlers.cadence.whose import team_meant
from handlers.events import Commanded
from handlers.replies import Show, Whisper
from handlers.rights import must_run
from handlers.routing import Desk, Replies, Router

router = Router()


@router.command(
    "team",
    "cadence",
    hint="see or set up sprints and ceremonies",
    opens_form=True,
)
def cadence(desk: Desk, event: Commanded) -> Replies:
    team = team_meant(desk, event)
    beat = running.of_team(desk, team) if team else None
    if team is None or beat is None:
        if team is not None:
            must_run(desk, team)
        place = event.origin.place if event.origin.place_kind == "channel" else ""
        return [Show(setup.form(desk, team, place, event.origin.place_name))]
    overview.must_see(desk, team)
    return [Whisper(overview.card(desk, beat))]
