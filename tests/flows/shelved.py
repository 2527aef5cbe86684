"""A team with weeknotes, for what stands on the web of them."""

from __future__ import annotations

from datetime import date, timedelta

from bot.dispatch import Outcome
from handlers.cards import Link, Text
from handlers.weeknotes.note import SectionName
from storage import teams, weeknotes
from storage.models import Team, Weeknote, WeeknoteBullet
from tests.flows.office import Office, Persona, opened

POINTS: dict[SectionName, tuple[str, ...]] = {
    "good": (
        "The winter timetable is live on all piers, a week early.",
        "Ticket machines take cards again: https://harbor.test/cards.",
    ),
    "learned": ("Testing on one pier first finds most of what goes wrong on all of them.",),
    "difficult": ("The engine part for the night ferry comes two weeks late.",),
    "next": ("Signs on the two piers that still have none.", "Summer timetable: first draft."),
}


def team_of(office: Office, place: str = "C-core") -> Team:
    with office.inside() as session:
        team = teams.at(session, place)
        assert team is not None
        return team


def posted(
    office: Office,
    number: int = 12,
    opening: str = "Winter may come: every pier knows when its ferries leave.",
    points: dict[SectionName, tuple[str, ...]] = POINTS,
    status: str = "posted",
    picture: str = "",
) -> int:
    """A weeknote as it is once it is posted. Returns its id."""
    first = date(2026, 11, 16) + timedelta(weeks=number - 12)
    with office.inside() as session:
        row = Weeknote(
            team_id=team_of(office).key,
            number=number,
            status=status,
            first_day=first,
            last_day=first + timedelta(days=4),
            opening=opening,
            drafted_at=office.now,
            posted_at=office.now if status == "posted" else None,
            people=[{"name": "Ada", "role": "scrum master"}, {"name": "Ben", "role": ""}],
            contact="Ada",
            picture_url=picture,
            picture_alt="The new timetable on pier 4" if picture else "",
        )
        session.add(row)
        session.flush()
        bullets = [
            WeeknoteBullet(
                weeknote_id=row.key,
                section=section,
                position=0,
                text=text,
                sources=[{"kind": "entry", "id": 1, "words": "what only editors see"}],
            )
            for section, texts in points.items()
            for text in texts
        ]
        weeknotes.rewrite(session, row.key, bullets)
        weeknotes.keep(session, row)
        session.commit()
        return row.key


def page(outcome: Outcome) -> str:
    """The path of the page that a private answer leads to; empty: it leads to none."""
    urls = [
        span.url
        for card in outcome.whispers
        for part in card.parts
        if isinstance(part, Text)
        for span in part.spans
        if isinstance(span, Link) and "/weeknotes/" in span.url
    ]
    return urls[0].removeprefix("http://127.0.0.1:3000") if urls else ""


async def own_link(person: Persona) -> str:
    """The path of somebody's own page, as `/weeknote archive` gives it the first time."""
    return page(await person.commands("/weeknote archive"))


async def public_link(runs: Persona) -> str:
    """The path of the page that is for everybody."""
    form = opened(await runs.commands("/weeknote web"))
    return page(await runs.sends(form, {"mode": "public"}))
