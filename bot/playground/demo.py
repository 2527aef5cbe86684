"""The demo team: eight people, their roles and one channel, with the same ids each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.dispatch import Dispatch
from bot.playground import forms
from bot.playground.world import BOT_NAME, PLATFORM, WORKSPACE, direct_place
from handlers.events import Answers, Commanded, FormSent, Origin
from storage import playground, workspaces
from storage.models import PlaygroundPerson, PlaygroundPlace
from storage.session import Database, confine

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Somebody:
    ref: str
    name: str
    role: str
    zone: str


TEAM = (
    Somebody("ada", "Ada Brandt", "scrum master", "Europe/Berlin"),
    Somebody("ben", "Ben Hughes", "product owner", "Europe/London"),
    Somebody("chiara", "Chiara Moretti", "designer", "Europe/Rome"),
    Somebody("dev", "Dev Nair", "developer", "Asia/Kolkata"),
    Somebody("emi", "Emi Sato", "developer", "Asia/Tokyo"),
    Somebody("femi", "Femi Adeyemi", "developer", "Africa/Lagos"),
    Somebody("grace", "Grace Miller", "tester", "America/New_York"),
    Somebody("hugo", "Hugo Almeida", "developer", "America/Sao_Paulo"),
)
CHANNEL = "harbor"
CHANNEL_NAME = "team-harbor"
SCRUM_MASTER = TEAM[0]
SMALL_TALK = (
    ("ben", "Welcome to team-harbor. What we plan, ask and celebrate goes in here."),
    ("ada", "I asked Drumbeat to run our stand-up, so nobody has to get up early for it."),
    ("emi", "Thank you from Tokyo. My own nine o'clock suits me much better than midnight."),
)

SETTINGS = ("drumbeat", "settings")
WORKS_ON_HOLIDAYS: Answers = {"holidays": "work"}
SETUP = ("standup", "setup")
CHOSEN: Answers = {"name": "Harbor", "zone": SCRUM_MASTER.zone}
"""Where the scrum master's answers differ from what the form offers."""


async def seed(database: Database, dispatch: Dispatch, now: datetime) -> None:
    """The demo team, where it is not there yet."""
    if await database.run(_write_world, database, now):
        for somebody in TEAM:
            await _settle(dispatch, somebody)
        await _set_up(dispatch)


async def _settle(dispatch: Dispatch, somebody: Somebody) -> None:
    """Whoever plays wants to see everybody asked, whatever the date: the demo team is asked on
    public holidays too, until they say otherwise."""
    if not any((each.name, each.verb) == SETTINGS for each in dispatch.router.commands):
        return
    origin = Origin(PLATFORM, WORKSPACE, somebody.ref, CHANNEL, person_name=somebody.name)
    shown = await dispatch.handle(Commanded(origin, *SETTINGS, f"demo:settings:{somebody.ref}"))
    if shown.form is None:
        log.warning("demo settings not made", why="no form")
        return
    answers = forms.prefilled(shown.form) | WORKS_ON_HOLIDAYS
    await dispatch.handle(
        FormSent(origin, shown.form.name, shown.form.args, answers, f"demo:week:{somebody.ref}")
    )


async def _set_up(dispatch: Dispatch) -> None:
    """The stand-up, through the bot's front door: the command, then the form as it is offered."""
    if not any((each.name, each.verb) == SETUP for each in dispatch.router.commands):
        return
    origin = Origin(
        PLATFORM,
        WORKSPACE,
        SCRUM_MASTER.ref,
        CHANNEL,
        person_name=SCRUM_MASTER.name,
        place_name=CHANNEL_NAME,
    )
    asked = await dispatch.handle(Commanded(origin, *SETUP, seen_key="demo:asked"))
    if asked.form is None:
        log.warning("demo stand-up not set up", why="no form")
        return
    answers = forms.prefilled(asked.form) | CHOSEN
    sent = FormSent(origin, asked.form.name, asked.form.args, answers, "demo:answered")
    outcome = await dispatch.handle(sent)
    if outcome.errors or outcome.refused:
        log.warning("demo stand-up not set up", fields=sorted(outcome.errors or ()))


def wipe(database: Database) -> None:
    with database.everywhere() as session:
        workspace = workspaces.called(session, PLATFORM, WORKSPACE)
        if workspace is not None:
            workspace_id = workspace.key
            session.expunge(workspace)
            playground.wipe(session, workspace_id)


def _write_world(database: Database, now: datetime) -> bool:
    """False: it is there already."""
    with database.everywhere() as session:
        if workspaces.called(session, PLATFORM, WORKSPACE) is not None:
            return False
        workspace = workspaces.install(session, PLATFORM, WORKSPACE, "Demo team", "", now)
        confine(session, workspace.key)
        everybody = [somebody.ref for somebody in TEAM]
        session.add(
            PlaygroundPlace(ref=CHANNEL, name=CHANNEL_NAME, kind="channel", members=everybody)
        )
        session.flush()
        for somebody in TEAM:
            session.add(
                PlaygroundPerson(
                    ref=somebody.ref, name=somebody.name, role=somebody.role, zone=somebody.zone
                )
            )
            session.flush()
            session.add(
                PlaygroundPlace(
                    ref=direct_place(somebody.ref),
                    name=BOT_NAME,
                    kind="direct",
                    members=[somebody.ref],
                )
            )
        for minutes, (author, text) in zip((9, 7, 4), SMALL_TALK, strict=True):
            at = now - timedelta(minutes=minutes)
            playground.write(session, CHANNEL, author, at, {"text": text})
        return True
