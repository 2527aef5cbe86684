"""Cards and forms as Teams shows them: messages with an Adaptive Card, dialogs. Pure.

Words that a person typed go into text runs, which parse nothing, or escaped into Markdown.
`names` tells what people are called, by the platform's id; who is not in it is `someone`, unpinged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from microsoft_teams.cards import (
    Action,
    ActionSet,
    AdaptiveCard,
    CardElement,
    SubmitAction,
    TeamsCardProperties,
)
from microsoft_teams.cards import Mention as MentionEntity

from bot.fitting import TooBig, fits
from bot.msteams import texts
from bot.msteams.buttons import execute
from bot.msteams.elements import divided, elements, spans_of
from bot.msteams.inputs import input_elements
from bot.msteams.limits import within
from bot.msteams.spans import Names, apart, mentioned
from handlers.cards import (
    Card,
    Divider,
    Facts,
    Form,
    Heading,
    Part,
    Picture,
    Quote,
    Small,
    Text,
    plain,
)
from handlers.charts import Chart
from handlers.events import Origin

__all__ = [
    "TooBig",
    "adaptive",
    "dialog",
    "form_card",
    "message",
    "notice",
]

Payload: TypeAlias = dict[str, Any]

CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"
NOBODY: Names = {}
TITLE = 64
FORM_VERB = "form"
WIDE = 600
"""Characters from which on a card takes the room that the window has."""
ROOMY = 4
"""Fields that a dialog of middling height shows without scrolling."""


def message(card: Card, names: Names = NOBODY) -> Payload:
    """An activity but for who sends it and where to; `summary` is what notifications show."""
    return _activity(card.summary, adaptive(card, names))


def adaptive(card: Card, names: Names = NOBODY) -> Payload:
    """The card alone, as it answers a press."""
    names = apart(names)
    made = _card(elements(card.parts or (plain(card.summary),), names), card.summary)
    return _plainly(_for_teams(made, card.parts, names))


def dialog(
    form: Form,
    origin: Origin,
    errors: Mapping[str, str] = NOBODY,
    typed: Mapping[str, str] = NOBODY,
    *,
    names: Names = NOBODY,
    places: Names = NOBODY,
) -> Payload:
    """Task info. What is sent back: `form`, `args`, `place` and `place_kind`, and per field
    `answer.<id>`, as `inputs.answers` reads it. `places`: the channels to choose from, by id."""
    names = apart(names)
    body = _fields(form, errors, typed, names, places or _here(origin))
    send = SubmitAction().with_title(form.submit).with_data(_carried(form, origin))
    content = _card(body, form.title).with_actions([send.with_style("positive")])
    height = "medium" if len(form.fields) <= ROOMY else "large"
    return _task(form.title, height, _plainly(_for_teams(content, _told(form), names)))


def form_card(
    form: Form,
    origin: Origin,
    errors: Mapping[str, str] = NOBODY,
    typed: Mapping[str, str] = NOBODY,
    *,
    names: Names = NOBODY,
    places: Names = NOBODY,
) -> Payload:
    """The form as a message, for where no dialog can open; sent back with the verb `form`."""
    names = apart(names)
    fields = _fields(form, errors, typed, names, places or _here(origin))
    body = texts.heading(form.title) + fields
    send: Action = execute(form.submit, FORM_VERB, _carried(form, origin), "primary")
    content = _card([*body, ActionSet().with_actions([send])], form.title)
    return _activity(form.title, _plainly(_for_teams(content, _told(form), names)))


def notice(title: str, card: Card, typed: Mapping[str, str] = NOBODY) -> Payload:
    """Task info that tells something; `typed` gives back what was in the form, to copy."""
    parts: list[Part] = list(card.parts) or [plain(card.summary)]
    if any(typed.values()):
        parts += [Divider(), plain("This is what you typed:")]
        parts += [Quote(answer) for answer in typed.values() if answer]
    return _task(title, "small", adaptive(Card(card.summary, tuple(parts))))


def _fields(
    form: Form, errors: Mapping[str, str], typed: Mapping[str, str], names: Names, places: Names
) -> list[CardElement]:
    """Errors stand at their fields; those of no field of this form above all of them."""
    known = {field.id for field in form.fields}
    others = [words for field, words in errors.items() if field not in known]
    made = [element for words in others for element in texts.plainly(words, "wrong")]
    between: list[Part] = []
    for item in form.items:
        if isinstance(item, Text | Quote | Small | Divider | Heading):
            between.append(item)
            continue
        made += elements(between, names)
        kept = typed.get(item.id, "") if typed else None
        field = input_elements(item, names, places, errors.get(item.id, ""), kept)
        made += [divided(field)] if between and isinstance(between[-1], Divider) else field
        between = []
    return made + elements(between, names)


def _here(origin: Origin) -> Names:
    is_known = origin.place and origin.place_kind == "channel"
    return {origin.place: origin.place_name or "This channel"} if is_known else NOBODY


def _told(form: Form) -> list[Part]:
    return [
        item for item in form.items if isinstance(item, Text | Quote | Small | Divider | Heading)
    ]


def _carried(form: Form, origin: Origin) -> Payload:
    return {
        "form": form.name,
        "args": dict(form.args),
        "place": origin.place,
        "place_kind": origin.place_kind,
    }


def _card(body: list[CardElement], summary: str) -> AdaptiveCard:
    return AdaptiveCard().with_version("1.5").with_fallback_text(summary).with_body(body)


def _for_teams(card: AdaptiveCard, parts: Sequence[Part], names: Names) -> AdaptiveCard:
    entities: dict[str, MentionEntity] = {}
    for part in parts:
        for entity in mentioned(tuple(spans_of(part)), names):
            entities.setdefault(f"{entity.mentioned and entity.mentioned.id}", entity)
    wide = _is_wide(parts)
    if not entities and not wide:
        return card
    teams = TeamsCardProperties().with_entities(list(entities.values()))
    return card.with_msteams(teams.with_width("full") if wide else teams)


def _is_wide(parts: Sequence[Part]) -> bool:
    if any(isinstance(part, Facts | Picture | Chart) for part in parts):
        return True
    said = sum(len(getattr(span, "text", "")) for part in parts for span in spans_of(part))
    return said + sum(len(part.text) for part in parts if isinstance(part, Quote)) > WIDE


def _activity(summary: str, content: Payload) -> Payload:
    attachments = [_attachment(content)]
    made = {"type": "message", "summary": summary or "Drumbeat", "attachments": attachments}
    return within("A message", made)


def _task(title: str, height: str, content: Payload) -> Payload:
    made = {
        "title": fits("A title", title, TITLE),
        "height": height,
        "width": "medium",
        "card": _attachment(content),
    }
    return within("A dialog", made)


def _attachment(content: Payload) -> Payload:
    return {"contentType": CONTENT_TYPE, "content": content}


def _plainly(card: AdaptiveCard) -> Payload:
    plainly: Payload = card.model_dump(exclude_none=True)
    return plainly
