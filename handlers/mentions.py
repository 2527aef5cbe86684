"""Who is meant by @name in what somebody typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from handlers.errors import Refusal
from handlers.routing import Desk
from storage import people, teams
from storage.models import Person

_AT = re.compile(r"(?<!\S)@(?=\S)")


def named(
    desk: Desk,
    words: str,
    mentions: Mapping[str, str],
    rather: Callable[[Person], bool] | None = None,
) -> tuple[Person | None, str]:
    """The first person who stands behind an @, and the words without them. None: nobody does.

    `mentions` as the platform tells them. Of several with one name, those for whom `rather` holds,
    or else who are in a team with who speaks. Raises Refusal for a name that several have, or
    nobody, with the words given back.
    """
    at = _AT.search(words)
    if at is None:
        return None, words
    known = [each for each in people.everybody(desk.session) if not each.is_bot]
    behind = words[at.end() :]
    told = {label: ref for label, ref in mentions.items() if _begins(behind, label)}
    label = max(told, key=len, default="")
    fitting = [(each, label) for each in known if label and each.ref == told[label]]
    fitting = fitting or _called(known, behind)
    if not fitting:
        name = re.split(r"[\s,.;:!?]", behind, maxsplit=1)[0]
        raise Refusal(f"I don't know anybody called @{name} here. This is what you typed:\n{words}")
    length = max(len(name) for _, name in fitting)
    several = {each.key: each for each, _ in fitting}.values()
    found = _one(several, rather or _mates(desk), behind[:length], words)
    before, after = words[: at.start()].rstrip(), behind[length:].lstrip()
    return found, " ".join(part for part in (before, after) if part)


def _called(known: Sequence[Person], behind: str) -> list[tuple[Person, str]]:
    """Those with the longest name that stands there: whole, in one word, or the first name."""
    fitting = [
        (each, name)
        for each in known
        for name in (each.name, "".join(each.name.split()), each.ref, *each.name.split()[:1])
        if _begins(behind, name)
    ]
    longest = max((len(name) for _, name in fitting), default=0)
    return [(each, name) for each, name in fitting if len(name) == longest]


def _begins(words: str, name: str) -> bool:
    return bool(name) and re.match(re.escape(name) + r"(?!\w)", words, re.IGNORECASE) is not None


def _mates(desk: Desk) -> Callable[[Person], bool]:
    def is_mate(person: Person) -> bool:
        mine = {team.key for team in teams.of_person(desk.session, desk.person.key)}
        theirs = teams.of_person(desk.session, person.key)
        return any(team.key in mine for team in theirs)

    return is_mate


def _one(
    found: Iterable[Person], rather: Callable[[Person], bool], name: str, words: str
) -> Person:
    several = list(found)
    if len(several) > 1:
        several = [each for each in several if rather(each)] or several
    if len(several) > 1:
        names = ", ".join(each.name for each in several[:5])
        raise Refusal(
            f"Whom do you mean by @{name}: {names}? Please write the whole name. "
            f"This is what you typed:\n{words}"
        )
    return several[0]
