"""Forms as JSON, and their ids: a form id carries what the form needs to come back, so it outlives
a restart. It passes through the client: whoever handles the form checks the right again."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never

from pydantic import TypeAdapter, ValidationError

from bot.playground import render
from bot.playground.problems import Problem
from bot.playground.render import JSON
from bot.playground.world import Viewer
from handlers.cards import (
    Args,
    ChoiceField,
    ChoicesField,
    DayField,
    Field,
    Form,
    Option,
    PersonField,
    PlaceField,
    TextField,
    TimeField,
)
from handlers.events import Answers


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a field takes."""

    kind: str
    required: bool
    longest: int = 0
    """Of a text, in characters."""
    options: tuple[str, ...] = ()
    """Of a choice, its values."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a form id says."""

    form: str
    args: Args
    place: str
    """Where it was opened; `home` for nowhere in particular."""
    person: str
    nonce: str
    """Makes a second sending of the same form have no second effect."""
    fields: dict[str, Wanted] = field(default_factory=dict)


_TICKET = TypeAdapter(Ticket)


def form(shown: Form, reader: Viewer, place: str) -> JSON:
    fields = shown.fields
    ticket = Ticket(
        form=shown.name,
        args=shown.args,
        place=place,
        person=reader.ref,
        nonce=secrets.token_urlsafe(12),
        fields={each.id: _wanted(each) for each in fields},
    )
    return {
        "id": encode(ticket),
        "title": shown.title,
        "submit": shown.submit,
        "fields": [_field(each, reader) for each in fields],
        "items": [
            {"is_a": "field", "id": item.id}
            if isinstance(item, Field)
            else render.parts([item], reader)[0]
            for item in shown.items
        ],
    }


def prefilled(shown: Form) -> Answers:
    """What the form holds before anybody types."""
    values = {each.id: _value(each) for each in shown.fields}
    return {name: value for name, value in values.items() if value}


def encode(ticket: Ticket) -> str:
    return base64.urlsafe_b64encode(_TICKET.dump_json(ticket)).decode().rstrip("=")


def decode(form_id: str) -> Ticket:
    """Raises Problem 422."""
    try:
        padded = form_id.encode("ascii") + b"=" * (-len(form_id) % 4)
        return _TICKET.validate_json(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, ValidationError):
        raise Problem(422, "This form is not one that was opened here. Open it again.") from None


def _wanted(each: Field) -> Wanted:
    match each:
        case TextField():
            return Wanted(each.is_a, each.required, longest=each.longest)
        case ChoiceField() | ChoicesField():
            return Wanted(each.is_a, each.required, options=tuple(o.value for o in each.options))
        case TimeField() | DayField() | PersonField() | PlaceField():
            return Wanted(each.is_a, each.required)
        case _:
            assert_never(each)


def _field(each: Field, reader: Viewer) -> JSON:
    said: JSON = {
        "id": each.id,
        "label": each.label,
        "kind": each.is_a,
        "options": [],
        "required": each.required,
        "value": _value(each),
        "hint": each.hint,
        "placeholder": "",
        "longest": None,
        "multiline": False,
        "look": None,
    }
    match each:
        case TextField():
            return said | {
                "placeholder": each.placeholder,
                "longest": each.longest,
                "multiline": each.multiline,
            }
        case ChoiceField():
            return said | {"options": _options(each.options), "look": each.look}
        case ChoicesField():
            return said | {"options": _options(each.options)}
        case PersonField():
            people = (Option(ref, name) for ref, name in reader.people.items())
            return said | {"options": _options(people)}
        case PlaceField():
            channels = (Option(place.id, f"#{place.name}") for place in reader.channels)
            return said | {"options": _options(channels)}
        case TimeField() | DayField():
            return said
        case _:
            assert_never(each)


def _value(each: Field) -> str:
    match each:
        case TextField() | ChoiceField() | PersonField() | PlaceField():
            return each.value
        case ChoicesField():
            return ",".join(each.values)
        case TimeField():
            return each.value.strftime("%H:%M") if each.value else ""
        case DayField():
            return each.value.isoformat() if each.value else ""
        case _:
            assert_never(each)


def _options(options: Iterable[Option]) -> list[JSON]:
    return [{"value": option.value, "label": option.label} for option in options]
