"""The tables. Importing this package knows them all."""

from storage.models.base import Owned
from storage.models.blocker import (
    Blocker,
    BlockerEvent,
    BlockerLadder,
    BlockerNotice,
    BlockerWatcher,
)
from storage.models.conversation import Conversation
from storage.models.delivery import Delivery, Seen
from storage.models.due import Due
from storage.models.playground import PlaygroundMessage, PlaygroundPerson, PlaygroundPlace
from storage.models.process import Process, Setting
from storage.models.standup import Entry, Prompt, Standup, StandupDay
from storage.models.team import Member, Team
from storage.models.workspace import Person, Workspace

__all__ = [
    "Blocker",
    "BlockerEvent",
    "BlockerLadder",
    "BlockerNotice",
    "BlockerWatcher",
    "Conversation",
    "Delivery",
    "Due",
    "Entry",
    "Member",
    "Owned",
    "Person",
    "PlaygroundMessage",
    "PlaygroundPerson",
    "PlaygroundPlace",
    "Process",
    "Prompt",
    "Seen",
    "Setting",
    "Standup",
    "StandupDay",
    "Team",
    "Workspace",
]
