"""What the answers of stand-ups come to: points about themes, not about persons. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.weeknotes.drafting import cleaning, reading
from handlers.weeknotes.drafting.clause import Clause
from handlers.weeknotes.drafting.facts import Facts, Said, Source
from handlers.weeknotes.drafting.themes import is_same, words

WEIGHT = {"finish": 6, "build": 5, "improve": 4, "check": 2, "talk": 2, "learn": 1, "go on": 1}
FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing, whoever and however many said it."""

    clause: Clause
    sources: tuple[Source, ...]
    people: frozenset[int]

    @property
    def weight(self) -> int:
        return WEIGHT[self.clause.sort] + 2 * (len(self.people) - 1)


@dataclass(frozen=True, slots=True)
class Work:
    done: tuple[Item, ...]
    sentences: tuple[Item, ...]
    learned: tuple[Item, ...]
    hard: tuple[Item, ...]
    open: tuple[Item, ...]
    """Begun, and not done."""
    next: tuple[Item, ...]


def of(facts: Facts) -> Work:
    usual = frozenset(word for said in facts.said for word in words(said.words) if word.islower())
    done = _merged(
        [item for said in facts.said if said.about == "done" for item in _items(said, facts, usual)]
    )
    plans = _merged(
        [item for said in _last_plans(facts.said) for item in _items(said, facts, usual)]
    )
    finished = _with(done, "done")
    still = tuple(each for each in _with(done, "open") if not _is_in(each, finished))
    to_come = tuple(
        each
        for each in plans
        if not any(
            is_same(each.clause.rest, other.clause.rest)
            and _latest(other) > _latest(each)
            and other.clause.sort in ("finish", "build")
            for other in finished
        )
    )
    return Work(
        done=(*finished, *(each for each in _with(done, FOREIGN))),
        sentences=_with(done, "sentence"),
        learned=_with(done, "learned"),
        hard=_with(done, "hard"),
        open=tuple(each for each in still if not _is_in(each, to_come)),
        next=to_come,
    )


def _items(said: Said, facts: Facts, usual: frozenset[str]) -> list[Item]:
    found: list[Item] = []
    for typed in cleaning.lines(said.words):
        if cleaning.names_anybody(typed, facts.hidden):
            continue
        line = cleaning.without_people(typed, facts.names)
        if line is None or cleaning.names_wholly(line, facts.strangers):
            continue
        if not cleaning.is_for_outside(line):
            continue
        clause = reading.read(line, said.about)
        if clause is None or not cleaning.is_for_outside(clause.rest):
            continue
        clause = replace(clause, rest=_without_capital(clause.rest, usual))
        source = Source("stand-up", said.id, typed, said.day)
        found.append(Item(clause, (source,), frozenset({said.person})))
    return found


def _without_capital(text: str, usual: frozenset[str]) -> str:
    """What somebody writes small is no name."""
    first = text.split()[:1]
    if first and first[0].isalpha() and first[0].lower() in usual and first[0].istitle():
        return text[:1].lower() + text[1:]
    return text


def _last_plans(said: Sequence[Said]) -> list[Said]:
    """What each person said last of what comes."""
    last: dict[int, Said] = {}
    for each in said:
        if each.about == "next":
            known = last.get(each.person)
            last[each.person] = each if known is None or each.day >= known.day else known
    return list(last.values())


_RANK = {"done": 0, FOREIGN: 0, "next": 0, "sentence": 1, "learned": 2, "hard": 2, "open": 3}


def _merged(items: Sequence[Item]) -> list[Item]:
    """What is the same in other words is there once, at its furthest."""
    kept: list[Item] = []
    for item in items:
        for place, other in enumerate(kept):
            if is_same(item.clause.rest, other.clause.rest) and _may_merge(item, other):
                kept[place] = _both(other, item)
                break
        else:
            kept.append(item)
    return kept


def _may_merge(one: Item, other: Item) -> bool:
    apart = {"learned", "hard"}
    return one.clause.tone == other.clause.tone or not {one.clause.tone, other.clause.tone} & apart


def _both(one: Item, other: Item) -> Item:
    better = min(
        (one, other),
        key=lambda each: (_RANK[each.clause.tone], -WEIGHT[each.clause.sort]),
    )
    sources = tuple(dict.fromkeys((*one.sources, *other.sources)))
    return replace(better, sources=sources, people=one.people | other.people)


def _with(items: Sequence[Item], tone: str) -> tuple[Item, ...]:
    return tuple(each for each in items if each.clause.tone == tone)


def _is_in(item: Item, others: Sequence[Item]) -> bool:
    return any(is_same(item.clause.rest, other.clause.rest) for other in others)


def _latest(item: Item) -> str:
    return max((source.day.isoformat() for source in item.sources if source.day), default="")
