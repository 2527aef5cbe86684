"""How many take part, as a chart: asked for by the team, told of nobody by name."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from bot.dispatch import Outcome
from handlers.cards import Card, Facts
from handlers.charts import Chart
from handlers.events import DaysChanged, Pressed
from storage import teams
from tests.flows.office import MONDAY, Office, Persona, at, in_days, set_up, told
from tests.flows.reading import buttons, words
from tests.flows.test_away import away

SEE, SHOW = "standup.participation", "standup.show_participation"


@pytest.fixture
async def ada(office: Office) -> Persona:
    """Runs a team of three, of whom nobody has been asked yet."""
    people = [office.person(name) for name in ("Ada", "Ben", "Cleo")]
    await set_up(office, *people)
    return people[0]


def named(office: Office, name: str) -> Persona:
    return Persona(office, f"U-{name}")


async def answer(office: Office, day: int, *names: str, hour: str = "09:30") -> None:
    """At that hour of the day, which is over when this returns."""
    await office.until(at(hour, day=in_days(day)))
    for name in names:
        await named(office, name).answers("Lists", "More lists")
    await office.until(at("14:00", day=in_days(day)))


async def seen(person: Persona, span: str = "this week", place: str = "C-core") -> Card:
    [card] = (await person.commands(f"/standup participation {span}", place)).whispers
    return card


def figures(card: Card) -> dict[str, float | None]:
    """By what stands below the bars."""
    for part in card.parts:
        if isinstance(part, Chart):
            [series] = part.series
            return dict(zip(part.labels, series.values, strict=True))
    return {}


def facts(card: Card) -> dict[str, str]:
    found = [part for part in card.parts if isinstance(part, Facts)]
    return {
        label: "".join(getattr(span, "text", "") for span in value)
        for part in found
        for label, value in part.rows
    }


async def press(who: Persona, card: Card, label: str, place: str = "C-core") -> Outcome:
    [button] = [button for button in buttons(card) if button.label == label]
    return await forged(who, button.action, button.args, place)


async def forged(who: Persona, action: str, args: dict[str, str], place: str = "C-core") -> Outcome:
    where = who.office.origin(who.ref, place)
    return await who.office.happens(Pressed(where, action, args, "m1", who.office.key()))


# What is counted.
async def test_answers_of_those_who_were_due(office: Office, ada: Persona) -> None:
    await answer(office, 0, "Ada", "Ben", "Cleo")
    await answer(office, 1, "Ada", "Ben")
    card = await seen(ada)
    assert figures(card) == {"Mon 23": 100, "Tue 24": 67}
    assert facts(card)["In all"] == "83 % · 5 of 6 updates"
    assert facts(card)["The others"] == "1 without an update"
    assert "83 % in all. By day: 100 % (Mon 23), 67 % (Tue 24)." in alt(card)


def alt(card: Card) -> str:
    return next(part.alt for part in card.parts if isinstance(part, Chart))


async def test_who_is_away_is_not_counted_also_if_they_say_so_after_the_question(
    office: Office, ada: Persona
) -> None:
    await away(named(office, "Ben"), MONDAY)
    await answer(office, 0, "Ada", "Cleo")
    await answer(office, 1, "Ada", "Cleo")
    assert figures(await seen(ada)) == {"Mon 23": 100, "Tue 24": 67}
    await away(named(office, "Ben"), in_days(1))
    assert figures(await seen(ada)) == {"Mon 23": 100, "Tue 24": 100}


async def test_who_is_away_and_answers_all_the_same_counts(office: Office, ada: Persona) -> None:
    await office.until(at("09:30"))
    await named(office, "Ben").answers("Lists", "More lists")
    await away(named(office, "Ben"), MONDAY)
    await office.until(at("14:00"))
    assert facts(await seen(ada))["In all"] == "33 % · 1 of 3 updates"


async def test_public_holidays_and_days_off_are_not_counted(office: Office, ada: Persona) -> None:
    ben, cleo = named(office, "Ben"), named(office, "Cleo")
    with office.inside() as session:
        team = teams.at(session, "C-core")
        assert team is not None
        for someone in teams.present(session, team.key):
            if someone.person.ref == ben.ref:
                someone.person.country = "US"
            if someone.person.ref == cleo.ref:
                someone.person.own_days = "mon,tue,wed"
            session.add(someone.person)
        session.commit()
    for ref in (ben.ref, cleo.ref):
        await office.happens(DaysChanged(office.origin(ref, ""), ref, office.key()))
    # Thanksgiving.
    await answer(office, 3, "Ada")
    assert facts(await seen(ada, "today"))["In all"] == "100 % · 1 of 1 update"
    await answer(office, 4, "Ada")
    assert facts(await seen(ada, "today"))["In all"] == "50 % · 1 of 2 updates"


async def test_a_day_on_which_nobody_was_due_is_a_gap_and_not_nothing(
    office: Office, ada: Persona
) -> None:
    await answer(office, 0, "Ada")
    for name in ("Ada", "Ben", "Cleo"):
        await away(named(office, name), in_days(1))
    await answer(office, 2, "Ada", "Ben", "Cleo")
    card = await seen(ada)
    assert figures(card) == {"Mon 23": 33, "Tue 24": None, "Wed 25": 100}
    assert "nobody was due (Tue 24)" in alt(card)


async def test_late_answers_count_and_skipping_does_not(office: Office, ada: Persona) -> None:
    await office.until(at("09:30"))
    await named(office, "Ben").commands("/standup skip")
    await office.until(at("15:00"))
    await ada.answers("Lists", "More lists")
    found = facts(await seen(ada))
    assert found["In all"] == "33 % · 1 of 3 updates, 1 of them late"
    assert found["The others"] == "1 skipped, 1 without an update"


async def test_a_day_is_counted_once_nobody_has_time_any_more(office: Office, ada: Persona) -> None:
    await answer(office, 0, "Ada", "Ben")
    await office.until(at("10:00", day=in_days(1)))
    await ada.answers("Lists", "More lists")
    assert figures(await seen(ada)) == {"Mon 23": 67}
    for name in ("Ben", "Cleo"):
        await named(office, name).answers("Lists", "More lists")
    assert figures(await seen(ada)) == {"Mon 23": 67, "Tue 24": 100}


async def test_before_the_first_day_is_over_there_is_nothing_to_show(
    office: Office, ada: Persona
) -> None:
    await office.until(at("09:30"))
    card = await seen(ada)
    assert "Nobody was due in this time, or the day is not over yet." in words(card)
    assert "Show in the channel" not in [button.label for button in buttons(card)]
    args = {"standup": "1", "first": str(MONDAY), "last": str(MONDAY)}
    assert "nothing to show" in told(await forged(ada, SHOW, args))


async def test_far_zones_are_waited_for(office: Office, ada: Persona) -> None:
    lou = office.person("Lou", zone="Pacific/Honolulu")
    await office.joins(lou)
    await answer(office, 0, "Ada", "Ben", "Cleo")
    assert figures(await seen(ada)) == {}
    await office.until(at("12:59", "Pacific/Honolulu"))
    assert figures(await seen(ada)) == {}
    await office.until(at("13:00", "Pacific/Honolulu"))
    assert figures(await seen(ada)) == {"Mon 23": 75}


async def test_a_day_that_was_closed_by_hand_is_over(office: Office, ada: Persona) -> None:
    await office.joins(office.person("Lou", zone="America/Los_Angeles"))
    await office.until(at("09:30"))
    await ada.answers("Lists", "More lists")
    await ada.commands("/standup now")
    assert figures(await seen(ada)) == {}
    await ada.commands("/standup close")
    assert figures(await seen(ada)) == {"Mon 23": 25}


async def test_where_everybody_has_answered_before_their_hour_the_day_is_over(
    office: Office, ada: Persona
) -> None:
    await ada.commands("/standup now")
    for name in ("Ada", "Ben"):
        await named(office, name).answers("Lists", "More lists")
    assert figures(await seen(ada)) == {}
    await named(office, "Cleo").commands("/standup skip")
    assert figures(await seen(ada)) == {"Mon 23": 67}


async def test_who_joins_during_the_week_is_due_from_then_on(office: Office, ada: Persona) -> None:
    await answer(office, 0, "Ada", "Ben", "Cleo")
    await office.joins(office.person("Dev"))
    await answer(office, 1, "Ada", "Ben", "Cleo")
    assert figures(await seen(ada)) == {"Mon 23": 100, "Tue 24": 75}


async def test_who_leaves_while_they_have_time_is_not_due_and_before_that_still(
    office: Office, ada: Persona
) -> None:
    await answer(office, 0, "Ada", "Ben")
    await office.until(at("09:30", day=in_days(1)))
    await office.leaves(named(office, "Cleo"))
    await answer(office, 1, "Ada", "Ben")
    assert figures(await seen(ada)) == {"Mon 23": 67, "Tue 24": 100}


async def test_readers_are_not_counted(office: Office, ada: Persona) -> None:
    guest = office.person("Gus", is_guest=True)
    await office.joins(guest)
    await guest.commands("/standup observe")
    await answer(office, 0, "Ada", "Ben", "Cleo")
    assert facts(await seen(guest))["In all"] == "100 % · 3 of 3 updates"


async def test_a_year_takes_as_many_questions_to_the_database_as_a_day(
    office: Office, ada: Persona
) -> None:
    asked: list[str] = []
    for day in (0, 1, 2, 3, 4, 7):
        await answer(office, day, "Ada")

    def note(*told: object) -> None:
        asked.append(str(told[2]))

    event.listen(office.database.engine, "before_cursor_execute", note)
    await seen(ada, "today")
    of_a_day = len(asked)
    await seen(ada, "last 366 days")
    event.remove(office.database.engine, "before_cursor_execute", note)
    assert len(asked) == 2 * of_a_day > 0


# Which days.
async def test_without_words_it_is_six_weeks_by_week_and_this_one(
    office: Office, ada: Persona
) -> None:
    for day in (0, 1, 7, 8):
        await answer(office, day, "Ada", "Ben", *(["Cleo"] if day > 1 else []))
    card = await seen(ada, "")
    assert figures(card) == {"23 Nov": 27, "30 Nov": 100}
    assert facts(card)["This week"] == "100 % · 6 of 6 updates"
    assert "26 October to 1 December 2026" in words(card)


async def test_a_week_is_compared_with_the_same_days_before(office: Office, ada: Persona) -> None:
    for day, names in ((0, ["Ada"]), (1, []), (7, ["Ada", "Ben", "Cleo"])):
        await answer(office, day, *names)
    assert facts(await seen(ada))["Trend"] == "up from 33 % (23 November 2026)"
    pressed = (await press(ada, await seen(ada), "Last week")).refreshed
    assert pressed is not None
    assert "23 to 29 November 2026" in words(pressed)
    assert "Trend" not in facts(pressed)
    assert "Last week" not in [button.label for button in buttons(pressed)]


async def test_days_that_are_not_understood_come_back_with_an_example(
    office: Office, ada: Persona
) -> None:
    outcome = await ada.commands("/standup participation since easter")
    assert outcome.refused
    assert "“since easter”" in told(outcome)
    assert "/standup participation last month" in told(outcome)


# Who may.
async def test_nobody_outside_the_team_sees_it(office: Office, ada: Persona) -> None:
    await answer(office, 0, "Ada")
    card = await seen(ada)
    for person in (office.person("Sam"), office.person("Root", is_administrator=True)):
        for place in ("C-core", person.place):
            outcome = await person.commands("/standup participation", place)
            assert outcome.refused
            assert "%" not in told(outcome)
        for label in ("Last week", "Show in the channel"):
            assert (await press(person, card, label)).refused
    assert posted(office) == []


async def test_of_several_teams_one_is_chosen(office: Office, ada: Persona) -> None:
    await set_up(office, ada, place="C-web", name="Web")
    await answer(office, 0, "Ben", "Cleo")
    asked = await seen(ada, "today", ada.place)
    core = (await press(ada, asked, "Core", ada.place)).refreshed
    web = (await press(ada, asked, "Web", ada.place)).refreshed
    assert core is not None
    assert web is not None
    assert (figures(core), figures(web)) == ({"Mon 23": 67}, {"Mon 23": 0})


async def test_who_runs_the_team_shows_it_in_the_channel(office: Office, ada: Persona) -> None:
    ben = named(office, "Ben")
    await answer(office, 0, "Ada", "Ben")
    card = await seen(ada)
    assert "Show in the channel" not in [button.label for button in buttons(await seen(ben))]
    assert "Only a scrum master of Core" in told(await press(ben, card, "Show in the channel"))
    assert posted(office) == []
    said = told(await press(ada, card, "Show in the channel"))
    assert said == "The chart is in the channel of Core now."
    await office.deliver()
    [shown] = posted(office)
    assert figures(shown) == {"Mon 23": 67}
    assert "Shown by Ada." in words(shown)
    assert buttons(shown) == []
    assert not {"Ben", "Cleo"} & set(words(shown).split())


def posted(office: Office) -> list[Card]:
    return [each.card for each in office.shown("C-core") if ":participation:" in each.subject]


async def test_shown_again_it_is_as_it_is_now(office: Office, ada: Persona) -> None:
    await answer(office, 0, "Ada")
    card = await seen(ada)
    await press(ada, card, "Show in the channel")
    await office.deliver()
    await named(office, "Ben").answers("Lists", "More lists")
    await press(ada, card, "Show in the channel")
    await office.deliver()
    [shown] = posted(office)
    assert figures(shown) == {"Mon 23": 67}


async def test_while_the_stand_up_is_paused_nothing_is_shown(office: Office, ada: Persona) -> None:
    await answer(office, 0, "Ada")
    card = await seen(ada)
    await office.archives()
    assert "is paused" in told(await press(ada, card, "Show in the channel"))
    assert figures(await seen(ada)) == {"Mon 23": 33}


@pytest.mark.parametrize(
    "change",
    [
        {"first": "x"},
        {"first": "0001-01-01"},
        {"last": "9999-12-31"},
        {"first": str(in_days(1)), "last": str(MONDAY)},
        {"standup": "99"},
        {"standup": "x"},
        {"span": "since \0 ever"},
    ],
)
async def test_forged_arguments_are_refused(
    office: Office, ada: Persona, change: dict[str, str]
) -> None:
    await answer(office, 0, "Ada")
    args = {"standup": "1", "first": str(MONDAY), "last": str(MONDAY), **change}
    outcome = await forged(ada, SEE if "span" in change else SHOW, args)
    assert outcome.refused
    assert "went wrong" not in told(outcome)
    assert posted(office) == []
