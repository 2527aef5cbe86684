"""The client's page, in the words of somebody who sits before it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize, expect

WINDOW = ViewportSize(width=1320, height=1500)
"""High enough for every card: a picture of more than the window would have it drawn anew, and the
client forgets then what stands in its fields."""
PATIENCE = 20_000
"""Milliseconds; only a test that fails waits for it."""
AT_HOME = ("127.0.0.1", "localhost")


class Look:
    def __init__(self, browser: Browser, url: str, pictures: Path) -> None:
        context = browser.new_context(
            viewport=WINDOW, timezone_id="Europe/Berlin", locale="en-GB", reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        self.page: Page = context.new_page()
        self.pictures = pictures
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        # It would have its fonts from elsewhere, and does without.
        context.route("**/*", _stay_here)
        self.page.goto(url)
        self.page.get_by_role("button", name="Hide log panel").click()

    def go(self, where: str) -> None:
        """A chat or a channel, as the list at the left names it."""
        self.page.get_by_role("treeitem", name=where).click()

    def say(self, words: str) -> None:
        """In the chat that is open."""
        self.page.get_by_role("textbox").last.click()
        self.page.keyboard.type(words)
        self.page.get_by_role("button", name="Send Message").click()

    def post(self, words: str) -> None:
        """A new post to the bot, in the channel that is open."""
        self.page.get_by_role("textbox").first.click()
        self.page.keyboard.type("@Drum")
        # Enter would send what was typed so far.
        self.page.get_by_role("menuitem", name="Drumbeat").click()
        self.page.keyboard.type(words)
        self.page.get_by_role("button", name="Post").click()

    def press(self, label: str) -> None:
        """The newest button of that name."""
        self.page.get_by_role("button", name=label, exact=True).last.click()

    def type(self, label: str, words: str) -> None:
        """In place of what stands in the newest field of that name."""
        field = self.page.get_by_role("textbox", name=label, exact=True).last
        field.click()
        field.fill(words)
        expect(field).to_have_value(words)
        # The card takes a value over when the field is left.
        field.blur()

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).last).to_be_visible()

    def sees_no_more(self, words: str) -> None:
        expect(self.page.get_by_text(words)).to_have_count(0)

    def posted(self, words: str) -> Locator:
        """The post of the channel, with its thread, in which these words stand."""
        post = self.page.get_by_role("group").filter(has_text=words).first
        expect(post).to_be_visible()
        return post

    def dialog(self, command: str) -> Locator:
        """Opened by a message extension: no card's button opens one here."""
        self.press("Trigger Message Extension App")
        self.page.get_by_role("menuitem", name="Action Command").click()
        self.page.get_by_role("textbox", name="Command ID").fill(command)
        self.press("Create")
        return self.page.get_by_role("dialog").last

    def close(self, dialog: Locator) -> None:
        """An empty answer closes a dialog in Teams; this client knows of none, and says so."""
        expect(dialog.get_by_text("Unable to reach app")).to_be_visible()
        dialog.get_by_role("button", name="Close").click()
        expect(dialog).to_have_count(0)

    def picture(self, name: str) -> None:
        self.page.screenshot(path=self.pictures / f"{name}.png", animations="disabled")


def _stay_here(route: Route) -> None:
    if urlsplit(route.request.url).hostname in AT_HOME:
        route.continue_()
    else:
        route.abort()
