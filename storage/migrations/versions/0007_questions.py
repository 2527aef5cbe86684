"""Marks on the last plan, answers posted one by one, who reads along, and answers that are found"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import bindparam
from sqlmodel import UTCDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TOGETHER = 1000


def upgrade() -> None:
    with op.batch_alter_table("prompt") as batch:
        batch.add_column(sa.Column("marks", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("standup") as batch:
        batch.add_column(
            sa.Column("posts_entries", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_table(
        "observer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("standup_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["standup_id"], ["standup.id"]),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("standup_id", "person_id"),
    )
    op.create_index("ix_observer_workspace_id", "observer", ["workspace_id"])
    op.create_table(
        "export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("standup_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["standup_id"], ["standup.id"]),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("fingerprint"),
    )
    with op.batch_alter_table("entry") as batch:
        batch.add_column(sa.Column("words", sa.String(), nullable=False, server_default=""))
    _make_searchable()


def _make_searchable() -> None:
    """What was answered before is found as well. As in `history.searchable` at the time."""
    entry = sa.table("entry", sa.column("id"), sa.column("answers", sa.JSON), sa.column("words"))
    into = entry.update().where(entry.c.id == bindparam("entry")).values(words=bindparam("said"))
    last = 0
    while (
        rows := op.get_bind()
        .execute(
            sa.select(entry.c.id, entry.c.answers)
            .where(entry.c.id > last)
            .order_by(entry.c.id)
            .limit(TOGETHER)
        )
        .all()
    ):
        said = [{"entry": id, "said": _plain("\n".join(answers.values()))} for id, answers in rows]
        op.get_bind().execute(into, said)
        last = rows[-1].id


def _plain(words: str) -> str:
    return words.casefold().replace("\0", " ").encode("utf-8", "ignore").decode()


def downgrade() -> None:
    with op.batch_alter_table("entry") as batch:
        batch.drop_column("words")
    op.drop_table("export")
    op.drop_table("observer")
    with op.batch_alter_table("standup") as batch:
        batch.drop_column("posts_entries")
    with op.batch_alter_table("prompt") as batch:
        batch.drop_column("marks")
