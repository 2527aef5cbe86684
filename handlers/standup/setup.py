"""Setting a stand-up up, and seeing how it stands."""

from __future__ import annotations

from datetime import time

from handlers.cards import Card, Form
from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, FormSent
from handlers.replies import AskRoster, Reply, Show, Whisper
from handlers.rights import must_run, runs
from handlers.routing import Desk, Replies, Router
from handlers.standup import (
    asking,
    channel_views,
    daybook,
    question_lines,
    questions,
    running,
    views,
)
from handlers.standup.question_words import as_lines
from handlers.standup.running import Running
from handlers.standup.setup_form import (
    LONGEST_NAME,
    LONGEST_QUESTIONS,
    REMINDERS,
    WINDOWS,
    setup_form,
)
from handlers.times import WEEKDAYS, zone_meant
from storage import standups, teams
from storage.models import Standup, Team

router = Router()


@router.command("standup", "setup", hint="set up or change the team's stand-up", opens_form=True)
def setup(desk: Desk, event: Commanded) -> Replies:
    if event.origin.place_kind != "channel":
        mine = [team for team in teams.of_person(desk.session, desk.person.key) if runs(desk, team)]
        place = mine[0].place if len(mine) == 1 else ""
        return [Show(_form(desk, place, ""))]
    _must_set_up(desk, teams.at(desk.session, event.origin.place))
    return [Show(_form(desk, event.origin.place, event.origin.place_name))]


def _must_set_up(desk: Desk, team: Team | None) -> None:
    if team is not None:
        must_run(desk, team)
    elif desk.person.is_guest or desk.person.is_bot:
        raise Refusal("Guests can't set up a stand-up. Ask a member of this workspace to do it.")


def _form(desk: Desk, place: str, place_name: str) -> Form:
    team = teams.at(desk.session, place) if place else None
    found = running.of_team(desk, team) if team else None
    standup = found.standup if found else Standup(team_id=0, updated_at=desk.now)
    asked = found.questions if found else questions.DEFAULTS
    name = team.name if team else place_name.removeprefix("team-").replace("-", " ").title()
    return setup_form(
        place=place,
        team=name,
        days=standup.days.split(","),
        hour=standup.hour,
        window_minutes=standup.window_minutes,
        remind_after_minutes=standup.remind_after_minutes,
        posts_entries=standup.posts_entries,
        zone=team.zone if team else desk.person.zone,
        questions=asked,
    )


@router.form("standup.setup")
def setup_sent(desk: Desk, event: FormSent) -> Replies:
    answers = event.answers
    place = answers.get("place", "")
    team = teams.at(desk.session, place)
    _must_set_up(desk, team)
    found = running.of_team(desk, team) if team else None
    known = found.questions if found else questions.DEFAULTS
    problems: dict[str, str] = {}
    name = " ".join(answers.get("name", "").split())
    if not place:
        problems["place"] = "Choose the team's channel."
    if not 0 < len(name) <= LONGEST_NAME:
        problems["name"] = f"A name of 1 to {LONGEST_NAME} characters, please."
    days = [day for day in WEEKDAYS if day in answers.get("days", "").split(",")]
    if not days:
        problems["days"] = "Choose at least one day."
    hour = _time(answers.get("hour", ""))
    if hour is None:
        problems["hour"] = "A time such as 09:00, please."
    zone = zone_meant(answers.get("zone", ""))
    if zone is None:
        problems["zone"] = "I don't know this zone. Try a city, such as Berlin, or Europe/Berlin."
    window = _choice(answers.get("window", "240"), WINDOWS)
    if window is None:
        problems["window"] = "Choose one of these."
    reminder = _choice(answers.get("reminder", "60"), REMINDERS)
    if reminder is None:
        problems["reminder"] = "Choose one of these."
    asked: tuple[questions.Question, ...] = ()
    written = answers.get("questions", "")
    if not written and len(as_lines(known)) > LONGEST_QUESTIONS:
        # Too many words for the form's field, which stays empty then.
        written = as_lines(known)
    try:
        asked = question_lines.read(written, known)
        if days:
            question_lines.held_on(asked, days)
    except ValueError as wrong:
        problems["questions"] = str(wrong)
    if problems or hour is None or zone is None or window is None or reminder is None:
        raise Invalid(problems)
    if team is None:
        team = teams.create(desk.session, name=name, place=place, zone=zone, now=desk.now)
        teams.join(desk.session, team.key, desk.person.key, desk.now, role=teams.SCRUM_MASTER)
    team.name, team.zone = name, zone
    desk.session.add(team)
    there = standups.of_team(desk.session, team.key)
    standup = there or Standup(team_id=team.key, updated_at=desk.now)
    standup.days = ",".join(days)
    standup.hour = hour
    standup.window_minutes, standup.remind_after_minutes = window, reminder
    standup.posts_entries = answers.get("entries") == "each"
    standup.questions = [question.plain() for question in asked]
    standup.updated_at = desk.now
    standup.paused = ""
    desk.session.add(standup)
    desk.session.flush()
    now_running = Running(standup, team)
    asking.schedule(desk, now_running)
    return [
        AskRoster(place, f"standup:{standup.key}:roster:{event.seen_key}"),
        Whisper(
            views.note(
                f"The stand-up of {name} is set: {now_running.schedule}. "
                "I'm looking up who is in the channel."
            )
        ),
    ]


def _time(words: str) -> time | None:
    try:
        return time.fromisoformat(words).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return None


def _choice(words: str, choices: tuple[int, ...]) -> int | None:
    return int(words) if words in {str(choice) for choice in choices} else None


@router.command("standup", "status", hint="see who has answered today")
def status(desk: Desk, event: Commanded) -> Replies:
    here = teams.at(desk.session, event.origin.place)
    wanted = [here] if here else list(teams.of_person(desk.session, desk.person.key))
    replies: list[Reply] = []
    for team in wanted:
        if teams.member(desk.session, team.key, desk.person.key) is None and not runs(desk, team):
            raise Refusal(f"Only members of {team.name} can see this.")
        if standup := running.of_team(desk, team):
            replies.append(Whisper(_status(desk, standup)))
    if not replies:
        raise Refusal("There is no stand-up here yet. Start one with /standup setup.")
    return replies


def _status(desk: Desk, standup: Running) -> Card:
    latest = standups.latest_day(desk.session, standup.standup.key)
    standing = daybook.read(desk, standup, latest).standing(desk.now) if latest else None
    return channel_views.status(
        standup.team.name,
        latest.day if latest else None,
        standing,
        standup.schedule,
        standup.asks(standup.team.zone).after(desk.now)[0],
        standup.standup.paused,
    )
