"""A retro over days, planned by the cadence: it opens by itself, its steps end when they should, and
it goes with its ceremony."""

from __future__ import annotations

from datetime import date

from tests.flows.blocked import answered
from tests.flows.cadences import pressed
from tests.flows.cadences import set_up as sprints
from tests.flows.office import Office, Persona, at, opened, told
from tests.flows.retros import adds, card, cards, phase, presses_private, rows
from tests.flows.test_away import away

MON, TUE, WED = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)
THU, FRI = date(2026, 12, 3), date(2026, 12, 4)
NEXT_MON, NEXT_TUE = date(2026, 12, 7), date(2026, 12, 8)


async def over_days(office: Office, **changes: str) -> tuple[Persona, Persona, Persona]:
    """Ada, Ben and Chiara, whose sprint ends on a Friday; retros are held over days."""
    ada, ben, chiara = (office.person(name) for name in ("Ada", "Ben", "Chiara"))
    await sprints(office, ada, ben, chiara)
    shown = await ada.commands("/team cadence")
    form = opened(await pressed(ada, "In a meeting, or over days", shown))
    outcome = await ada.sends(form, answered(form, way="async", **changes))
    assert "over days, each by itself" in told(outcome)
    assert "at 13:30, over days" in told(await ada.commands("/team cadence"))
    return ada, ben, chiara


async def test_it_opens_before_its_ceremony_and_each_step_ends_in_time(office: Office) -> None:
    ada, ben, chiara = await over_days(office)
    await ada.commands("/retro actions add Write a runbook @Ben by 11 December")
    await office.until(at("08:59", day=MON))
    assert rows(office) == []
    await office.until(at("09:00", day=MON))
    assert "Core retro · Open actions" in card(office).words
    for moment in ("12-01T08:00", "12-02T16:00", "12-03T11:00", "12-04T12:30", "12-07T16:00"):
        assert moment in card(office).words
    assert "It is your turn to facilitate it." in ada.inbox()[-1].words
    ends = (
        ("collect", TUE, "09:00"),
        ("group", WED, "17:00"),
        ("vote", THU, "12:00"),
        ("discuss", FRI, "13:30"),
        ("actions", NEXT_MON, "17:00"),
        ("closed", NEXT_TUE, "12:00"),
    )
    for expected, day, hour in ends:
        await office.until(at(hour, day=day).replace(second=0) - (at("00:01") - at("00:00")))
        assert phase(office) != expected
        await office.until(at(hour, day=day))
        assert phase(office) == expected
        if expected == "collect":
            for who in (ada, ben, chiara):
                await adds(who, Start=f"From {who.name}")
    assert not [each for each in office.shown("C-core") if "Core: Retro" in each.words]
    assert [
        name for name in office.dues() if name.startswith("retro:") and ":worth" not in name
    ] == [f"retro:{rows(office)[0].team_id}:opens"]


async def test_without_any_action_to_look_at_it_opens_for_cards(sqlite_office: Office) -> None:
    office = sqlite_office
    await over_days(office)
    await office.until(at("09:00", day=MON))
    assert "Core retro · Collect" in card(office).words
    assert "this part ends 2026-12-02T16:00" in card(office).words


async def test_it_moves_with_its_ceremony(sqlite_office: Office) -> None:
    office = sqlite_office
    ada, *_ = await over_days(office)
    await office.until(at("10:00", day=TUE))
    assert phase(office) == "collect"
    meant = await ada.commands("/team cadence retro move to Monday 10:00")
    await pressed(ada, "Move it", meant)
    await office.tick()
    assert "the steps have moved:" in office.thread(card(office))[-1].words
    assert "this part ends 2026-12-03T16:00" in card(office).words
    await office.until(at("17:01", day=WED))
    assert phase(office) == "collect"
    await adds(ada, Start="Something")
    await office.until(at("10:00", day=NEXT_MON))
    assert phase(office) == "discuss"


async def test_a_skipped_one_never_opens_and_the_one_after_does(sqlite_office: Office) -> None:
    office = sqlite_office
    ada, *_ = await over_days(office)
    await ada.commands("/team cadence retro skip")
    await office.until(at("08:59", day=date(2026, 12, 14)))
    assert rows(office) == []
    await office.until(at("09:00", day=date(2026, 12, 14)))
    assert rows(office)[0].day == date(2026, 12, 18)


async def test_skipped_once_it_is_open_it_goes_on_and_says_so_once(sqlite_office: Office) -> None:
    office = sqlite_office
    ada, ben, _ = await over_days(office)
    await office.until(at("10:00", day=MON))
    await adds(ben, Start="Pairing on Tuesdays")
    await ada.commands("/team cadence retro skip")
    await away(ben, THU)
    await office.tick()
    goes_on = [each for each in office.thread(card(office)) if "goes on" in each.words]
    assert len(goes_on) == 1 and "nothing that was written is lost" in goes_on[0].words
    assert phase(office) == "collect"
    await office.until(at("17:00", day=WED))
    assert phase(office) == "group" and cards(office)


async def test_days_on_which_all_are_away_do_not_count(sqlite_office: Office) -> None:
    office = sqlite_office
    crew = await over_days(office)
    for who in crew:
        await away(who, THU)
    await office.until(at("09:00", day=date(2026, 11, 27)))
    assert "this part ends 2026-12-01T16:00" in card(office).words
    assert "2026-12-02T11:00" in card(office).words


async def test_who_is_away_then_does_not_lead_it(sqlite_office: Office) -> None:
    office = sqlite_office
    ada, *_ = await over_days(office)
    await away(ada, THU)
    await office.until(at("09:00", day=MON))
    assert "facilitated by Ben" in card(office).words


async def test_switched_on_too_late_it_is_announced_as_any_other(sqlite_office: Office) -> None:
    office = sqlite_office
    ada, ben, _ = (office.person(name) for name in ("Ada", "Ben", "Chiara"))
    await sprints(office, ada, ben)
    await office.until(at("18:00", day=WED))
    form = opened(await ada.commands("/retro setup"))
    await ada.sends(form, answered(form, way="async"))
    await office.until(at("13:25", day=FRI))
    assert rows(office) == []
    assert "Core: Retro" in office.shown("C-core")[-1].words


async def test_opened_late_after_an_outage_each_step_still_has_time(sqlite_office: Office) -> None:
    office = sqlite_office
    await over_days(office)
    await office.after_downtime(at("15:30", day=WED))
    assert phase(office) == "collect"
    assert "this part ends 2026-12-03T08:30" in card(office).words


async def test_another_that_is_open_is_not_disturbed(sqlite_office: Office) -> None:
    office = sqlite_office
    ada, *_ = await over_days(office)
    await office.until(at("08:00", day=MON))
    await ada.commands("/retro start mad")
    await office.until(at("12:00", day=MON))
    assert len(rows(office)) == 1
    await presses_private(ada, "End the retro", await ada.commands("/retro close"))
    await office.until(at("13:00", day=MON))
    assert [each.day for each in rows(office)] == [None, FRI]


async def test_who_leads_changes_when_steps_end(sqlite_office: Office) -> None:
    office = sqlite_office
    ada, ben, _ = await over_days(office)
    await office.until(at("09:00", day=TUE))
    form = opened(
        await presses_private(ada, "Change deadlines", await ada.commands("/retro status"))
    )
    assert answered(form)["collect_day"] == WED.isoformat()
    wrong = await ada.sends(form, answered(form, collect_day="2026-11-30", group_day=""))
    assert set(wrong.errors or ()) == {"collect_day", "group_day"}
    wrong = await ada.sends(form, answered(form, collect_day="2026-12-03"))
    assert wrong.errors == {"group_day": "Later than the step before it, please."}
    assert (await ben.sends(form, answered(form))).refused
    await ada.sends(form, answered(form, collect_at="12:00"))
    assert "Ada changed when the steps end." in office.thread(card(office))[-1].words
    await adds(ada, Start="Something")
    await office.until(at("12:00", day=WED))
    assert phase(office) == "group" and cards(office)


async def test_begun_by_hand_it_can_take_the_moments_of_the_next(sqlite_office: Office) -> None:
    office = sqlite_office
    ada, ben, chiara = (office.person(name) for name in ("Ada", "Ben", "Chiara"))
    await sprints(office, ada, ben, chiara)
    await office.until(at("10:00", day=MON))
    form = opened(await ben.commands("/retro start"))
    await ben.sends(form, answered(form, way="cadence"))
    assert "this part ends 2026-12-01T08:00" in card(office).words
    await ada.presses("Next: Collect", card(office))
    await adds(ben, Start="Something")
    await office.until(at("13:30", day=FRI))
    assert phase(office) == "discuss"
    assert not [each for each in office.shown("C-core") if "Core: Retro" in each.words]


async def test_what_cannot_follow_is_said_at_its_field(sqlite_office: Office) -> None:
    office = sqlite_office
    ada, ben = office.person("Ada"), office.person("Ben")
    await sprints(office, ada, ben)
    form = opened(await ada.commands("/retro setup"))
    wrong = await ada.sends(form, answered(form, way="async", group="-3 noon"))
    assert wrong.errors == {"group": "Later than the one before it, please."}
    wrong = await ada.sends(form, answered(form, way="sometimes", vote="0 midnight"))
    assert set(wrong.errors or ()) == {"way", "vote"}
    assert (await ben.commands("/retro setup")).refused


async def test_back_in_one_meeting_nothing_opens_by_itself(sqlite_office: Office) -> None:
    office = sqlite_office
    ada, *_ = await over_days(office)
    form = opened(await ada.commands("/retro setup"))
    assert "held in one meeting" in told(await ada.sends(form, answered(form, way="live")))
    await office.until(at("13:25", day=FRI))
    assert rows(office) == [] and "Core: Retro" in office.shown("C-core")[-1].words
