"""A whole stand-up in Microsoft's own test client: `make test-msteams-client`.

An independent client over the real protocol. From a card's button it opens no dialog, so this one
comes from a message extension; and what is for one person's eyes it shows to everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from playwright.sync_api import expect

from tests.msteams_client.look import Look

At: TypeAlias = Callable[[int], None]
CHAT, CHANNEL = "Personal Chat", "Harbor - Daily"


def test_it_says_what_it_can_do_and_where_somebody_stands(ada: Look) -> None:
    ada.go(CHAT)
    ada.say("help")
    ada.sees("What I can do")
    ada.picture("1-help")
    ada.say("home")
    ada.sees("You are in no team with a stand-up yet")
    ada.picture("2-home")


def test_a_stand_up_is_set_up_asked_answered_in_a_dialog_and_read(ada: Look, at: At) -> None:
    set_up(ada, "3-form-on-a-card", "4-set-up")
    ada.go(CHAT)
    at(9)
    ada.sees("Harbor: stand-up for Monday 23 November")
    ada.picture("5-question")
    dialog = ada.dialog("standup_answer")
    ada.type("What did you do since last time?", "Charts of *the* harbour & <b>tides</b>")
    ada.type("What will you do next?", "Buoys")
    ada.type("Is anything blocking you?", "No staging keys")
    dialog.get_by_role("radio", name="4 – good").click()
    ada.picture("6-dialog")
    ada.press("Send")
    ada.sees("Thank you. Answered at 9:00.")
    ada.close(dialog)
    ada.picture("7-answered")
    ada.go(CHANNEL)
    at(13)
    digest = ada.posted("Stand-up · Harbor · Monday 23 November")
    expect(digest).to_contain_text("Charts of *the* harbour & <b>tides</b>")
    expect(digest).to_contain_text("Ada Lovelace: No staging keys")
    expect(digest).to_contain_text("No update: Ben Okafor, Chiara Rossi")
    ada.picture("8-digest")


def test_answers_in_the_chat_are_shared_and_an_edit_changes_the_digest(ada: Look, at: At) -> None:
    set_up(ada)
    ada.go(CHAT)
    at(9)
    ada.sees("Harbor: stand-up for Monday 23 November")
    ada.say("Wrote the pilot book")
    ada.sees("Question 2 of 4")
    ada.say("standup bot for Teams")
    ada.sees("Question 3 of 4")
    ada.say("The crane is out")
    ada.sees("Question 4 of 4")
    ada.say("4")
    ada.sees("This is what I'll share")
    ada.picture("9-answers-in-the-chat")
    ada.go(CHANNEL)
    at(13)
    digest = ada.posted("Stand-up · Harbor · Monday 23 November")
    expect(digest).to_contain_text("Wrote the pilot book")
    expect(digest).to_contain_text("Ada Lovelace: The crane is out")
    ada.go(CHAT)
    ada.say("standup edit")
    ada.type("Is anything blocking you?", "The quay is flooded")
    ada.picture("10-edit")
    ada.press("Save")
    ada.go(CHANNEL)
    digest = ada.posted("Stand-up · Harbor · Monday 23 November")
    expect(digest).to_contain_text("Ada Lovelace: The quay is flooded")
    expect(digest).to_contain_text("edited at")
    ada.sees_no_more("The crane is out")
    ada.picture("11-digest-after-the-edit")


def set_up(ada: Look, form: str = "", done: str = "") -> None:
    ada.go(CHANNEL)
    ada.post("standup setup")
    ada.sees("Set up the stand-up")
    ada.type("Team", "Harbor")
    if form:
        ada.picture(form)
    ada.press("Save")
    ada.sees("Harbor has a stand-up")
    if done:
        ada.picture(done)
