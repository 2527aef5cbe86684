"""A blocker is resolved from outside: a ticket was closed, an access was granted."""

from __future__ import annotations

from handlers import tracker_settings, trackers
from handlers.blockers import ending, views, whose
from handlers.blockers.forms import LONGEST
from handlers.errors import Refusal
from handlers.events import WebhookCalled
from handlers.replies import Whisper
from handlers.routing import Desk, Replies, Router
from storage import blockers, teams, webhooks
from storage.models import Blocker, Team

router = Router()

RESOLVE = "blocker.resolve"
UNSAID = "Resolved by webhook."


@router.on(WebhookCalled)
def called(desk: Desk, event: WebhookCalled) -> Replies:
    if event.kind != RESOLVE:
        return []
    webhook = webhooks.by_id(desk.session, event.webhook)
    team = teams.by_id(desk.session, webhook.team_id) if webhook else None
    if team is None:
        raise Refusal("This webhook is no longer there.")
    how = event.said.get("how", "").strip() or UNSAID
    if len(how) > LONGEST:
        raise Refusal(f"“how” has {len(how):,} characters; at most {LONGEST:,}, please.")
    found = _meant(desk, team, event.said)
    blocker = blockers.held(desk.session, found.key)
    assert blocker is not None
    if blocker.status not in blockers.OPEN:
        return [_told(f"Blocker {blocker.number} is {blocker.status} already.")]
    replies = ending.close(desk, blocker, "resolved", how, {"by": "webhook"})
    return [*replies, _told(f"Blocker {blocker.number} is resolved.")]


def _meant(desk: Desk, team: Team, said: dict[str, str]) -> Blocker:
    """By number, or by the only open one with that link. What is private is not there for it."""
    if number := said.get("number", ""):
        found = blockers.numbered(desk.session, whose.number(number))
        if found is None or found.team_id != team.key or found.is_private:
            raise Refusal(f"There is no blocker {number} in {team.name}.")
        return found
    link = said.get("link", "").strip()
    if not link:
        raise Refusal("Which blocker? Say its “number”, or a “link” that it has.")
    some = [each for each in _open(desk, team) if _has(team, each, link)]
    if not some:
        raise Refusal(f"No open blocker in {team.name} has this link.")
    if len(some) > 1:
        numbers = " and ".join(str(each.number) for each in some)
        raise Refusal(f"Blockers {numbers} have this link. Say which by its “number”.")
    return some[0]


def _open(desk: Desk, team: Team) -> list[Blocker]:
    every = blockers.of_team(desk.session, team.key)
    return [each for each in every if each.team_id == team.key and not each.is_private]


def _has(team: Team, blocker: Blocker, link: str) -> bool:
    """As it came, or as the ticket that its words name."""
    if blocker.link == link:
        return True
    known = tracker_settings.known(team.trackers)
    wanted = {each.where for each in trackers.tickets(link, known)}
    named = trackers.tickets(f"{blocker.summary}\n{blocker.details}\n{blocker.link}", known)
    return bool(wanted & {each.where for each in named})


def _told(words: str) -> Whisper:
    return Whisper(views.note(words))
