"""Rich text: blocks of sections, lists, quotes and preformatted text, made of inline pieces."""

from collections.abc import Iterator
from typing import Any

from .shape import (
    Check,
    Shape,
    anything,
    boolean,
    integer,
    listing,
    matching,
    one_of,
    string,
    typed,
)

style = Shape(
    {},
    dict.fromkeys(
        (
            "bold",
            "italic",
            "strike",
            "code",
            "underline",
            "highlight",
            "client_highlight",
            "unlink",
        ),
        boolean,
    ),
)
styled: dict[str, Check] = {"style": style}


def _broadcast(value: Any, at: str) -> Iterator[str]:
    yield from one_of("here", "channel", "everyone")(value.get("range"), f"{at}/range")
    yield f"pings many people with a broadcast at {at}"


inline = typed(
    {
        "text": Shape({"text": string()}, styled),
        "link": Shape({"url": string(3000)}, {"text": string(), "unsafe": boolean, **styled}),
        "user": Shape({"user_id": matching(r"[UW][A-Z0-9]+", "a user id")}, styled),
        "channel": Shape({"channel_id": matching(r"[CGD][A-Z0-9]+", "a channel id")}, styled),
        "usergroup": Shape(
            {"usergroup_id": string()},
            styled,
            lambda _, at: iter([f"pings many people with a group at {at}"]),
        ),
        "emoji": Shape(
            {"name": string()}, {"unicode": string(), "skin_tone": integer(1, 6), **styled}
        ),
        "date": Shape(
            {"timestamp": integer(0, 9_999_999_999), "format": string()},
            {"url": string(3000), "fallback": string(), **styled},
        ),
        "color": Shape({"value": string()}, styled),
        "broadcast": Shape({"range": anything}, styled, _broadcast),
    }
)
pieces = listing(inline, 1000, least=0)
border: dict[str, Check] = {"border": one_of(0, 1)}
section = Shape({"elements": pieces})
element = typed(
    {
        "rich_text_section": section,
        "rich_text_list": Shape(
            {
                "style": one_of("bullet", "ordered"),
                "elements": listing(typed({"rich_text_section": section}), 1000),
            },
            {"indent": integer(0, 8), "offset": integer(0, 100_000), **border},
        ),
        "rich_text_quote": Shape({"elements": pieces}, border),
        "rich_text_preformatted": Shape({"elements": pieces}, {**border, "language": string(50)}),
    }
)
rich_text = typed(
    {"rich_text": Shape({"elements": listing(element, 1000)}, {"block_id": string(255)})}
)
