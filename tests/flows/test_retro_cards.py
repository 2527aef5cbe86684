"""Cards: put into the box, hidden until all are shown, changed by their holder alone."""

from __future__ import annotations

from sqlmodel import select

from handlers.cards import Form
from handlers.events import Pressed
from storage.models import Delivery, Slip
from tests.flows.dumps import dump
from tests.flows.office import Office, Persona, opened, told
from tests.flows.reading import buttons
from tests.flows.retros import (
    Circle,
    adds,
    card,
    cards,
    collecting,
    field,
    phase,
    presses_private,
    rows,
    slips,
)


async def opens_add(who: Persona) -> Form:
    return opened(await who.presses("Add cards", card(who.office)))


async def test_each_line_becomes_a_card_that_only_its_holder_has_seen(office: Office) -> None:
    team = await collecting(office)
    outcome = await adds(team.ben, Learned="Pairing saves time\nWe test too late")
    said = told(outcome)
    assert "Your 2 cards are in the box." in said and "We test too late" in said
    assert "Only this message can change them, as I don’t know whose they are." in said
    assert cards(office) == []
    for message in office.shown("C-core"):
        assert "Pairing" not in message.words


async def test_the_channel_does_not_change_while_cards_come_in(office: Office) -> None:
    team = await collecting(office)
    before = [(row.id, row.revision, row.content) for row in office.ledger()]
    await adds(team.ben, Learned="Pairing saves time")
    await team.ben.presses("I’m done", card(office))
    assert [(row.id, row.revision, row.content) for row in office.ledger()] == before


async def test_all_cards_come_out_together_and_the_box_is_burnt(office: Office) -> None:
    team = await collecting(office)
    for who in team.members:
        await adds(who, Learned=f"Something {who.name} thinks")
    await team.ada.presses("Next: Group", card(office))
    shown = card(office).words
    for who in team.members:
        assert f"Learned – Something {who.name} thinks" in shown
    assert slips(office) == []
    assert all(each.name == "" for each in cards(office))


async def test_a_card_is_changed_and_taken_back_with_its_token(office: Office) -> None:
    team = await collecting(office)
    outcome = await adds(team.ben, Learned="Pairing saves time\nWe test too late")
    form = opened(await presses_private(team.ben, "Change", outcome, 1))
    column = field(form, "column")
    changed = await team.ben.sends(form, {"column": column.value, "text": "We test at the end"})
    assert "Your card is changed." in told(changed)
    await presses_private(team.ben, "Take back", outcome, 0)
    await adds(team.ada, Learned="One")
    await adds(team.dev, Learned="Two")
    await shown_all_the_same(team)
    texts = sorted(each.text for each in cards(office))
    assert texts == ["One", "Two", "We test at the end"]


async def shown_all_the_same(team: Circle) -> None:
    outcome = await team.ada.presses("Next: Group", card(team.office))
    if outcome.whispers and "[Show the cards all the same]" in told(outcome):
        await presses_private(team.ada, "Show the cards all the same", outcome)


async def test_nobody_changes_a_card_without_its_token(office: Office) -> None:
    team = await collecting(office)
    outcome = await adds(team.ben, Learned="Pairing saves time")
    [change] = [each for each in buttons(outcome.whispers[0]) if each.label == "Change"]
    for token in ("", "made up", change.args["token"][:-1]):
        made_up = Pressed(
            office.origin(team.ada.ref),
            change.action,
            {**change.args, "token": token},
            "whispered",
            office.key(),
        )
        refused = await office.happens(made_up)
        assert refused.refused and "no longer in the box" in told(refused)


async def test_a_form_that_is_sent_twice_puts_its_cards_once(office: Office) -> None:
    team = await collecting(office)
    form = await opens_add(team.ben)
    answers = {form.fields[0].id: "Once"}
    await team.ben.sends(form, answers)
    await team.ben.sends(form, answers)
    await adds(team.ada, Learned="One")
    await adds(team.dev, Learned="Two")
    await team.ada.presses("Next: Group", card(office))
    assert sorted(each.text for each in cards(office)) == ["Once", "One", "Two"]


async def test_who_wants_to_puts_a_name_on_a_card(office: Office) -> None:
    team = await collecting(office)
    await adds(team.ben, Learned="I broke the build, sorry", own="yes")
    await adds(team.ada, Learned="One")
    await adds(team.dev, Learned="Two")
    await team.ada.presses("Next: Group", card(office))
    assert "I broke the build, sorry (Ben)" in card(office).words
    assert sorted(each.name for each in cards(office)) == ["", "", "Ben"]


async def test_a_card_that_was_shown_changes_no_more(office: Office) -> None:
    team = await collecting(office)
    outcomes = [await adds(who, Learned=f"From {who.name}") for who in team.members]
    form = opened(await presses_private(team.ben, "Change", outcomes[1]))
    add = await opens_add(team.ben)
    await team.ada.presses("Next: Group", card(office))
    for label in ("Change", "Take back"):
        refused = await presses_private(team.ben, label, outcomes[1])
        assert "have been shown" in told(refused)
    late = await team.ben.sends(form, {"column": "1", "text": "Too late"})
    assert "You typed:\nToo late" in told(late)
    late = await team.ben.sends(add, {add.fields[0].id: "Too late as well"})
    assert "You typed:\nToo late as well" in told(late)
    assert len(cards(office)) == 4


async def test_a_retro_with_names_shows_them_and_can_become_anonymous(office: Office) -> None:
    team = await collecting(office, names="named")
    assert "with the names of who wrote them" in card(office).words
    await adds(team.ben, Learned="From Ben")
    panel = await team.ada.commands("/retro status")
    await presses_private(team.ada, "Make it anonymous", panel)
    assert "Nobody can see whose they are" in card(office).words
    await adds(team.ada, Learned="One")
    await adds(team.dev, Learned="Two")
    await team.ada.presses("Next: Group", card(office))
    assert all(each.name == "" for each in cards(office))
    assert "Make it anonymous" not in told(await team.ada.commands("/retro status"))


async def test_names_stand_on_the_cards_of_a_retro_with_names(office: Office) -> None:
    team = await collecting(office, names="named")
    await adds(team.ben, Learned="From Ben")
    await adds(team.ada, Learned="From Ada")
    await team.ada.presses("Next: Group", card(office))
    assert "From Ben (Ben)" in card(office).words


async def test_where_fewer_than_three_wrote_it_is_said_before(office: Office) -> None:
    team = await collecting(office)
    await adds(team.ben, Learned="Only me")
    asked = await team.ada.presses("Next: Group", card(office))
    assert "who wrote what can be guessed" in told(asked)
    assert phase(office) == "collect"
    await presses_private(team.ada, "Show the cards all the same", asked)
    assert phase(office) == "group"
    assert "So few took part that who wrote what can be guessed" in card(office).words


async def test_the_facilitator_hears_roughly_how_many_cards_there_are(office: Office) -> None:
    team = await collecting(office)
    for who in team.members:
        await adds(who, Learned="One\nTwo")
    await team.ben.presses("I’m done", card(office))
    said = told(await team.ada.commands("/retro status"))
    assert "There are at least 5 cards." in said
    assert "4 people took cards to write on, 1 said they are done." in said
    others = told(await team.ben.commands("/retro status"))
    assert "cards to write on" not in others


async def test_a_card_is_written_in_our_own_chat(office: Office) -> None:
    team = await collecting(office)
    place = team.ben.place
    outcome = await team.ben.commands("/retro card Learned: pairing saves time", place)
    assert "Your card is in the box." in told(outcome)
    unclear = await team.ben.commands("/retro card pairing saves time", place)
    assert "Which column is it for: Went well" in told(unclear)
    assert "pairing saves time" in told(unclear)
    public = await team.ben.commands("/retro card Learned: secret")
    assert "I did not keep this:\nLearned: secret" in told(public)
    await team.ben.says("Puzzles: why are we late?")
    assert len(slips(office, "cards")) == 2


async def test_no_row_ties_a_card_to_who_wrote_it(office: Office) -> None:
    team = await collecting(office)
    with office.inside() as session:
        before = len(session.exec(select(Delivery)).all())
    for who in team.members:
        await adds(who, Learned=f"Thought of {who.name}")
        await who.says(f"Puzzles: told by {who.name}")
    with office.inside() as session:
        assert len(session.exec(select(Delivery)).all()) == before
        kept = session.exec(select(Slip)).all()
    assert len({len(each.sealed) for each in kept}) == 1
    assert rows(office)[0].moved_at == office.now


async def test_guests_and_strangers_take_no_cards(office: Office) -> None:
    await collecting(office)
    eve = office.person("Eve")
    refused = await eve.presses("Add cards", card(office))
    assert refused.refused and "for members of Core" in told(refused)


async def test_too_much_at_once_comes_back(office: Office) -> None:
    team = await collecting(office)
    form = await opens_add(team.ben)
    first = form.fields[0].id
    for words in ("x" * 501, "\n".join(f"Card {n}" for n in range(16)), "  \n "):
        outcome = await team.ben.sends(form, {first: words})
        assert outcome.errors is not None and set(outcome.errors) == {first}
    assert slips(office, "cards") == []


async def test_after_a_step_back_more_cards_come_into_another_box(office: Office) -> None:
    team = await collecting(office)
    first = [await adds(who, Learned=f"From {who.name}") for who in team.members]
    await team.ada.presses("Next: Group", card(office))
    panel = await team.ada.commands("/retro status")
    await presses_private(team.ada, "Back: Collect", panel)
    assert phase(office) == "collect"
    refused = await presses_private(team.ben, "Change", first[1])
    assert "have been shown" in told(refused)
    for who in team.members[:3]:
        await adds(who, Puzzles=f"More from {who.name}")
    await team.ada.presses("Next: Group", card(office))
    assert len(cards(office)) == 7


async def test_cards_that_a_step_back_left_in_the_box_are_shown_at_an_early_end(
    office: Office,
) -> None:
    team = await collecting(office)
    await adds(team.ben, Learned="Do not lose me")
    await presses_private(team.ada, "Back: Open actions", await team.ada.commands("/retro status"))
    await presses_private(team.ada, "End the retro", await team.ada.commands("/retro close"))
    assert [each.text for each in cards(office)] == ["Do not lose me"]
    assert slips(office) == []


async def test_neither_words_nor_token_of_a_card_lie_anywhere_before_all_are_shown(
    office: Office,
) -> None:
    team = await collecting(office)
    outcome = await adds(team.ben, Learned="Quetzal")
    await team.dev.commands("/retro card Learned: Axolotl", team.dev.place)
    await team.chiara.says("Learned: Okapi")
    [change] = [each for each in buttons(outcome.whispers[0]) if each.label == "Change"]
    everything = str(dump(office))
    for secret in ("Quetzal", "Axolotl", "Okapi", change.args["token"]):
        assert secret not in everything
