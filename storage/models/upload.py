from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class Upload(Owned, table=True):
    """A picture that lies on the platform, so that it need not be sent there again."""

    __table_args__ = (UniqueConstraint("workspace_id", "digest"),)

    digest: str
    """The same for the same picture."""
    ref: str
    """The platform's id of the file."""
    uploaded_at: datetime = Field(index=True)
    is_good: bool = False
    """Whether a message with it was taken; the platform looks through files before it shows them."""
