"""Killing a process at a moment when it has work in hand."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from sqlalchemy import text

from tests.running.fleet import Fleet
from tests.running.member import PATIENCE, Member


@dataclass
class Dead:
    """One that was killed, and what it had in hand just then."""

    member: Member
    moments: int
    messages: int
    on_the_wire: set[str]


async def caught(town: Fleet, candidates: list[Member]) -> Dead:
    """Kills one of them while it has both moments and messages in hand."""
    async with asyncio.timeout(PATIENCE):
        while True:
            town.add_work(teams=6, asked=6, answered=2)
            while not town.world.is_drained():
                if dead := _killed(town, candidates):
                    return dead
                await asyncio.sleep(0.002)


def _killed(town: Fleet, candidates: list[Member]) -> Dead | None:
    # Locked while we look, or it would have finished some before the signal arrives.
    with town.database.everywhere() as session:
        messages, moments = (
            [tuple(row) for row in session.connection().execute(text(question)).all()]
            for question in (MESSAGES, MOMENTS)
        )
        for one in candidates:
            named = f"-{one.pid}-"
            held = [(subject, state) for who, subject, state in messages if named in who]
            handling = [who for (who,) in moments if named in who]
            if held and handling:
                one.kill()
                wire = {subject for subject, state in held if state == "sending"}
                return Dead(one, len(handling), len(held), wire)
    return None


MESSAGES = """
SELECT claimed_by, subject, state FROM delivery
WHERE state IN ('claimed', 'sending') FOR UPDATE SKIP LOCKED
"""
MOMENTS = """
SELECT executor_id FROM dbos.workflow_status WHERE status = 'PENDING' FOR UPDATE SKIP LOCKED
"""
