"""Who is asked, when, and how often."""

from __future__ import annotations

from datetime import timedelta

from handlers.cards import Quote
from storage import standups
from tests.flows.office import MONDAY, SETTINGS, Office, at, in_days, set_up, told

TUESDAY = in_days(1)


async def test_everybody_is_asked_at_their_own_hour_in_their_direct_chat(office: Office) -> None:
    ada = office.person("Ada")
    seoul = office.person("Toshi", zone="Asia/Seoul")
    york = office.person("Yael", zone="America/New_York")
    office.now = at("08:00", day=in_days(-1))
    await set_up(office, ada, seoul, york)
    await office.until(at("09:00", "Asia/Seoul") - timedelta(seconds=1))
    assert seoul.asked() == []
    await office.until(at("09:00", "Asia/Seoul"))
    assert len(seoul.asked()) == 1
    assert ada.asked() == york.asked() == []
    await office.until(at("09:00"))
    assert len(ada.asked()) == 1
    assert york.asked() == []
    await office.until(at("09:00", "America/New_York"))
    assert len(york.asked()) == 1
    assert "What did you do since last time?" in york.asked()[0].words


async def test_the_question_shows_what_was_planned_last_time(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await office.until(at("09:05"))
    await ada.answers("Lists", "Write the\nmigration guide")
    await office.until(at("09:00", day=TUESDAY))
    [asked] = ada.asked(TUESDAY)
    assert "Write the\n[Done]\n[Still on it]\nmigration guide\n[Done]" in asked.words
    form = await ada.form()
    assert Quote("Write the\nmigration guide") in form.items


async def test_a_very_long_plan_leaves_the_buttons_on_the_same_message(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await office.until(at("09:05"))
    await ada.says("Lists")
    await ada.says("plan " * 8000)
    await ada.says("-")
    await ada.says("-")
    await office.until(at("09:00", day=TUESDAY))
    [asked] = ada.asked(TUESDAY)
    assert "[Answer]" in asked.words
    assert "the whole is in the thread" in asked.words


async def test_nobody_is_asked_at_the_weekend(office: Office) -> None:
    ada = office.person("Ada")
    office.now = at("14:00", day=in_days(4))
    await set_up(office, ada)
    await office.until(at("23:00", day=in_days(6)))
    assert ada.asked(in_days(5)) == ada.asked(in_days(6)) == []
    assert office.digests() == []
    await office.until(at("09:00", day=in_days(7)))
    assert len(ada.asked(in_days(7))) == 1


async def test_bots_guests_people_who_are_gone_and_who_left_are_not_asked(
    office: Office,
) -> None:
    ada, left = office.person("Ada"), office.person("Lea")
    bot = office.person("Bot", is_bot=True)
    guest = office.person("Gus", is_guest=True)
    gone = office.person("Gil", is_gone=True)
    await set_up(office, ada, left, bot, guest, gone)
    await office.leaves(left)
    await office.until(at("13:00"))
    assert len(ada.asked()) == 1
    for silent in (left, bot, guest, gone):
        assert silent.inbox() == []
    for name in ("Lea", "Bot", "Gus", "Gil"):
        assert name not in office.digest().words


async def test_somebody_who_joins_is_asked_from_the_next_time_on(office: Office) -> None:
    ada, new = office.person("Ada"), office.person("Noa", zone="Asia/Seoul")
    await set_up(office, ada)
    await office.until(at("10:00"))
    await office.joins(new)
    await office.until(at("13:00"))
    assert new.asked(MONDAY) == []
    assert "Noa" not in office.digest().words
    await office.until(at("09:00", "Asia/Seoul", TUESDAY))
    assert len(new.asked(TUESDAY)) == 1


async def test_two_processes_asking_at_once_ask_once(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    office.now = at("09:00")
    handed_on = office.claim_due()
    assert [due.kind for due in handed_on] == ["standup.ask"]
    assert office.claim_due() == []
    for due in handed_on * 2:
        await office.dispatch.handle_due(due)
    await office.deliver()
    assert len(ada.asked()) == len(ben.asked()) == 1
    rows = [row for row in office.ledger() if row.kind == "message"]
    assert all(row.revision == 1 for row in rows if ":ask:" in row.subject)


async def test_a_moment_that_is_handled_late_says_so(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await office.after_downtime(at("11:30"))
    [asked] = ada.asked()
    assert "later than planned" in asked.words


async def test_a_moment_whose_window_has_closed_is_skipped(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await office.after_downtime(at("15:00"))
    assert ada.inbox() == []
    assert office.digests() == []


async def test_a_digest_missed_by_downtime_comes_once_and_says_it_is_late(
    office: Office,
) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("09:30"))
    await ada.answers("Lists", "More lists")
    await office.after_downtime(at("08:00", day=in_days(3)))
    digest = office.digest()
    assert "later than planned" in digest.words
    assert "Monday 23 November" in digest.words
    assert ada.asked(TUESDAY) == []
    await office.until(at("09:00", day=in_days(3)))
    assert len(ada.asked(in_days(3))) == 1


async def test_a_changed_zone_never_asks_twice(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("09:30"))
    await office.learns(ben, zone="America/Los_Angeles")
    await office.until(at("21:00"))
    assert len(ben.asked()) == 1
    assert len(office.digests()) == 1
    await office.until(at("09:00", "America/Los_Angeles", TUESDAY))
    assert len(ben.asked(TUESDAY)) == 1


async def test_a_changed_zone_whose_hour_has_just_passed_still_asks_today(
    office: Office,
) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    office.now = at("08:30")
    await office.learns(ben, zone="Europe/Athens")
    await office.until(at("08:31"))
    assert len(ben.asked()) == 1
    assert ada.asked() == []
    await office.until(at("13:00"))
    assert len(ben.asked()) == len(ada.asked()) == 1


async def test_a_changed_zone_westwards_asks_at_the_new_hour(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.learns(ben, zone="America/New_York")
    await office.until(at("10:00"))
    assert ben.asked() == []
    await office.until(at("09:00", "America/New_York"))
    assert len(ben.asked()) == 1


async def test_a_move_across_the_date_line_asks_once_for_each_day(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben", zone="Pacific/Auckland")
    office.now = at("12:00", day=in_days(-1))
    await set_up(office, ada, ben)
    await office.until(at("10:00", "Pacific/Auckland"))
    assert len(ben.asked(MONDAY)) == 1
    await office.learns(ben, zone="Pacific/Honolulu")
    await office.until(at("10:00", "Pacific/Honolulu", TUESDAY))
    assert len(ben.asked(MONDAY)) == len(ben.asked(TUESDAY)) == 1


async def test_without_a_zone_of_their_own_people_are_asked_at_the_teams_hour(
    office: Office,
) -> None:
    ada, ben = office.person("Ada"), office.person("Ben", zone="")
    await set_up(office, ada, ben)
    await office.until(at("09:00"))
    assert len(ben.asked()) == 1


async def test_one_row_per_zone_however_many_people(office: Office) -> None:
    people = [office.person(f"P{n}", zone=("Asia/Tokyo", "UTC")[n % 2]) for n in range(20)]
    await set_up(office, *people)
    assert set(office.dues()) == {
        "standup:1:ask:Asia/Tokyo",
        "standup:1:ask:UTC",
        "standup:1:digest",
    }
    for person in people[1::2]:
        await office.learns(person, zone="Asia/Tokyo")
    assert set(office.dues()) == {"standup:1:ask:Asia/Tokyo", "standup:1:digest"}


async def test_reminders_come_after_an_hour_and_shortly_before_the_close(
    office: Office,
) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await office.until(at("09:59"))
    assert ada.reminders() == []
    await office.until(at("10:00"))
    assert len(ada.reminders()) == 1
    await office.until(at("12:11"))
    assert len(ada.reminders()) == 1
    await office.until(at("12:12"))
    assert len(ada.reminders()) == 2
    assert "Last call" in ada.reminders()[1].words
    assert at("13:00").isoformat() in ada.reminders()[1].words
    await office.until(at("08:59", day=TUESDAY))
    assert len(ada.reminders()) == 2


async def test_only_who_was_not_heard_is_reminded(office: Office) -> None:
    ada, ben, cleo = (office.person(name) for name in ("Ada", "Ben", "Cleo"))
    await set_up(office, ada, ben, cleo)
    await office.until(at("09:30"))
    await ada.answers("Lists", "More lists")
    await ben.presses("Skip today", ben.asked()[0])
    await office.until(at("13:00"))
    assert ada.reminders() == ben.reminders() == []
    assert len(cleo.reminders()) == 2


async def test_a_reminder_that_is_long_past_is_left_out(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await office.until(at("09:30"))
    await office.after_downtime(at("11:00"))
    assert ada.reminders() == []
    await office.until(at("12:12"))
    assert len(ada.reminders()) == 1


async def test_somebody_asked_late_is_not_reminded_of_the_past(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await office.after_downtime(at("10:05"))
    assert len(ada.asked()) == 1
    assert ada.reminders() == []


async def test_somebody_deactivated_is_not_asked_and_what_waits_for_them_is_dropped(
    office: Office,
) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    office.now = at("09:00")
    for due in office.claim_due():
        await office.dispatch.handle_due(due)
    await office.learns(ben, is_gone=True)
    await office.until(at("09:00", day=TUESDAY))
    assert ben.inbox() == []
    assert len(ada.asked(TUESDAY)) == 1
    dropped = [row for row in office.ledger() if row.place == ben.ref]
    assert {row.state for row in dropped} == {"stopped"}


async def test_nobody_else_can_skip_for_me(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    stranger = office.person("Sam")
    await set_up(office, ada, ben)
    await office.until(at("09:00"))
    outcome = await stranger.presses("Skip today", ben.asked()[0])
    assert outcome.refused
    assert "for members of its team" in told(outcome)
    with office.inside() as session:
        assert all(p.skipped_at is None for p in standups.prompts_on(session, 1, MONDAY).values())


async def test_a_new_window_counts_from_the_next_day_on(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("09:30"))
    await ada.sends(await ada.form("/standup setup"), {**SETTINGS, "window": "60"})
    await office.until(at("12:59"))
    assert "[Answer]" in ben.asked()[0].words
    await office.until(at("13:00"))
    assert "[Answer late]" in ben.asked()[0].words
    await office.until(at("10:00", day=TUESDAY))
    assert "[Answer late]" in ben.asked(TUESDAY)[0].words
