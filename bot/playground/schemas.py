"""JSON Schemas of all that the playground's API takes and gives."""

from __future__ import annotations

from typing import Any

from bot.signs import PLAYGROUND

Schema = dict[str, Any]

WORDS: Schema = {"type": "string"}
YES_NO: Schema = {"type": "boolean"}
MOMENT: Schema = {"type": "string", "format": "date-time"}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def many(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def either(*schemas: Schema) -> Schema:
    return {"anyOf": list(schemas)}


def one_of(*values: str) -> Schema:
    return {"enum": list(values)}


def thing(optional: tuple[str, ...] = (), /, **properties: Schema) -> Schema:
    """An object with these properties and no others. A trailing `_` keeps Python's words free."""
    named = {name.rstrip("_"): schema for name, schema in properties.items()}
    return {
        "type": "object",
        "properties": named,
        "required": [name for name in named if name not in optional],
        "additionalProperties": False,
    }


def is_a(name: str, /, **properties: Schema) -> Schema:
    return thing(is_a={"const": name}, **properties)


NOTHING: Schema = {"type": "null"}
MESSAGES = many(ref("Message"))
FORM = either(ref("Form"), NOTHING)
SPANS = many(ref("Span"))
FACT: Schema = {"type": "array", "prefixItems": [WORDS, SPANS], "minItems": 2, "maxItems": 2}
ERRORS: Schema = {"type": "object", "additionalProperties": WORDS}
ANSWERS: Schema = {
    "type": "object",
    "additionalProperties": {
        "type": ["string", "number", "boolean", "array", "null"],
        "items": WORDS,
    },
}

SCHEMAS: dict[str, Schema] = {
    "Error": thing(error=WORDS),
    "Person": thing(id=WORDS, name=WORDS, role=WORDS, zone=WORDS),
    "Place": thing(id=WORDS, name=WORDS, kind=one_of("channel", "direct", "home")),
    "Command": thing(
        command=WORDS, verb=WORDS, usage=WORDS, hint=WORDS, example=WORDS, opens_form=YES_NO
    ),
    "Shortcut": thing(
        name=WORDS, title=WORDS, hint=WORDS, on=one_of("message", "global"), opens_form=YES_NO
    ),
    "Message": thing(
        id=WORDS,
        place=WORDS,
        author=WORDS,
        author_name=WORDS,
        at=MOMENT,
        private=YES_NO,
        edited=YES_NO,
        text=WORDS,
        parts=many(ref("Part")),
        buttons=many(ref("Button")),
        inputs=many(ref("Field")),
        images=many(thing(alt=WORDS, url=WORDS)),
        signs=many(thing(sign=WORDS, people=many(WORDS))),
        thread=MESSAGES,
    ),
    "Button": thing(
        id=WORDS,
        label=WORDS,
        opens_form=YES_NO,
        look=one_of("plain", "primary", "danger"),
        confirm=either(thing(title=WORDS, text=WORDS, yes=WORDS, no=WORDS), NOTHING),
    ),
    "Span": either(
        is_a("plain", text=WORDS),
        is_a("bold", text=WORDS),
        is_a("italic", text=WORDS),
        is_a("code", text=WORDS),
        is_a("link", text=WORDS, url=WORDS),
        is_a("mention", person=WORDS, name=WORDS),
        is_a("place", place=WORDS, name=WORDS),
        is_a(
            "moment",
            at=MOMENT,
            zone=WORDS,
            style=one_of("time", "day", "day and time"),
            text=WORDS,
        ),
    ),
    "Part": either(
        is_a("heading", text=WORDS),
        is_a("text", spans=SPANS),
        is_a("quote", text=WORDS),
        is_a("bullets", items=many(SPANS)),
        is_a("small", spans=SPANS),
        is_a("facts", rows=many(FACT)),
        is_a("divider"),
        is_a("picture", alt=WORDS, url=WORDS),
        is_a("chart", alt=WORDS, url=WORDS),
        is_a("buttons", buttons=many(ref("Button"))),
    ),
    "Field": thing(
        id=WORDS,
        label=WORDS,
        kind=one_of("text", "choice", "choices", "time", "day", "person", "place"),
        options=many(thing(value=WORDS, label=WORDS)),
        required=YES_NO,
        value=WORDS,
        hint=WORDS,
        placeholder=WORDS,
        longest=either({"type": "integer"}, NOTHING),
        multiline=YES_NO,
        look=either(one_of("menu", "radio"), NOTHING),
    ),
    "Form": thing(
        id=WORDS,
        title=WORDS,
        submit=WORDS,
        fields=many(ref("Field")),
        items=many(either(is_a("field", id=WORDS), ref("Part"))),
    ),
    "Answer": thing(messages=MESSAGES, form=FORM),
    "Submitted": thing(messages=MESSAGES, form=FORM, errors=ERRORS),
    "Said": thing(message=ref("Message"), messages=MESSAGES, form=FORM),
    "Clock": thing(now=MOMENT, next_=either(thing(at=MOMENT, title=WORDS), NOTHING)),
    "Fresh": thing(now=MOMENT, people=many(ref("Person")), places=many(ref("Place"))),
    "Say": thing(("thread",), as_=WORDS, place=WORDS, text=WORDS, thread=WORDS),
    "Type": thing(as_=WORDS, place=WORDS, text=WORDS),
    "Press": thing(("answers",), as_=WORDS, message=WORDS, button=WORDS, answers=ANSWERS),
    "Choose": thing(("message",), as_=WORDS, message=WORDS, name=WORDS),
    "React": thing(
        ("is_there",), as_=WORDS, message=WORDS, sign=one_of(*PLAYGROUND), is_there=YES_NO
    ),
    "Submit": thing(("answers",), as_=WORDS, form=WORDS, answers=ANSWERS),
    "Move": either(thing(to=MOMENT), thing(next_={"const": True})),
    "Nothing": {"type": "object"},
}
