"""The stand-up, as one router."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.calendars import known
from handlers.calendars.days import off as off_on
from handlers.cards import Part
from handlers.routing import Desk, Router
from handlers.standup import (
    absent,
    absent_views,
    answering,
    asking,
    carrying,
    editing,
    keeping,
    live,
    observing,
    participating,
    removing,
    running,
    setup,
    shortcuts,
    status,
    talking,
    views,
    whose,
)
from storage import partaking

router = Router.of(
    answering.router,
    talking.router,
    carrying.router,
    observing.router,
    live.router,
    shortcuts.router,
    setup.router,
    removing.router,
    status.router,
    editing.router,
    asking.router,
    keeping.router,
    absent.router,
    participating.router,
)


@router.home
def home(desk: Desk) -> Sequence[Part]:
    me, rows = desk.person, []
    mine = running.of_person(desk, me)
    days = whose.current_days(desk, mine)
    entries = partaking.entries(desk.session, me.key, days.values())
    prompts = partaking.prompts(desk.session, me.key, days.values())
    away = known.away(desk, me, since=min(days.values(), default=desk.now.date()))
    week = known.week_of(me)
    for standup in mine:
        day = days[standup.standup.key]
        entry = entries.get((standup.standup.key, day))
        prompt = prompts.get((standup.standup.key, day))
        standing: views.Standing = "asked"
        if entry:
            state, standing = "answered", "answered"
        elif prompt and prompt.skipped_at:
            state, standing = "skipped", "silent"
        elif off := off_on(week, away, day):
            state, standing = absent_views.state(off), "silent"
        elif prompt:
            state = "waiting for your answer" if desk.now < prompt.closes_at else "no answer yet"
        else:
            state = "not asked yet"
        rows.append((standup.where(day), state, standing))
    return views.home(rows)
