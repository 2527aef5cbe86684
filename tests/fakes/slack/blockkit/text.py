"""Text objects, and the markup through which a ping or a broken entity leaks."""

import re
from collections.abc import Iterator
from typing import Any

from .shape import Check, Shape, boolean, string, typed

_BROADCAST = re.compile(r"<!(channel|here|everyone|group)(\|[^>]*)?>")
_GROUP = re.compile(r"<!subteam\^[A-Z0-9]+(\|[^>]*)?>")
_ENTITY = re.compile(
    r"<(?:@[UW][A-Z0-9]+(?:\|[^<>]*)?"
    r"|#[CG][A-Z0-9]+(?:\|[^<>]*)?"
    r"|(?:https?://|mailto:|tel:|slack://)[^<>|\s]+(?:\|[^<>]+)?"
    r"|!date\^\d+\^[^<>|^]+(?:\^https?://[^<>|]+)?\|[^<>]+)>"
)
_QUOTE = re.compile(r"^>{1,3}", re.MULTILINE)
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")


def pings(text: str) -> Iterator[str]:
    """Words that ring for a whole channel or group."""
    for found in (*_BROADCAST.finditer(text), *_GROUP.finditer(text)):
        yield found.group(0)


def mrkdwn_problems(text: str, at: str) -> Iterator[str]:
    for ping in pings(text):
        yield f"pings many people with {ping} at {at}"
    # What is left after every legal piece of markup is taken out has to be escaped.
    rest = _GROUP.sub("", _BROADCAST.sub("", text))
    rest = _QUOTE.sub("", _ENTITY.sub("", rest))
    if _BARE_AMPERSAND.search(rest):
        yield f"unescaped & at {at}"
    for sign in "<>":
        if sign in rest:
            yield f"unescaped {sign} at {at}"


def _mrkdwn(most: int) -> Check:
    length = string(most)

    def check(value: Any, at: str) -> Iterator[str]:
        yield from length(value, at)
        if isinstance(value, str):
            yield from mrkdwn_problems(value, at)

    return check


def plain(most: int) -> Check:
    return typed({"plain_text": Shape({"text": string(most)}, {"emoji": boolean})})


def any_text(most: int) -> Check:
    return typed(
        {
            "plain_text": Shape({"text": string(most)}, {"emoji": boolean}),
            "mrkdwn": Shape({"text": _mrkdwn(most)}, {"verbatim": boolean}),
        }
    )
