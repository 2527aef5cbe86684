"""The ledger, drained: every message that is committed reaches its platform, at the right pace."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlmodel import Session

from bot.noting import Noting
from bot.pace import Pacer
from bot.port import Home, Limited, Platform, Stopped, Trouble, Why
from handlers.events import FromPlatform, Origin, RosterKnown, Undeliverable
from handlers.plainly import card_from_plain
from handlers.replies import Place
from storage import deliveries, workspaces
from storage.models import Delivery
from storage.session import Database

log = structlog.get_logger()

BATCH = 200
IN_FLIGHT = 400
"""Messages in hand at once; more wait in the ledger."""
FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=5)
TRIES = 500
"""About 40 hours of trying."""


@dataclass(frozen=True, slots=True)
class Job:
    """One row in hand."""

    id: int
    home: Home
    platform: str
    subject: str
    kind: str
    place: Place
    content: dict[str, object]
    revision: int
    ref: str
    thread: str
    attempts: int


@dataclass(slots=True)
class Lane:
    """One conversation: one message at a time, in order."""

    lock: asyncio.Lock
    users: int = 0


class Deliveries:
    def __init__(
        self,
        database: Database,
        platforms: dict[str, Platform],
        process: str,
        now: Callable[[], datetime],
        tell: Callable[[FromPlatform], Awaitable[object]],
        every: float = 1.0,
    ) -> None:
        """`tell` takes the events that deliveries lead to. `every` is in seconds: how often the
        ledger is looked at when nobody wakes us."""
        self._database = database
        self._platforms = platforms
        self._process = process
        self._now = now
        self._tell = tell
        self._every = every
        self._noting = Noting(database)
        self._pacer = Pacer()
        self._woken = asyncio.Event()
        self._lanes: dict[str, Lane] = {}
        self._jobs: set[asyncio.Task[None]] = set()
        self._loop: asyncio.Task[None] | None = None
        self._stopping = False

    async def start(self) -> None:
        self._loop = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Finishes what is on the wire; what only waits its turn goes back into the ledger."""
        self._stopping = True
        self._woken.set()
        if self._loop is not None:
            await self._loop
        if self._jobs:
            await asyncio.wait(self._jobs, timeout=8)
        for job in list(self._jobs):
            job.cancel()

    def wake(self) -> None:
        self._woken.set()

    async def idle(self) -> bool:
        """Whether nothing is in hand and nothing could go out now."""
        if self._jobs:
            return False
        return not await self._database.run(self._waiting)

    async def work_done(self) -> None:
        """Returns when something in hand is finished, or soon."""
        self.wake()
        if self._jobs:
            await asyncio.wait(self._jobs, return_when=asyncio.FIRST_COMPLETED, timeout=1)
        else:
            await asyncio.sleep(0.005)

    async def take_over(self, living: Sequence[str]) -> int:
        """Takes up what processes that are no more had in hand. Returns how many.

        A row they were sending may or may not have arrived: the platform is asked where it can be;
        else it is sent again, and that is counted.
        """
        left = await self._database.run(self._left, living)
        for job, was_sending in left:
            ref = await self._find(job) if was_sending and not job.ref else ""
            if ref:
                note = partial(deliveries.note_sent, row_id=job.id, ref=ref, revision=job.revision)
            else:
                repeated = was_sending and not job.ref
                note = partial(deliveries.note_lost, row_id=job.id, repeated=repeated)
            await self._noting.note(note)
        if left:
            self.wake()
        return len(left)

    async def _find(self, job: Job) -> str:
        try:
            platform = self._platforms[job.platform]
            return await platform.find(job.home, job.place, _key(job)) or ""
        except (Limited, Stopped, Trouble, KeyError):
            return ""

    # The loop.
    async def _run(self) -> None:
        while not self._stopping:
            self._woken.clear()
            try:
                jobs = await self._claim()
            except Exception:
                log.exception("ledger not readable")
                jobs = []
            for job in jobs:
                task = asyncio.create_task(self._work(job))
                self._jobs.add(task)
                task.add_done_callback(self._finished)
            if jobs:
                continue
            try:
                await asyncio.wait_for(self._woken.wait(), self._every)
            except TimeoutError:
                pass

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._jobs.discard(task)
        # Replies may have waited for this message, and a newer revision may have come.
        self._woken.set()

    async def _claim(self) -> list[Job]:
        room = min(BATCH, IN_FLIGHT - len(self._jobs))
        if room <= 0:
            return []
        return await self._database.run(self._claimed, room)

    def _claimed(self, most: int) -> list[Job]:
        with self._database.everywhere() as session:
            rows = deliveries.claim(session, self._now(), self._process, most)
            return [_job(session, row) for row in rows]

    def _left(self, living: Sequence[str]) -> list[tuple[Job, bool]]:
        with self._database.everywhere() as session:
            rows = deliveries.left_in_hand(session, living)
            return [(_job(session, row), row.state == "sending") for row in rows]

    def _waiting(self) -> int:
        with self._database.everywhere() as session:
            return deliveries.waiting(session, self._now())

    # One message.
    async def _work(self, job: Job) -> None:
        name = f"{job.home.id}:{job.place.ref}"
        lane = self._lanes.setdefault(name, Lane(asyncio.Lock()))
        lane.users += 1
        try:
            async with lane.lock:
                await self._send_until_done(job, name)
        except Exception:
            # The row stays in hand until the process ends; then it is taken up again.
            log.exception("delivery failed", delivery=job.id)
        finally:
            lane.users -= 1
            if not lane.users:
                del self._lanes[name]

    async def _send_until_done(self, job: Job, lane: str) -> None:
        platform = self._platforms.get(job.platform)
        if platform is None:
            # Another process may have this platform; this one looks again later.
            await self._later(job, "platform not configured", LONGEST_PAUSE)
            return
        while True:
            await self._pacer.turn(platform.pace, str(job.home.id), lane)
            if self._stopping:
                await self._noting.note(
                    partial(deliveries.note_lost, row_id=job.id, repeated=False)
                )
                return
            await self._noting.note(partial(deliveries.note_sending, ids=[job.id]))
            try:
                ref = await self._send(platform, job)
            except Limited as limit:
                self._pacer.hold(limit, str(job.home.id), lane)
                continue
            except Stopped as stop:
                await self._stop_row(job, stop.why, stop.detail)
                return
            except Trouble as trouble:
                if job.attempts + 1 >= TRIES:
                    await self._stop_row(job, "refused", str(trouble))
                else:
                    await self._later(job, str(trouble), pause(job.attempts))
                return
            await self._noting.note(
                partial(deliveries.note_sent, row_id=job.id, ref=ref, revision=job.revision)
            )
            return

    async def _send(self, platform: Platform, job: Job) -> str:
        if job.kind == "roster":
            people = await platform.roster(job.home, job.place.ref)
            await self._tell(RosterKnown(_origin(job), people, seen_key=job.subject))
            return job.subject
        if job.kind == "removal":
            if job.ref:
                await platform.remove(job.home, job.place, job.ref)
            return job.ref
        card = card_from_plain(job.content)
        if job.ref:
            await platform.update(job.home, job.place, job.ref, card)
            return job.ref
        return await platform.post(job.home, job.place, card, key=_key(job), thread=job.thread)

    async def _later(self, job: Job, trouble: str, after: timedelta) -> None:
        log.warning("delivery will be tried again", delivery=job.id, trouble=trouble)
        await self._noting.note(
            partial(
                deliveries.note_retry,
                row_id=job.id,
                not_before=self._now() + after,
                trouble=trouble,
            )
        )

    async def _stop_row(self, job: Job, why: Why, detail: str) -> None:
        log.warning("delivery stopped", delivery=job.id, why=why, detail=detail)
        await self._noting.note(
            partial(deliveries.note_stopped, row_id=job.id, trouble=f"{why}: {detail}")
        )
        key = f"stopped:{job.id}:{job.revision}"
        await self._tell(Undeliverable(_origin(job), job.subject, job.place.ref, why, seen_key=key))


def pause(attempts: int) -> timedelta:
    """How long after a failed try the next one waits: doubling, up to a limit."""
    return min(FIRST_PAUSE * float(2 ** min(attempts, 20)), LONGEST_PAUSE)


def _job(session: Session, row: Delivery) -> Job:
    workspace = workspaces.by_id(session, row.workspace_id)
    assert workspace is not None
    return Job(
        id=row.key,
        home=Home(workspace.key, workspace.ref),
        platform=workspace.platform,
        subject=row.subject,
        kind=row.kind,
        place=Place(row.place, "direct" if row.place_kind == "direct" else "channel"),
        content=row.content,
        revision=row.revision,
        ref=row.ref,
        thread=deliveries.thread_ref(session, row.workspace_id, row.under),
        attempts=row.attempts,
    )


def _key(job: Job) -> str:
    return f"{job.home.id}:{job.subject}"


def _origin(job: Job) -> Origin:
    return Origin(job.platform, job.home.ref, person="", place=job.place.ref)
