"""What several do with a blocker at one moment, each in a thread of their own."""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from bot.dispatch import Outcome
from handlers.events import Commanded, FormSent, Pressed
from storage.models import Blocker, BlockerEvent, BlockerNotice
from tests.flows.at_once import at_once
from tests.flows.blocked import Crew, crew
from tests.flows.office import Office, Persona, at, in_days

ROUNDS = 3
ENDS = ("resolved", "dismissed", "merged")


def sent(who: Persona, form: str, blocker: int, **answers: str) -> Coroutine[Any, Any, Outcome]:
    office = who.office
    args = {"blocker": str(blocker)}
    event = FormSent(office.origin(who.ref), f"blocker.{form}", args, answers, office.key())
    return office.dispatch.handle(event)


async def raised(team: Crew, words: str) -> Blocker:
    """Another one, owned by Chiara."""
    office = team.office
    known = {each.key for each in all_of(office, Blocker)}
    await team.ben.commands(f"/blocker {words} @Chiara")
    [found] = [each for each in all_of(office, Blocker) if each.key not in known]
    assert isinstance(found, Blocker)
    return found


def all_of(office: Office, table: type[Any]) -> list[Any]:
    with office.inside() as session:
        return list(session.exec(select(table).order_by(col(table.id))).all())


def history(office: Office, blocker: Blocker) -> list[str]:
    return [each.kind for each in all_of(office, BlockerEvent) if each.blocker_id == blocker.key]


def went_wrong(outcomes: list[Outcome]) -> list[str]:
    said = [card.summary for outcome in outcomes for card in outcome.whispers]
    return [words for words in said if "went wrong" in words]


async def test_it_ends_once_however_many_end_it(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    for number in range(ROUNDS):
        blocker = await raised(team, f"{'xyzuvw'[number] * 12} is out of order")
        ways = [
            sent(team.chiara, "resolve", blocker.key, words="Role given."),
            sent(team.ben, "resolve", blocker.key, words="It works again."),
            sent(team.ada, "dismiss", blocker.key, words="No blocker."),
            sent(team.petra, "resolve", blocker.key, words="Asked the vendor."),
        ]
        outcomes = await at_once(*ways)
        await office.deliver()
        assert sorted(outcome.refused for outcome in outcomes) == [False, True, True, True]
        assert went_wrong(outcomes) == []
        assert sum(kind in ENDS for kind in history(office, blocker)) == 1
        about = f"blocker:{blocker.key}:"
        assert sum(each.subject.startswith(about) for each in team.ben.inbox()) <= 1
    assert not [name for name in office.dues() if name.startswith("blocker:")]


async def test_what_is_resolved_while_it_escalates_escalates_before_or_not_at_all(
    office: Office,
) -> None:
    office.now = at("10:00")
    team = await crew(office)
    for number in range(ROUNDS):
        office.now = at("10:00", day=in_days(7 * number))
        blocker = await raised(team, f"{'xyzuvw'[number] * 12} is out of order")
        office.now += timedelta(days=1)
        [due] = [each for each in office.claim_due() if each.kind == "blocker.next"]
        outcome, _ = await at_once(
            sent(team.ben, "resolve", blocker.key, words="It works again."),
            office.dispatch.handle_due(due),
        )
        await office.deliver()
        assert not outcome.refused
        happened = history(office, blocker)
        assert happened in (
            ["raised", "escalated", "resolved"],
            ["raised", "escalated", "escalated", "resolved"],
        )
        assert not [name for name in office.dues() if name.startswith("blocker:")]
        assert all_of(office, BlockerNotice) == []
        [row] = [each for each in all_of(office, Blocker) if each.key == blocker.key]
        assert row.status == "resolved"


async def test_two_promises_at_once_are_both_kept_and_the_later_holds(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    blocker = await raised(team, "No access to staging")
    outcomes = await at_once(
        sent(team.chiara, "acknowledge", blocker.key, until="Thursday 14:00"),
        sent(team.ben, "acknowledge", blocker.key, until="Friday 14:00"),
    )
    assert [outcome.refused for outcome in outcomes] == [False, False]
    [row] = all_of(office, Blocker)
    last = all_of(office, BlockerEvent)[-1]
    assert (row.owner_id, row.status) == (last.person_id, "acknowledged")


async def test_those_who_log_at_once_have_numbers_of_their_own(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    words = ("No access to staging", "The build is red", "Legal has not answered", "Disk is full")
    people = (team.ada, team.ben, team.chiara, team.petra)

    def logged(who: Persona, said: str) -> Coroutine[Any, Any, Outcome]:
        where = office.origin(who.ref, "C-core")
        return office.dispatch.handle(Commanded(where, "blocker", said, office.key()))

    outcomes = await at_once(*map(logged, people, words))
    assert went_wrong(outcomes) == []
    assert [each.number for each in all_of(office, Blocker)] == [1, 2, 3, 4]


async def test_one_who_presses_join_twice_at_once_joins_once(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    blocker = await raised(team, "No access to staging")

    def joined() -> Coroutine[Any, Any, Outcome]:
        args = {"blocker": str(blocker.key)}
        where = office.origin(team.petra.ref)
        return office.dispatch.handle(Pressed(where, "blocker.join", args, "m", office.key()))

    outcomes = await at_once(joined(), joined(), joined())
    assert went_wrong(outcomes) == []
    assert history(office, blocker).count("joined") == 1


async def test_two_merged_into_each_other_at_once_leave_one_open(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    for number in range(ROUNDS):
        letter = "xyzuvw"[number]
        one = await raised(team, f"{letter * 12} is out of order")
        other = await raised(team, f"Nobody answers {letter * 9}{letter.upper() * 8}")
        outcomes = await at_once(
            sent(team.ada, "merge", one.key, words=str(other.number)),
            sent(team.petra, "merge", other.key, words=str(one.number)),
        )
        assert went_wrong(outcomes) == []
        rows = {each.key: each for each in all_of(office, Blocker)}
        assert sorted(rows[each.key].status for each in (one, other)) == ["dismissed", "open"]


async def test_who_goes_away_while_their_blockers_are_merged_upsets_nothing(
    office: Office,
) -> None:
    office.now = at("10:00")
    team = await crew(office)
    for number in range(ROUNDS):
        letter = "xyzuvw"[number]
        one = await raised(team, f"{letter * 12} is out of order")
        other = await raised(team, f"Nobody answers {letter * 9}{letter.upper() * 8}")
        where = office.origin(team.chiara.ref, "C-core")
        words = "away from tomorrow to next Friday" if number % 2 == 0 else "back"
        outcomes = await at_once(
            office.dispatch.handle(Commanded(where, "standup", words, office.key())),
            sent(team.ada, "merge", other.key, words=str(one.number)),
        )
        assert went_wrong(outcomes) == []
        assert history(office, other)[-1] == "merged"
        assert history(office, one).count("merged") == 1
