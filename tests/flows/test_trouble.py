"""Channels close, people go, things break."""

from __future__ import annotations

import asyncio

import pytest

from handlers.events import Commanded, FormSent, Pressed, Undeliverable
from handlers.registry import everything
from handlers.replies import Post, channel
from handlers.routing import Desk, Replies
from handlers.standup.views import note
from storage import dues, people, seen, standups
from storage.session import Database
from tests.flows.office import MONDAY, SETTINGS, Office, Persona, at, in_days, set_up, told

TUESDAY = in_days(1)


@pytest.fixture
async def ada(office: Office) -> Persona:
    someone = office.person("Ada")
    await set_up(office, someone, office.person("Ben"))
    await office.until(at("09:30"))
    return someone


def about(person: Persona, what: str) -> int:
    return len([found for found in person.inbox() if what in found.subject])


async def test_an_archived_channel_pauses_and_the_scrum_master_is_told_once(
    office: Office, ada: Persona
) -> None:
    await office.archives()
    await office.archives()
    assert about(ada, "paused") == 1
    assert about(Persona(office, "U-Ben"), "paused") == 0
    await office.until(at("20:00", day=TUESDAY))
    assert about(ada, "paused") == 1
    assert ada.reminders() == []
    assert ada.asked(TUESDAY) == []
    assert office.digests() == []


async def test_what_was_answered_before_the_archive_comes_when_the_channel_is_back(
    office: Office, ada: Persona
) -> None:
    await ada.answers("Lists", "More lists", "The keys")
    await office.archives()
    await office.until(at("18:00", day=TUESDAY))
    await office.restores()
    digest = office.digest()
    assert "Monday 23 November" in digest.words
    assert "Ada: The keys" in digest.words
    assert "later than planned" in digest.words
    assert len(office.thread(digest)) == 1
    assert about(ada, "resumed") == 1
    await office.until(at("09:00", day=in_days(2)))
    assert len(ada.asked(in_days(2))) == 1
    assert len(office.digests()) == 1


async def test_a_digest_of_weeks_ago_is_not_posted_on_return(office: Office, ada: Persona) -> None:
    await ada.answers("Lists", "More lists")
    await office.archives()
    await office.until(at("18:00", day=in_days(21)))
    await office.restores()
    assert office.digests() == []
    await office.until(at("18:00", day=in_days(22)))
    assert "Tuesday 15 December" in office.digest().words


async def test_an_answer_given_while_paused_is_in_the_digest_on_return(
    office: Office, ada: Persona
) -> None:
    ben = Persona(office, "U-Ben")
    await office.bot_is_removed()
    await ada.answers("Lists", "More lists")
    for words in ("Keys", "More keys", "-", "-"):
        await ben.says(words)
    await office.until(at("16:00"))
    await office.bot_is_invited()
    assert "2 of 2 answered" in office.digest().words
    assert len(office.thread(office.digest())) == 2


async def test_a_digest_that_could_not_be_posted_is_up_to_date_when_it_comes(
    office: Office, ada: Persona
) -> None:
    office.chat.closed["C-core"] = "archived"
    await office.until(at("13:00"))
    assert office.digests() == []
    assert about(ada, "paused") == 1
    await ada.answers("Lists", "More lists", "The keys")
    assert about(ada, "paused") == 1
    await office.restores()
    assert "Ada: The keys" in office.digest().words
    assert len(office.thread(office.digest())) == 1


async def test_back_within_the_window_who_was_not_asked_is_asked_late(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    office.now = at("08:30")
    await office.bot_is_removed()
    await office.until(at("10:00"))
    assert ben.asked() == []
    await office.bot_is_invited()
    await office.until(at("10:01"))
    [asked] = ben.asked()
    assert "later than planned" in asked.words
    await office.until(at("13:00"))
    assert len(office.digests()) == 1


async def test_a_pause_over_the_whole_window_asks_nothing_afterwards(office: Office) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    office.now = at("08:30")
    await office.bot_is_removed()
    await office.until(at("16:00"))
    await office.bot_is_invited()
    await office.until(at("20:00"))
    assert ada.asked() == []
    assert office.digests() == []


async def test_setting_up_before_the_bot_is_invited_tells_what_to_do(office: Office) -> None:
    ada = office.person("Ada")
    office.chat.closed["C-core"] = "not in channel"
    await set_up(office, ada)
    [paused] = [found for found in ada.inbox() if "paused" in found.subject]
    assert "Add Drumbeat there" in paused.words
    await office.bot_is_invited()
    await office.until(at("09:00"))
    assert len(ada.asked()) == 1


async def test_a_message_that_somebody_deleted_pauses_nothing(office: Office, ada: Persona) -> None:
    await office.until(at("13:00"))
    digest = office.digest()
    gone = Undeliverable(office.origin("", "C-core"), digest.subject, "C-core", "message gone", "k")
    await office.happens(gone)
    assert about(ada, "paused") == 0
    await office.until(at("09:00", day=TUESDAY))
    assert len(ada.asked(TUESDAY)) == 1


async def test_an_uninstall_stops_everything(office: Office, ada: Persona) -> None:
    office.now = at("10:00")
    for due in office.claim_due():
        await office.dispatch.handle_due(due)
    await office.is_uninstalled()
    before = len(office.ledger())
    await office.until(at("20:00", day=TUESDAY))
    assert len(office.ledger()) == before
    assert not [row for row in office.ledger() if row.state == "waiting"]
    assert ada.reminders() == []
    assert office.digests() == []
    outcome = await ada.commands("/standup")
    assert "not installed" in told(outcome)


async def test_after_a_failure_nothing_is_kept_and_the_words_come_back(
    database: Database,
) -> None:
    router = everything()

    @router.form("broken")
    def broken(desk: Desk, event: FormSent) -> Replies:
        assert seen.first_time(desk.session.connection(), desk.workspace_id, "inside", desk.now)
        raise RuntimeError("broken on purpose")

    @router.button("broken")
    def broken_button(desk: Desk, event: Pressed) -> Replies:
        raise RuntimeError("broken on purpose")

    @router.command("broken", usage="<words>", hint="fail")
    def broken_command(desk: Desk, event: Commanded) -> Replies:
        raise RuntimeError("broken on purpose")

    office = Office(database, router=router)
    ada = office.person("Ada")
    await set_up(office, ada)
    wakes, rows = office.wakes, len(office.ledger())
    where = office.origin(ada.ref)
    typed = {"a": "A careful answer", "b": ""}
    for event in (
        FormSent(where, "broken", {}, typed, "e-form"),
        Pressed(where, "broken", {}, "m1", "e-press", typed),
        Commanded(where, "broken", "A careful answer", "e-command"),
    ):
        outcome = await office.happens(event)
        assert outcome.refused
        assert "Sorry, something went wrong on my side (number " in told(outcome)
        assert "Nothing was saved." in told(outcome)
        assert "A careful answer" in told(outcome)
        assert "RuntimeError" not in told(outcome)
    assert (office.wakes, len(office.ledger())) == (wakes, rows)
    with office.inside() as session:
        for key in ("inside", "e-form", "e-press", "e-command"):
            mark = seen.mark(key)
            assert seen.first_time(session.connection(), office.workspace_id, mark, office.now)
        session.rollback()


async def test_a_moment_whose_handler_fails_is_tried_again_as_if_never_handled(
    database: Database,
) -> None:
    router = everything()
    fails = iter([True, False])

    @router.due("shaky", title="Shaky")
    def shaky(desk: Desk, _due: object) -> Replies:
        if next(fails):
            raise RuntimeError("broken on purpose")
        return [Post(channel("C-core"), "shaky", note("Done"))]

    office = Office(database, router=router)
    with office.inside() as session:
        dues.plan(session, "shaky:1", "shaky", at("09:00"))
        session.commit()
    office.now = at("09:00")
    [due] = office.claim_due()
    with pytest.raises(RuntimeError):
        await office.dispatch.handle_due(due)
    assert office.ledger() == []
    await office.dispatch.handle_due(due)
    await office.dispatch.handle_due(due)
    assert [row.subject for row in office.ledger()] == ["shaky"]


async def test_unknown_commands_bring_the_right_forms_and_the_typed_words(
    office: Office, ada: Persona
) -> None:
    outcome = await ada.commands("/standup dance tonight")
    assert outcome.refused
    assert "“/standup dance tonight”" in told(outcome)
    assert "/standup skip" in told(outcome)


async def test_help_names_every_command(office: Office, ada: Persona) -> None:
    words = told(await ada.commands("/drumbeat help"))
    for command in office.router.commands:
        assert command.form in words
        assert command.hint in words


async def test_answers_at_the_same_moment_are_all_in_the_digest(office: Office) -> None:
    team = [office.person(f"P{n}") for n in range(6)]
    await set_up(office, *team)
    await office.until(at("13:30"))
    sendings = [
        person.sending(await person.form(), {"q1": f"Did {person.name}", "q2": "x", "q3": "Help"})
        for person in team
    ]
    outcomes = await asyncio.gather(*(office.dispatch.handle(event) for event in sendings))
    assert not any(outcome.refused for outcome in outcomes)
    await office.deliver()
    assert "6 of 6 answered" in office.digest().words
    assert all(f"P{n}: Help" in office.digest().words for n in range(6))
    assert len(office.thread(office.digest())) == 6


async def test_an_answer_at_the_moment_of_the_digest_is_not_lost(office: Office) -> None:
    team = [office.person(f"P{n}") for n in range(4)]
    await set_up(office, *team)
    await office.until(at("12:59"))
    sendings = [
        person.sending(await person.form(), {"q1": "Done", "q2": "x", "q3": "Help"})
        for person in team
    ]
    office.now = at("13:00")
    moments = office.claim_due()
    await asyncio.gather(
        *(office.dispatch.handle(event) for event in sendings[:2]),
        *(office.dispatch.handle_due(due) for due in moments),
        *(office.dispatch.handle(event) for event in sendings[2:]),
    )
    await office.deliver()
    assert "4 of 4 answered" in office.digest().words
    assert len(office.thread(office.digest())) == 4


async def test_two_messages_at_the_same_moment_answer_two_questions(
    office: Office, ada: Persona
) -> None:
    await asyncio.gather(ada.says("one"), ada.says("two"))
    with office.inside() as session:
        prompt = standups.prompt(session, 1, _key(office), MONDAY)
    assert prompt is not None
    assert sorted(prompt.said.values()) == ["one", "two"]


def _key(office: Office) -> int:
    with office.inside() as session:
        found = people.called(session, "U-Ada")
    assert found is not None
    return found.key


async def test_one_form_sent_from_two_windows_at_the_same_moment_is_kept_once(
    office: Office, ada: Persona
) -> None:
    form = await ada.form()
    sendings = [ada.sending(form, {"q1": words, "q2": "x"}) for words in ("One", "Two")]
    outcomes = await asyncio.gather(*(office.dispatch.handle(event) for event in sendings))
    assert not any(outcome.refused for outcome in outcomes)
    await office.deliver()
    with office.inside() as session:
        assert len(standups.entries_on(session, 1, MONDAY)) == 1


async def test_two_setups_at_the_same_moment_make_one_stand_up(office: Office) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    office.channel("C-core", ada, ben)
    forms = [await person.form("/standup setup") for person in (ada, ben)]
    await asyncio.gather(
        office.dispatch.handle(ada.sending(forms[0], SETTINGS)),
        office.dispatch.handle(ben.sending(forms[1], SETTINGS)),
    )
    await office.deliver()
    await office.until(at("09:00"))
    assert len(ada.asked()) == len(ben.asked()) == 1
