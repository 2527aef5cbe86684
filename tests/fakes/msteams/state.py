"""The fake's memory, its ids and its clock. Everything else stands on this."""

import asyncio
import itertools
import random
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ..slack.faults import Chances, Fault, Trouble, Weather
from .config import Config
from .rates import Rates
from .record import Answer, Call
from .world import JSON, Dialog, Message, Person, Place, Team, Tenant

PersonRef = Person | str
PlaceRef = Place | str


@dataclass
class State(Config):
    """What there is, by tenant, and what happened so far."""

    tenants: dict[str, Tenant] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    dialogs: dict[str, Dialog] = field(default_factory=dict)
    """By person, what they have open."""
    faults: list[Fault] = field(default_factory=list)
    weather: Weather = field(default_factory=Weather)
    slowness: dict[str, float] = field(default_factory=dict)
    """Seconds between what an operation does and its answer."""
    rates: Rates = field(default_factory=Rates)
    key_number: int = 0
    """Which key signs what comes from the channel."""
    token_age: int = 0
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _last: int = 0

    # Ids and moments.

    def new_id(self, prefix: str) -> str:
        return f"{prefix}{next(self._numbers):08d}"

    def new_guid(self) -> str:
        return str(uuid.UUID(int=next(self._numbers) + (0xFA4E << 112), version=4))

    def stamp(self) -> str:
        """A message's id: the clock's reading in milliseconds, never twice the same."""
        self._last = max(self._last + 1, round(self.clock() * 1000))
        return str(self._last)

    # Who and where.

    @property
    def token_url(self) -> str:
        return f"{self.url}/{self.tenant.id}/oauth2/v2.0/token"

    @property
    def tenant(self) -> Tenant:
        """The first one; most tests have one."""
        return next(iter(self.tenants.values()))

    def add_tenant(self, name: str = "Acme") -> Tenant:
        made = Tenant(self.new_guid(), name)
        self.tenants[made.id] = made
        return made

    def add_person(self, name: str, tenant: Tenant | None = None, **more: Any) -> Person:
        """`more`: tz, email, is_guest."""
        home = tenant or self.tenant
        email = more.pop("email", f"{name.lower().replace(' ', '.')}@{home.name.lower()}.example")
        made = Person(self.new_id("29:1-"), self.new_guid(), home.id, name, email, **more)
        home.people[made.id] = made
        return made

    def add_team(
        self,
        name: str,
        members: Iterable[Person] = (),
        *,
        bot: bool = True,
        tenant: Tenant | None = None,
    ) -> Team:
        home = tenant or self.tenant
        made = Team(
            f"19:{self.new_id('t')}@thread.tacv2",
            self.new_guid(),
            home.id,
            name,
            [one.id for one in members],
            has_bot=bot,
        )
        home.teams[made.id] = made
        self.add_channel("General", team=made, ref=made.id)
        return made

    def add_channel(
        self,
        name: str,
        members: Iterable[Person] = (),
        *,
        team: Team | None = None,
        bot: bool = True,
        tenant: Tenant | None = None,
        ref: str | None = None,
    ) -> Place:
        """In a team of its own unless one is given."""
        team = team or self.add_team(f"Team {name}", members, bot=bot, tenant=tenant)
        made = Place(
            ref or f"19:{self.new_id('c')}@thread.tacv2",
            team.tenant,
            "channel",
            name.removeprefix("#"),
            team.members,
            team.has_bot,
            team.id,
        )
        team.channels.append(made)
        self.tenants[team.tenant].places[made.id] = made
        return made

    def add_group_chat(
        self,
        name: str,
        members: Iterable[Person] = (),
        *,
        bot: bool = True,
        tenant: Tenant | None = None,
    ) -> Place:
        home = tenant or self.tenant
        ids = [one.id for one in members]
        made = Place(
            f"19:{self.new_id('g')}@thread.v2", home.id, "groupChat", name, ids, has_bot=bot
        )
        home.places[made.id] = made
        return made

    def bot_chat(self, person: PersonRef) -> Place:
        """The conversation between one person and the bot, made if it was not there yet."""
        who = self.person(person)
        home = self.tenants[who.tenant]
        if (known := home.chats.get(who.id)) is not None:
            return known
        made = Place(self.new_id("a:1"), home.id, "personal", "", [who.id], has_bot=True)
        home.places[made.id] = made
        home.chats[who.id] = made
        return made

    def person(self, ref: PersonRef) -> Person:
        """By object, id, directory id, or name."""
        if isinstance(ref, Person):
            return ref
        everybody = [one for home in self.tenants.values() for one in home.people.values()]
        for one in everybody:
            if ref in (one.id, one.aad):
                return one
        for one in everybody:
            if ref in (one.name, one.email):
                return one
        raise LookupError(f"no person {ref}")

    def place(self, ref: PlaceRef) -> Place:
        """By object, id or name."""
        if isinstance(ref, Place):
            return ref
        for home in self.tenants.values():
            if ref in home.places:
                return home.places[ref]
        for home in self.tenants.values():
            for one in home.places.values():
                if one.name and ref in (one.name, f"#{one.name}"):
                    return one
        raise LookupError(f"no place {ref}")

    def team_of(self, place: Place) -> Team:
        assert place.team is not None
        return self.tenants[place.tenant].teams[place.team]

    def where(self, message: Message) -> Place:
        return self.place(message.place)

    # Trouble and record.

    def fault(
        self,
        operation: str = "*",
        *,
        status: Trouble = 500,
        times: int = 1,
        retry_after: int = 1,
        after: int = 0,
        where: Callable[[JSON], bool] = lambda _: True,
    ) -> None:
        """The next `times` requests of `operation` (that fit `where`, once `after` went well) go wrong.
        Operations: send, reply, update, delete, create, members, pagedmembers, member, team,
        channels, token, metadata, keys."""
        self.faults.append(Fault(operation, status, times, retry_after, after, where))

    def rain(self, seed: int | str, chances: dict[str, Chances]) -> None:
        """From now on requests go wrong by chance, per operation; `{}` ends it."""
        self.weather = Weather(chances, random.Random(seed))

    def struck(self, operation: str, body: JSON) -> Fault | None:
        aimed = next((one for one in self.faults if one.strikes(operation, body)), None)
        return aimed or self.weather.fault(operation)

    def note(
        self,
        operation: str,
        where: str,
        body: JSON,
        answer: JSON,
        status: int,
        targeted: bool = False,
    ) -> None:
        self.calls.append(Call(operation, where, body, answer, status, self.clock(), targeted))

    @property
    def calls_by_operation(self) -> Counter[str]:
        return Counter(call.operation for call in self.calls)

    @property
    def too_many(self) -> int:
        """How often 429 was answered."""
        return sum(call.status == 429 for call in self.calls)

    def rotate_keys(self) -> None:
        """What the channel sends is signed with another key from now on."""
        self.key_number += 1

    def revoke_tokens(self) -> None:
        """Those given out so far are refused."""
        self.token_age += 1
