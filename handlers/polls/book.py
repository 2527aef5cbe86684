"""A poll as it is now, read for showing; and its box, where names are not kept.

What is said without a name is written by itself: the slip goes into the box `poll:{id}`, found again by
the mark of its holder, and nothing else is saved with it – no message changes, no moment is planned, no
count goes up. The card learns how many have answered by counting the box on a rhythm of its own
(`rules.rest`), whenever anybody answered; a live tally is taken then as well, from three answers on,
only when three more have come, and not while just one or two of a team are left to answer, so that
nothing that can be compared tells one person's. At the end the tally alone is kept, and not even that
where fewer answered than hide each other; the box is burnt. One thing is left to know: whoever has the
last live tally and the result, and saw who answered in between, knows what they said where that was one
or two. That is why the result at the end is what is offered.
"""

from __future__ import annotations

from datetime import date
from typing import cast

from handlers.anonymity import AnonymousBox
from handlers.calendars import known
from handlers.cards import Card
from handlers.polls import rules, views, whose
from handlers.polls.rules import Choice, Kind, Tally
from handlers.polls.shown import Mine, Shown
from handlers.replies import Update
from handlers.routing import Desk
from handlers.times import local, zone_called
from storage import people, polls, teams
from storage.models import Poll, Team
from storage.people import Facts


def subject(poll: Poll) -> str:
    return f"poll:{poll.key}:card"


def updated(desk: Desk, poll: Poll) -> Update:
    return Update(subject(poll), card(desk, poll))


def card(desk: Desk, poll: Poll) -> Card:
    return views.card(shown(desk, poll))


def zone(desk: Desk, poll: Poll) -> str:
    """The team's; where there is no team, that of who asked."""
    team = whose.team_of(desk, poll)
    author = people.by_id(desk.session, poll.author_id)
    own = author.zone if author and zone_called(author.zone) else "UTC"
    return team.zone if team else own


def shown(desk: Desk, poll: Poll) -> Shown:
    votes = [] if poll.is_anonymous else polls.votes(desk.session, poll.key)
    is_closed = poll.closed_at is not None
    found = Tally.parse(poll.tally) if poll.tally else None
    if not poll.is_anonymous and (is_closed or poll.is_live):
        found = rules.tally(kind_of(poll), len(poll.options), [each for *_, each in votes])
    team = whose.team_of(desk, poll)
    return Shown(
        poll.key,
        poll.question,
        kind_of(poll),
        tuple(poll.options),
        name(desk, poll.author_id),
        poll.closes_at,
        zone(desk, poll),
        team=team.name if team else "",
        most=poll.most,
        is_anonymous=poll.is_anonymous,
        is_live=poll.is_live,
        is_open_to_more=poll.is_open_to_more,
        is_closed=is_closed,
        closed_by=name(desk, poll.closed_by_id),
        answered=poll.counted if poll.is_anonymous else len(votes),
        tally=found,
        names=_names(poll, votes) if found else (),
        threshold=poll.threshold,
        pulse=poll.pulse_id or 0,
        before=_before(desk, poll),
    )


def name(desk: Desk, person_id: int | None) -> str:
    found = people.by_id(desk.session, person_id) if person_id else None
    return found.name if found else ""


def kind_of(poll: Poll) -> Kind:
    return cast(Kind, poll.kind)


def _names(poll: Poll, votes: list[tuple[int, str, Choice]]) -> tuple[tuple[str, ...], ...]:
    """By answer or rating; of a ranking, whose first choice it is."""
    first = 1 if poll.kind in rules.TOPS else 0
    last = rules.TOPS.get(poll.kind, len(poll.options) - 1)
    told = [(who, choice[:1] if poll.kind == "ranked" else choice) for _, who, choice in votes]
    return tuple(
        tuple(who for who, choice in told if each in choice) for each in range(first, last + 1)
    )


def _before(desk: Desk, poll: Poll) -> Tally | None:
    """What came of the round before, with the same statements."""
    if poll.pulse_id is None or poll.closed_at is None:
        return None
    earlier = [
        each
        for each in polls.rounds(desk.session, poll.pulse_id, 2)
        if each.opened_at < poll.opened_at and each.options == poll.options and each.tally
    ]
    return Tally.parse(earlier[-1].tally or {}) if earlier else None


# The box.
def box(desk: Desk, poll: Poll) -> AnonymousBox:
    """Held until the transaction ends. Raises Refusal once it is burnt."""
    return AnonymousBox(desk, f"poll:{poll.key}")


def choices(inside: AnonymousBox) -> list[Choice]:
    """In no order."""
    return [choice_in(slip) for slip in inside.all()]


def slip(choice: Choice) -> dict[str, str]:
    return {"choice": ",".join(map(str, choice))}


def choice_in(slip: dict[str, str]) -> Choice:
    return tuple(int(each) for each in slip["choice"].split(","))


def mine(desk: Desk, poll: Poll) -> Choice | None:
    """What this person said. None: nothing so far."""
    if not poll.is_anonymous:
        said = polls.votes(desk.session, poll.key)
        return next((choice for who, _, choice in said if who == desk.person.key), None)
    inside = box(desk, poll)
    found = inside.find(inside.mark_of(desk.person.key))
    return choice_in(found) if found else None


def for_me(desk: Desk, poll: Poll) -> Mine:
    is_open = poll.closed_at is None
    said = mine(desk, poll) if is_open or not poll.is_anonymous else None
    missing, away = unheard(desk, poll)
    told = bool(said) and not poll.is_anonymous
    return Mine(
        has_answered=said is not None,
        answer=in_words(poll, said) if told and said else "",
        missing=None if missing is None else tuple(each.name for each in missing),
        away=tuple(each.name for each in away),
        may_close=is_open and whose.may_close(desk, poll),
        may_add=is_open and whose.may_add(desk, poll),
    )


def in_words(poll: Poll, choice: Choice) -> str:
    if poll.kind in rules.TOPS:
        return str(choice[0])
    between = ", then " if poll.kind == "ranked" else ", "
    return between.join(poll.options[each] for each in choice)


# Who is asked.
def expected(desk: Desk, team: Team) -> list[Facts]:
    return [
        person
        for person in teams.core(desk.session, team.key)
        if not (person.is_bot or person.is_guest or person.is_gone)
    ]


def unheard(desk: Desk, poll: Poll) -> tuple[list[Facts] | None, list[Facts]]:
    """Who of the team has not answered, and who of them has a day off. None where nobody is to
    know, or nobody is expected."""
    team = whose.team_of(desk, poll)
    if poll.is_anonymous or team is None:
        return None, []
    heard = {person for person, *_ in polls.votes(desk.session, poll.key)}
    silent = [each for each in expected(desk, team) if each.key not in heard]
    off = off_on(desk, team, silent, local(desk.now, team.zone).date())
    there = [each for each in silent if each.key not in off]
    return there, [each for each in silent if each.key in off]


def off_on(desk: Desk, team: Team, some: list[Facts], day: date) -> set[int]:
    """Who of them has that day off."""
    return set(known.off_in_team(desk, team.key, some, day))


def zone_of(person: Facts, team: Team) -> str:
    return person.zone if zone_called(person.zone) else team.zone
