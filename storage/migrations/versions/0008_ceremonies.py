"""Sprints, ceremonies, each time one is held, who was there, and calendar links"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cadence",
        *_owned(),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("paused", sa.String(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"]),
        sa.UniqueConstraint("team_id"),
    )
    op.create_index("ix_cadence_workspace_id", "cadence", ["workspace_id"])
    op.create_table(
        "goal",
        *_owned(),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("sprint", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("set_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"]),
        sa.UniqueConstraint("team_id", "sprint"),
    )
    op.create_index("ix_goal_workspace_id", "goal", ["workspace_id"])
    op.create_table(
        "ceremony",
        *_owned(),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("recurrence", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("agenda", sa.String(), nullable=False),
        sa.Column("remind_minutes", sa.Integer(), nullable=False),
        sa.Column("around", sa.String(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"]),
        sa.UniqueConstraint("team_id", "kind"),
    )
    op.create_index("ix_ceremony_workspace_id", "ceremony", ["workspace_id"])
    op.create_table(
        "occurrence",
        *_owned(),
        sa.Column("ceremony_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", UTCDateTime(), nullable=False),
        sa.Column("is_moved", sa.Boolean(), nullable=False),
        sa.Column("is_skipped", sa.Boolean(), nullable=False),
        sa.Column("announced_at", UTCDateTime(), nullable=True),
        sa.Column("began_at", UTCDateTime(), nullable=True),
        sa.Column("ends_at", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["ceremony_id"], ["ceremony.id"]),
        sa.UniqueConstraint("ceremony_id", "day"),
    )
    op.create_index("ix_occurrence_workspace_id", "occurrence", ["workspace_id"])
    op.create_table(
        "attendance",
        *_owned(),
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["occurrence_id"], ["occurrence.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.UniqueConstraint("occurrence_id", "person_id"),
    )
    op.create_index("ix_attendance_workspace_id", "attendance", ["workspace_id"])
    op.create_index("ix_attendance_person_id", "attendance", ["person_id"])
    op.create_table(
        "feed",
        *_owned(),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"]),
        sa.UniqueConstraint("fingerprint"),
    )
    op.create_index("ix_feed_person", "feed", ["workspace_id", "person_id"])


def _owned() -> tuple[sa.schema.SchemaItem, ...]:
    """What every table of a workspace has."""
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    for table in ("feed", "attendance", "occurrence", "ceremony", "goal", "cadence"):
        op.drop_table(table)
