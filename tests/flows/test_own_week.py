"""Everybody's own working days, hour and public holidays."""

from __future__ import annotations

from datetime import date, timedelta

from bot.dispatch import Outcome
from handlers.cards import ChoicesField, TextField
from tests.flows.office import MONDAY, Office, Persona, at, in_days, opened, set_up, told
from tests.flows.reading import words

TUESDAY, FRIDAY = in_days(1), in_days(4)
CHRISTMAS = date(2026, 12, 25)
"""A Friday."""
EPIPHANY = date(2027, 1, 6)
"""A Wednesday; kept in Bayern, not in all of Germany."""


async def settles(person: Persona, **changes: str) -> Outcome:
    """Their own week, as the form offers it but for these answers."""
    form = opened(await person.commands("/drumbeat settings"))
    answers: dict[str, str] = {}
    for field in form.fields:
        match field:
            case ChoicesField():
                answers[field.id] = ",".join(field.values)
            case TextField():
                answers[field.id] = field.value
            case _:
                answers[field.id] = str(field.value or "")
    given = {name: said for name, said in (answers | changes).items() if said}
    return await person.sends(form, given)


async def test_a_public_holiday_of_the_time_zone_s_country_brings_silence(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben", zone="Asia/Dubai")
    office.now = at("08:00", day=CHRISTMAS - timedelta(days=1))
    await set_up(office, ada, ben)
    await office.until(at("23:00", day=CHRISTMAS))
    assert ada.asked(CHRISTMAS) == ada.reminders()[2:] == []
    assert len(ben.asked(CHRISTMAS)) == 1
    [digest] = [each for each in office.digests() if str(CHRISTMAS) in each.subject]
    assert "Away: Ada (Christmas Day)" in digest.words
    assert "No update: Ben" in digest.words


async def test_on_a_holiday_of_everybody_there_is_no_message(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben", zone="Europe/Rome")
    office.now = at("23:00", day=CHRISTMAS - timedelta(days=1))
    await set_up(office, ada, ben)
    before = len(office.ledger())
    await office.until(at("23:00", day=CHRISTMAS))
    assert office.digests() == []
    assert len(office.ledger()) == before


async def test_a_region_s_own_holiday_counts_once_it_is_chosen(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    office.now = at("08:00", day=EPIPHANY - timedelta(days=2))
    await set_up(office, ada, ben)
    told_so = told(await settles(ben, region="bayern"))
    assert "Germany, Bayern" in told_so
    assert "Wednesday 6 January, Epiphany" in told_so
    await office.until(at("10:00", day=EPIPHANY))
    assert len(ada.asked(EPIPHANY)) == 1
    assert ben.asked(EPIPHANY) == []


async def test_another_country_is_chosen_by_its_name(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    assert "Japan" in told(await settles(ada, country="japan"))
    await office.until(at("13:00"))
    assert ada.asked() == []
    form = opened(await ada.commands("/drumbeat settings"))
    assert [field.value for field in form.fields if field.id == "country"] == ["Japan"]  # type: ignore[union-attr]


async def test_somebody_may_be_asked_on_holidays_all_the_same(office: Office) -> None:
    ada = office.person("Ada", zone="Asia/Tokyo")
    office.now = at("12:00", day=in_days(-1))
    await set_up(office, ada)
    await settles(ada, holidays="work")
    await office.until(at("09:00", "Asia/Tokyo"))
    assert len(ada.asked()) == 1


async def test_a_country_or_a_region_that_is_none_is_said_at_its_field(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    wrong = await settles(ada, country="Atlantis")
    assert wrong.errors is not None
    assert list(wrong.errors) == ["country"]
    wrong = await settles(ada, region="Middle Earth")
    assert wrong.errors is not None
    assert "I know these regions of Germany: Augsburg, Baden-Württemberg" in wrong.errors["region"]
    wrong = await settles(ada, country="Malta", region="Gozo")
    assert wrong.errors == {"region": "Malta has the same holidays everywhere. Leave this empty."}
    wrong = await settles(ada, days="", hour="25:00")
    assert wrong.errors is not None
    assert list(wrong.errors) == ["days", "hour"]


async def test_days_that_somebody_does_not_work_bring_silence(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    assert "Tuesday, Wednesday, Thursday, Friday" in told(
        await settles(ben, days="tue,wed,thu,fri")
    )
    await office.until(at("20:00"))
    assert ben.inbox() == []
    assert "Away: Ben (not a working day)" in office.digest().words
    await office.until(at("09:00", day=TUESDAY))
    assert len(ben.asked(TUESDAY)) == 1


async def test_what_is_as_the_teams_have_it_goes_on_following_them(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    assert "As your teams meet" in told(await settles(ben))
    form = await ada.form("/standup setup")
    answers = {field.id: str(getattr(field, "value", "") or "") for field in form.fields}
    await ada.sends(form, answers | {"hour": "09:00", "days": "mon,tue,wed,thu,fri,sat,sun"})
    await office.until(at("09:00", day=in_days(5)))
    assert len(ben.asked(in_days(5))) == 1


async def test_everybody_may_have_an_hour_of_their_own(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    office.now = at("06:00")
    await set_up(office, ada, ben)
    await settles(ben, hour="07:30")
    assert set(office.dues()) == {
        "standup:1:ask:Europe/Berlin",
        "standup:1:ask:Europe/Berlin:0730",
        "standup:1:digest",
    }
    await office.until(at("07:30"))
    assert len(ben.asked()) == 1
    assert ada.asked() == []
    await office.until(at("08:30"))
    assert len(ben.reminders()) == 1
    await office.until(at("09:00"))
    assert (len(ada.asked()), len(ben.asked())) == (1, 1)
    await office.until(at("11:30"))
    assert "[Answer late]" in ben.asked()[0].words
    await office.until(at("13:00"))
    assert "No update: Ada, Ben" in office.digest().words


async def test_a_later_hour_is_still_to_come_in_the_digest(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await settles(ben, hour="15:00")
    await office.until(at("13:00"))
    assert "Still to come: Ben" in office.digest().words
    await office.until(at("19:00"))
    assert len(ben.asked()) == 1
    assert "No update: Ada, Ben" in office.digest().words


async def test_an_hour_moved_into_the_past_asks_today_and_one_moved_later_never_twice(
    office: Office,
) -> None:
    ada, ben, cleo = (office.person(name) for name in ("Ada", "Ben", "Cleo"))
    await set_up(office, ada, ben, cleo)
    office.now = at("08:30")
    await settles(ben, hour="08:00")
    await office.until(at("08:31"))
    assert len(ben.asked()) == 1
    await settles(ben, hour="11:00")
    await office.until(at("09:30"))
    assert len(cleo.asked()) == 1
    await settles(cleo, hour="15:00")
    await office.until(at("23:00"))
    assert len(ben.asked()) == len(cleo.asked()) == len(ada.asked()) == 1
    await office.until(at("23:00", day=TUESDAY))
    for person in (ada, ben, cleo):
        assert len(person.asked(TUESDAY)) == 1


async def test_the_team_s_hour_moving_to_somebody_s_own_asks_nobody_twice(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    office.now = at("06:00")
    await set_up(office, ada, ben)
    await settles(ben, hour="08:00")
    await office.until(at("08:30"))
    assert (len(ada.asked()), len(ben.asked())) == (0, 1)
    form = await ada.form("/standup setup")
    answers = {field.id: str(getattr(field, "value", "") or "") for field in form.fields}
    same_days = {"days": "mon,tue,wed,thu,fri"}
    await ada.sends(form, answers | same_days | {"hour": "08:00"})
    assert set(office.dues()) >= {"standup:1:ask:Europe/Berlin", "standup:1:digest"}
    await office.until(at("08:31"))
    assert (len(ada.asked()), len(ben.asked())) == (1, 1)
    # And away from it again.
    await ada.sends(form, answers | same_days | {"hour": "09:00"})
    await office.until(at("23:00", day=TUESDAY))
    for person in (ada, ben):
        assert (len(person.asked()), len(person.asked(TUESDAY))) == (1, 1)


async def test_an_answer_before_one_s_own_hour_is_for_today(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await settles(ben, hour="15:00")
    await office.until(at("12:00"))
    await ben.answers("Early", "More")
    await office.until(at("15:00"))
    assert "[Answer]" not in "".join(shown.words for shown in ben.asked())
    assert any("Early" in entry.words for entry in office.thread(office.digest()))


async def test_the_home_pane_tells_of_days_away_and_of_one_s_week(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    home = words(await ada.opens_home())
    assert "Germany (from your time zone)" in home
    assert "Friday 25 December, Christmas Day" in home
    await ada.commands(f"/standup away {MONDAY} to {FRIDAY}")
    home = words(await ada.opens_home())
    assert "Away until Friday 27 November" in home
    assert "Monday 23 November: you are away" in home
    assert "[I'm back]" in home
