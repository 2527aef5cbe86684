"""A team with a week behind it, for the flows of weeknotes."""

from __future__ import annotations

from handlers.cards import Form
from handlers.events import Answers
from storage import teams, weeknotes
from storage.models import Weeknote, WeeknoteBullet
from tests.flows.blocked import Crew, crew
from tests.flows.cadences import SPRINTS
from tests.flows.office import Office, Persona, Shown, at, in_days, opened

FRIDAY = in_days(4)


async def noted(office: Office, **zones: str) -> Crew:
    """A stand-up, sprints, and a week of answers until Thursday noon."""
    team = await crew(office, **zones)
    form = opened(await team.ada.commands("/team cadence"))
    await team.ada.sends(form, {**SPRINTS})
    for persona, done, plan in (
        (team.ada, "fixed the ticket machine at pier 3", "write docs for the ticket machine"),
        (team.ben, "ticket machine takes cards now\nmeetings", "test the winter timetable"),
        (team.chiara, "Drafted the winter timetable with Ben", "print the winter timetable"),
    ):
        await office.until(max(office.now, at("09:05")))
        await persona.answers(done, plan)
    await office.until(at("12:00", day=in_days(3)))
    return team


def draft_of(who: Persona) -> Shown:
    """The draft as its editor has it, page one."""
    return next(each for each in who.inbox() if ":draft:" in each.subject)


def drafts(who: Persona) -> list[Shown]:
    return [each for each in who.inbox() if ":draft:" in each.subject]


def copies(office: Office, place: str = "C-core") -> list[Shown]:
    return [each for each in office.shown(place) if ":in:" in each.subject]


def rows(office: Office) -> list[Weeknote]:
    with office.inside() as session:
        team = teams.at(session, "C-core")
        assert team is not None
        found = list(weeknotes.posted(session, team.key, most=100))
        there = weeknotes.unposted(session, team.key)
        return [*reversed(found), *([there] if there else [])]


def points(office: Office, section: str) -> list[WeeknoteBullet]:
    """Of the newest weeknote."""
    with office.inside() as session:
        team = teams.at(session, "C-core")
        assert team is not None
        there = weeknotes.unposted(session, team.key) or weeknotes.last_posted(session, team.key)
        assert there is not None
        return [each for each in weeknotes.bullets(session, there.key) if each.section == section]


async def edits(who: Persona, label: str, **answers: str) -> Form:
    form = opened(await who.presses(label, draft_of(who)))
    await who.sends(form, answers)
    return form


async def chosen(who: Persona, **changes: str) -> None:
    """The settings as they are by default, with these changes."""
    form = opened(await who.commands("/weeknote setup"))
    usual: Answers = {"editor": "rotating", "draft": "24", "remind": "3", "unapproved": "hold"}
    await who.sends(form, {**usual, **changes})
