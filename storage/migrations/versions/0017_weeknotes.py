"""Weeknotes, where they were posted, and who reads them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "weeknote",
        *_owned(),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("opening", sa.String(), nullable=False),
        sa.Column("picture_url", sa.String(), nullable=False),
        sa.Column("picture_alt", sa.String(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=True),
        sa.Column("planned_at", UTCDateTime(), nullable=True),
        sa.Column("drafted_at", UTCDateTime(), nullable=False),
        sa.Column("approved_at", UTCDateTime(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("posted_at", UTCDateTime(), nullable=True),
        sa.Column("edited_at", UTCDateTime(), nullable=True),
        sa.Column("held_at", UTCDateTime(), nullable=True),
        sa.Column("is_imported", sa.Boolean(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"]),
        sa.ForeignKeyConstraint(["editor_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["approved_by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id", "number"),
    )
    with op.batch_alter_table("weeknote", schema=None) as batch_op:
        batch_op.create_index("ix_weeknote_team_status", ["team_id", "status"])
        batch_op.create_index("ix_weeknote_workspace_id", ["workspace_id"])
    op.create_table(
        "weeknotebullet",
        *_owned(),
        sa.Column("weeknote_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.ForeignKeyConstraint(["weeknote_id"], ["weeknote.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("weeknotebullet", schema=None) as batch_op:
        batch_op.create_index("ix_weeknotebullet_weeknote_id", ["weeknote_id"])
        batch_op.create_index("ix_weeknotebullet_workspace_id", ["workspace_id"])
    op.create_table(
        "weeknoterule",
        *_owned(),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("editor", sa.String(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=True),
        sa.Column("last_editor_id", sa.Integer(), nullable=True),
        sa.Column("draft_hours", sa.Integer(), nullable=False),
        sa.Column("remind_hours", sa.Integer(), nullable=False),
        sa.Column("unapproved", sa.String(), nullable=False),
        sa.Column("sponsor_places", sa.JSON(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"]),
        sa.ForeignKeyConstraint(["editor_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["last_editor_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id"),
    )
    op.create_table(
        "weeknotesubscription",
        *_owned(),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("sent_through", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id", "person_id"),
    )
    with op.batch_alter_table("weeknotesubscription", schema=None) as batch_op:
        batch_op.create_index("ix_weeknotesubscription_person_id", ["person_id"])
    op.create_table(
        "weeknoteoptout",
        *_owned(),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("workspace_id", "person_id"),
    )
    op.create_table(
        "weeknotecopy",
        *_owned(),
        sa.Column("weeknote_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("place_kind", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.ForeignKeyConstraint(["weeknote_id"], ["weeknote.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("weeknote_id", "place"),
    )
    op.create_table(
        "weeknotewish",
        *_owned(),
        sa.Column("weeknote_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.ForeignKeyConstraint(["weeknote_id"], ["weeknote.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("weeknote_id"),
    )
    with op.batch_alter_table("weeknotewish", schema=None) as batch_op:
        batch_op.create_index("ix_weeknotewish_state_next", ["state", "next_at"])
        batch_op.create_index("ix_weeknotewish_workspace_id", ["workspace_id"])


def downgrade() -> None:
    for table in (
        "weeknotewish",
        "weeknotecopy",
        "weeknoteoptout",
        "weeknotesubscription",
        "weeknoterule",
        "weeknotebullet",
        "weeknote",
    ):
        op.drop_table(table)


def _owned() -> tuple[sa.Column[int], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
    )
