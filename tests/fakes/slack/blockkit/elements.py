"""Interactive elements, their options and confirmations."""

from collections.abc import Iterator
from typing import Any

from .rich_text import rich_text
from .shape import Check, Shape, anything, boolean, integer, listing, matching, one_of, string
from .text import any_text, plain

url = matching(r"(?s)\S{1,3000}", "a URL of at most 3000 characters")
placeholder = plain(150)
action_id = string(255)
day = matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "2026-11-23")
hour = matching(r"([01]\d|2[0-3]):[0-5]\d", "09:30")
number = matching(r"-?\d+(\.\d+)?", "a number in a string")
user_id = matching(r"[UW][A-Z0-9]+", "a user id")
channel_id = matching(r"[CG][A-Z0-9]+", "a channel id")
conversation_id = matching(r"[CGDUW][A-Z0-9]+", "a conversation id")
slack_file = Shape({}, {"id": string(), "url": url})

confirm = Shape(
    {"title": plain(100), "text": any_text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
option = Shape({"text": plain(75), "value": string(150)}, {"description": plain(75)})
overflow_option = Shape(
    {"text": plain(75), "value": string(150)}, {"description": plain(75), "url": url}
)
choice = Shape({"text": any_text(75), "value": string(150)}, {"description": any_text(75)})
option_group = Shape({"label": plain(75), "options": listing(option, 100)})


def _offered(value: dict[str, Any]) -> list[Any]:
    groups = [
        group.get("options")
        for group in _list(value.get("option_groups"))
        if isinstance(group, dict)
    ]
    return [option for options in [value.get("options"), *groups] for option in _list(options)]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _choosing(value: dict[str, Any], at: str) -> Iterator[str]:
    offered = _offered(value)
    values = [option.get("value") for option in offered if isinstance(option, dict)]
    if len(values) != len(set(map(str, values))):
        yield f"option values must be unique at {at}"
    first = [value["initial_option"]] if "initial_option" in value else []
    for chosen in [*first, *_list(value.get("initial_options"))]:
        if chosen not in offered:
            yield f"initial option must be among the options at {at}"


def _static(value: dict[str, Any], at: str) -> Iterator[str]:
    if ("options" in value) == ("option_groups" in value):
        yield f"needs either options or option_groups at {at}"
    yield from _choosing(value, at)
    yield from _most_selected(value, at)


def _most_selected(value: dict[str, Any], at: str) -> Iterator[str]:
    most = value.get("max_selected_items")
    for key, chosen in value.items():
        if (
            key.startswith("initial_")
            and isinstance(chosen, list)
            and isinstance(most, int)
            and len(chosen) > most
        ):
            yield f"more initial items than max_selected_items at {at}"


def _lengths(value: dict[str, Any], at: str) -> Iterator[str]:
    least, most, first = (
        value.get("min_length"),
        value.get("max_length"),
        value.get("initial_value"),
    )
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield f"min_length is above max_length at {at}"
    if isinstance(first, str) and len(first) > (most if isinstance(most, int) else 3000):
        yield f"initial_value is longer than max_length at {at}"


def _numbers(value: dict[str, Any], at: str) -> Iterator[str]:
    try:
        least, most, first = (
            float(value[key]) if key in value else None
            for key in ("min_value", "max_value", "initial_value")
        )
    except (TypeError, ValueError):
        return  # said already, key by key
    if least is not None and most is not None and least > most:
        yield f"min_value is above max_value at {at}"
    if first is not None and (
        (least is not None and first < least) or (most is not None and first > most)
    ):
        yield f"initial_value is outside min_value and max_value at {at}"


def _picture(value: dict[str, Any], at: str) -> Iterator[str]:
    if ("image_url" in value) == ("slack_file" in value):
        yield f"needs either image_url or slack_file at {at}"


def _element(
    required: dict[str, Check], optional: dict[str, Check], rule: Check = anything
) -> Shape:
    shared: dict[str, Check] = {
        "action_id": action_id,
        "confirm": confirm,
        "focus_on_load": boolean,
    }
    return Shape(required, {**shared, **optional}, rule)


def _typed_in(**more: Check) -> Shape:
    keys: dict[str, Check] = {
        "action_id": action_id,
        "focus_on_load": boolean,
        "placeholder": placeholder,
    }
    keys |= {"initial_value": string(3000, least=0), "dispatch_action_config": dispatch}
    return Shape({}, {**keys, **more}, _lengths)


dispatch = Shape(
    {"trigger_actions_on": listing(one_of("on_enter_pressed", "on_character_entered"), 2)}
)
response: dict[str, Check] = {"response_url_enabled": boolean}
many: dict[str, Check] = {"max_selected_items": integer(1, 100)}
filters: Check = Shape(
    {},
    {
        "include": listing(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
options: dict[str, Check] = {
    "placeholder": placeholder,
    "options": listing(option, 100),
    "option_groups": listing(option_group, 100),
}
conversations: dict[str, Check] = {
    "placeholder": placeholder,
    "default_to_current_conversation": boolean,
    "filter": filters,
}
external: dict[str, Check] = {"placeholder": placeholder, "min_query_length": integer(0, 100)}

BUTTON = Shape(
    {"text": plain(75)},
    {
        "action_id": action_id,
        "url": url,
        "value": string(2000),
        "style": one_of("primary", "danger"),
        "confirm": confirm,
        "accessibility_label": string(75),
    },
)
IMAGE = Shape({"alt_text": string(2000)}, {"image_url": url, "slack_file": slack_file}, _picture)

ELEMENTS: dict[str, Check] = {
    "button": BUTTON,
    "image": IMAGE,
    "overflow": Shape(
        {"options": listing(overflow_option, 5, 2)}, {"action_id": action_id, "confirm": confirm}
    ),
    "checkboxes": _element(
        {"options": listing(choice, 10)}, {"initial_options": listing(choice, 10)}, _choosing
    ),
    "radio_buttons": _element(
        {"options": listing(choice, 10)}, {"initial_option": choice}, _choosing
    ),
    "static_select": _element({}, {**options, "initial_option": option}, _static),
    "multi_static_select": _element(
        {}, {**options, **many, "initial_options": listing(option, 100)}, _static
    ),
    "external_select": _element({}, {**external, "initial_option": option}),
    "multi_external_select": _element(
        {}, {**external, **many, "initial_options": listing(option, 100)}, _most_selected
    ),
    "users_select": _element({}, {"placeholder": placeholder, "initial_user": user_id}),
    "multi_users_select": _element(
        {},
        {"placeholder": placeholder, **many, "initial_users": listing(user_id, 100)},
        _most_selected,
    ),
    "channels_select": _element(
        {}, {"placeholder": placeholder, **response, "initial_channel": channel_id}
    ),
    "multi_channels_select": _element(
        {},
        {"placeholder": placeholder, **many, "initial_channels": listing(channel_id, 100)},
        _most_selected,
    ),
    "conversations_select": _element(
        {}, {**conversations, **response, "initial_conversation": conversation_id}
    ),
    "multi_conversations_select": _element(
        {},
        {**conversations, **many, "initial_conversations": listing(conversation_id, 100)},
        _most_selected,
    ),
    "datepicker": _element({}, {"placeholder": placeholder, "initial_date": day}),
    "timepicker": _element(
        {}, {"placeholder": placeholder, "initial_time": hour, "timezone": string(100)}
    ),
    "datetimepicker": _element({}, {"initial_date_time": integer(1_000_000_000, 9_999_999_999)}),
    "plain_text_input": _typed_in(
        multiline=boolean, min_length=integer(0, 3000), max_length=integer(1, 3000)
    ),
    "email_text_input": _typed_in(),
    "url_text_input": _typed_in(),
    "number_input": Shape(
        {"is_decimal_allowed": boolean},
        {
            "action_id": action_id,
            "focus_on_load": boolean,
            "placeholder": placeholder,
            "initial_value": number,
            "min_value": number,
            "max_value": number,
            "dispatch_action_config": dispatch,
        },
        _numbers,
    ),
    "rich_text_input": Shape(
        {},
        {
            "action_id": action_id,
            "focus_on_load": boolean,
            "placeholder": placeholder,
            "initial_value": rich_text,
            "dispatch_action_config": dispatch,
        },
    ),
    "file_input": Shape(
        {},
        {"action_id": action_id, "filetypes": listing(string(), 100), "max_files": integer(1, 10)},
    ),
}

SELECTS = {name for name in ELEMENTS if name.endswith("_select")}
PICKED = {"checkboxes", "radio_buttons", "datepicker", "timepicker"} | SELECTS
IN_SECTION = PICKED | {"button", "image", "overflow"}
IN_ACTIONS = PICKED | {"button", "overflow", "datetimepicker", "rich_text_input"}
TYPED_IN = {name for name in ELEMENTS if name.endswith("_input")}
IN_INPUT = PICKED | TYPED_IN | {"datetimepicker"}


def among(names: set[str]) -> dict[str, Check]:
    return {name: ELEMENTS[name] for name in sorted(names)}
