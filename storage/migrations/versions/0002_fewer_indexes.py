"""Fewer indexes: every one is written with every row, and a unique key serves its first columns"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NOT_NEEDED = {
    "delivery": ["workspace_id"],
    "due": ["workspace_id"],
    "entry": ["day", "standup_id"],
    "member": ["team_id"],
    "person": ["workspace_id"],
    "playgroundmessage": ["workspace_id"],
    "playgroundperson": ["workspace_id"],
    "playgroundplace": ["workspace_id"],
    "prompt": ["day", "standup_id"],
    "seen": ["workspace_id"],
    "standupday": ["standup_id"],
    "team": ["workspace_id"],
}


def upgrade() -> None:
    for table, columns in NOT_NEEDED.items():
        for column in columns:
            op.drop_index(f"ix_{table}_{column}", table_name=table)
    for table in ("entry", "prompt"):
        op.create_index(f"ix_{table}_standup_day", table, ["standup_id", "day"])


def downgrade() -> None:
    for table in ("entry", "prompt"):
        op.drop_index(f"ix_{table}_standup_day", table_name=table)
    for table, columns in NOT_NEEDED.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
