"""A team's webhook is told of its actions."""

from __future__ import annotations

from jsonschema import Draft202012Validator

from tests.flows.acting import told
from tests.flows.blocked import does
from tests.running.hooked import SCHEMA, House, Listener, house, listener

__all__ = ["house", "listener"]
"""Fixtures."""


async def test_made_done_opened_again_and_dropped_are_told_as_the_schema_says(
    house: House, listener: Listener
) -> None:
    team = await house.team(listener)
    await team.ben.commands("/retro actions add Write a runbook @Chiara by 4 December")
    [heard] = told(team.chiara)
    await team.chiara.presses("Done", heard)
    await team.chiara.presses("Not done after all", told(team.chiara)[0])
    await team.ben.commands("/retro actions add Call them @Ada by Friday at 15:00")
    await does(team.ada, "Drop it", told(team.ada)[0], words="They called us.")
    await house.calls()
    assert listener.kinds == [
        "ping",
        "action.created",
        "action.done",
        "action.reopened",
        "action.created",
        "action.dropped",
    ]
    validator = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for each in listener.told:
        validator.validate(each)
    _, created, done, *_, dropped = (each.get("action", {}) for each in listener.told)
    assert (created["owner"], created["made_by"], created["due_day"]) == (
        "Chiara",
        "Ben",
        "2026-12-04",
    )
    assert done["status"] == "done" and done["closed_at"]
    assert dropped["closing"] == "They called us."
