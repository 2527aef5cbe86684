"""Links to files, whatever is in them

A link works for a quarter of an hour, so the ones there are go.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("export")
    _make(sa.Column("kind", sa.String(), nullable=False))


def downgrade() -> None:
    op.drop_table("export")
    _make(
        sa.Column("standup_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["standup_id"], ["standup.id"]),
    )


def _make(*about: sa.schema.SchemaItem) -> None:
    op.create_table(
        "export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        *about,
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("fingerprint"),
    )
