"""One whole retro in the browser: Ada facilitates, Ben, Chiara and Dev take part, each in a tab of
their own."""

from __future__ import annotations

from collections.abc import Callable
from os import environ
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

Visit = Callable[..., Page]

LINES = {
    "ada": ("Learned", "Pairing saves time"),
    "ben": ("Didn't go well", "Deploys are slow"),
    "chiara": ("Didn't go well", "Slow deploys on Fridays"),
    "dev": ("Went well", "The new test data"),
}
PICTURES = environ.get("RETRO_PICTURES", "")
"""A folder for pictures of what each sees."""

expect.set_options(timeout=15_000)  # milliseconds


@pytest.mark.long
def test_a_retro_from_its_start_to_its_summary(visit: Visit) -> None:
    pages = {person: visit(person) for person in LINES}
    ada, ben, dev = pages["ada"], pages["ben"], pages["dev"]

    # Ada starts it; everybody sees the card.
    says(ada, "/retro start")
    start = dialog(ada, "Start a retro")
    start.get_by_label("What do you look back with?").select_option(
        label="Went well, didn't, learned, puzzles"
    )
    start.get_by_label("A question to warm up").fill("Which weather was this sprint?")
    looked_at(ada, "start")
    start.get_by_role("button", name="Start").click()
    for page in pages.values():
        expect(card(page)).to_contain_text("Harbor retro · Open actions")
    press(card(ben), "Next: Collect")
    expect(whispered(ben)).to_contain_text("Ask Ada Brandt.")
    press(card(ada), "Next: Collect")

    # Everybody writes; nobody sees what the others wrote.
    for person, page in pages.items():
        column, words = LINES[person]
        press(card(page), "Add cards")
        form = dialog(page, "Add cards")
        form.get_by_label(column).fill(words)
        looked_at(page, f"add-{person}")
        form.get_by_role("button", name="Put into the box").click()
        expect(whispered(page)).to_contain_text("Your card is in the box.")
        press(card(page), "I’m done")
        expect(whispered(page)).to_contain_text("The facilitator sees how many are done")
    press(ben.locator(".message.private").filter(has_text="Your card is in the box"), "Change")
    change = dialog(ben, "Change your card")
    change.get_by_label("Your card").fill("Deploys are slow, and block everybody")
    change.get_by_role("button", name="Change it").click()
    expect(whispered(ben)).to_contain_text("Your card is changed.")
    for person, page in pages.items():
        for other, (_, words) in LINES.items():
            if other != person:
                expect(page.locator("#stream")).not_to_contain_text(words)
    looked_at(ben, "kept")

    # All cards at once; two of them become one topic.
    says(ada, "/retro status")
    expect(whispered(ada)).to_contain_text("4 people took cards to write on, 4 said they are done.")
    looked_at(ada, "panel")
    press(whispered(ada), "Next: Group")
    for page in pages.values():
        expect(card(page)).to_contain_text("Deploys are slow, and block everybody")
        for words in ("Pairing saves time", "Slow deploys on Fridays", "The new test data"):
            expect(card(page)).to_contain_text(words)
    press(card(ada), "Suggest groups")
    expect(whispered(ada)).to_contain_text("These sound alike.")
    looked_at(ada, "suggested")
    press(whispered(ada), "Make it one topic")
    expect(whispered(ada)).to_contain_text("I see no cards that sound alike.")
    press(card(ada), "Next: Vote")

    # Everybody votes; nobody sees how, until it is over.
    for person, page in pages.items():
        press(card(page), "Vote")
        form = dialog(page, "Vote")
        for field in form.locator("select").all():
            label = form.locator(f"label[for='{field.get_attribute('id')}']").inner_text()
            field.select_option(value="2" if "eploys" in label else "0")
        looked_at(page, f"vote-{person}")
        form.get_by_role("button", name="Vote").click()
        expect(whispered(page)).to_contain_text("Your votes are in the box.")
        expect(card(page)).not_to_contain_text("8 votes")
    looked_at(dev, "voted")
    press(card(ada), "Next: Discuss")
    for page in pages.values():
        expect(card(page)).to_contain_text("8 votes")

    # They talk; a note and an action stay.
    press(card(dev), "Note")
    note = dialog(dev, "Note")
    note.get_by_label("What should stay of this?").fill("The cache is empty on Fridays")
    note.get_by_role("button", name="Save").click()
    expect(card(ada)).to_contain_text("Dev Nair noted:")
    press(card(ben), "Make it an action")
    action = dialog(ben, "New action")
    action.get_by_label("What is to be done?").fill("Warm the cache")
    action.get_by_label("Who does it?").select_option(label="Ben Hughes")
    action.get_by_label("By when?").fill("in two weeks")
    looked_at(ben, "action")
    action.get_by_role("button", name="Add it").click()
    expect(card(ada)).to_contain_text("Warm the cache")
    looked_at(ada, "discuss")
    for done in range(1, 4):
        press(card(ada), "Next topic")
        # Behind "Done with", which comes last.
        expect(card(ada).locator("ul").last.locator("li")).to_have_count(done)
    expect(card(ada).get_by_role("button", name="Next topic")).to_have_count(0)
    press(card(ada), "Next: Actions")
    expect(card(ben)).to_contain_text("Warm the cache")
    looked_at(ben, "actions")

    # It ends in one summary.
    press(card(ada), "Close the retro")
    for page in pages.values():
        expect(page.locator("#stream")).to_contain_text("Harbor retro · Closed")
        public = page.locator("#stream .message:not(.private)")
        summary = public.filter(has_text="Warm the cache")
        expect(summary).to_have_count(1)
        expect(summary).to_contain_text("8 votes")
    looked_at(dev, "closed")


def card(page: Page) -> Locator:
    """The one card of the retro."""
    return page.locator("#stream .message:not(.private)").filter(has_text="Harbor retro ·").last


def whispered(page: Page) -> Locator:
    """What was said last to this person alone."""
    return page.locator("#stream .message.private").last


def press(on: Locator, label: str) -> None:
    on.get_by_role("button", name=label, exact=True).click()


def dialog(page: Page, title: str) -> Locator:
    found = page.get_by_role("dialog", name=title)
    expect(found).to_be_visible()
    return found


def says(page: Page, words: str) -> None:
    composer = page.locator("#composer textarea")
    composer.fill(words)
    composer.press("Escape")  # closes the menu, so that Enter sends
    composer.press("Enter")


def looked_at(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png")
