"""What becomes of a stand-up that is under way when somebody turns out to be away, or back."""

from __future__ import annotations

from handlers.calendars import known
from handlers.events import DaysChanged
from handlers.replies import Reply, Update
from handlers.routing import Desk, Replies, Router
from handlers.standup import absent_views, asking, carry, digesting, prompting, running
from handlers.standup.running import Running
from storage import deliveries, people, standups
from storage.models import Person, Prompt

router = Router()


@router.on(DaysChanged)
def days_changed(desk: Desk, event: DaysChanged) -> Replies:
    """Who is back while the window is open is asked today all the same; who is away now hears no
    more of it. The digests that are out say how it is."""
    person = people.called(desk.session, event.ref)
    if person is None:
        return []
    prompts = {
        prompt.standup_id: prompt for prompt in standups.latest_prompts(desk.session, person.key)
    }
    replies: list[Reply] = []
    for standup in running.of_person(desk, person):
        asking.schedule(desk, standup)
        asking.catch_up(desk, standup, [person])
        prompt = prompts.get(standup.standup.key)
        if prompt is not None:
            replies += _prompted(desk, standup, person, prompt)
        replies += digesting.tell_who_was_away(desk, standup)
    return replies


def _prompted(desk: Desk, standup: Running, person: Person, prompt: Prompt) -> Replies:
    """The question of today says that no answer is waited for, or asks again."""
    key, day = standup.standup.key, prompt.day
    if desk.now >= prompt.closes_at or prompt.skipped_at is not None:
        return []
    if standups.entry(desk.session, key, person.key, day) is not None:
        return []
    off = known.off_in_team(desk, standup.team.key, [person], day).get(person.key)
    subject, where = standup.ask(day, person.key), standup.where(day)
    if off is not None:
        return [Update(subject, absent_views.in_peace(where, off))]
    shown = deliveries.about(desk.session, subject)
    if shown is None or shown.content.get("summary") != absent_views.summary(where):
        return []
    last = standups.last_entries(desk.session, key, [person.key], day).get(person.key)
    plan = asking.planned(last.answers, standup.questions) if last else ""
    asked = running.questions_on(desk, standup, day)
    lines = carry.lines(plan, prompt.marks)
    cards = prompting.cards(desk, standup, day, asked, {person.key: lines})
    return [Update(subject, cards[person.key])]
