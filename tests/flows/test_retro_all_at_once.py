"""Sixty people at the same moment."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from bot.dispatch import Outcome
from handlers.cards import Form
from handlers.events import FormSent, Pressed
from tests.flows.office import Office, Persona, opened, set_up
from tests.flows.retros import adds, card, cards, rows, slips, topics

MANY = 60


async def crowd(office: Office) -> list[Persona]:
    people = [office.person(f"P{number:02}") for number in range(MANY)]
    await set_up(office, *people)
    await people[0].commands("/retro start mad")
    await people[0].commands("/retro next")
    return people


async def at_once(office: Office, events: list[Pressed | FormSent]) -> list[Outcome]:
    found = await asyncio.gather(*(office.dispatch.handle(event) for event in events))
    await office.deliver()
    return list(found)


def presses(office: Office, who: Persona, action: str) -> Pressed:
    args = {"retro": str(rows(office)[-1].key)}
    return Pressed(office.origin(who.ref), action, args, "m", office.key())


async def forms(office: Office, people: list[Persona], action: str) -> list[Form]:
    outcomes = await at_once(office, [presses(office, who, action) for who in people])
    return [opened(outcome) for outcome in outcomes]


@pytest.mark.long
async def test_sixty_people_write_and_vote_at_the_same_moment(office: Office) -> None:
    people = await crowd(office)
    written = await forms(office, people, "retro.add")
    told = await at_once(
        office,
        [
            who.sending(form, {form.fields[0].id: f"Thought {nth}"})
            for nth, (who, form) in enumerate(zip(people, written, strict=True))
        ],
    )
    assert not any(each.refused or each.errors for each in told)
    await people[0].commands("/retro next")
    assert sorted(each.text for each in cards(office)) == sorted(
        f"Thought {nth}" for nth in range(MANY)
    )
    await people[0].commands("/retro next")
    ballots = await forms(office, people, "retro.vote")
    wanted: Counter[str] = Counter()
    sent: list[Pressed | FormSent] = []
    for nth, (who, form) in enumerate(zip(people, ballots, strict=True)):
        mine = [form.fields[nth % 7].id, form.fields[7 + nth % 5].id]
        wanted.update({mine[0]: 3, mine[1]: 2})
        answers = {mine[0]: "3", mine[1]: "2"}
        # Everybody twice, and too much at once in between.
        sent += [
            who.sending(form, answers),
            who.sending(form, {each.id: "3" for each in form.fields}),
        ]
        sent.append(who.sending(form, answers))
    told = await at_once(office, sent)
    assert sum(bool(each.errors) for each in told) == MANY
    assert len(slips(office, "votes")) == MANY
    await people[0].commands("/retro next")
    given = {f"t{each.key}": each.votes for each in topics(office) if each.votes}
    assert given == dict(wanted)


@pytest.mark.long
async def test_votes_that_race_with_the_end_of_voting_count_whole_or_not_at_all(
    office: Office,
) -> None:
    people = await crowd(office)
    for who in people[:3]:
        await adds(who, Mad=f"From {who.name}")
    for _ in range(2):
        await people[0].commands("/retro next")
    ballots = await forms(office, people, "retro.vote")
    sent: list[Pressed | FormSent] = [
        who.sending(form, {form.fields[0].id: "2"})
        for who, form in zip(people, ballots, strict=True)
    ]
    sent.insert(MANY // 2, presses(office, people[0], "retro.next"))
    told = await at_once(office, sent)
    counted = sum(not each.refused for each in told) - 1
    assert rows(office)[-1].phase == "discuss"
    assert sum(each.votes or 0 for each in topics(office)) == 2 * counted
    assert slips(office) == [] and "Discuss" in card(office).words


async def test_two_who_go_on_at_once_take_one_step(office: Office) -> None:
    people = await crowd(office)
    for who in people[:3]:
        await adds(who, Mad=f"From {who.name}")
    one = presses(office, people[0], "retro.next")
    both = [
        Pressed(one.origin, one.action, {**one.args, "from": "collect"}, "m", office.key())
        for _ in range(2)
    ]
    told = await at_once(office, list(both))
    assert sorted(each.refused for each in told) == [False, True]
    assert rows(office)[-1].phase == "group" and len(cards(office)) == 3
