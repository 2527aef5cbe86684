"""What was done and planned, as points about themes and not about persons. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.weeknotes.drafting import phrases
from handlers.weeknotes.drafting.clause import MASS, Clause, capital, lowered, the
from handlers.weeknotes.drafting.facts import Candidate, Facts, Source
from handlers.weeknotes.drafting.phrases import listed
from handlers.weeknotes.drafting.themes import stems, themes
from handlers.weeknotes.drafting.tone import Tone
from handlers.weeknotes.drafting.verbs import PARTICIPLES
from handlers.weeknotes.drafting.work import FOREIGN, WEIGHT, Item, Work

_BAD = re.compile(
    r"\b(?:rejected|failed|fails|failing|broke|broken|down(?! (?:to|from|by))|lost|delayed|late|stuck|missed|"
    r"cancelled|canceled|"
    r"declined|crashed|crashes|slipped|blocked|refused)\b(?!.*\b(?:fixed|again|no longer|resubmitted)\b)",
    re.IGNORECASE,
)
"""What a sentence says that is nothing good."""


def good(work: Work, facts: Facts, told: Sequence[str]) -> list[Candidate]:
    """`told`: the points of the weeknote before."""
    tone = facts.tone
    fresh = [each for each in work.done if not _was_told(tone.past(each.clause), told)]
    home = [each for each in fresh if each.clause.tone != FOREIGN]
    groups, alone = themes([each.clause.rest for each in home])
    found: list[Candidate] = []
    for nth, theme in enumerate(groups):
        members = sorted((home[place] for place in theme.members), key=lambda each: -each.weight)
        label = named(theme.label)
        body = pasts(members[: tone.at_a_time], theme.label, tone)
        forms = phrases.THEME if len(members) > 1 else phrases.DONE
        found.append(
            Candidate(
                tone.ways(forms, facts.number + nth, t=label, b=body, l=lowered(theme.label)),
                _sources(members),
                sum(each.weight for each in members) + 3,
                label,
            )
        )
    singles = sorted((home[place] for place in alone), key=lambda each: -each.weight)
    strong = [each for each in singles if each.weight >= WEIGHT["improve"]]
    rest = [each for each in singles if each.weight < WEIGHT["improve"]]
    found += [_single(each, facts.number + nth, tone) for nth, each in enumerate(strong)]
    found += [
        Candidate((_sentence(each.clause.rest),), each.sources, 3)
        for each in (*work.sentences, *(each for each in fresh if each.clause.tone == FOREIGN))
        if not _was_told(each.clause.rest, told) and not _BAD.search(each.clause.rest)
    ]
    return [*found, *(_single(each, facts.number + nth, tone) for nth, each in enumerate(rest))]


def _single(item: Item, turn: int, tone: Tone) -> Candidate:
    if item.clause.verb is None or item.clause.sort == "go on":
        texts = tone.ways(phrases.WORKED, turn, t=the(lowered(item.clause.rest)))
    else:
        texts = tone.ways(phrases.DONE, turn, b=tone.past(item.clause))
    return Candidate(texts, item.sources, item.weight)


def coming(work: Work, facts: Facts, told: Sequence[str]) -> list[Candidate]:
    tone = facts.tone
    plans = [each for each in work.next if not _was_told(tone.base(each.clause), told)]
    home = [each for each in plans if each.clause.tone != FOREIGN]
    groups, alone = themes([each.clause.rest for each in home])
    found: list[Candidate] = []
    for nth, theme in enumerate(groups):
        members = sorted((home[place] for place in theme.members), key=lambda each: -each.weight)
        label = named(theme.label)
        body = bases(members[: tone.at_a_time], theme.label, tone)
        texts = tone.ways(
            phrases.NEXT_THEME, facts.number + nth, t=label, b=body, l=lowered(theme.label)
        )
        weight = sum(each.weight for each in members) + 3
        found.append(Candidate(texts, _sources(members), weight, label))
    for nth, place in enumerate(alone):
        item = home[place]
        found.append(_planned(item, facts.number + nth, tone, item.weight))
    for nth, item in enumerate(work.open):
        if not _was_told(tone.base(item.clause), told):
            found.append(_planned(item, facts.number + nth, tone, 2))
    found += [
        Candidate((_sentence(each.clause.rest),), each.sources, 2)
        for each in plans
        if each.clause.tone == FOREIGN
    ]
    return found


def _planned(item: Item, turn: int, tone: Tone, weight: int) -> Candidate:
    if item.clause.verb is None or item.clause.sort == "go on":
        texts = tone.ways(phrases.CARRIED, turn, t=the(lowered(item.clause.rest)))
    else:
        texts = tone.ways(phrases.NEXT, turn, b=tone.base(item.clause))
    return Candidate(texts, item.sources, weight)


def learned(work: Work, facts: Facts, told: Sequence[str]) -> list[Candidate]:
    return [
        Candidate(
            facts.tone.ways(
                phrases.LEARNED
                if item.clause.rest.split()[0].lower()
                not in ("how", "to", "about", "why", "what", "a", "an")
                else phrases.LEARNED_HOW,
                facts.number + nth,
                b=lowered(item.clause.rest),
            ),
            item.sources,
            3,
        )
        for nth, item in enumerate(work.learned)
        if not _was_told(item.clause.rest, told)
    ]


def hard(work: Work, facts: Facts, told: Sequence[str]) -> list[Candidate]:
    new = [each for each in work.hard if not _was_told(each.clause.rest, told)]
    bad = [each for each in work.sentences if _BAD.search(each.clause.rest)]
    return [
        *(
            Candidate(
                facts.tone.ways(phrases.HARD, facts.number + nth, t=lowered(each.clause.rest)),
                each.sources,
                3,
            )
            for nth, each in enumerate(new)
        ),
        *(
            Candidate((_sentence(each.clause.rest),), each.sources, 4)
            for each in bad
            if not _was_told(each.clause.rest, told)
        ),
    ]


def smaller(
    candidates: Sequence[Candidate],
    items: Sequence[Item],
    before: Sequence[str],
    turn: int,
    tone: Tone,
) -> Candidate | None:
    """What found no place of its own, in one point."""
    told = {source for each in candidates for source in each.sources}
    left = [
        each
        for each in items
        if not told & set(each.sources)
        and not _was_told(each.clause.rest, before)
        and each.clause.tone in ("done", "next")
        and each.clause.verb is not None
    ]
    left = sorted(left, key=lambda each: -each.weight)[: tone.at_a_time]
    if len(left) < 2:
        return None
    if left[0].clause.tone == "next":
        texts = tone.ways(phrases.NEXT_MORE, turn, b=bases(left, "", tone))
    else:
        texts = tone.ways(phrases.SMALLER, turn, b=pasts(left, "", tone))
    return Candidate(texts, _sources(left))


def pasts(items: Sequence[Item], label: str, tone: Tone) -> str:
    """Such as "fixed a and b, added c and reviewed d"; `label` is said before."""
    said = [tone.said(each.clause) for each in items]
    if tone.person == "result":
        return listed([_headless(_unlabelled(each.result(), label), label) for each in said])
    return _grouped(said, label, is_past=True)


def bases(items: Sequence[Item], label: str, tone: Tone) -> str:
    return _grouped([tone.said(each.clause) for each in items], label, is_past=False)


def _grouped(said: Sequence[Clause], label: str, *, is_past: bool) -> str:
    by_verb: dict[str, list[str]] = {}
    for clause in said:
        verb = (clause.verb.past if is_past else clause.verb.base) if clause.verb else ""
        verb = verb or ("worked on" if is_past else "work on")
        object_ = clause.object if clause.verb else the(clause.rest)
        if len(said) > 1:
            object_ = object_.partition(": ")[0]
        by_verb.setdefault(verb, []).append(_unlabelled(object_, label))
    parts = [f"{verb} {listed(objects)}".strip() for verb, objects in by_verb.items()]
    return listed(parts)


def _unlabelled(text: str, label: str) -> str:
    """Without "for the checkout" at its end, where the checkout is what it is all about."""
    words = text.split()
    size = len(label.split())
    if not label or len(words) < size + 2:
        return text
    if stems(" ".join(words[-size:])) != stems(label):
        return text
    before = words[:-size]
    while before and before[-1].lower() in ("the", "our", "new"):
        before.pop()
    if before and before[-1].lower() in ("for", "on", "of", "in", "to") and len(before) > 1:
        return " ".join(before[:-1])
    return text


def _headless(text: str, label: str) -> str:
    """Without "app" in "app submitted to the store", where the app is what it is all about."""
    size = len(label.split())
    head, rest = text.split()[:size], text.split()[size:]
    is_said = bool(label and rest) and stems(" ".join(head)) == stems(label)
    return " ".join(rest) if is_said and rest[0] in PARTICIPLES else text


def _was_told(text: str, told: Sequence[str]) -> bool:
    """Whether the weeknote before has all that this says."""
    mine = stems(text)
    return any(mine <= stems(each) for each in told)


def named(label: str) -> str:
    """With the article that it takes in a sentence."""
    text = lowered(label)
    if text[:1].isupper() or MASS.search(text):
        return text
    return f"the {text}"


def _sources(items: Sequence[Item]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(source for each in items for source in each.sources))


def _sentence(text: str) -> str:
    whole = capital(text)
    return whole if whole.endswith((".", "!", "?", "…", "。")) else f"{whole}."
