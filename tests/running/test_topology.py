"""Several processes on one PostgreSQL behind a load balancer: real ones, as compose.yaml has them."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.conftest import Borrow
from tests.fakes.slack import Answer, View
from tests.running.balancer import Balancer
from tests.running.catching import caught
from tests.running.fleet import Fleet, fleet
from tests.running.member import SERVICES, Member, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROLES = [service["command"][-1] for service in SERVICES.values() if service.get("build")]
"""What compose.yaml starts."""
Note = Callable[[str, object], None]
TAKEN_OVER = 30.0
"""Seconds from a kill until all is delivered."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(borrow_postgres: Borrow) -> AsyncIterator[Fleet]:
    with borrow_postgres() as url:
        async with fleet(url) as made:
            yield made


@pytest.fixture(autouse=True)
def what_they_said(town: Fleet) -> Iterator[None]:
    """For whoever wants to know why a test failed."""
    yield
    for one in town.members:
        print(f"{one} said:", one.log.read_text()[-2000:])


@pytest_asyncio.fixture(loop_scope="module")
async def trio(town: Fleet) -> Fleet:
    await town.be("all", "all", "all")
    return town


@pytest_asyncio.fixture(loop_scope="module")
async def pair(town: Fleet) -> Fleet:
    await town.be("all", "all")
    return town


@pytest_asyncio.fixture(loop_scope="module")
async def composed(town: Fleet) -> Fleet:
    """As compose.yaml has it, with one more that works."""
    await town.be(*ROLES, "worker")
    return town


def opened(answer: Answer) -> View:
    assert answer.ok and answer.view, answer
    return answer.view


async def test_any_of_them_takes_any_request(trio: Fleet) -> None:
    slack, before = trio.slack, Counter(trio.balancer.served)
    ada = slack.add_person("Ada", tz="UTC")
    core = slack.add_channel("core", [ada])
    # One opens the form, the next takes it, and what it says is known to the third.
    form = opened(await slack.command(ada, core, "/standup", "setup"))
    assert (await slack.submit(ada, form)).ok
    status = await slack.command(ada, core, "/standup", "status")
    assert "core" in str(status.messages[0].blocks).lower()

    asked = trio.world.add_asked(1)
    [ben] = asked.people
    await trio.drained()
    [prompt] = slack.seen_by(ben, slack.bot_dm(ben))
    answers = opened(await slack.press(ben, prompt, "Answer"))
    given = {"q1": "Spread the work", "q2": "Rest"}
    saved = await slack.submit(ben, answers, given)
    assert saved.ok and saved.response_action == "clear"
    assert ben.id in trio.world.answers_kept()
    status = await slack.command(ben, asked.place, "/standup", "status")
    assert "Answered: " in str(status.messages[0].blocks)
    served = trio.balancer.served - before
    assert sorted(served) == sorted(one.url for one in trio.members)
    assert sum(served.values()) == 6


async def test_an_event_that_comes_again_to_another_has_its_effect_once(trio: Fleet) -> None:
    slack = trio.slack
    [ada] = trio.world.add_asked(1).people
    await trio.drained()
    before, served = await trio.total('drumbeat_event_seconds_count{event="Said"'), set()
    event = await slack.dm(ada, "Tied the knots")
    assert event
    for _ in trio.members:
        was = Counter(trio.balancer.served)
        assert (await slack.redeliver(event)).ok
        served |= set(trio.balancer.served - was)
    await trio.drained()
    assert len(served) == len(trio.members)
    after = await trio.total('drumbeat_event_seconds_count{event="Said"')
    assert after - before == Counter({"ok": 1, "repeated": 3})
    said = [message.text for message in slack.seen_by(ada, slack.bot_dm(ada))]
    # The second question, not the third: what was said is the answer to the first only.
    assert [words for words in said if "What will you do next?" in words] == said[-1:]


async def test_three_tick_and_everybody_is_asked_once(trio: Fleet) -> None:
    teams = 8
    for one in trio.members:
        assert (await one.figures())["drumbeat_moments_overdue"] == 0
    before = await trio.total("drumbeat_moments_total")
    trio.add_work(teams, asked=3, answered=1)
    await trio.drained()
    counted = await trio.total("drumbeat_moments_total") - before
    assert counted == Counter({"standup.ask": teams, "standup.digest": teams})
    arrived = trio.world.arrived()
    assert {subject for subject in arrived if ":ask:" in subject} == trio.world.prompt_subjects()
    assert set(arrived.values()) == {1}


@pytest.mark.long
async def test_the_work_is_shared(trio: Fleet) -> None:
    before = [await one.sent() for one in trio.members]
    shares: list[float] = []
    # Whoever looks first takes what it can do at once; with enough of it everybody gets some.
    async with asyncio.timeout(TAKEN_OVER):
        while not (shares and all(shares)):
            trio.add_work(teams=8, asked=3, answered=1)
            await trio.drained()
            after = [await one.sent() for one in trio.members]
            shares = [now - then for now, then in zip(after, before, strict=True)]
    assert sum(shares) >= 8 * 4


async def test_what_a_killed_one_had_in_hand_is_taken_over(
    trio: Fleet, record_property: Note
) -> None:
    await taken_over(trio, trio.members, record_property)


async def taken_over(town: Fleet, candidates: list[Member], note: Note) -> None:
    """One that has moments and messages in hand is killed; nobody lifts a finger."""
    asked_before = len(town.world.asked)
    dead = await caught(town, candidates)
    town.on_the_wire |= dead.on_the_wire
    killed_at = time.monotonic()
    town.members.remove(dead.member)
    town.balance()
    await town.drained()
    seconds = time.monotonic() - killed_at
    words = f"{dead.moments} moments and {dead.messages} messages in hand"
    note("taken over", f"{dead.member.role} killed with {words}: all delivered in {seconds:.1f} s")
    assert dead.moments and dead.messages
    assert seconds < TAKEN_OVER
    assert len(town.world.asked) > asked_before
    arrived = town.world.arrived()
    assert town.world.prompt_subjects() <= arrived.keys()
    rows = {row.subject: row for row in town.world.rows()}
    assert {row.state for row in rows.values()} == {"sent"}
    doubled = {subject for subject, times in arrived.items() if times > 1}
    assert doubled <= town.on_the_wire
    assert all(arrived[subject] == 1 + rows[subject].repeats for subject in doubled)
    digests = [subject for subject in arrived if subject.endswith(":digest")]
    assert len(digests) == town.digests


@pytest.mark.long
async def test_a_restart_of_one_after_the_other_drops_no_request(pair: Fleet) -> None:
    slack, balancer = pair.slack, pair.balancer
    ada = slack.add_person("Ada")
    core = slack.add_channel("restarting", [ada])
    told: list[Answer] = []
    done = asyncio.Event()

    async def asking() -> None:
        while not done.is_set():
            told.append(await slack.command(ada, core, "/drumbeat", "help"))

    old = list(pair.members)
    await pair.launch(*(one.role for one in old))
    await pair.all_ready()
    crowd = [asyncio.create_task(asking()) for _ in range(4)]
    for one in old:
        stopping = ToldToStop(one, balancer)
        slack.fault("views.open", where=stopping)
        while not stopping.struck:
            form = opened(await slack.command(ada, core, "/standup", "setup"))
            await slack.close(ada, form)
        await until(one.is_shut, "it listens no more")
        assert len(balancer.ready) >= 2
    done.set()
    await asyncio.gather(*crowd)
    assert [await one.gone() for one in old] == [0, 0]
    assert balancer.dropped == []
    assert [one for one in told if not (one.ok and one.messages)] == []
    assert len(told) > 50


@dataclass
class ToldToStop:
    """At the moment when it has a request in hand, and asks Slack something to answer it."""

    member: Member
    balancer: Balancer
    struck: bool = False

    def __call__(self, _args: object) -> bool:
        if not self.struck and self.balancer.in_flight[self.member.url]:
            self.struck = True
            self.member.ask_to_stop()
        return False


@pytest.mark.long
async def test_what_a_killed_worker_had_in_hand_is_taken_over(
    composed: Fleet, record_property: Note
) -> None:
    workers = [one for one in composed.members if one.role == "worker"]
    await taken_over(composed, workers, record_property)
