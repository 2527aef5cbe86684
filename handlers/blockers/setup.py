"""How a team's blockers are escalated."""

from __future__ import annotations

from datetime import time

from handlers.blockers import course, list_views, views, whose
from handlers.errors import Invalid
from handlers.events import Commanded, FormSent
from handlers.replies import Reply, Show, Whisper
from handlers.rights import team_of_form, team_to_run
from handlers.routing import Desk, Replies, Router
from storage import blockers
from storage.models import Team

router = Router()

RUNGS = ("owner", "product_owner", "sponsor")
MOST = 10
"""Working days."""


@router.command("blocker", "setup", hint="set when a blocker is escalated", opens_form=True)
def setup(desk: Desk, event: Commanded) -> Replies:
    team = team_to_run(desk, event.origin.place, "/blocker setup")
    own = blockers.ladder(desk.session, team.key)
    days = {
        "owner": own.owner_after,
        "product_owner": own.product_owner_after,
        "sponsor": own.sponsor_after,
    }
    form = list_views.setup(team.key, team.name, days, own.works_from, own.works_until)
    return [Show(form)]


@router.form("blocker.setup")
def setup_sent(desk: Desk, event: FormSent) -> Replies:
    team = team_of_form(desk, event.args.get("team", ""))
    answers, problems = event.answers, {}
    days = {rung: whose.number(answers.get(rung, "")) for rung in RUNGS}
    for rung, count in days.items():
        if not answers.get(rung, "").isdigit() or count > MOST:
            problems[rung] = f"0 to {MOST} working days, please."
    highest = 0
    for rung, count in days.items():
        if 0 < count < highest:
            problems.setdefault(rung, "Not sooner than who is told before, please.")
        highest = max(highest, count)
    opens, closes = (_time(answers.get(field, "")) for field in ("works_from", "works_until"))
    if opens is None:
        problems["works_from"] = "A time such as 09:00, please."
    if closes is None or (opens is not None and closes <= opens):
        problems["works_until"] = "A time later than that, please."
    if problems or opens is None or closes is None:
        raise Invalid(problems)
    own = blockers.ladder(desk.session, team.key)
    own.owner_after, own.product_owner_after = days["owner"], days["product_owner"]
    own.sponsor_after, own.works_from, own.works_until = days["sponsor"], opens, closes
    desk.session.add(own)
    desk.session.flush()
    return [*_replanned(desk, team), Whisper(views.note(f"Saved for {team.name}."))]


def _replanned(desk: Desk, team: Team) -> list[Reply]:
    """Open ones go on by the new ladder."""
    replies: list[Reply] = []
    for each in blockers.of_team(desk.session, team.key):
        blocker = blockers.held(desk.session, each.key)
        if blocker is not None and blocker.team_id == team.key:
            replies += course.go_on(desk, blocker)
    return replies


def _time(words: str) -> time | None:
    try:
        return time.fromisoformat(words)
    except ValueError:
        return None
