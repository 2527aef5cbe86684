"""`/team week`: team ceremonies, solo work and external meetings of one person, on one card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from handlers import rhythm
from handlers.cadence import locales, planner_views, running
from handlers.cadence.planner_views import Day, Line
from handlers.cadence.running import Beat
from handlers.calendars import days, known
from handlers.cards import Card
from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, FormSent, Pressed
from handlers.replies import Refresh, Show, Whisper
from handlers.routing import Desk, Replies, Router
from handlers.times import day_sent, local, moment, time_sent, zone_called
from handlers.when.plan import Plan
from storage import ceremonies, partaking, planners
from storage.models import PlannerLine

router = Router()

FURTHEST = timedelta(days=366)
"""How far one can turn the pages."""
MOST = 60
"""Lines of one person."""
WEEK = timedelta(days=7)


@router.command("team", "week", hint="see your own week on one card")
def week(desk: Desk, event: Commanded) -> Replies:
    return [Whisper(_card(desk, _this_week(desk)))]


@router.button("cadence.week")
def turn(desk: Desk, event: Pressed) -> Replies:
    return [Refresh(_card(desk, _week_in(desk, event.args.get("week", ""))))]


@router.button("cadence.line", opens_form=True)
def add(desk: Desk, event: Pressed) -> Replies:
    first = _week_in(desk, event.args.get("week", ""))
    return [Show(planner_views.line_form(max(first, _today(desk))))]


@router.form("cadence.line")
def add_sent(desk: Desk, event: FormSent) -> Replies:
    answers, problems = event.answers, dict[str, str]()
    words = " ".join(answers.get("words", "").split())
    if not 0 < len(words) <= planner_views.LONGEST:
        problems["words"] = f"1 to {planner_views.LONGEST} characters, please."
    day, at = day_sent(answers.get("day", "")), time_sent(answers.get("at", ""))
    if day is None or abs(day - _today(desk)) > FURTHEST:
        problems["day"] = "A day of this year, please."
    if at is None:
        problems["at"] = "A time such as 14:00, please."
    minutes = answers.get("minutes", "")
    choices = {
        "minutes": minutes in {str(each) for each in planner_views.MINUTES},
        "kind": answers.get("kind", "") in planner_views.KINDS,
        "often": answers.get("often", "") in ("once", "weekly"),
    }
    problems |= {field: "Choose one of these." for field, right in choices.items() if not right}
    if problems or day is None or at is None:
        raise Invalid(problems)
    me = desk.person.key
    planners.drop_past(desk.session, me, _today(desk) - FURTHEST)
    if len(planners.lines(desk.session, me)) >= MOST:
        raise Refusal(f"Your week holds {MOST} lines of your own. Take one out first.")
    line = PlannerLine(
        person_id=me,
        day=day,
        is_weekly=answers["often"] == "weekly",
        at=at,
        minutes=int(minutes),
        kind=answers["kind"],
        words=words,
    )
    planners.add(desk.session, line)
    return [Whisper(_card(desk, _monday(day)))]


@router.button("cadence.line_out", opens_form=True)
def out(desk: Desk, event: Pressed) -> Replies:
    lines = planners.lines(desk.session, desk.person.key)
    if not lines:
        raise Refusal("There are no lines of your own in your week.")
    locale = _locale(desk)
    return [Show(planner_views.out_form([(line.key, _named(line, locale)) for line in lines]))]


def _named(line: PlannerLine, locale: str) -> str:
    """In the 75 characters that an option has."""
    on = f"{'weekly from ' if line.is_weekly else ''}{locales.day_name(line.day, locale)}"
    said = f"{line.at:%H:%M} {line.words}"
    return f"{said if len(said) <= 34 else f'{said[:33]}…'} ({on})"


@router.form("cadence.line_out")
def out_sent(desk: Desk, event: FormSent) -> Replies:
    chosen = event.answers.get("line", "")
    mine = {str(line.key): line for line in planners.lines(desk.session, desk.person.key)}
    if chosen not in mine:
        raise Invalid({"line": "Choose one of these."})
    planners.remove(desk.session, desk.person.key, mine[chosen].key)
    return [Whisper(_card(desk, _this_week(desk)))]


@router.button("cadence.language", opens_form=True)
def language(desk: Desk, event: Pressed) -> Replies:
    return [Show(planner_views.language_form(locales.names(), _locale(desk)))]


@router.form("cadence.language")
def language_sent(desk: Desk, event: FormSent) -> Replies:
    chosen = event.answers.get("locale", "")
    if chosen not in locales.LOCALES:
        raise Invalid({"locale": "Choose one of these."})
    planners.set_locale(desk.session, desk.person.key, chosen)
    return [Whisper(_card(desk, _this_week(desk)))]


def _card(desk: Desk, first: date) -> Card:
    """The week of that Monday; days of the weekend where there is something on them."""
    me, zone, locale = desk.person, _zone(desk), _locale(desk)
    by_day: dict[date, list[Line]] = {first + timedelta(days=n): [] for n in range(7)}
    since, until = moment(first, time(), zone), moment(first + WEEK, time(), zone)
    for day, line in _of_teams(desk, since, until - timedelta(seconds=1), zone):
        by_day[day].append(line)
    own = planners.lines(desk.session, me.key)
    for mine in own:
        for day, lines in by_day.items():
            if mine.day == day or (mine.is_weekly and mine.day <= day and _same(mine.day, day)):
                lines.append(Line(mine.at, mine.minutes, mine.words, mine.kind))
    away = known.away(desk, me, first)
    shown = [
        Day(
            locales.day_name(day, locale),
            tuple(sorted(lines, key=lambda line: (line.starts, line.words))),
            _off(days.off(known.week_of(me), away, day)),
        )
        for day, lines in by_day.items()
        if day.weekday() < 5 or lines
    ]
    before, after = max(first - WEEK, _oldest(desk)), min(first + WEEK, _newest(desk))
    return planner_views.week(shown, first, before, after, bool(own))


def _same(one: date, other: date) -> bool:
    return one.weekday() == other.weekday()


def _off(off: days.Off | None) -> str:
    match off:
        case None:
            return ""
        case days.Off(why="away"):
            return "away"
        case days.Off(why="holiday"):
            return off.holiday
        case _:
            return "not a working day of yours"


def _of_teams(desk: Desk, since: datetime, until: datetime, zone: str) -> list[tuple[date, Line]]:
    found = []
    for cadence, team in ceremonies.teams_of(desk.session, desk.person.key):
        beat = Beat(cadence, team)
        some = [held for held in running.held_by(desk, beat) if held.ceremony.is_on]
        plans: dict[int, Plan] = running.plans(desk, some)
        for held in some:
            for planned in plans[held.ceremony.key].between(since, until):
                at = local(planned.starts, zone)
                words = f"{held.title}, {team.name}"
                found.append((at.date(), Line(at.time(), held.ceremony.minutes, words)))
    return found + _standups(desk, since, until, zone)


def _standups(desk: Desk, since: datetime, until: datetime, zone: str) -> list[tuple[date, Line]]:
    """The hours at which the person is asked."""
    me, found = desk.person, []
    for part in partaking.of_person(desk.session, me.key):
        if part.member.circle != "core" or me.is_guest or part.standup.paused:
            continue
        asks = rhythm.asks(part.standup, rhythm.hour_of(part.standup, me.own_hour), zone)
        what, day = part.standup.name or "Stand-up", local(since, zone).date()
        while day <= local(until, zone).date():
            if asks.has(day):
                found.append((day, Line(asks.at, 0, f"{what}, {part.team.name}")))
            day += timedelta(days=1)
    return found


def _locale(desk: Desk) -> str:
    chosen = planners.locale(desk.session, desk.person.key)
    return chosen or locales.of_country(known.week_of(desk.person).country)


def _zone(desk: Desk) -> str:
    """The person's own; where that is not known, their team's."""
    if zone_called(desk.person.zone):
        return desk.person.zone
    teams: Sequence[Beat] = [
        Beat(cadence, team) for cadence, team in ceremonies.teams_of(desk.session, desk.person.key)
    ]
    return teams[0].team.zone if teams else "UTC"


def _today(desk: Desk) -> date:
    return local(desk.now, _zone(desk)).date()


def _this_week(desk: Desk) -> date:
    """At the weekend, the one that comes."""
    return _monday(_today(desk) + timedelta(days=2))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _oldest(desk: Desk) -> date:
    return _monday(_today(desk) - FURTHEST)


def _newest(desk: Desk) -> date:
    return _monday(_today(desk) + FURTHEST)


def _week_in(desk: Desk, words: str) -> date:
    day = day_sent(words)
    if day is None:
        return _this_week(desk)
    return min(max(_monday(day), _oldest(desk)), _newest(desk))
