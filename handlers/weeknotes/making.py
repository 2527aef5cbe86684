"""A team's draft: begun, drafted again, and shown to who edits it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers.replies import Post, Reply, Update, direct
from handlers.routing import Desk
from handlers.weeknotes import book, collecting, periods, views, whose
from handlers.weeknotes.drafting.engine import draft
from handlers.weeknotes.drafting.facts import Draft, Point
from handlers.weeknotes.drafting.themes import is_same
from handlers.weeknotes.note import MOST, TITLES
from storage import deliveries, dues, weeknotes
from storage.models import Team, Weeknote, WeeknoteBullet

OWN = ("edited", "added", "suggested")
"""Points that somebody has put their hand to."""


def begun(desk: Desk, team: Team, planned_at: datetime | None) -> Weeknote:
    """The draft that the team is at, else a new one; held."""
    there = weeknotes.unposted(desk.session, team.key)
    if there is not None:
        if planned_at is not None:
            there.planned_at, there.held_at = planned_at, None
            weeknotes.keep(desk.session, there)
        return there
    of = periods.period(desk, team, planned_at)
    rule = weeknotes.rule(desk.session, team.key)
    number = weeknotes.next_number(desk.session, team.key)
    editor = whose.next_editor(desk, team, rule, of.last_day)
    new = Weeknote(
        team_id=team.key,
        number=number,
        first_day=of.first_day,
        last_day=of.last_day,
        editor_id=editor,
        planned_at=planned_at,
        drafted_at=desk.now,
        contact=rule.contact,
    )
    weeknotes.begin(desk.session, new)
    weeknote = weeknotes.unposted(desk.session, team.key)
    assert weeknote is not None
    if editor is not None:
        rule.last_editor_id = editor
        desk.session.add(rule)
        desk.session.flush()
    redraft(desk, team, weeknote)
    return weeknote


def redraft(desk: Desk, team: Team, weeknote: Weeknote) -> None:
    """From what is known now; points that somebody has written or changed stay."""
    of = periods.period(desk, team, weeknote.planned_at, weeknote.first_day)
    made = draft(collecting.facts(desk, team, weeknote.number, of))
    was_own = weeknote.edited_at is not None and weeknote.opening
    weeknote.first_day, weeknote.last_day = of.first_day, of.last_day
    weeknote.opening = weeknote.opening if was_own else made.opening
    weeknote.drafted_at = desk.now
    weeknotes.rewrite(desk.session, weeknote.key, _points(desk, weeknote, made))
    weeknotes.keep(desk.session, weeknote)


def _points(desk: Desk, weeknote: Weeknote, made: Draft) -> list[WeeknoteBullet]:
    there = weeknotes.bullets(desk.session, weeknote.key)
    rows: list[WeeknoteBullet] = []
    for name in TITLES:
        own = [each for each in there if each.section == name and each.origin in OWN]
        kept = [
            WeeknoteBullet(
                weeknote_id=weeknote.key,
                section=name,
                position=0,
                text=each.text,
                origin=each.origin,
                sources=each.sources,
            )
            for each in own
        ]
        new = [
            _row(weeknote, name, point)
            for point in made.sections.get(name, ())
            if not any(is_same(point.text, each.text) or _shares(point, each) for each in own)
        ]
        rows += [*kept, *new][:MOST]
    return rows


def _row(weeknote: Weeknote, section: str, point: Point) -> WeeknoteBullet:
    return WeeknoteBullet(
        weeknote_id=weeknote.key,
        section=section,
        position=0,
        text=point.text,
        sources=[source.plain() for source in point.sources],
    )


def _shares(point: Point, own: WeeknoteBullet) -> bool:
    mine = {(source.kind, source.id, source.words) for source in point.sources}
    return any((each["kind"], each["id"], each["words"]) in mine for each in own.sources)


# Whom it is shown to.
def subject(weeknote: Weeknote, person_id: int) -> str:
    return f"weeknote:{weeknote.key}:draft:{person_id}"


def shown(desk: Desk, team: Team, weeknote: Weeknote, *, late: bool = False) -> list[Reply]:
    """The draft to those who edit it, new or as it is now."""
    replies: list[Reply] = []
    card = views.draft(desk_shown(desk, team, weeknote), late=late)
    for person in whose.told(desk, team, weeknote):
        name = subject(weeknote, person.key)
        if deliveries.about(desk.session, name):
            replies.append(Update(name, card))
        else:
            replies.append(Post(direct(person.ref), name, card))
    return replies


def desk_shown(desk: Desk, team: Team, weeknote: Weeknote) -> views.Shown:
    rule = weeknotes.rule(desk.session, team.key)
    editor = whose.person(desk, weeknote.editor_id)
    bullets = weeknotes.bullets(desk.session, weeknote.key)
    note = book.note(desk.session, team, weeknote)
    if weeknote.status != "posted":
        note = book.with_people(note, collecting.roster(desk, team), rule.contact)
    return views.Shown(
        id=weeknote.key,
        note=note,
        status=weeknote.status,
        editor=editor.name if editor else "",
        planned_at=weeknote.planned_at,
        unapproved=rule.unapproved,
        points={name: _shown_points(bullets, name) for name in TITLES},
        may_suggest=desk.router is not None and views.SUGGEST in desk.router.buttons,
        is_held=weeknote.held_at is not None and weeknote.status == "draft",
    )


def _shown_points(bullets: Sequence[WeeknoteBullet], section: str) -> tuple[views.Point, ...]:
    return tuple(
        views.Point(
            each.text,
            each.origin,
            tuple(
                views.Source(source["kind"], source["words"], source.get("day", ""))
                for source in each.sources
            ),
        )
        for each in bullets
        if each.section == section
    )


# When it goes on.
def plan(desk: Desk, team: Team, weeknote: Weeknote) -> None:
    """The reminder and the posting, as they are planned now."""
    names = [_due(weeknote, "remind"), _due(weeknote, "post")]
    if weeknote.status == "posted" or weeknote.planned_at is None:
        dues.cancel(desk.session, names)
        return
    args = {"weeknote": str(weeknote.key)}
    dues.plan(desk.session, names[1], "weeknote.post", weeknote.planned_at, None, args)
    rule = weeknotes.rule(desk.session, team.key)
    remind_at = weeknote.planned_at - timedelta(hours=rule.remind_hours)
    if rule.remind_hours and remind_at > desk.now:
        dues.plan(desk.session, names[0], "weeknote.remind", remind_at, None, args)
    else:
        dues.cancel(desk.session, names[:1])


def _due(weeknote: Weeknote, what: str) -> str:
    return f"weeknote:{weeknote.key}:{what}"
