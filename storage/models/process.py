from datetime import datetime

from sqlmodel import Field, SQLModel


class Process(SQLModel, table=True):
    """A running Drumbeat, by its heartbeat. Belongs to no workspace."""

    id: str = Field(primary_key=True)
    seen_at: datetime


class Setting(SQLModel, table=True):
    """A value that must outlive the process and belongs to no workspace, such as the playground's
    clock."""

    name: str = Field(primary_key=True)
    value: str
