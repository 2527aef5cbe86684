"""Before a step over days ends, a kind word: to all where it is secret who has taken part, in private
only to those of whom it is known."""

from __future__ import annotations

from datetime import date, timedelta

from tests.flows.blocked import answered
from tests.flows.office import Office, at, in_days, opened
from tests.flows.retros import Circle, adds, card, circle, presses_private
from tests.flows.test_away import away

TUESDAY = in_days(1)


async def over_days(office: Office, **answers: str) -> Circle:
    """At “Collect” since Monday, 8:00, where each step takes 33 hours."""
    team = await circle(office)
    form = opened(await team.ada.commands("/retro start"))
    await team.ada.sends(form, answered(form, template="mad", way="async", hours="33", **answers))
    await team.ada.presses("Next: Collect", card(office))
    return team


async def grouping(team: Circle) -> None:
    """All have written something, and it is shown."""
    for who in team.members:
        await adds(who, Mad="Something")
    await team.ada.presses("Next: Group", card(team.office))


def reminders(office: Office, place: str = "C-core") -> list[str]:
    return [each.words for each in office.shown(place) if ":reminder:" in each.subject]


async def test_without_names_the_channel_is_reminded_and_nobody_apart(office: Office) -> None:
    team = await over_days(office)
    await adds(team.ben, Mad="Something")
    before = [each.id for each in office.ledger()]
    await office.until(at("15:00", day=TUESDAY))
    [said] = reminders(office)
    assert said.startswith("Cards for the retro of Core") and "nobody knows who has" in said
    fresh = [row for row in office.ledger() if row.id not in before and "retro:" in row.subject]
    assert {row.place for row in fresh} == {"C-core"}
    # With the step it goes; the next one that matters has its own.
    await office.until(at("17:00", day=TUESDAY))
    assert reminders(office) == []
    await team.ada.commands("/retro next")
    await team.ada.presses("Vote", card(office))
    await office.until(office.now + timedelta(hours=32))
    assert [each.split("\n")[0] for each in reminders(office)] == ["Votes for the retro of Core"]


async def test_with_names_those_without_a_card_hear_of_it_and_who_is_away_does_not(
    office: Office,
) -> None:
    team = await over_days(office, names="named")
    await adds(team.ben, Mad="Something")
    await team.ada.commands("/retro card Mad: typed in our chat", team.ada.place)
    await away(team.dev, TUESDAY)
    await office.until(at("15:00", day=TUESDAY))
    assert reminders(office) == []
    told = {who.name: reminders(office, who.ref) for who in team.members}
    assert told["Ben"] == told["Dev"] == told["Ada"] == []
    [said] = told["Chiara"]
    assert "Chiara, the retro of Core has no card of yours so far." in said


async def test_made_anonymous_meanwhile_nobody_is_told_apart(sqlite_office: Office) -> None:
    office = sqlite_office
    team = await over_days(office, names="named")
    await presses_private(team.ada, "Make it anonymous", await team.ada.commands("/retro status"))
    await office.until(at("15:00", day=TUESDAY))
    assert len(reminders(office)) == 1
    assert not any(reminders(office, who.ref) for who in team.members)


async def test_who_leads_is_reminded_of_what_only_they_can_do(sqlite_office: Office) -> None:
    office = sqlite_office
    team = await over_days(office)
    await grouping(team)
    await office.until(at("15:00", day=TUESDAY))
    [said] = reminders(office, team.ada.ref)
    assert "not grouped so far" in said and reminders(office) == []
    for _ in range(3):
        await team.ada.commands("/retro next")
    await office.until(office.now + timedelta(days=1, hours=7, minutes=30))
    assert "has no action so far" in reminders(office, team.ada.ref)[-1]


async def test_who_leads_and_is_away_is_left_in_peace(sqlite_office: Office) -> None:
    office = sqlite_office
    team = await over_days(office)
    await grouping(team)
    await away(team.ada, TUESDAY, date(2026, 11, 27))
    await office.until(at("16:00", day=TUESDAY))
    assert reminders(office, team.ada.ref) == []
