"""The playground's page, against the real program, as a person uses it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, expect

Visit = Callable[..., Page]
WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 390, "height": 844}

expect.set_options(timeout=15_000)  # milliseconds


def test_the_channel_opens_with_its_messages(visit: Visit) -> None:
    page = visit("ada")
    expect(page.get_by_role("heading", name="#team-harbor")).to_be_visible()
    expect(messages(page).first).to_contain_text("Welcome to team-harbor")
    expect(page.locator("#stream .day")).not_to_have_count(0)


def test_a_message_is_sent_with_enter_and_a_new_line_made_with_shift(visit: Visit) -> None:
    page = visit("ada")
    composer(page).fill("Good morning")
    composer(page).press("Shift+Enter")
    composer(page).press_sequentially("from Berlin")
    composer(page).press("Enter")
    expect(messages(page).last).to_contain_text("Good morning\nfrom Berlin")
    expect(composer(page)).to_have_value("")


def test_two_tabs_are_two_people(visit: Visit) -> None:
    ada, ben = visit("ada"), visit("ben")
    composer(ada).fill("Can you hear me, Ben?")
    composer(ada).press("Enter")
    expect(messages(ben).last).to_contain_text("Can you hear me, Ben?")
    expect(messages(ben).last).to_contain_text("Ada Brandt")
    expect(ben.locator("#announcer")).to_contain_text("Ada Brandt: Can you hear me, Ben?")


def test_a_private_reply_is_shown_to_its_person_only(visit: Visit) -> None:
    ada, ben = visit("ada"), visit("ben")
    command(ada, "/standup somersault")
    expect(ada.locator(".message.private")).to_contain_text("Only visible to you")
    expect(ada.locator(".message.private")).to_contain_text("/standup somersault")
    # Something public after it: when that has arrived, the private one would have too.
    composer(ada).fill("Never mind")
    composer(ada).press("Enter")
    expect(messages(ben).last).to_contain_text("Never mind")
    expect(ben.locator(".message.private")).to_have_count(0)


def test_a_person_is_switched_in_one_click_and_kept_in_the_address(visit: Visit) -> None:
    page = visit("ada")
    page.get_by_role("link", name="Dev Nair").click()
    expect(page).to_have_url(re.compile(r"\?as=dev$"))
    expect(page.get_by_role("link", name="Dev Nair")).to_have_attribute("aria-current", "true")
    composer(page).fill("Namaste")
    composer(page).press("Enter")
    expect(messages(page).last).to_contain_text("Dev Nair")
    page.go_back()
    expect(page.get_by_role("link", name="Ada Brandt")).to_have_attribute("aria-current", "true")


def test_times_are_those_of_whoever_looks(visit: Visit) -> None:
    page = visit("ben")
    here = messages(page).first.locator("time").first
    seen_from_london = here.text_content()
    page.get_by_role("link", name="Dev Nair").click()
    expect(messages(page).first.locator("time").first).not_to_have_text(seen_from_london or "")


def test_what_is_begun_is_kept_per_person_and_place(visit: Visit) -> None:
    page = visit("ada")
    composer(page).fill("half a thou")
    place(page, "Drumbeat").click()
    expect(composer(page)).to_have_value("")
    place(page, "team-harbor").click()
    expect(composer(page)).to_have_value("half a thou")


def test_the_slash_menu_can_be_used_by_keyboard(visit: Visit) -> None:
    page = visit("ada")
    text = composer(page)
    text.press_sequentially("/")
    options = page.get_by_role("listbox", name="Commands").get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(text).to_have_attribute("role", "combobox")
    text.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    active = options.nth(1).get_attribute("id")
    expect(text).to_have_attribute("aria-activedescendant", active or "")
    text.press_sequentially("standup st")
    expect(options).to_have_count(1)
    text.press("Tab")
    expect(text).to_have_value("/standup status")
    text.press("Enter")
    expect(text).to_have_value("")
    expect(page.locator(".message.private")).to_have_count(1)


def test_escape_closes_the_slash_menu_and_keeps_the_text(visit: Visit) -> None:
    page = visit("ada")
    composer(page).press_sequentially("/sta")
    expect(page.get_by_role("listbox")).to_be_visible()
    composer(page).press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(composer(page)).to_have_value("/sta")
    expect(composer(page)).not_to_have_attribute("role", "combobox")


def test_a_failed_send_keeps_the_text_and_says_why(visit: Visit) -> None:
    page = visit("ada")
    page.route(
        "**/playground/api/say",
        lambda route: route.fulfill(status=422, json={"error": "Nothing can be written here."}),
    )
    composer(page).fill("An important thought")
    composer(page).press("Enter")
    expect(page.locator("#composer [role=alert]")).to_have_text("Nothing can be written here.")
    expect(composer(page)).to_have_value("An important thought")


def test_a_form_opens_with_focus_in_its_first_field_and_escape_gives_it_back(visit: Visit) -> None:
    page = visit("ada")
    command(page, "/standup setup")
    form = page.get_by_role("dialog", name="Set up the stand-up")
    expect(form.get_by_label("Channel")).to_be_focused()
    expect(team_field(form)).to_have_value("Harbor")
    expect(form.get_by_label("Monday")).to_be_checked()
    expect(form.get_by_label("Saturday")).not_to_be_checked()
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(composer(page)).to_be_focused()


def test_errors_appear_at_their_field(visit: Visit) -> None:
    page = visit("ada")
    command(page, "/standup setup")
    form = page.get_by_role("dialog", name="Set up the stand-up")
    team, zone = team_field(form), form.get_by_label("Time zone")
    team.fill("")
    form.get_by_role("button", name="Save").click()
    expect(team).to_be_focused()
    expect(team).to_have_attribute("aria-invalid", "true")
    expect(team).to_have_accessible_description("Please fill this in.")
    team.fill("Harbor")
    expect(team).not_to_have_attribute("aria-invalid", "true")
    # What only the bot can know comes back from it, to the field it belongs to.
    zone.fill("Atlantis")
    form.get_by_role("button", name="Save").click()
    expect(zone).to_be_focused()
    expect(zone).to_have_attribute("aria-invalid", "true")
    expect(form.locator("[data-field=zone] .field-error")).not_to_be_empty()


def test_a_long_answer_is_counted_near_its_limit(visit: Visit) -> None:
    page = visit("ada")
    command(page, "/standup setup")
    form = page.get_by_role("dialog")
    team, count = team_field(form), form.locator("[data-field=name] .count")
    expect(count).to_be_hidden()
    team.fill("a" * 55)
    expect(count).to_have_text("5 left")
    team.fill("a" * 62)
    expect(count).to_have_text("2 too many")
    form.get_by_role("button", name="Save").click()
    expect(team).to_have_accessible_description(re.compile("2 characters too long"))


def test_an_answered_stand_up_thanks_and_closes_the_form(visit: Visit) -> None:
    page = visit("ada")
    command(page, "/standup")
    form = page.get_by_role("dialog")
    form.get_by_label("What did you do since last time?").fill("Finished the import")
    form.get_by_label("What will you do next?").fill("Start the access review")
    form.get_by_role("button", name="Send").click()
    expect(form).to_have_count(0)
    expect(place(page, "Drumbeat")).to_contain_text("unread")
    place(page, "Drumbeat").click()
    expect(messages(page).last).to_contain_text("Thank you")


def test_the_clock_moves_to_the_next_moment(visit: Visit) -> None:
    page = visit("emi")
    expect(page.locator(".next")).to_contain_text("Stand-up")
    coming = page.locator(".next").text_content() or ""
    hour = re.search(r"\d\d:\d\d", coming)
    assert hour
    page.get_by_role("button", name="Go there").click()
    expect(page.locator(".now-time")).to_have_text(hour.group())
    expect(page.locator("#announcer")).to_contain_text("It is now")
    # Tokyo is first: the question has come, and its place says so.
    expect(place(page, "Drumbeat")).to_contain_text("unread")
    place(page, "Drumbeat").click()
    expect(page.locator("#stream .card").first.get_by_role("button").first).to_be_visible()
    expect(place(page, "Drumbeat")).not_to_contain_text("unread")


def test_the_clock_goes_an_hour_on_and_to_a_given_moment(visit: Visit) -> None:
    page = visit("ada")
    before = page.locator(".now").get_attribute("datetime") or ""
    page.get_by_role("button", name="+1 hour").click()
    expect(page.locator(".now")).not_to_have_attribute("datetime", before)
    page.get_by_role("button", name="Go to…").click()
    page.get_by_label("Day and time in Berlin").fill("2020-01-01T09:00")
    page.get_by_role("button", name="Go to", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text=re.compile(r"\w"))).to_be_visible()


def test_starting_over_is_asked_for_first(visit: Visit) -> None:
    page = visit("ada")
    composer(page).fill("This will be gone")
    composer(page).press("Enter")
    expect(messages(page).last).to_contain_text("This will be gone")
    page.get_by_role("button", name="Start over").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep going").click()
    expect(messages(page).last).to_contain_text("This will be gone")
    page.get_by_role("button", name="Start over").click()
    page.get_by_role("dialog").get_by_role("button", name="Start over").click()
    expect(page.get_by_text("A fresh start")).to_be_visible()
    expect(page.get_by_text("This will be gone")).to_have_count(0)


def test_a_thread_has_a_panel_and_a_composer_of_its_own(visit: Visit) -> None:
    page = visit("ada")
    first = messages(page).first
    menu = first.get_by_role("button", name="More for this message")
    menu.focus()
    menu.press("Enter")
    expect(page.get_by_role("menuitem", name="Reply in a thread")).to_be_focused()
    page.keyboard.press("Enter")
    panel = page.get_by_role("complementary", name="Thread")
    reply = panel.get_by_role("textbox", name="Reply in this thread")
    expect(reply).to_be_focused()
    reply.fill("Thank you, Ben")
    reply.press("Enter")
    expect(panel.locator(".message").last).to_contain_text("Thank you, Ben")
    expect(first.get_by_role("button", name="1 reply")).to_be_visible()
    reply.press("Escape")
    expect(panel).to_be_hidden()
    first.get_by_role("button", name="1 reply").click()
    expect(panel).to_be_visible()


def test_a_sign_is_put_by_keyboard_and_pressed_by_the_next(visit: Visit) -> None:
    ada, ben = visit("ada"), visit("ben")
    react = messages(ada).first.get_by_role("button", name="React to this message")
    react.press("Enter")
    expect(ada.get_by_role("menuitem", name="Thumbs up")).to_be_focused()
    ada.keyboard.press("ArrowDown")
    ada.keyboard.press("Enter")
    expect(react).to_be_focused()
    theirs = messages(ben).first.get_by_role("button", name="Party: Ada Brandt")
    expect(theirs).to_have_attribute("aria-pressed", "false")
    theirs.click()
    both = messages(ada).first.get_by_role("button", name="Party: Ada Brandt, Ben Hughes")
    expect(both).to_have_attribute("aria-pressed", "true")
    both.click()
    expect(messages(ben).first.get_by_role("button", name="Party: Ben Hughes")).to_be_visible()


def test_home_shows_cards_and_nothing_to_write_in(visit: Visit) -> None:
    page = visit("ada")
    place(page, "Home").click()
    expect(page.locator(".home .card")).to_be_visible()
    expect(page.get_by_role("textbox", name="Message")).to_have_count(0)


def test_an_empty_place_says_what_to_do_there(visit: Visit) -> None:
    page = visit("grace")
    place(page, "Drumbeat").click()
    expect(page.locator(".empty")).to_contain_text("Type / to see what you can ask of it.")


def test_what_people_type_stays_words(visit: Visit) -> None:
    page = visit("ada")
    for hostile in (
        "<img src=x onerror=alert(1)><script>alert(2)</script>",
        "<b>bold</b> & &lt;amp;",
        "javascript:alert(1)",
    ):
        composer(page).fill(hostile)
        composer(page).press("Enter")
        expect(messages(page).last.locator(".words")).to_have_text(hostile)
        expect(messages(page).last.locator(".words > *")).to_have_count(0)


def test_long_words_and_right_to_left_text_do_not_widen_the_page(visit: Visit) -> None:
    page = visit("ada", viewport=NARROW)
    for text in ("unbroken" * 60, "مرحباً " * 40, "long message " * 3000):
        composer(page).fill(text)
        composer(page).press("Enter")
        expect(composer(page)).to_have_value("")
    expect(messages(page).last.get_by_role("button", name="Show all of it")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate(
        "(box => box.scrollWidth <= box.clientWidth)(document.getElementById('stream'))"
    )


def test_the_reader_stays_where_they_are_when_news_come(visit: Visit) -> None:
    ada, ben = visit("ada"), visit("ben")
    composer(ada).fill("line\n" * 80)
    composer(ada).press("Enter")
    expect(messages(ben).last).to_contain_text("line")
    ben.locator("#stream").evaluate("box => { box.scrollTop = 0; }")
    expect(messages(ben).first).to_be_in_viewport()
    composer(ada).fill("the newest")
    composer(ada).press("Enter")
    jump = ben.get_by_role("button", name="New messages below")
    expect(jump).to_be_visible()
    expect(messages(ben).first).to_be_in_viewport()
    jump.click()
    expect(messages(ben).last).to_be_in_viewport()
    expect(jump).to_be_hidden()


def test_a_narrow_page_keeps_places_and_people_in_a_drawer(visit: Visit) -> None:
    page = visit("ada", viewport=NARROW)
    expect(page.get_by_role("link", name="Ben Hughes")).to_be_hidden()
    page.get_by_role("button", name="People and places").click()
    expect(page.get_by_role("link", name="Ben Hughes")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Ben Hughes")).to_be_hidden()
    expect(page.get_by_role("button", name="People and places")).to_be_focused()


def test_everything_on_the_page_is_there_after_a_lost_connection(visit: Visit) -> None:
    ada, ben = visit("ada"), visit("ben")
    ben.context.set_offline(True)
    composer(ada).fill("Said while Ben was away")
    composer(ada).press("Enter")
    expect(messages(ada).last).to_contain_text("Said while Ben was away")
    ben.context.set_offline(False)
    expect(messages(ben).last).to_contain_text("Said while Ben was away")


@pytest.mark.long
def test_no_console_errors_on_a_walk_through_everything(
    visit: Visit, complaints: list[str]
) -> None:
    page = visit("ada")
    for name in ("Drumbeat", "Home", "team-harbor"):
        place(page, name).click()
        expect(place(page, name)).to_have_attribute("aria-current", "page")
    command(page, "/drumbeat help")
    expect(page.locator(".message.private")).to_have_count(1)
    page.get_by_role("button", name="Go there").click()
    expect(page.locator("#announcer")).to_contain_text("It is now")
    command(page, "/standup setup")
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    page.reload()
    expect(messages(page).first).to_be_visible()
    assert complaints == []


@pytest.mark.parametrize(
    ("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide-light", "narrow-dark"]
)
def test_nothing_on_the_page_is_inaccessible(
    visit: Visit, scheme: str, size: dict[str, int]
) -> None:
    page = visit("ada", color_scheme=scheme, viewport=size, reduced_motion="reduce")
    check_accessibility(page)
    command(page, "/standup somersault")
    expect(page.locator(".message.private")).to_have_count(1)
    composer(page).press_sequentially("/st")
    check_accessibility(page)
    composer(page).fill("")
    command(page, "/standup setup")
    form = page.get_by_role("dialog")
    team_field(form).fill("")
    form.get_by_role("button", name="Save").click()
    check_accessibility(page)
    page.keyboard.press("Escape")
    if size == NARROW:
        page.get_by_role("button", name="People and places").click()
        check_accessibility(page)
    place(page, "Home").click()
    expect(page.locator(".home .card")).to_be_visible()
    check_accessibility(page)
    page.get_by_role("button", name="Start over").click()
    check_accessibility(page)


def messages(page: Page) -> Locator:
    return page.locator("#stream .message")


def composer(page: Page) -> Locator:
    """By id of its frame: while the menu is open it is a combobox, else a textbox."""
    return page.locator("#composer textarea")


def place(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="Places").get_by_role("button", name=name)


def team_field(form: Locator) -> Locator:
    """By its exact name: the zone is the team's as well."""
    return form.get_by_role("textbox", name="Team", exact=True)


def command(page: Page, words: str) -> None:
    composer(page).fill(words)
    composer(page).press("Escape")  # closes the menu, so that Enter sends
    composer(page).press("Enter")


def check_accessibility(page: Page) -> None:
    """All rules but one: HTML has no combobox of several lines, so ours is a textarea in that role
    while its list is open, as browsers and screen readers support it."""
    rules = {"aria-allowed-role": {"enabled": False}}
    found = Axe().run(page, options={"rules": rules, "resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
