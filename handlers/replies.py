"""What should happen: handlers return these, and only the edge speaks.

In-band replies go back in the answer to the event itself; all others are committed with the state
that caused them and delivered after.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from handlers.cards import Card, Form


# In-band.
@dataclass(frozen=True, slots=True)
class Whisper:
    """A private answer to the person who caused the event, and to nobody else."""

    card: Card


@dataclass(frozen=True, slots=True)
class Show:
    """A form, opened for the person who caused the event."""

    form: Form


@dataclass(frozen=True, slots=True)
class Refresh:
    """The card whose button was pressed, as it is now."""

    card: Card


@dataclass(frozen=True, slots=True)
class ShowHome:
    """The home pane of the person who caused the event."""

    card: Card


# Delivered.
@dataclass(frozen=True, slots=True)
class Place:
    """A channel, by the platform's id, or the direct chat with a person, by the person's id."""

    ref: str
    kind: Literal["channel", "direct"]


@dataclass(frozen=True, slots=True)
class Post:
    """A new message. `subject` names it in its workspace for all time: it is posted once, and
    updated by that name. `under` is the subject of the message whose thread it belongs in."""

    place: Place
    subject: str
    card: Card
    under: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """The message of that subject, as it is now. Not yet sent: the newer takes its place."""

    subject: str
    card: Card


@dataclass(frozen=True, slots=True)
class Remove:
    """The message of that subject is taken back."""

    subject: str


@dataclass(frozen=True, slots=True)
class AskRoster:
    """Ask the platform who is in a channel; answered by a `RosterKnown` event."""

    place: str
    subject: str


InBand: TypeAlias = Whisper | Show | Refresh | ShowHome
Delivered: TypeAlias = Post | Update | Remove | AskRoster
Reply: TypeAlias = InBand | Delivered


def channel(ref: str) -> Place:
    return Place(ref, "channel")


def direct(person: str) -> Place:
    return Place(person, "direct")
