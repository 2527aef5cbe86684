"""The fake's memory, its ids and its clock. Everything else stands on this."""

import asyncio
import itertools
import random
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any

from .errors import SlackError
from .faults import Chances, Fault, Trouble, Weather
from .rates import Rates
from .record import Answer, Call, Delivered
from .world import APP_SCOPES, BOT_SCOPES, JSON, Channel, Message, Person, View, Workspace

Clock = Callable[[], float]
PersonRef = Person | str
ChannelRef = Channel | str


@dataclass
class Trigger:
    team: str
    person: str
    at: float
    used: bool = False
    view: str | None = None


@dataclass
class ResponseUrl:
    team: str
    channel: str
    person: str
    at: float
    message: Message | None = None
    uses: int = 0


@dataclass
class State:
    """`clock` times triggers, rates and acks. Signatures have their own clock, real by default: a bot
    compares them with the real time."""

    clock: Clock = time.time
    signing_clock: Clock = time.time
    signing_secret: str = "5ecre7-0f-the-fake"
    app_url: str | None = None
    app_id: str = "A0000FAKE"
    app_token: str = "xapp-1-A0000FAKE-1-fake"
    app_scopes: frozenset[str] = APP_SCOPES
    client_id: str = "1111.2222"
    client_secret: str = "c11en7-5ecre7"
    limits_on: bool = False
    # Refuse what Slack would take but would embarrass us: no fallback text, pings of many, unescaped text.
    strict: bool = True
    # Real Slack also sends a bot its own direct messages.
    echo: bool = False
    retry_at_once: bool = True
    # How often a new file is refused in a message before Slack has looked through it.
    looks_at_files: int = 0
    # Seconds of real time before a hanging app is given up; only failing tests wait for it.
    patience: float = 60.0
    # Event types the app subscribed to; None is all of them.
    subscribed: frozenset[str] | None = None
    host: str = "127.0.0.1"
    port: int = 0

    workspaces: dict[str, Workspace] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    deliveries: list[Delivered] = field(default_factory=list)
    posted_to_deactivated: list[Message] = field(default_factory=list)
    pending_retries: list[tuple[JSON, int]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    weather: Weather = field(default_factory=Weather)
    # Seconds between what a method does and its answer.
    slowness: dict[str, float] = field(default_factory=dict)
    rates: Rates = field(default_factory=Rates)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    codes: dict[str, tuple[str, bool]] = field(default_factory=dict)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _last: int = 0
    _background: set["asyncio.Task[Any]"] = field(default_factory=set)

    def __post_init__(self) -> None:
        """For what needs more than fields."""

    # Where it listens.

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def api_url(self) -> str:
        """What the bot is given as SLACK_API_URL."""
        return f"{self.url}/api/"

    # Ids and moments.

    def new_id(self, prefix: str) -> str:
        return f"{prefix}{next(self._numbers):08d}"

    def stamp(self) -> str:
        """A message's ts: the clock's reading, never twice the same."""
        self._last = max(self._last + 1, round(self.clock() * 1_000_000))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    # Who and where.

    @property
    def workspace(self) -> Workspace:
        """The first workspace; most tests have one."""
        return next(iter(self.workspaces.values()))

    def add_workspace(self, name: str = "Acme", scopes: Iterable[str] = BOT_SCOPES) -> Workspace:
        team = self.new_id("T")
        bot = Person(self.new_id("U"), team, "drumbeat", "Drumbeat", is_bot=True)
        token = f"xoxb-{team}-{self.new_id('')}"
        made = Workspace(team, name, token, bot, self.new_id("B"), self.app_id, frozenset(scopes))
        made.people[bot.id] = bot
        self.workspaces[team] = made
        return made

    def reinstall(self, workspace: Workspace | None = None) -> str:
        """After an uninstall: a new token, which the OAuth exchange gives as well."""
        home = workspace or self.workspace
        home.refused, home.token = None, f"xoxb-{home.id}-{self.new_id('')}"
        return home.token

    def add_person(self, name: str, workspace: Workspace | None = None, **more: Any) -> Person:
        """`more`: tz, deleted, is_bot, is_restricted, is_ultra_restricted, is_stranger, is_admin, real_name."""
        home = workspace or self.workspace
        handle = name.lower().replace(" ", ".")
        made = Person(self.new_id("U"), home.id, handle, more.pop("real_name", name), **more)
        home.people[made.id] = made
        return made

    def add_channel(
        self,
        name: str,
        members: Iterable[Person] = (),
        *,
        private: bool = False,
        bot: bool = True,
        workspace: Workspace | None = None,
    ) -> Channel:
        home = workspace or self.workspace
        inside = [person.id for person in members] + ([home.bot.id] if bot else [])
        made = Channel(
            self.new_id("C"), home.id, name.removeprefix("#"), inside, is_private=private
        )
        home.channels[made.id] = made
        return made

    def of(self, thing: Person | Channel | Message | View) -> Workspace:
        if isinstance(thing, Message):
            return next(one for one in self.workspaces.values() if thing.channel in one.channels)
        return self.workspaces[thing.team]

    def person(self, ref: PersonRef) -> Person:
        """By object, id, handle or real name."""
        if isinstance(ref, Person):
            return ref
        for home in self.workspaces.values():
            if ref in home.people:
                return home.people[ref]
        for home in self.workspaces.values():
            for one in home.people.values():
                if ref in (one.name, one.real_name):
                    return one
        raise LookupError(f"no person {ref}")

    def channel(self, ref: ChannelRef, workspace: Workspace | None = None) -> Channel:
        """By object, id or name."""
        if isinstance(ref, Channel):
            return ref
        homes = [workspace] if workspace else list(self.workspaces.values())
        for home in homes:
            if ref in home.channels:
                return home.channels[ref]
        for home in homes:
            for one in home.channels.values():
                if ref in (one.name, f"#{one.name}"):
                    return one
        raise LookupError(f"no channel {ref}")

    def bot_dm(self, person: PersonRef) -> Channel:
        """The conversation between one person and the bot, made if it was not there yet."""
        who = self.person(person)
        home = self.of(who)
        if (known := home.ims.get(who.id)) is not None:
            return known
        made = Channel(
            self.new_id("D"), home.id, "directmessage", [who.id, home.bot.id], im_with=who.id
        )
        home.channels[made.id] = made
        home.ims[who.id] = made
        return made

    # Things with a short life.

    def new_trigger(self, person: Person, view: View | None = None) -> str:
        trigger = f"{next(self._numbers)}.{person.team}.{self.new_id('')}"
        self.triggers[trigger] = Trigger(
            person.team, person.id, self.clock(), view=view.id if view else None
        )
        return trigger

    def new_response_url(
        self, person: Person, channel: Channel, message: Message | None = None
    ) -> str:
        key = self.new_id("r")
        self.response_urls[key] = ResponseUrl(
            person.team, channel.id, person.id, self.clock(), message
        )
        return f"{self.url}/response/{key}"

    def new_code(self, workspace: Workspace) -> str:
        """What Slack hands to the OAuth redirect."""
        code = f"{self.new_id('code')}.{workspace.id}"
        self.codes[code] = (workspace.id, False)
        return code

    # Trouble and record.

    def fault(
        self,
        method: str = "*",
        *,
        status: Trouble = 500,
        times: int = 1,
        retry_after: int = 1,
        after: int = 0,
        where: Callable[[JSON], bool] = lambda _: True,
    ) -> None:
        """The next `times` calls of `method` (that fit `where`, once `after` went well) go wrong."""
        self.faults.append(Fault(method, status, times, retry_after, after, where))

    def rain(self, seed: int | str, chances: dict[str, Chances]) -> None:
        """From now on calls go wrong by chance, per method; `{}` ends it."""
        self.weather = Weather(chances, random.Random(seed))

    def struck(self, method: str, args: JSON) -> Fault | None:
        aimed = next((one for one in self.faults if one.strikes(method, args)), None)
        return aimed or self.weather.fault(method)

    @property
    def calls_by_method(self) -> Counter[str]:
        return Counter(call.method for call in self.calls)

    @property
    def too_many(self) -> int:
        """How often 429 was answered."""
        return sum(call.status == 429 for call in self.calls)

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def settled(self) -> None:
        """Until nothing that was started in the background is running."""
        while self._background:
            await asyncio.gather(*self._background, return_exceptions=True)

    def authorised(self, token: str | None) -> Workspace:
        if not token:
            raise SlackError("not_authed")
        # Our own tokens name their workspace; a test may have given one another.
        named = self.workspaces.get([*token.split("-"), ""][1]) if "-" in token else None
        for home in [named] if named and named.token == token else self.workspaces.values():
            if home.token == token:
                if home.refused:
                    raise SlackError(home.refused)
                return home
        raise SlackError("invalid_auth")
