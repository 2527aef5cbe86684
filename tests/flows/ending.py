"""A retro that has been talked through, for the flows of its end."""

from __future__ import annotations

from sqlmodel import select

from storage import people, retros
from storage.models import Retro
from tests.flows.acting import acting
from tests.flows.blocked import Crew
from tests.flows.office import Office, Persona, Shown
from tests.flows.retros import presses_private

VOTES = {"Release notes": 5, "Flaky tests": 3, "The new room": 3, "Standing desks": 0}


async def talked(office: Office, votes: dict[str, int] | None = None) -> Crew:
    """Ada facilitates it; it stands at “Discuss”, with the first topic in talk."""
    team = await acting(office)
    await begun(team, votes)
    return team


async def begun(team: Crew, votes: dict[str, int] | None = None) -> None:
    await team.ada.commands("/retro start sailboat")
    with team.office.inside() as session:
        [retro] = session.exec(select(Retro).where(Retro.slot == 1)).all()
        column = retros.columns(session, retro.key)[0]
        found = VOTES if votes is None else votes
        retros.reveal(session, retro.key, [(column.key, each, "") for each in found])
        tally = {each.key: found[each.title] for each in retros.topics(session, retro.key)}
        retros.tally(session, retro.key, tally)
        retro.phase = "discuss"
        topics = retros.topics(session, retro.key)
        retro.topic_id = topics[0].key if topics else None
        session.add(retro)
        session.commit()
    status = await team.ada.commands("/retro status")
    await presses_private(team.ada, "Bring the card down", status)


def notes(team: Crew, who: Persona, words: str) -> None:
    """With the topic that is talked about."""
    with team.office.inside() as session:
        [retro] = session.exec(select(Retro).where(Retro.slot == 1)).all()
        person = people.called(session, who.ref)
        assert person is not None and retro.topic_id is not None
        retros.note(session, retro.key, retro.topic_id, person.key, words, team.office.now)
        session.commit()


async def closes(team: Crew) -> None:
    await presses_private(team.ada, "End the retro", await team.ada.commands("/retro close"))


def summaries(office: Office) -> list[Shown]:
    return [each for each in office.shown("C-core") if each.subject.endswith(":summary")]


def summary(office: Office) -> Shown:
    """The one there is."""
    [found] = summaries(office)
    return found
