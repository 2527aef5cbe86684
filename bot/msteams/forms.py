"""Forms that travel: Teams draws a dialog anew for every answer, and what is sent back to us are its
inputs alone. So a form goes with its own button, and comes back with it."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.msteams.parse import FORM, Payload
from handlers.cards import Form

SHOWN = "shown"
HOME = "home"
"""On buttons of the home card: what they lead to is shown there."""
PRIVATE = "private"
"""On buttons of a card for one person's eyes, which is changed in another way."""
LARGEST = 200_000
"""Bytes of a form; what comes back is whatever a client sends."""

_FORM = TypeAdapter(Form)


def carrying(content: Payload, form: Form) -> Payload:
    """The card, or what holds it, with the form on its button."""
    packed = base64.b85encode(zlib.compress(_FORM.dump_json(form))).decode()
    for data in _carried(content):
        if FORM in data:
            data[SHOWN] = packed
    return content


def marked(content: Payload, mark: str) -> Payload:
    """With a word for ourselves on each button of ours."""
    for data in _carried(content):
        if FORM in data or "action" in data:
            data[mark] = "yes"
    return content


def carried(data: Payload) -> Form | None:
    """The form that was shown; None where there is none that makes sense."""
    try:
        unpack = zlib.decompressobj()
        packed = base64.b85decode(str(data.get(SHOWN) or ""))
        form = _FORM.validate_json(unpack.decompress(packed, LARGEST))
    except (ValueError, ValidationError, zlib.error, binascii.Error):
        return None
    return form if form.name == data.get(FORM) else None


def _carried(part: Any) -> Iterator[Payload]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name == "data" and isinstance(value, dict):
                yield value
            else:
                yield from _carried(value)
    elif isinstance(part, list):
        for each in part:
            yield from _carried(each)
