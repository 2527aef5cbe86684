"""The goal of a sprint, and what became of it."""

from __future__ import annotations

from datetime import timedelta

from handlers.cadence import goal_views, overview, overview_views, running, whose
from handlers.cadence.goal_views import OUTCOMES, Last
from handlers.cadence.running import Beat
from handlers.cadence.setup_form import LONGEST_GOAL
from handlers.cards import Card
from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, FormSent, Pressed
from handlers.ids import number
from handlers.replies import Post, Show, Whisper, channel
from handlers.rights import must_run, runs
from handlers.routing import Desk, Replies, Router
from storage import ceremonies
from storage.models import Goal

router = Router()


@router.command(
    "team",
    "goal",
    usage="[goal]",
    hint="see or set the goal of the sprint, and say how it went",
    example="/team goal Winter timetable for all piers",
)
def goal(desk: Desk, event: Commanded) -> Replies:
    beat = whose.beat_meant(desk, event)
    words = " ".join(event.words.split()[1:])
    if not words:
        return [Whisper(_card(desk, beat))]
    must_run(desk, beat.team)
    if len(words) > LONGEST_GOAL:
        raise Refusal(
            f"A goal has at most {LONGEST_GOAL} characters; this has {len(words)}:\n{words}"
        )
    sprint = beat.number(beat.of_now(desk.now))
    ceremonies.set_goal(desk.session, beat.team.key, sprint, words, desk.now)
    card = overview_views.goal_set(beat.team.name, sprint, words, desk.person.name)
    subject = f"cadence:goal:{beat.team.key}:{sprint}:{event.seen_key}"
    return [Post(channel(beat.team.place), subject, card)]


@router.button(goal_views.OUTCOME, opens_form=True)
def outcome(desk: Desk, event: Pressed) -> Replies:
    beat, goal, how = _goal(desk, event.args)
    args = {"team": str(beat.team.key), "sprint": str(goal.sprint), "how": how}
    return [Show(goal_views.ending(args, goal.sprint, goal.words))]


@router.form("cadence.goal_outcome")
def told(desk: Desk, event: FormSent) -> Replies:
    beat, goal, how = _goal(desk, event.args)
    words = event.answers.get("words", "").strip()
    if len(words) > goal_views.LONGEST:
        raise Invalid({"words": f"At most {goal_views.LONGEST:,} characters, please."})
    goal.outcome, goal.outcome_words, goal.outcome_at = how, words, desk.now
    desk.session.add(goal)
    by = desk.person.name
    card = goal_views.outcome(beat.team.name, goal.sprint, goal.words, how, words, by)
    subject = f"cadence:goal:{beat.team.key}:{goal.sprint}:outcome:{event.seen_key}"
    return [Post(channel(beat.team.place), subject, card)]


def _goal(desk: Desk, args: dict[str, str]) -> tuple[Beat, Goal, str]:
    """Raises Refusal for who does not run the team, and for a goal that nobody set."""
    team = whose.team_called(desk, args)
    must_run(desk, team)
    beat = running.of_team(desk, team)
    found = ceremonies.goal_row(desk.session, team.key, number(args.get("sprint", "")))
    how = args.get("how", "")
    if beat is None or found is None or how not in OUTCOMES:
        raise Refusal("This goal is no longer there. See the goal with /team goal.")
    return beat, found, how


def _card(desk: Desk, beat: Beat) -> Card:
    """The goal of now, and that of the sprint before while nobody has said how it went."""
    sprint = overview.sprint_dates(desk, beat)
    now = ceremonies.goal_row(desk.session, beat.team.key, sprint.number)
    before = None
    if beat.today(desk.now) - timedelta(days=1) >= beat.cadence.anchor:
        before = ceremonies.goal_row(desk.session, beat.team.key, sprint.number - 1)
    open_before = Last(before.sprint, before.words) if before and not before.outcome else None
    said = OUTCOMES[now.outcome] if now and now.outcome in OUTCOMES else ""
    words = now.outcome_words if now else ""
    can_change = runs(desk, beat.team)
    return goal_views.goal(
        beat.team.key, beat.team.name, sprint, open_before, said, words, can_change=can_change
    )
