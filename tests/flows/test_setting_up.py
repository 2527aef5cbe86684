"""Setting a stand-up up and changing it."""

from __future__ import annotations

import pytest

from handlers.cards import PlaceField, TextField
from handlers.standup import questions
from storage import standups, teams
from tests.flows.office import MONDAY, SETTINGS, Office, at, in_days, opened, set_up, told
from tests.flows.reading import mentions


async def test_the_member_who_sets_it_up_becomes_scrum_master(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    outcome = await set_up(office, ada, ben)
    assert "The stand-up of Core is set: Monday to Friday at 09:00" in told(outcome)
    with office.inside() as session:
        team = teams.at(session, "C-core")
        assert team is not None
        assert [person.name for person in teams.scrum_masters(session, team.key)] == ["Ada"]
        assert [one.person.name for one in teams.present(session, team.key)] == ["Ada", "Ben"]
    [intro] = office.shown("C-core")
    assert "I'll ask 2 people in a direct message" in intro.words
    assert mentions(intro.card) == [ada.ref]


async def test_somebody_without_the_right_is_told_who_may(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    outcome = await ben.commands("/standup setup")
    assert outcome.refused
    assert told(outcome) == "Only a scrum master of Core can change this. Ask Ada."


async def test_a_form_from_somebody_without_the_right_changes_nothing(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    form = await ada.form("/standup setup")
    before = office.dues()
    outcome = await ben.sends(form, {**SETTINGS, "name": "Mine", "hour": "07:00"})
    assert outcome.refused
    assert "Ask Ada." in told(outcome)
    assert office.dues() == before


async def test_a_guest_cannot_set_it_up(office: Office) -> None:
    guest = office.person("Gus", is_guest=True)
    office.channel("C-core", guest)
    outcome = await guest.commands("/standup setup")
    assert outcome.refused
    assert "Guests can't set up a stand-up." in told(outcome)
    assert office.dues() == {}


async def test_an_administrator_may_change_any_stand_up(office: Office) -> None:
    ada, root = office.person("Ada"), office.person("Root", is_administrator=True)
    await set_up(office, ada)
    assert (await root.commands("/standup setup")).form is not None


async def test_with_the_scrum_master_gone_an_administrator_is_named(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.learns(ada, is_gone=True)
    outcome = await ben.commands("/standup setup")
    assert "Ask an administrator of this workspace." in told(outcome)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("place", "", "Choose the team's channel."),
        ("name", "   ", "A name of 1 to 60 characters"),
        ("name", "x" * 61, "A name of 1 to 60 characters"),
        ("days", "", "Choose at least one day."),
        ("days", "someday", "Choose at least one day."),
        ("hour", "25:00", "A time such as 09:00"),
        ("hour", "nine", "A time such as 09:00"),
        ("zone", "Middle-earth", "I don't know this zone."),
        ("window", "7", "Choose one of these."),
        ("reminder", "7", "Choose one of these."),
        ("questions", " \n ", "Write at least one question."),
        ("questions", "\n".join(f"Question {n}?" for n in range(11)), "At most 10 questions"),
        ("questions", "x" * 151, "between 1 and 150 characters"),
    ],
)
async def test_a_bad_value_gets_words_at_its_field(
    sqlite_office: Office, field: str, value: str, said: str
) -> None:
    ada = sqlite_office.person("Ada")
    outcome = await set_up(sqlite_office, ada, **{field: value})
    assert outcome.errors is not None
    assert list(outcome.errors) == [field]
    assert said in outcome.errors[field]
    assert sqlite_office.dues() == {}


async def test_several_bad_values_are_told_at_once(office: Office) -> None:
    outcome = await set_up(office, office.person("Ada"), name="", hour="x", zone="y")
    assert outcome.errors is not None
    assert set(outcome.errors) == {"name", "hour", "zone"}


async def test_it_can_be_set_up_from_the_direct_chat(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    office.channel("C-core", ada, ben)
    form = await ada.form("/standup setup", ada.place)
    [place] = [field for field in form.fields if isinstance(field, PlaceField)]
    assert place.value == ""
    await ada.sends(form, SETTINGS)
    again = await ada.form("/standup setup", ada.place)
    [place] = [field for field in again.fields if isinstance(field, PlaceField)]
    assert place.value == "C-core"
    await office.until(at("09:00"))
    assert len(ben.asked()) == 1


async def test_who_sets_it_up_from_outside_the_channel_leads_it_without_being_asked(
    office: Office,
) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    office.channel("C-core", ben)
    await ada.sends(await ada.form("/standup setup", ada.place), SETTINGS)
    [intro] = office.shown("C-core")
    assert mentions(intro.card) == [ada.ref]
    await office.until(at("09:00"))
    assert (len(ada.asked()), len(ben.asked())) == (0, 1)
    assert (await ada.commands("/standup setup")).form is not None


async def test_a_guest_who_becomes_a_full_member_is_asked_from_then_on(office: Office) -> None:
    ada, gus = office.person("Ada"), office.person("Gus", is_guest=True)
    await set_up(office, ada, gus)
    await office.until(at("12:00"))
    assert gus.asked() == []
    await office.learns(gus, is_guest=False)
    await office.until(at("12:00", day=in_days(1)))
    assert len(gus.asked(in_days(1))) == 1


async def test_the_form_starts_from_what_is_set(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada, questions="Anything new?\nMood? (1-5, optional)", zone="Lisbon")
    form = opened(await ada.commands("/standup setup"))
    values = {field.id: field.value for field in form.fields if isinstance(field, TextField)}
    assert values["questions"] == "Anything new?\nMood? (1-5, optional)"
    assert values["zone"] == "Europe/Lisbon"


async def test_a_change_moves_the_moments(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben", zone="Asia/Tokyo")
    await set_up(office, ada, ben)
    office.now = at("10:00")
    form = await ada.form("/standup setup")
    await ada.sends(form, {**SETTINGS, "hour": "08:30", "days": "wed", "window": "60"})
    wednesday = in_days(2)
    assert sorted(office.dues().values()) == [
        at("08:30", "Asia/Tokyo", wednesday),
        at("08:30", day=wednesday),
        at("09:30", day=wednesday),
    ]


async def test_a_change_keeps_the_ids_of_questions_that_stay(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    form = await ada.form("/standup setup")
    asked = "What will you do next?\nAnything fun?\nWhat did you do since last time?"
    await ada.sends(form, {**SETTINGS, "questions": asked})
    with office.inside() as session:
        team = teams.at(session, "C-core")
        assert team is not None
        [standup] = standups.of_team(session, team.key)
        kept = {found.text: found.id for found in questions.parse(standup.questions)}
    assert kept["What will you do next?"] == "q2"
    assert kept["What did you do since last time?"] == "q1"
    assert kept["Anything fun?"] not in {"q1", "q2", "q3", "q4"}


async def test_a_change_leaves_the_questions_of_the_running_day_alone(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("09:30"))
    await ada.sends(
        await ada.form("/standup setup"), {**SETTINGS, "questions": "Only this from now on?"}
    )
    labels = [field.label for field in (await ben.form()).fields]
    assert "What did you do since last time?" in labels
    assert "Only this from now on?" not in labels
    await office.until(at("09:00", day=in_days(1)))
    assert "Only this from now on?" in ben.asked(in_days(1))[0].words


async def test_an_earlier_hour_set_in_the_morning_still_asks_today(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    office.now = at("08:30")
    await ada.sends(await ada.form("/standup setup"), {**SETTINGS, "hour": "08:00"})
    await office.until(at("08:31"))
    assert len(ben.asked()) == 1
    await office.until(at("12:00"))
    assert len(ben.asked()) == 1
    assert len(office.digests()) == 1


async def test_a_new_stand_up_set_up_during_the_day_starts_with_the_next_one(
    office: Office,
) -> None:
    ada = office.person("Ada")
    office.now = at("10:00")
    await set_up(office, ada)
    await office.until(at("20:00"))
    assert ada.asked() == []
    assert office.digests() == []
    await office.until(at("09:00", day=in_days(1)))
    assert len(ada.asked(in_days(1))) == 1


async def test_a_later_hour_set_after_the_question_asks_nobody_twice(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("09:30"))
    await ada.sends(await ada.form("/standup setup"), {**SETTINGS, "hour": "11:00"})
    await office.until(at("20:00"))
    assert len(ben.asked(MONDAY)) == 1
    assert len(office.digests()) == 1


async def test_a_shorter_window_set_after_its_close_still_brings_the_digest(
    office: Office,
) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("11:00"))
    await ada.sends(await ada.form("/standup setup"), {**SETTINGS, "window": "60"})
    await office.until(at("13:00"))
    assert len(office.digests()) == 1
