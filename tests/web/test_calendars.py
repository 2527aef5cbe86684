"""Calendar links over HTTP: whoever has one sees what its holder may see, until it is renewed."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest
import recurring_ical_events
from icalendar import Calendar
from sqlmodel import SQLModel
from starlette.applications import Starlette

from bot.web.calendars import MOST, calendars
from handlers.events import Pressed
from storage.session import Database
from tests.flows.blocked import answered
from tests.flows.cadences import pressed, set_up
from tests.flows.office import SETTINGS, Office, Persona, at, in_days, opened, told
from tests.flows.office import set_up as set_up_standup


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


@pytest.fixture
async def web(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=calendars(office.database, lambda: office.now))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://beat.test") as client:
        yield client


async def links(person: Persona) -> list[str]:
    said = told(await person.commands("/team calendar"))
    return re.findall(r"http://127\.0\.0\.1:3000(/calendars/\S+\.ics)", said)


async def test_a_link_gives_the_ceremonies_as_a_calendar(
    office: Office, web: httpx.AsyncClient
) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    team, _mine = await links(ben)
    answer = await web.get(team)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"].startswith("private")
    found = Calendar.from_ical(answer.content)
    titles = {str(event["SUMMARY"]) for event in found.walk("VEVENT")}
    assert titles == {
        f"Core: {title}" for title in ("Planning", "Refinement", "Review", "Retro", "Weeknote")
    }
    assert b"Ada" not in answer.content
    assert b"Ben" not in answer.content


async def test_what_is_known_is_not_sent_again(office: Office, web: httpx.AsyncClient) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    team, _ = await links(ada)
    first = await web.get(team)
    etag, since = first.headers["etag"], first.headers["last-modified"]
    office.now = at("18:00")
    for headers in ({"If-None-Match": etag}, {"If-Modified-Since": since}):
        again = await web.get(team, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    assert (await web.get(team, headers={"If-None-Match": '"other"'})).status_code == 200


async def test_a_new_link_makes_the_old_one_stop(office: Office, web: httpx.AsyncClient) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    old, mine = await links(ada)
    assert await links(ada) == []
    asked = await ada.commands("/team calendar")
    outcome = await pressed(ada, "Make a new link", asked)
    [new] = re.findall(r"(/calendars/\S+\.ics)", told(outcome))
    assert (await web.get(old)).status_code == 404
    assert (await web.get(new)).status_code == 200
    assert (await web.get(mine)).status_code == 200


async def test_nothing_is_told_of_what_nobody_was_given(web: httpx.AsyncClient) -> None:
    for secret in ("x", "a" * 43, "a" * 5000, "%2e%2e"):
        answer = await web.get(f"/calendars/{secret}.ics")
        assert answer.status_code == 404
        assert answer.headers["cache-control"] == "no-store"


def told_of(body: bytes) -> dict[str, list[str]]:
    """The lines that tell of changes, by name."""
    lines = body.decode().replace("\r\n ", "").split("\r\n")
    names = ("SEQUENCE", "EXDATE", "RECURRENCE-ID")
    return {name: [line for line in lines if line.startswith(name)] for name in names}


async def test_what_is_skipped_or_moved_is_so_in_the_calendar(
    office: Office, web: httpx.AsyncClient
) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    team, _ = await links(ada)
    first = await web.get(team)
    assert told_of(first.content)["EXDATE"] == []
    await ada.commands("/team cadence retro skip")
    await pressed(ada, "Move it", await ada.commands("/team cadence review move to 9:15"))
    second = await web.get(team, headers={"If-None-Match": first.headers["etag"]})
    assert second.status_code == 200
    said = told_of(second.content)
    assert said["EXDATE"] == ["EXDATE;TZID=Europe/Berlin:20261204T133000"]
    assert "RECURRENCE-ID;TZID=Europe/Berlin:20261204T100000" in said["RECURRENCE-ID"]
    assert said["SEQUENCE"].count("SEQUENCE:1") >= 3
    await pressed(ada, "Save", await ada.commands("/team cadence retro every Friday at 12:00"))
    third = await web.get(team)
    assert "SEQUENCE:2" in told_of(third.content)["SEQUENCE"]
    uids = [
        {str(event["UID"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")}
        for answer in (first, second, third)
    ]
    assert uids[0] == uids[1] == uids[2]


async def test_a_check_in_of_every_other_week_is_in_ones_own_link(
    office: Office, web: httpx.AsyncClient
) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await set_up_standup(
        office, ada, called="Check-in", days="fri", every="2", week="2026-12-04", hour="14:00"
    )
    _, mine = await links(ada)
    found = Calendar.from_ical((await web.get(mine)).content)
    [event] = [each for each in found.events if str(each["SUMMARY"]) == "Core: Check-in"]
    assert str(event.start) == "2026-12-04 14:00:00+01:00"
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"


async def test_ones_own_link_has_all_teams_and_ones_own_hours(
    office: Office, web: httpx.AsyncClient
) -> None:
    ada, mei = office.person("Ada"), office.person("Mei", "Asia/Tokyo")
    await set_up(office, ada, mei)
    await set_up_standup(office, ada, mei)
    _, mine = await links(mei)
    found = Calendar.from_ical((await web.get(mine)).content)
    events = {str(event["SUMMARY"]): event for event in found.events}
    assert "Core: Retro" in events
    standup = events["Core: Stand-up"]
    assert str(standup.start) == "2026-11-23 09:00:00+09:00"
    assert standup["RRULE"].to_ical() == b"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    assert {str(zone["TZID"]) for zone in found.walk("VTIMEZONE")} == {
        "Asia/Tokyo",
        "Europe/Berlin",
    }


async def test_a_link_stops_for_who_leaves_and_where_we_are_uninstalled(
    office: Office, web: httpx.AsyncClient
) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    theirs, own = await links(ben)
    mine, _ = await links(ada)
    await office.leaves(ben)
    assert (await web.get(theirs)).status_code == 404
    assert Calendar.from_ical((await web.get(own)).content).walk("VEVENT") == []
    await office.learns(ben, is_gone=True)
    assert (await web.get(own)).status_code == 404
    assert (await web.get(mine)).status_code == 200
    await office.is_uninstalled()
    assert (await web.get(mine)).status_code == 404


async def test_a_link_is_for_members_and_its_secret_is_kept_nowhere(
    office: Office, web: httpx.AsyncClient
) -> None:
    ada, eve = office.person("Ada"), office.person("Eve")
    await set_up(office, ada)
    assert (await eve.commands("/team calendar")).refused
    team, _ = await links(ada)
    secret = team.removeprefix("/calendars/").removesuffix(".ics")
    assert len(secret) >= 43
    with office.database.engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            assert secret not in str(connection.execute(table.select()).all())
    origin = office.origin(eve.ref)
    forged = Pressed(origin, "cadence.link", {"team": "1"}, "", office.key())
    assert (await office.happens(forged)).refused


async def test_a_link_asked_for_too_often_is_answered_later(
    office: Office, web: httpx.AsyncClient
) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    team, mine = await links(ada)
    for _ in range(MOST):
        assert (await web.get(team)).status_code == 200
    slower = await web.get(team)
    assert slower.status_code == 429
    assert 0 < int(slower.headers["retry-after"]) <= 60
    assert (await web.get(mine)).status_code == 200


async def test_it_is_read_and_nothing_else(office: Office, web: httpx.AsyncClient) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    team, _ = await links(ada)
    head = await web.head(team)
    assert (head.status_code, head.content) == (200, b"")
    for method in ("POST", "PUT", "DELETE", "PROPFIND"):
        assert (await web.request(method, team)).status_code == 405


async def test_other_holidays_alone_raise_the_number_that_calendars_look_at(
    office: Office, web: httpx.AsyncClient
) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    team, _ = await links(ada)
    before = await web.get(team)
    form = opened(await ada.commands("/drumbeat settings"))
    assert not (await ada.sends(form, answered(form, country="France"))).errors
    after = await web.get(team)
    assert told_of(before.content)["EXDATE"] != told_of(after.content)["EXDATE"] or (
        told_of(before.content)["RECURRENCE-ID"] != told_of(after.content)["RECURRENCE-ID"]
    )
    assert "SEQUENCE:0" in told_of(before.content)["SEQUENCE"]
    assert "SEQUENCE:0" not in told_of(after.content)["SEQUENCE"]
    # The same days off again are no change.
    form = opened(await ada.commands("/drumbeat settings"))
    await ada.sends(form, answered(form, hour="08:00"))
    assert (await web.get(team)).content == after.content


async def test_meetings_that_were_held_stay_where_they_were(
    office: Office, web: httpx.AsyncClient
) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    team, _ = await links(ada)
    await office.until(at("18:00", day=in_days(26)))
    before = held_in((await web.get(team)).content, office.now)
    assert len(before) > 6
    for line in ("retro every Tuesday at 9:00", "planning every Monday at 11:00"):
        await pressed(ada, "Save", await ada.commands(f"/team cadence {line}"))
    body = (await web.get(team)).content
    assert held_in(body, office.now) == before
    coming = held_in(body, at("00:00", day=in_days(35)), since=office.now)
    assert ("Core: Retro", at("9:00", day=in_days(29))) in coming
    assert ("Core: Planning", at("11:00", day=in_days(28))) in coming
    assert len(coming) == len(set(coming))
    form = opened(await pressed(ada, "Change sprints", await ada.commands("/team cadence")))
    await ada.sends(form, answered(form, weeks="3"))
    assert held_in((await web.get(team)).content, office.now) == before


def held_in(
    body: bytes, until: datetime, since: datetime = datetime(2026, 1, 1, tzinfo=UTC)
) -> list[tuple[str, datetime]]:
    """As another library unrolls the calendar."""
    found = recurring_ical_events.of(Calendar.from_ical(body)).between(since, until)
    return sorted((str(each["SUMMARY"]), each["DTSTART"].dt.astimezone(UTC)) for each in found)


async def test_a_retro_over_days_takes_no_time_in_anybodys_calendar(
    office: Office, web: httpx.AsyncClient
) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    team, _ = await links(ada)

    async def retros() -> tuple[set[tuple[str, str]], int]:
        events = Calendar.from_ical((await web.get(team)).content).events
        some = [event for event in events if "Retro" in str(event["SUMMARY"])]
        shown = {(str(event["SUMMARY"]), str(event["TRANSP"])) for event in some}
        return shown, max(int(str(event["SEQUENCE"])) for event in some)

    shown, before = await retros()
    assert shown == {("Core: Retro", "OPAQUE")}
    form = opened(await ada.commands("/retro setup"))
    await ada.sends(form, answered(form, way="async"))
    shown, after = await retros()
    assert shown == {("Core: Retro, over days", "TRANSPARENT")}
    assert after > before


async def test_ones_own_changes_raise_the_number_of_ones_own_stand_up(
    office: Office, web: httpx.AsyncClient
) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await set_up_standup(office, ada, ben)
    _, mine = await links(ada)
    _, theirs = await links(ben)

    async def standup(link: str) -> tuple[int, str, object]:
        found = Calendar.from_ical((await web.get(link)).content)
        [event] = [each for each in found.events if str(each["SUMMARY"]) == "Core: Stand-up"]
        return int(str(event["SEQUENCE"])), f"{event.start:%H:%M %Z}", event.DTSTAMP

    told = [await standup(mine)]
    untouched = await standup(theirs)
    office.now = at("10:00")
    form = opened(await ada.commands("/drumbeat settings"))
    await ada.sends(form, answered(form, hour="08:15"))
    told.append(await standup(mine))
    office.now = at("11:00")
    await office.learns(ada, zone="Asia/Tokyo")
    told.append(await standup(mine))
    assert [hour for _, hour, _ in told] == ["09:00 CET", "08:15 CET", "08:15 JST"]
    assert told[0][0] < told[1][0] < told[2][0]
    assert told[1][2] == at("10:00")
    assert await standup(theirs) == untouched


async def test_a_stand_up_is_not_in_ones_own_link_when_one_is_left_in_peace(
    office: Office, web: httpx.AsyncClient
) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await set_up_standup(office, ada)
    form = opened(await ada.commands("/drumbeat settings"))
    await ada.sends(form, answered(form, days="mon,tue,wed,fri"))
    await ada.commands("/standup away from 14 Dec to 18 Dec")
    _, mine = await links(ada)
    shown = held_in((await web.get(mine)).content, at("00:00", day=in_days(37)), since=office.now)
    days = [f"{starts:%d %b}" for title, starts in shown if title == "Core: Stand-up"]
    # No Thursdays, nothing in the week away, and not at Christmas.
    assert days == [
        *("23 Nov", "24 Nov", "25 Nov", "27 Nov", "30 Nov", "01 Dec", "02 Dec", "04 Dec"),
        *("07 Dec", "08 Dec", "09 Dec", "11 Dec", "21 Dec", "22 Dec", "23 Dec", "28 Dec", "29 Dec"),
    ]


async def test_a_stand_up_is_in_ones_own_link_at_ones_own_hour(
    office: Office, web: httpx.AsyncClient
) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await set_up_standup(office, ada)
    evening = {**SETTINGS, "called": "Evening", "hour": "17:00"}
    await ada.sends(await ada.form("/standup setup Evening"), evening)
    form = opened(await ada.commands("/drumbeat settings"))
    await ada.sends(form, answered(form, hour="08:15"))
    _, mine = await links(ada)
    found = Calendar.from_ical((await web.get(mine)).content)
    starts = {str(event["SUMMARY"]): str(event.start) for event in found.events}
    assert starts["Core: Stand-up"].endswith(" 08:15:00+01:00")
    assert starts["Core: Evening"].endswith(" 17:00:00+01:00")
