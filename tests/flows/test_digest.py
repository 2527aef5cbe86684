"""The digest: one message a day, for reading in a minute."""

from __future__ import annotations

import pytest

from handlers.cards import Bold, Text
from tests.flows.office import MONDAY, Office, Persona, at, in_days, set_up, told
from tests.flows.reading import mentions

TUESDAY = in_days(1)


async def test_it_comes_once_at_the_windows_close(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("09:30"))
    await ada.answers("Lists", "More lists")
    await office.until(at("12:59"))
    assert office.digests() == []
    await office.until(at("13:00"))
    assert "Monday 23 November" in office.digest().words
    await office.until(at("08:59", day=TUESDAY))
    assert len(office.digests()) == 1


async def test_blockers_come_first_and_nobody_is_pinged(office: Office) -> None:
    names = ("Ada", "Ben", "Cleo", "Dora")
    ada, ben, cleo, dora = (office.person(name) for name in names)
    late = office.person("Lou", zone="America/Los_Angeles")
    await set_up(office, ada, ben, cleo, dora, late)
    await office.until(at("09:30"))
    await ada.answers("Lists", "More lists")
    await ben.answers("Keys", "More keys", "The staging keys")
    await cleo.commands("/standup skip")
    await office.until(at("13:00"))
    digest = office.digest()
    assert mentions(digest.card) == []
    order = [
        digest.words.index(words)
        for words in ("Blocked", "Ben: The staging keys", "Cleo", "Lou", "No update: Dora")
    ]
    assert order == sorted(order)
    assert "2 of 5 answered" in digest.words
    titles = [
        part.spans[0].text
        for part in digest.card.parts
        if isinstance(part, Text) and isinstance(part.spans[0], Bold)
    ]
    assert titles[0] == "Blocked"


async def test_each_answer_is_one_reply_in_its_thread(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("09:30"))
    await ben.answers("Keys", "More keys")
    await ada.answers("Lists", "More lists")
    await office.until(at("13:00"))
    replies = office.thread(office.digest())
    assert ["Ben" in replies[0].words, "Ada" in replies[1].words] == [True, True]
    assert len(replies) == 2
    assert all(mentions(reply.card) == [] for reply in replies)


async def test_there_is_none_when_nobody_was_due(office: Office) -> None:
    guest = office.person("Gus", is_guest=True)
    ada = office.person("Ada")
    await set_up(office, ada, guest)
    await office.learns(ada, is_gone=True)
    await office.until(at("20:00", day=in_days(3)))
    assert office.digests() == []


@pytest.mark.parametrize("nothing", ["no", "No.", "Nothing", "-", "–", "none", "N/A", " nope "])
async def test_no_is_no_blocker(sqlite_office: Office, nothing: str) -> None:
    ada = sqlite_office.person("Ada")
    await set_up(sqlite_office, ada)
    await sqlite_office.until(at("09:30"))
    await ada.answers("Lists", "More lists", nothing)
    await sqlite_office.until(at("13:00"))
    digest = sqlite_office.digest()
    assert "Blocked" not in digest.words
    assert "Nobody is blocked." in digest.words


async def test_a_long_blocker_is_short_in_the_digest_and_whole_in_the_thread(
    office: Office,
) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    await office.until(at("09:30"))
    blocker = "waiting for the keys " * 50
    await ada.answers("Lists", "More lists", blocker)
    await office.until(at("13:00"))
    digest = office.digest()
    assert "the rest is in the thread" in digest.words
    assert len(digest.words) < 600
    assert blocker.strip() in office.thread(digest)[0].words


async def test_moods_are_averaged_from_three_on(office: Office) -> None:
    people = [office.person(name) for name in ("Ada", "Ben", "Cleo")]
    await set_up(office, *people)
    await office.until(at("09:30"))
    for person, mood in zip(people[:2], ("1", "4"), strict=True):
        await person.answers("Lists", "More lists", mood=mood)
    await office.until(at("13:00"))
    assert "mood" not in office.digest().words
    await people[2].answers("Lists", "More lists", mood="4")
    assert "mood 3.0 of 5" in office.digest().words


async def test_members_in_far_zones_are_taken_in_as_their_day_comes(office: Office) -> None:
    berlin = office.person("Bea")
    auckland = office.person("Aro", zone="Pacific/Auckland")
    angeles = office.person("Lou", zone="America/Los_Angeles")
    office.now = at("12:00", day=in_days(-1))
    await set_up(office, berlin, auckland, angeles)
    await office.until(at("10:00", "Pacific/Auckland"))
    await auckland.answers("Sheep", "More sheep")
    await office.until(at("13:00"))
    digest = office.digest()
    assert "1 of 3 answered" in digest.words
    assert "No update: Bea" in digest.words
    assert "Lou" in digest.words.split("No update")[0]
    await office.until(at("10:00", "America/Los_Angeles"))
    await angeles.answers("Films", "More films", "The rain")
    assert "2 of 3 answered" in office.digests()[0].words
    assert "Lou: The rain" in office.digests()[0].words
    await office.until(at("13:00", "America/Los_Angeles"))
    monday = [found for found in office.digests() if str(MONDAY) in found.subject]
    assert len(monday) == 1
    assert "No update: Bea" in monday[0].words


async def test_who_had_no_time_yet_is_silent_once_their_window_closes(office: Office) -> None:
    ada, lou = office.person("Ada"), office.person("Lou", zone="America/Los_Angeles")
    await set_up(office, ada, lou)
    await office.until(at("09:30"))
    await ada.answers("Lists", "More lists")
    await office.until(at("13:00"))
    assert "No update" not in office.digest().words
    await office.until(at("13:00", "America/Los_Angeles"))
    assert "No update: Lou" in office.digest().words
    assert "edited" not in office.digest().words


async def test_a_team_that_is_all_far_away_gets_its_digest_when_they_could_speak(
    office: Office,
) -> None:
    lou = office.person("Lou", zone="America/Los_Angeles")
    await set_up(office, lou)
    await office.until(at("16:00"))
    assert office.digests() == []
    await office.until(at("13:00", "America/Los_Angeles"))
    digest = office.digest()
    assert "No update: Lou" in digest.words
    assert "later than planned" not in digest.words


async def test_the_clocks_of_the_team_decide_through_a_change_of_clocks(office: Office) -> None:
    ada = office.person("Ada")
    # 2028: a year earlier, that Monday is a holiday.
    friday, monday = at("12:00", day=in_days(487)), in_days(490)
    office.now = friday
    await set_up(office, ada)
    await office.until(at("12:59", day=monday))
    assert len(ada.asked(monday)) == 1
    assert [found for found in office.digests() if str(monday) in found.subject] == []
    await office.until(at("13:00", day=monday))
    assert len([found for found in office.digests() if str(monday) in found.subject]) == 1


async def test_status_tells_members_who_has_answered(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    assert "Nobody has been asked yet." in await _status(ada)
    await office.until(at("09:30"))
    await ada.answers("Lists", "More lists")
    words = await _status(ben)
    assert "Answered: Ada" in words
    assert "Ben" in words
    outcome = await office.person("Sam").commands("/standup status")
    assert outcome.refused


async def _status(person: Persona) -> str:
    return told(await person.commands("/standup status"))


async def test_what_waits_shows_the_newest_digest_only(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("13:00"))
    before = len(office.ledger())
    for words in ("One", "Two", "Three"):
        await ada.answers(words, "Next")
    rows = [row for row in office.ledger() if row.subject.endswith(":digest")]
    assert len(rows) == 1
    assert len(office.ledger()) == before + 1
    assert "Three" in office.thread(office.digest())[0].words


async def test_days_without_the_stand_up_are_silent(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada, days="tue,thu")
    await office.until(at("23:00", day=in_days(6)))
    assert {found.subject.split(":")[2] for found in office.digests()} == {
        str(TUESDAY),
        str(in_days(3)),
    }


async def test_who_is_asked_at_the_very_moment_of_the_digest_is_still_to_come(
    office: Office,
) -> None:
    ada, hugo = office.person("Ada"), office.person("Hugo", zone="America/Sao_Paulo")
    await set_up(office, ada, hugo)
    await office.until(at("12:59"))
    office.now = at("13:00")
    # Several workers share the moments of one tick, so any of them may be the first.
    both = await office.database.run(office.claim_due)
    assert {due.kind for due in both} >= {"standup.ask", "standup.digest"}
    for due in sorted(both, key=lambda due: due.kind == "standup.ask"):
        await office.dispatch.handle_due(due)
    await office.deliver()
    assert "Still to come: Hugo" in office.digest().words
    # What is no change is no edit.
    assert [row.revision for row in office.ledger() if row.subject.endswith(":digest")] == [1]
    assert len(hugo.asked()) == 1


async def test_who_is_asked_late_after_the_digest_is_taken_into_it(office: Office) -> None:
    ada, hugo = office.person("Ada"), office.person("Hugo", zone="America/Sao_Paulo")
    await set_up(office, ada, hugo)
    await office.until(at("12:59"))
    office.now = at("13:30")
    both = await office.database.run(office.claim_due)
    for due in sorted(both, key=lambda due: due.kind == "standup.ask"):
        await office.dispatch.handle_due(due)
    await office.deliver()
    assert "Still to come: Hugo" in office.digest().words
