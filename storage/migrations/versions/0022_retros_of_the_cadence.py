"""Retros that the cadence plans over days"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

MOMENTS = ("slots", "planned", "ends")


def upgrade() -> None:
    with op.batch_alter_table("retro") as retro:
        retro.add_column(sa.Column("day", sa.Date(), nullable=True))
        for name in MOMENTS:
            retro.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "retrorule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("is_async", sa.Boolean(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("slots", sa.JSON(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"]),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id"),
    )


def downgrade() -> None:
    op.drop_table("retrorule")
    with op.batch_alter_table("retro") as retro:
        for name in ("day", *MOMENTS):
            retro.drop_column(name)
