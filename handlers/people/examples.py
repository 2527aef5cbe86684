"""Examples of the question for a time zone, and of being away."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from handlers.calendars.days import Range
from handlers.cards import Card, Form
from handlers.example import Example
from handlers.people import away_views, holiday_views, rules, views, week_views
from handlers.people.week_views import Week
from handlers.times import WEEKDAYS
from handlers.when import ranges

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = NOW.date()
WEEKS = Range(date(2026, 12, 21), date(2027, 1, 12))
ONE_DAY = Range(TODAY, TODAY)
EITHER = (
    "from Monday 23 November 2026 to Tuesday 12 January 2027",
    "from Monday 30 November 2026 to Tuesday 12 January 2027",
)


def examples() -> list[Example]:
    return [*_zones(), *_away(), *_weeks()]


def _zones() -> list[Example]:
    return [
        Example("time zone asked", views.asked(rules.likely(timedelta(hours=1), NOW))),
        Example("time zone chosen", views.chosen("Europe/Berlin", NOW)),
        Example("time zone form", views.form()),
    ]


def _away() -> list[Example]:
    kept, form = away_views.kept, away_views.form
    others = kept(WEEKS, TODAY, name="Ben Hughes", person="U0BEN")
    return [
        Example("away form", form(TODAY, None, for_others=False)),
        Example("away form, for others", form(WEEKS.first, WEEKS.last, for_others=True)),
        Example("away", kept(WEEKS, TODAY)),
        Example("away, with a note", kept(ONE_DAY, TODAY, note=ranges.WHOLE_DAYS)),
        Example("away, which days", away_views.unclear("Which days are meant?", EITHER, "")),
        Example("away, one day", kept(ONE_DAY, TODAY)),
        Example("away, stood in for", kept(WEEKS, TODAY, stand_in="Grace Miller")),
        Example("away, somebody else", others),
        Example("away, told by another", away_views.told("Ada Brandt", WEEKS, TODAY)),
        Example("away no more", away_views.back(ONE_DAY, TODAY)),
        Example("away no more, coming days", away_views.back(WEEKS, TODAY)),
        Example("away no more, somebody else", away_views.back(ONE_DAY, TODAY, name="Ben Hughes")),
        Example("away no more, told", away_views.told_back("Ada Brandt", WEEKS, TODAY)),
    ]


GUESSED = Week("Germany", "", True, True, "", None, "")
CHOSEN = Week("Germany", "Bayern", False, True, "Monday, Tuesday, Thursday", time(7, 30), "")
FERRY = "calendar.ferry.example"
READ = Week("", "", True, True, "", None, FERRY, "Days away are taken from it")
CHRISTMAS = (date(2026, 12, 25), "Christmas Day")
NEW_YEAR = (date(2027, 1, 1), "New Year's Day")


GERMANY = {"BE": "Berlin", "BW": "Baden-Württemberg", "BY": "Bayern"}
PROVINCES = {f"P{number}": f"Province {number}" for number in range(107)}


def _weeks() -> list[Example]:
    away = [ONE_DAY, WEEKS, Range(date(2027, 4, 1), date(2027, 4, 9))]
    many = [*away, Range(date(2027, 7, 1), date(2027, 7, 9))]
    not_kept = Week("Germany", "", True, False, "", None, FERRY, "It takes too long to answer.")
    offered = holiday_views.offered
    gone, slow = "It no longer knows the address.", "It takes too long to answer."
    return [
        Example("week form", _form("Germany", "", calendar="")),
        Example("week form, chosen", _form("Germany", "Bayern", is_guessed=False, calendar=FERRY)),
        Example("week form, nothing known", _form("", "", calendar="")),
        Example("week", week_views.kept(GUESSED, CHRISTMAS, TODAY)),
        Example("week, chosen", week_views.kept(CHOSEN, NEW_YEAR, TODAY)),
        Example("week, no country", week_views.kept(READ, None, TODAY)),
        Example("home, my days", _home(GUESSED, []), on="home"),
        Example("home, my days, away", _home(CHOSEN, away), on="home"),
        Example("home, my days, often away", _home(not_kept, many[1:]), on="home"),
        Example("holidays offered", offered("DE", "Germany", True, CHRISTMAS, TODAY)),
        Example("holidays offered, no regions", offered("JP", "Japan", False, None, TODAY)),
        Example("holidays region", holiday_views.region_form("DE", "Germany", GERMANY, "BY")),
        Example("holidays region, many", holiday_views.region_form("IT", "Italy", PROVINCES)),
        Example("calendar fails", week_views.calendar_fails(FERRY, gone, is_new=False)),
        Example("calendar fails, at first", week_views.calendar_fails(FERRY, slow, is_new=True)),
    ]


def _home(week: Week, away: list[Range]) -> Card:
    coming = CHRISTMAS if week.keeps_holidays else None
    return Card("Drumbeat", tuple(week_views.home(week, away, coming, TODAY)))


def _form(country: str, region: str, *, is_guessed: bool = True, calendar: str) -> Form:
    return week_views.form(
        country=country,
        region=region,
        is_guessed=is_guessed,
        keeps_holidays=True,
        days=WEEKDAYS[:5],
        hour=None if is_guessed else time(7, 30),
        team_hours=[time(9)],
        calendar=calendar,
        can_keep_calendar=True,
    )
