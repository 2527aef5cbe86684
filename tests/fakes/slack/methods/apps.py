"""The app itself: Socket Mode's address and installation."""

from ..errors import SlackError
from ..state import State
from ..world import JSON, Workspace
from .registry import method


@method("apps.connections.open", scope="connections:write", needs="app")
def connection(slack: State, home: Workspace, args: JSON) -> JSON:
    return {
        "ok": True,
        "url": f"ws://{slack.host}:{slack.port}/link/?ticket={slack.new_id('t')}&app_id={slack.app_id}",
    }


@method("oauth.v2.access", needs="nothing")
def access(slack: State, home: Workspace, args: JSON) -> JSON:
    if args.get("client_id") != slack.client_id:
        raise SlackError("invalid_client_id")
    if args.get("client_secret") != slack.client_secret:
        raise SlackError("bad_client_secret")
    code = str(args.get("code") or "")
    team, used = slack.codes.get(code, ("", False))
    if not team:
        raise SlackError("invalid_code")
    if used:
        raise SlackError("code_already_used")
    slack.codes[code] = (team, True)
    installed = slack.workspaces[team]
    if installed.refused:
        slack.reinstall(installed)
    installer = next(
        (one.id for one in installed.people.values() if not one.is_bot), installed.bot.id
    )
    return {
        "ok": True,
        "app_id": slack.app_id,
        "authed_user": {"id": installer},
        "scope": ",".join(sorted(installed.scopes)),
        "token_type": "bot",
        "access_token": installed.token,
        "bot_user_id": installed.bot.id,
        "team": {"id": team, "name": installed.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
