"""Where everybody is reached: kept in the database, remembered for a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeVar

from sqlmodel import Session

from bot.msteams import people
from bot.msteams.parse import Payload, place
from storage import conversations, workspaces
from storage.models import Conversation
from storage.session import Database, confine

Kind = Literal["channel", "direct"]
T = TypeVar("T")

REMEMBERED = 60.0
"""Seconds. Another process may have heard what this one was not told."""
MOST = 50_000
GENERAL = "General"
"""Teams gives the first channel of a team no name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How to reach one place. Without `ref` there is no conversation with the person yet."""

    service_url: str
    ref: str = ""
    belongs_to: str = ""
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def account(self) -> str:
        """The person's id of Teams' own kind; messages for one person's eyes need it."""
        return str(self.about.get("account", ""))


@dataclass(frozen=True, slots=True)
class Heard:
    kind: Kind
    place: str
    entry: Entry


def heard(told: Payload) -> list[Heard]:
    """What an activity says of how to reach its place and its person. Pure."""
    conversation, channel_data = told["conversation"], told.get("channelData") or {}
    url, where = str(told["serviceUrl"]), place(told)
    is_personal = conversation.get("conversationType") == "personal"
    found = []
    account = told.get("from") or {}
    if account.get("id") and not people.is_bot(account):
        about = {"account": str(account["id"]), **people.clock(told)}
        if not is_personal:
            about["met"] = where
        entry = Entry(url, where if is_personal else "", about=about)
        found.append(Heard("direct", people.ref(account), entry))
    if not is_personal:
        channel, team = channel_data.get("channel") or {}, channel_data.get("team") or {}
        # What tells of a channel may come from another one of its team.
        where = str(channel.get("id") or where)
        name = channel.get("name") or conversation.get("name") or ""
        if not name and where == team.get("id"):
            name = GENERAL
        about = {"name": name} if name else {}
        found.append(Heard("channel", where, Entry(url, where, str(team.get("id") or ""), about)))
    return found


class Book:
    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._known: dict[tuple[str, str, str], tuple[float, Entry | None]] = {}

    async def note(self, tenant: str, told: Sequence[Heard], *, anew: bool = False) -> None:
        """Writes only what is new: most activities come from where the last one came from. Where
        Teams talks to us we are installed; `anew`: we may have been away meanwhile."""
        new = [each for each in told if anew or not self._has(tenant, each)]
        if not new:
            return
        written = await self._database.run(self._write, tenant, new)
        addresses = {entry.service_url for _, entry in written}
        # An address that has changed has changed for others, too.
        self._known = {
            key: known
            for key, known in self._known.items()
            if key[0] != tenant or (known[1] and known[1].service_url in addresses)
        }
        for each, entry in written:
            self._remember(tenant, each.kind, each.place, entry)

    async def of(self, tenant: str, kind: Kind, where: str) -> Entry | None:
        known = self._known.get((tenant, kind, where))
        if known and known[0] > time.monotonic():
            return known[1]
        entry = await self._within(tenant, _read, kind, where)
        self._remember(tenant, kind, where, entry)
        return entry

    async def anywhere(self, tenant: str) -> str:
        """The address that Teams called from last; empty if it never did."""
        return await self._within(tenant, _newest) or ""

    async def channels(self, tenant: str, belongs_to: str = "") -> dict[str, str]:
        """Id to name; of one team or of all."""
        return await self._within(tenant, _channels, belongs_to) or {}

    async def forget(self, tenant: str, kind: Kind, places: Sequence[str]) -> bool:
        """True where there is no place left in which we are."""
        for where in places:
            self._known.pop((tenant, kind, where), None)
        return bool(await self._within(tenant, _forget, kind, tuple(places)))

    def _has(self, tenant: str, told: Heard) -> bool:
        """Whether we know all of this, and nothing else in its place."""
        known = self._known.get((tenant, told.kind, told.place))
        if known is None or known[1] is None or known[0] <= time.monotonic():
            return False
        entry, new = known[1], told.entry
        about = {name: value for name, value in new.about.items() if name != "met"}
        return (
            entry.service_url == new.service_url
            and new.ref in ("", entry.ref)
            and new.belongs_to in ("", entry.belongs_to)
            and about.items() <= entry.about.items()
            # One place where somebody was met is as good as another.
            and ("met" not in new.about or "met" in entry.about or bool(entry.ref))
        )

    def _write(self, tenant: str, told: Sequence[Heard]) -> list[tuple[Heard, Entry]]:
        written: list[tuple[Heard, Entry]] = []
        with self._database.everywhere() as session:
            workspace = workspaces.called(session, "msteams", tenant)
            if workspace is None or workspace.uninstalled_at is not None:
                workspace = workspaces.install(session, "msteams", tenant, "", "", self._now())
            confine(session, workspace.key)
            for each in told:
                row = conversations.keep(
                    session,
                    each.kind,
                    each.place,
                    service_url=each.entry.service_url,
                    now=self._now(),
                    ref=each.entry.ref,
                    belongs_to=each.entry.belongs_to,
                    about=each.entry.about,
                )
                written.append((each, _entry(row)))
        return written

    def _remember(self, tenant: str, kind: Kind, where: str, entry: Entry | None) -> None:
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[tenant, kind, where] = (time.monotonic() + REMEMBERED, entry)

    async def _within(self, tenant: str, work: Callable[..., T], *args: object) -> T | None:
        """In the tenant's workspace; None where we are not installed."""

        def transaction() -> T | None:
            with self._database.everywhere() as session:
                workspace = workspaces.called(session, "msteams", tenant)
                if workspace is None or workspace.uninstalled_at is not None:
                    return None
                confine(session, workspace.key)
                return work(session, *args)

        return await self._database.run(transaction)


def _read(session: Session, kind: str, where: str) -> Entry | None:
    row = conversations.of(session, kind, where)
    return _entry(row) if row else None


def _newest(session: Session) -> str:
    row = conversations.newest(session)
    return row.service_url if row else ""


def _channels(session: Session, belongs_to: str) -> dict[str, str]:
    rows = conversations.belonging_to(session, belongs_to) if belongs_to else None
    found = conversations.channels(session) if rows is None else rows
    return {row.place: str(row.about.get("name", "")) for row in found}


def _forget(session: Session, kind: str, places: Sequence[str]) -> bool:
    for where in places:
        conversations.forget(session, kind, where)
    return not conversations.is_anywhere(session)


def _entry(row: Conversation) -> Entry:
    return Entry(row.service_url, row.ref, row.belongs_to, dict(row.about))
