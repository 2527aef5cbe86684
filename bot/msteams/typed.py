"""What a person typed, out of Teams' two versions of it.

The plain one loses whatever stands in angle brackets; the HTML, which is not always there, has it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

HTML = "text/html"
MENTION = "http://schema.skype.com/Mention"
REPLY = "http://schema.skype.com/Reply"

_TAG = re.compile(r"<at[^>]*>(.*?)</at>", re.DOTALL)
_QUOTED = re.compile(r"<quoted\b[^>]*/?>(?:</quoted>)?")
_BLOCKS = {"div", "p", "li", "tr", "h1", "h2", "h3", "pre", "ul", "ol"}
_ENDLESS = {"br", "img", "hr", "input", "meta", "link"}


@dataclass(frozen=True, slots=True)
class Typed:
    text: str
    quoted: str = ""
    """Id of the message that this one answers by quoting it."""


def typed(told: dict[str, Any], bot: str) -> Typed:
    """Plain words: mentions as @name, ours left out."""
    entities = [each for each in told.get("entities") or () if isinstance(each, dict)]
    mentions = [each for each in entities if each.get("type") == "mention"]
    quotes = [each for each in entities if each.get("type") == "quotedReply"]
    quoted = str((quotes[0].get("quotedReply") or {}).get("messageId", "")) if quotes else ""
    ours = [_is(each, bot) for each in mentions]
    text = str(told.get("text") or "")
    rich = _rich(told)
    if rich:
        reader = _Reader(ours)
        reader.feed(rich)
        reader.close()
        return Typed(tidy(reader.words), quoted or reader.quoted)
    tags = {each.get("text") for each, is_ours in zip(mentions, ours, strict=True) if is_ours}
    plain = _TAG.sub(lambda tag: "" if tag[0] in tags else f"@{tag[1]}", _QUOTED.sub("", text))
    return Typed(tidy(plain), quoted)


def from_html(content: str) -> str:
    reader = _Reader(())
    reader.feed(content)
    reader.close()
    return tidy(reader.words)


def tidy(words: str) -> str:
    lines = words.replace("\u00a0", " ").replace("\r\n", "\n").split("\n")
    kept = "\n".join(line.strip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def _is(mention: dict[str, Any], bot: str) -> bool:
    return (mention.get("mentioned") or {}).get("id") == bot


def _rich(told: dict[str, Any]) -> str:
    for each in told.get("attachments") or ():
        if isinstance(each, dict) and each.get("contentType") == HTML:
            content = each.get("content")
            return content if isinstance(content, str) else ""
    return ""


class _Reader(HTMLParser):
    def __init__(self, ours: Sequence[bool]) -> None:
        """`ours`: for each mention, by its number, whether it is of us."""
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.quoted = ""
        self._ours = {number for number, is_ours in enumerate(ours) if is_ours}
        self._mention = ""
        """The tag that ends the mention we are in."""
        self._is_ours = False
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        if self._skipping or about.get("itemtype") == REPLY:
            # A quotation of what was said before.
            if not self._skipping:
                self.quoted = about.get("itemid") or ""
            self._skipping += tag not in _ENDLESS
            return
        if tag == "at" or about.get("itemtype") == MENTION:
            number = about.get("itemid") or ""
            self._is_ours = number.isdecimal() and int(number) in self._ours
            self._mention = tag
            self.words += "" if self._is_ours else "@"
        elif tag == "br" or tag in _BLOCKS:
            self._break(always=tag == "br")
        elif tag in ("img", "emoji"):
            self.words += about.get("alt") or ""
            self._skipping += tag == "emoji"

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= tag not in _ENDLESS
        elif self._mention == tag:
            self._mention, self._is_ours = "", False
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._skipping and not self._is_ours:
            self.words += data

    def _break(self, always: bool = False) -> None:
        if always or (self.words and not self.words.endswith("\n")):
            self.words += "\n"
