"""What tests on every platform begin with."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from tests.platforms.surface_teams import OnTeams, on_teams
from tests.platforms.surfaces import InPlayground, OnSlack, in_playground, on_slack

Each = OnSlack | OnTeams | InPlayground
SURFACES: dict[str, Callable[..., AbstractAsyncContextManager[Each]]] = {
    "slack": on_slack,
    "msteams": on_teams,
    "playground": in_playground,
}


async def set_up(surface: Each, questions: str = "What are you up to?") -> None:
    """Ada sets a stand-up of the team Harbor up."""
    form = (await surface.command("ada", "/standup setup")).form
    filled = {"Team": "Harbor", "Questions": questions}
    if surface.name == "playground":
        # It sends what stands in the form.
        filled = {each["label"]: each["value"] for each in form["fields"]} | filled
    assert (await surface.submit("ada", form, filled)).errors == []
    await surface.delivered()
