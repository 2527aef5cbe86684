"""A Slack across the wire, for tests: real HTTP and websockets, Slack's payloads, Slack's refusals."""

from .errors import SlackError
from .record import Answer, Call, Delivered
from .running import FakeSlack, InThread, serving
from .world import Channel, Message, Person, View, Workspace

__all__ = [
    "Answer",
    "Call",
    "Channel",
    "Delivered",
    "FakeSlack",
    "InThread",
    "Message",
    "Person",
    "SlackError",
    "View",
    "Workspace",
    "serving",
]
