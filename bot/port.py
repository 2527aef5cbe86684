"""What the bot needs of a chat platform. Slack, Teams and the playground each implement it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from handlers.cards import Card
from handlers.events import PersonFacts
from handlers.replies import Place


@dataclass(frozen=True, slots=True)
class Home:
    """The workspace a message goes to: our id and the platform's."""

    id: int
    ref: str


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a platform lets us post, in messages a second; `burst` is what may go at once."""

    place: float
    place_burst: int
    workspace: float
    workspace_burst: int
    edits: float | None = None
    """Changes of messages, in a whole workspace; None: they count as messages."""
    edits_burst: int = 1


class Platform(Protocol):
    """One chat platform. Every call may raise `Limited`, `Stopped` or `Trouble`, nothing else."""

    name: str
    pace: Pace | None
    """None: as fast as we can."""

    async def post(self, home: Home, place: Place, card: Card, *, key: str, thread: str) -> str:
        """Returns the platform's id of the new message. `key` names it for `find`; `thread` is the
        id of the thread's first message or empty."""

    async def update(self, home: Home, place: Place, ref: str, card: Card) -> None:
        """Shows the message as it is now; one that is gone raises `Stopped`."""

    async def remove(self, home: Home, place: Place, ref: str) -> None:
        """Takes the message back; one that is gone is fine."""

    async def find(self, home: Home, place: Place, key: str) -> str | None:
        """The id of the message posted with that key. None: it is not there, or the platform cannot
        be asked."""

    async def roster(self, home: Home, place: str) -> tuple[PersonFacts, ...]:
        """Everybody in a channel, bots and guests too."""

    async def person(self, home: Home, ref: str) -> PersonFacts: ...


class Limited(Exception):
    """Too fast. Nothing was sent; `after` seconds from now it may be."""

    def __init__(self, after: float, scope: Literal["place", "workspace"]) -> None:
        super().__init__(f"limited for {after} s in this {scope}")
        self.after = after
        self.scope = scope


Why = Literal[
    "archived", "not in channel", "no such place", "person gone", "message gone", "refused"
]


class Stopped(Exception):
    """It can never arrive. `why` is what the scrum master is told, `detail` what the log keeps."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}")
        self.why: Why = why
        self.detail = detail


class Trouble(Exception):
    """The platform or the network failed; it may be there or not. Worth another try."""


class NotYet(Trouble):
    """It is certainly not there: something that it needs was not ready."""
