"""Pulses: a team rates the same statements again and again."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import select

from bot.dispatch import Outcome
from handlers.cards import Card
from handlers.charts import Chart
from storage.models import Cadence, Team
from tests.flows.blocked import answered as as_offered
from tests.flows.office import MONDAY, Office, Persona, at, in_days, opened, told
from tests.flows.polled import (
    card,
    cards,
    crew,
    forges,
    labels,
    poll,
    presses_on,
    slips,
)
from tests.flows.reading import buttons, mentions, words

STATEMENTS = "I can say openly what I think.\nOur pace is one that we can keep."


async def pulse(ada: Persona, template: str = "Own statements", **changes: str) -> Outcome:
    shown = (await ada.commands("/poll pulse")).whispers[0]
    form = opened(await presses_on(ada, template, shown))
    own = {"name": "Team health", "statements": STATEMENTS} if template.startswith("Own") else {}
    given = {**own, "often": "every Tuesday at 10", **changes}
    return await ada.sends(form, as_offered(form, **given))


async def rates(who: Persona, *ratings: str) -> Outcome:
    form = opened(await who.presses("Answer", card(who.office)))
    said = {f"rating{number}": rating for number, rating in enumerate(ratings) if rating}
    return await who.sends(form, said)


def asked(who: Persona) -> list[str]:
    return [
        each.words for each in who.inbox() if ":ask:" in each.subject and "poll" in each.subject
    ]


def charts(shown: Card) -> list[Chart]:
    return [part for part in shown.parts if isinstance(part, Chart)]


async def test_a_pulse_comes_in_the_words_it_was_said_in(office: Office) -> None:
    ada, ben, *_ = await crew(office)
    outcome = await pulse(ada, often="every other Tuesday at 10")
    assert "Every other Tuesday at 10:00, Berlin time. Next: Tue 24 Nov, Tue 8 Dec" in told(outcome)
    await office.until(at("10:01", day=in_days(1)))
    assert "Team health" in card(office).words
    assert "Rate 2 statements · Anonymous · pulse of Core" in card(office).words
    assert len(asked(ben)) == 1
    assert "A pulse of Core" in asked(ben)[0]
    await office.until(at("11:00", day=in_days(8)))
    assert len(cards(office)) == 1
    await office.until(at("11:00", day=in_days(15)))
    assert len(cards(office)) == 2


async def test_what_most_said_is_shown_and_nothing_of_who(office: Office) -> None:
    ada, ben, chiara, dev = await crew(office)
    await pulse(ada)
    await office.until(at("10:30", day=in_days(1)))
    await rates(ada, "5", "2")
    await rates(ben, "4", "1")
    await rates(chiara, "5", "")
    outcome = await rates(dev, "4", "")
    assert "Your answer is in." in told(outcome)
    assert len(slips(office)) == 4
    # Two working days later.
    await office.until(at("10:00", day=in_days(3)))
    shown = card(office)
    assert "4 people answered." in shown.words
    assert [each.words for each in office.thread(shown)] == [
        "The pulse is closed. 4 people answered."
    ]
    assert "I can say openly what I think. – 4.5 of 5, rated by 4" in shown.words
    assert "Our pace is one that we can keep. – too few rated it" in shown.words
    assert [chart.labels for chart in charts(shown.card)] == [("I can say openly what I think.",)]
    assert slips(office) == []
    assert (poll(office).tally or {})["ratings"][1] == []


async def test_too_few_answers_are_not_even_kept(office: Office) -> None:
    ada, ben, chiara, _ = await crew(office)
    await pulse(ada, threshold="4")
    await office.until(at("10:30", day=in_days(1)))
    for who in (ada, ben, chiara):
        await rates(who, "5", "5")
    await office.until(at("10:00", day=in_days(3)))
    assert "Fewer than 4 answered, so nothing is shown" in card(office).words
    assert poll(office).tally is None


@pytest.mark.long
async def test_the_trend_is_a_chart_for_each_statement(office: Office) -> None:
    ada, *others = await crew(office)
    await pulse(ada)
    for week, rating in enumerate(("2", "3", "5")):
        await office.until(at("10:30", day=in_days(1 + 7 * week)))
        for who in (ada, *others):
            await rates(who, rating, "4" if week else "")
        await office.until(at("10:00", day=in_days(3 + 7 * week)))
    assert "I can say openly what I think. – 5 of 5, rated by 4; up from 3" in card(office).words
    assert (
        "Our pace is one that we can keep. – 4 of 5, rated by 4; as last time" in card(office).words
    )
    shown = (await others[0].presses("Trend", card(office))).whispers[0]
    first, second = charts(shown)
    assert first.series[0].values == (2, 3, 5)
    assert first.alt.startswith("It rose from 2 (24 Nov) to 5 (8 Dec).")
    assert second.series[0].values == (None, 4, 4)
    eve = office.person("Eve")
    outcome = await forges(eve, "poll.trend", pulse="1")
    assert "Only members of Core can see this." in told(outcome) or "no longer" in told(outcome)


async def test_nobody_away_is_asked(office: Office) -> None:
    ada, ben, chiara, _ = await crew(office)
    await ben.commands("/standup away tomorrow")
    await pulse(ada)
    await office.until(at("12:00", day=in_days(1)))
    assert (len(asked(ben)), len(asked(chiara))) == (0, 1)


async def test_on_a_public_holiday_it_waits_for_the_next_working_day(office: Office) -> None:
    # 1 January 2027 is a Friday.
    office.now = at("08:00", day=date(2026, 12, 30))
    ada, ben, *_ = await crew(office)
    await pulse(ada, often="every Friday at 10")
    await office.until(at("23:00", day=date(2027, 1, 3)))
    assert (cards(office), asked(ben)) == ([], [])
    await office.until(at("10:30", day=date(2027, 1, 4)))
    assert len(cards(office)) == len(asked(ben)) == 1


async def test_everybody_is_asked_in_their_own_working_hours(office: Office) -> None:
    ada, ben, *_ = await crew(office)
    grace = office.person("Grace", zone="America/New_York")
    await office.joins(grace)
    await pulse(ada)
    await office.until(at("10:05", day=in_days(1)))
    assert (len(asked(ben)), len(asked(grace))) == (1, 0)
    await office.until(at("09:01", "America/New_York", day=in_days(1)))
    assert len(asked(grace)) == 1


async def test_it_is_stopped_and_resumed(office: Office) -> None:
    ada, *_ = await crew(office)
    await pulse(ada)
    listed = (await ada.commands("/poll pulse")).whispers[0]
    assert "every Tuesday at 10:00, Berlin time" in words(listed)
    stopped = await presses_on(ada, "Stop", listed)
    assert stopped.refreshed is not None
    assert "Team health  stopped" in words(stopped.refreshed)
    await office.until(at("12:00", day=in_days(1)))
    assert cards(office) == []
    await presses_on(ada, "Resume", stopped.refreshed)
    await office.until(at("12:00", day=in_days(8)))
    assert len(cards(office)) == 1
    assert mentions(card(office).card) == []


async def test_only_who_runs_the_team_sets_it_up(office: Office) -> None:
    ada, ben, *_ = await crew(office)
    await pulse(ada)
    assert labels((await ben.commands("/poll pulse")).whispers[0]) == ["Trend"]
    for action in ("pulse.new", "pulse.change", "pulse.stop", "pulse.resume"):
        outcome = await forges(ben, action, pulse="1", team="1")
        assert outcome.refused
    eve = office.person("Eve")
    assert "Only members of Core" in told(await eve.commands("/poll pulse"))


async def test_a_colleague_of_another_team_cannot_answer_it(office: Office) -> None:
    ada, *_ = await crew(office)
    eve = office.person("Eve")
    await pulse(ada)
    await office.until(at("10:30", day=in_days(1)))
    outcome = await eve.presses("Answer", card(office))
    assert told(outcome) == "This poll is not there, or not for you to see."


async def test_what_was_typed_wrong_is_said_at_its_field(office: Office) -> None:
    ada, *_ = await crew(office)
    outcome = await pulse(ada, often="now and then", statements="Twice\ntwice", name=" ")
    assert set(outcome.errors or {}) == {"often", "statements", "name"}
    outcome = await pulse(ada, often="last day of the sprint 14:00")
    assert outcome.errors == {
        "often": "There are no sprints here yet. Set them up with /team cadence."
    }


async def test_templates_are_offered_and_can_be_changed(office: Office) -> None:
    ada, *_ = await crew(office)
    for template in ("Inside-out", "Outside-in"):
        outcome = await pulse(ada, template)
        assert f"{template} is saved." in told(outcome)
    listed = (await ada.commands("/poll pulse")).whispers[0]
    assert "6 statements · shown from 3 answers on" in words(listed)
    form = opened(await presses_on_first(ada, "Change", listed))
    offered = as_offered(form)
    assert offered["often"] == "every Tuesday at 10:00, Berlin time"
    again = await ada.sends(form, {**offered, "often": "first Monday of the month at 15:00"})
    assert "The first Monday of the month at 15:00" in told(again)


async def presses_on_first(who: Persona, label: str, shown: Card) -> Outcome:
    pressed = next(each for each in buttons(shown) if each.label == label)
    return await forges(who, pressed.action, **pressed.args)


async def test_a_round_that_was_missed_for_days_is_left_out(office: Office) -> None:
    ada, *_ = await crew(office)
    await pulse(ada)
    await office.after_downtime(at("12:00", day=in_days(4)))
    assert cards(office) == []
    await office.until(at("12:00", day=in_days(8)))
    assert len(cards(office)) == 1


async def test_where_nothing_can_be_posted_nobody_is_asked(office: Office) -> None:
    ada, ben, *_ = await crew(office)
    await pulse(ada)
    await office.archives()
    [told_] = [each.words for each in ada.inbox() if ":stopped:" in each.subject]
    assert "The pulse “Team health” of Core is stopped: its channel has been archived." in told_
    await office.until(at("12:00", day=in_days(1)))
    assert (asked(ben), cards(office)) == ([], [])
    await office.restores()
    listed = (await ada.commands("/poll pulse")).whispers[0]
    await presses_on(ada, "Resume", listed)
    await office.until(at("12:00", day=in_days(8)))
    assert len(asked(ben)) == 1


async def test_a_pulse_at_the_end_of_a_sprint_moves_with_it(office: Office) -> None:
    ada, *_ = await crew(office)
    with office.inside() as session:
        [team] = session.exec(select(Team)).all()
        sprints = Cadence(team_id=team.key, weeks=1, anchor=MONDAY, updated_at=office.now)
        session.add(sprints)
        session.commit()
    outcome = await pulse(ada, often="last day of the sprint 14:00")
    assert "Next: Fri 27 Nov, Fri 4 Dec" in told(outcome)
    with office.inside() as session:
        sprints = session.exec(select(Cadence)).one()
        sprints.weeks = 2
        session.add(sprints)
        session.commit()
    await office.until(at("15:00", day=in_days(4)))
    assert cards(office) == []
    await office.until(at("15:00", day=in_days(11)))
    assert len(cards(office)) == 1
