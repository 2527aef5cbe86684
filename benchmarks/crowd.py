"""Workspaces full of teams that are all asked at the same moment, written in bulk."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlmodel import SQLModel

from bot.seal import Seal
from bot.settings import Settings
from handlers.standup.questions import DEFAULTS
from handlers.times import WEEKDAYS, Recurs
from storage import migrate
from storage.models import Due, Entry, Member, Person, Standup, Team, Workspace
from storage.session import Database

ZONE = "Europe/Berlin"
NOBODY_YET = datetime(2100, 1, 1, tzinfo=UTC)
"""Until the run begins, nothing is due."""


@dataclass(frozen=True)
class Crowd:
    workspaces: int = 50
    teams: int = 25
    """In each workspace."""
    people: int = 8
    """In each team."""

    @property
    def prompts(self) -> int:
        return self.workspaces * self.teams * self.people


@dataclass(frozen=True)
class Planned:
    """The moment everybody is asked at: a minute ago."""

    day: date
    at: datetime
    recurs: Recurs


def a_minute_ago() -> Planned:
    wall = (datetime.now(UTC) - timedelta(minutes=1)).astimezone(ZoneInfo(ZONE))
    recurs = Recurs(frozenset(WEEKDAYS), time(wall.hour, wall.minute), ZONE)
    return Planned(wall.date(), recurs.on(wall.date()), recurs)


def token_of(workspace: int) -> str:
    return f"xoxb-{workspace}"


def fill(settings: Settings, crowd: Crowd, planned: Planned) -> None:
    """The whole world, with everybody's answers of yesterday."""
    database = Database(settings.database_url)
    migrate.upgrade(database)
    seal = Seal(settings.secret_keys.get_secret_value())
    homes = range(1, crowd.workspaces + 1)
    teams = [(home, number) for home in homes for number in range(crowd.teams)]
    with database.engine.begin() as connection:

        def save(table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
            connection.execute(insert(table), rows)

        save(Workspace, [_workspace(home, seal, planned.at) for home in homes])
        save(Team, [_team(key, home, planned.at) for key, (home, _) in enumerate(teams, 1)])
        save(Standup, [_standup(key, home, planned) for key, (home, _) in enumerate(teams, 1)])
        planning = [_due(key, home, planned) for key, (home, _) in enumerate(teams, 1)]
        # As teams come in life: every workspace's one after another, each in its own time.
        random.Random(7).shuffle(planning)
        save(Due, planning)
        members = [
            (home, team, (team - 1) * crowd.people + number)
            for team, (home, _) in enumerate(teams, 1)
            for number in range(1, crowd.people + 1)
        ]
        save(Person, [_person(person, home, planned.at) for home, _, person in members])
        save(Member, [_member(team, person, home, planned.at) for home, team, person in members])
        save(Entry, [_entry(team, person, home, planned) for home, team, person in members])
    database.close()


def _workspace(home: int, seal: Seal, now: datetime) -> dict[str, Any]:
    keys = {"bot_token": token_of(home), "bot_user": f"UB{home}", "bot_id": f"B{home}"}
    return {
        "id": home,
        "platform": "slack",
        "ref": f"T{home}",
        "name": f"Acme {home}",
        "sealed_installation": seal.close(keys),
        "installed_at": now,
    }


def _team(key: int, home: int, now: datetime) -> dict[str, Any]:
    facts = {"name": f"Harbor {key}", "place": f"C{key}", "zone": ZONE, "created_at": now}
    return {"id": key, "workspace_id": home, **facts}


def _standup(key: int, home: int, planned: Planned) -> dict[str, Any]:
    return {
        "id": key,
        "workspace_id": home,
        "team_id": key,
        "days": ",".join(WEEKDAYS),
        "hour": planned.recurs.at,
        "questions": [question.plain() for question in DEFAULTS],
        "paused": "",
        "updated_at": planned.at,
    }


def _due(key: int, home: int, planned: Planned) -> dict[str, Any]:
    return {
        "workspace_id": home,
        "name": f"standup:{key}:ask:{ZONE}",
        "kind": "standup.ask",
        "next_run_at": NOBODY_YET,
        "rule": planned.recurs.plain(),
        "args": {"standup": str(key), "zone": ZONE},
    }


def _person(key: int, home: int, now: datetime) -> dict[str, Any]:
    # On some earlier morning they were told whose holidays are theirs.
    facts = {"name": f"Person {key}", "zone": ZONE, "facts_at": now, "offered_country": "DE"}
    return {"id": key, "workspace_id": home, "ref": f"U{key}", **facts}


def _member(team: int, person: int, home: int, now: datetime) -> dict[str, Any]:
    facts = {"team_id": team, "person_id": person, "circle": "core", "joined_at": now}
    return {"workspace_id": home, "role": "", **facts}


def _entry(team: int, person: int, home: int, planned: Planned) -> dict[str, Any]:
    answers = {
        "q1": "Reviewed the invoices",
        "q2": f"Ship export {person} & tell sales",
        "q3": "no",
    }
    return {
        "workspace_id": home,
        "standup_id": team,
        "person_id": person,
        "day": planned.day - timedelta(days=1),
        "answers": answers,
        "first_at": planned.at - timedelta(days=1),
    }
