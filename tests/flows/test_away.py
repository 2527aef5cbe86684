"""Somebody who is away is left in peace, and the digest says so."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.events import FormSent, Pressed
from storage import absences, people
from tests.flows.office import MONDAY, Office, Persona, at, in_days, opened, set_up, told
from tests.flows.reading import buttons, mentions

TUESDAY, WEDNESDAY, THANKSGIVING = in_days(1), in_days(2), in_days(3)


async def away(person: Persona, first: date, last: date | None = None, whom: str = "") -> str:
    """By form. Returns what is said to that."""
    form = opened(await person.commands("/standup away"))
    answers = {"first": first.isoformat(), "person": whom}
    if last:
        answers["last"] = last.isoformat()
    return told(await person.sends(form, {name: said for name, said in answers.items() if said}))


def said(office: Office, person: Persona) -> list[tuple[date, date, str]]:
    with office.inside() as session:
        known = people.called(session, person.ref)
        assert known is not None
        rows = absences.of_people(session, [known.key], since=date.min)
        return [(row.first_day, row.last_day, row.source) for row in rows]


async def test_somebody_away_is_neither_asked_nor_reminded_and_the_digest_says_until_when(
    office: Office,
) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    words = await away(ben, MONDAY, WEDNESDAY)
    assert "You are away from Monday 23 November to Wednesday 25 November (3 days)." in words
    await office.until(at("09:30"))
    await ada.answers("Lists", "More lists")
    await office.until(at("20:00"))
    assert ben.inbox() == []
    digest = office.digest()
    assert "Away: Ben (until Wednesday 25 November)" in digest.words
    assert "No update" not in digest.words
    assert "1 of 1 answered" in digest.words
    assert mentions(digest.card) == []
    await office.until(at("09:00", day=in_days(3)))
    assert len(ben.asked(in_days(3))) == 1


async def test_the_away_stand_before_those_without_an_update(office: Office) -> None:
    ada, ben, cleo = (office.person(name) for name in ("Ada", "Ben", "Cleo"))
    await set_up(office, ada, ben, cleo)
    await away(ben, MONDAY)
    await office.until(at("13:00"))
    words = office.digest().words
    assert words.index("Away: Ben (today)") < words.index("No update: Ada, Cleo")
    status = told(await ada.commands("/standup status"))
    assert "Away: Ben (today)" in status


async def test_nobody_due_means_no_message(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    for person in (ada, ben):
        await away(person, MONDAY)
    await office.until(at("23:00"))
    assert office.digests() == []
    assert ada.asked() == ben.asked() == []


async def test_away_after_the_question_ends_reminders_and_the_card_says_so(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("09:30"))
    await away(ben, MONDAY, TUESDAY)
    [asked] = ben.asked()
    assert "You are away until Tuesday 24 November. No answer is expected of you." in asked.words
    await office.until(at("14:00"))
    assert ben.reminders() == []
    assert ben.asked() == [asked]
    assert "Away: Ben (until Tuesday 24 November)" in office.digest().words
    assert "No update: Ada" in office.digest().words


async def test_back_while_the_window_is_open_is_asked_today_all_the_same(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await away(ben, MONDAY, WEDNESDAY)
    await office.until(at("10:30"))
    assert ben.asked() == []
    words = told(await ben.commands("/standup back"))
    assert "Welcome back" in words
    await office.until(at("10:31"))
    [asked] = ben.asked()
    assert "later than planned" not in asked.words
    await office.until(at("13:00"))
    assert "No update: Ada, Ben" in office.digest().words
    await office.until(at("09:00", day=TUESDAY))
    assert len(ben.asked(TUESDAY)) == len(ben.asked()) == 1


async def test_back_after_having_been_asked_asks_again_in_the_same_message(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("09:30"))
    before = ben.asked()
    await away(ben, MONDAY)
    await ben.commands("/standup away cancel")
    await office.until(at("09:31"))
    assert ben.asked() == before
    await office.until(at("10:00"))
    assert len(ben.reminders()) == 1


async def test_back_later_than_the_window_waits_for_the_next_day(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await away(ben, MONDAY, WEDNESDAY)
    await office.until(at("15:00"))
    await ben.commands("/standup back")
    await office.until(at("15:01"))
    assert ben.asked() == []
    await office.until(at("09:00", day=TUESDAY))
    assert len(ben.asked(TUESDAY)) == 1
    # Monday stays a day away.
    assert said(office, ben) == []


async def test_coming_back_leaves_the_days_before_as_they_were(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await away(ben, MONDAY, WEDNESDAY)
    await office.until(at("13:00"))
    await office.until(at("08:00", day=TUESDAY))
    await ben.commands("/standup back")
    assert said(office, ben) == [(MONDAY, MONDAY, "said")]
    await ada.answers("Lists", "More lists")
    assert "Away: Ben (today)" in office.digest().words


async def test_an_answer_given_while_away_counts_and_is_shown(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await away(ben, MONDAY)
    await office.until(at("09:30"))
    await ben.answers("From the train", "Sleep")
    await office.until(at("13:00"))
    digest = office.digest()
    assert "1 of 2 answered" in digest.words
    assert "Away" not in digest.words
    assert any("From the train" in entry.words for entry in office.thread(digest))


async def test_away_after_the_digest_is_out_changes_it_in_place(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("13:30"))
    assert "No update: Ada, Ben" in office.digest().words
    await away(ben, MONDAY)
    assert "Away: Ben (today)" in office.digest().words
    assert "No update: Ada" in office.digest().words


async def test_a_digest_of_last_week_is_left_as_it_was(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("13:30"))
    before = office.digest().words
    await office.archives()
    await office.until(at("13:30", day=in_days(8)))
    await away(ben, MONDAY, in_days(9))
    assert office.digest().words == before


async def test_it_counts_in_every_team(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await set_up(office, ada, ben, place="C-side", name="Side")
    await away(ben, MONDAY)
    await office.until(at("13:00"))
    assert ben.inbox() == []
    for place in ("C-core", "C-side"):
        assert "Away: Ben (today)" in office.digest(place).words


async def test_days_are_those_of_the_person_s_own_calendar(office: Office) -> None:
    ada, ken = office.person("Ada"), office.person("Ken", zone="Pacific/Kiritimati")
    office.now = at("10:00", day=in_days(-1))
    await set_up(office, ada, ken)
    # It is Monday there already; "away" without a day offers that one.
    office.now = at("13:00", day=in_days(-1))
    form = opened(await ken.commands("/standup away"))
    assert form.fields[0].value == MONDAY  # type: ignore[union-attr]
    await away(ken, TUESDAY)
    await office.until(at("23:00", day=TUESDAY))
    assert ken.asked(TUESDAY) == []
    assert len(ken.asked(WEDNESDAY)) == 1


async def test_who_runs_the_team_may_say_it_for_another_who_is_told_kindly(
    office: Office,
) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    words = await away(ada, MONDAY, TUESDAY, whom=ben.ref)
    assert "Ben is away from Monday 23 November to Tuesday 24 November" in words
    [news] = ben.inbox()
    assert "Ada has told me that you are away from Monday" in news.words
    await office.until(at("13:00"))
    assert ben.asked() == []
    await ben.presses("I'm here", news)
    assert "is away" not in ben.inbox()[0].words
    await office.until(at("09:00", day=TUESDAY))
    assert len(ben.asked(TUESDAY)) == 1


async def test_nobody_else_may(office: Office) -> None:
    ada, ben, sam = office.person("Ada"), office.person("Ben"), office.person("Sam")
    await set_up(office, ada, ben)
    outcome = await ben.commands(f"/standup away @Ada {MONDAY}")
    assert outcome.refused
    assert "who runs a team of theirs" in told(outcome)
    form = opened(await sam.commands("/standup away"))
    forged = {"first": MONDAY.isoformat(), "person": ben.ref}
    origin = office.origin(sam.ref)
    outcome = await office.happens(FormSent(origin, form.name, form.args, forged, office.key()))
    assert outcome.refused
    assert said(office, ada) == said(office, ben) == []


async def test_another_is_named_as_they_are_called_or_as_the_platform_says(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben Hughes")
    bea = office.person("Ben Ames")
    await set_up(office, ada, ben, bea)
    for line in (f"@Ben Hughes {MONDAY}", f"@benhughes {MONDAY}", f"{MONDAY} @{ben.ref}"):
        assert "Ben Hughes is away" in told(await ada.commands(f"/standup away {line}"))
    outcome = await ada.commands(f"/standup away @ben {MONDAY}")
    assert outcome.refused
    assert "Whom do you mean by @ben: Ben Ames, Ben Hughes?" in told(outcome)
    assert "anybody called @zoe" in told(await ada.commands("/standup away @zoe tomorrow"))


async def test_only_those_who_may_are_offered_another_person(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    for person, fields in ((ada, ["first", "last", "person"]), (ben, ["first", "last"])):
        form = opened(await person.commands("/standup away"))
        assert [field.id for field in form.fields] == fields


async def test_the_same_said_again_means_the_new_end_and_a_later_start_means_both(
    office: Office,
) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await away(ben, MONDAY, in_days(9))
    await away(ben, MONDAY, in_days(4))
    assert said(office, ben) == [(MONDAY, in_days(4), "said")]
    await away(ben, in_days(3), in_days(11))
    assert said(office, ben) == [(MONDAY, in_days(11), "said")]
    await away(ben, in_days(20), in_days(21))
    assert len(said(office, ben)) == 2
    # What comes first is off first.
    assert "not away" not in told(await ben.commands("/standup away cancel"))
    assert said(office, ben) == [(in_days(20), in_days(21), "said")]
    outcome = await ben.commands("/standup away cancel")
    assert "You are not away from Sunday 13 December to Monday 14 December" in told(outcome)
    outcome = await ben.commands("/standup back")
    assert outcome.refused
    assert "You are not away. Say when with /standup away" in told(outcome)


async def test_what_is_not_understood_comes_back_with_examples(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    outcome = await ada.commands("/standup away when the cows come home")
    assert outcome.refused
    words = told(outcome)
    assert "“when the cows come home”" in words
    assert "from Monday to 12 January" in words


async def test_days_are_said_in_words_and_echoed_with_their_dates(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    for said_so, echoed in (
        ("tomorrow", "You are away on Tuesday 24 November."),
        ("from 21 Dec to 12 Jan", "from Monday 21 December to Tuesday 12 January 2027 (23 days)."),
        ("until Friday", "from Monday 23 November to Friday 27 November"),
        ("bis nächsten Freitag", "Friday 4 December"),
    ):
        words = told(await ada.commands(f"/standup away {said_so}"))
        assert echoed in words, words


async def test_words_that_mean_two_things_are_asked_back_and_a_press_answers(
    office: Office,
) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    [card] = (await ada.commands("/standup away @Ben from Monday to 12 Jan")).whispers
    first, second, other = buttons(card)
    assert "23 November" in first.args["words"]
    assert other.label == "Other days"
    origin = office.origin(ada.ref)
    pressed = Pressed(origin, second.action, second.args, "m1", office.key())
    outcome = await office.happens(pressed)
    assert outcome.refreshed is not None
    assert "Ben is away from Monday 30 November" in outcome.refreshed.summary
    assert said(office, ben) == [(in_days(7), date(2027, 1, 12), "said")]


async def test_a_form_that_makes_no_sense_stays_open_and_says_why(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    form = opened(await ada.commands("/standup away"))
    for answers, field in (
        ({}, "first"),
        ({"first": "soon"}, "first"),
        ({"first": TUESDAY.isoformat(), "last": MONDAY.isoformat()}, "last"),
        ({"first": MONDAY.isoformat(), "last": in_days(1200).isoformat()}, "last"),
        ({"first": in_days(-40).isoformat()}, "first"),
    ):
        outcome = await ada.sends(form, answers)
        assert outcome.errors is not None
        assert list(outcome.errors) == [field]
    assert said(office, ada) == []


async def test_two_weeks_go_by(office: Office) -> None:
    """Once each day that is not away, and never on one that is."""
    ada, ben = office.person("Ada"), office.person("Ben", zone="Australia/Sydney")
    office.now = at("12:00", day=in_days(-3))
    await set_up(office, ada, ben)
    await away(ben, in_days(2), in_days(7))
    await office.until(at("23:59", day=in_days(13)))
    for number in range(14):
        day = MONDAY + timedelta(days=number)
        expected = 1 if day.weekday() < 5 and not 2 <= number <= 7 else 0
        assert len(ben.asked(day)) == expected, day


async def test_the_answer_to_it_has_buttons_that_undo_and_change_it(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    outcome = await ada.commands(f"/standup away {MONDAY} to {TUESDAY}")
    [card] = outcome.whispers
    assert [button.label for button in buttons(card)] == ["Change", "Not away after all"]


async def test_whoever_moves_to_where_it_is_a_holiday_is_not_waited_for(office: Office) -> None:
    office.now = at("08:00", day=THANKSGIVING)
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("09:30", day=THANKSGIVING))
    await office.learns(ben, zone="America/New_York")
    [question] = ben.asked(THANKSGIVING)
    assert "Thanksgiving" in question.words
    await office.learns(ben, zone="Europe/Berlin")
    [question] = ben.asked(THANKSGIVING)
    assert "What did you do" in question.words
