"""Being away, said by command and by form, on every platform."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.registry import everything
from tests.platforms.surface_teams import on_teams
from tests.platforms.surfaces import Surface, in_playground, on_slack


@pytest.fixture(params=["slack", "msteams", "playground"])
async def surface(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Surface]:
    """Where ada is scrum master of a team with ben."""
    platforms = {"slack": on_slack, "msteams": on_teams, "playground": in_playground}
    async with platforms[request.param](tmp_path, everything()) as opened:  # type: ignore[operator]
        if request.param != "playground":
            form = (await opened.command("ada", "/standup setup")).form
            done = await opened.submit("ada", form, {"Team": "Harbor"})
            assert done.errors == []
        await opened.delivered()
        yield opened


async def test_the_days_said_are_echoed_in_private(surface: Surface) -> None:
    done = await surface.command("ben", "/standup away from 24 Nov to 27 Nov")
    assert done.form is None
    assert "You are away from Tuesday 24 November to Friday 27 November" in done.private[0]
    assert all("away from" not in each.text for each in await surface.channel_as("ada"))
    done = await surface.command("ben", "/standup back")
    assert "You are not away from Tuesday 24 November" in done.private[0]


async def test_what_is_not_understood_comes_back(surface: Surface) -> None:
    done = await surface.command("ben", "/standup away when the cows come home")
    assert "when the cows come home" in done.private[0]
    assert "from Monday to 12 January" in done.private[0]


async def test_a_form_asks_for_the_days_and_of_whoever_runs_the_team_for_whom(
    surface: Surface,
) -> None:
    assert (await surface.command("ben", "/standup away")).labels == ["From", "Until"]
    done = await surface.command("ada", "/standup away")
    assert done.labels == ["From", "Until", "Who"]
    wrong = {"From": "2026-12-04", "Until": "2026-12-01"}
    errors = (await surface.submit("ada", done.form, wrong)).errors
    assert errors == ["The last day cannot come before the first."]
    chosen = {"From": "2026-12-01", "Until": "2026-12-04", "Who": surface.person("ben")}
    assert (await surface.submit("ada", done.form, chosen)).errors == []
    [news] = [each for each in await surface.direct_as("ben") if "has told me" in each.text]
    assert "from Tuesday 1 December to Friday 4 December" in news.text
    await surface.press("ben", news, "I'm here")
    texts = [each.text for each in await surface.direct_as("ben")]
    assert any("You are not away from Tuesday 1 December" in text for text in texts)
    assert not any("has told me" in text for text in texts)


async def test_another_is_named_with_an_at(surface: Surface) -> None:
    done = await surface.command("ada", "/standup away @ben until 27 Nov")
    assert "away from Monday 23 November to Friday 27 November" in done.private[0]
    assert done.private[0].lower().startswith("ben")
    assert any("has told me" in each.text for each in await surface.direct_as("ben"))
    done = await surface.command("ben", "/standup away @ada until 27 Nov")
    assert "who runs a team of theirs" in done.private[0]


async def test_of_two_readings_one_is_pressed(surface: Surface) -> None:
    await surface.command("ben", "/standup away from Monday to 12 Jan")
    asked = [
        each
        for each in [*await surface.channel_as("ben"), *await surface.direct_as("ben")]
        if "Which days" in each.text
    ]
    [question] = asked
    await surface.press("ben", question, "The second")
    texts = [
        each.text for each in [*await surface.channel_as("ben"), *await surface.direct_as("ben")]
    ]
    assert any("You are away from Monday 30 November to" in text for text in texts)


async def test_one_s_own_week_is_set_by_form(surface: Surface) -> None:
    done = await surface.command("ada", "/drumbeat settings")
    wanted = ["Your working days", "Ask me at", "On public holidays", "Country", "Region"]
    assert done.labels == wanted
    # A page sends all its fields; the others keep what stood in them.
    page = {"Your working days": "mon,tue,wed,thu,fri", "On public holidays": "keep"}
    rest = page if surface.name == "playground" else {}
    errors = (await surface.submit("ada", done.form, rest | {"Country": "Atlantis"})).errors
    assert len(errors) == 1
    done = await surface.command("ada", "/drumbeat settings")
    chosen = rest | {"Ask me at": "07:30", "Region": "Bayern", "Country": "Germany"}
    sent = await surface.submit("ada", done.form, chosen)
    assert sent.errors == []
    assert "Change my days and hours" in await surface.open_home("ada")


async def test_an_answer_that_takes_longer_than_slack_waits_comes_after(tmp_path: Path) -> None:
    async with on_slack(tmp_path, everything(), patience=0) as surface:
        done = await surface.command("ben", "/standup away when the cows come home")
        assert "when the cows come home" in done.private[0]
