"""A chat platform in this process: it says no now and then, and remembers what is where.

What it remembers is small, and forgotten once a day has been checked: the memory of the test must
not hide that of the product.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count

from bot.port import Home, Limited, Pace, Stopped, Trouble
from handlers.cards import Card
from handlers.events import PersonFacts
from handlers.replies import Place
from tests.soak.world import World

TOKEN = re.compile(r"\bw(\d+)t\d+(?:p\d+)?(?:n\d+)?\b")
ABOUT = re.compile(
    r"\d+:standup:(\d+):(\d{4}-\d\d-\d\d):(ask|entry|digest)(?::\d+)?(?::(remind):\d+)?"
)
REST = re.compile(
    r"\d+:(?:standup:\d+:(?:intro|paused|resumed)\b|weeknote:\d+:offer\b|reply:|holidays:)"
)
IN_TEN_THOUSAND = 10_000


@dataclass(eq=False, slots=True)
class Message:
    """What is known of one message on the platform."""

    key: str
    ref: str
    home: int
    place: str
    thread: str
    kind: str
    at: datetime
    tokens: frozenset[str]
    posts: int = 1
    edits: int = 0
    slow: bool = False
    """The platform made difficulties: it may be a few seconds late."""


@dataclass
class Counts:
    messages: int = 0
    """New ones."""
    posts: int = 0
    edits: int = 0
    rosters: int = 0
    limits: int = 0
    troubles: int = 0
    stops: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)


@dataclass
class Wire:
    world: World
    now: Callable[[], datetime]
    pace: Pace | None = None
    name: str = "slack"
    faults: bool = True
    on: dict[tuple[int, date], dict[str, Message]] = field(default_factory=dict)
    """What the days are told by, by stand-up and day."""
    wrong: list[str] = field(default_factory=list)
    """What no platform should be asked for."""
    counts: Counts = field(default_factory=Counts)
    troubled: bool = False
    """Since somebody last looked, something was refused that will be tried again."""

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self._messages: dict[str, Message] = {}
        self._keys: dict[str, str] = {}
        self._passing: list[Message] = []
        self._tried: Counter[str] = Counter()

    async def post(self, home: Home, place: Place, card: Card, *, key: str, thread: str) -> str:
        tokens = self._inside(home, place.ref, card)
        self._open(place.ref)
        fault = self._fault(f"{key}/0", place)
        message = self._messages.get(key)
        if message is None:
            message = self._new(key, home, place, thread, tokens)
        else:
            message.posts += 1
            message.tokens = tokens
        message.slow |= fault != ""
        self.counts.posts += 1
        if fault == "lost":
            raise Trouble("it is there, and nobody was told")
        return message.ref

    async def update(self, home: Home, place: Place, ref: str, card: Card) -> None:
        tokens = self._inside(home, place.ref, card)
        self._open(place.ref)
        key = self._keys.get(ref, "")
        message = self._messages.get(key)
        if message is None:
            self.wrong.append(f"edit of {ref} in {place.ref}, which is long over")
            return
        if (message.home, message.place) != (home.id, place.ref):
            self.wrong.append(f"edit of {key} as {place.ref} of {home.ref}")
        self._fault(f"{key}/{message.edits + 1}", place)
        message.edits += 1
        message.tokens = tokens
        self.counts.edits += 1

    async def remove(self, home: Home, place: Place, ref: str) -> None:
        self.wrong.append(f"{ref} in {place.ref} taken back")

    async def find(self, home: Home, place: Place, key: str) -> str | None:
        message = self._messages.get(key)
        return message.ref if message else None

    async def roster(self, home: Home, place: str) -> tuple[PersonFacts, ...]:
        crew = self.world.places[place]
        if crew.site.ref != home.ref:
            self.wrong.append(f"{home.ref} asks who is in {place}")
        self.counts.rosters += 1
        return tuple(member.facts() for member in crew.present)

    async def person(self, home: Home, ref: str) -> PersonFacts:
        member = self.world.people[ref]
        if member.crew.site.ref != home.ref:
            self.wrong.append(f"{home.ref} asks who {ref} is")
        return member.facts()

    def forget(self, standup: int, day: date) -> None:
        """That day has been checked for the last time."""
        self._drop(self.on.pop((standup, day), {}).values())

    def forget_passing(self, before: datetime) -> None:
        """What was said by the way until then: nobody changes that any more."""
        self._drop(message for message in self._passing if message.at < before)
        self._passing = [message for message in self._passing if message.at >= before]

    def _drop(self, messages: Iterable[Message]) -> None:
        for message in messages:
            del self._messages[message.key], self._keys[message.ref]

    def difficulty(self) -> bool:
        """Whether something was refused since this was last asked."""
        was, self.troubled = self.troubled, False
        return was

    def _new(
        self, key: str, home: Home, place: Place, thread: str, tokens: frozenset[str]
    ) -> Message:
        found = ABOUT.fullmatch(key)
        kind = (found[4] or found[3]) if found else ""
        ref = f"m{next(self._numbers)}"
        self.counts.messages += 1
        self.counts.by_kind[kind or "other"] += 1
        message = Message(key, ref, home.id, place.ref, thread, kind, self.now(), tokens)
        if found is not None:
            self.on.setdefault((int(found[1]), date.fromisoformat(found[2])), {})[key] = message
        elif not REST.match(key):
            self.wrong.append(f"a message {key} nobody knows of")
        elif ":intro" not in key:
            self._passing.append(message)
        self._messages[key], self._keys[ref] = message, key
        return message

    def _inside(self, home: Home, place: str, card: Card) -> frozenset[str]:
        """The tokens of a card; all of it must be of that workspace."""
        said = str(card)
        tokens = frozenset(found[0] for found in TOKEN.finditer(said))
        sites = {found[1] for found in TOKEN.finditer(f"{said} {place[2:]}")}
        if {f"T{site}" for site in sites} != {home.ref}:
            self.wrong.append(f"{place} of {home.ref} is shown {', '.join(sorted(tokens))}")
        return tokens

    def _open(self, place: str) -> None:
        crew = self.world.places.get(place)
        if crew is not None and crew.is_archived:
            self.counts.stops += 1
            raise Stopped("archived")
        if not (crew or self.world.people[place].crew).site.installed:
            self.wrong.append(f"a message to {place}, whose workspace has us no more")

    def _fault(self, what: str, place: Place) -> str:
        """Makes difficulties once, for few of the messages, and always for the same ones."""
        drawn = zlib.crc32(f"{self.world.seed}:{what}".encode()) % IN_TEN_THOUSAND
        if not self.faults or drawn >= 60:
            return ""
        self._tried[what] += 1
        if self._tried[what] > 1:
            del self._tried[what]
            return "slow"
        if drawn < 40:
            self.counts.limits += 1
            raise Limited(2.0, "workspace" if drawn < 10 else "place")
        self.counts.troubles += 1
        self.troubled = True
        if drawn < 50 or not what.endswith("/0"):
            raise Trouble("502")
        del self._tried[what]
        return "lost"
