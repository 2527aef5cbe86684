"""What compose.yaml puts up, on loopback: processes, PostgreSQL, and a proxy before those that
listen. In place of Slack and of the proxy there are small ones of ours."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from storage.session import Database
from tests.fakes.slack import FakeSlack
from tests.faults.world import World
from tests.running.balancer import Balancer, balancing
from tests.running.impatient import Nursery
from tests.running.member import Member, until


@dataclass
class Fleet:
    slack: FakeSlack
    database: Database
    balancer: Balancer
    session: aiohttp.ClientSession
    nursery: Nursery
    folder: Path
    world: World
    members: list[Member] = field(default_factory=list)
    digests: int = 0
    on_the_wire: set[str] = field(default_factory=set)
    """What the dead were just sending: nobody knows whether it arrived."""

    async def launch(self, *roles: str) -> list[Member]:
        """Started one beside the other, and ready."""
        elsewhere = {
            "DRUMBEAT_DATABASE_URL": self.database.url,
            "DRUMBEAT_PUBLIC_URL": self.balancer.url,
            "DRUMBEAT_LOG": "warning",
            "SLACK_API_URL": self.slack.api_url,
            "SLACK_BOT_TOKEN": self.slack.workspace.token,
            "SLACK_SIGNING_SECRET": self.slack.signing_secret,
        }
        made = [Member(role, self.nursery, self.session, self.folder, elsewhere) for role in roles]
        self.members += made
        await asyncio.gather(*(one.ready() for one in made))
        self.balance()
        return made

    def balance(self) -> None:
        """Requests go to those that listen."""
        self.balancer.backends = [one.url for one in self.members if one.role != "worker"]

    def add_work(self, teams: int, asked: int, answered: int) -> None:
        """So many teams with members to be asked now, and as many whose digest is due."""
        for _ in range(teams):
            self.world.add_asked(asked)
            self.world.add_digest(answered)
        self.digests += teams

    async def be(self, *roles: str) -> None:
        """Exactly these run; those that do already go on."""
        wanted, kept = list(roles), []
        for one in [one for one in self.members if one.is_running]:
            if one.role in wanted:
                wanted.remove(one.role)
                kept.append(one)
        self.dismiss(*(one for one in self.members if one not in kept))
        await self.launch(*wanted)
        await self.all_ready()

    async def drained(self) -> None:
        """Until nothing is due, at work or on its way."""
        await until(self.world.is_drained, "all is delivered")

    async def total(self, figure: str) -> Counter[str]:
        """Over all processes, by the last of its labels."""
        found: Counter[str] = Counter()
        for one in self.members:
            for name, value in (await one.figures()).items():
                if name.startswith(figure):
                    found[name.rsplit('="', 1)[1].rstrip('"}')] += int(value)
        return found

    async def all_ready(self) -> None:
        """Until the balancer has seen all of them."""
        await until(
            lambda: set(self.balancer.ready) == set(self.balancer.backends), "all are ready"
        )

    def dismiss(self, *members: Member) -> None:
        for one in members:
            one.kill()
            self.members.remove(one)
        self.balance()


@contextlib.asynccontextmanager
async def fleet(url: str) -> AsyncIterator[Fleet]:
    """PostgreSQL, Slack and the balancer; the processes are launched by whoever wants them."""
    async with (
        FakeSlack.running() as slack,
        balancing() as balancer,
        aiohttp.ClientSession() as session,
    ):
        slack.app_url = f"{balancer.url}/slack/events"
        database = Database(url)
        world = World(slack, database)
        world.install()
        with tempfile.TemporaryDirectory(prefix="drumbeat-") as folder:
            nursery = Nursery()
            made = Fleet(slack, database, balancer, session, nursery, Path(folder), world)
            try:
                yield made
            finally:
                made.dismiss(*made.members)
                nursery.close()
                database.close()
