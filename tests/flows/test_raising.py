"""Logging a blocker: in one line, by form, from a message; and joining one that is there."""

from __future__ import annotations

from datetime import timedelta

from handlers.cards import ChoiceField
from handlers.events import Shortcut
from tests.flows.blocked import (
    answered,
    card,
    cards,
    crew,
    kinds,
    notices,
    presses_told,
    rows,
)
from tests.flows.office import Office, at, opened, set_up, told
from tests.flows.reading import mentions


async def test_one_line_logs_it_with_owner_and_moment_in_the_speakers_zone(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office, Ben="Europe/London")
    outcome = await team.ben.commands("/blocker No access to staging @Chiara by Friday 3pm")
    assert "Logged as blocker 1" in told(outcome)
    assert "Chiara can remove it" in told(outcome)
    shown = card(office)
    assert "No access to staging" in shown.words
    assert "Blocked: Ben" in shown.words and "Owner: Chiara" in shown.words
    assert "2026-11-27T15:00:00+00:00" in shown.words
    assert mentions(shown.card) == []


async def test_the_owner_and_the_scrum_master_hear_of_it_once_in_private(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await team.ben.commands("/blocker No access to staging @Chiara")
    assert ["thinks that you can help" in each.words for each in notices(team.chiara)] == [True]
    assert ["Somebody in your team" in each.words for each in notices(team.ada)] == [True]
    assert notices(team.ben) == notices(team.petra) == notices(team.sam) == []


async def test_what_happens_if_nothing_happens_stands_on_the_card(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await team.ben.commands("/blocker No access to staging @Chiara")
    words = card(office).words
    assert "If nothing happens: Chiara, 2026-11-24T09:00:00+00:00" in words
    assert "product owner, 2026-11-25T09:00:00+00:00" in words
    assert "sponsor, 2026-11-27T09:00:00+00:00" in words


async def test_a_moment_that_can_mean_two_is_asked_back_and_nothing_is_lost(
    office: Office,
) -> None:
    office.now = at("10:00")
    team = await crew(office)
    outcome = await team.ben.commands("/blocker No licence by Friday at 5")
    assert "05:00 or 17:00?" in told(outcome)
    assert [each.summary for each in rows(office)] == ["No licence"]
    await presses_told(team.ben, "Friday 27 November 2026 at 17:00", outcome)
    assert rows(office)[0].due_at == at("17:00", day=rows(office)[0].raised_at.date()) + timedelta(
        days=4
    )


async def test_words_that_are_no_moment_stay_in_the_text(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await team.ben.commands("/blocker Stopped by legal")
    assert [(each.summary, each.due_at) for each in rows(office)] == [("Stopped by legal", None)]


async def test_an_unknown_name_is_refused_with_what_was_typed(office: Office) -> None:
    team = await crew(office)
    outcome = await team.ben.commands("/blocker No access @Zoe by Friday")
    assert outcome.refused
    assert "@Zoe" in told(outcome) and "No access @Zoe by Friday" in told(outcome)
    assert rows(office) == []


async def test_who_is_in_two_teams_is_asked_which_one_outside_their_channels(
    office: Office,
) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await set_up(office, team.ada, team.ben, place="C-other", name="Other")
    form = opened(await team.ben.commands("/blocker No access by tomorrow", team.ben.place))
    assert {each.id for each in form.fields} >= {"team", "summary", "due"}
    offered = answered(form)
    assert offered["summary"] == "No access" and offered["due"] == "tomorrow"
    which = form.fields[0]
    assert isinstance(which, ChoiceField)
    [other] = [each.value for each in which.options if each.label == "Other"]
    await team.ben.sends(form, {**offered, "team": other})
    assert len(cards(office, "C-other")) == 1 and cards(office) == []


async def test_the_form_says_what_is_wrong_at_its_field(office: Office) -> None:
    team = await crew(office)
    form = opened(await team.ben.commands("/blocker"))
    outcome = await team.ben.sends(form, answered(form, summary="x" * 201, due="whenever"))
    assert outcome.errors is not None and set(outcome.errors) == {"summary", "due"}
    assert "whenever" in outcome.errors["due"]
    assert rows(office) == []


async def test_a_message_of_one_line_is_said_once(office: Office) -> None:
    team = await crew(office)
    where = office.origin(team.ada.ref)
    line = Shortcut(
        where, "blocker_log", office.key(), message="m", text="The build  server is full."
    )
    offered = answered(opened(await office.happens(line)))
    assert offered["summary"] == "The build server is full."
    assert "details" not in offered


async def test_a_message_becomes_a_blocker_with_its_link(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    link = "https://harbor.slack.com/archives/C-core/p1"
    outcome = await office.happens(
        Shortcut(
            office.origin(team.ada.ref),
            "blocker_log",
            office.key(),
            message="C-core/1",
            text="The build server is full.\nNothing goes out today.",
            author=team.ben.ref,
            link=link,
        )
    )
    form = opened(outcome)
    offered = answered(form)
    assert offered["summary"] == "The build server is full."
    assert offered["details"] == "The build server is full.\nNothing goes out today."
    assert offered["blocked"] == team.ben.ref
    await team.ada.sends(form, offered)
    [blocker] = rows(office)
    assert blocker.link == link
    assert "Raised by: Ada" in card(office).words and "Blocked: Ben" in card(office).words


async def test_one_that_is_open_already_is_offered_to_join(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await team.ben.commands("/blocker No access to the staging server @Chiara")
    outcome = await team.petra.commands("/blocker still no access to staging server")
    assert "sounds like one that is open already" in told(outcome)
    assert len(rows(office)) == 1
    joined = await presses_told(team.petra, "Join it", outcome)
    assert "You are with blocker 1" in told(joined)
    assert "Blocked: Ben, Petra" in card(office).words
    assert "Petra is stopped by this, too." in notices(team.chiara)[-1].words
    again = await presses_told(team.petra, "Join it", outcome)
    assert "already" in told(again) and kinds(office).count("joined") == 1


async def test_it_is_logged_all_the_same_where_somebody_insists(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await team.ben.commands("/blocker No access to the staging server @Chiara")
    outcome = await team.petra.commands("/blocker No access to staging server by tomorrow")
    form = opened(await presses_told(team.petra, "Log mine all the same", outcome))
    assert answered(form)["due"] == "tomorrow"
    await team.petra.sends(form, answered(form))
    assert [each.number for each in rows(office)] == [1, 2]


async def test_a_private_one_is_not_in_the_channel_and_not_for_others(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    form = opened(await team.ben.commands("/blocker"))
    given = answered(form, summary="My contract ends", owner=team.ada.ref, private="yes")
    await team.ben.sends(form, given)
    assert cards(office) == []
    [mine] = [each for each in team.ben.inbox() if each.subject.endswith(":card")]
    peeked = await team.chiara.presses("More", mine)
    assert peeked.refused and "not for you to see" in told(peeked)
    assert "My contract ends" in told(await team.ada.presses("More", mine))


async def test_who_may_see_it_is_changed_later(office: Office) -> None:
    office.now = at("10:00")
    team = await crew(office)
    await team.ben.commands("/blocker My contract ends @Ada")
    whole = await team.ben.presses("More", card(office))
    form = opened(await presses_told(team.ben, "Change", whole))
    for _ in range(2):
        done = await team.ben.sends(form, answered(form, private="yes"))
        assert done.errors is None and "changed" in told(done)
        assert cards(office) == []
        [mine] = [each for each in team.ben.inbox() if each.subject.endswith(":card")]
        assert (await team.chiara.presses("More", mine)).refused
        refused = await team.ada.sends(form, answered(form, private=""))
        assert refused.errors is not None and set(refused.errors) == {"private"}
        assert cards(office) == []
        await team.ben.sends(form, answered(form, private=""))
        assert "My contract ends" in card(office).words
        assert not [each for each in team.ben.inbox() if each.subject.endswith(":card")]
    more = told(await team.chiara.presses("More", card(office)))
    assert more.count("Ben made it private") == more.count("Ben showed it to the team") == 2


async def test_somebody_else_may_log_it_for_a_team_and_a_guest_may_not(office: Office) -> None:
    office.now = at("10:00")
    await crew(office)
    dana, gus = office.person("Dana"), office.person("Gus", is_guest=True)
    assert "Logged as blocker 1" in told(await dana.commands("/blocker The API returns 500"))
    refused = await gus.commands("/blocker Our invoice is not paid")
    assert refused.refused and len(rows(office)) == 1
