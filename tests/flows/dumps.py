"""All that an administrator finds in the database."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlmodel import SQLModel, select

from tests.flows.office import Office

Row: TypeAlias = dict[str, Any]
Dump: TypeAlias = dict[str, list[Row]]


def dump(office: Office) -> Dump:
    """Every table, in the order in which the database itself gives the rows."""
    with office.database.everywhere() as session:
        return {
            table.name: [dict(row) for row in session.execute(select(table)).mappings()]  # type: ignore[call-overload]
            for table in SQLModel.metadata.sorted_tables
        }


def changed(before: Dump, after: Dump) -> Dump:
    """By table, the rows that are new or are not what they were."""
    new = {name: [row for row in rows if row not in before[name]] for name, rows in after.items()}
    return {name: rows for name, rows in new.items() if rows}


def person_ids(office: Office) -> dict[str, int]:
    """What the database calls each by, by the platform's id."""
    return {row["ref"]: row["id"] for row in dump(office)["person"]}


def names_somebody(office: Office, rows: list[Row]) -> list[Row]:
    """The rows in which a person can be found: by our id, the platform's, a name or a chat."""
    ids = person_ids(office)
    words = {word for ref in ids for word in (ref, office.chat.people[ref].name)}
    return [
        row
        for row in rows
        if any(
            (column.endswith("person_id") or column == "person") and value in ids.values()
            for column, value in row.items()
        )
        or any(
            word in str(value)
            for column, value in row.items()
            if column != "sealed"  # in which any three letters turn up by chance
            for word in words
        )
    ]
