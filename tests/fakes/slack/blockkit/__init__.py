"""Whether blocks and views keep to Slack's rules. Pure: the fake's server and unit tests ask the same questions.

Source of the limits: Slack's Block Kit reference. Beyond Slack's own rules, a text that would ping many
people, or carries unescaped markup, counts as a problem: that is how somebody's words turn into a ping.
"""

import html
from collections.abc import Iterator
from typing import Any

from .blocks import Surface, block, elements_of
from .shape import string
from .text import mrkdwn_problems
from .views import frame
from .words import words

__all__ = ["Surface", "elements_of", "problems", "text_problems", "view_problems", "words"]

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MOST_WORDS = 13_000
MOST_MARKDOWN = 12_000


def problems(blocks: Any, surface: Surface) -> list[str]:
    return list(_problems(blocks, surface, "/blocks"))


def view_problems(view: Any) -> list[str]:
    found = list(frame(view, "/view"))
    if not isinstance(view, dict) or "blocks" not in view:
        return found
    surface: Surface = "home" if view.get("type") == "home" else "modal"
    return found + list(_problems(view["blocks"], surface, "/view/blocks"))


def text_problems(text: Any, most: int = 40_000) -> list[str]:
    """The message's own text: what notifications show, and what stands in where blocks cannot."""
    if not isinstance(text, str) or not text.strip():
        return ["fallback text must not be empty at /text"]
    return [*string(most)(text, "/text"), *mrkdwn_problems(text, "/text")]


def _problems(blocks: Any, surface: Surface, at: str) -> Iterator[str]:
    if not isinstance(blocks, list):
        yield f"must be a list at {at}"
        return
    if len(blocks) > MOST_BLOCKS[surface]:
        yield f"must have at most {MOST_BLOCKS[surface]} blocks, not {len(blocks)}, at {at}"
    check = block(surface)
    for index, one in enumerate(blocks):
        yield from check(one, f"{at}/{index}")
    solid = [one for one in blocks if isinstance(one, dict)]
    yield from _unique([one["block_id"] for one in solid if "block_id" in one], "block_id", at)
    for index, one in enumerate(blocks):
        ids = [element["action_id"] for element in elements_of(one) if "action_id" in element]
        yield from _unique(ids, "action_id", f"{at}/{index}")
    focused = [
        element for one in solid for element in elements_of(one) if element.get("focus_on_load")
    ]
    if len(focused) > 1:
        yield f"only one element may have focus_on_load at {at}"
    if sum(one.get("type") == "table" for one in solid) > 1:
        yield f"only one table at {at}"
    markdown = sum(len(str(one.get("text"))) for one in solid if one.get("type") == "markdown")
    if markdown > MOST_MARKDOWN:
        yield f"must have at most {MOST_MARKDOWN} characters of markdown at {at}"
    if surface == "message" and (length := len(html.unescape("".join(words(solid))))) > MOST_WORDS:
        yield f"must have at most {MOST_WORDS} characters of text, not {length}, at {at}"


def _unique(ids: list[Any], name: str, at: str) -> Iterator[str]:
    for repeated in sorted({str(one) for one in ids if ids.count(one) > 1}):
        yield f"{name} {repeated!r} is used twice at {at}"
