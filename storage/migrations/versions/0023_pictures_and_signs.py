"""Pictures of weeknotes, pages to edit them on, signs that readers put to them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "weeknotepicture",
        *_owned(),
        sa.Column("weeknote_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.ForeignKeyConstraint(["weeknote_id"], ["weeknote.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("weeknote_id"),
        sa.UniqueConstraint("fingerprint"),
    )
    op.create_table(
        "weeknotepass",
        *_owned(),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("weeknote_id", sa.Integer(), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["weeknote_id"], ["weeknote.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id", "person_id", "what"),
        sa.UniqueConstraint("fingerprint"),
    )
    with op.batch_alter_table("weeknotepass", schema=None) as batch_op:
        batch_op.create_index("ix_weeknotepass_person_id", ["person_id"])
        batch_op.create_index("ix_weeknotepass_until", ["until"])
    op.create_table(
        "weeknotereaction",
        *_owned(),
        sa.Column("weeknote_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sign", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.ForeignKeyConstraint(["weeknote_id"], ["weeknote.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("weeknote_id", "person_id", "sign", "place"),
    )
    with op.batch_alter_table("weeknotereaction", schema=None) as batch_op:
        batch_op.create_index("ix_weeknotereaction_person_id", ["person_id"])
    op.add_column("weeknoterule", sa.Column("offered_at", UTCDateTime(), nullable=True))


def _owned() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    with op.batch_alter_table("weeknoterule") as rule:
        rule.drop_column("offered_at")
    for table in ("weeknotereaction", "weeknotepass", "weeknotepicture"):
        op.drop_table(table)
