"""A person's own calendar is read over the network, and its days come and go with it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
import structlog
from aiohttp import ClientTimeout
from cryptography.fernet import Fernet
from sqlmodel import select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.address import Refused, check, is_public
from bot.calendars import apart, fetch
from bot.calendars.fetch import Failed, Fetcher
from bot.calendars.reading import Calendars
from bot.seal import Seal
from handlers.calendars.days import Range
from storage.models import Absence, CalendarLink
from storage.session import Database
from tests.fakes.slack import serving
from tests.flows.office import MONDAY, Office, Persona, at, in_days, set_up, told
from tests.flows.reading import words
from tests.flows.test_own_week import settles
from tests.rules.test_calendar_import import calendar, event

FRIDAY = in_days(4)
SECRET = "private-4f9a1c"


@dataclass
class Server:
    """What a calendar service publishes at one address."""

    content: bytes = b""
    status: int = 200
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/{SECRET}/basic.ics"

    async def answer(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        return Response(self.content, self.status, media_type="text/calendar")

    async def slow(self, request: Request) -> Response:
        await asyncio.sleep(1)
        return Response("late")

    async def endless(self, request: Request) -> Response:
        async def going_on() -> AsyncIterator[bytes]:
            for _ in range(2 * fetch.MOST_BYTES // 100_000):
                yield b"X" * 100_000

        return StreamingResponse(going_on())

    async def round(self, request: Request) -> Response:
        return RedirectResponse("/round")

    async def moved(self, request: Request) -> Response:
        return RedirectResponse(f"/{SECRET}/basic.ics")


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    found = Server()
    routes = [
        Route(f"/{SECRET}/basic.ics", found.answer),
        Route("/slow", found.slow),
        Route("/endless", found.endless),
        Route("/round", found.round),
        Route("/moved", found.moved),
    ]
    async with serving(Starlette(routes=routes)) as port:
        found.port = port
        yield found


@dataclass
class House:
    office: Office
    calendars: Calendars

    async def read(self) -> None:
        await self.calendars.read()
        await self.office.deliver()

    def away(self) -> list[tuple[date, date, str]]:
        with self.office.inside() as session:
            rows = session.exec(select(Absence)).all()
            return sorted((row.first_day, row.last_day, row.source) for row in rows)

    def link(self) -> CalendarLink | None:
        with self.office.inside() as session:
            return session.exec(select(CalendarLink)).first()


@pytest.fixture
def house(database: Database) -> House:
    office, seal = Office(database), Seal(Fernet.generate_key().decode())
    office.dispatch.seals = seal
    calendars = Calendars(
        database, seal, office.dispatch.handle, lambda: office.now, is_lenient=True
    )
    return House(office, calendars)


async def team(house: House) -> tuple[Persona, Persona]:
    ada, ben = house.office.person("Ada"), house.office.person("Ben")
    await set_up(house.office, ada, ben)
    return ada, ben


async def test_the_days_of_a_calendar_bring_silence_and_follow_it(
    house: House, server: Server
) -> None:
    office = house.office
    _, ben = await team(house)
    server.content = calendar(event(title="Urlaub", days=(MONDAY, FRIDAY)))
    assert "127.0.0.1: I'll read it within a minute" in told(
        await settles(ben, calendar=server.address)
    )
    await house.read()
    assert house.away() == [(MONDAY, FRIDAY, "calendar")]
    await office.until(at("13:00"))
    assert ben.asked() == []
    assert "Away: Ben (until Friday 27 November)" in office.digest().words
    # Back two days early.
    server.content = calendar(event(title="Urlaub", days=(MONDAY, in_days(2))))
    await office.until(at("15:00"))
    await house.read()
    assert house.away() == [(MONDAY, in_days(2), "calendar")]
    assert "Away: Ben (until Wednesday 25 November)" in office.digest().words
    server.content = calendar()
    await office.until(at("17:00"))
    await house.read()
    assert house.away() == []


async def test_somebody_back_is_back_whatever_the_calendar_has(
    house: House, server: Server
) -> None:
    office = house.office
    _, ben = await team(house)
    server.content = calendar(event(title="Urlaub", days=(MONDAY, FRIDAY)))
    await settles(ben, calendar=server.address)
    await house.read()
    await office.until(at("10:00"))
    await ben.commands("/standup back")
    await office.until(at("10:30"))
    await house.read()
    assert len(ben.asked()) == 1
    # And away again by word.
    await ben.commands(f"/standup away {in_days(1)} to {in_days(2)}")
    await office.until(at("20:00", day=FRIDAY))
    asked = [number for number in range(5) if ben.asked(in_days(number))]
    assert asked == [0, 3, 4]


async def test_each_is_read_about_once_an_hour_and_what_is_the_same_is_not_taken_apart(
    house: House, server: Server
) -> None:
    _, ben = await team(house)
    server.content = calendar(event(title="Urlaub", days=(FRIDAY, FRIDAY)))
    await settles(ben, calendar=server.address)
    await house.read()
    await house.read()
    assert len(server.asked) == 1
    house.office.now += timedelta(hours=1)
    await house.read()
    assert len(server.asked) == 2
    link = house.link()
    assert link is not None
    assert link.read_at == house.office.now


async def test_the_address_is_encrypted_and_neither_shown_nor_logged(
    house: House, server: Server
) -> None:
    _, ben = await team(house)
    server.content = b"no calendar"
    with structlog.testing.capture_logs() as logs:
        shown = told(await settles(ben, calendar=server.address))
        await house.read()
        server.status = 500
        house.office.now += timedelta(hours=2)
        await house.read()
    link = house.link()
    assert link is not None
    shown += words(await ben.opens_home()) + str(await ben.commands("/drumbeat settings"))
    shown += "".join(message.words for message in ben.inbox())
    assert "127.0.0.1" in shown
    for place in (shown, json.dumps(logs, default=str), link.sealed, link.trouble, link.host):
        assert SECRET not in place


async def test_who_gave_an_address_that_never_worked_hears_of_it_at_once_and_once(
    house: House, server: Server
) -> None:
    _, ben = await team(house)
    server.status = 404
    await settles(ben, calendar=server.address)
    for _ in range(3):
        await house.read()
        house.office.now += timedelta(hours=1)
    [news] = [each for each in ben.inbox() if "calendar" in each.subject]
    assert "I can't read your calendar at 127.0.0.1." in news.words
    assert "no longer knows the address" in news.words


async def test_one_that_fails_for_days_is_told_of_once_and_its_days_stay(
    house: House, server: Server
) -> None:
    _, ben = await team(house)
    office = house.office
    server.content = calendar(event(title="Urlaub", days=(in_days(20), in_days(21))))
    await settles(ben, calendar=server.address)
    await house.read()
    server.status = 503
    for hours in range(1, 100):
        office.now = at("08:00") + timedelta(hours=hours)
        await house.read()
        told_so = [each for each in ben.inbox() if "calendar" in each.subject]
        assert len(told_so) == (1 if hours >= 73 else 0), hours
    assert house.away() == [(in_days(20), in_days(21), "calendar")]
    server.status = 200
    office.now += timedelta(hours=1)
    await house.read()
    link = house.link()
    assert link is not None
    assert (link.failing_since, link.trouble) == (None, "")


async def test_none_ends_it_and_takes_its_coming_days_along(house: House, server: Server) -> None:
    _, ben = await team(house)
    server.content = calendar(event(title="Urlaub", days=(in_days(-2), FRIDAY)))
    await settles(ben, calendar=server.address)
    await house.read()
    await settles(ben, calendar="none")
    assert house.link() is None
    assert house.away() == [(in_days(-2), in_days(-1), "calendar")]


async def test_another_address_takes_the_place_of_the_one_before(
    house: House, server: Server
) -> None:
    _, ben = await team(house)
    await settles(ben, calendar="webcal://first.example/x.ics")
    link = house.link()
    assert link is not None
    assert link.host == "first.example"
    await settles(ben, calendar=server.address)
    link = house.link()
    assert link is not None
    assert link.host == "127.0.0.1"


@pytest.mark.parametrize(
    "address",
    ["my-secret", "ftp://x.example/a.ics", "https:///", "https://me:pw@x.example/a", "//x"],
)
async def test_what_is_no_address_is_said_at_its_field_and_not_repeated(
    house: House, address: str
) -> None:
    _, ben = await team(house)
    outcome = await settles(ben, calendar=address)
    assert outcome.errors is not None
    assert list(outcome.errors) == ["calendar"]
    assert address not in outcome.errors["calendar"]


async def test_without_a_key_no_address_is_asked_for_or_kept(house: House) -> None:
    _, ben = await team(house)
    house.office.dispatch.seals = None
    form = (await ben.commands("/drumbeat settings")).form
    assert form is not None
    assert "calendar" not in [field.id for field in form.fields]
    outcome = await settles(ben, calendar="https://x.example/a.ics")
    assert outcome.errors is not None
    assert "DRUMBEAT_SECRET_KEYS" in outcome.errors["calendar"]


async def test_the_secret_goes_with_the_person_and_with_the_installation(
    house: House, server: Server
) -> None:
    ada, ben = await team(house)
    await settles(ben, calendar=server.address)
    await house.office.learns(ben, is_gone=True)
    assert house.link() is None
    await settles(ada, calendar=server.address)
    await house.office.is_uninstalled()
    assert house.link() is None
    await house.read()
    assert server.asked == []


# The wire.
async def fetched(address: str, *, is_lenient: bool = True) -> bytes:
    async with Fetcher(is_lenient=is_lenient) as fetcher:
        return await fetcher.fetch(address)


async def test_a_redirect_is_followed_and_a_circle_is_left(server: Server) -> None:
    server.content = b"here"
    assert await fetched(f"http://127.0.0.1:{server.port}/moved") == b"here"
    with pytest.raises(Failed, match="from one address to the next"):
        await fetched(f"http://127.0.0.1:{server.port}/round")


async def test_what_is_slow_or_endless_is_given_up(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Failed, match="too long for me"):
        await fetched(f"http://127.0.0.1:{server.port}/endless")
    quick = ClientTimeout(total=0.2)
    monkeypatch.setattr(fetch, "WITHIN", quick)
    with pytest.raises(Failed, match="too long to answer"):
        await fetched(f"http://127.0.0.1:{server.port}/slow")


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://[::1]/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://[64:ff9b::a9fe:a9fe]/x",
        "https://10.1.2.3/x",
        "https://192.168.0.1/x",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/x",
        "https://0.0.0.0/x",
        "https://224.0.0.1/x",
        "https://2130706433/x",
        "https://0x7f.1/x",
        "http://93.184.215.14/x",
        "file:///etc/passwd",
        "https://user@127.0.0.1/x",
    ],
)
async def test_nobody_reaches_through_us_what_is_not_the_whole_world_s(address: str) -> None:
    with pytest.raises(Failed) as failed:
        await fetched(address, is_lenient=False)
    assert str(failed.value) in {
        "The address leads into a private network.",
        "The address has to begin with https://.",
        "An address with a user name in it can't be used.",
        "It can't be reached.",
    }


async def test_a_redirect_into_the_private_network_is_not_followed(server: Server) -> None:
    """The door is checked at every step."""
    check(f"http://127.0.0.1:{server.port}/moved", is_lenient=True)
    with pytest.raises(Refused):
        check(f"https://127.0.0.1:{server.port}/moved", is_lenient=False)


def test_the_whole_world_s_addresses_are_fine() -> None:
    import ipaddress

    for each in ("93.184.215.14", "2606:4700::1111", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"):
        assert is_public(ipaddress.ip_address(each)), each


# In a process of its own.
WINDOW = Range(MONDAY, date(2027, 12, 31))


async def test_a_rule_that_never_comes_true_keeps_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apart, "WITHIN", 1.5)
    rule = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    many = [event(rule, title="Urlaub", days=(MONDAY, MONDAY), uid=f"u{n}") for n in range(200)]
    with pytest.raises(apart.Failed, match="too long"):
        await apart.days_away(calendar(*many), "UTC", WINDOW)


async def test_what_is_no_calendar_is_told_from_there(tmp_path: Path) -> None:
    with pytest.raises(apart.Failed, match="no calendar"):
        await apart.days_away(b"<html>", "UTC", WINDOW)
    found = await apart.days_away(
        calendar(event(title="Urlaub", days=(MONDAY, FRIDAY))), "UTC", WINDOW
    )
    assert found == [Range(MONDAY, FRIDAY)]
