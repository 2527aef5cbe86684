"""The fields of a form as inputs, and what comes back from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias, assert_never

from microsoft_teams.cards import (
    CardElement,
    Choice,
    ChoiceSetInput,
    DateInput,
    QueryData,
    TextInput,
    TimeInput,
)

from bot.fitting import TooBig
from bot.msteams import texts
from bot.msteams.spans import Names, lines
from handlers.cards import (
    ChoiceField,
    ChoicesField,
    DayField,
    Field,
    Option,
    PersonField,
    PlaceField,
    Plain,
    TextField,
    TimeField,
)
from handlers.events import Answers

Input: TypeAlias = ChoiceSetInput | DateInput | TextInput | TimeInput

ANSWER = "answer."
"""Before a field's id: Teams puts inputs and what a button carries into one object."""
PEOPLE = "graph.microsoft.com/users"
KEPT = "Your earlier answer is too long to show here. Leave this empty to keep it."
MANY = 10
"""Options from which on a list to scroll is kinder than all of them at once."""


def answers(data: Mapping[str, Any]) -> Answers:
    """The inputs in the data of an action; those left empty are absent."""
    return {
        name.removeprefix(ANSWER): str(value)
        for name, value in data.items()
        if name.startswith(ANSWER) and value not in ("", None)
    }


def input_elements(
    field: Field, names: Names, places: Names, error: str = "", typed: str | None = None
) -> list[CardElement]:
    """`places`: the channels to choose from, by id. `typed`: kept from before, whatever it is."""
    kept = typed is None and isinstance(field, TextField) and _is_too_long(field)
    made = _input(field, typed, names, places).with_id(ANSWER + field.id).with_label(field.label)
    if field.required and not kept:
        made = made.with_is_required(True).with_error_message("Please fill this in.")
    hint = KEPT if kept else field.hint
    return [
        made,
        *(texts.plainly(error, "wrong", "Small") if error else []),
        *(texts.plainly(hint, "small", "Small") if hint else []),
    ]


def _input(field: Field, typed: str | None, names: Names, places: Names) -> Input:
    match field:
        case TextField():
            return _text(field, typed)
        case ChoiceField():
            is_menu = field.look == "menu" or len(field.options) > MANY
            return _choices(field.options, field.value if typed is None else typed, is_menu)
        case ChoicesField():
            value = ",".join(field.values) if typed is None else typed
            made = _choices(field.options, value, len(field.options) > MANY)
            return made.with_is_multi_select(True)
        case TimeField(value=at):
            value = (f"{at:%H:%M}" if at else "") if typed is None else typed
            return TimeInput().with_value(value) if value else TimeInput()
        case DayField(value=day):
            value = (day.isoformat() if day else "") if typed is None else typed
            return DateInput().with_value(value) if value else DateInput()
        case PersonField():
            return _person(field.value if typed is None else typed, names)
        case PlaceField():
            return _place(field.value if typed is None else typed, places)
        case _:
            assert_never(field)


def _text(field: TextField, typed: str | None) -> TextInput:
    value = ("" if _is_too_long(field) else field.value) if typed is None else typed
    made = TextInput().with_is_multiline(field.multiline)
    if len(value) <= field.longest:
        made = made.with_max_length(field.longest)
    if field.placeholder:
        made = made.with_placeholder(field.placeholder)
    return made.with_value(value) if value else made


def _is_too_long(field: TextField) -> bool:
    return len(field.value) > field.longest


def _choices(options: tuple[Option, ...], value: str, is_menu: bool) -> ChoiceSetInput:
    if not options:
        raise TooBig("A choice without options", 0, 1)
    made = ChoiceSetInput().with_style("compact" if is_menu else "expanded").with_wrap(True)
    # Boxes and circles are labelled in Markdown, which the lines of a menu are not.
    made = made.with_choices(
        [_choice(each.value, each.label if is_menu else _escaped(each.label)) for each in options]
    )
    if value:
        return made.with_value(value)
    return made.with_placeholder("Choose") if is_menu else made


def _person(value: str, names: Names) -> ChoiceSetInput:
    """Teams' own search among the people of the organisation."""
    people = QueryData().with_dataset(PEOPLE)
    made = ChoiceSetInput().with_choices_data(people).with_placeholder("Search for a person")
    if not value:
        return made.with_choices([])
    return made.with_choices([_choice(value, names.get(value, value))]).with_value(value)


def _place(value: str, places: Names) -> ChoiceSetInput | TextInput:
    """Teams has no search among channels; where the caller knows none, one is named."""
    if not places:
        made = TextInput().with_placeholder("The name of a channel I am in")
        return made.with_value(value) if value else made
    chosen = ChoiceSetInput().with_style("compact").with_wrap(True)
    chosen = chosen.with_choices([_choice(place, name) for place, name in places.items()])
    # Most often the form is for where it was asked for: the first.
    return chosen.with_value(value if value in places else next(iter(places)))


def _escaped(label: str) -> str:
    return " ".join(lines((Plain(label),), {}))


def _choice(value: str, title: str) -> Choice:
    return Choice().with_title(title).with_value(value)
