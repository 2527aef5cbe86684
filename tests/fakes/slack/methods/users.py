"""users.*, team.info and who the token belongs to."""

from ..errors import SlackError
from ..state import State
from ..world import JSON, Workspace
from .registry import method, paged


@method("users.info", scope="users:read")
def info(slack: State, home: Workspace, args: JSON) -> JSON:
    person = home.people.get(str(args.get("user") or ""))
    if person is None:
        raise SlackError("user_not_found")
    return {"ok": True, "user": person.described(slack.clock())}


@method("users.list", scope="users:read")
def listed(slack: State, home: Workspace, args: JSON) -> JSON:
    page, more = paged([one.described(slack.clock()) for one in home.people.values()], args)
    return {"ok": True, "members": page, "cache_ts": int(slack.clock()), "response_metadata": more}


@method("team.info", scope="team:read")
def team(slack: State, home: Workspace, args: JSON) -> JSON:
    return {
        "ok": True,
        "team": {"id": home.id, "name": home.name, "domain": home.domain, "email_domain": ""},
    }


@method("auth.test")
def test(slack: State, home: Workspace, args: JSON) -> JSON:
    return {
        "ok": True,
        "url": f"https://{home.domain}.slack.com/",
        "team": home.name,
        "user": home.bot.name,
        "team_id": home.id,
        "user_id": home.bot.id,
        "bot_id": home.bot_id,
        "is_enterprise_install": False,
    }


@method("auth.revoke")
def revoke(slack: State, home: Workspace, args: JSON) -> JSON:
    if args.get("test") not in (True, "1", "true"):
        home.refused = "token_revoked"
    return {"ok": True, "revoked": home.refused is not None}
