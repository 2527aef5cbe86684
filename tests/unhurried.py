"""A busy machine may stand still for seconds. What the program does when a person has waited long
enough is tried where a test says so; everywhere else there is time."""

from __future__ import annotations

import aiohttp

from bot.calendars import fetch
from bot.playground import doings
from bot.slack import app as slack_app
from bot.slack import send as slack_send
from bot.slack import wire
from bot.webhooks import calling
from tests.fakes.slack import delivery
from tests.fakes.slack.methods import views

PATIENCE = 60.0
"""Seconds; only a test that fails waits for it."""


def be() -> None:
    """In this process."""
    doings.PATIENCE = PATIENCE
    slack_app.ACK_WITHIN = PATIENCE
    slack_send.WHILE_SOMEBODY_WAITS = PATIENCE
    wire.PATIENCE = PATIENCE
    calling.WITHIN = fetch.WITHIN = aiohttp.ClientTimeout(total=PATIENCE)
    delivery.ACK_WITHIN = PATIENCE
    views.TRIGGER_LIFE = PATIENCE


def with_teams() -> None:
    """The same for Teams. Apart: Microsoft's SDK takes a second to load."""
    from bot.msteams import app, keys, learning, sdk, send
    from tests.fakes.msteams import delivery as handing_over

    handing_over.INVOKE_WITHIN = handing_over.MESSAGE_WITHIN = PATIENCE
    keys.PATIENCE = sdk.PATIENCE = PATIENCE
    app.ANSWER_WITHIN = PATIENCE
    send.WHILE_SOMEBODY_WAITS = PATIENCE
    learning.WHILE_SOMEBODY_WAITS = PATIENCE
