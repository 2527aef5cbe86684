"""What the bot shows, free of any platform: cards, forms and their closed sets of parts.

Every word a person typed travels as `Plain` text inside spans; each renderer escapes it for its
platform, so no answer can ping, format or link anything it did not mean to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Annotated, Literal, TypeAlias

from pydantic import Discriminator

from handlers.charts import Chart

Args: TypeAlias = dict[str, str]
"""What comes back when a button is pressed. It passes through the client: check it again."""


# Spans: the words of a text, in reading order.
@dataclass(frozen=True, slots=True)
class Plain:
    text: str
    is_a: Literal["plain"] = "plain"


@dataclass(frozen=True, slots=True)
class Bold:
    text: str
    is_a: Literal["bold"] = "bold"


@dataclass(frozen=True, slots=True)
class Italic:
    text: str
    is_a: Literal["italic"] = "italic"


@dataclass(frozen=True, slots=True)
class Code:
    text: str
    is_a: Literal["code"] = "code"


@dataclass(frozen=True, slots=True)
class Mention:
    """A person, by the platform's id; notifies them where the platform does so."""

    person: str
    is_a: Literal["mention"] = "mention"


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A channel, by the platform's id."""

    place: str
    is_a: Literal["place"] = "place"


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str
    is_a: Literal["link"] = "link"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in UTC, shown in the reader's own zone where the platform can, else in `zone`."""

    at: datetime
    zone: str
    style: Literal["time", "day", "day and time"] = "time"
    is_a: Literal["moment"] = "moment"


Span: TypeAlias = Annotated[
    Plain | Bold | Italic | Code | Mention | PlaceLink | Link | Moment, Discriminator("is_a")
]
Spans: TypeAlias = tuple[Span, ...]


# Parts: the blocks of a card, from top to bottom.
@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    is_a: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Text:
    spans: Spans
    is_a: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, set apart, shown as typed."""

    text: str
    is_a: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Spans, ...]
    is_a: Literal["bullets"] = "bullets"


@dataclass(frozen=True, slots=True)
class Small:
    """Side remarks in small grey print."""

    spans: Spans
    is_a: Literal["small"] = "small"


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value, in two columns where there is room."""

    rows: tuple[tuple[str, Spans], ...]
    is_a: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Divider:
    is_a: Literal["divider"] = "divider"


@dataclass(frozen=True, slots=True)
class Picture:
    alt: str
    url: str
    is_a: Literal["picture"] = "picture"

    @property
    def is_for_the_world(self) -> bool:
        """Whether a chat service could fetch it, as far as its address tells."""
        return self.url.startswith("https://")

    @property
    def in_words(self) -> Small:
        return Small((Plain(f"Picture: {self.alt}"),))


@dataclass(frozen=True, slots=True)
class Confirm:
    """Asked before a press counts."""

    title: str
    text: str
    yes: str
    no: str = "Cancel"


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    action: str
    """The name routing knows it by, such as `standup.answer`."""
    args: Args = field(default_factory=dict)
    look: Literal["plain", "primary", "danger"] = "plain"
    opens_form: bool = False
    confirm: Confirm | None = None


@dataclass(frozen=True, slots=True)
class Buttons:
    buttons: tuple[Button, ...]
    is_a: Literal["buttons"] = "buttons"


Part: TypeAlias = Annotated[
    Heading | Text | Quote | Bullets | Small | Facts | Divider | Picture | Chart | Buttons,
    Discriminator("is_a"),
]


@dataclass(frozen=True, slots=True)
class Card:
    summary: str
    """One plain line for notifications and for screen readers."""
    parts: tuple[Part, ...]


# Forms: what a person fills in.
@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class TextField:
    id: str
    label: str
    value: str = ""
    hint: str = ""
    placeholder: str = ""
    required: bool = True
    multiline: bool = False
    longest: int = 3000
    """In characters. Slack's inputs end at 3,000."""
    is_a: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One of a few options; answered with the option's value."""

    id: str
    label: str
    options: tuple[Option, ...]
    value: str = ""
    hint: str = ""
    required: bool = True
    look: Literal["menu", "radio"] = "menu"
    is_a: Literal["choice"] = "choice"


@dataclass(frozen=True, slots=True)
class ChoicesField:
    """Any of a few options; answered with the values, comma-separated."""

    id: str
    label: str
    options: tuple[Option, ...]
    values: tuple[str, ...] = ()
    hint: str = ""
    required: bool = True
    is_a: Literal["choices"] = "choices"


@dataclass(frozen=True, slots=True)
class TimeField:
    """A wall-clock time; answered as HH:MM."""

    id: str
    label: str
    value: time | None = None
    hint: str = ""
    required: bool = True
    is_a: Literal["time"] = "time"


@dataclass(frozen=True, slots=True)
class DayField:
    """A calendar day; answered as YYYY-MM-DD."""

    id: str
    label: str
    value: date | None = None
    hint: str = ""
    required: bool = True
    is_a: Literal["day"] = "day"


@dataclass(frozen=True, slots=True)
class PersonField:
    """One person of the workspace; answered with the platform's id."""

    id: str
    label: str
    value: str = ""
    hint: str = ""
    required: bool = True
    is_a: Literal["person"] = "person"


@dataclass(frozen=True, slots=True)
class PlaceField:
    """One channel; answered with the platform's id."""

    id: str
    label: str
    value: str = ""
    hint: str = ""
    required: bool = True
    is_a: Literal["place"] = "place"


Field: TypeAlias = (
    TextField | ChoiceField | ChoicesField | TimeField | DayField | PersonField | PlaceField
)


@dataclass(frozen=True, slots=True)
class Form:
    name: str
    """The name routing knows it by, such as `standup.answers`."""
    title: str
    """At most 24 characters: a modal's title bar holds no more."""
    items: tuple[Field | Text | Quote | Small | Divider | Heading, ...]
    submit: str = "Save"
    args: Args = field(default_factory=dict)

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(item for item in self.items if isinstance(item, Field))


def plain(text: str) -> Text:
    return Text((Plain(text),))


def line(*spans: Span | str) -> Spans:
    """Spans, with bare words taken as plain text."""
    return tuple(Plain(span) if isinstance(span, str) else span for span in spans)


def text(*spans: Span | str) -> Text:
    return Text(line(*spans))


def small(*spans: Span | str) -> Small:
    return Small(line(*spans))
