"""What a person typed, out of Slack's markup."""

from __future__ import annotations

import re

_ENTITY = re.compile(
    r"<(?:"
    r"(?P<sign>[@#])(?P<id>[A-Z0-9]+)"
    r"|!(?P<special>here|channel|everyone|subteam\^[A-Z0-9]+|date\^[^<>|]+)"
    r"|(?P<link>(?:https?://|mailto:|tel:)[^<>|]+)"
    r")(?:\|(?P<label>[^<>]*))?>"
)


def words(text: str, without: str = "") -> str:
    """Plain words: mentions as @name, channels as #name, links as typed. Mentions of the person
    `without` (the bot itself) are left out."""
    bare = _ENTITY.sub(lambda found: _entity(found, without), text)
    # Slack escapes these three and nothing else.
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def mentioned(text: str) -> dict[str, str]:
    """The people in it: what `words` shows of each behind its @, to the id."""
    found = (each for each in _ENTITY.finditer(text) if each["sign"] == "@")
    return {each["label"] or each["id"]: each["id"] for each in found}


def _entity(found: re.Match[str], without: str) -> str:
    label = found["label"] or ""
    if found["link"]:
        return _link(found["link"], label)
    if found["special"]:
        name, _, rest = found["special"].partition("^")
        return label or f"@{rest or name}"
    if without and found["id"] == without:
        return ""
    return f"{found['sign']}{label or found['id']}"


def _link(target: str, label: str) -> str:
    """A bare address came from the keyboard; a label over another address was pasted."""
    address = target.removeprefix("mailto:").removeprefix("tel:")
    if not label or label == address:
        return address
    was_typed = address.rstrip("/").endswith(label.rstrip("/"))
    return label if was_typed else f"{label} ({address})"
