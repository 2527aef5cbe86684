"""Messages as JSON, for one reader: names resolved, moments in the reader's own zone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, TypeAlias, assert_never
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

from bot import charts
from bot.playground.world import BOT, HOME, Viewer
from bot.signs import PLAYGROUND
from handlers import plainly
from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Code,
    Divider,
    Facts,
    Heading,
    Italic,
    Link,
    Mention,
    Moment,
    Part,
    Picture,
    PlaceLink,
    Plain,
    Quote,
    Small,
    Span,
    Spans,
    Text,
    plain,
)
from handlers.charts import Chart
from storage.models import PlaygroundMessage

JSON: TypeAlias = dict[str, Any]
CHART = "/playground/chart.png"
SAFE_LINKS = ("http", "https", "mailto")


def message(
    row: PlaygroundMessage, reader: Viewer, replies: Sequence[PlaygroundMessage] = ()
) -> JSON:
    card, ref = card_of(row), str(row.key)
    shown = {
        "id": ref,
        "place": row.place,
        "author": row.author,
        "author_name": reader.name_of(row.author),
        "at": row.at.isoformat(),
        "private": bool(row.only_for),
        "edited": row.edited,
    }
    signs = [{"sign": sign, "people": row.signs[sign]} for sign in PLAYGROUND if sign in row.signs]
    thread = [message(reply, reader) for reply in replies]
    return shown | words(card, reader, ref) | {"signs": signs, "thread": thread}


def home(card: Card, reader: Viewer, at: datetime) -> JSON:
    """The home pane as one message."""
    shown = {
        "id": HOME,
        "place": HOME,
        "author": BOT,
        "author_name": reader.name_of(BOT),
        "at": at.isoformat(),
        "private": True,
        "edited": False,
    }
    return shown | words(card, reader, HOME) | {"signs": [], "thread": []}


def card_of(row: PlaygroundMessage) -> Card:
    """What a person typed is one text, as typed."""
    if "parts" in row.content:
        return plainly.card_from_plain(row.content)
    typed = str(row.content.get("text", ""))
    return Card(typed, (plain(typed),))


def words(card: Card, reader: Viewer, ref: str) -> JSON:
    """What a card says, in each form a program or a page may want. `ref` is its message's id."""
    return {
        "text": text_of(card.parts, reader),
        "parts": parts(card.parts, reader, ref),
        "buttons": [_button(name, button) for name, button in buttons(card).items()],
        "inputs": [],
        "images": [
            _image(part, reader, ref) for part in card.parts if isinstance(part, Picture | Chart)
        ],
    }


def buttons(card: Card) -> dict[str, Button]:
    """By id. It comes from what the button does, so that a page that is behind never presses
    another one."""
    return _named(card.parts)


def text_of(card_parts: Iterable[Part], reader: Viewer) -> str:
    """All words in reading order; what buttons say is with the buttons."""
    return "\n".join(line for part in card_parts for line in _lines(part, reader))


def chart(card: Card, digest: str) -> Chart | None:
    """The one of that digest, as long as the card has it."""
    found = (part for part in card.parts if isinstance(part, Chart))
    return next((each for each in found if charts.digest(each) == digest), None)


def parts(card_parts: Iterable[Part], reader: Viewer, ref: str = "") -> list[JSON]:
    shown = tuple(card_parts)
    names = iter(_named(shown))
    return [_part(part, reader, names, ref) for part in shown]


def _lines(part: Part, reader: Viewer) -> list[str]:
    match part:
        case Heading(text) | Quote(text):
            return [text]
        case Text(spans) | Small(spans):
            return [_read(spans, reader)]
        case Bullets(items):
            return [f"• {_read(item, reader)}" for item in items]
        case Facts(rows):
            return [f"{label}: {_read(value, reader)}" for label, value in rows]
        case Picture(alt):
            return [alt]
        case Chart(title, alt):
            return [title, alt]
        case Divider() | Buttons():
            return []
        case _:
            assert_never(part)


def _part(part: Part, reader: Viewer, names: Iterable[str], ref: str) -> JSON:
    match part:
        case Heading(text) | Quote(text):
            return {"is_a": part.is_a, "text": text}
        case Text(spans) | Small(spans):
            return {"is_a": part.is_a, "spans": _spans(spans, reader)}
        case Bullets(items):
            return {"is_a": part.is_a, "items": [_spans(item, reader) for item in items]}
        case Facts(rows):
            facts = [[label, _spans(value, reader)] for label, value in rows]
            return {"is_a": part.is_a, "rows": facts}
        case Picture() | Chart():
            return {"is_a": part.is_a, **_image(part, reader, ref)}
        case Buttons(row):
            shown = [_button(name, button) for button, name in zip(row, names, strict=False)]
            return {"is_a": part.is_a, "buttons": shown}
        case Divider():
            return {"is_a": part.is_a}
        case _:
            assert_never(part)


def _image(part: Picture | Chart, reader: Viewer, ref: str) -> JSON:
    if isinstance(part, Picture):
        return {"alt": part.alt, "url": part.url}
    query = urlencode({"as": reader.ref, "message": ref, "chart": charts.digest(part)})
    return {"alt": part.words, "url": f"{CHART}?{query}"}


def _button(name: str, button: Button) -> JSON:
    confirm = button.confirm
    return {
        "id": name,
        "label": button.label,
        "opens_form": button.opens_form,
        "look": button.look,
        "confirm": confirm
        and {
            "title": confirm.title,
            "text": confirm.text,
            "yes": confirm.yes,
            "no": confirm.no,
        },
    }


def _named(card_parts: Iterable[Part]) -> dict[str, Button]:
    named: dict[str, Button] = {}
    rows = (part.buttons for part in card_parts if isinstance(part, Buttons))
    for button in chain.from_iterable(rows):
        does = json.dumps(button.args, sort_keys=True)
        name = f"{button.action}:{hashlib.sha256(does.encode()).hexdigest()[:8]}"
        # A second button that does the very same still is a button of its own.
        twins = sum(known == name or known.startswith(f"{name}:") for known in named)
        named[f"{name}:{twins + 1}" if twins else name] = button
    return named


def _read(spans: Spans, reader: Viewer) -> str:
    return "".join(_word(span, reader) for span in spans)


def _word(span: Span, reader: Viewer) -> str:
    match span:
        case Plain(text) | Bold(text) | Italic(text) | Code(text) | Link(text):
            return text
        case Mention(person):
            return f"@{reader.name_of(person)}"
        case PlaceLink(place):
            return f"#{_place_name(place, reader)}"
        case Moment():
            return local(span, reader.zone)
        case _:
            assert_never(span)


def _spans(spans: Spans, reader: Viewer) -> list[JSON]:
    return [_span(span, reader) for span in spans]


def _span(span: Span, reader: Viewer) -> JSON:
    match span:
        case Plain(text) | Bold(text) | Italic(text) | Code(text):
            return {"is_a": span.is_a, "text": text}
        case Link(text, url):
            if not is_safe(url):
                return {"is_a": "plain", "text": text}
            return {"is_a": span.is_a, "text": text, "url": url}
        case Mention(person):
            return {"is_a": span.is_a, "person": person, "name": reader.name_of(person)}
        case PlaceLink(place):
            return {"is_a": span.is_a, "place": place, "name": _place_name(place, reader)}
        case Moment(at, zone, style):
            return {
                "is_a": span.is_a,
                "at": at.isoformat(),
                "zone": zone,
                "style": style,
                "text": local(span, reader.zone),
            }
        case _:
            assert_never(span)


def local(moment: Moment, zone: str) -> str:
    """Such as 09:00, Mon 23 Nov, or Mon 23 Nov, 09:00."""
    at = moment.at.astimezone(ZoneInfo(zone or moment.zone))
    clock, day = f"{at:%H:%M}", f"{at:%a} {at.day} {at:%b}"
    match moment.style:
        case "time":
            return clock
        case "day":
            return day
        case "day and time":
            return f"{day}, {clock}"
        case _:
            assert_never(moment.style)


def is_safe(url: str) -> bool:
    try:
        return urlsplit(url.strip()).scheme.lower() in SAFE_LINKS
    except ValueError:
        return False


def _place_name(place: str, reader: Viewer) -> str:
    return reader.places[place].name if place in reader.places else "private"
