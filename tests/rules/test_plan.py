"""Plans: what comes when, with days off and changes by hand. No gap, no double, the right hour."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings

from handlers.times import local
from handlers.when.plan import Plan
from handlers.when.recurrence import Recurrence
from handlers.when.sprints import Sprints
from scheduler import cadence
from tests.examples import examples
from tests.rules.plans import START, at_midnight, plans

FRIDAYS = Recurrence("FREQ=WEEKLY;BYDAY=FR", date(2026, 12, 1), time(15), "Europe/Berlin")
SPRINTS = Sprints(2, date(2026, 11, 23))
CHRISTMAS = frozenset({date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26)})
SINCE, UNTIL = at_midnight(START), at_midnight(START + timedelta(days=400))


def starts(plan: Plan, since: date, until: date) -> list[str]:
    found = plan.between(at_midnight(since), at_midnight(until))
    return [f"{local(each.starts, plan.recurrence.zone):%a %d %b %H:%M}" for each in found]


def test_a_day_off_moves_it_to_the_working_day_before() -> None:
    plan = Plan(FRIDAYS, around="before", off=CHRISTMAS)
    shown = starts(plan, date(2026, 12, 14), date(2027, 1, 3))
    assert shown == ["Fri 18 Dec 15:00", "Wed 23 Dec 15:00", "Fri 01 Jan 15:00"]


def test_or_to_the_working_day_after() -> None:
    plan = Plan(FRIDAYS, around="after", off=CHRISTMAS)
    shown = starts(plan, date(2026, 12, 20), date(2026, 12, 31))
    assert shown == ["Mon 28 Dec 15:00"]


def test_or_leaves_it_out() -> None:
    plan = Plan(FRIDAYS, around="drop", off=CHRISTMAS)
    assert starts(plan, date(2026, 12, 20), date(2026, 12, 31)) == []


def test_or_does_nothing() -> None:
    plan = Plan(FRIDAYS, around="keep", off=CHRISTMAS)
    assert starts(plan, date(2026, 12, 20), date(2026, 12, 31)) == ["Fri 25 Dec 15:00"]


def test_two_days_off_in_a_row_do_not_come_together() -> None:
    weekdays = Recurrence("FREQ=DAILY;BYDAY=TU,TH,FR", date(2026, 12, 1), time(9), "UTC")
    plan = Plan(weekdays, around="before", off=CHRISTMAS)
    shown = starts(plan, date(2026, 12, 21), date(2026, 12, 31))
    assert shown == ["Tue 22 Dec 09:00", "Wed 23 Dec 09:00", "Tue 29 Dec 09:00"]


def test_one_is_skipped_and_one_moved_and_all_others_stay() -> None:
    moved = datetime(2026, 12, 17, 9, tzinfo=UTC)
    plan = Plan(FRIDAYS, changes={date(2026, 12, 11): None, date(2026, 12, 18): moved})
    shown = starts(plan, date(2026, 12, 1), date(2026, 12, 26))
    assert shown == ["Fri 04 Dec 15:00", "Thu 17 Dec 10:00", "Fri 25 Dec 15:00"]
    assert plan.day_of(moved) == date(2026, 12, 18)


def test_what_was_changed_for_a_day_that_the_rule_has_no_more_is_void() -> None:
    plan = Plan(FRIDAYS, changes={date(2026, 12, 10): datetime(2026, 12, 10, 9, tzinfo=UTC)})
    assert starts(plan, date(2026, 12, 8), date(2026, 12, 12)) == ["Fri 11 Dec 15:00"]


def test_the_clock_hands_on_the_day_of_the_rule_though_it_was_moved() -> None:
    moved = datetime(2026, 12, 17, 9, tzinfo=UTC)
    plan = Plan(FRIDAYS, changes={date(2026, 12, 18): moved}, lead=timedelta(minutes=10))
    step = cadence.step(plan.plain(), moved - timedelta(minutes=10))
    assert step.day == date(2026, 12, 18)
    assert step.then == datetime(2026, 12, 25, 13, 50, tzinfo=UTC)


def test_a_plan_that_never_comes_again_ends() -> None:
    once = Recurrence("FREQ=DAILY;UNTIL=20261201", date(2026, 12, 1), time(9), "UTC")
    assert Plan(once).after(datetime(2026, 12, 1, 9, tzinfo=UTC)) is None
    assert cadence.step(Plan(once).plain(), datetime(2026, 12, 1, 9, tzinfo=UTC)).then is None


@given(plans())
def test_a_plan_is_the_same_after_it_was_kept(plan: Plan) -> None:
    kept = Plan.parse(json.loads(json.dumps(plan.plain())))
    assert kept == plan


@given(plans())
@settings(max_examples=examples(200), deadline=None)
def test_each_day_of_the_rule_comes_once_at_its_hour(plan: Plan) -> None:
    found = {each.day: each.starts for each in plan.between(SINCE, UNTIL)}
    assert len(found) == len(plan.between(SINCE, UNTIL))
    assert len(set(found.values())) == len(found)
    inside = START + timedelta(days=40), START + timedelta(days=360)
    for day in plan.recurrence.days(*inside, plan.sprints):
        meant = plan.recurrence.on(day)
        if day in plan.changes:
            assert found.pop(day, None) == plan.changes[day]
        elif day not in plan.off or plan.around == "keep":
            # A wall time that is skipped means the first moment after.
            shown = local(found.pop(day), plan.recurrence.zone)
            assert (shown.date(), shown.time()) == (day, plan.recurrence.at) or meant == shown
        elif plan.around == "drop":
            assert day not in found
        elif day in found:
            shown = local(found.pop(day), plan.recurrence.zone)
            assert shown.date() not in plan.off
            assert shown.weekday() < 5
            assert (shown.date() < day) == (plan.around == "before")


@given(plans())
@settings(max_examples=examples(100), deadline=None)
def test_stepping_from_moment_to_moment_leaves_nothing_out(plan: Plan) -> None:
    wanted = [(each.day, each.starts) for each in plan.between(SINCE, UNTIL)]
    now, stepped = SINCE - plan.lead - timedelta(microseconds=1), list[tuple[date, datetime]]()
    while (coming := plan.after(now)) is not None and coming.starts <= UNTIL:
        now = coming.starts - plan.lead
        assert cadence.step(plan.plain(), now).day == coming.day
        stepped.append((coming.day, coming.starts))
    assert stepped == wanted
