"""Ladders over years of zones, changing clocks, holidays and absences."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from handlers.blockers.ladder import Holder, Role, Run, Rung, Step, rungs, steps, within
from handlers.calendars.hours import Hours
from handlers.times import local
from tests.examples import examples

ROLES: tuple[Role, ...] = ("scrum master", "owner", "product owner", "sponsor")
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "America/St_Johns",
    "UTC",
)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
USUAL = rungs(1, 2, 4, timedelta(hours=8))

moments = st.integers(0, 3 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    begin = draw(st.dates(date(2026, 1, 1), date(2028, 12, 31)))
    length = draw(st.sampled_from([0, 0, 1, 3, 14, 60]))
    kept = draw(st.frozensets(st.integers(1, 365), max_size=12))
    opens = draw(st.sampled_from([time(7), time(9), time(10, 30)]))
    return Hours(
        draw(st.sampled_from(ZONES)),
        opens,
        draw(st.sampled_from([time(15), time(17), time(20)])),
        is_holiday=lambda day: day.timetuple().tm_yday in kept,
        is_away=lambda day: begin <= day < begin + timedelta(days=length),
    )


@st.composite
def crews(draw: st.DrawFn) -> dict[Role, list[Holder]]:
    found: dict[Role, list[Holder]] = {}
    for base, role in enumerate(ROLES, 1):
        several = draw(st.lists(hours(), max_size=2))
        stand_in = draw(st.none() | hours())
        found[role] = [
            Holder(
                base * 10 + nth,
                each,
                Holder(100 + base, stand_in, instead_of=base * 10 + nth) if stand_in else None,
            )
            for nth, each in enumerate(several)
        ]
    return found


ladders = st.tuples(*[st.integers(0, 6)] * 3).map(
    lambda days: rungs(days[0], days[1], days[2], timedelta(hours=8))
)
run = st.builds(Run, moments, st.integers(0, 1), st.booleans())


def climbed(
    ladder: tuple[Rung, ...], crew: dict[Role, list[Holder]], clock: Hours, begun: Run
) -> list[Step]:
    """Step by step, planned anew after each, as it is lived through."""
    now, at, lived = begun.since, begun, []
    while found := steps(ladder, crew, clock, at, now):
        step = found[0]
        lived.append(step)
        now, at = step.at, Run(at.since, step.rung + 1, at.resumed)
    return lived


@settings(max_examples=examples(150), deadline=None)
@given(ladders, crews(), hours(), run)
def test_nobody_is_told_outside_their_hours(
    ladder: tuple[Rung, ...], crew: dict[Role, list[Holder]], clock: Hours, begun: Run
) -> None:
    every = [each for several in crew.values() for each in several]
    stand_ins = [each.stand_in for each in every if each.stand_in]
    by_person = {each.person: each.hours for each in (*every, *stand_ins)}
    for step in steps(ladder, crew, clock, begun, begun.since):
        assert step.people
        for person in step.people:
            own = by_person[person]
            there = local(step.at, own.zone)
            assert there.weekday() < 5
            assert own.opens <= there.time() < own.closes
            assert not own.is_away(there.date()) and not own.is_holiday(there.date())


@settings(max_examples=examples(150), deadline=None)
@given(ladders, crews(), hours(), run)
def test_no_rung_is_skipped_doubled_or_out_of_turn(
    ladder: tuple[Rung, ...], crew: dict[Role, list[Holder]], clock: Hours, begun: Run
) -> None:
    lived = climbed(ladder, crew, clock, begun)
    done = [role for step in lived for role in (*step.passed, step.role)]
    wanted = [rung.role for rung in ladder[begun.rung :]]
    assert len(done) == len(set(done))
    if any(crew[role] for role in wanted):
        ends = [role for role in wanted if not crew[role]]
        left = [role for role in wanted if role not in done]
        # Left are only those above the last who could be asked, where nobody is at all.
        assert set(left) <= set(ends)
    assert [step.at for step in lived] == sorted(step.at for step in lived)
    assert all(step.at >= begun.since for step in lived)


@settings(max_examples=examples(100), deadline=None)
@given(ladders, crews(), hours(), run)
def test_what_is_announced_is_what_happens(
    ladder: tuple[Rung, ...], crew: dict[Role, list[Holder]], clock: Hours, begun: Run
) -> None:
    assert steps(ladder, crew, clock, begun, begun.since) == climbed(ladder, crew, clock, begun)


@settings(max_examples=examples(100), deadline=None)
@given(crews(), hours(), run)
def test_nothing_is_forgotten(crew: dict[Role, list[Holder]], clock: Hours, begun: Run) -> None:
    """As long as anybody is there at all, somebody above hears of it."""
    found = steps(USUAL, crew, clock, begun, begun.since)
    if any(crew[rung.role] for rung in USUAL[begun.rung :]):
        assert found
        assert found[-1].at < begun.since + timedelta(days=120)


@settings(max_examples=examples(100), deadline=None)
@given(hours(), moments, st.integers(0, 50), st.integers(1, 50))
@example(Hours("Australia/Lord_Howe"), MONDAY, 1, 1)
def test_working_time_adds_up(own: Hours, at: datetime, first: int, second: int) -> None:
    one, both = timedelta(hours=first), timedelta(hours=first + second)
    halfway, whole = own.after(at, one), own.after(at, both)
    assert halfway is not None and whole is not None
    assert at <= halfway < whole
    assert own.after(halfway, timedelta(hours=second)) == whole


def holder(person: int, **changes: object) -> Holder:
    return Holder(person, Hours("Europe/Berlin", **changes))  # type: ignore[arg-type]


def on(day: int, hour: int) -> datetime:
    """A wall-clock time in Berlin, November 2026."""
    return datetime(2026, 11, day, hour - 1, tzinfo=UTC)


def test_the_usual_ladder_in_working_hours() -> None:
    crew: dict[Role, list[Holder]] = {role: [holder(n)] for n, role in enumerate(ROLES)}
    found = steps(USUAL, crew, Hours("Europe/Berlin"), Run(on(26, 15)), on(26, 15))
    assert [(step.role, step.at) for step in found] == [
        ("scrum master", on(26, 15)),
        ("owner", on(27, 15)),
        ("product owner", on(30, 15)),
        ("sponsor", on(30, 15) + timedelta(days=2)),
    ]


def test_a_day_off_is_waited_for_and_a_week_goes_to_the_next_rung() -> None:
    def away(day: date) -> bool:
        return day >= date(2026, 11, 25)

    crew: dict[Role, list[Holder]] = {role: [holder(n)] for n, role in enumerate(ROLES)}
    crew["owner"] = [holder(1, is_away=away)]
    first, second, third = steps(USUAL, crew, Hours("Europe/Berlin"), Run(on(24, 10)), on(24, 10))
    assert (first.role, first.at) == ("scrum master", on(24, 10))
    assert (second.role, second.at, second.passed) == ("product owner", on(25, 10), ("owner",))
    assert third.role == "sponsor"
    crew["owner"] = [holder(1, is_holiday=lambda day: day == date(2026, 11, 25))]
    asked = steps(USUAL, crew, Hours("Europe/Berlin"), Run(on(24, 10)), on(24, 10))[1]
    assert (asked.role, asked.at) == ("owner", on(26, 9))


@settings(max_examples=examples(150), deadline=None)
@given(ladders, crews(), hours(), run)
def test_somebody_stands_in_only_for_who_is_away_then(
    ladder: tuple[Rung, ...], crew: dict[Role, list[Holder]], clock: Hours, begun: Run
) -> None:
    every = {each.person: each for several in crew.values() for each in several}
    for step in steps(ladder, crew, clock, begun, begun.since):
        assert len(step.people) == len(set(step.people))
        asked_for = [away for _, away in step.instead_of]
        assert not set(asked_for) & set(step.people)
        assert {here for here, _ in step.instead_of} == {
            each for each in step.people if each >= 100
        }
        for here, away in step.instead_of:
            stand_in = every[away].stand_in
            assert stand_in is not None and stand_in.person == here
            back = every[away].hours.next(step.at)
            assert back is None or back > step.at


def test_the_stand_in_of_who_is_away_is_asked_in_their_own_hours() -> None:
    crew: dict[Role, list[Holder]] = {role: [holder(n)] for n, role in enumerate(ROLES)}
    away = Hours("Europe/Berlin", is_away=lambda day: day >= date(2026, 11, 24))
    there = Holder(7, Hours("America/New_York"), instead_of=1)
    crew["owner"] = [Holder(1, away, there)]
    found = steps(USUAL, crew, Hours("Europe/Berlin"), Run(on(23, 10)), on(23, 10))
    assert [(step.role, step.at, step.people) for step in found[1:3]] == [
        ("owner", on(24, 15), (7,)),
        ("product owner", on(25, 10), (2,)),
    ]
    assert found[1].instead_of == ((7, 1),)


def test_a_stand_in_of_the_same_role_is_asked_first() -> None:
    crew: dict[Role, list[Holder]] = {role: [holder(n)] for n, role in enumerate(ROLES)}
    crew["product owner"] = [holder(2, is_away=lambda day: day.month == 11), holder(9)]
    found = steps(USUAL, crew, Hours("Europe/Berlin"), Run(on(23, 10)), on(23, 10))
    assert [step.people for step in found if step.role == "product owner"] == [(9,)]


def test_after_a_pause_the_owner_is_asked_at_once() -> None:
    crew: dict[Role, list[Holder]] = {role: [holder(n)] for n, role in enumerate(ROLES)}
    paused = Run(on(25, 12), 1, resumed=True)
    found = steps(USUAL, crew, Hours("Europe/Berlin"), paused, on(23, 10))
    assert [(step.role, step.at) for step in found] == [
        ("owner", on(25, 12)),
        ("product owner", on(26, 12)),
        ("sponsor", on(30, 12)),
    ]


def test_whoever_is_back_before_their_stand_in_works_is_asked_themselves() -> None:
    crew: dict[Role, list[Holder]] = {role: [holder(n)] for n, role in enumerate(ROLES, 1)}
    away = Hours(
        "Europe/Berlin", is_away=lambda day: day in (date(2026, 11, 24), date(2026, 11, 25))
    )
    fridays = Hours("Europe/Berlin", days=frozenset({"fri"}))
    crew["owner"] = [Holder(2, away, Holder(7, fridays, instead_of=2))]
    found = steps(USUAL, crew, Hours("Europe/Berlin"), Run(on(23, 10)), on(23, 10))
    assert (found[1].role, found[1].at, found[1].people) == ("owner", on(26, 9), (2,))


def test_a_private_one_comes_to_its_scrum_masters_again() -> None:
    assert [each.role for each in within(USUAL)] == ["scrum master", "owner", *ROLES[:1] * 2]
    crew: dict[Role, list[Holder]] = {role: [holder(n)] for n, role in enumerate(ROLES, 1)}
    found = steps(within(USUAL), crew, Hours("Europe/Berlin"), Run(on(23, 10)), on(23, 10))
    assert [step.people for step in found] == [(1,), (2,), (1,), (1,)]
    assert [step.is_first for step in found] == [True, False, False, False]
