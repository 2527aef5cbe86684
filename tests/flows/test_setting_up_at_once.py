"""Two who set a stand-up up at one moment."""

from __future__ import annotations

from sqlmodel import select

from bot.dispatch import Outcome
from storage.models import Cadence, Standup, Team
from tests.flows.at_once import at_once
from tests.flows.cadences import SPRINTS
from tests.flows.office import SETTINGS, Office, opened, set_up, told

ROUNDS = 4


def went_wrong(outcomes: list[Outcome]) -> list[str]:
    return [said for said in map(told, outcomes) if "went wrong" in said]


async def test_one_name_is_given_once_and_the_second_is_told(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben", is_administrator=True)
    await set_up(office, ada, ben)
    for number in range(ROUNDS):
        name = f"Check-in {number}"
        form = await ada.form(f"/standup setup {name}")
        given = {**SETTINGS, "called": name}
        outcomes = await at_once(
            office.dispatch.handle(ada.sending(form, given)),
            office.dispatch.handle(ben.sending(form, given)),
        )
        assert went_wrong(outcomes) == []
        [refused] = [each for each in outcomes if each.errors]
        assert refused.errors is not None and "this name already" in refused.errors["called"]
    with office.inside() as session:
        names = [each.name for each in session.exec(select(Standup)).all()]
    assert sorted(names) == ["", *(f"Check-in {number}" for number in range(ROUNDS))]


async def test_a_channel_has_one_team_whoever_is_first(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben", is_administrator=True)
    for number in range(ROUNDS):
        place = office.channel(f"C-{number}", ada, ben)
        form = await ada.form("/standup setup", place)
        given = {**SETTINGS, "place": place}
        outcomes = await at_once(
            office.dispatch.handle(ada.sending(form, given)),
            office.dispatch.handle(ben.sending(form, given)),
        )
        assert went_wrong(outcomes) == []
    with office.inside() as session:
        places = [each.place for each in session.exec(select(Team)).all()]
    assert sorted(places) == [f"C-{number}" for number in range(ROUNDS)]


async def test_sprints_are_set_up_once_whoever_is_first(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben", is_administrator=True)
    for number in range(ROUNDS):
        place = office.channel(f"C-{number}", ada, ben)
        form = opened(await ada.commands("/team cadence", place))
        given = {**SPRINTS, "place": place}
        outcomes = await at_once(
            office.dispatch.handle(ada.sending(form, given)),
            office.dispatch.handle(ben.sending(form, given)),
        )
        assert went_wrong(outcomes) == []
        assert [each.errors for each in outcomes] == [None, None]
    with office.inside() as session:
        assert len(session.exec(select(Cadence)).all()) == ROUNDS
