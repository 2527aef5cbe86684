"""A weeknote from its draft to its readers."""

from __future__ import annotations

from storage import actions, people, retros, teams, weeknotes
from storage.models import Action, Retro
from tests.flows.blocked import answered, presses_told
from tests.flows.noted import FRIDAY, chosen, copies, draft_of, drafts, edits, noted, points, rows
from tests.flows.office import Office, at, in_days, opened, told
from tests.flows.reading import words

THURSDAY = in_days(3)


async def test_the_draft_comes_a_day_before_to_whose_turn_it_is(office: Office) -> None:
    team = await noted(office)
    await office.until(at("14:59", day=THURSDAY))
    assert drafts(team.ada) == []
    await office.until(at("15:00", day=THURSDAY))
    said = draft_of(team.ada).words
    assert "Ada, it is your turn" in said
    assert "ticket machine" in said
    assert "winter timetable" in said
    assert at("15:00", day=FRIDAY).isoformat() in said
    assert "Good things" in said
    assert "meetings" not in said
    assert drafts(team.ben) == []
    assert copies(office) == []


async def test_names_of_who_did_what_are_not_in_it(office: Office) -> None:
    team = await noted(office)
    await office.until(at("15:00", day=THURSDAY))
    texts = [each.text for name in ("good", "next") for each in points(office, name)]
    assert texts
    for name in ("Ada", "Ben", "Chiara"):
        assert not any(name in text for text in texts)
    assert (
        "The team: Ada (scrum master), Ben, Chiara, Petra (product owner)"
        in draft_of(team.ada).words
    )


async def test_approved_it_goes_out_at_its_moment(office: Office) -> None:
    team = await noted(office)
    await office.until(at("15:00", day=THURSDAY))
    await team.ada.presses("Approve", draft_of(team.ada))
    assert "is approved" in draft_of(team.ada).words
    await office.until(at("14:59", day=FRIDAY))
    assert copies(office) == []
    await office.until(at("15:00", day=FRIDAY))
    [posted] = copies(office)
    assert "Core · Weeknote 1" in posted.words
    assert "27 November 2026" in posted.words
    assert "is posted" in team.ada.inbox()[-1].words


async def test_who_has_not_approved_is_reminded_and_then_it_is_held_back(office: Office) -> None:
    team = await noted(office)
    await office.until(at("12:00", day=FRIDAY))
    assert "waits for you" in team.ada.inbox()[-1].words
    await office.until(at("15:00", day=FRIDAY))
    assert copies(office) == []
    held = team.ada.inbox()[-1]
    assert "Weeknote 1 of Core is held back" in held.words
    await office.until(at("17:00", day=FRIDAY))
    await team.ada.presses("Approve and post", held)
    assert len(copies(office)) == 1


async def test_held_back_it_takes_in_the_next_week_and_says_so(office: Office) -> None:
    team = await noted(office)
    await office.until(at("15:00", day=THURSDAY))
    await edits(team.ada, "Learned things", points="Fog is no excuse.")
    await office.until(at("09:30", day=in_days(7)))
    await team.ben.answers("painted pier 4", "paint pier 5")
    await office.until(at("15:00", day=in_days(10)))
    assert "waits for you" in team.ada.inbox()[-1].words
    said = draft_of(team.ada).words
    assert at("15:00", day=in_days(11)).isoformat() in said
    assert "ticket machine" in said
    assert "pier 4" in said
    assert "Fog is no excuse." in said
    assert "23 November – 4 December 2026" in said


async def test_by_the_teams_choice_it_goes_out_as_it_is(office: Office) -> None:
    team = await noted(office)
    await chosen(team.ada, unapproved="post")
    await office.until(at("15:00", day=FRIDAY))
    assert len(copies(office)) == 1
    assert rows(office)[0].approved_by_id is None


async def test_a_section_is_edited_one_point_a_line(office: Office) -> None:
    team = await noted(office)
    await office.until(at("15:00", day=THURSDAY))
    before = points(office, "good")
    lines = [each.text for each in before]
    mine = "The harbour office likes the new machine."
    changed = [*reversed(lines[1:]), mine]
    await edits(team.ada, "Good things", points="\n".join(f"- {each}" for each in changed))
    after = points(office, "good")
    assert [each.text for each in after] == changed
    assert after[-1].origin == "added"
    assert after[0].sources == before[-1].sources
    assert mine in draft_of(team.ada).words


async def test_a_changed_point_keeps_what_it_comes_from(office: Office) -> None:
    team = await noted(office)
    await office.until(at("15:00", day=THURSDAY))
    [first, *_] = points(office, "good")
    await edits(team.ada, "Good things", points=first.text.replace(".", ", at last."))
    [after] = points(office, "good")
    assert (after.origin, after.sources) == ("edited", first.sources)
    shown = told(await team.ada.presses("Where it comes from", draft_of(team.ada)))
    assert "Stand-up, 23 November" in shown


async def test_seven_points_are_too_many_and_nothing_typed_is_lost(office: Office) -> None:
    team = await noted(office)
    await office.until(at("15:00", day=THURSDAY))
    form = opened(await team.ada.presses("Learned things", draft_of(team.ada)))
    outcome = await team.ada.sends(form, {"points": "\n".join("abcdefg")})
    assert outcome.errors and "6 is the most" in outcome.errors["points"]
    assert points(office, "learned") == []


async def test_drafting_again_keeps_what_was_written_by_hand(office: Office) -> None:
    team = await noted(office)
    await office.until(at("15:00", day=THURSDAY))
    await edits(team.ada, "What's next", points="We rest.")
    await team.ada.presses("Draft again", draft_of(team.ada))
    texts = [each.text for each in points(office, "next")]
    assert texts[0] == "We rest."
    assert len(texts) > 1


async def test_what_came_after_the_draft_is_in_it_if_nobody_has_touched_it(office: Office) -> None:
    team = await noted(office)
    await office.until(at("09:30", day=FRIDAY))
    await team.ben.answers("repaired the crane", "rest")
    await office.until(at("12:00", day=FRIDAY))
    assert "crane" in draft_of(team.ada).words


async def test_changed_after_it_is_posted_it_changes_everywhere(office: Office) -> None:
    team = await noted(office)
    office.channel("C-sponsors", team.ada, team.sam)
    await chosen(team.ada, place1="C-sponsors", contact="Petra")
    await team.sam.commands("/weeknote subscribe weekly", "C-core")
    await office.until(at("15:00", day=THURSDAY))
    await team.ada.presses("Post it now", draft_of(team.ada))
    everywhere = [copies(office), copies(office, "C-sponsors"), copies(office, team.sam.ref)]
    assert [len(each) for each in everywhere] == [1, 1, 1]
    assert "Questions? Ask Petra." in everywhere[1][0].words
    await edits(team.ada, "Opening and picture", opening="A calm week at the piers.")
    for place in ("C-core", "C-sponsors", team.sam.ref):
        [copy] = copies(office, place)
        assert "A calm week at the piers." in copy.words
        assert "edited" in copy.words


async def test_every_other_week_two_come_at_once(office: Office) -> None:
    team = await noted(office)
    await team.sam.commands("/weeknote subscribe fortnightly", "C-core")
    await chosen(team.ada, unapproved="post")
    await office.until(at("15:00", day=FRIDAY))
    assert copies(office, team.sam.ref) == []
    await office.until(at("10:00", day=in_days(7)))
    await team.ben.answers("painted pier 4", "paint pier 5")
    await office.until(at("15:00", day=in_days(11)))
    found = [each.words for each in copies(office, team.sam.ref)]
    assert ["Weeknote 1" in found[0], "Weeknote 2" in found[1]] == [True, True]


async def test_unsubscribed_nothing_comes(office: Office) -> None:
    team = await noted(office)
    await team.sam.commands("/weeknote subscribe weekly")
    assert "no longer" in told(await team.sam.commands("/weeknote subscribe off"))
    await office.until(at("15:00", day=THURSDAY))
    await team.ada.commands("/weeknote publish")
    assert copies(office, team.sam.ref) == []


async def test_a_wrong_word_gets_the_right_form_with_what_was_typed(office: Office) -> None:
    team = await noted(office)
    outcome = await team.sam.commands("/weeknote subscribe sometimes")
    assert outcome.refused
    assert "/weeknote subscribe sometimes" in told(outcome)


async def test_nothing_of_who_opted_out_is_drawn_on(office: Office) -> None:
    team = await noted(office)
    await team.chiara.commands("/weeknote opt-out")
    await team.ben.commands("/weeknote opt-in")
    await office.until(
        at("09:30", day=THURSDAY) if office.now < at("09:30", day=THURSDAY) else office.now
    )
    await office.until(at("15:00", day=THURSDAY))
    said = draft_of(team.ada).words
    assert "ticket machine" in said
    assert "drafted" not in said.casefold().replace("the draft of", "")
    assert "Chiara" not in said
    await team.ada.presses("Approve", draft_of(team.ada))
    await office.until(at("15:00", day=FRIDAY))
    assert "Chiara" not in copies(office)[0].words


async def test_who_opts_out_is_out_of_the_draft_at_once(office: Office) -> None:
    team = await noted(office)
    await office.until(at("15:00", day=THURSDAY))
    [theirs] = [each for each in points(office, "good") if "timetable" in each.text]
    kept = [each.text for each in points(office, "good") if each.text != theirs.text]
    await edits(team.ada, "Good things", points="\n".join([f"{theirs.text} Really.", *kept]))
    await team.chiara.commands("/weeknote opt-out")
    assert not any("timetable" in each.text for each in points(office, "good"))
    said = draft_of(team.ada).words
    assert "Really" not in said
    assert "Chiara" not in said
    assert "ticket machine" in said


async def test_a_draft_that_waits_stands_in_the_home_pane(office: Office) -> None:
    team = await noted(office)
    assert "Weeknote 1" not in words(await team.ada.opens_home())
    await office.until(at("15:00", day=THURSDAY))
    assert "Weeknote 1 of Core waits for you" in words(await team.ada.opens_home())
    assert "Weeknote 1" not in words(await team.ben.opens_home())


async def test_a_private_blocker_is_never_in_it_and_an_open_one_is(office: Office) -> None:
    team = await noted(office)
    await team.ben.commands("/blocker Waiting for the spare part from the shipyard")
    form = opened(await team.ben.commands("/blocker"))
    await team.ben.sends(form, answered(form, summary="Quarrel about the rota", private="yes"))
    await office.until(at("15:00", day=THURSDAY))
    texts = [each.text for each in points(office, "difficult")]
    assert any("spare part" in text for text in texts)
    assert "Quarrel" not in draft_of(team.ada).words


async def test_milestones_risks_and_goals_are_in_it(office: Office) -> None:
    team = await noted(office)
    await team.ada.commands("/weeknote milestone Winter timetable live by 4 December")
    await team.ada.commands("/weeknote risk Engine part comes late, likelihood high, impact high")
    await office.until(at("15:00", day=THURSDAY))
    said = draft_of(team.ada).words
    assert "Winter timetable live" in said
    assert "4 December" in said
    assert "Engine part comes late" in said
    assert "Winter timetable for all piers" in said


async def test_what_a_retro_agreed_is_in_it_and_no_card_is(office: Office) -> None:
    team = await noted(office)
    with office.inside() as session:
        core = teams.at(session, "C-core")
        ada = people.called(session, team.ada.ref)
        assert core is not None and ada is not None
        retro = retros.begin(
            session,
            Retro(
                team_id=core.key,
                facilitator_id=ada.key,
                template="x",
                started_at=office.now,
                moved_at=office.now,
            ),
            [("Sad", "")],
        )
        assert retro is not None
        [column] = retros.columns(session, retro.key)
        card = "The harbour master shouts at us"
        retros.reveal(session, retro.key, [(column.key, card, "")])
        now = office.now
        for words in ("Meet the harbour office each Monday", card, f"{card}, stop that"):
            action = Action(
                team_id=core.key,
                retro_id=retro.key,
                words=words,
                owner_id=ada.key,
                made_by_id=ada.key,
                made_at=now,
                step_at=now,
                due_day=FRIDAY,
            )
            actions.make(session, action)
        session.commit()
    await office.until(at("15:00", day=THURSDAY))
    said_now = draft_of(team.ada).words
    assert "harbour office each Monday" in said_now
    assert "shouts" not in said_now


async def test_the_next_editor_is_the_next_of_the_core(office: Office) -> None:
    team = await noted(office)
    await chosen(team.ada, unapproved="post")
    await office.until(at("15:00", day=FRIDAY))
    await office.until(at("15:00", day=in_days(10)))
    assert "Ben, it is your turn" in draft_of(team.ben).words
    assert "Weeknote 2" in draft_of(team.ben).words or "weeknote 2" in draft_of(team.ben).words


async def test_a_fixed_editor_has_it_each_time(office: Office) -> None:
    team = await noted(office)
    await chosen(team.ada, editor="fixed", person=team.petra.ref, unapproved="post")
    await office.until(at("15:00", day=in_days(11)))
    assert len(drafts(team.petra)) == 2
    assert drafts(team.ada) == []


async def test_who_is_away_is_passed_over(office: Office) -> None:
    team = await noted(office)
    await team.ada.commands("/standup away on Friday")
    await office.until(at("15:00", day=THURSDAY))
    assert "Ben, it is your turn" in draft_of(team.ben).words


async def test_only_its_editor_and_who_runs_the_team_may_change_it(office: Office) -> None:
    team = await noted(office)
    await office.until(at("15:00", day=THURSDAY))
    draft = draft_of(team.ada)
    for label in ("Good things", "Approve", "Draft again", "Where it comes from"):
        outcome = await team.ben.presses(label, draft)
        assert outcome.refused, label
        assert "Ask Ada" in told(outcome)
    assert (await team.ben.commands("/weeknote publish")).refused
    assert copies(office) == []
    assert not (await team.petra.presses("Good things", draft)).refused


async def test_the_core_may_preview_it_and_sponsors_may_not(office: Office) -> None:
    team = await noted(office)
    await office.until(at("15:00", day=THURSDAY))
    assert "ticket machine" in told(await team.ben.commands("/weeknote preview"))
    refused = await team.sam.commands("/weeknote preview")
    assert refused.refused
    assert "ticket" not in told(refused)


async def test_a_draft_by_command_comes_at_once(office: Office) -> None:
    team = await noted(office)
    said = told(await team.ada.commands("/weeknote draft"))
    assert "The draft of weeknote 1 is here" in said
    await office.until(at("15:00", day=THURSDAY))
    assert len(drafts(team.ada)) == 1
    assert len(rows(office)) == 1


async def test_pressed_twice_it_is_posted_once(office: Office) -> None:
    team = await noted(office)
    await office.until(at("15:00", day=THURSDAY))
    draft = draft_of(team.ada)
    await team.ada.presses("Post it now", draft)
    assert (await team.ada.presses("Post it now", draft)).refused
    await office.until(at("15:00", day=in_days(5)))
    assert len(copies(office)) == 1


async def test_a_skipped_one_is_not_posted(office: Office) -> None:
    team = await noted(office)
    await chosen(team.ada, unapproved="post")
    await office.until(at("15:00", day=THURSDAY))
    outcome = await team.ada.commands("/team cadence weeknote skip")
    if outcome.form is not None:
        await team.ada.sends(outcome.form, answered(outcome.form))
    await office.until(at("18:00", day=FRIDAY))
    assert copies(office) == []
    await office.until(at("15:00", day=in_days(11)))
    [posted] = copies(office)
    assert "Weeknote 1" in posted.words


async def test_what_was_told_is_not_told_again(office: Office) -> None:
    team = await noted(office)
    await chosen(team.ada, unapproved="post")
    await office.until(at("15:00", day=FRIDAY))
    first = {each.text for each in points(office, "good")}
    await office.until(at("09:30", day=in_days(7)))
    await team.ben.answers("painted pier 4", "paint pier 5")
    await office.until(at("15:00", day=in_days(11)))
    second = {each.text for each in points(office, "good")}
    assert not first & second
    assert any("pier 4" in text for text in second)


async def test_a_picture_needs_words_and_a_public_address(office: Office) -> None:
    team = await noted(office)
    await office.until(at("15:00", day=THURSDAY))
    form = opened(await team.ada.presses("Opening and picture", draft_of(team.ada)))
    outcome = await team.ada.sends(form, {"opening": "Hello.", "picture": "http://x/y.png"})
    assert {"picture", "alt"} == set(outcome.errors or {})
    given = {"picture": "https://x.example/y.png", "alt": "Pier 4 in the morning"}
    await team.ada.sends(form, {"opening": "Hello.", **given})
    assert "Pier 4 in the morning" in draft_of(team.ada).words


async def test_a_channel_that_takes_nothing_is_told_of_once(office: Office) -> None:
    team = await noted(office)
    office.chat.closed["C-sponsors"] = "not in channel"
    await chosen(team.ada, place1="C-sponsors", unapproved="post")
    await office.until(at("15:00", day=in_days(11)))
    found = [each for each in team.ada.inbox() if "could not be posted everywhere" in each.words]
    assert len(found) == 1


async def test_after_a_downtime_the_draft_comes_late_and_has_an_hour(office: Office) -> None:
    team = await noted(office)
    await office.after_downtime(at("16:00", day=FRIDAY))
    assert "later than planned" in draft_of(team.ada).words
    assert at("17:00", day=FRIDAY).isoformat() in draft_of(team.ada).words


async def test_what_stands_in_the_draft_can_be_found_once_it_is_posted(office: Office) -> None:
    team = await noted(office)
    await office.until(at("15:00", day=THURSDAY))
    with office.inside() as session:
        assert weeknotes.found(session, 1, ["ticket"], 5) == []
    await team.ada.commands("/weeknote publish")
    with office.inside() as session:
        [row] = rows(office)
        assert [each.key for each in weeknotes.found(session, row.team_id, ["TICKET"], 5)] == [
            row.key
        ]


async def test_only_who_runs_the_team_sets_up_and_imports(sqlite_office: Office) -> None:
    team = await noted(sqlite_office)
    for line in ("/weeknote setup", "/weeknote import"):
        assert (await team.ben.commands(line)).refused


async def test_with_nothing_drafted_preview_says_how_to_begin(sqlite_office: Office) -> None:
    team = await noted(sqlite_office)
    assert "/weeknote draft" in told(await team.ada.commands("/weeknote preview"))


async def test_not_yet_approved_takes_the_approval_back(sqlite_office: Office) -> None:
    team = await noted(sqlite_office)
    await sqlite_office.until(at("15:00", day=THURSDAY))
    await team.ada.presses("Approve", draft_of(team.ada))
    await team.ada.presses("Not yet approved", draft_of(team.ada))
    await sqlite_office.until(at("15:00", day=FRIDAY))
    assert copies(sqlite_office) == []


async def test_the_preview_has_a_way_to_edit(sqlite_office: Office) -> None:
    team = await noted(sqlite_office)
    await sqlite_office.until(at("15:00", day=THURSDAY))
    outcome = await team.ada.commands("/weeknote preview")
    assert "The draft of weeknote 1" in told(await presses_told(team.ada, "Edit", outcome))
