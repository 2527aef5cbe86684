"""What the clock does with polls: it counts, reminds and closes."""

from __future__ import annotations

from datetime import timedelta

from handlers.polls.rules import rest
from tests.flows.office import Office, Persona, Shown, at, in_days
from tests.flows.polled import (
    ASKED,
    asks,
    card,
    crew,
    labels,
    more,
    poll,
    presses_on,
    slips,
    votes,
)
from tests.flows.reading import mentions


def reminders(who: Persona) -> list[str]:
    return [each.words for each in _reminders(who)]


def _reminders(who: Persona) -> list[Shown]:
    return [
        each
        for each in who.inbox()
        if each.subject.startswith("poll:") and ":remind:" in each.subject
    ]


async def test_a_deadline_closes_it_and_says_so_in_the_thread(office: Office) -> None:
    ada, ben, chiara, _ = await crew(office)
    await ada.commands(f"{ASKED} until 11:30")
    for who in (ada, ben, chiara):
        await votes(who, "Soup")
    await office.until(at("11:29"))
    assert poll(office).closed_at is None
    await office.until(at("11:30"))
    assert "closed at its deadline" in card(office).words
    [told] = office.thread(card(office))
    assert told.words == "The poll is closed. “Soup” comes first with 3 votes from 3 people."
    assert slips(office) == []
    assert not any(name.startswith("poll:") for name in office.dues())


async def test_the_count_goes_up_on_a_clock_of_its_own(office: Office) -> None:
    ada, ben, *_ = await crew(office)
    await ada.commands(ASKED)
    before = office.ledger()
    await votes(ben, "Soup")
    assert office.ledger() == before
    assert "Nobody has answered yet" in card(office).words
    await office.until(at("08:05"))
    assert "One has answered" in card(office).words


async def test_a_live_tally_without_names_changes_by_three_at_least(office: Office) -> None:
    names = [f"P{number}" for number in range(9)]
    people = await crew(office, *names)
    await people[0].commands(f"{ASKED} live until tomorrow 17:00")
    opened = office.now
    seen: list[tuple[int, int]] = []
    for number, who in enumerate(people, start=1):
        await votes(who, "Soup")
        await office.until(office.now + rest(opened, office.now) + timedelta(minutes=1))
        shown = (poll(office).tally or {"answered": 0})["answered"]
        assert (f"Soup – {shown} votes" in card(office).words) == bool(shown)
        seen.append((number, shown))
    assert [shown for _, shown in seen] == [0, 0, 3, 3, 3, 6, 6, 6, 9]
    # Taken back and given anew, it is the same number of answers: nothing moves.
    await presses_on(people[0], "Take it back", await more(people[0]))
    await votes(people[0], "Pizza")
    await office.until(at("15:00", day=in_days(1)))
    assert "Soup – 9 votes" in card(office).words


async def test_who_has_not_answered_is_reminded_once_in_their_working_hours(office: Office) -> None:
    ada, ben, chiara, dev = await crew(office)
    grace = office.person("Grace", zone="America/New_York")
    await office.joins(grace)
    await dev.commands("/standup away today")
    await asks(ada, names="yes", until="today 18:00", more="remind")
    await votes(ben, "Soup")
    await office.until(at("17:30"))
    assert (len(reminders(ada)), len(reminders(ben)), len(reminders(dev))) == (1, 0, 0)
    assert len(reminders(grace)) == 1
    assert "Chiara, this poll still waits for you." in reminders(chiara)[0]
    [sent] = _reminders(chiara)
    assert mentions(sent.card) == []
    # It can be answered where it is.
    await chiara.presses("Pizza", sent)
    assert "Pizza – 1 vote" not in card(office).words
    await office.until(at("18:00"))
    assert "Pizza – 1 vote, 50 %: Chiara" in card(office).words


async def test_a_deadline_after_the_weekend_is_reminded_of_before_it(office: Office) -> None:
    ada, ben, *_ = await crew(office)
    await asks(ada, names="yes", until="Monday 30 November 9:00", more="remind")
    planned = {name: when for name, when in office.dues().items() if ":remind:" in name}
    assert list(planned.values()) == [at("16:00", day=in_days(4))]
    await office.until(at("08:00", day=in_days(7)))
    assert len(reminders(ben)) == 1


async def test_without_names_the_channel_is_reminded_and_nobody_in_it(office: Office) -> None:
    ada, ben, chiara, _ = await crew(office)
    await asks(ada, until="today 17:00", more="remind")
    await votes(ben, "Soup")
    await office.until(at("15:30"))
    [told] = office.thread(card(office))
    assert "Still open until" in told.words
    assert "One has answered so far." in told.words
    assert mentions(told.card) == []
    assert reminders(chiara) == []


async def test_nobody_is_reminded_of_what_is_closed(office: Office) -> None:
    ada, ben, *_ = await crew(office)
    await asks(ada, names="yes", until="today 17:00", more="remind")
    await presses_on(ada, "Close it now", await more(ada))
    await office.until(at("18:00"))
    assert reminders(ben) == []
    assert labels(card(office).card) == []


async def test_after_downtime_it_closes_late_and_reminds_nobody(office: Office) -> None:
    ada, ben, chiara, _ = await crew(office)
    await asks(ada, names="yes", until="today 17:00", more="remind")
    await votes(ben, "Soup")
    await office.after_downtime(at("09:00", day=in_days(1)))
    assert "“Soup” comes first with 1 vote from one person." in card(office).words
    assert reminders(chiara) == []


async def test_when_the_bot_is_removed_nothing_sealed_is_left(office: Office) -> None:
    ada, ben, *_ = await crew(office)
    await ada.commands(ASKED)
    await votes(ben, "Soup")
    assert len(slips(office)) == 1
    await office.is_uninstalled()
    assert slips(office) == []
    assert poll(office).closed_at is not None


async def test_a_poll_that_cannot_be_posted_comes_back_to_who_asked(office: Office) -> None:
    ada, *_ = await crew(office)
    office.chat.closed["C-core"] = "not in channel"
    await ada.commands(ASKED)
    assert poll(office).closed_at is not None
    [told] = [each.words for each in ada.inbox() if each.subject.startswith("poll:")]
    assert told == (
        "I can't show your poll: I am not in its channel. Once I can post there, ask it again:\n"
        "/poll “Where to for lunch?” “Pizza” “Sushi” “Soup”"
    )
    assert not any(name.startswith("poll:") for name in office.dues())
    del office.chat.closed["C-core"]
    again = await ada.commands(told.split("\n")[1])
    assert not again.refused
