"""The fields of a form as input blocks."""

from __future__ import annotations

from typing import assert_never

from bot.fitting import TooBig, check, fits
from bot.slack import spans
from bot.slack.spans import Block
from handlers.cards import (
    ChoiceField,
    ChoicesField,
    DayField,
    Field,
    Option,
    PersonField,
    PlaceField,
    TextField,
    TimeField,
)

LONGEST_TEXT = 3000
KEPT = "Your earlier answer is too long to show here. Leave this empty to keep it."


def input_block(field: Field, turn: str = "") -> Block:
    """Where block and action keep their ids, Slack keeps what was typed, whatever the view says:
    a form that replaces another one takes a `turn` of its own."""
    kept = isinstance(field, TextField) and _is_too_long(field)
    made: Block = {
        "type": "input",
        "block_id": fits("A field's name", field.id, 255),
        "label": spans.plain(fits("A field's label", field.label, 2000)),
        "element": {**_element(field), "action_id": f"value{turn}"},
        "optional": kept or not field.required,
    }
    if hint := KEPT if kept else field.hint:
        made["hint"] = spans.plain(fits("A field's hint", hint, 2000))
    return made


def _element(field: Field) -> Block:
    match field:
        case TextField():
            return _text(field)
        case ChoiceField():
            return _choice(field)
        case ChoicesField():
            return _choices(field)
        case TimeField(value=value):
            return _with({"type": "timepicker"}, initial_time=value and f"{value:%H:%M}")
        case DayField(value=value):
            return _with({"type": "datepicker"}, initial_date=value and value.isoformat())
        case PersonField(value=value):
            return _with({"type": "users_select"}, initial_user=value)
        case PlaceField(value=value):
            made: Block = {
                "type": "conversations_select",
                "filter": {"include": ["public", "private"], "exclude_bot_users": True},
            }
            if value:
                return {**made, "initial_conversation": value}
            return {**made, "default_to_current_conversation": True}
        case _:
            assert_never(field)


def _text(field: TextField) -> Block:
    placeholder = field.placeholder and spans.plain(
        fits("A field's placeholder", field.placeholder, 150)
    )
    return _with(
        {
            "type": "plain_text_input",
            "multiline": field.multiline,
            "max_length": min(field.longest, LONGEST_TEXT),
        },
        placeholder=placeholder,
        initial_value="" if _is_too_long(field) else field.value,
    )


def _is_too_long(field: TextField) -> bool:
    return len(field.value) > min(field.longest, LONGEST_TEXT)


def _choice(field: ChoiceField) -> Block:
    is_radio = field.look == "radio" and len(field.options) <= 10
    options = _options(field.options)
    chosen = next((option for option in options if option["value"] == field.value), None)
    return _with(
        {"type": "radio_buttons" if is_radio else "static_select", "options": options},
        initial_option=chosen,
    )


def _choices(field: ChoicesField) -> Block:
    options = _options(field.options)
    chosen = [option for option in options if option["value"] in field.values]
    kind = "checkboxes" if len(options) <= 10 else "multi_static_select"
    return _with({"type": kind, "options": options}, initial_options=chosen)


def _options(options: tuple[Option, ...]) -> list[Block]:
    if not options:
        raise TooBig("A choice without options", 0, 1)
    check("A choice", len(options), 100)
    return [
        {
            "text": spans.plain(fits("An option's label", option.label, 75)),
            "value": fits("An option's value", option.value, 150),
        }
        for option in options
    ]


def _with(element: Block, **more: object) -> Block:
    """With those that are not empty."""
    return {**element, **{name: value for name, value in more.items() if value}}
