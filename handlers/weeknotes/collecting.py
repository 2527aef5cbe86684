"""What happened in a period, as far as readers may know of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from handlers.routing import Desk
from handlers.times import local
from handlers.weeknotes import voice
from handlers.weeknotes.drafting.facts import (
    Blocked,
    Facts,
    Milestone,
    Risk,
    Said,
    Taken,
)
from handlers.weeknotes.drafting.themes import is_same
from handlers.weeknotes.note import TITLES, SectionName
from handlers.weeknotes.periods import LONGEST, Period, goals_of
from storage import (
    actions,
    blockers,
    ceremonies,
    comings,
    history,
    outlook,
    people,
    retros,
    standups,
    teams,
    weeknotes,
)
from storage.models import Blocker, Team, Weeknote
from storage.outlook import Outlook

MOST_ENTRIES = 1000


def facts(desk: Desk, team: Team, number: int, of: Period) -> Facts:
    session = desk.session
    out = weeknotes.opted_out(session)
    cadence = ceremonies.cadence(session, team.key)
    goals = goals_of(desk, team, cadence, of)
    seen = outlook.of_period(session, team.key, of.since, desk.now, of.last_day)
    mates = comings.ever(session, team.key)
    others = people.everybody(session)
    return Facts(
        number=number,
        first_day=of.first_day,
        last_day=of.last_day,
        said=tuple(_said(desk, team, of, out)),
        blockers=tuple(_blockers(desk, team, of, out)),
        milestones=tuple(_milestones(seen, out)),
        risks=tuple(_risks(seen, of, out)),
        ended=goals[0],
        current=goals[1],
        taken=tuple(_taken(desk, team, of, out)),
        ceremonies=_held(desk, team, of),
        joined=tuple(
            (person.key, person.name, member.role)
            for member, person in comings.joined(session, team.key, of.since)
            if person.key not in out
            and not (person.is_bot or person.is_gone)
            and member.joined_at > team.created_at + timedelta(days=7)
        ),
        left=tuple(
            (person.key, person.name)
            for _, person in comings.left(session, team.key, of.since)
            if person.key not in out and not person.is_bot
        ),
        names=frozenset(person.name for person in mates if not person.is_bot),
        strangers=frozenset(person.name for person in others if " " in person.name),
        hidden=frozenset(person.name for person in (*mates, *others) if person.key in out),
        before=_before(desk, of.before),
        tone=voice.tone(session, team.key),
    )


def _taken(desk: Desk, team: Team, of: Period, out: set[int]) -> Iterator[Taken]:
    """What the team said openly that it would do. Cards and topics of retros are never asked for:
    they may be words that somebody wrote without a name."""
    period = actions.in_period(desk.session, team.key, of.since, desk.now)
    done = {each.key for each in period.done}
    for each in (*period.done, *(new for new in period.new if new.key not in done)):
        if {each.owner_id, each.made_by_id} & out or each.status == actions.DROPPED:
            continue
        if each.retro_id is None or not _is_of_a_card(desk, each.retro_id, each.words):
            yield Taken("action", each.key, each.words, is_done=each.key in done)


def _is_of_a_card(desk: Desk, retro_id: int, words: str) -> bool:
    """Whether an action says what a card without a name says."""
    said = " ".join(words.casefold().split())
    cards = [each.text for each in retros.cards(desk.session, retro_id) if not each.name]
    known = {" ".join(text.casefold().split()) for text in cards}
    known |= {" ".join(retros.title_of(text).casefold().split()) for text in cards}
    return any(said in text or text in said or is_same(said, text) for text in known if text)


def _said(desk: Desk, team: Team, of: Period, out: set[int]) -> Iterator[Said]:
    """Oldest first; without those who want to be left out, and without what was told before."""
    first = min(of.first_day, local(of.since, team.zone).date())
    known = _told_lines(desk, of.ours)
    for standup in standups.ever_of_team(desk.session, team.key):
        entries = history.came(
            desk.session, standup.key, of.since, first, of.last_day, MOST_ENTRIES
        )
        asked = history.questions_of(desk.session, standup.key, {e.day for e, _ in entries})
        for entry, person in reversed(entries):
            if person.key in out or person.is_bot:
                continue
            for question in asked.get(entry.day, standup.questions):
                about = question.get("about")
                words = entry.answers.get(question["id"], "")
                if about not in ("done", "next") or question.get("kind", "text") != "text":
                    continue
                kind: Literal["done", "next"] = "done" if about == "done" else "next"
                if kind == "done":
                    rows = [
                        row for row in words.splitlines() if (entry.key, row.strip()) not in known
                    ]
                    words = "\n".join(rows)
                if words.strip():
                    yield Said(kind, words, person.key, entry.day, entry.key)


def _told_lines(desk: Desk, told: Weeknote | None) -> set[tuple[int, str]]:
    if told is None:
        return set()
    return {
        (source["id"], source["words"])
        for bullet in weeknotes.bullets(desk.session, told.key)
        for source in bullet.sources
        if source.get("kind") == "stand-up"
    }


def _blockers(desk: Desk, team: Team, of: Period, out: set[int]) -> Iterator[Blocked]:
    for each in blockers.since(desk.session, team.key, of.since):
        hidden = {each.blocked_id, each.raised_by_id, each.owner_id} & out
        if each.is_private or hidden or each.status == "dismissed" or each.merged_into_id:
            continue
        yield _blocked(each, team)


def _blocked(each: Blocker, team: Team) -> Blocked:
    is_open = each.status in blockers.OPEN
    return Blocked(
        each.key,
        each.summary,
        local(each.raised_at, team.zone).date(),
        local(each.closed_at, team.zone).date() if each.closed_at and not is_open else None,
        each.waits_for,
        "" if each.waits_for == "person" else each.waits_for_name,
        each.severity,
    )


def _milestones(seen: Outlook, out: set[int]) -> Iterator[Milestone]:
    moved = {each.milestone.key: each.was for each in seen.moved}
    groups: tuple[tuple[Literal["reached", "missed", "overdue", "coming"], tuple], ...] = (  # type: ignore[type-arg]
        ("reached", seen.reached),
        ("missed", seen.missed),
        ("overdue", seen.overdue),
        ("coming", seen.coming),
    )
    for state, some in groups:
        for each in some:
            if each.made_by_id in out:
                continue
            was = moved.get(each.key)
            is_moved = state == "coming" and was is not None and was != each.due_on
            yield Milestone(each.key, each.title, each.due_on, "moved" if is_moved else state, was)


def _risks(seen: Outlook, of: Period, out: set[int]) -> Iterator[Risk]:
    new = {each.key for each in seen.new_risks}
    # Whoever has had no weeknote of ours, or none for long, has not heard of those before either.
    told_at = of.ours.drafted_at if of.ours else None
    new |= {each.key for each in seen.open_risks if told_at is None or each.made_at >= told_at}
    before = {each.risk.key: each.before for each in seen.changed_risks}
    for each in (*seen.open_risks, *seen.happened, *seen.over):
        if each.made_by_id in out:
            continue
        state: Literal["new", "graver", "lesser", "open", "happened", "over"] = "open"
        if each.status in ("happened", "over"):
            state = "happened" if each.status == "happened" else "over"
        elif each.key in new:
            state = "new"
        elif each.key in before:
            likelihood, impact = before[each.key]
            was = outlook.LEVELS.get(likelihood, 2) * outlook.LEVELS.get(impact, 2)
            state = "graver" if outlook.gravity(each) > was else "lesser"
        yield Risk(each.key, each.title, outlook.gravity(each), state, each.response)


def _held(desk: Desk, team: Team, of: Period) -> tuple[str, ...]:
    """Ceremonies that took place, in the order of a sprint."""
    kinds = {
        each.key: each.kind
        for each in ceremonies.of_team(desk.session, team.key)
        if each.kind in ("planning", "refinement", "review", "retro")
    }
    # One that was put off stays with the day that it was planned for.
    first = local(of.since, team.zone).date() - LONGEST
    met = {
        kinds[each.ceremony_id]
        for each in ceremonies.occurrences(desk.session, list(kinds), first)
        if each.announced_at and not each.is_skipped and of.since <= each.starts_at < desk.now
    }
    return tuple(kind for kind in ("planning", "refinement", "review", "retro") if kind in met)


def _before(desk: Desk, told: Weeknote | None) -> dict[SectionName, tuple[str, ...]]:
    if told is None:
        return {}
    bullets = weeknotes.bullets(desk.session, told.key)
    return {name: tuple(each.text for each in bullets if each.section == name) for name in TITLES}


def roster(desk: Desk, team: Team) -> list[dict[str, str]]:
    """Who is in the team now, for the foot of a weeknote; without those who want to be left out."""
    out = weeknotes.opted_out(desk.session)
    return [
        {"name": each.person.name, "role": each.member.role}
        for each in teams.present(desk.session, team.key)
        if each.member.circle == "core"
        and each.person.key not in out
        and not (each.person.is_bot or each.person.is_gone)
    ]
