"""Marks on the last plan, answers that are posted one by one, and who reads along"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


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


def downgrade() -> None:
    op.drop_table("observer")
    with op.batch_alter_table("standup") as batch:
        batch.drop_column("posts_entries")
    with op.batch_alter_table("prompt") as batch:
        batch.drop_column("marks")
