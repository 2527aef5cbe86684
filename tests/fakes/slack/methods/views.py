"""views.*: modals in their stack, and Home tabs."""

import json

from ..blockkit import elements_of, view_problems
from ..errors import SlackError
from ..form import initial_values
from ..messages import named, parsed, unknown_files
from ..state import State, Trigger
from ..world import JSON, View, Workspace
from .registry import method

TRIGGER_LIFE = 3.0
DEEPEST = 3


def use_trigger(slack: State, home: Workspace, args: JSON) -> Trigger:
    trigger = slack.triggers.get(str(args.get("trigger_id") or ""))
    if trigger is None or trigger.team != home.id:
        raise SlackError("invalid_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    if slack.clock() - trigger.at > TRIGGER_LIFE:
        raise SlackError("expired_trigger_id")
    return trigger


def checked(slack: State, home: Workspace, given: object, kind: str) -> JSON:
    view = parsed(given, "invalid_arguments")
    found = view_problems(view)
    if not found and view["type"] != kind:
        found = [f"must be a {kind} at /view/type"]
    found = found or unknown_files(home, view["blocks"], "/view/blocks")
    if found:
        raise SlackError("invalid_arguments", found)
    if len(json.dumps(view)) > 250_000:
        raise SlackError("view_too_large")
    return {**view, "blocks": named(slack, view["blocks"])}


def unique(home: Workspace, body: JSON, but: View | None = None) -> None:
    external = body.get("external_id")
    if external and any(
        one is not but and one.is_open and one.body.get("external_id") == external
        for one in home.views.values()
    ):
        raise SlackError("duplicate_external_id")


def stacked(slack: State, home: Workspace, person: str, body: JSON, below: View | None) -> View:
    """A view on top of `below`, or the first of a new stack."""
    unique(home, body)
    number = slack.new_id("V")
    made = View(
        number,
        home.id,
        person,
        body,
        slack.stamp(),
        below.root if below else number,
        below.id if below else None,
    )
    made.values = initial_values(made.blocks)
    home.views[made.id] = made
    if below is None:
        clear(home, person)
    home.stacks.setdefault(person, []).append(made.id)
    return made


def clear(home: Workspace, person: str) -> None:
    for one in home.stacks.get(person, []):
        home.views[one].is_open = False
    home.stacks[person] = []


def replace(slack: State, home: Workspace, view: View, body: JSON) -> None:
    """What somebody typed stays where block and action keep their ids."""
    unique(home, body, but=view)
    kinds = {
        (block.get("block_id"), one.get("action_id")): one["type"]
        for block in view.blocks
        for one in elements_of(block)
    }
    before = view.values
    view.body, view.hash = body, slack.stamp()
    view.values = initial_values(view.blocks)
    for block in view.blocks:
        for element in elements_of(block):
            where = (block["block_id"], element["action_id"])
            if kinds.get(where) == element["type"] and where[1] in before.get(where[0], {}):
                view.values[where[0]][where[1]] = before[where[0]][where[1]]


def described(home: Workspace, view: View, with_state: bool = True) -> JSON:
    told: JSON = {
        "id": view.id,
        "team_id": home.id,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "title": None,
        "close": None,
        "submit": None,
        "clear_on_close": False,
        "notify_on_close": False,
        **view.body,
        "state": {"values": view.values if with_state else {}},
        "hash": view.hash,
        "previous_view_id": view.previous,
        "root_view_id": view.root,
        "app_id": home.app_id,
        "app_installed_team_id": home.id,
        "bot_id": home.bot_id,
    }
    return told


@method("views.open")
def opened(slack: State, home: Workspace, args: JSON) -> JSON:
    trigger = use_trigger(slack, home, args)
    body = checked(slack, home, args.get("view"), "modal")
    made = stacked(slack, home, trigger.person, body, None)
    trigger.used = True
    return {"ok": True, "view": described(home, made)}


@method("views.push")
def pushed(slack: State, home: Workspace, args: JSON) -> JSON:
    trigger = use_trigger(slack, home, args)
    stack = home.stacks.get(trigger.person, [])
    if trigger.view is None or trigger.view not in stack:
        raise SlackError("not_found")
    if len(stack) >= DEEPEST:
        raise SlackError("push_limit_reached")
    body = checked(slack, home, args.get("view"), "modal")
    made = stacked(slack, home, trigger.person, body, home.views[stack[-1]])
    trigger.used = True
    return {"ok": True, "view": described(home, made)}


@method("views.update")
def updated(slack: State, home: Workspace, args: JSON) -> JSON:
    wanted, external = args.get("view_id"), args.get("external_id")
    view = next(
        (
            one
            for one in home.views.values()
            if one.is_open
            and (one.id == wanted or (external and one.body.get("external_id") == external))
        ),
        None,
    )
    if view is None:
        raise SlackError("not_found")
    if args.get("hash") and args["hash"] != view.hash:
        raise SlackError("hash_conflict")
    replace(slack, home, view, checked(slack, home, args.get("view"), "modal"))
    return {"ok": True, "view": described(home, view)}


@method("views.publish")
def published(slack: State, home: Workspace, args: JSON) -> JSON:
    person = str(args.get("user_id") or "")
    if person not in home.people:
        raise SlackError("user_not_found")
    shown = home.homes.get(person)
    if args.get("hash") and (shown is None or args["hash"] != shown.hash):
        raise SlackError("hash_conflict")
    body = checked(slack, home, args.get("view"), "home")
    if shown is None:
        number = slack.new_id("V")
        shown = View(number, home.id, person, body, slack.stamp(), number)
        shown.values = initial_values(shown.blocks)
        home.homes[person] = home.views[number] = shown
    else:
        replace(slack, home, shown, body)
    return {"ok": True, "view": described(home, shown)}
