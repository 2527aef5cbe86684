"""The draft of a weeknote: facts in, points out. The same facts give the same draft. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rapidfuzz import fuzz

from handlers.weeknotes.drafting import cleaning, phrases, points, work
from handlers.weeknotes.drafting.clause import capital
from handlers.weeknotes.drafting.events import Teller
from handlers.weeknotes.drafting.facts import Candidate, Draft, Facts, Point
from handlers.weeknotes.drafting.phrases import listed
from handlers.weeknotes.note import SectionName

STALE = 90
"""How alike a point is to one of the weeknote before, in percent, to be no news."""
OF_EVENTS = 4
"""Good things that are not of the daily work, at most."""


def draft(facts: Facts) -> Draft:
    done, teller = work.of(facts), Teller(facts)
    before, tone = facts.before, facts.tone
    good_work = points.good(done, facts, before.get("good", ()))
    plans = points.coming(done, facts, before.get("next", ()))
    events = sorted(teller.good(), key=lambda each: -each.weight)
    events = events[: min(OF_EVENTS, tone.room("good") - 1)]
    chosen = Choice(facts)
    sections: dict[SectionName, tuple[Point, ...]] = {
        "good": chosen.of(
            "good",
            [*events, *_by_weight(good_work)],
            lambda some: points.smaller(
                some, done.done, before.get("good", ()), facts.number, tone
            ),
            teller.held(),
        ),
        "learned": chosen.of(
            "learned",
            [
                *_by_weight(teller.learned()),
                *points.learned(done, facts, before.get("learned", ())),
            ],
        ),
        "difficult": chosen.of(
            "difficult",
            _by_weight(
                [*teller.difficult(), *points.hard(done, facts, before.get("difficult", ()))]
            ),
        ),
        "next": chosen.of(
            "next",
            [*teller.coming(), *_by_weight(plans)],
            lambda some: points.smaller(
                some, done.next, before.get("next", ()), facts.number, tone
            ),
        ),
    }
    told = {name: points for name, points in sections.items() if points}
    opening = tone.greeted(_opening(facts, done, teller, good_work, told))
    return Draft(opening, {name: _as_they_write(facts, name, told[name]) for name in told})


def _as_they_write(facts: Facts, name: SectionName, points: Sequence[Point]) -> tuple[Point, ...]:
    return tuple(Point(facts.tone.point(each.text, name), each.sources) for each in points)


def _by_weight(candidates: Sequence[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda each: -each.weight)


class Choice:
    """Which candidates become points: each said once, and not as the week before."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._before = [text for texts in facts.before.values() for text in texts]
        self._told: list[str] = []

    def of(
        self,
        name: SectionName,
        candidates: Sequence[Candidate],
        smaller: Callable[[Sequence[Candidate]], Candidate | None] | None = None,
        fillers: Sequence[Candidate] = (),
    ) -> tuple[Point, ...]:
        """`smaller` makes one point of what found no place; `fillers` come where there is room."""
        told: list[Candidate] = []
        points: list[Point] = []

        def tell(candidate: Candidate) -> None:
            if (text := self._way(candidate)) is not None:
                self._told.append(text)
                told.append(candidate)
                points.append(Point(text, candidate.sources))

        most = self._facts.tone.room(name)
        room = most - 1 if smaller and len(candidates) > most else most
        for candidate in candidates:
            if len(points) < room:
                tell(candidate)
        if smaller and len(points) < most and (rest := smaller(told)):
            tell(rest)
        for candidate in fillers:
            if len(points) < most - 2:
                tell(candidate)
        return tuple(points)

    def _way(self, candidate: Candidate) -> str | None:
        """The first way to put it that is no repetition; None: there is none, or it is not for
        outside."""
        for text in candidate.texts:
            if cleaning.names_anybody(text, self._facts.hidden):
                return None
            if self._is_new(text, candidate.goes_on):
                return text
        return None

    def _is_new(self, text: str, goes_on: bool) -> bool:
        mine = _bare(text)
        if any(mine == _bare(each) for each in (*self._before, *self._told)):
            return False
        if any(fuzz.token_sort_ratio(mine, _bare(each)) > STALE for each in self._told):
            return False
        return goes_on or not any(
            fuzz.token_sort_ratio(mine, _bare(each)) > STALE for each in self._before
        )


def _bare(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in cleaning.plain(text)).split())


def _opening(
    facts: Facts,
    done: work.Work,
    teller: Teller,
    good: Sequence[Candidate],
    told: dict[SectionName, tuple[Point, ...]],
) -> str:
    """One line, from what weighs most, or as the team begins."""
    turn, ways = facts.number, facts.tone.ways
    match facts.tone.opening:
        case "count" if counts := _counted(done, teller, told):
            return ways(phrases.OPENING_COUNT, turn, b=counts)[0]
        case "goal" if line := _towards(facts, teller):
            return line
    if facts.ended and facts.ended.outcome == "reached":
        return ways(phrases.OPENING_GOAL, turn, n=str(facts.ended.sprint))[0]
    reached = [each for each in facts.milestones if each.state == "reached"]
    for each in reached:
        if words := teller.words(each.title):
            return ways(phrases.OPENING_MILESTONE, turn, b=words)[0]
    texts = {point.text for point in told.get("good", ())}
    labels = [each.label for each in good if each.label and texts & set(each.texts)]
    if labels:
        return capital(ways(phrases.OPENING_THEMES, turn, t=listed(labels[:2]))[0])
    if len(told.get("difficult", ())) > len(told.get("good", ())):
        return ways(phrases.OPENING_HARD, turn)[0]
    if len(told.get("good", ())) >= 3:
        return ways(phrases.OPENING_STEADY, turn)[0]
    if any(each.closed_on for each in facts.blockers):
        return ways(phrases.OPENING_FREE, turn)[0]
    return ways(phrases.OPENING_QUIET, turn)[0]


def _counted(done: work.Work, teller: Teller, told: dict[SectionName, tuple[Point, ...]]) -> str:
    """Such as "nine things done, one blocker gone and two difficulties"."""
    counts = (
        (sum(each.clause.sort != "go on" for each in done.done), "thing done", "things done"),
        (len(teller.gone()), "blocker gone", "blockers gone"),
        (len(told.get("difficult", ())), "difficulty", "difficulties"),
    )
    said = [
        f"{phrases.counted(count).lower()} {one if count == 1 else several}"
        for count, one, several in counts
        if count
    ]
    return teller.tone.noun(listed(said))


def _towards(facts: Facts, teller: Teller) -> str:
    """The goal that has been reached or not; else the one that the sprint is for."""
    turn, ways, ended, now = facts.number, facts.tone.ways, facts.ended, facts.current
    if ended and ended.outcome == "reached":
        return ways(phrases.OPENING_GOAL, turn, n=str(ended.sprint))[0]
    if ended and ended.outcome in phrases.OPENING_SPRINT_OVER:
        forms = phrases.OPENING_SPRINT_OVER[ended.outcome]
        return ways(forms, turn, n=str(ended.sprint))[0]
    if ended is None and now and (words := teller.words(now.words)):
        return ways(phrases.OPENING_TOWARDS, turn, n=str(now.sprint), b=capital(words))[0]
    return ""
