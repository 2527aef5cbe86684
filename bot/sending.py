"""One message of the ledger: sent, and what came of it noted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

import structlog
from sqlmodel import Session

from bot.dispatch import Handle
from bot.noting import Noting
from bot.pace import Pacer
from bot.port import Home, Limited, NotYet, Platform, Stopped, Trouble, Why
from bot.watching import Watch
from handlers.events import FromPlatform, Origin, RosterKnown, Undeliverable
from handlers.plainly import card_from_text
from handlers.replies import Place
from storage import ledger, notes, workspaces
from storage.ledger import Held
from storage.notes import Sent
from storage.prepared import connection_of

log = structlog.get_logger()

FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=5)
STALE = timedelta(seconds=10)
"""A process that was stopped for so long before it sent what it has in hand may have been taken for
dead, and somebody else may have sent it."""
TRIES = 500
"""About 40 hours of trying."""


class Job(NamedTuple):
    """One row in hand."""

    id: int
    home: Home
    platform: str
    subject: str
    kind: str
    place: Place
    content: str
    revision: int
    ref: str
    thread: str
    attempts: int
    """With this one."""
    holder: str
    """The process that has it in hand."""
    due_at: datetime
    is_installed: bool
    taken_at: datetime
    """When it came into that hand, or was looked at in it."""


def jobs_of(session: Session, rows: Sequence[Held], now: datetime) -> list[Job]:
    connection = connection_of(session)
    ids = {row.workspace_id for row in rows}
    homes = {workspace_id: workspaces.home(connection, workspace_id) for workspace_id in ids}
    return [_job(session, row, homes[row.workspace_id], now) for row in rows]


def _job(session: Session, row: Held, workspace: workspaces.Home, now: datetime) -> Job:
    return Job(
        id=row.key,
        home=Home(workspace.id, workspace.ref),
        platform=workspace.platform,
        subject=row.subject,
        kind=row.kind,
        place=Place(row.place, "direct" if row.place_kind == "direct" else "channel"),
        content=row.content,
        revision=row.revision,
        ref=row.ref,
        thread=ledger.thread_ref(session, row.workspace_id, row.under),
        attempts=row.attempts,
        holder=row.claimed_by,
        due_at=row.due_at,
        is_installed=workspace.uninstalled_at is None,
        taken_at=now,
    )


class Sender:
    def __init__(
        self,
        platforms: dict[str, Platform],
        process: str,
        now: Callable[[], datetime],
        tell: Handle,
        noting: Noting,
        pacer: Pacer,
        watch: Watch,
    ) -> None:
        self.is_stopping = False
        self._platforms = platforms
        self._process = process
        self._now = now
        self._tell = tell
        self._noting = noting
        self._pacer = pacer
        self._watch = watch

    async def work(self, job: Job) -> None:
        """One that is in our hand: onto the wire, and what came of it into the ledger."""
        told, span = self._watch.delivery(job.id, job.home.id, job.platform, job.attempts)
        with told, span:
            await self._work(job)

    async def take_up(self, job: Job) -> None:
        """One that somebody had in hand who is no more."""
        told, span = self._watch.delivery(job.id, job.home.id, job.platform, job.attempts)
        with told, span:
            await self._unsure(job, job.holder)

    async def _work(self, job: Job) -> None:
        platform = self._platforms.get(job.platform)
        if platform is None:
            # Another process may have this platform; this one looks again later.
            await self._leave(job, LONGEST_PAUSE, "platform not configured")
            return
        if self.is_stopping:
            await self._leave(job)
            return
        if not job.is_installed:
            # Whoever comes back later does not want the messages of long ago.
            await self._noting.note(
                partial(
                    notes.note_stopped,
                    row_id=job.id,
                    trouble="not installed",
                    holder=self._process,
                )
            )
            return
        if self._now() - job.taken_at > STALE:
            log.warning("delivery left alone: in hand for too long before it went out")
            await self._leave(job)
            return
        try:
            with self._watch.call(job.kind):
                ref = await self._send(platform, job)
        except Limited as limit:
            self._watch.delivered(job.platform, "limited")
            self._pacer.hold(limit, job.home.id, job.place.ref)
            await self._leave(job)
        except Stopped as stop:
            await self._stop_row(job, stop.why, stop.detail)
        except Trouble as trouble:
            await self._try_again(job, str(trouble), is_unsure=not isinstance(trouble, NotYet))
        except Exception as mistake:
            log.exception("delivery failed")
            await self._try_again(job, type(mistake).__name__)
        else:
            self._arrived(job)
            await self._noting.note(Sent(job.id, ref, job.revision, self._process, job.ref))

    def _arrived(self, job: Job) -> None:
        if job.kind != "roster":
            self._watch.delivered(job.platform, "edited" if job.ref else "sent")
            late = self._now() - job.due_at
            self._watch.metrics.late(job.platform, late.total_seconds())

    async def _send(self, platform: Platform, job: Job) -> str:
        """Returns the platform's id of what is there now."""
        if job.kind == "roster":
            people = await platform.roster(job.home, job.place.ref)
            await self._told(RosterKnown(_origin(job), people, seen_key=job.subject))
            return job.subject
        if job.kind == "removal":
            if job.ref:
                await platform.remove(job.home, job.place, job.ref)
            return ""
        card = card_from_text(job.content)
        if job.ref:
            await platform.update(job.home, job.place, job.ref, card)
            return job.ref
        return await platform.post(job.home, job.place, card, key=_key(job), thread=job.thread)

    async def _told(self, event: FromPlatform) -> None:
        """Raises Trouble where the event had no effect."""
        outcome = await self._tell(event)
        if outcome.refused:
            raise Trouble(f"{type(event).__name__} was not taken in")

    async def _leave(self, job: Job, after: timedelta = timedelta(0), trouble: str = "") -> None:
        """For later; it was no try."""
        await self._noting.note(
            partial(
                notes.note_untried,
                row_id=job.id,
                holder=self._process,
                not_before=self._now() + after if after else None,
                trouble=trouble,
            )
        )

    async def _put_back(self, job: Job, trouble: str) -> None:
        """It failed, and is not there."""
        await self._noting.note(
            partial(
                notes.note_lost,
                row_id=job.id,
                holder=self._process,
                unsure=False,
                not_before=self._now() + pause(job.attempts),
                trouble=trouble,
            )
        )

    async def _try_again(self, job: Job, trouble: str, is_unsure: bool = True) -> None:
        if job.attempts >= TRIES:
            await self._stop_row(job, "refused", trouble)
            return
        self._watch.delivered(job.platform, "retried")
        log.warning("delivery will be tried again", trouble=trouble)
        if not is_unsure:
            await self._put_back(job, trouble)
            return
        await self._unsure(job, self._process, self._now() + pause(job.attempts), trouble)

    async def _stop_row(self, job: Job, why: Why, detail: str) -> None:
        log.warning("delivery stopped", why=why, detail=detail)
        # A message that is gone cannot be changed any more; its place may be in the best of health.
        if not (job.ref and why == "no such place"):
            key = f"stopped:{job.id}:{job.revision}"
            event = Undeliverable(_origin(job), job.subject, job.place.ref, why, seen_key=key)
            try:
                # Before the note: a process that dies between the two does it again, and the event
                # has its effect once.
                await self._told(event)
            except Trouble as trouble:
                if job.attempts < TRIES:
                    await self._put_back(job, str(trouble))
                    return
        self._watch.delivered(job.platform, "stopped")
        await self._noting.note(
            partial(
                notes.note_stopped,
                row_id=job.id,
                trouble=f"{why}: {detail}",
                holder=self._process,
            )
        )

    async def _unsure(
        self, job: Job, holder: str, not_before: datetime | None = None, trouble: str = ""
    ) -> None:
        """It was on its way, and nobody knows whether it arrived. An edit can be done again, and so
        can a question."""
        is_post = job.kind == "message" and not job.ref
        if is_post and (ref := await self._find(job)):
            await self._noting.note(Sent(job.id, ref, job.revision, holder, job.ref))
            return
        if is_post:
            self._watch.delivered(job.platform, "repeated")
        await self._noting.note(
            partial(
                notes.note_lost,
                row_id=job.id,
                holder=holder,
                unsure=is_post,
                not_before=not_before,
                trouble=trouble,
            )
        )

    async def _find(self, job: Job) -> str:
        try:
            platform = self._platforms[job.platform]
            return await platform.find(job.home, job.place, _key(job)) or ""
        except (Limited, Stopped, Trouble, KeyError):
            return ""


def pause(attempts: int) -> timedelta:
    """How long after that many failed tries the next one waits: doubling, up to a limit."""
    return min(FIRST_PAUSE * float(2 ** min(attempts - 1, 20)), LONGEST_PAUSE)


def _key(job: Job) -> str:
    return f"{job.home.id}:{job.subject}"


def _origin(job: Job) -> Origin:
    return Origin(job.platform, job.home.ref, person="", place=job.place.ref)
