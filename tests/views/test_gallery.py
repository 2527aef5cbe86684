"""Every example, on every platform, within its rules; and an example for every view."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

import pytest

from bot import gallery
from handlers.blockers import forms as blocker_forms
from handlers.blockers import list_views as blocker_lists
from handlers.blockers import service_views
from handlers.blockers import views as blocker_views
from handlers.cadence import (
    calendar_views,
    change_form,
    change_views,
    goal_views,
    overview_views,
    planner_views,
)
from handlers.cadence import setup_form as cadence_form
from handlers.cadence import views as cadence_views
from handlers.cards import (
    Button,
    Card,
    ChoiceField,
    ChoicesField,
    DayField,
    Form,
    Mention,
    Moment,
    Option,
    Part,
    PersonField,
    Picture,
    PlaceField,
    PlaceLink,
    TextField,
    TimeField,
)
from handlers.charts import Chart
from handlers.connections import views as connection_views
from handlers.connections import webhook_views
from handlers.example import Example
from handlers.examples import examples
from handlers.home import flow as home
from handlers.outlook import forms as outlook_forms
from handlers.outlook import views as outlook_views
from handlers.people import away_views, holiday_views, week_views
from handlers.plainly import card_from_text, card_to_plain, card_to_text
from handlers.polls import forms as poll_forms
from handlers.polls import private_views as poll_private
from handlers.polls import pulse_views, results
from handlers.polls import views as poll_views
from handlers.retro import (
    card_views,
    closing_views,
    group_views,
    over_days_views,
    panel_views,
    talk_views,
    vote_views,
)
from handlers.retro import forms as retro_forms
from handlers.retro import setup_forms as retro_setup
from handlers.retro import views as retro_views
from handlers.retro.actions import forms as action_forms
from handlers.retro.actions import list_views as action_lists
from handlers.retro.actions import views as action_views
from handlers.standup import (
    absent_views,
    answer_form,
    channel_views,
    history_views,
    live_views,
    question_form,
    question_views,
    setup_form,
    views,
)
from handlers.weeknotes import forms as weeknote_forms
from handlers.weeknotes import offer_views, source_views, told_views, wording_views
from handlers.weeknotes import views as weeknote_views
from handlers.weeknotes.readers import link_views, reader_views
from tests.fakes.slack.blockkit import problems, text_problems, view_problems
from tests.platforms.adaptive_cards import card_problems
from tests.platforms.adaptive_cards import problems as teams_problems
from tests.platforms.adaptive_cards import words as read_on

PAGED = list(gallery.paged(examples()))
VIEWS = (
    views,
    absent_views,
    answer_form,
    channel_views,
    setup_form,
    question_form,
    question_views,
    live_views,
    history_views,
    home,
    cadence_views,
    cadence_form,
    overview_views,
    goal_views,
    calendar_views,
    change_form,
    change_views,
    planner_views,
    away_views,
    week_views,
    holiday_views,
    blocker_views,
    blocker_lists,
    blocker_forms,
    service_views,
    connection_views,
    webhook_views,
    poll_forms,
    poll_private,
    poll_views,
    pulse_views,
    results,
    retro_views,
    retro_forms,
    retro_setup,
    over_days_views,
    panel_views,
    card_views,
    group_views,
    vote_views,
    talk_views,
    action_views,
    action_lists,
    action_forms,
    closing_views,
    outlook_views,
    outlook_forms,
    link_views,
    reader_views,
    weeknote_views,
    offer_views,
    source_views,
    weeknote_forms,
    wording_views,
    told_views,
)


def views_of(module: ModuleType) -> list[str]:
    """Its public functions that give a card, a form or parts of one, as `module.function`."""
    return [
        f"{module.__name__}.{name}"
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and get_type_hints(function)["return"] in (Card, Form, list[Part])
    ]


of_each = pytest.mark.parametrize("example", PAGED, ids=lambda example: example.name)


@of_each
def test_slack_takes_every_example(example: Example) -> None:
    shown = gallery.on_slack(example)
    payload = shown["payload"]
    if shown["surface"] == "message":
        assert problems(payload["blocks"], "message") == []
        assert text_problems(payload["text"]) == []
    else:
        assert view_problems(payload) == []


@of_each
def test_slack_shows_every_word(example: Example) -> None:
    shown = _flat(" ".join(_strings(gallery.on_slack(example)["payload"])))
    for word in _typed(example.shown):
        assert _flat(word) in shown


@of_each
def test_teams_takes_every_example(example: Example) -> None:
    shown = gallery.on_teams(example)
    payload = shown["payload"]
    if shown["surface"] == "message":
        assert teams_problems(payload) == []
    else:
        assert card_problems(payload["card"]["content"]) == []


@of_each
def test_teams_shows_every_word(example: Example) -> None:
    payload = gallery.on_teams(example)["payload"]
    if isinstance(example.shown, Form):
        read = [payload["title"], *read_on(payload["card"]["content"])]
    else:
        read = read_on(payload["attachments"][0]["content"])
    shown = _flat(" ".join(read))
    for word in _typed(example.shown):
        assert _flat(word) in shown


@of_each
def test_the_playground_shows_every_word(example: Example) -> None:
    payload = gallery.on_playground(example)["payload"]
    shown = _flat(" ".join(_strings(payload)))
    for word in _typed(example.shown):
        assert _flat(word) in shown


def test_a_card_is_kept_as_text_and_comes_back_as_it_was() -> None:
    for card in (example.shown for example in PAGED if isinstance(example.shown, Card)):
        text = card_to_text(card)
        assert json.loads(text) == card_to_plain(card)
        assert card_from_text(text) == card
        assert card_from_text(f" {text}") == card, "when read, and not known by its text"


@of_each
def test_notifications_have_one_plain_line_of_their_own(example: Example) -> None:
    if isinstance(example.shown, Card):
        assert example.shown.summary.strip()
        assert "\n" not in example.shown.summary


def test_examples_have_names_of_their_own() -> None:
    names = [example.name for example in PAGED]
    assert len(names) == len(set(names))


def test_what_is_said_beside_a_field_is_a_sentence() -> None:
    forms = [example.shown for example in PAGED if isinstance(example.shown, Form)]
    hints = {getattr(item, "hint", "") for form in forms for item in form.items} - {""}
    assert len(hints) > 40
    # Beside a topic's mark stands how many cards it has.
    odd = [hint for hint in hints if hint[-1] not in ".?" and not hint.endswith(" cards")]
    assert odd == []


def test_a_long_example_is_there_page_by_page() -> None:
    names = [example.name for example in PAGED]
    assert "entry, very long, page 1" in names
    assert "entry, very long, page 2" in names


@pytest.mark.parametrize("view", [view for module in VIEWS for view in views_of(module)])
def test_every_view_has_an_example(view: str, called: set[str]) -> None:
    assert view in called


@pytest.mark.long
def test_the_gallery_is_written_as_json(tmp_path: Path) -> None:
    gallery.write(tmp_path)
    slack = json.loads((tmp_path / "slack.json").read_text("utf-8"))
    teams = json.loads((tmp_path / "msteams.json").read_text("utf-8"))
    playground = json.loads((tmp_path / "playground.json").read_text("utf-8"))
    assert slack.keys() == teams.keys() == playground.keys()
    assert {shown["surface"] for shown in slack.values()} == {"message", "modal", "home"}
    assert slack["prompt"]["payload"]["blocks"]
    assert playground["prompt"]["payload"]["parts"]


@pytest.fixture(scope="module")
def called() -> set[str]:
    """The views that run while the examples are made."""
    watched = {module.__file__: module.__name__ for module in VIEWS}
    seen: set[str] = set()

    def watch(frame: Any, event: str, arg: Any) -> None:
        if event == "call" and frame.f_code.co_filename in watched:
            seen.add(f"{watched[frame.f_code.co_filename]}.{frame.f_code.co_name}")

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        examples()
    finally:
        sys.setprofile(before)
    return seen


def _typed(shown: Any) -> Iterator[str]:
    """The words of cards and forms that a reader sees, wherever they stand in it."""
    match shown:
        case Mention() | PlaceLink() | Moment():
            return
        case Button(label=label):
            yield label
        case Option(label=label):
            yield label
        case Picture(alt=alt):
            yield alt
        case Chart(title=title, alt=alt):
            yield from (title, alt)
        case Card(parts=parts):
            yield from _typed(parts)
        case Form(title=title, items=items, submit=submit):
            yield from (title, submit)
            yield from _typed(items)
        case (
            TextField()
            | ChoiceField()
            | ChoicesField()
            | TimeField()
            | DayField()
            | PersonField()
            | PlaceField()
        ):
            yield from (shown.label, shown.hint)
            yield from (shown.value,) if isinstance(shown, TextField) else ()
            yield from _typed(getattr(shown, "options", ()))
        case str():
            yield shown
        case tuple():
            for each in shown:
                yield from _typed(each)
        case _:
            yield from (
                word
                for part in fields(shown)
                if part.name not in ("is_a", "url")
                for word in _typed(getattr(shown, part.name))
            )


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _strings(each)
        case list():
            for each in value:
                yield from _strings(each)


def _flat(words: str) -> str:
    return "".join(words.split())
