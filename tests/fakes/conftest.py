from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest_asyncio
from slack_sdk.web.async_client import AsyncWebClient

from .peer import Peer
from .slack import Channel, FakeSlack, Person, serving
from .teams_peer import TeamsScene, teams_scene


@dataclass
class Now:
    """A clock that moves only when told."""

    at: float = 1_795_424_400.0

    def __call__(self) -> float:
        return self.at

    def move(self, seconds: float) -> None:
        self.at += seconds


@dataclass(frozen=True)
class Scene:
    slack: FakeSlack
    now: Now
    ada: Person
    ben: Person
    team: Channel
    client: AsyncWebClient


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[Scene]:
    """One workspace, two people, one channel with the bot in it; no app."""
    now = Now()
    async with FakeSlack.running(clock=now) as slack:
        ada, ben = (
            slack.add_person("Ada", tz="Europe/Paris"),
            slack.add_person("Ben", tz="America/New_York"),
        )
        client = AsyncWebClient(token=slack.workspace.token, base_url=slack.api_url)
        yield Scene(slack, now, ada, ben, slack.add_channel("team", [ada, ben]), client)


@pytest_asyncio.fixture
async def peer(scene: Scene) -> AsyncIterator[Peer]:
    """The same, with a Bolt app at the other end."""
    made = Peer(scene.slack)
    async with serving(made.app) as port:
        scene.slack.app_url = f"http://127.0.0.1:{port}/slack/events"
        yield made


@pytest_asyncio.fixture
async def scene_on_teams() -> AsyncIterator[TeamsScene]:
    """One tenant, two people, one channel with a bot of few lines in it."""
    async with teams_scene() as made:
        yield made
