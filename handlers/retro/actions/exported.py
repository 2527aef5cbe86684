"""What a team's webhook is told of its actions; `docs/webhook.schema.json` says how it looks."""

from __future__ import annotations

from handlers import outgoing, tracker_settings, trackers
from handlers.retro.actions import whose
from handlers.routing import Desk
from storage import retros
from storage.models import Action

KINDS = {
    "made": "action.created",
    "done": "action.done",
    "dropped": "action.dropped",
    "reopened": "action.reopened",
}


def tell(desk: Desk, action: Action, happened: str) -> None:
    if (kind := KINDS.get(happened)) is None:
        return
    team = whose.team_of(desk, action)
    found = trackers.tickets(action.words, tracker_settings.known(team.trackers))
    topic = None
    if action.retro_id and action.topic_id:
        topic = retros.topic(desk.session, action.retro_id, action.topic_id)
    facts = {
        "id": action.key,
        "status": action.status,
        "words": action.words,
        "tickets": [{"label": each.label, "url": each.url} for each in found],
        "owner": whose.person_of(desk, action.owner_id).name,
        "made_by": whose.person_of(desk, action.made_by_id).name,
        "made_at": action.made_at.isoformat(),
        "due_day": action.due_day.isoformat(),
        "due_at": action.due_at.isoformat() if action.due_at else None,
        "closed_at": action.closed_at.isoformat() if action.closed_at else None,
        "closing": action.closing or None,
        "topic": topic.title if topic else None,
    }
    outgoing.hand_out(desk, team.key, kind, {"team": team.name, "action": facts})
