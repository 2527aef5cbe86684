"""What waits is looked for workspace by workspace"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NAME = "ix_delivery_waiting"


def upgrade() -> None:
    op.drop_index(NAME, table_name="delivery")
    op.create_index(NAME, "delivery", ["state", "workspace_id", "not_before"])


def downgrade() -> None:
    op.drop_index(NAME, table_name="delivery")
    op.create_index(NAME, "delivery", ["state", "not_before"])
