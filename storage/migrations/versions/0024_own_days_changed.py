"""Since when a person's days and hours are what they are, and whose holidays they were offered"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("days_changed_at", UTCDateTime(), nullable=True))
    op.add_column(
        "person", sa.Column("offered_country", sa.String(), nullable=False, server_default="")
    )


def downgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.drop_column("offered_country")
        person.drop_column("days_changed_at")
