"""The goal of a sprint, and what became of it."""

from __future__ import annotations

from datetime import timedelta

from handlers import goal_asking
from handlers.cadence import goal_views, overview, overview_views, running, whose
from handlers.cadence.goal_views import OUTCOMES, Last
from handlers.cadence.running import Beat
from handlers.cadence.setup_form import LONGEST_GOAL
from handlers.calendars import known
from handlers.cards import Card
from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, Due, FormSent, GoalTold, Pressed
from handlers.ids import number
from handlers.replies import Post, Reply, Show, Update, Whisper, channel, direct
from handlers.rights import must_run, runs
from handlers.routing import Desk, Replies, Router
from storage import ceremonies, deliveries, dues, people, teams, weeknotes
from storage.models import Goal, Person, Team

router = Router()

TOO_LATE = timedelta(days=14)
"""Nobody is asked about a goal that is so long ago."""


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
    desk.session.flush()
    by = desk.person.name
    card = goal_views.outcome(beat.team.name, goal.sprint, goal.words, how, words, by)
    subject = f"cadence:goal:{beat.team.key}:{goal.sprint}:outcome:{event.seen_key}"
    asked = goal_asking.subject(beat.team, goal.sprint)
    dues.cancel(desk.session, [asked])
    replies: list[Reply] = [Post(channel(beat.team.place), subject, card)]
    if deliveries.about(desk.session, asked) is not None:
        replies.append(Update(asked, card))
    if desk.router is not None:
        replies += desk.router.handle(desk, GoalTold(event.origin, beat.team.key))
    return replies


# Asking how it went.
@router.due(goal_asking.KIND, title="Goal of the sprint")
def ask(desk: Desk, due: Due) -> Replies:
    """One person, at work: the editor of the weeknote that waits for it, or who runs the team. While
    none of them is there, it waits."""
    team = teams.by_id(desk.session, number(due.args.get("team", "")))
    sprint = number(due.args.get("sprint", ""))
    goal = ceremonies.goal_row(desk.session, team.key, sprint) if team else None
    if team is None or goal is None or not goal.words or goal.outcome:
        return []
    subject = goal_asking.subject(team, sprint)
    moments = [
        (each, known.at_work(desk, each, team.zone)) for each in _candidates(desk, team, due)
    ]
    there = [each for each, at in moments if at is not None and at <= desk.now]
    later = [at for _, at in moments if at is not None]
    if there:
        card = goal_views.asking(team.key, team.name, sprint, goal.words)
        return [Post(direct(there[0].ref), subject, card)]
    if later and min(later) - desk.now < TOO_LATE:
        dues.plan(desk.session, subject, goal_asking.KIND, min(later), None, dict(due.args))
    return []


def _candidates(desk: Desk, team: Team, due: Due) -> list[Person]:
    editor = people.by_id(desk.session, number(due.args.get("editor", "")))
    some = [editor] if editor else []
    some += teams.scrum_masters(desk.session, team.key)
    draft = weeknotes.unposted(desk.session, team.key)
    if draft is not None and (of_draft := people.by_id(desk.session, draft.editor_id or 0)):
        some.append(of_draft)
    known = {each.key: each for each in some if not (each.is_gone or each.is_bot)}
    return list(known.values())


def _goal(desk: Desk, args: dict[str, str]) -> tuple[Beat, Goal, str]:
    """Raises Refusal for who neither runs the team nor edits its weeknote, and for a goal that nobody
    set."""
    team = whose.team_called(desk, args)
    draft = weeknotes.unposted(desk.session, team.key)
    if draft is None or draft.editor_id != desk.person.key:
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
