"""Whose days are meant, and who may change them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from handlers.errors import Refusal
from handlers.rights import runs
from handlers.routing import Desk
from handlers.times import local, zone_called
from storage import people, teams
from storage.models import Person


def local_day(desk: Desk, person: Person) -> date:
    """Today, where the person is; with no zone of their own, where their team is."""
    zone = person.zone
    if not zone_called(zone):
        their = teams.of_person(desk.session, person.key)
        zone = their[0].zone if their else ""
    return local(desk.now, zone).date()


def must_plan_for(desk: Desk, person: Person) -> None:
    """Everybody for themselves; for another who runs one of their teams. Raises Refusal."""
    if person.key == desk.person.key or may_plan_for(desk, person):
        return
    raise Refusal(
        f"Only {person.name}, or who runs a team of theirs, can say when {person.name} is away."
    )


def may_plan_for(desk: Desk, person: Person) -> bool:
    return any(runs(desk, team) for team in teams.of_person(desk.session, person.key))


def runs_a_team(desk: Desk) -> bool:
    mine = teams.of_person(desk.session, desk.person.key)
    return desk.person.is_administrator or any(runs(desk, team) for team in mine)


def mentioned(desk: Desk, words: str, mentions: Mapping[str, str]) -> tuple[Person | None, str]:
    """Somebody named with an @ at the beginning or the end, and the other words. None: nobody is
    named. Raises Refusal for a name that could be anybody's, or is nobody's."""
    at = words.find("@")
    if at == -1 or (at > 0 and not words[at - 1].isspace()):
        return None, words
    before, named = words[:at].strip(), words[at + 1 :]
    known = [each for each in people.everybody(desk.session) if not each.is_bot]
    for label in sorted(mentions, key=len, reverse=True):
        found = next((each for each in known if each.ref == mentions[label]), None)
        if found is not None and _begins(named, label):
            return found, _joined(before, named[len(label) :])
    named_so = [
        (each, name)
        for each in known
        for name in (each.name, "".join(each.name.split()), each.ref)
        if _begins(named, name)
    ]
    if named_so:
        longest = max(len(name) for _, name in named_so)
        fitting = {each.key: each for each, name in named_so if len(name) == longest}
        return _only(desk, list(fitting.values()), named[:longest]), _joined(
            before, named[longest:]
        )
    first = named.split(maxsplit=1)[0] if named.split() else ""
    called_so = [
        each for each in known if first and each.name.casefold().split()[:1] == [first.casefold()]
    ]
    return _only(desk, called_so, first), _joined(before, named[len(first) :])


def _begins(words: str, name: str) -> bool:
    return bool(name) and re.match(re.escape(name) + r"(?!\w)", words, re.IGNORECASE) is not None


def _only(desk: Desk, found: Sequence[Person], name: str) -> Person:
    """Of several who are called so, the one whose days this person may change."""
    if len(found) > 1:
        found = [each for each in found if may_plan_for(desk, each)] or found
    if not found:
        raise Refusal(f"I don't know anybody called @{name} here.")
    if len(found) > 1:
        names = ", ".join(each.name for each in found[:5])
        raise Refusal(f"Whom do you mean by @{name}: {names}? Please write the whole name.")
    return found[0]


def _joined(before: str, after: str) -> str:
    return f"{before} {after}".strip()
