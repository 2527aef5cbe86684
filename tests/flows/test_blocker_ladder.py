"""A blocker that nobody removes goes up, in everybody's own working hours."""

from __future__ import annotations

import pytest

from tests.flows.blocked import Crew, card, crew, does, kinds, notices, rows
from tests.flows.office import Office, Persona, at, in_days, opened, told


async def blocked(office: Office, hour: str = "10:00", **zones: str) -> Crew:
    office.now = at(hour)
    team = await crew(office, **zones)
    await team.ben.commands("/blocker No access to staging @Chiara")
    return team


def asked(who: Persona) -> list[str]:
    return [each.words.split("\n")[0] for each in notices(who)]


@pytest.mark.long
async def test_it_goes_from_the_owner_to_the_product_owner_to_the_sponsor(office: Office) -> None:
    team = await blocked(office)
    await office.until(at("09:59", day=in_days(1)))
    assert len(asked(team.chiara)) == 1
    await office.until(at("10:00", day=in_days(1)))
    assert "no news" in asked(team.chiara)[1]
    assert asked(team.petra) == []
    await office.until(at("10:00", day=in_days(2)))
    assert "no news for days" in asked(team.petra)[0]
    await office.until(at("10:00", day=in_days(4)))
    assert "a hand from above" in asked(team.sam)[0]
    await office.until(at("10:00", day=in_days(30)))
    assert kinds(office) == ["raised", *["escalated"] * 4]
    assert [len(asked(who)) for who in (team.ada, team.chiara, team.petra, team.sam)] == [
        1,
        2,
        1,
        1,
    ]


async def test_nobody_is_told_at_night_or_at_the_weekend(office: Office) -> None:
    office.now = at("16:00", day=in_days(4))
    team = await crew(office, Chiara="Asia/Tokyo", Ada="America/New_York")
    await team.ben.commands("/blocker No access to staging @Chiara")
    assert asked(team.chiara) == []
    assert len(asked(team.ada)) == 1
    await office.until(at("00:59", "Europe/Berlin", in_days(7)))
    assert asked(team.chiara) == []
    await office.until(at("09:00", "Asia/Tokyo", in_days(7)))
    assert len(asked(team.chiara)) == 1


async def test_one_moment_is_planned_per_blocker(office: Office) -> None:
    await blocked(office, "20:00")
    planned = [name for name in office.dues() if name.startswith("blocker:")]
    assert planned == [f"blocker:{rows(office)[0].id}:next"]


async def test_a_promise_pauses_it_and_when_it_passes_the_owner_is_asked(office: Office) -> None:
    team = await blocked(office)
    await does(team.chiara, "I’m on it", card(office), until="Thursday 14:00")
    await office.until(at("13:59", day=in_days(3)))
    assert len(asked(team.chiara)) == 1 and asked(team.petra) == []
    await office.until(at("14:00", day=in_days(3)))
    assert "no news" in asked(team.chiara)[-1]
    await office.until(at("13:59", day=in_days(4)))
    assert asked(team.petra) == []
    await office.until(at("14:00", day=in_days(4)))
    assert len(asked(team.petra)) == 1


async def test_news_of_the_owner_begins_the_count_anew(office: Office) -> None:
    team = await blocked(office)
    await office.until(at("09:00", day=in_days(1)))
    await team.chiara.says("The vendor looks at it.", thread=card(office).ref, place="C-core")
    await office.until(at("17:00", day=in_days(1)))
    assert len(asked(team.chiara)) == 1
    await office.until(at("09:00", day=in_days(2)))
    assert len(asked(team.chiara)) == 2


async def test_what_is_resolved_goes_nowhere(office: Office) -> None:
    team = await blocked(office)
    await does(team.chiara, "Resolve", card(office), words="Done.")
    await office.until(at("10:00", day=in_days(10)))
    assert "escalated" not in kinds(office)[2:]
    assert asked(team.petra) == asked(team.sam) == []


async def test_after_downtime_everybody_hears_once_and_in_their_hours(office: Office) -> None:
    team = await blocked(office)
    await office.after_downtime(at("03:00", day=in_days(9)))
    assert len(asked(team.chiara)) == 1 and asked(team.petra) == []
    await office.until(at("09:00", day=in_days(9)))
    assert [len(asked(who)) for who in (team.chiara, team.petra, team.sam)] == [2, 1, 1]


async def test_who_has_not_heard_by_the_end_hears_only_of_the_end(office: Office) -> None:
    team = await blocked(office, "20:00")
    await does(team.ben, "Resolve", card(office), words="It was my own mistake.")
    await office.until(at("10:00", day=in_days(1)))
    assert asked(team.chiara) == ["Ben resolved this:"]
    assert asked(team.ada) == []


async def test_a_team_sets_its_own_ladder(office: Office) -> None:
    team = await blocked(office)
    form = opened(await team.ada.commands("/blocker setup"))
    given = {"owner": "2", "product_owner": "0", "sponsor": "3"}
    wrong = await team.ada.sends(form, {**given, "works_from": "17:00", "works_until": "09:00"})
    assert wrong.errors is not None and set(wrong.errors) == {"works_until"}
    await team.ada.sends(form, {**given, "works_from": "08:00", "works_until": "16:00"})
    words = card(office).words
    assert "Chiara, 2026-11-25T09:00:00+00:00; sponsor, 2026-11-26T09:00:00+00:00." in words
    refused = await team.ben.commands("/blocker setup")
    assert refused.refused


async def test_without_an_owner_the_scrum_master_is_asked_to_find_one(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await team.ben.commands("/blocker Nobody knows the password")
    await office.until(at("10:00", day=in_days(1)))
    assert len(asked(team.ada)) == 2


async def test_who_is_away_for_long_is_not_waited_for(office: Office) -> None:
    team = await blocked(office)
    await team.chiara.commands("/standup away from tomorrow to next Friday")
    assert "If nothing happens: product owner, 2026-11-24T09:00:00+00:00" in card(office).words
    await office.until(at("10:00", day=in_days(1)))
    assert len(asked(team.chiara)) == 1 and len(asked(team.petra)) == 1
    more = told(await team.ben.presses("More", card(office)))
    assert "told Petra (product owner), as nobody was there as owner" in more
    await office.until(at("10:00", day=in_days(20)))
    assert len(asked(team.petra)) == 1 and len(asked(team.sam)) == 1


async def test_who_comes_back_early_is_asked_again(office: Office) -> None:
    team = await blocked(office)
    await team.chiara.commands("/standup away from tomorrow to next Friday")
    await team.chiara.commands("/standup back")
    assert "If nothing happens: Chiara, 2026-11-24T09:00:00+00:00" in card(office).words


async def test_a_public_holiday_does_not_count(office: Office) -> None:
    office.now = at("10:00", day=in_days(31))
    team = await crew(office)
    await team.ben.commands("/blocker No access to staging @Chiara")
    await office.until(at("09:59", day=in_days(35)))
    assert len(asked(team.chiara)) == 1
    await office.until(at("10:00", day=in_days(35)))
    assert len(asked(team.chiara)) == 2


async def test_the_blocker_of_somebody_who_is_gone_goes_to_the_scrum_master(
    office: Office,
) -> None:
    team = await blocked(office)
    await office.learns(team.chiara, is_gone=True)
    assert "If nothing happens: scrum master, 2026-11-24T09:00:00+00:00" in card(office).words
    await office.until(at("10:00", day=in_days(1)))
    assert len(asked(team.ada)) == 2


async def test_a_ladder_that_is_changed_half_way_skips_nobody_and_asks_nobody_twice(
    office: Office,
) -> None:
    team = await blocked(office)
    await office.until(at("10:00", day=in_days(1)))
    assert len(asked(team.chiara)) == 2
    form = opened(await team.ada.commands("/blocker setup"))
    hours = {"works_from": "09:00", "works_until": "17:00"}
    await team.ada.sends(form, {"owner": "0", "product_owner": "2", "sponsor": "4", **hours})
    await office.until(at("10:00", day=in_days(2)))
    assert len(asked(team.petra)) == 1
    await team.ada.sends(form, {"owner": "1", "product_owner": "2", "sponsor": "4", **hours})
    await office.until(at("10:00", day=in_days(9)))
    assert [len(asked(who)) for who in (team.chiara, team.petra, team.sam)] == [2, 1, 1]


async def test_a_ladder_goes_up(office: Office) -> None:
    team = await blocked(office)
    form = opened(await team.ada.commands("/blocker setup"))
    hours = {"works_from": "09:00", "works_until": "17:00"}
    given = {"owner": "3", "product_owner": "2", "sponsor": "1", **hours}
    wrong = await team.ada.sends(form, given)
    assert wrong.errors is not None and set(wrong.errors) == {"product_owner", "sponsor"}


async def test_whoever_moves_to_another_zone_is_told_in_the_hours_there(office: Office) -> None:
    office.now = at("18:00")
    team = await crew(office)
    await team.ben.commands("/blocker No access to staging @Chiara")
    assert "Chiara, 2026-11-25" in card(office).words
    await office.learns(team.chiara, zone="America/New_York")
    assert len(asked(team.chiara)) == 1
    assert "Chiara, 2026-11-24T17:00:00+00:00" in card(office).words


async def test_whoever_works_on_other_days_hears_of_the_end_on_those(office: Office) -> None:
    team = await blocked(office)
    form = opened(await team.chiara.commands("/drumbeat settings"))
    given = {"hour": "", "holidays": "yes"}
    await team.chiara.sends(form, {"days": "thu,fri", **given})
    await does(team.ben, "Resolve", card(office), words="It works again.")
    assert len(asked(team.chiara)) == 1
    await team.chiara.sends(form, {"days": "mon,tue", **given})
    assert asked(team.chiara)[1:] == ["Ben resolved this:"]
