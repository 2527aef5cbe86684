"""What people and channels are called: Teams wants names beside ids."""

from __future__ import annotations

from collections.abc import Iterable

from bot.msteams.book import Book
from bot.msteams.elements import spans_of
from handlers.cards import Mention, Part, PlaceLink
from storage import people, workspaces
from storage.session import Database, confine


class Naming:
    def __init__(self, database: Database, book: Book) -> None:
        self._database = database
        self._book = book

    async def of(
        self, tenant: str, parts: Iterable[Part], more: Iterable[str] = ()
    ) -> dict[str, str]:
        """By id, for whatever a card speaks of; `more` people besides."""
        wanted, is_placed = set(more), False
        for part in parts:
            for span in spans_of(part):
                if isinstance(span, Mention):
                    wanted.add(span.person)
                is_placed = is_placed or isinstance(span, PlaceLink)
        named = await self.places(tenant) if is_placed else {}
        return named | (await self._people(tenant, wanted) if wanted else {})

    async def places(self, tenant: str) -> dict[str, str]:
        """Channels that we know by name."""
        found = await self._book.channels(tenant)
        return {place: name for place, name in found.items() if name}

    async def _people(self, tenant: str, refs: set[str]) -> dict[str, str]:
        def read() -> dict[str, str]:
            with self._database.everywhere() as session:
                workspace = workspaces.called(session, "msteams", tenant)
                if workspace is None:
                    return {}
                confine(session, workspace.key)
                return people.names(session, refs)

        return await self._database.run(read)
