"""A busy machine may stand still for seconds. What the program does when a person has waited long
enough is tried where a test says so; everywhere else there is time."""

from __future__ import annotations

from bot.msteams import app as teams_app
from bot.msteams import learning
from bot.msteams import send as teams_send
from bot.playground import doings
from bot.slack import app as slack_app
from bot.slack import send as slack_send
from bot.slack import wire
from tests.fakes.slack import delivery

PATIENCE = 60.0
"""Seconds; only a test that fails waits for it."""


def be() -> None:
    """In this process."""
    doings.PATIENCE = PATIENCE
    slack_app.ACK_WITHIN = PATIENCE
    teams_app.ANSWER_WITHIN = PATIENCE
    slack_send.WHILE_SOMEBODY_WAITS = PATIENCE
    teams_send.WHILE_SOMEBODY_WAITS = PATIENCE
    learning.WHILE_SOMEBODY_WAITS = PATIENCE
    wire.PATIENCE = PATIENCE
    delivery.ACK_WITHIN = PATIENCE
