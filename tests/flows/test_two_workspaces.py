"""Whatever happens in one workspace, nothing of another changes or is seen, though people and
channels go by the same ids in both."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import delete, select

from bot.dispatch import Outcome
from handlers.events import (
    Commanded,
    FormSent,
    FromPlatform,
    HomeOpened,
    Joined,
    Left,
    PersonChanged,
    PlaceChanged,
    Pressed,
    RosterKnown,
    Said,
    Undeliverable,
    Uninstalled,
)
from storage.models import Due, Owned
from storage.session import Database
from tests.flows.office import SETTINGS, Office, at, in_days, set_up

SECRET = "Zugzwang"
NAMES = ("Ada", "Ben", "Cleo")
NUMBERS = itertools.count(1)

who = st.sampled_from([f"U-{name}" for name in (*NAMES, "Sam")])
place = st.sampled_from(["C-core", "C-web", "D-U-Ada", ""])
said = st.sampled_from(["skip", "-", "3", "Lists", ""])
key = st.sampled_from(["e1", "e2", "e3", "e7", "standup:1:roster:e2"])
line = st.sampled_from(["", "setup", "status", "skip", "edit", "dance"])
answers = st.sampled_from([SETTINGS, {"q1": "Lists", "q2": "More"}, {}])

Step = Callable[[Office, list[str], list[str]], Awaitable[Outcome | None]]
"""Does something in our office, given the ids of its neighbour's stand-up and its messages."""


def args(theirs: list[str], pick: int, day: int) -> dict[str, str]:
    numbers = ["1", "2", "3", *theirs]
    return {"standup": numbers[pick % len(numbers)], "day": in_days(day).isoformat()}


days = st.integers(-2, 3)
picks = st.integers(0, 5)


@st.composite
def steps(draw: st.DrawFn) -> Step:
    person, where, words, seen = draw(who), draw(place), draw(said), draw(key)
    pick, day = draw(picks), draw(days)
    kind = draw(st.sampled_from(["command", "form", "press", "say", "home", "change", "time"]))

    async def step(office: Office, theirs: list[str], refs: list[str]) -> Outcome | None:
        origin = office.origin(person, where)
        channel = office.origin(person, "C-core")
        happens = office.happens
        thread = refs[pick % len(refs)] if pick else ""
        match kind:
            case "command":
                return await happens(Commanded(origin, "standup", line_words, seen))
            case "form":
                form = ("standup.answers", "standup.setup")[pick % 2]
                return await happens(
                    FormSent(origin, form, args(theirs, pick, day), form_answers, seen)
                )
            case "press":
                action = ("standup.skip", "standup.answer")[pick % 2]
                return await happens(Pressed(origin, action, args(theirs, pick, day), "m1", seen))
            case "say":
                return await happens(Said(origin, words, "m1", thread, seen))
            case "home":
                return await happens(HomeOpened(origin))
            case "change":
                facts = office.chat.people[person]
                changes: list[FromPlatform] = [
                    PersonChanged(origin, facts, seen),
                    Joined(channel, False, seen),
                    Left(channel, False, seen),
                    PlaceChanged(channel, "archived", seen),
                    PlaceChanged(channel, "restored", seen),
                    RosterKnown(channel, (facts,), seen),
                    Undeliverable(channel, "standup:1:intro", "C-core", "archived", seen),
                    Uninstalled(channel, seen),
                ]
                return await happens(changes[change])
            case _:
                await office.until(office.now + (at("12:00") - at("08:00")) * (pick + 1))
                return None

    line_words, form_answers = draw(line), draw(answers)
    change = draw(st.integers(0, 7))
    return step


def rows(office: Office) -> dict[str, list[dict[str, Any]]]:
    """All that a workspace has."""
    with office.inside() as session:
        return {
            table.__name__: [row.model_dump() for row in session.exec(select(table)).all()]
            for table in Owned.__subclasses__()
        }


async def neighbour(database: Database) -> Office:
    """With a stand-up on Sundays: asked, half answered, and silent for the rest of the week."""
    office = Office(database, workspace="B", now=at("08:00", day=in_days(-1)))
    ada, ben, cleo = (office.person(name) for name in NAMES)
    words = {"name": SECRET, "days": "sun", "questions": f"What of {SECRET}?\nAnything else?"}
    await set_up(office, ada, ben, cleo, **words)
    await office.until(at("09:30", day=in_days(-1)))
    await ada.says(f"{SECRET} one")
    await ben.sends(await ben.form(), {field.id: SECRET for field in (await ben.form()).fields})
    await office.until(at("23:00", day=in_days(-1)))
    return office


async def live(theirs: Office, happenings: list[Step]) -> None:
    before = rows(theirs)
    ours = Office(theirs.database, workspace=f"A{next(NUMBERS)}", now=at("08:00"))
    ours.person("Sam")
    await set_up(ours, *(ours.person(name) for name in NAMES))
    standup = [str(row["id"]) for row in before["Standup"]]
    refs = [row["ref"] for row in before["Delivery"] if row["ref"]]
    for step in happenings:
        outcome = await step(ours, standup, refs)
        assert SECRET not in repr(outcome)
    assert rows(theirs) == before
    assert SECRET not in repr(rows(ours))
    # Out of the way of the next example's clock.
    with ours.inside() as session:
        session.exec(delete(Due))
        session.commit()


@pytest.mark.long
def test_nothing_of_another_workspace_changes_or_is_seen(sqlite_database: Database) -> None:
    theirs = asyncio.run(neighbour(sqlite_database))

    @given(st.lists(steps(), min_size=3, max_size=12))
    @settings(
        max_examples=15,
        deadline=None,
        derandomize=True,
        # Smaller examples would take minutes to find and tell no more.
        phases=(Phase.generate,),
        suppress_health_check=[HealthCheck.too_slow],
    )
    def check(happenings: list[Step]) -> None:
        asyncio.run(live(theirs, happenings))

    check()
