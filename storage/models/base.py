"""What every table of a workspace has in common."""

from sqlmodel import Field, SQLModel


class Owned(SQLModel):
    """A row that belongs to one workspace. A session opened for another never sees it."""

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(default=0, foreign_key="workspace.id")
    """Filled in by the session that saves the row."""

    @property
    def key(self) -> int:
        """The id of a saved row."""
        if self.id is None:
            raise ValueError("not saved yet")
        return self.id
