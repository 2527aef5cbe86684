"""Common services, stand-ins, webhooks and the addresses of trackers"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("team") as batch:
        batch.add_column(sa.Column("trackers", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("stand_in_id", sa.Integer(), nullable=True))
        batch.create_foreign_key("person_stand_in_id_fkey", "person", ["stand_in_id"], ["id"])
        batch.create_index("ix_person_stand_in_id", ["stand_in_id"])
    op.create_table(
        "service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("workspace_id", "name"),
    )
    with op.batch_alter_table("service", schema=None) as batch:
        batch.create_index("ix_service_owner_id", ["owner_id"])
    with op.batch_alter_table("blocker") as batch:
        batch.add_column(sa.Column("waits_for_service_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            "blocker_waits_for_service_id_fkey", "service", ["waits_for_service_id"], ["id"]
        )
        batch.create_index("ix_blocker_waits_for_service", ["waits_for_service_id", "status"])
    op.create_table(
        "webhook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("failing_since", UTCDateTime(), nullable=True),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.Column("told_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id"),
        sa.UniqueConstraint("fingerprint"),
    )
    op.create_table(
        "webhookcall",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("webhook_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhook.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    with op.batch_alter_table("webhookcall", schema=None) as batch:
        batch.create_index("ix_webhookcall_state", ["state", "webhook_id"])


def downgrade() -> None:
    op.drop_table("webhookcall")
    op.drop_table("webhook")
    with op.batch_alter_table("blocker") as batch:
        batch.drop_index("ix_blocker_waits_for_service")
        batch.drop_constraint("blocker_waits_for_service_id_fkey", type_="foreignkey")
        batch.drop_column("waits_for_service_id")
    op.drop_table("service")
    with op.batch_alter_table("person") as batch:
        batch.drop_index("ix_person_stand_in_id")
        batch.drop_constraint("person_stand_in_id_fkey", type_="foreignkey")
        batch.drop_column("stand_in_id")
    with op.batch_alter_table("team") as batch:
        batch.drop_column("trackers")
