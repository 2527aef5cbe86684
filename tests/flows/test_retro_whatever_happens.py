"""Whatever many people do in whatever order, allowed or not: budgets hold, nothing is seen too early,
nothing is lost, nothing is told twice.

A model of what should be is kept beside the real thing, and compared with it after every step.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.dispatch import Outcome
from handlers.cards import Form
from handlers.events import Answers, Pressed
from tests.flows.blocked import answered
from tests.flows.office import Office, Persona, opened, set_up, told
from tests.flows.reading import buttons
from tests.flows.retros import card, cards, presses_private, rows, slips, topics

STEPS = 120
PHASES = ("review", "collect", "group", "vote", "discuss", "actions", "closed")


@dataclass
class Held:
    """A card in the box, as its holder knows it."""

    who: Persona
    text: str
    private: Outcome
    round: int


@dataclass
class Model:
    office: Office
    chance: random.Random
    people: list[Persona]
    stranger: Persona
    phase: str = "review"
    round: int = 1
    box: list[Held] = field(default_factory=list)
    past: list[Held] = field(default_factory=list)
    """Cards that can no longer be changed, or are taken back."""
    shown: Counter[str] = field(default_factory=Counter)
    ballots: dict[str, dict[int, int]] = field(default_factory=dict)
    tally: dict[int, int] | None = None
    forms: list[tuple[Persona, Form, Answers]] = field(default_factory=list)
    count: int = 0

    @property
    def ada(self) -> Persona:
        """Facilitates, and runs the team."""
        return self.people[0]

    def anybody(self) -> Persona:
        return self.chance.choice([*self.people, self.stranger])

    def rather_ada(self) -> Persona:
        return self.ada if self.chance.random() < 0.7 else self.anybody()

    # What people do.
    async def adds(self) -> None:
        who = self.anybody()
        outcome = await self.presses(who, "retro.add")
        allowed = self.phase == "collect" and who is not self.stranger
        assert outcome.refused is not allowed, told(outcome)
        if not allowed:
            return
        form = opened(outcome)
        texts = [self.secret() for _ in range(self.chance.randint(1, 3))]
        answers = {form.fields[0].id: "\n".join(texts)}
        private = await who.sends(form, answers)
        for nth, text in enumerate(texts):
            self.box.append(Held(who, text, _only(private, nth), self.round))
        self.forms.append((who, form, answers))

    async def changes(self) -> None:
        held = self.chance.choice(self.box + self.past) if self.box + self.past else None
        if held is None:
            return
        outcome = await presses_private(held.who, "Change", held.private)
        assert outcome.refused is (held not in self.box or self.phase != "collect")
        if outcome.refused:
            return
        form = opened(outcome)
        held.text = self.secret()
        await held.who.sends(form, answered(form, text=held.text))

    async def takes_back(self) -> None:
        held = self.chance.choice(self.box + self.past) if self.box + self.past else None
        if held is None:
            return
        outcome = await presses_private(held.who, "Take back", held.private)
        assert outcome.refused is (held not in self.box or self.phase != "collect")
        if not outcome.refused:
            self.box.remove(held)
            self.past.append(held)

    async def votes(self) -> None:
        who = self.anybody()
        outcome = await self.presses(who, "retro.vote")
        allowed = self.phase == "vote" and who is not self.stranger
        assert outcome.refused is not allowed
        if allowed:
            form = opened(outcome)
            answers = {
                each.id: str(self.chance.choice((0, 0, 1, 1, 2, 3, 4, 99))) for each in form.fields
            }
            await self.sends_ballot(who, form, answers)
            self.forms.append((who, form, answers))

    async def sends_ballot(self, who: Persona, form: Form, answers: Answers) -> None:
        given = {int(key[1:]): int(count) for key, count in answers.items() if int(count)}
        retro = rows(self.office)[-1]
        fits = sum(given.values()) <= retro.budget and max(given.values(), default=0) <= retro.cap
        outcome = await who.sends(form, answers)
        assert bool(outcome.errors) is not fits
        if fits:
            self.ballots[who.ref] = given
            if not given:
                del self.ballots[who.ref]

    async def is_done(self) -> None:
        who = self.anybody()
        outcome = await self.presses(who, "retro.done")
        allowed = self.phase in ("collect", "vote") and who is not self.stranger
        assert outcome.refused is not allowed

    async def goes_on(self) -> None:
        who = self.rather_ada()
        outcome = await self.presses(who, "retro.next", **{"from": self.phase})
        if who is not self.ada or self.phase == "closed":
            assert outcome.refused
            return
        if outcome.refused:
            assert self.phase == "collect" and not self.box and not self.shown
            return
        if "[Show the cards all the same]" in told(outcome):
            await presses_private(self.ada, "Show the cards all the same", outcome)
        self.leaves()
        self.phase = PHASES[PHASES.index(self.phase) + 1]

    async def goes_back(self) -> None:
        who = self.rather_ada()
        outcome = await self.presses(who, "retro.back", **{"from": self.phase})
        if who is not self.ada or self.phase in ("review", "closed"):
            assert outcome.refused
            return
        if self.phase == "group":
            self.round += 1
        self.ballots.clear()
        if self.phase in ("vote", "discuss"):
            self.tally = None
        self.phase = PHASES[PHASES.index(self.phase) - 1]

    async def ends(self) -> None:
        if self.chance.random() > 0.3:
            return
        who = self.rather_ada()
        outcome = await self.presses(who, "retro.close")
        if who is not self.ada or self.phase == "closed":
            assert outcome.refused
            return
        self.leaves(ends=True)
        self.phase = "closed"

    def leaves(self, ends: bool = False) -> None:
        """The box is opened, or votes are counted."""
        if self.phase == "collect" or (ends and self.phase == "review"):
            self.shown.update(held.text for held in self.box)
            self.past += self.box
            self.box = []
        if self.phase == "vote":
            sums: Counter[int] = Counter()
            for ballot in self.ballots.values():
                sums.update(ballot)
            self.tally = {each.key: sums[each.key] for each in topics(self.office)}
            self.ballots.clear()

    async def groups(self) -> None:
        who = self.rather_ada()
        outcome = await self.presses(who, "retro.group")
        assert outcome.refused is not (who is self.ada and self.phase == "group")
        if outcome.refused or not self.shown:
            return
        form = opened(outcome)
        some = self.chance.sample(cards(self.office), self.chance.randint(1, len(self.shown)))
        chosen = ",".join(str(each.key) for each in some)
        await who.sends(form, {"cards0": chosen, "title": self.chance.choice(("", "Together"))})

    async def talks(self) -> None:
        who, retro = self.rather_ada(), rows(self.office)[-1]
        do = self.chance.choice(("more", "next", "skip", "dance"))
        outcome = await self.presses(who, "retro.talk", topic=str(retro.topic_id or 0), do=do)
        allowed = who is self.ada and retro.topic_id and self.phase == "discuss" and do != "dance"
        assert outcome.refused is not bool(allowed)

    async def says_it_again(self) -> None:
        """A form of earlier is sent once more, by who had it open."""
        if not self.forms:
            return
        who, form, answers = self.chance.choice(self.forms)
        if form.name == "retro.vote":
            if self.phase == "vote" and {each.id for each in form.fields} == {
                f"t{each.key}" for each in topics(self.office)
            }:
                await self.sends_ballot(who, form, answers)
            return
        before = len(slips(self.office, "cards"))
        outcome = await who.sends(form, answers)
        if self.phase != "collect":
            assert outcome.refused and answers[form.fields[0].id] in told(outcome)
            return
        # What had been taken back or changed is as it was typed; what was shown comes once more.
        again = answers[form.fields[0].id].splitlines()
        for nth, text in enumerate(again):
            fresh = Held(who, text, _only(outcome, nth), self.round)
            same = [each for each in self.box if _token(each) == _token(fresh)]
            for each in same:
                self.box.remove(each)
            self.past = [each for each in self.past if _token(each) != _token(fresh)]
            self.box.append(fresh)
        assert len(slips(self.office, "cards")) >= before

    async def time_passes(self) -> None:
        await self.office.until(self.office.now + timedelta(minutes=self.chance.randint(1, 9)))

    # Means.
    async def presses(self, who: Persona, action: str, **args: str) -> Outcome:
        retro = {"retro": str(rows(self.office)[-1].key)}
        event = Pressed(
            self.office.origin(who.ref),
            action,
            retro | args,
            card(self.office).ref,
            self.office.key(),
        )
        return await self.office.happens(event)

    def secret(self) -> str:
        self.count += 1
        return f"secret{self.count:04d}"

    # What always holds.
    def check(self) -> None:
        [retro] = rows(self.office)
        assert retro.phase == self.phase
        said = "\n".join(message.words for message in self.office.shown("C-core"))
        for held in self.box:
            assert held.text not in said
        there = cards(self.office)
        assert Counter(each.text for each in there) == self.shown
        assert len(slips(self.office, "cards")) == len(self.box)
        assert len(slips(self.office, "votes")) == len(self.ballots)
        of_topics = topics(self.office)
        assert {each.key for each in of_topics} == {each.topic_id for each in there}
        votes = {each.key: each.votes for each in of_topics}
        assert votes == (self.tally or dict.fromkeys(votes))
        retro_cards = [m for m in self.office.shown("C-core") if ":card:" in m.subject]
        assert len(retro_cards) == 1
        if self.phase in ("group", "vote"):
            assert all(text in said for text in self.shown)
        summaries = [m for m in self.office.shown("C-core") if m.subject.endswith(":summary")]
        assert len(summaries) == (self.phase == "closed")
        if self.phase not in ("collect", "vote"):
            assert slips(self.office, "done") == []
        if self.phase == "closed":
            assert not self.box and not self.ballots and not slips(self.office, "part")


def _only(private: Outcome, nth: int) -> Outcome:
    """The private answer as far as it is about one card."""
    [told_] = private.whispers
    found = [part for part in told_.parts if part.is_a == "buttons"][nth]
    return Outcome(whispers=(type(told_)("", (found,)),))


def _token(held: Held) -> str:
    return buttons(held.private.whispers[0])[0].args["token"]


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_happens_the_rules_of_a_retro_hold(sqlite_office: Office, seed: int) -> None:
    office, chance = sqlite_office, random.Random(seed)
    people = [office.person(name) for name in ("Ada", "Ben", "Chiara", "Dev", "Emi", "Femi")]
    await set_up(office, *people)
    await people[0].commands("/retro start mad")
    model = Model(office, chance, people, office.person("Eve"))
    steps: list[tuple[Callable[[], Awaitable[None]], int]] = [
        (model.adds, 6),
        (model.changes, 3),
        (model.takes_back, 2),
        (model.votes, 6),
        (model.is_done, 2),
        (model.goes_on, 4),
        (model.goes_back, 3),
        (model.groups, 2),
        (model.talks, 2),
        (model.says_it_again, 2),
        (model.time_passes, 1),
        (model.ends, 2),
    ]
    ways, weights = zip(*steps, strict=True)
    for _ in range(STEPS):
        await chance.choices(ways, weights)[0]()
        model.check()
