"""A team's year as its people might type it: `python -m tests.rules.a_year_of_work OUT` writes the
fifty weeknotes that are drafted from it, to be read."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from handlers.weeknotes.drafting.engine import draft
from handlers.weeknotes.drafting.facts import (
    Blocked,
    Draft,
    Facts,
    Goal,
    Milestone,
    Risk,
    Said,
    Taken,
)
from handlers.weeknotes.note import TITLES, SectionName
from tests.rules.a_years_lines import (
    ACTIONS,
    BLOCKERS,
    GOALS,
    LEARNINGS,
    MILESTONES,
    NOISE,
    PROJECTS,
    RISKS,
    TOLD,
)

FIRST = date(2026, 1, 5)
WEEKS = 50
TEAM = {
    1: "Ada Lovelace",
    2: "Ben Ortiz",
    3: "Chloé Martin",
    4: "Deniz Yılmaz",
    5: "Emeka Obi",
    6: "Freja Holm",
    7: "Will Young",
}
OPTED_OUT = {5: "Emeka Obi"}


def year(seed: int = 7) -> Iterator[tuple[Facts, Draft]]:
    """Week by week, each with the weeknote before it in view."""
    chance = random.Random(seed)
    names = list(PROJECTS)
    left = {name: _shuffled(PROJECTS[name][0].splitlines(), chance) for name in names}
    before: dict[SectionName, tuple[str, ...]] = {}
    open_blockers: list[Blocked] = []
    learnings, actions = _shuffled(LEARNINGS, chance), _shuffled(ACTIONS, chance)
    for week in range(WEEKS):
        monday = FIRST + timedelta(weeks=week)
        friday = monday + timedelta(days=4)
        active = [names[(week // 5 + offset) % len(names)] for offset in (0, 3, 6)]
        said = tuple(_said(chance, monday, active, left))
        open_blockers, blockers = _blockers(chance, week, monday, open_blockers)
        sprint = week // 2 + 1
        ends = week % 2 == 1
        outcome = chance.choices(("reached", "partly", "missed", ""), (5, 3, 2, 2))[0]
        taken: list[Taken] = []
        if ends and chance.random() < 0.8:
            taken.append(Taken("learning", week, learnings[week // 2 % len(learnings)]))
        if ends and chance.random() < 0.7:
            taken.append(Taken("action", 100 + week, actions[week // 2 % len(actions)]))
        if not ends and chance.random() < 0.3 and week > 2:
            taken.append(
                Taken("action", 99 + week, actions[(week // 2 - 1) % len(actions)], is_done=True)
            )
        facts = Facts(
            number=week + 1,
            first_day=monday,
            last_day=friday,
            said=said,
            blockers=tuple(blockers),
            milestones=tuple(_milestones(week, friday)),
            risks=tuple(_risks(week)),
            ended=_ended(sprint, outcome) if ends else None,
            current=Goal(sprint + ends, GOALS[(sprint - 1 + ends) % len(GOALS)]),
            taken=tuple(taken),
            ceremonies=("review", "retro") if ends else (),
            joined=((8, "Grace Hopper", "designer"),) if week == 20 else (),
            left=((2, "Ben Ortiz"),) if week == 40 else (),
            names=frozenset(TEAM.values()),
            hidden=frozenset(OPTED_OUT.values()),
            before=before,
        )
        made = draft(facts)
        yield facts, made
        before = {
            name: tuple(point.text for point in points) for name, points in made.sections.items()
        }


def _said(
    chance: random.Random, monday: date, active: list[str], left: dict[str, list[str]]
) -> Iterator[Said]:
    number = 0
    for person in TEAM:
        if person in OPTED_OUT:
            # The collection leaves their answers out.
            continue
        for day in range(5):
            if chance.random() < 0.15:
                continue
            project = chance.choices(active, (5, 3, 2))[0]
            lines = []
            for _ in range(chance.choice((0, 1, 1, 1, 2))):
                if chance.random() < 0.35 or not left[project]:
                    lines.append(chance.choice(NOISE))
                else:
                    known = left[project]
                    lines.append(known.pop() if chance.random() < 0.55 else known[-1])
                    if not known:
                        left[project] = _shuffled(PROJECTS[project][0].splitlines(), chance)
            plans = PROJECTS[project][1].splitlines()
            number += 1
            at = monday + timedelta(days=day)
            mark = chance.choice(("", "- ", "* "))
            if lines:
                yield Said("done", "\n".join(mark + each for each in lines), person, at, number)
            yield Said("next", chance.choice(plans), person, at, number)


def _blockers(
    chance: random.Random, week: int, monday: date, still: list[Blocked]
) -> tuple[list[Blocked], list[Blocked]]:
    kept, told = [], []
    for each in still:
        if chance.random() < 0.45:
            told.append(_closed(each, monday + timedelta(days=2)))
        else:
            kept.append(each)
            told.append(each)
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        summary, kind, name = BLOCKERS[chance.randrange(len(BLOCKERS))]
        if all(each.summary != summary for each in told):
            severity = chance.choice(("low", "medium", "high"))
            new = Blocked(week * 10 + len(told), summary, monday, None, kind, name, severity)
            kept.append(new)
            told.append(new)
    return kept, told


def _closed(each: Blocked, on: date) -> Blocked:
    return Blocked(
        each.id,
        each.summary,
        each.raised_on,
        on,
        each.waits_for,
        each.waits_for_name,
        each.severity,
    )


def _ended(sprint: int, outcome: str) -> Goal:
    told = TOLD[sprint % len(TOLD)]
    return Goal(sprint, GOALS[(sprint - 1) % len(GOALS)], outcome, told)


def _milestones(week: int, friday: date) -> Iterator[Milestone]:
    for number, (title, planned) in enumerate(MILESTONES):
        due = FIRST + timedelta(weeks=planned, days=2)
        late = number % 3 == 1
        if week == planned + (2 if late else 0):
            yield Milestone(number, title, due, "reached")
        elif late and week == planned:
            yield Milestone(number, title, due + timedelta(weeks=2), "moved", due)
        elif planned - 6 <= week < planned and due > friday:
            yield Milestone(number, title, due, "coming")


def _risks(week: int) -> Iterator[Risk]:
    for number, (title, gravity, response) in enumerate(RISKS):
        begins, ends = 4 + number * 11, 12 + number * 11
        if week == begins:
            yield Risk(number, title, gravity, "new", response)
        elif begins < week < ends:
            yield Risk(number, title, gravity, "open", response)
        elif week == ends:
            yield Risk(number, title, gravity, "over", response)


def _shuffled(items: list[str], chance: random.Random) -> list[str]:
    copy = list(items)
    chance.shuffle(copy)
    return copy


def in_words(facts: Facts, made: Draft) -> str:
    rows = [f"## {facts.number} ({facts.first_day} – {facts.last_day})", made.opening]
    for name, title in TITLES.items():
        if points := made.sections.get(name):
            rows += [f"{title}:", *(f"  - {point.text}" for point in points)]
    return "\n".join(rows)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(
        "\n\n".join(in_words(facts, made) for facts, made in year()), "utf-8"
    )
