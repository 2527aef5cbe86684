"""Editing weeknotes on a page of one's own, over HTTP: who gets in, what is kept, and what a picture
that is sent there becomes."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from PIL import Image
from starlette.applications import Starlette

from bot.dispatch import Outcome
from bot.web.links import links
from handlers.cards import Link, Picture, Text
from storage import weeknote_passes
from storage.session import Database
from tests.flows.blocked import Crew, crew, presses_told
from tests.flows.office import Office, Persona, at, told
from tests.flows.shelved import posted, public_link

ADDRESS = "http://127.0.0.1:3000"
WHERE = "Somewhere secret"


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


@pytest.fixture
async def team(office: Office) -> Crew:
    office.now = at("10:00")
    return await crew(office)


@pytest.fixture
async def web(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    async def handle(event: object) -> Outcome:
        return await office.happens(event)  # type: ignore[arg-type]

    app = Starlette(routes=links(office.database, ADDRESS, lambda: office.now, handle))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:
        yield client


def address(outcome: Outcome) -> str:
    [url] = [
        span.url
        for card in outcome.whispers
        for part in card.parts
        if isinstance(part, Text)
        for span in part.spans
        if isinstance(span, Link)
    ]
    return url


async def to_edit(who: Persona) -> str:
    draft = await who.commands("/weeknote draft")
    return address(await presses_told(who, "Edit on the web", draft))


def photo(kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (2000, 1000)) -> bytes:
    picture = Image.new(mode, size, "#14665a")
    exif = picture.getexif()
    exif[0x010E] = WHERE
    into = io.BytesIO()
    picture.save(into, kind, exif=exif)
    return into.getvalue()


Fields = dict[str, str]
FILLED: Fields = {"opening": "Fog lifts.", "good": "- The pier stands.\n\nTickets sell.", "alt": ""}


async def sends(
    web: httpx.AsyncClient, url: str, changes: Fields, picture: bytes = b"", **headers: str
) -> httpx.Response:
    seen = re.search(r'name="seen" value="([^"]*)"', (await web.get(url)).text)
    files = {"picture": ("x.jpg" if picture else "", picture)}
    data = {"seen": seen[1] if seen else "", **FILLED, **changes}
    return await web.post(url, data=data, files=files, headers=headers)


async def test_a_draft_is_edited_all_at_once_and_shown_as_it_will_look(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    url = await to_edit(team.ada)
    answer = await sends(web, url, {})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{url}?saved=yes")
    page = (await web.get(f"{url}?saved=yes")).text
    assert "Saved." in page and "The pier stands.\nTickets sell.</textarea>" in page
    assert "written by hand" in page
    preview = (await web.get(f"{url}/preview")).text
    assert '<li dir="auto">The pier stands.</li>' in preview and "Fog lifts." in preview
    draft = [each for each in team.ada.inbox() if ":draft:" in each.subject][-1]
    assert "Tickets sell." in draft.words


async def test_a_picture_is_drawn_anew_and_shown_wherever_the_weeknote_is(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    url = await to_edit(team.ada)
    assert WHERE.encode() in photo()
    refused = await sends(web, url, {}, photo())
    assert refused.status_code == 422 and "Please say what it shows" in refused.text
    assert "Tickets sell." in refused.text
    assert (await sends(web, url, {"alt": "The new pier"}, photo())).status_code == 303
    await team.ada.commands("/weeknote publish")
    [copy] = [each for each in office.shown("C-core") if ":in:" in each.subject]
    [picture] = [part for part in copy.card.parts if isinstance(part, Picture)]
    assert picture.alt == "The new pier" and picture.url.startswith(f"{ADDRESS}/pictures/")
    got = await web.get(picture.url)
    assert got.headers["content-type"] == "image/jpeg"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in got.headers["content-security-policy"]
    drawn = Image.open(io.BytesIO(got.content))
    assert drawn.size == (1024, 512) and not dict(drawn.getexif())
    assert WHERE.encode() not in got.content
    home = await public_link(team.ada)
    page = (await web.get(f"{home}/1")).text
    assert f'src="{ADDRESS}{home}/1/picture" alt="The new pier"' in page
    assert (await web.get(f"{home}/1/picture")).content == got.content
    pdf = (await web.get(f"{home}/1.pdf")).content
    assert b"/Subtype /Image" in pdf or b"/Subtype/Image" in pdf
    assert f"![The new pier](<{picture.url}>)" in (await web.get(f"{home}/1.md")).text
    await office.is_uninstalled()
    assert (await web.get(picture.url)).status_code == 404


async def test_another_picture_or_none_takes_the_first_away(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    url = await to_edit(team.ada)
    await sends(web, url, {"alt": "The pier"}, photo("PNG", "RGBA", (40, 30)))
    first = str((await web.get(f"{url}/picture")).headers["content-type"])
    assert first == "image/png"
    await sends(web, url, {"alt": "The pier"}, photo())
    assert (await web.get(f"{url}/picture")).headers["content-type"] == "image/jpeg"
    await sends(web, url, {"drop": "yes"})
    assert (await web.get(f"{url}/picture")).status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is no picture that I know"),
        (photo()[:2000], "This picture is broken"),
        (b"\0" * 10_000_001, "at most 10 MB"),
    ],
)
async def test_what_is_no_picture_is_refused_and_nothing_typed_is_lost(
    office: Office, team: Crew, web: httpx.AsyncClient, sent: bytes, said: str
) -> None:
    url = await to_edit(team.ada)
    answer = await sends(web, url, {"alt": "A pier"}, sent)
    assert answer.status_code == 422
    assert (
        said in answer.text and "Tickets sell." in answer.text and 'value="A pier"' in answer.text
    )


async def test_who_was_slower_is_told_and_can_still_save(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    url = await to_edit(team.ada)
    late = {**FILLED, "seen": "2026-11-01T00:00:00+00:00", "good": "Mine."}
    files = {"picture": ("", b"")}
    answer = await web.post(url, data=late, files=files)
    assert answer.status_code == 422
    assert "Somebody has changed it since" in answer.text and "Mine." in answer.text
    again = await web.post(url, data={**late, "seen": ""}, files=files)
    assert again.status_code == 303


async def test_the_page_is_for_its_person_for_a_day_and_from_no_other_site(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    url = await to_edit(team.ada)
    page = await web.get(url)
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    for header, status in (({"Sec-Fetch-Site": "cross-site"}, 403), ({}, 415)):
        answer = await web.post(url, data=FILLED, headers=header)
        assert answer.status_code == status
    assert (await web.get(f"{url}x")).status_code == 404
    newer = await to_edit(team.ada)
    assert (await web.get(url)).status_code == 404
    await office.until(at("10:00", day=at("10:00").date()).replace(day=24))
    assert (await web.get(newer)).status_code == 404
    with office.database.everywhere() as session:
        assert weeknote_passes.forget(session, office.now, 10) == 1
    still = await to_edit(team.ada)
    await office.learns(team.ada, is_gone=True)
    assert (await web.get(still)).status_code == 404


async def test_a_reader_is_given_no_such_page(office: Office, team: Crew) -> None:
    posted(office)
    refused = await team.sam.commands("/weeknote import web")
    assert refused.refused


async def test_many_earlier_ones_come_at_once_pasted_or_as_a_file(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    url = address(await team.ada.commands("/weeknote import web"))
    many = "\n".join(
        f"# Weeknote {nth}, 2026-0{1 + nth // 28}-{1 + nth % 28:02}\n## Good things\n- Pier {nth}.\n"
        for nth in range(1, 200)
    )
    assert len(many) > 3000
    answer = await web.post(url, data={"markdown": ""}, files={"file": ("old.md", many.encode())})
    assert answer.status_code == 200 and "199 weeknotes are in the archive of Core." in answer.text
    wrong = await web.post(
        url, data={"markdown": "# Weeknote 5, 2026-01-06\n- x"}, files={"file": ("", b"")}
    )
    assert wrong.status_code == 422 and "Weeknote 5 is there already." in wrong.text
    for sent, said in ((b"\xff\xfe\0", "no text in UTF-8"), (b"", "nothing in it")):
        answer = await web.post(url, data={"markdown": ""}, files={"file": ("x.md", sent)})
        assert answer.status_code == 422 and said in answer.text
    long = "# Weeknote 300, 2026-01-06\n" + "[" * 6000
    answer = await web.post(url, data={"markdown": long}, files={"file": ("", b"")})
    assert "at most 5,000 can be read" in answer.text
    listed = told(await team.ada.commands("/weeknote archive"))
    assert "Weeknote 199" in listed
