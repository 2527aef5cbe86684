"""Marking the lines of the last plan, in the message that asks."""

from __future__ import annotations

from datetime import date

from handlers.cards import Card
from handlers.errors import Refusal
from handlers.events import Pressed
from handlers.replies import Update
from handlers.routing import Desk, Replies, Router
from handlers.standup import answering, prompting, rules, running, views, whose
from handlers.standup.running import Running
from storage import standups
from storage.models import Prompt

router = Router()


@router.button("standup.carry")
def mark(desk: Desk, event: Pressed) -> Replies:
    """Done, still on it, or neither again; for this prompt."""
    standup, day = whose.allowed(desk, event.args)
    key, person = standup.standup.key, desk.person.key
    # One press after the other, so that none overwrites what another has marked.
    standups.held_day(desk.session, key, day)
    prompt = standups.prompt(desk.session, key, person, day)
    if prompt is None:
        raise Refusal("You have not been asked yet. Use /standup to answer early.")
    if standups.entry(desk.session, key, person, day):
        raise Refusal("You have answered already. Use /standup edit to change your answer.")
    if prompt.skipped_at is not None:
        raise Refusal("You are skipping this one. Use /standup to answer after all.")
    plan = answering.last_plan(desk, standup, day, prompt)
    line, said = event.args.get("line", ""), event.args.get("mark", "")
    if line in {each.key for each in plan} and said in ("done", "still", ""):
        prompt.marks = {**prompt.marks, line: said}
        desk.session.add(prompt)
    return [Update(standup.ask(day, person), _card(desk, standup, day, prompt))]


def _card(desk: Desk, standup: Running, day: date, prompt: Prompt) -> Card:
    if desk.now >= prompt.closes_at:
        return views.closed(standup.where(day))
    planned_at = standup.asks_of(desk.person).on(day)
    late = prompt.asked_at - planned_at > rules.LATE
    plans = {prompt.person_id: answering.last_plan(desk, standup, day, prompt)}
    questions = running.questions_on(desk, standup, day)
    return prompting.cards(desk, standup, day, questions, plans, late=late)[prompt.person_id]
