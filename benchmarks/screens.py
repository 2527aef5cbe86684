"""The two heaviest screens, from the event to Slack's blocks: the digest of a 200-person team, and
the home pane of a person in 20 teams; beside those of one person and of one team.
"""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import event
from sqlmodel import Session, SQLModel, col, select

from benchmarks.catalogue import Found
from benchmarks.databases import opened
from bot import logs
from bot.dispatch import Dispatch
from bot.slack import render
from handlers.events import Due, HomeOpened, Origin
from handlers.plainly import card_from_plain
from handlers.registry import everything
from handlers.standup.questions import DEFAULTS
from storage.models import Delivery, Entry, Member, Person, Prompt, Standup, StandupDay, Team
from storage.models import Workspace as WorkspaceRow
from storage.session import Database, confine

ROUNDS = 9
CROWD = 200
TEAMS = 20
DAYS = 10
"""Of history that the home pane must find its way through."""
OTHERS_DAYS = 50
DAY = date(2026, 11, 23)
ASKED = datetime(2026, 11, 23, 9, tzinfo=UTC)
CLOSED = ASKED + timedelta(hours=4)


@dataclass
class Took:
    ms: float
    queries: int


def digest_200() -> Found:
    """The digest of a team of 200 with all answers in its thread, beside that of one person."""
    with opened("sqlite") as database:
        _people(database, CROWD)
        crowds = [_team(database, CROWD, [DAY]) for _ in range(ROUNDS + 1)]
        alone = [_team(database, 1, [DAY]) for _ in range(ROUNDS + 1)]
        dispatch = _dispatch(database)
        took: dict[str, list[Took]] = {"ours": [], "peer": []}
        for many, one in zip(crowds, alone, strict=True):
            took["ours"].append(_digest(database, dispatch, many))
            took["peer"].append(_digest(database, dispatch, one))
    return _found(
        took,
        "201 messages as plain values into the ledger and back (a third), Slack's blocks (a fifth), "
        "one statement that saves them all; the day is read once, whatever the team's size",
    )


def home_20_teams() -> Found:
    """The home pane of a person in 20 teams, beside that of a person in one."""
    with opened("sqlite") as database:
        _people(database, CROWD)
        days = [DAY - timedelta(days=back) for back in range(DAYS)]
        for number in range(TEAMS):
            _team(database, 2 if number == 0 else 1, days)
        # The rest of the workspace, whose history must not be walked through.
        _team(database, CROWD, [DAY - timedelta(days=back) for back in range(OTHERS_DAYS)], since=3)
        dispatch = _dispatch(database)
        took: dict[str, list[Took]] = {"ours": [], "peer": []}
        for _ in range(ROUNDS + 1):
            took["ours"].append(_home(database, dispatch, "U1"))
            took["peer"].append(_home(database, dispatch, "U2"))
    return _found(took, "six statements, half of it rows made into objects; and Slack's blocks")


def _found(took: dict[str, list[Took]], dominates: str) -> Found:
    # The first round warms up: statements are compiled, time zones read.
    ours, peer = (statistics.median(each.ms for each in took[of][1:]) for of in ("ours", "peer"))
    queries = {of: took[of][-1].queries for of in ("ours", "peer")}
    return {
        "ours": ours,
        "peer": peer,
        "unit": "ms CPU",
        "ratio": ours / peer,
        "details": {"queries": queries},
        "dominates": dominates,
    }


@contextlib.contextmanager
def _watched(database: Database) -> Iterator[Took]:
    """CPU time, which others on the machine disturb least, and statements."""
    took = Took(0, 0)

    def count(*_: Any) -> None:
        took.queries += 1

    event.listen(database.engine, "before_cursor_execute", count)
    began = time.process_time()
    try:
        yield took
    finally:
        took.ms = (time.process_time() - began) * 1000
        event.remove(database.engine, "before_cursor_execute", count)


def _digest(database: Database, dispatch: Dispatch, team: int) -> Took:
    args = {"standup": str(team), "day": DAY.isoformat()}
    due = Due(1, "standup.digest", f"standup:{team}:digest@{CLOSED.isoformat()}", CLOSED, args)
    with _watched(database) as took:
        asyncio.run(dispatch.handle_due(due))
        with database.everywhere() as session:
            about = col(Delivery.subject).startswith(f"standup:{team}:")
            rows = session.exec(select(Delivery).where(about)).all()
        for row in rows:
            render.message(card_from_plain(row.content))
    assert rows
    return took


def _home(database: Database, dispatch: Dispatch, person: str) -> Took:
    opened = HomeOpened(Origin("slack", "T1", person, "", "nowhere"))
    with _watched(database) as took:
        outcome = asyncio.run(dispatch.handle(opened))
        assert outcome.home
        render.home(outcome.home)
    return took


def _dispatch(database: Database) -> Dispatch:
    logs.set_up("error")
    return Dispatch(database, everything(), {}, lambda: CLOSED, lambda: None)


def _people(database: Database, many: int) -> None:
    with database.everywhere() as session:
        session.add(WorkspaceRow(platform="slack", ref="T1", installed_at=ASKED))
        session.flush()
        confine(session, 1)
        facts: dict[str, Any] = {"zone": "UTC", "facts_at": ASKED}
        for number in range(1, many + 1):
            session.add(Person(ref=f"U{number}", name=f"Person {number}", **facts))


def _team(database: Database, many: int, days: list[date], since: int = 1) -> int:
    """With the people from `since` to `many`, all asked and all but every tenth answered; every third is blocked.
    Returns its stand-up."""
    with database.everywhere() as session:
        confine(session, 1)
        team = Team(name="Harbor", place="", zone="UTC", created_at=ASKED)
        _save(session, team)
        team.place, team.name = f"C{team.key}", f"Harbor {team.key}"
        questions = [question.plain() for question in DEFAULTS]
        standup = Standup(team_id=team.key, questions=questions, updated_at=ASKED)
        _save(session, standup)
        people = range(since, many + 1)
        for person in people:
            session.add(Member(team_id=team.key, person_id=person, joined_at=ASKED))
        for day in days:
            _day(session, standup, day, people)
    return standup.key


def _day(session: Session, standup: Standup, day: date, people: range) -> None:
    of: dict[str, Any] = {"standup_id": standup.key, "day": day}
    session.add(StandupDay(**of, questions=standup.questions))
    for person in people:
        asked = of | {"person_id": person}
        session.add(Prompt(**asked, asked_at=ASKED, closes_at=CLOSED))
        if person % 10:
            session.add(Entry(**asked, answers=_answers(person), first_at=ASKED))


def _answers(person: int) -> dict[str, str]:
    blocked = "The staging database is down since Friday, and nobody answers." * (person % 3 == 0)
    return {
        "q1": "Went through the invoices that were rejected and wrote to the bank.\n- two are left",
        "q2": "Ship the export & tell sales",
        "q3": blocked,
        "q4": str(person % 5 + 1),
    }


def _save(session: Session, row: SQLModel) -> None:
    session.add(row)
    session.flush()
