"""Whether drafts of weeknotes are put the way the team writes"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "weeknoterule",
        sa.Column("is_own_tone", sa.Boolean(), nullable=False, server_default=sa.true()),
    )


def downgrade() -> None:
    with op.batch_alter_table("weeknoterule") as rule:
        rule.drop_column("is_own_tone")
