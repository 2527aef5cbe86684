"""The tables. Importing this package knows them all."""

from storage.models.absence import Absence, CalendarLink
from storage.models.action import Action, ActionEvent
from storage.models.base import Owned
from storage.models.blocker import (
    Blocker,
    BlockerEvent,
    BlockerLadder,
    BlockerNotice,
    BlockerWatcher,
)
from storage.models.box import Box, Slip
from storage.models.ceremony import Attendance, Cadence, Ceremony, Feed, Goal, Occurrence
from storage.models.conversation import Conversation
from storage.models.delivery import Delivery, Seen
from storage.models.due import Due
from storage.models.outlook import Milestone, OutlookEvent, Risk
from storage.models.planner import Planner, PlannerLine
from storage.models.playground import PlaygroundMessage, PlaygroundPerson, PlaygroundPlace
from storage.models.poll import Poll, PollVote, Pulse
from storage.models.process import Process, Setting
from storage.models.reader import (
    WeeknoteLink,
    WeeknoteQuestion,
    WeeknoteReaction,
    WeeknoteReader,
    WeeknoteUncounted,
    WeeknoteWeb,
)
from storage.models.retro import (
    Retro,
    RetroCard,
    RetroColumn,
    RetroEnd,
    RetroNote,
    RetroRule,
    RetroTemplate,
    RetroTopic,
)
from storage.models.service import Service
from storage.models.standup import Entry, Export, Observer, Prompt, Standup, StandupDay
from storage.models.team import Member, Team
from storage.models.upload import Upload
from storage.models.webhook import Webhook, WebhookCall
from storage.models.weeknote import (
    Weeknote,
    WeeknoteBullet,
    WeeknoteCopy,
    WeeknoteOptOut,
    WeeknotePass,
    WeeknotePicture,
    WeeknoteRule,
    WeeknoteSubscription,
    WeeknoteWish,
)
from storage.models.workspace import Person, Workspace

__all__ = [
    "Absence",
    "Action",
    "ActionEvent",
    "Attendance",
    "Blocker",
    "BlockerEvent",
    "BlockerLadder",
    "BlockerNotice",
    "BlockerWatcher",
    "Box",
    "Cadence",
    "CalendarLink",
    "Ceremony",
    "Conversation",
    "Delivery",
    "Due",
    "Entry",
    "Export",
    "Feed",
    "Goal",
    "Member",
    "Milestone",
    "Observer",
    "Occurrence",
    "OutlookEvent",
    "Owned",
    "Person",
    "Planner",
    "PlannerLine",
    "PlaygroundMessage",
    "PlaygroundPerson",
    "PlaygroundPlace",
    "Poll",
    "PollVote",
    "Process",
    "Prompt",
    "Pulse",
    "Retro",
    "RetroCard",
    "RetroColumn",
    "RetroEnd",
    "RetroNote",
    "RetroRule",
    "RetroTemplate",
    "RetroTopic",
    "Risk",
    "Seen",
    "Service",
    "Setting",
    "Slip",
    "Standup",
    "StandupDay",
    "Team",
    "Upload",
    "Webhook",
    "WebhookCall",
    "Weeknote",
    "WeeknoteBullet",
    "WeeknoteCopy",
    "WeeknoteLink",
    "WeeknoteOptOut",
    "WeeknotePass",
    "WeeknotePicture",
    "WeeknoteQuestion",
    "WeeknoteReaction",
    "WeeknoteReader",
    "WeeknoteRule",
    "WeeknoteSubscription",
    "WeeknoteUncounted",
    "WeeknoteWeb",
    "WeeknoteWish",
    "Workspace",
]
