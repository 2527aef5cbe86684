"""What was seen without an index of its times: the oldest lie first in the table anyhow"""

from __future__ import annotations

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_seen_at", table_name="seen")


def downgrade() -> None:
    op.create_index("ix_seen_at", "seen", ["at"])
