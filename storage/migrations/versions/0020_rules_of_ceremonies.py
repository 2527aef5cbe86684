"""Since when a ceremony has its rule"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ceremony", sa.Column("ruled_at", UTCDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("ceremony") as ceremony:
        ceremony.drop_column("ruled_at")
