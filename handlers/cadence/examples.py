"""Examples of everything that sprints and ceremonies show."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from handlers.cadence import (
    calendar_views,
    change_form,
    change_views,
    goal_views,
    locales,
    overview_views,
    planner_views,
    rules,
    views,
)
from handlers.cadence.calendar_views import Given
from handlers.cadence.goal_views import Last
from handlers.cadence.keeping import WHY
from handlers.cadence.overview_views import Row, SprintDates
from handlers.cadence.planner_views import Day, Line
from handlers.cadence.setup_form import NewTeam, setup_form
from handlers.cadence.views import Occasion, Sprint, There
from handlers.cards import Button, Card
from handlers.example import Example

BERLIN = "Europe/Berlin"
FRIDAY = date(2026, 12, 4)
HALF_ONE = datetime(2026, 12, 4, 12, 30, tzinfo=UTC)
HALF_TWO = datetime(2026, 12, 4, 13, 30, tzinfo=UTC)
THURSDAY = datetime(2026, 12, 3, 9, tzinfo=UTC)
BEGIN = Button("Start the retro", "retro.start", {"team": "1"}, look="primary", opens_form=True)
RETRO = Occasion(7, "Harbor", "Retro", FRIDAY, HALF_ONE, HALF_TWO, BERLIN, True, BEGIN)
WEEKNOTE = replace(RETRO, title="Weeknote", ends=HALF_ONE, has_meeting=False)
GOAL = "Winter timetable for all piers, and nobody asks the hotline for it"
SPRINT = Sprint(12, GOAL)
AGENDA = rules.BY_NAME["retro"].agenda.splitlines()
TEAM = ("Ada Brandt", "Ben Hughes", "Chiara Moretti", "Dev Nair", "Emi Sato", "Femi Adeyemi")
SAID = There(TEAM[:2], TEAM[2:3], TEAM[3:4], TEAM[4:5], TEAM[5:])
CROWD = There(tuple(f"{name} {number}" for number in range(1, 25) for name in TEAM))
HARD = ("<!channel> & <@U0ADA>", "*bold* `code` https://example.org", "תודה לכולם 👩🏽‍💻")
NOTES = "We pair on the map from Monday.\nAda asks the terminal for a second test system."
SIGNS = "Two piers wait for new signs."
DATES = SprintDates(12, date(2026, 11, 23), date(2026, 12, 6), GOAL)
SAID_RULES = (
    "the first day of the sprint at 10:00",
    "the middle of the sprint at 10:00",
    "the last day of the sprint at 10:00",
    "every other Friday at 13:30",
    "every Friday at 15:00",
)
LINK = "https://beat.example.org/calendars/Q0m7wq3hU5Vb1yXo9R2sKcTnE8fGdLzA4iPjW6NkHuM.ics"
MADE = datetime(2026, 11, 2, 9, tzinfo=UTC)

SHORTER = "Not every month has a 31st. What about the shorter ones?"
LONG = (
    "the last day of the month at 09:00",
    "the 31st of the month at 09:00, or the last day of shorter months",
    "the 31st of the month at 09:00, in months that have one",
)


def examples() -> list[Example]:
    return [*_messages(), *_overviews(), *_changes(), *_calendars(), *_weeks()]


def _messages() -> list[Example]:
    none = There(open=TEAM)
    return [
        Example("ceremony", views.occasion(RETRO, "coming", AGENDA, SPRINT, SAID)),
        Example(
            "ceremony, nobody said anything",
            views.occasion(RETRO, "coming", AGENDA, Sprint(12), none, late=True),
        ),
        Example("ceremony, hard words", views.occasion(RETRO, "coming", HARD, SPRINT, none)),
        Example("ceremony, a crowd", views.occasion(RETRO, "coming", AGENDA, SPRINT, CROWD)),
        Example("ceremony, on", views.occasion(RETRO, "on", AGENDA, SPRINT, SAID)),
        Example("ceremony, timer", views.occasion(RETRO, "timed", AGENDA, SPRINT, SAID, notes=1)),
        Example("ceremony, over", views.occasion(RETRO, "over", AGENDA, SPRINT, SAID, notes=2)),
        Example("ceremony, skipped", views.occasion(RETRO, "skipped", AGENDA, SPRINT, SAID)),
        Example("ceremony, moved", views.occasion(RETRO, "moved", AGENDA, SPRINT, SAID)),
        Example(
            "ceremony without a meeting",
            views.occasion(WEEKNOTE, "coming", AGENDA, SPRINT, There()),
        ),
        Example("ceremony, time is up", views.time_is_up(RETRO)),
        Example("ceremony notes", views.noted(RETRO, "Ada Brandt", NOTES)),
        Example("ceremony notes form", views.note_form(RETRO)),
        Example("ceremony note", views.note("Thank you. Your notes are in the thread.")),
        Example("home, ceremonies", _home(), on="home"),
    ]


def _home() -> Card:
    planning = replace(RETRO, title="Planning", starts=THURSDAY)
    rows = [planning, replace(RETRO, team="Lighthouse crew")]
    return Card("Drumbeat", tuple(views.home(rows)))


def _overviews() -> list[Example]:
    rows = [
        Row(number, kind.title, HALF_ONE, kind.minutes[1], SAID_RULES[number - 1])
        for number, kind in enumerate(rules.KINDS, start=1)
    ]
    rows[1] = replace(rows[1], next=None)
    setup = Button("In a meeting, or over days", "retro.setup", {"team": "1"}, opens_form=True)
    rows[3] = replace(rows[3], there=83, sets_up=setup, is_over_days=True)
    why = WHY["not in channel"]
    seen = overview_views.overview(1, "Harbor", BERLIN, DATES, rows, can_change=False)
    paused = overview_views.overview(
        1, "Harbor", BERLIN, replace(DATES, goal=""), rows, can_change=True, paused=why
    )
    return [
        Example(
            "cadence", overview_views.overview(1, "Harbor", BERLIN, DATES, rows, can_change=True)
        ),
        Example("cadence, to read", seen),
        Example("cadence paused", overview_views.paused("Harbor", "C0HARBOR", why)),
        Example("cadence, while paused", paused),
        Example(
            "cadence form",
            setup_form(team_id=1, weeks=2, starts=date(2026, 11, 23), number=12, goal=GOAL),
        ),
        Example(
            "cadence form, new team",
            setup_form(
                team_id=0,
                weeks=2,
                starts=date(2026, 11, 23),
                number=1,
                goal="",
                new=NewTeam("C0HARBOR", "Harbor", BERLIN),
            ),
        ),
    ]


def _changes() -> list[Example]:
    coming = [HALF_ONE + timedelta(weeks=2 * n) for n in range(3)]
    args = {"ceremony": "4"}
    said = "every other Friday at 13:30, Berlin time"
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    options = [f"every other {day} at 09:00" for day in days]
    question = "On which day of the week?"
    form = change_form.ceremony_form(
        ceremony_id=4,
        title="Retro",
        is_on=True,
        said="every other Friday",
        rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
        at=time(13, 30),
        minutes=60,
        remind_minutes=10,
        around="before",
        agenda=rules.BY_NAME["retro"].agenda,
    )
    one = change_form.one_form(
        ceremony_id=4,
        title="Retro",
        of=FRIDAY,
        day=FRIDAY,
        at=time(13, 30),
        shown="Friday 4 December, 13:30",
    )
    by = "Ada Brandt"
    return [
        Example(
            "ceremony proposed",
            change_views.proposed("Retro", said, coming, BERLIN, args, "Counted from this week."),
        ),
        Example("ceremony unclear", change_views.unclear(question, options, "cadence.words", args)),
        Example(
            "ceremony unclear, long", change_views.unclear(SHORTER, LONG, "cadence.words", args)
        ),
        Example(
            "ceremony move proposed",
            change_views.proposed_move("Retro", HALF_ONE, THURSDAY, BERLIN, args),
        ),
        Example(
            "ceremony rule changed",
            change_views.rule_changed("Harbor", "Retro", said, coming, BERLIN, by),
        ),
        Example(
            "ceremony one moved",
            change_views.moved("Harbor", "Retro", HALF_ONE, THURSDAY, BERLIN, by),
        ),
        Example(
            "ceremony one skipped",
            change_views.skipped("Harbor", "Retro", HALF_ONE, BERLIN, by, args),
        ),
        Example(
            "ceremony one after all",
            change_views.unskipped("Harbor", "Retro", HALF_ONE, BERLIN, by),
        ),
        Example("ceremony switched off", change_views.switched("Harbor", "Retro", by, False)),
        Example("ceremony switched on", change_views.switched("Harbor", "Retro", by, True)),
        Example("ceremony form", form),
        Example("ceremony form, one time", one),
        Example("goal", goal_views.goal(1, "Harbor", DATES, can_change=True)),
        Example("goal, reading along", overview_views.goal("Harbor", DATES)),
        Example("goal, none", goal_views.goal(1, "Harbor", replace(DATES, goal=""))),
        Example(
            "goal, and the one before",
            goal_views.goal(
                1,
                "Harbor",
                DATES,
                Last(11, "Tickets on every phone"),
                "partly reached",
                SIGNS,
                can_change=True,
            ),
        ),
        Example("goal, how it went", goal_views.asking(1, "Harbor", 12, GOAL)),
        Example("goal form, missed", goal_views.ending({"how": "missed"}, 12, GOAL)),
        Example("goal partly reached", goal_views.outcome("Harbor", 12, GOAL, "partly", SIGNS, by)),
        Example("goal set", overview_views.goal_set("Harbor", 12, GOAL, by)),
    ]


def _calendars() -> list[Example]:
    new = [Given(1, "Harbor", LINK, MADE), Given(0, "", LINK, MADE)]
    known = [replace(given, link="") for given in new]
    return [
        Example("calendar links", calendar_views.links(new)),
        Example("calendar links, given before", calendar_views.links(known)),
    ]


def _weeks() -> list[Example]:
    monday = date(2026, 12, 21)
    standup = Line(time(9), 0, "Stand-up, Harbor")
    own = Line(time(14), 60, "Prepare the retro", "solo")
    meetings: list[tuple[Line, ...]] = [
        (standup, Line(time(10), 90, "Planning, Harbor"), own),
        (standup, Line(time(11), 45, "Terminal: test systems", "external")),
        (standup,),
        (standup, Line(time(15), 0, "Weeknote, Harbor")),
        (),
    ]
    off = ("", "", "", "", "Christmas Day")
    named = [
        tuple(
            Day(locales.day_name(monday + timedelta(days=n), locale), lines, off[n])
            for n, lines in enumerate(meetings)
        )
        for locale in ("en_GB", "de", "ja")
    ]
    around = (monday, monday - timedelta(weeks=1), monday + timedelta(weeks=1))
    empty = [Day(day.name, ()) for day in named[0]]
    options = [(1, "14:00 Prepare the retro (weekly from Monday 23 November)")]
    return [
        Example("week on a card", planner_views.week(named[0], *around, True)),
        Example("week on a card, German", planner_views.week(named[1], *around, True)),
        Example("week on a card, Japanese", planner_views.week(named[2], *around, True)),
        Example("week on a card, nothing", planner_views.week(empty, *around, False)),
        Example("week line form", planner_views.line_form(monday)),
        Example("week line out form", planner_views.out_form(options)),
        Example("week language form", planner_views.language_form(locales.names(), "de")),
    ]
