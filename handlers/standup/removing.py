"""All stand-ups of a team, on one card, and what becomes of one that is removed."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import Card
from handlers.events import Commanded, Pressed
from handlers.replies import Post, Refresh, Reply, Update, Whisper, channel
from handlers.routing import Desk, Replies, Router
from handlers.standup import (
    channel_views,
    digesting,
    running,
    setup_views,
    views,
    whose,
)
from handlers.standup.running import Running
from storage import dues, standups, teams

router = Router()


@router.command("standup", "remove", hint="end a stand-up for good; its answers stay")
def remove(desk: Desk, event: Commanded) -> Replies:
    return [Whisper(card(desk, whose.run_here(desk, event.origin.place)))]


@router.button("standup.remove")
def remove_pressed(desk: Desk, event: Pressed) -> Replies:
    standup = whose.run_by_me(desk, event.args)
    standups.end(desk.session, standup.standup.key, desk.now)
    over = running.called(desk, standup.standup.key)
    assert over is not None
    planned = dues.named_like(desk.session, f"standup:{over.standup.key}:")
    dues.cancel(desk.session, [due.name for due in planned])
    team = teams.at(desk.session, over.team.place)
    left = running.of_team(desk, team) if team else []
    said = f"The {over.whole} has ended. Earlier answers stay: /standup history"
    return [
        *_close(desk, over),
        *_tell(desk, over, event.seen_key),
        Refresh(card(desk, left, said) if left else views.note(said)),
    ]


def card(desk: Desk, there: Sequence[Running], said: str = "") -> Card:
    rows = [
        setup_views.Row(each.standup.key, label, each.schedule, each.standup.paused)
        for each, label in zip(there, running.labels(there), strict=True)
    ]
    is_one_team = len({each.team.key for each in there}) == 1
    return setup_views.stand_ups(rows, there[0].team.name if is_one_team else "", said)


def _close(desk: Desk, over: Running) -> list[Reply]:
    """Nobody is waited for; what was answered and is in no digest yet is told in one."""
    key, replies = over.standup.key, list[Reply]()
    for held in standups.last_days(desk.session, key, digesting.LAST_DAYS):
        answered = {
            entry.person_id for entry, _ in standups.entries_on(desk.session, key, held.day)
        }
        replies += [
            Update(over.ask(held.day, person), views.ended(over.where(held.day)))
            for person in standups.prompts_on(desk.session, key, held.day)
            if person not in answered
        ]
        if not over.standup.paused:
            replies += digesting.post(desk, over, held.day)
    return replies


def _tell(desk: Desk, over: Running, key: str) -> list[Reply]:
    """The channel, where it can be posted in."""
    if over.standup.paused:
        return []
    shown = channel_views.has_ended(over.whole, desk.person.ref)
    return [Post(channel(over.team.place), f"standup:{over.standup.key}:ended:{key}", shown)]
