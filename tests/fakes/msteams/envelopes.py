"""What Teams puts around everything it sends to a bot."""

import html
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from .state import State
from .world import JSON, Message, Person, Place


def activity(
    teams: State, kind: str, place: Place, who: Person, *, root: str | None = None, **more: Any
) -> JSON:
    """Everything but what is particular to `kind`; `more` comes last."""
    now = teams.clock()
    local = who.local(now)
    client: JSON = {"locale": "en-US", "country": "US", "platform": "Web", "type": "clientInfo"}
    told: JSON = {
        "type": kind,
        "id": teams.stamp(),
        "timestamp": moment(now),
        "localTimestamp": _iso(local),
        "serviceUrl": teams.service_url,
        "channelId": "msteams",
        "from": who.account(),
        "conversation": conversation(place, root),
        "recipient": {"id": teams.bot_id, "name": teams.app_name},
        "entities": [client],
        "channelData": channel_data(teams, place),
        "locale": "en-US",
    }
    if teams.tells_zone:
        told["localTimezone"] = client["timezone"] = who.tz
    return told | more


def conversation(place: Place, root: str | None = None) -> JSON:
    told: JSON = {
        "conversationType": place.kind,
        "tenantId": place.tenant,
        "id": f"{place.id};messageid={root}" if root else place.id,
    }
    if place.kind != "personal":
        told["isGroup"] = True
    if place.kind == "groupChat" and place.name:
        told["name"] = place.name
    return told


def channel_data(teams: State, place: Place) -> JSON:
    told: JSON = {"tenant": {"id": place.tenant}}
    if place.kind == "channel":
        # In everyday messages Teams names neither the team nor the channel.
        told |= {
            "teamsChannelId": place.id,
            "teamsTeamId": place.team,
            "channel": {"id": place.id},
            "team": {"id": place.team},
        }
    return told


def team_data(teams: State, place: Place, event: str) -> JSON:
    """With names, as in what tells of a change."""
    team = teams.team_of(place)
    channel = {"id": place.id} if place.id == team.id else {"id": place.id, "name": place.name}
    return {
        "team": {"id": team.id, "name": team.name, "aadGroupId": team.group},
        "channel": channel,
        "eventType": event,
        "tenant": {"id": team.tenant},
    }


def said(
    teams: State,
    place: Place,
    who: Person,
    text: str,
    *,
    root: str | None = None,
    at: Iterable[Person] = (),
    to_bot: bool = False,
    **more: Any,
) -> JSON:
    """A message by a person. `@Name` of those in `at` becomes a mention, and so does the bot."""
    people = [(one.name, one.account()) for one in at]
    if to_bot:
        people.append((teams.app_name, {"id": teams.bot_id, "name": teams.app_name}))
        text = f"@{teams.app_name} {text}\n"
    made = activity(teams, "message", place, who, root=root, textFormat="plain")
    shown = html.escape(text, quote=False)
    for number, (name, account) in enumerate(people):
        marked = f"<at>{name}</at>"
        text = text.replace(f"@{name}", marked)
        schema = 'itemscope itemtype="http://schema.skype.com/Mention"'
        shown = shown.replace(f"@{name}", f'<at {schema} itemid="{number}">{name}</at>')
        made["entities"].insert(number, {"mentioned": account, "text": marked, "type": "mention"})
    made["text"] = text
    # The same once more, as the client shows it.
    made["attachments"] = [{"contentType": "text/html", "content": f"<p>{shown.strip()}</p>"}]
    if place.kind == "channel":
        made["conversation"] = conversation(place, root or made["id"])
    return made | more


def invoke(
    teams: State,
    name: str,
    place: Place,
    who: Person,
    value: JSON,
    message: Message | None = None,
) -> JSON:
    """Waits for an answer; `message` is the one with the button."""
    root = (message.root or message.id) if message and place.kind == "channel" else None
    made = activity(teams, "invoke", place, who, root=root, name=name, value=value)
    # An invoke has its own id, `f:` and a GUID.
    made["id"] = f"f:{teams.new_guid()}"
    made["channelData"]["source"] = {"name": "message"}
    if message:
        made["replyToId"] = message.id
        made["channelData"]["legacy"] = {"replyToId": f"1:{message.id}"}
    return made


def moment(at: float) -> str:
    return _iso(datetime.fromtimestamp(at, UTC))


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
