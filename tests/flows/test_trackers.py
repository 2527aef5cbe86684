"""Tickets that are named in a blocker lead to the team's trackers."""

from __future__ import annotations

from handlers.cards import Bullets, Card, Link, Small, Spans, Text
from tests.flows.blocked import Crew, card, crew, does, notices
from tests.flows.office import Office, at, opened, told

LINES = "https://harbor.atlassian.net\nhttps://github.com/harbor/timetable"
PORT_12 = "https://harbor.atlassian.net/browse/PORT-12"
NUMBER_45 = "https://github.com/harbor/timetable/issues/45"


def links(shown: Card) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in shown.parts:
        lines: tuple[Spans, ...] = ()
        if isinstance(part, Text | Small):
            lines = (part.spans,)
        elif isinstance(part, Bullets):
            lines = part.items
        found |= {
            each.text: each.url for spans in lines for each in spans if isinstance(each, Link)
        }
    return found


async def tracked(office: Office) -> Crew:
    office.now = at("10:00")
    team = await crew(office)
    form = opened(await team.ada.commands("/team trackers"))
    said = told(await team.ada.sends(form, {"lines": LINES}))
    assert "Jira: https://harbor.atlassian.net" in said
    assert "GitHub: https://github.com/harbor/timetable" in said
    return team


async def test_a_key_leads_there_wherever_a_blocker_s_words_are_shown(office: Office) -> None:
    team = await tracked(office)
    await team.ben.commands("/blocker PORT-12 waits for #45 @Chiara")
    both = {"PORT-12": PORT_12, "#45": NUMBER_45}
    assert links(card(office).card) == both
    assert links(notices(team.chiara)[0].card) == both
    for line in ("/blocker list", "/blocker mine", "/blocker PORT-12 waits for #45"):
        assert links((await team.ben.commands(line)).whispers[0]) == both
    assert both.items() <= links(await team.ben.opens_home()).items()


async def test_so_it_does_in_what_is_said_about_it_and_how_it_was_resolved(office: Office) -> None:
    team = await tracked(office)
    await team.ben.commands("/blocker The import fails @Chiara")
    await does(team.chiara, "Resolve", card(office), words="Fixed, see PORT-12.")
    assert links(card(office).card) == {"PORT-12": PORT_12}
    assert "In there: PORT-12" in card(office).words
    assert links(notices(team.ben)[-1].card) == {"PORT-12": PORT_12}
    assert links((await team.ben.presses("More", card(office))).whispers[0]) == {"PORT-12": PORT_12}


async def test_without_trackers_a_key_is_a_word_and_an_address_leads_there(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await team.ben.commands(f"/blocker PORT-12 and {NUMBER_45} @Chiara")
    assert links(card(office).card) == {"harbor/timetable#45": NUMBER_45}
    assert "PORT-12 and harbor/timetable#45" in card(office).words


async def test_only_who_runs_the_team_sets_them_and_a_wrong_line_is_said(office: Office) -> None:
    team = await tracked(office)
    assert (await team.ben.commands("/team trackers")).refused
    form = opened(await team.ada.commands("/team trackers"))
    assert form.fields[0].value == LINES  # type: ignore[union-attr]
    wrong = await team.ada.sends(form, {"lines": "https://tickets.example.org"})
    assert wrong.errors == {
        "lines": "Whose is tickets.example.org? Say it like “Jira https://tickets.example.org”."
    }
    assert (await team.ben.sends(form, {"lines": ""})).refused
    assert "lead nowhere" in told(await team.ada.sends(form, {}))
    await team.ben.commands("/blocker PORT-12 @Chiara")
    assert links(card(office).card) == {}


async def test_so_it_does_in_the_digest_of_a_stand_up(office: Office) -> None:
    team = await tracked(office)
    await team.ben.answers("Tests", "More tests", "Waiting for PORT-12")
    await office.until(at("13:30"))
    assert links(office.digest().card) == {"PORT-12": PORT_12}
    assert "Ben: Waiting for PORT-12" in office.digest().words
