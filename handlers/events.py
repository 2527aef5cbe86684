"""What happened: the only things a handler is ever told. Past tense, frozen, free of any platform."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, TypeAlias

from handlers.cards import Args

Answers: TypeAlias = dict[str, str]
"""Field id to answer, as words: choices comma-separated, times HH:MM, days YYYY-MM-DD, people and
places by the platform's id. A field left empty is absent."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an event comes from, as its verified envelope says, in the platform's own ids."""

    platform: str
    workspace: str
    person: str
    place: str
    """The conversation it happened in; empty for home and global shortcuts."""
    place_kind: Literal["channel", "direct", "nowhere"] = "channel"
    person_name: str = ""
    place_name: str = ""


@dataclass(frozen=True, slots=True)
class Commanded:
    """`/standup status`: command `standup`, words `status`."""

    origin: Origin
    command: str
    words: str
    seen_key: str
    mentions: dict[str, str] = field(default_factory=dict)
    """Who stands as @name in the words, by the platform's id, where it says so."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message to the bot: in the direct chat, by mention, or as reply in a thread of its own."""

    origin: Origin
    text: str
    """Plain words: mentions as @name, links as typed, no markup."""
    message: str
    """The platform's id of this message."""
    thread: str
    """The platform's id of the thread's first message; empty outside threads."""
    seen_key: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button. `answers` holds inputs on the card, where the platform has them."""

    origin: Origin
    action: str
    args: Args
    message: str
    seen_key: str
    answers: Answers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut from the message menu, or a global one (then the message's facts are empty)."""

    origin: Origin
    name: str
    seen_key: str
    message: str = ""
    text: str = ""
    author: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class FormSent:
    origin: Origin
    form: str
    args: Args
    answers: Answers
    seen_key: str


@dataclass(frozen=True, slots=True)
class HomeOpened:
    origin: Origin
    seen_key: str = ""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the platform says of a person."""

    ref: str
    name: str
    zone: str
    """IANA name; empty where the platform does not say."""
    is_bot: bool = False
    is_guest: bool = False
    is_gone: bool = False
    """Deactivated, or no longer of this workspace."""
    is_administrator: bool = False
    role: str = ""
    """A role the platform knows of (only the playground does)."""
    offset: timedelta | None = None
    """How far the person's clock was ahead of UTC, lately; for platforms that know no more."""


@dataclass(frozen=True, slots=True)
class PersonChanged:
    origin: Origin
    facts: PersonFacts
    seen_key: str


@dataclass(frozen=True, slots=True)
class DaysChanged:
    """Somebody is away or back, or works other days or hours. Told by us to each other."""

    origin: Origin
    ref: str
    """Whose days they are."""
    seen_key: str = ""


@dataclass(frozen=True, slots=True)
class StandupAsked:
    """A stand-up asks these people of a team now. Told by us to each other."""

    origin: Origin
    team: int
    people: frozenset[int]
    seen_key: str = ""


@dataclass(frozen=True, slots=True)
class CadenceStale:
    """The moments of a team's ceremonies are to be planned anew. Told by us to each other."""

    origin: Origin
    team: int
    seen_key: str = ""


@dataclass(frozen=True, slots=True)
class GoalTold:
    """Somebody has said how the goal of a sprint went. Told by us to each other."""

    origin: Origin
    team: int
    seen_key: str = ""


@dataclass(frozen=True, slots=True)
class WordingSuggested:
    """A language model has said a weeknote in other words, or could not. Told by us to ourselves."""

    origin: Origin
    weeknote: int
    asked_at: datetime
    """UTC; tells the wish that it answers."""
    opening: str = ""
    """Empty: as it was."""
    points: tuple[tuple[str, str], ...] = ()
    """Id and words of each that would change."""
    trouble: str = ""
    """Why there are none, in words for the person."""
    seen_key: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture that was looked at and drawn anew, so that nothing hides in it."""

    kind: Literal["jpeg", "png"]
    content: bytes


@dataclass(frozen=True, slots=True)
class WeeknoteWritten:
    """A weeknote was edited on its page. Told by us to ourselves."""

    origin: Origin
    weeknote: int
    seen: str
    """How it was when the page was opened; empty: whatever somebody changed since may go."""
    answers: Answers
    picture: Drawn | None = None
    """A new one; `answers` says what becomes of the old one."""
    seen_key: str = ""


@dataclass(frozen=True, slots=True)
class Reacted:
    """Somebody put a sign to a message of ours, such as a thumb, or took it back."""

    origin: Origin
    message: str
    """The platform's id of the message."""
    sign: str
    """As it is drawn, or the platform's name of one that is only drawn there."""
    is_there: bool
    """False: it was taken back."""
    seen_key: str


@dataclass(frozen=True, slots=True)
class CalendarRead:
    """A person's own calendar was looked at. Told by us to ourselves."""

    origin: Origin
    link: int
    first: date
    last: date
    """The days that were looked at, both included."""
    days: tuple[tuple[date, date], ...] | None
    """First and last day of every time it has them away; None: as it was, or not readable."""
    content: str
    """A digest of what was read."""
    trouble: str = ""
    """Why it could not be read, in words for the person."""
    seen_key: str = ""


@dataclass(frozen=True, slots=True)
class WebhookTried:
    """A team's webhook was called. Told by us to ourselves."""

    origin: Origin
    call: int
    trouble: str = ""
    """Why it was not told, in words for the team; empty: it was."""
    seen_key: str = ""


@dataclass(frozen=True, slots=True)
class WebhookCalled:
    """A team's webhook was called from outside, signed with the team's key."""

    origin: Origin
    webhook: int
    kind: str
    """Such as `blocker.resolve`."""
    said: Answers
    seen_key: str


@dataclass(frozen=True, slots=True)
class Joined:
    """A person, or the bot itself, came into a channel."""

    origin: Origin
    is_the_bot: bool
    seen_key: str


@dataclass(frozen=True, slots=True)
class Left:
    """A person, or the bot itself, is out of a channel."""

    origin: Origin
    is_the_bot: bool
    seen_key: str


@dataclass(frozen=True, slots=True)
class PlaceChanged:
    """A channel was archived, deleted, brought back or renamed."""

    origin: Origin
    change: Literal["archived", "deleted", "restored", "renamed"]
    seen_key: str


@dataclass(frozen=True, slots=True)
class Uninstalled:
    origin: Origin
    seen_key: str


@dataclass(frozen=True, slots=True)
class RosterKnown:
    """Answer to `AskRoster`: everybody in a channel."""

    origin: Origin
    people: tuple[PersonFacts, ...]
    seen_key: str


@dataclass(frozen=True, slots=True)
class Undeliverable:
    """A message can never arrive: the place is archived, the bot is out, the person is gone; or
    somebody deleted the message that should change."""

    origin: Origin
    subject: str
    place: str
    why: Literal[
        "archived", "not in channel", "no such place", "person gone", "message gone", "refused"
    ]
    seen_key: str


@dataclass(frozen=True, slots=True)
class Due:
    """The clock: a planned moment has come. `planned` is UTC; `now` may be much later."""

    workspace_id: int
    kind: str
    """Such as `standup.ask`."""
    key: str
    """Names this one moment for all time: it is handled once, however many ask."""
    planned: datetime
    args: Args = field(default_factory=dict)


FromPlatform: TypeAlias = (
    Commanded
    | Said
    | Pressed
    | Shortcut
    | FormSent
    | HomeOpened
    | PersonChanged
    | DaysChanged
    | StandupAsked
    | CadenceStale
    | GoalTold
    | WordingSuggested
    | WeeknoteWritten
    | Reacted
    | CalendarRead
    | WebhookTried
    | WebhookCalled
    | Joined
    | Left
    | PlaceChanged
    | Uninstalled
    | RosterKnown
    | Undeliverable
)
Event: TypeAlias = FromPlatform | Due
