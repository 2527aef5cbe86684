"""One person's prompts and answers are found by person; SQLite took the index of the whole workspace"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("entry", "prompt"):
        op.drop_index(f"ix_{table}_person_id", table_name=table)
        op.create_index(f"ix_{table}_person_day", table, ["person_id", "day"])
    for table in ("entry", "prompt", "member"):
        op.drop_index(f"ix_{table}_workspace_id", table_name=table)


def downgrade() -> None:
    for table in ("entry", "prompt", "member"):
        op.create_index(f"ix_{table}_workspace_id", table, ["workspace_id"])
    for table in ("entry", "prompt"):
        op.drop_index(f"ix_{table}_person_day", table_name=table)
        op.create_index(f"ix_{table}_person_id", table, ["person_id"])
