"""Several stand-ups of one team, weekly ones, and those that have ended"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NAMES = {"uq": "%(table_name)s_%(column_0_N_name)s_key"}
"""As PostgreSQL has called the constraint; SQLite has not called it anything."""


def upgrade() -> None:
    with op.batch_alter_table("standup", naming_convention=NAMES) as batch:
        batch.drop_constraint("standup_team_id_key", type_="unique")
        batch.add_column(sa.Column("name", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("every_weeks", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("anchor", sa.Date(), nullable=True))
        batch.add_column(sa.Column("ended_at", UTCDateTime(), nullable=True))
        batch.create_unique_constraint("standup_team_id_name_key", ["team_id", "name"])


def downgrade() -> None:
    """As long as no team has several."""
    with op.batch_alter_table("standup", naming_convention=NAMES) as batch:
        batch.drop_constraint("standup_team_id_name_key", type_="unique")
        batch.drop_column("ended_at")
        batch.drop_column("anchor")
        batch.drop_column("every_weeks")
        batch.drop_column("name")
        batch.create_unique_constraint("standup_team_id_key", ["team_id"])
