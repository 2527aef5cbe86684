"""Rate limits, against a Slack that keeps to its own."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from cryptography.fernet import Fernet
from sqlmodel import select

from bot import outbox
from bot.delivery import Deliveries
from bot.dispatch import Outcome
from bot.port import Pace
from bot.settings import Settings
from bot.slack.app import Slack
from handlers.events import FromPlatform
from handlers.replies import Delivered, Post, Update, channel, direct
from storage import migrate, workspaces
from storage.models import Delivery
from storage.session import Database, confine
from tests.fakes.slack import FakeSlack
from tests.platforms.scripted import card, until


@dataclass
class Shop:
    fake: FakeSlack
    slack: Slack
    deliveries: Deliveries
    database: Database

    async def put(self, *replies: Delivered) -> None:
        def write() -> None:
            with self.database.everywhere() as session:
                home = workspaces.called(session, "slack", self.fake.workspace.id)
                assert home
                confine(session, home.key)
                for reply in replies:
                    outbox.put(session, reply, now())

        await self.database.run(write)
        self.deliveries.wake()

    async def all_sent(self) -> bool:
        def read() -> bool:
            with self.database.everywhere() as session:
                return set(session.exec(select(Delivery.state)).all()) <= {"sent"}

        return await self.database.run(read)


@pytest_asyncio.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    async with contextlib.AsyncExitStack() as stack:
        fake = await stack.enter_async_context(FakeSlack.running(limits_on=True))
        database = Database(f"sqlite:///{tmp_path / 'drumbeat.db'}")
        stack.callback(database.close)
        migrate.upgrade(database)
        settings = Settings.model_validate(
            {
                "SLACK_BOT_TOKEN": fake.workspace.token,
                "SLACK_SIGNING_SECRET": fake.signing_secret,
                "SLACK_API_URL": fake.api_url,
                "DRUMBEAT_SECRET_KEYS": Fernet.generate_key().decode(),
            }
        )
        slack = Slack(settings, database, now)
        await slack.start()
        stack.push_async_callback(slack.stop)

        async def tell(_: FromPlatform) -> Outcome:
            return Outcome()

        made = Deliveries(database, {"slack": slack.platform}, "us", now, tell, every=0.1)
        await made.start()
        stack.push_async_callback(made.stop)
        yield Shop(fake, slack, made, database)


def now() -> datetime:
    return datetime.now(UTC)


@pytest.mark.long
async def test_a_fan_out_and_a_digest_arrive_whole_in_order_and_are_hardly_ever_refused(
    shop: Shop,
) -> None:
    people = [shop.fake.add_person(f"P{number:02}") for number in range(30)]
    team = shop.fake.add_channel("team", people)
    replies = [f"answer {number:02}" for number in range(6)]
    await shop.put(
        *(Post(direct(person.id), f"ask {person.id}", card("How are you?")) for person in people),
        Post(channel(team.id), "digest", card("digest")),
        *(Post(channel(team.id), reply, card(reply), under="digest") for reply in replies),
    )
    # Answers: the cards of those who gave one change, and the digest with each.
    await until(lambda: all(shop.fake.seen_by(one, shop.fake.bot_dm(one)) for one in people))
    for number, person in enumerate(people[:24]):
        await shop.put(
            Update(f"ask {person.id}", card("Thank you")),
            Update("digest", card(f"digest {number}")),
        )
    await until(shop.all_sent)
    assert shop.fake.too_many <= 2
    assert [shop.fake.text_of(each) for each in team.messages] == ["digest 23", *replies]
    assert {each.thread_ts for each in team.messages[1:]} == {team.messages[0].ts}
    for person in people:
        [prompt] = shop.fake.seen_by(person, shop.fake.bot_dm(person))
        assert shop.fake.text_of(prompt) in ("How are you?", "Thank you")


@pytest.mark.long
async def test_told_to_wait_it_waits_that_long_and_loses_nothing(shop: Shop) -> None:
    """Slower than we think we may: another app, or another process, took its part."""
    shop.slack.platform.pace = Pace(place=50, place_burst=50, workspace=50, workspace_burst=50)
    team = shop.fake.add_channel("team", [shop.fake.add_person("Ada")])
    names = [f"n{number}" for number in range(6)]
    await shop.put(*(Post(channel(team.id), name, card(name)) for name in names))
    await until(shop.all_sent)
    assert [shop.fake.text_of(each) for each in team.messages] == names
    calls = [call for call in shop.fake.calls if call.method == "chat.postMessage"]
    refused = [number for number, call in enumerate(calls) if call.status == 429]
    assert refused
    for number in refused:
        following = calls[number + 1]
        assert following.at - calls[number].at >= 1, "Retry-After says one second"
        assert following.args == calls[number].args, "the one that was refused comes first"
