"""Milestones and risks with their histories, and what became of a sprint's goal"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("milestone", *_common(), *_keys())
    op.create_table(
        "risk",
        *_common(),
        sa.Column("likelihood", sa.String(), nullable=False),
        sa.Column("impact", sa.String(), nullable=False),
        sa.Column("response", sa.String(), nullable=False),
        *_keys(),
    )
    for name in ("milestone", "risk"):
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.create_index(f"ix_{name}_team_status", ["team_id", "status"])
    op.create_table(
        "outlookevent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column("risk_id", sa.Integer(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"]),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"]),
        sa.ForeignKeyConstraint(["risk_id"], ["risk.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("outlookevent", schema=None) as batch_op:
        batch_op.create_index("ix_outlookevent_team_at", ["team_id", "at"])
        batch_op.create_index("ix_outlookevent_milestone_id", ["milestone_id"])
        batch_op.create_index("ix_outlookevent_risk_id", ["risk_id"])
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("outcome", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("outcome_words", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("outcome_at", UTCDateTime(), nullable=True))


def _common() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("closing", sa.String(), nullable=False),
        sa.Column("asked_for", sa.Date(), nullable=True),
    )


def _keys() -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"]),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("workspace_id", "number"),
    )


def downgrade() -> None:
    with op.batch_alter_table("goal", schema=None) as batch_op:
        for column in ("outcome_at", "outcome_words", "outcome"):
            batch_op.drop_column(column)
    for name in ("outlookevent", "risk", "milestone"):
        op.drop_table(name)
