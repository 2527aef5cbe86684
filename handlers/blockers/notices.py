"""What somebody is told of a blocker in private, once they are at work."""

from __future__ import annotations

from handlers.blockers import book, told_views, whose
from handlers.replies import Post, Reply, direct
from handlers.routing import Desk
from storage import blockers, people
from storage.models import Blocker, BlockerEvent, BlockerNotice

AGAIN = "scrum master again"
"""The rungs of a private blocker above its owner's."""


def notice(desk: Desk, blocker: Blocker, waiting: BlockerNotice) -> list[Reply]:
    person = people.by_id(desk.session, waiting.person_id)
    event = blockers.event(desk.session, waiting.event_id)
    if person is None or event is None or person.is_gone:
        return []
    actor = book.name(desk, event.person_id) or f"A {event.about.get('by', 'clock')}"
    said = _SAID[event.kind].format(actor=actor, **_words(desk, blocker, event, person.key))
    if whose.sees(desk, blocker, person):
        card = told_views.notice(book.shown(desk, blocker, person), said, event.words)
    elif event.about.get("before") == person.key:
        card = told_views.no_longer_yours(book.shown(desk, blocker, person), said)
    else:
        # Before they were at work it became private, or they have to do with it no longer.
        return []
    subject = f"blocker:{blocker.key}:{event.key}:to:{person.key}"
    return [Post(direct(person.ref), subject, card)]


_SAID = {
    "raised": "{actor} is blocked {help}.",
    "found": "{actor} named you for {service}. This waits for it:",
    "joined": "{actor} is stopped by this, too.",
    "acknowledged": "{actor} is on it{until}.",
    "reassigned": "{actor} {handed}.",
    "commented": "{actor} wrote about a blocker:",
    "changed": "{actor} changed a blocker{handed}.",
    "snoozed": "{actor} put this off{until}.",
    "escalated": "{why}",
    "resolved": "{actor} resolved this:",
    "dismissed": "{actor} dismissed this:",
    "reopened": "{actor} is blocked by this again:",
    "merged": "{actor} merged this: it is the same as blocker {other}.",
    "shown": "{actor} shows you what waits for {service}, which is yours.",
}


def _words(desk: Desk, blocker: Blocker, event: BlockerEvent, reader: int) -> dict[str, str]:
    is_owner = reader == blocker.owner_id
    role = str(event.about.get("role", ""))
    away = dict(event.about.get("away", {})).get(str(reader), "")
    service = whose.service_of(desk, blocker)
    is_service = service is not None and reader == service.owner_id and not is_owner
    until = str(event.about.get("until", ""))
    return {
        "until": f" until {until}" if until else "",
        "handed": "asks whether you can remove this"
        if is_owner
        else f": it waits for {service.name}, which is yours"
        if service and is_service and event.kind == "changed"
        else f"handed this to {book.name(desk, blocker.owner_id)}",
        "other": str(event.about.get("other", "")),
        "why": f"You stand in for {away}, who is away. " * bool(away) + _WHY.get(role, ""),
        "service": service.name if service else "",
        "help": f"and waits for {service.name}, which is yours"
        if service and is_service
        else "and thinks that you can help",
    }


_WHY = {
    "scrum master": "Somebody in your team is blocked.",
    AGAIN: "This has had no news for days. It is private, so nobody above you is told.",
    "owner": "There has been no news about this for a while. How does it stand?",
    "product owner": "This blocker has had no news for days. Can you help it along?",
    "sponsor": "This blocker needs a hand from above: the team could not remove it alone.",
}
