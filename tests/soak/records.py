"""What the database holds, read beside the product's own connections, in plain SQL."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import create_engine, inspect, text


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of one person on one day."""

    prompted: bool
    skipped: bool
    answers: dict[str, str] | None
    late: bool


class Records:
    def __init__(self, url: str) -> None:
        self._engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
        self._is_sqlite = url.startswith("sqlite")
        # The engine's own tables may not be there yet when this is made.
        self._tables: dict[str, str] = {}

    def close(self) -> None:
        self._engine.dispose()

    def rows(self, statement: str, **values: Any) -> Sequence[Any]:
        with self._engine.connect() as connection:
            return connection.execute(text(statement), values).all()

    def count(self, of: str, **values: Any) -> int:
        [(found,)] = self.rows(f"SELECT count(*) FROM {of}", **values)
        return int(found)

    @property
    def tables(self) -> dict[str, str]:
        """Every table there is, and what SQL calls it."""
        if not self._tables:
            seen = inspect(self._engine)
            schemas = [None] if self._is_sqlite else ["public", "dbos"]
            for schema in schemas:
                for name in seen.get_table_names(schema=schema):
                    self._tables[name] = f'"{schema}"."{name}"' if schema else f'"{name}"'
        return self._tables

    def sizes(self) -> dict[str, int]:
        return {name: self.count(table) for name, table in self.tables.items()}

    def days(self, since: date) -> dict[tuple[int, date, str], Row]:
        """By stand-up, day and the person's id on the platform."""
        prompts = self.rows(
            "SELECT p.standup_id, p.day, u.ref, p.skipped_at FROM prompt p "
            "JOIN person u ON u.id = p.person_id WHERE p.day >= :since",
            since=since if not self._is_sqlite else since.isoformat(),
        )
        entries = self.rows(
            "SELECT e.standup_id, e.day, u.ref, e.answers, e.is_late FROM entry e "
            "JOIN person u ON u.id = e.person_id WHERE e.day >= :since",
            since=since if not self._is_sqlite else since.isoformat(),
        )
        found = {
            (standup, _date(day), ref): Row(True, skipped is not None, None, False)
            for standup, day, ref, skipped in prompts
        }
        for standup, day, ref, answers, late in entries:
            at = (standup, _date(day), ref)
            before = found.get(at, Row(False, False, None, False))
            said = json.loads(answers) if isinstance(answers, str) else answers
            found[at] = Row(before.prompted, before.skipped, said, bool(late))
        return found

    def standups(self) -> dict[str, tuple[int, str]]:
        """The stand-up's id and its workspace's on the platform, by channel."""
        found = self.rows(
            "SELECT t.place, s.id, w.ref FROM standup s JOIN team t ON t.id = s.team_id "
            "JOIN workspace w ON w.id = t.workspace_id"
        )
        return {place: (standup, site) for place, standup, site in found}

    def undelivered(self) -> dict[str, int]:
        found = self.rows(
            "SELECT state, count(*) FROM delivery WHERE state <> 'sent' GROUP BY state"
        )
        return {str(state): int(number) for state, number in found}

    def tried_again_at(self, now: datetime) -> datetime | None:
        """The next moment at which a message that could not be sent may go."""
        [(found,)] = self.rows(
            "SELECT min(not_before) FROM delivery WHERE state = 'waiting' AND not_before > :now",
            now=self._moment(now),
        )
        return _aware(found)

    def overdue(self, now: datetime) -> int:
        return self.count("due WHERE next_run_at <= :now", now=self._moment(now))

    def undone(self) -> int:
        table = self.tables["workflow_status"]
        return self.count(f"{table} WHERE status <> 'SUCCESS'")

    def texts_before(self, then: datetime) -> int:
        """Messages whose text is still kept, though they were due before that."""
        return self.count(
            "delivery WHERE due_at < :then AND state = 'sent' AND length(CAST(content AS TEXT)) > 2",
            then=self._moment(then),
        )

    def _moment(self, at: datetime) -> datetime | str:
        # As SQLAlchemy writes them there.
        return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f") if self._is_sqlite else at


def _date(found: date | str) -> date:
    return date.fromisoformat(found) if isinstance(found, str) else found


def _aware(found: datetime | str | None) -> datetime | None:
    if isinstance(found, str):
        found = datetime.fromisoformat(found)
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)
