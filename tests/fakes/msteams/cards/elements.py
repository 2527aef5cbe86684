"""Which properties each part of a card may have: Adaptive Cards 1.5, and what Teams adds to it."""

from dataclasses import dataclass, field

from . import charts, shape
from .shape import Check, one_of, text, yes_no


@dataclass(frozen=True)
class Spec:
    properties: dict[str, Check]
    required: frozenset[str] = frozenset()
    parts: dict[str, str] = field(default_factory=dict)
    """Property -> what it holds: element(s), action(s), or the name of one kind, with `*` for many."""
    is_extra: bool = False
    """Not of 1.5: older clients need a fallback."""


COLOURS = one_of("default", "dark", "light", "accent", "good", "warning", "attention")
STYLES = one_of("default", "emphasis", "good", "attention", "warning", "accent")
SPACES = one_of(
    "none", "extraSmall", "small", "default", "medium", "large", "extraLarge", "padding"
)
SIDES = one_of("left", "center", "right")
HEIGHTS = one_of("top", "center", "bottom")
SIZES = one_of("auto", "stretch", "small", "medium", "large")

_ITEM = {"id": text, "isVisible": yes_no, "requires": shape.an_object}
_ELEMENT: dict[str, Check] = {
    **_ITEM,
    "separator": yes_no,
    "spacing": SPACES,
    "height": one_of("auto", "stretch"),
    "fallback": shape.anything,
    # Teams: shown on wide or narrow screens only.
    "targetWidth": text,
}
_INPUT: dict[str, Check] = {
    **_ELEMENT,
    "label": shape.words,
    "isRequired": yes_no,
    "errorMessage": shape.words,
}
_ACTION: dict[str, Check] = {
    "id": text,
    "title": shape.words,
    "iconUrl": text,
    "style": one_of("default", "positive", "destructive"),
    "tooltip": text,
    "isEnabled": yes_no,
    "mode": one_of("primary", "secondary"),
    "fallback": shape.anything,
    "requires": shape.an_object,
}
_BOX: dict[str, Check] = {
    "style": STYLES,
    "verticalContentAlignment": HEIGHTS,
    "bleed": yes_no,
    "minHeight": shape.pixels,
    "rtl": yes_no,
    "backgroundImage": shape.anything,
}
_TEXT: dict[str, Check] = {
    "text": shape.words,
    "color": COLOURS,
    "fontType": one_of("default", "monospace"),
    "isSubtle": yes_no,
    "size": one_of("small", "default", "medium", "large", "extraLarge"),
    "weight": one_of("lighter", "default", "bolder"),
}
_SUBMITS: dict[str, Check] = {
    **_ACTION,
    "data": shape.either(shape.an_object, text),
    "associatedInputs": one_of("auto", "none"),
}


def _spec(properties: dict[str, Check], *required: str, **parts: str) -> Spec:
    return Spec({**properties, **dict.fromkeys(parts, shape.anything)}, frozenset(required), parts)


ELEMENTS: dict[str, Spec] = {
    "TextBlock": _spec(
        {
            **_ELEMENT,
            **_TEXT,
            "wrap": yes_no,
            "maxLines": shape.count,
            "horizontalAlignment": SIDES,
            "style": one_of("default", "heading", "columnHeader"),
        },
        "text",
    ),
    "RichTextBlock": _spec(
        {**_ELEMENT, "horizontalAlignment": SIDES}, "inlines", inlines="TextRun*"
    ),
    "Image": _spec(
        {
            **_ELEMENT,
            "url": shape.picture,
            "altText": shape.words,
            "size": SIZES,
            "style": one_of("default", "person"),
            "width": shape.pixels,
            "height": shape.either(shape.pixels, one_of("auto", "stretch")),
            "horizontalAlignment": SIDES,
            "backgroundColor": text,
            # Teams: the picture opens in full when it is pressed.
            "msteams": shape.an_object,
        },
        "url",
        selectAction="action",
    ),
    "ImageSet": _spec({**_ELEMENT, "imageSize": SIZES}, "images", images="Image*"),
    "Media": _spec(
        {**_ELEMENT, "sources": shape.a_list, "poster": shape.picture, "altText": text}, "sources"
    ),
    "FactSet": _spec(_ELEMENT, "facts", facts="Fact*"),
    "ActionSet": _spec(_ELEMENT, "actions", actions="actions"),
    "Container": _spec({**_ELEMENT, **_BOX}, "items", items="elements", selectAction="action"),
    "ColumnSet": _spec(
        {**_ELEMENT, **_BOX, "horizontalAlignment": SIDES},
        "columns",
        columns="Column*",
        selectAction="action",
    ),
    "Table": _spec(
        {
            **_ELEMENT,
            "firstRowAsHeader": yes_no,
            "showGridLines": yes_no,
            "gridStyle": STYLES,
            "horizontalCellContentAlignment": SIDES,
            "verticalCellContentAlignment": HEIGHTS,
        },
        "columns",
        "rows",
        columns="TableColumnDefinition*",
        rows="TableRow*",
    ),
    "Input.Text": _spec(
        {
            **_INPUT,
            "isMultiline": yes_no,
            "maxLength": shape.count,
            "placeholder": text,
            "regex": shape.pattern,
            "style": one_of("text", "tel", "url", "email", "password"),
            "value": text,
        },
        "id",
        inlineAction="action",
    ),
    "Input.Number": _spec(
        {
            **_INPUT,
            "min": shape.number,
            "max": shape.number,
            "value": shape.number,
            "placeholder": text,
        },
        "id",
    ),
    "Input.Date": _spec(
        {**_INPUT, "min": shape.day, "max": shape.day, "value": shape.day, "placeholder": text},
        "id",
    ),
    "Input.Time": _spec(
        {**_INPUT, "min": shape.hour, "max": shape.hour, "value": shape.hour, "placeholder": text},
        "id",
    ),
    "Input.Toggle": _spec(
        {
            **_INPUT,
            "title": shape.words,
            "value": text,
            "valueOn": text,
            "valueOff": text,
            "wrap": yes_no,
        },
        "id",
        "title",
    ),
    "Input.ChoiceSet": _spec(
        {
            **_INPUT,
            "isMultiSelect": yes_no,
            "style": one_of("compact", "expanded", "filtered"),
            "value": text,
            "placeholder": text,
            "wrap": yes_no,
            # Teams looks for people, or asks the bot, while somebody types.
            "choices.data": shape.an_object,
        },
        "id",
        choices="Choice*",
    ),
}

for _kind, _own in charts.KINDS.items():
    _known = {**_ELEMENT, **charts.SHARED, **_own}
    ELEMENTS[_kind] = Spec(_known, frozenset(["data"]), is_extra=True)

PARTS: dict[str, Spec] = {
    "TextRun": _spec(
        {
            **_TEXT,
            # A run may be a single space between two others.
            "text": text,
            "italic": yes_no,
            "strikethrough": yes_no,
            "underline": yes_no,
            "highlight": yes_no,
        },
        "text",
        selectAction="action",
    ),
    "Fact": _spec({"title": shape.words, "value": shape.words}, "title", "value"),
    "Choice": _spec({"title": shape.words, "value": shape.words}, "title", "value"),
    "Column": _spec(
        {
            **_ELEMENT,
            **_BOX,
            "width": shape.either(one_of("auto", "stretch"), shape.number, shape.pixels, text),
        },
        items="elements",
        selectAction="action",
    ),
    "TableColumnDefinition": _spec(
        {
            "width": shape.either(shape.number, shape.pixels),
            "horizontalCellContentAlignment": SIDES,
            "verticalCellContentAlignment": HEIGHTS,
        }
    ),
    "TableRow": _spec(
        {
            "style": STYLES,
            "horizontalCellContentAlignment": SIDES,
            "verticalCellContentAlignment": HEIGHTS,
        },
        "cells",
        cells="TableCell*",
    ),
    "TableCell": _spec(_BOX, "items", items="elements", selectAction="action"),
}

ACTIONS: dict[str, Spec] = {
    "Action.Execute": _spec({**_SUBMITS, "verb": shape.words}),
    "Action.Submit": _spec({**_SUBMITS}),
    "Action.OpenUrl": _spec({**_ACTION, "url": shape.address}, "url"),
    "Action.ShowCard": _spec({**_ACTION}, "card", card="card"),
    "Action.ToggleVisibility": _spec({**_ACTION, "targetElements": shape.a_list}, "targetElements"),
}

CARD = _spec(
    {
        "$schema": text,
        "version": text,
        "fallbackText": text,
        "backgroundImage": shape.anything,
        "minHeight": shape.pixels,
        "rtl": yes_no,
        "speak": text,
        "lang": text,
        "verticalContentAlignment": HEIGHTS,
        "msteams": shape.an_object,
        "authentication": shape.an_object,
        "refresh": shape.an_object,
        "metadata": shape.an_object,
    },
    body="elements",
    actions="actions",
    selectAction="action",
)
