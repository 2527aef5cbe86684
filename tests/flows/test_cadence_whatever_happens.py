"""Whatever is changed in whatever order: what is planned is announced, once, and nothing else is."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from handlers.cadence import running
from handlers.routing import Desk
from storage import dues, teams
from storage.models import Occurrence
from tests.flows.cadences import pressed, set_up
from tests.flows.office import Office, Persona, opened

KINDS = ("planning", "refinement", "review", "retro", "weeknote")
RULES = ("every Thursday at 11:00", "last day of the sprint 14:00", "every weekday at 8:30")
ZONES = ("Berlin", "New York", "Auckland", "Kathmandu")
Announced = set[tuple[int, datetime]]


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2))
async def test_all_that_is_planned_is_announced_once(sqlite_office: Office, seed: int) -> None:
    office, chance = sqlite_office, random.Random(seed)
    # Clocks change in the middle of it.
    office.now = datetime(2027, 3, 1, 8, tzinfo=UTC)
    ada = office.person("Ada")
    await set_up(office, ada, starts="2027-03-01")
    for _ in range(30):
        await something_changes(office, ada, chance)
        before, until = office.now, office.now + timedelta(hours=chance.randint(1, 60))
        wanted = planned(office, before, until)
        known = announced(office)
        await office.until(until)
        assert announced(office) - known >= wanted - known
        assert_next_moments_are_planned(office)
    assert len(announced(office)) > 10
    subjects = [shown.subject for shown in office.shown("C-core")]
    assert len(subjects) == len(set(subjects))


async def something_changes(office: Office, ada: Persona, chance: random.Random) -> None:
    kind = chance.choice(KINDS)
    match chance.randint(0, 6):
        case 0:
            line = f"/team cadence {kind} {chance.choice(RULES)}"
            await pressed(ada, "Save", await ada.commands(line))
        case 1:
            await ada.commands(f"/team cadence {kind} skip")
        case 2:
            hour = f"{chance.randint(7, 18)}:{chance.choice(('00', '17', '30'))}"
            asked = await ada.commands(f"/team cadence {kind} move tomorrow {hour}")
            if not asked.refused:
                await pressed(ada, "Move it", asked)
        case 3:
            await ada.commands(f"/team cadence {kind} {chance.choice(('on', 'off'))}")
        case 4:
            await in_another_zone(ada, chance.choice(ZONES))
        case 5:
            overview = await ada.commands("/team cadence")
            form = opened(await pressed(ada, "Change sprints", overview))
            starts = (office.now + timedelta(days=chance.randint(-9, 9))).date().isoformat()
            weeks = str(chance.randint(1, 4))
            await ada.sends(form, {"weeks": weeks, "starts": starts, "number": "5"})
        case _:
            pass


async def in_another_zone(ada: Persona, zone: str) -> None:
    form = opened(await ada.commands("/standup setup"))
    given = {"place": "C-core", "name": "Core", "days": "sun", "hour": "23:00", "window": "60"}
    rest = {"reminder": "15", "zone": zone, "questions": "What is new?"}
    await ada.sends(form, given | rest)


def planned(office: Office, since: datetime, until: datetime) -> Announced:
    """Ceremony and start of all whose moment comes in between."""
    with office.database.begin() as opened_:
        desk = Desk(opened_, office.now, office.workspace_id)
        team = teams.at(desk.session, "C-core")
        assert team is not None
        beat = running.of_team(desk, team)
        assert beat is not None
        some = running.held_by(desk, beat)
        on = [held for held in some if held.ceremony.is_on and not held.is_written]
        plans = running.plans(desk, on)
        return {
            (held.ceremony.key, each.starts)
            for held in on
            for each in plans[held.ceremony.key].between(since, until + held.lead)
            if since < each.starts - held.lead <= until
        }


def announced(office: Office) -> Announced:
    with office.inside() as session:
        found = session.exec(
            select(Occurrence).where(col(Occurrence.announced_at).is_not(None))
        ).all()
    return {(each.ceremony_id, each.starts_at) for each in found}


def assert_next_moments_are_planned(office: Office) -> None:
    with office.database.begin() as opened_:
        desk = Desk(opened_, office.now, office.workspace_id)
        team = teams.at(desk.session, "C-core")
        assert team is not None
        beat = running.of_team(desk, team)
        assert beat is not None
        there = {due.name: due.next_run_at for due in dues.named_like(desk.session, "cadence:")}
        held_now = running.held_by(desk, beat)
        plans = running.plans(desk, held_now)
        for held in held_now:
            if held.is_written:
                assert held.due not in there
                assert (held.draft_due in there) == held.ceremony.is_on
                continue
            coming = plans[held.ceremony.key].after(desk.now)
            wanted = coming.starts - held.lead if coming and held.ceremony.is_on else None
            assert there.get(held.due) == wanted
