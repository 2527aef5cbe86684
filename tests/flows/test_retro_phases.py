"""A retro from step to step: forward, back, closed; led by one, handed on."""

from __future__ import annotations

from tests.flows.office import Office, told
from tests.flows.retros import card, circle, phase, presses_private, rows


async def test_a_retro_starts_in_one_line_and_shows_where_it_is(office: Office) -> None:
    team = await circle(office)
    outcome = await team.ada.commands("/retro start sailboat")
    assert "Ada facilitates it" in told(outcome)
    assert "Core retro · Open actions" in card(office).words
    await team.ada.presses("Next: Collect", card(office))
    assert "Anchor – What holds us back?" in card(office).words
    assert phase(office) == "collect"
    again = await team.ben.commands("/retro start")
    assert "Core has a retro open" in told(again)


async def test_only_who_facilitates_takes_it_on(office: Office) -> None:
    team = await circle(office)
    await team.ada.commands("/retro start sailboat")
    refused = await team.ben.presses("Next: Collect", card(office))
    assert refused.refused and "Ask Ada." in told(refused)
    assert phase(office) == "review"


async def test_it_is_ended_wherever_it_is(office: Office) -> None:
    team = await circle(office)
    await team.ada.commands("/retro start sailboat")
    asked = await team.ada.commands("/retro close")
    await presses_private(team.ada, "End the retro", asked)
    assert phase(office) == "closed"
    assert "Core retro · Closed" in card(office).words
    await team.ada.commands("/retro start mad")
    assert len(rows(office)) == 2
