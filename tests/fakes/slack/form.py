"""What somebody chose or typed, as Slack keeps it in `state.values`."""

from typing import Any

from .blockkit import elements_of
from .world import JSON

Values = dict[str, dict[str, JSON]]

# Where each element keeps its first value, and where its state carries it.
_FIRST = {
    "static_select": ("initial_option", "selected_option"),
    "external_select": ("initial_option", "selected_option"),
    "radio_buttons": ("initial_option", "selected_option"),
    "overflow": ("", "selected_option"),
    "checkboxes": ("initial_options", "selected_options"),
    "multi_static_select": ("initial_options", "selected_options"),
    "multi_external_select": ("initial_options", "selected_options"),
    "users_select": ("initial_user", "selected_user"),
    "multi_users_select": ("initial_users", "selected_users"),
    "channels_select": ("initial_channel", "selected_channel"),
    "multi_channels_select": ("initial_channels", "selected_channels"),
    "conversations_select": ("initial_conversation", "selected_conversation"),
    "multi_conversations_select": ("initial_conversations", "selected_conversations"),
    "datepicker": ("initial_date", "selected_date"),
    "timepicker": ("initial_time", "selected_time"),
    "datetimepicker": ("initial_date_time", "selected_date_time"),
    "plain_text_input": ("initial_value", "value"),
    "email_text_input": ("initial_value", "value"),
    "url_text_input": ("initial_value", "value"),
    "number_input": ("initial_value", "value"),
    "rich_text_input": ("initial_value", "rich_text_value"),
    "file_input": ("", "files"),
}


def initial_values(blocks: list[JSON]) -> Values:
    values: Values = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in _FIRST and element["type"] != "overflow":
                first, kept = _FIRST[element["type"]]
                empty: Any = [] if kept.endswith("s") else None
                state = {"type": element["type"], kept: element.get(first, empty)}
                values.setdefault(block["block_id"], {})[element["action_id"]] = state
    return values


def find(blocks: list[JSON], ref: str, block_id: str | None = None) -> tuple[JSON, JSON]:
    """The block and element meant by an action_id, a block_id (of an input) or the words on a button."""
    pairs = [
        (block, one)
        for block in blocks
        for one in elements_of(block)
        if block_id in (None, block["block_id"])
    ]
    tests = (
        lambda block, one: one["action_id"] == ref,
        lambda block, one: block["block_id"] == ref,
        lambda block, one: _said(one.get("text")) == ref or _said(block.get("label")) == ref,
    )
    for test in tests:
        if hits := [(block, one) for block, one in pairs if test(block, one)]:
            if len(hits) > 1:
                raise LookupError(f"{ref!r} is there {len(hits)} times; say which block_id")
            return hits[0]
    raise LookupError(
        f"no {ref!r} among {[(one['action_id'], _said(one.get('text'))) for _, one in pairs]}"
    )


def state_of(element: JSON, value: Any) -> JSON:
    """`value` as a test says it (an option's value or words, an id, a text) in Slack's shape."""
    kind = element["type"]
    _, kept = _FIRST[kind]
    if kept == "selected_option":
        value = None if value is None else _option(element, value)
    elif kept == "selected_options":
        value = [_option(element, one) for one in value or []]
    elif kind == "number_input" and value is not None:
        value = str(value)
    elif kept == "value" and value == "":
        value = None
    return {"type": kind, kept: value}


def refusals(blocks: list[JSON], values: Values) -> dict[str, str]:
    """What Slack's own client says before it sends a form."""
    found: dict[str, str] = {}
    for block in blocks:
        if block.get("type") != "input":
            continue
        element = block["element"]
        state = values.get(block["block_id"], {}).get(element["action_id"], {})
        value = state.get(_FIRST[element["type"]][1])
        if value in (None, [], ""):
            if not block.get("optional"):
                found[block["block_id"]] = "Please complete this required field."
        elif words := _refusal(element, value):
            found[block["block_id"]] = words
    return found


def _refusal(element: JSON, value: Any) -> str | None:
    match element["type"]:
        case "plain_text_input":
            most, least = element.get("max_length", 3000), element.get("min_length", 0)
            if len(value) > most:
                return f"Please shorten this to {most} characters or fewer."
            return (
                f"Please lengthen this to {least} characters or more."
                if len(value) < least
                else None
            )
        case "number_input":
            return _number(element, value)
        case "email_text_input":
            return None if "@" in value else "Please enter a valid email address."
        case "url_text_input":
            return (
                None if value.startswith(("http://", "https://")) else "Please enter a valid URL."
            )
        case _:
            most = element.get("max_selected_items")
            return (
                f"Please select at most {most}."
                if most and isinstance(value, list) and len(value) > most
                else None
            )


def _number(element: JSON, value: str) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "Please enter a valid number."
    if not element["is_decimal_allowed"] and number != int(number):
        return "Please enter a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return None


def _option(element: JSON, wanted: Any) -> JSON:
    grouped = [one for group in element.get("option_groups") or [] for one in group["options"]]
    offered: list[JSON] = [*(element.get("options") or []), *grouped]
    for one in offered:
        if wanted in (one, one["value"], _said(one["text"])):
            return one
    raise LookupError(f"no option {wanted!r} among {[one['value'] for one in offered]}")


def _said(text: Any) -> str | None:
    return text.get("text") if isinstance(text, dict) else None
