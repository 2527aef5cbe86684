"""Earlier answers: who may read them, and which are meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.cards import Args
from handlers.errors import Refusal
from handlers.routing import Desk
from handlers.standup import running, whose
from handlers.standup.history_views import Told
from handlers.standup.questions import parse
from handlers.standup.running import Running
from handlers.times import day_and_year
from storage import history, partaking, teams
from storage.models import Person

MOST = 400
"""Answers read at once."""
LONGEST_SEARCH = 200
"""Characters."""


def may_read(desk: Desk, standup: Running) -> bool:
    """The team: core and extended; sponsors where they read along. Asked of whoever caused the
    event, every time."""
    found = teams.member(desk.session, standup.team.key, desk.person.key)
    if found is None or desk.person.is_gone:
        return False
    if found.circle != "sponsor":
        return True
    return any(each.key == desk.person.key for each in _observers(desk, standup))


def _observers(desk: Desk, standup: Running) -> Sequence[Person]:
    return partaking.observers(desk.session, standup.standup.key, standup.team.key)


def readable_here(desk: Desk, place: str, what: str = "answers") -> list[Running]:
    """The stand-ups of this channel, or all that I may read, `what` of them; those that have ended
    as well. Raises Refusal."""
    here = teams.at(desk.session, place) if place else None
    wanted = [here] if here else list(teams.of_person(desk.session, desk.person.key))
    there = [each for team in wanted for each in running.ever_of_team(desk, team)]
    found = [standup for standup in there if may_read(desk, standup)]
    if there and not found:
        raise Refusal(
            f"Only members of {there[0].team.name} can read its {what}; sponsors after "
            "/standup observe."
        )
    if not found:
        raise Refusal("You are in no team with a stand-up yet, so there is nothing to read.")
    return found


def readable(desk: Desk, args: Mapping[str, str], what: str = "answers") -> Running:
    """The stand-up that a button names. Raises Refusal for who may not read it."""
    standup = whose.named(desk, args)
    if standup is None or not may_read(desk, standup):
        raise Refusal(f"Only members of a team can read its {what}.")
    return standup


def person_meant(
    desk: Desk, standups: Sequence[Running], words: str, mentions: Mapping[str, str]
) -> tuple[Person | None, str]:
    """Somebody of these teams named with an @, and the other words. Raises Refusal."""
    before, at, named = words.partition("@")
    if not at:
        return None, words
    known = {
        person.key: person
        for standup in standups
        for person in history.everybody(desk.session, standup.standup.key, standup.team.key)
    }.values()
    called = [
        (label, person)
        for person in known
        for label in (
            *(label for label, ref in mentions.items() if ref == person.ref),
            person.name,
            "".join(person.name.split()),
            person.ref,
            *person.name.split()[:1],
        )
        if _begins(named, label)
    ]
    longest = max((len(label) for label, _ in called), default=0)
    found = {person.key: person for label, person in called if len(label) == longest}
    if len(found) != 1:
        first = named.split(maxsplit=1)[0] if named.split() else ""
        who = "Nobody" if not found else "More than one person"
        names = " and ".join(standup.name for standup in standups)
        raise Refusal(f"{who} of {names} is called @{first}. Please write the whole name.")
    [person] = found.values()
    return person, f"{before} {named[longest:]}".strip()


def _begins(words: str, label: str) -> bool:
    if not label or words[: len(label)].casefold() != label.casefold():
        return False
    return not words[len(label) : len(label) + 1].isalnum()


@dataclass(frozen=True, slots=True)
class Meant:
    """Which answers: of those days and maybe one person, or with some words."""

    first: date
    last: date
    person: Person | None = None
    search: str = ""

    @property
    def about(self) -> str:
        if self.search:
            return f"With “{self.search}”, the newest first"
        first, last = (day_and_year(day) for day in (self.first, self.last))
        when = first if self.first == self.last else f"{first} to {last}"
        return f"{self.person.name} · {when}" if self.person else when

    @property
    def args(self) -> Args:
        if self.search:
            return {"search": self.search}
        person = {"person": str(self.person.key)} if self.person else {}
        return {"first": self.first.isoformat(), "last": self.last.isoformat(), **person}


def meant_again(desk: Desk, standup: Running, args: Mapping[str, str]) -> Meant:
    """What a button or a link names; it passed through a client. Raises Refusal."""
    if search := args.get("search", "")[:LONGEST_SEARCH]:
        return Meant(date.min, date.max, search=search)
    try:
        first, last = (date.fromisoformat(args[name]) for name in ("first", "last"))
    except (KeyError, ValueError):
        raise Refusal("I don't know which days are meant. Use /standup history again.") from None
    if "person" not in args:
        return Meant(first, last)
    known = history.everybody(desk.session, standup.standup.key, standup.team.key)
    for person in known:
        if str(person.key) == args["person"]:
            return Meant(first, last, person)
    raise Refusal(f"This person has no answers in {standup.name}.")


def told(desk: Desk, standup: Running, meant: Meant, most: int = MOST) -> tuple[list[Told], bool]:
    """The answers, and whether there are more than `most`."""
    key = standup.standup.key
    if meant.search:
        rows = history.found(desk.session, key, meant.search.split(), most + 1)
    else:
        person = meant.person.key if meant.person else None
        rows = history.entries(desk.session, key, meant.first, meant.last, person, most + 1)
    days = {entry.day for entry, _ in rows}
    asked = {
        day: parse(plain) for day, plain in history.questions_of(desk.session, key, days).items()
    }
    found = [
        Told(entry.day, person.name, asked.get(entry.day, standup.questions), entry.answers)
        for entry, person in rows[:most]
    ]
    return found, len(rows) > most
