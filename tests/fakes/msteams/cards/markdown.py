"""Text as Teams shows it: the little Markdown that cards and messages know, turned into plain words."""

import html
import re
from datetime import UTC, datetime, tzinfo

_DATE = re.compile(r"\{\{(DATE|TIME)\(([^,)]+?)(?:,\s*(COMPACT|SHORT|LONG))?\)\}\}")
_TOKEN = re.compile(
    r"""
    \\(?P<escaped>[!-/:-@\[-`{-~])
  | <at>(?P<at>.*?)</at>
  | !?\[(?P<words>(?:\\.|[^\]\\])*)\]\((?P<url>[^)\s]+)\)
  | (?P<entity>&(?:\#\d+|\#x[0-9a-fA-F]+|[a-zA-Z]+);)
  | (?P<strong>\*\*|__)(?=\S)(?P<bold>(?:\\.|[^\\])+?)(?<=\S)(?P=strong)
  | (?<![\w*])(?P<star>\*)(?=[^\s*])(?P<slant>(?:\\.|[^\\*])+?)(?<=\S)\*(?!\*)
  | (?<!\w)(?P<score>_)(?=[^\s_])(?P<lean>(?:\\.|[^\\_])+?)(?<=\S)_(?!\w)
  | ~~(?=\S)(?P<gone>(?:\\.|[^\\])+?)(?<=\S)~~
  | `(?P<code>[^`\n]+)`
    """,
    re.VERBOSE | re.DOTALL,
)
_HEADING = re.compile(r"^ {0,3}#{1,6} +", re.MULTILINE)
_QUOTE = re.compile(r"^ {0,3}> ?", re.MULTILINE)
_BULLET = re.compile(r"^( *)[-*+] +(?=\S)", re.MULTILINE)


def shown(text: str, zone: tzinfo = UTC, is_card: bool = True) -> str:
    """A link is `words (address)`, a mention `@Name`; emphasis leaves its words. In a card there are no
    headings, quotes or code, and dates are written in the reader's zone."""
    lined = _BULLET.sub(r"\1• ", dated(text, zone) if is_card else text)
    if not is_card:
        lined = _QUOTE.sub("", _HEADING.sub("", lined))
    # What has no width is not seen.
    return _inside(lined, is_card).replace("\u200b", "")


def dated(text: str, zone: tzinfo) -> str:
    """With the moments in the reader's zone."""
    return _DATE.sub(lambda found: _moment(found, zone), text)


def _inside(text: str, is_card: bool) -> str:
    return _TOKEN.sub(lambda found: _plain(found, is_card), text)


def _plain(found: "re.Match[str]", is_card: bool) -> str:
    match found.lastgroup:
        case "escaped":
            return found["escaped"]
        case "at":
            return f"@{html.unescape(found['at'])}"
        case "url":
            return f"{_inside(found['words'], is_card)} ({html.unescape(found['url'])})"
        case "entity":
            return html.unescape(found["entity"])
        case "code":
            return found[0] if is_card else found["code"]
        case "gone":
            return found[0] if is_card else _inside(found["gone"], is_card)
        case "bold" | "slant" | "lean":
            return _inside(found[found.lastgroup], is_card)
        case _:
            return found[0]


def _moment(found: "re.Match[str]", zone: tzinfo) -> str:
    what, given, style = found.groups()
    # Anything but this one form is left as it stands.
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", given.strip()):
        return found[0]
    at = datetime.fromisoformat(given.strip()).astimezone(zone)
    if what == "TIME":
        return at.strftime("%H:%M")
    match style:
        case "SHORT":
            return f"{at:%a, %b} {at.day}, {at.year}"
        case "LONG":
            return f"{at:%A, %B} {at.day}, {at.year}"
        case _:
            return f"{at.month}/{at.day}/{at.year}"
