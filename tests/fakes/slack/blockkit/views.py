"""A view as a whole: a modal or a Home tab."""

from collections.abc import Iterator
from typing import Any

from .shape import Check, Shape, anything, boolean, string, typed
from .text import plain

shared: dict[str, Check] = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}


def _inputs_can_be_sent(value: dict[str, Any], at: str) -> Iterator[str]:
    blocks = value.get("blocks")
    inputs = isinstance(blocks, list) and any(
        isinstance(block, dict) and block.get("type") == "input" for block in blocks
    )
    if inputs and "submit" not in value:
        yield f"a modal with input blocks needs submit at {at}"


frame = typed(
    {
        "modal": Shape(
            {"title": plain(24), "blocks": anything},
            {
                **shared,
                "submit": plain(24),
                "close": plain(24),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
                "submit_disabled": boolean,
            },
            _inputs_can_be_sent,
        ),
        "home": Shape({"blocks": anything}, shared),
    }
)
