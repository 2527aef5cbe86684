"""The connector's REST API: conversations and what is said in them."""

from typing import Any

from . import activities
from .errors import TeamsError, bad, blocked, no_activity, no_conversation, not_in_roster
from .state import State
from .world import JSON, Message, Person, Place

LIVES = 24 * 3600
"""Seconds a targeted message is there."""


def found(teams: State, ref: str) -> tuple[Place, str | None]:
    """The conversation, and the thread's first message when the id names one."""
    base, _, root = ref.partition(";messageid=")
    for home in teams.tenants.values():
        place = home.places.get(base)
        if place is not None and not place.is_deleted:
            if root and place.kind != "channel":
                raise no_conversation()
            return place, root or None
    raise no_conversation()


def reachable(teams: State, ref: str, writing: bool = True) -> tuple[Place, str | None]:
    place, root = found(teams, ref)
    if writing and place.blocked:
        raise blocked(place.blocked)
    if not place.has_bot:
        raise not_in_roster()
    return place, root


def send(teams: State, ref: str, activity: JSON, targeted: bool, reply_to: str | None) -> JSON:
    """201 with the new id; a typing activity leaves nothing."""
    place, root = reachable(teams, ref)
    activities.check(teams, activity, ref)
    if root and not _is_root(place, root, targeted):
        raise no_activity()
    if reply_to and place.message(reply_to) is None:
        raise no_activity()
    only_for = _target(teams, place, activity) if targeted else None
    if activity["type"] == "typing":
        return {}
    return {"id": keep(teams, place, teams.bot_id, activity, root, only_for).id}


def update(teams: State, ref: str, message: str, activity: JSON, targeted: bool) -> JSON:
    place, _ = reachable(teams, ref)
    activities.check(teams, activity, ref)
    if targeted and activity.get("recipient"):
        raise TeamsError(400, "Bad argument", "The recipient cannot be given on update.")
    known = _own(teams, place, message, targeted)
    known.earlier.append(known.activity)
    known.activity = activity
    known.edited = True
    # Everybody sees the new one, also who had a view of their own.
    known.views.clear()
    return {"id": known.id}


def delete(teams: State, ref: str, message: str, targeted: bool) -> JSON:
    place, _ = reachable(teams, ref)
    _own(teams, place, message, targeted).deleted = True
    return {}


def create(teams: State, body: JSON) -> JSON:
    """A 1:1 conversation with one person, or a new thread in a channel."""
    if not isinstance(body, dict):
        raise bad("The body is not an object.")
    unknown = set(body) - {
        "isGroup", "bot", "members", "tenantId", "topicName", "activity", "channelData",
    }  # fmt: skip
    if unknown and teams.strict:
        raise bad(f"Unknown {sorted(unknown)}.")
    told = body.get("channelData") or {}
    channel = (told.get("channel") or {}).get("id") or (told.get("teamsChannelId"))
    if body.get("isGroup") or channel:
        return _new_thread(teams, channel, body.get("activity"))
    tenant = body.get("tenantId") or (told.get("tenant") or {}).get("id")
    if not tenant:
        raise bad("The tenant is missing.")
    members = body.get("members") or []
    if len(members) != 1 or not isinstance(members[0], dict) or not members[0].get("id"):
        raise bad("Exactly one member is needed.")
    bot = (body.get("bot") or {}).get("id")
    if bot not in (None, teams.bot_id, teams.app_id):
        raise bad(f"The bot is {teams.bot_id}, not {bot}.")
    who = _known(teams, tenant, members[0]["id"])
    place = _chat(teams, who)
    made: JSON = {"id": place.id}
    if body.get("activity"):
        made["activityId"] = send(teams, place.id, body["activity"], False, None)["id"]
    return made


def keep(
    teams: State,
    place: Place,
    author: str,
    activity: JSON,
    root: str | None = None,
    only_for: str | None = None,
) -> Message:
    kept = Message(
        teams.stamp(), place.id, author, activity, teams.clock(), root=root, only_for=only_for
    )
    place.messages.append(kept)
    return kept


def is_there(teams: State, message: Message) -> bool:
    expired = message.only_for is not None and teams.clock() >= message.at + LIVES
    return not message.deleted and not expired


def _is_root(place: Place, ref: str, targeted: bool) -> bool:
    """Nobody else could see what hangs below a private message."""
    known = place.message(ref)
    return known is not None and known.root is None and (targeted or known.only_for is None)


def _target(teams: State, place: Place, activity: JSON) -> str:
    if place.kind == "personal":
        raise TeamsError(400, "Bad argument", "1:1 conversations know no targeted messages.")
    ref = (activity.get("recipient") or {}).get("id")
    if not ref:
        raise TeamsError(400, "Bad argument", "The recipient is missing.")
    if ref not in place.members:
        raise TeamsError(403, "Forbidden", "The recipient is not in the conversation.")
    return str(ref)


def _own(teams: State, place: Place, ref: str, targeted: bool) -> Message:
    known = place.message(ref)
    # A private message stays private: it is found only as one.
    if known is None or not is_there(teams, known) or targeted != (known.only_for is not None):
        raise no_activity()
    if known.author != teams.bot_id:
        raise TeamsError(403, "Forbidden", "The message is not the bot's.")
    return known


def _new_thread(teams: State, channel: Any, activity: Any) -> JSON:
    if not channel:
        raise bad("channelData.channel.id is missing.")
    if not activity:
        raise bad("A new thread needs its first activity.")
    made = send(teams, str(channel), activity, False, None)
    return {"id": f"{channel};messageid={made['id']}", "activityId": made["id"]}


def _known(teams: State, tenant: str, ref: str) -> Person:
    home = teams.tenants.get(tenant)
    people = home.people.values() if home else ()
    for one in people:
        if ref in (one.id, one.aad) and not one.is_gone:
            return one
    raise TeamsError(400, "BadSyntax", f"Failed to decrypt pairwise id {ref}.")


def _chat(teams: State, who: Person) -> Place:
    home = teams.tenants[who.tenant]
    shared = [place for place in home.places.values() if who.id in place.members and place.has_bot]
    together = any(place.kind != "personal" for place in shared) and not teams.needs_personal_app
    if who.id in home.installed_for or together:
        place = teams.bot_chat(who)
        # A conversation that was blocked stays so.
        place.has_bot = True
        return place
    raise TeamsError(
        403, "ForbiddenOperationException", "The bot is not installed in user's personal scope."
    )
