"""The ledger, drained: each message arrives, once, in order."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.port import NotYet, Stopped, Trouble
from bot.sending import LONGEST_PAUSE, TRIES, pause
from handlers.cards import Card, plain
from handlers.events import PersonFacts, RosterKnown, Undeliverable
from handlers.replies import AskRoster, Place, Post, Remove, Update
from storage import deliveries, workspaces
from storage.session import Database
from tests.platforms.scripted import MONDAY, post_office, until

pytestmark = pytest.mark.asyncio


async def test_a_message_is_posted_once(database: Database) -> None:
    office = await post_office(database)
    async with office.open():
        await office.ledger.post("hello")
        await until(lambda: office.ledger.is_("hello", "sent"))
        await office.ledger.post("hello")
        await office.ledger.post("after")
        await until(lambda: office.ledger.is_("after", "sent"))
    row = await office.ledger.row("hello")
    assert office.platform.words() == ["hello", "after"]
    assert (row.ref, row.sent_revision, row.claimed_by, row.attempts) == ("m1", 1, "", 0)
    assert office.platform.calls("post") == ["1:hello", "1:after"]


async def test_a_wake_up_is_never_missed(database: Database) -> None:
    office = await post_office(database)
    made = office.deliveries()
    made._every = 3600
    await made.start()
    for number in range(20):
        await office.ledger.post(f"n{number}", place=f"C{number % 3}")
        made.wake()
    await until(lambda: office.ledger.all_are("sent"))
    await made.stop()


async def test_an_update_takes_the_place_of_what_still_waits(database: Database) -> None:
    office = await post_office(database)
    await office.ledger.post("digest")
    await office.ledger.update("digest", "newer")
    async with office.open():
        await until(lambda: office.ledger.all_are("sent"))
    assert office.platform.words() == ["newer"]
    assert office.platform.calls("update") == []


async def test_an_update_of_what_is_there_changes_it_in_place(database: Database) -> None:
    office = await post_office(database)
    async with office.open():
        await office.ledger.post("digest")
        await until(lambda: office.ledger.all_are("sent"))
        await office.ledger.update("digest", "newer")
        await until(lambda: office.platform.words() == ["newer"])
        await until(lambda: office.ledger.all_are("sent"))
    assert office.platform.calls("update") == ["m1"]
    assert (await office.ledger.row("digest")).sent_revision == 2


async def test_updates_while_it_is_on_the_wire_are_sent_after_it_the_last_one_only(
    database: Database,
) -> None:
    office = await post_office(database)
    gate = office.platform.close_gate("C1")
    async with office.open():
        await office.ledger.post("digest")
        await until(lambda: office.platform.on_wire["C1"] == 1)
        for words in ("second", "third", "fourth"):
            await office.ledger.update("digest", words)
        gate.set()
        await until(lambda: office.ledger.all_are("sent"))
    assert office.platform.words() == ["fourth"]
    assert office.platform.asked == [("post", "1:digest"), ("update", "m1")]


async def test_a_conversation_keeps_its_order(database: Database) -> None:
    office = await post_office(database)
    names = [f"n{number:02}" for number in range(12)]
    for name in names:
        await office.ledger.post(name)
        await office.ledger.post(f"{name} too", place="C2")
    async with office.open():
        await until(lambda: office.ledger.all_are("sent"))
    assert office.platform.words("C1") == names
    assert office.platform.words("C2") == [f"{name} too" for name in names]


async def test_a_conversation_keeps_its_order_when_two_processes_deliver(
    database: Database,
) -> None:
    office = await post_office(database)
    names = [f"n{number:02}" for number in range(12)]
    for name in names:
        await office.ledger.post(name)
    async with office.open("one"), office.open("two"):
        await until(lambda: office.ledger.all_are("sent"))
    assert office.platform.words() == names


async def test_conversations_do_not_wait_for_each_other(database: Database) -> None:
    office = await post_office(database)
    office.platform.close_gate("C1")
    async with office.open():
        await office.ledger.post("stuck")
        await office.ledger.post("behind it")
        await office.ledger.post("free", place="C2")
        await until(lambda: office.ledger.is_("free", "sent"))
        assert not await office.ledger.is_("stuck", "sent")
        assert await office.ledger.is_("behind it", "waiting")


async def test_a_reply_waits_for_its_thread(database: Database) -> None:
    office = await post_office(database)
    office.platform.failures["C1"] = [Trouble("down")]
    await office.ledger.post("digest")
    await office.ledger.post("answer", under="digest")
    async with office.open() as made:
        await until(lambda: office.ledger.is_("digest", "waiting"))
        await until(lambda: office.platform.asked == [("post", "1:digest"), ("find", "1:digest")])
        await until(made.idle)
        assert await office.ledger.is_("answer", "waiting")
        office.later(1)
        await until(lambda: office.ledger.all_are("sent"))
    assert [(there.words, there.thread) for there in office.platform.there.values()] == [
        ("digest", ""),
        ("answer", "m1"),
    ]


async def test_a_thread_that_can_never_begin_stops_its_replies_and_tells_once(
    database: Database,
) -> None:
    office = await post_office(database)
    office.platform.failures["C1"] = [Stopped("archived", "is_archived")]
    await office.ledger.post("digest")
    await office.ledger.post("one", under="digest")
    await office.ledger.post("two", under="digest")
    async with office.open() as made:
        await until(lambda: office.ledger.all_are("stopped"))
        await until(made.idle)
    [event] = office.told.events
    assert isinstance(event, Undeliverable)
    assert (event.subject, event.place, event.why) == ("digest", "C1", "archived")
    assert (await office.ledger.row("digest")).trouble == "archived: is_archived"


async def test_a_reply_to_a_thread_that_never_began_keeps_nobody_busy(database: Database) -> None:
    office = await post_office(database)
    office.platform.failures["C1"] = [Stopped("archived")]
    async with office.open() as made:
        await office.ledger.post("digest")
        await until(lambda: office.ledger.is_("digest", "stopped"))
        await office.ledger.post("late answer", under="digest")
        await until(made.idle)


async def test_a_stop_that_nobody_took_in_is_told_again(database: Database) -> None:
    office = await post_office(database)
    office.platform.failures["C1"] = [Stopped("archived"), Stopped("archived")]
    office.told.refusing = 1
    await office.ledger.post("digest")
    async with office.open():
        await until(lambda: office.told.refusing == 0)
        await until(lambda: office.ledger.is_("digest", "waiting"))
        office.later(1)
        await until(lambda: office.ledger.is_("digest", "stopped"))
    assert len(office.told.events) == 1


async def test_a_place_that_stops_again_after_it_was_back_is_told_again(
    database: Database,
) -> None:
    office = await post_office(database)
    office.platform.failures["C1"] = [Stopped("refused"), Stopped("refused")]
    async with office.open():
        await office.ledger.post("digest")
        await until(lambda: office.ledger.is_("digest", "stopped"))
        await office.ledger.everywhere(lambda s: deliveries.revive(s, "C1", office.ledger.now))
        await until(lambda: len(office.told.events) == 2)
    keys = {event.seen_key for event in office.told.events}
    assert len(keys) == 2, "the second stop would be taken for the first one, told again"


async def test_a_message_that_somebody_deleted_does_not_pause_its_channel(
    database: Database,
) -> None:
    office = await post_office(database)
    async with office.open():
        await office.ledger.post("digest")
        await until(lambda: office.ledger.is_("digest", "sent"))
        office.platform.failures["C1"] = [Stopped("no such place", "message_not_found")]
        await office.ledger.update("digest", "newer")
        await until(lambda: office.ledger.is_("digest", "stopped"))
    assert office.told.events == []


async def test_trouble_is_tried_again_after_growing_pauses(database: Database) -> None:
    office = await post_office(database)
    office.platform.failures["C1"] = [Trouble("down")] * 3
    await office.ledger.post("hello")
    async with office.open() as made:
        for wait in (1, 2, 4):
            until_then = office.ledger.now + timedelta(seconds=wait)

            async def is_put_off(at: object = until_then) -> bool:
                return (await office.ledger.row("hello")).not_before == at

            await until(is_put_off)
            await until(made.idle)
            office.later(wait)
        await until(lambda: office.ledger.is_("hello", "sent"))
    row = await office.ledger.row("hello")
    assert office.platform.words() == ["hello"]
    assert (row.repeats, row.trouble, row.due_at) == (3, "", MONDAY)


async def test_what_is_certainly_not_there_is_tried_again_and_counts_as_no_repeat(
    database: Database,
) -> None:
    office = await post_office(database)
    office.platform.failures["C1"] = [NotYet("a file is not looked through yet")]
    await office.ledger.post("chart")
    later = office.ledger.now + pause(1)

    async def is_put_off() -> bool:
        return (await office.ledger.row("chart")).not_before == later

    async with office.open() as made:
        await until(is_put_off)
        await until(made.idle)
        office.later(pause(1).total_seconds())
        await until(lambda: office.ledger.all_are("sent"))
    row = await office.ledger.row("chart")
    assert (row.repeats, row.trouble) == (0, "")
    assert office.platform.words() == ["chart"]
    assert office.platform.calls("find") == []


async def test_pauses_grow_to_five_minutes_and_trying_goes_on_for_more_than_a_day() -> None:
    waits = [pause(attempt) for attempt in range(1, TRIES + 1)]
    assert waits == sorted(waits) and waits[-1] == LONGEST_PAUSE
    assert sum(waits, timedelta()) > timedelta(days=1)


async def test_what_arrived_although_the_answer_was_lost_is_found_where_one_can_ask(
    database: Database,
) -> None:
    office = await post_office(database)
    office.platform.can_be_asked = True
    office.platform.late_failures = [Trouble("reset")]
    async with office.open():
        await office.ledger.post("hello")
        await until(lambda: office.ledger.is_("hello", "sent"))
    row = await office.ledger.row("hello")
    assert office.platform.words() == ["hello"]
    assert (row.ref, row.repeats) == ("m1", 0)


async def test_what_may_have_arrived_is_sent_again_and_counted_where_one_cannot_ask(
    database: Database,
) -> None:
    office = await post_office(database)
    office.platform.late_failures = [Trouble("reset")]
    async with office.open():
        await office.ledger.post("hello")
        await until(lambda: office.ledger.is_("hello", "waiting"))
        await until(lambda: ("find", "1:hello") in office.platform.asked)
        office.later(1)
        await until(lambda: office.ledger.is_("hello", "sent"))
    assert office.platform.words() == ["hello", "hello"]
    assert (await office.ledger.row("hello")).repeats == 1


async def test_a_mistake_of_ours_is_tried_again_and_keeps_nobody_waiting(
    database: Database,
) -> None:
    office = await post_office(database)
    office.platform.failures["C1"] = [KeyError("ts")]
    async with office.open():
        await office.ledger.post("hello")
        await office.ledger.post("after")
        await until(lambda: office.ledger.is_("after", "sent"))
        office.later(1)
        await until(lambda: office.ledger.is_("hello", "sent"))


async def test_a_removal_takes_a_message_back_and_one_not_yet_sent_never_goes_out(
    database: Database,
) -> None:
    office = await post_office(database)
    await office.ledger.post("never")
    await office.ledger.put(Remove("never"))
    async with office.open():
        await office.ledger.post("poll")
        await until(lambda: office.ledger.all_are("sent"))
        await office.ledger.put(Remove("poll"))
        await until(lambda: office.platform.there == {})
    assert office.platform.calls("post") == ["1:poll"]


async def test_a_page_that_was_taken_back_can_come_again(database: Database) -> None:
    office = await post_office(database)
    long = Card("Long", tuple(plain("x" * 2000) for _ in range(8)))
    short = Card("Short", (plain("x"),))
    async with office.open():
        await office.ledger.put(Post(Place("C1", "channel"), "digest", long))
        for card, count in ((long, 2), (short, 1), (long, 2)):
            await office.ledger.put(Update("digest", card))
            await until(lambda count=count: len(office.platform.there) == count)  # type: ignore[misc]
            await until(lambda: office.ledger.all_are("sent"))
    assert office.told.events == []


async def test_who_is_in_a_channel_is_told_and_asked_again_until_it_was_taken_in(
    database: Database,
) -> None:
    office = await post_office(database)
    office.platform.people = (PersonFacts("U1", "Ada", "Europe/Berlin"),)
    office.told.refusing = 1
    async with office.open():
        await office.ledger.put(AskRoster("C1", "roster:1"))
        await until(lambda: office.told.refusing == 0)
        await until(lambda: office.ledger.is_("roster:1", "waiting"))
        office.later(1)
        await until(lambda: office.ledger.is_("roster:1", "sent"))
    [event] = office.told.events
    assert isinstance(event, RosterKnown)
    assert event.people == office.platform.people and event.origin.place == "C1"
    assert (await office.ledger.row("roster:1")).repeats == 0


async def test_a_platform_that_is_not_configured_here_is_looked_for_again_later(
    database: Database,
) -> None:
    office = await post_office(database)
    await office.ledger.add_workspace("T2", platform="other")
    async with office.open():
        await office.ledger.post("there", ref="T2")
        await until(lambda: office.ledger.is_("there", "waiting"))

        async def is_put_off() -> bool:
            return (await office.ledger.row("there")).not_before > office.ledger.now

        await until(is_put_off)


async def test_stopping_finishes_what_is_on_the_wire_and_leaves_the_rest(
    database: Database,
) -> None:
    office = await post_office(database)
    gate = office.platform.close_gate("C1")
    made = office.deliveries()
    await made.start()
    for name in ("first", "second", "third"):
        await office.ledger.post(name)
    await until(lambda: office.platform.on_wire["C1"] == 1)
    stopping = asyncio.create_task(made.stop())
    await asyncio.sleep(0)
    gate.set()
    await stopping
    assert [row.state for row in await office.ledger.rows()] == ["sent", "waiting", "waiting"]
    assert office.platform.words() == ["first"]


async def test_nothing_goes_to_a_workspace_that_has_thrown_us_out(database: Database) -> None:
    office = await post_office(database)

    def uninstall(session: Session) -> None:
        workspace = workspaces.called(session, "scripted", "T1")
        assert workspace
        workspaces.uninstall(session, workspace.key, office.ledger.now)

    await office.ledger.post("hello")
    await office.ledger.everywhere(uninstall)
    async with office.open():
        await until(lambda: office.ledger.is_("hello", "stopped"))
    assert office.platform.asked == [] and office.told.events == []
