"""Forms: what they carry, what they take, and that sending one twice counts once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.platforms.playground import town

pytestmark = pytest.mark.asyncio


async def test_a_form_says_all_that_a_program_needs_to_fill_it_in(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        form = await demo.form("ada")

    fields = {field["id"]: field for field in form["fields"]}
    assert (form["title"], form["submit"]) == ("Survey", "Save")
    assert {name: field["kind"] for name, field in fields.items()} == {
        "name": "text",
        "notes": "text",
        "size": "choice",
        "sizes": "choices",
        "hour": "time",
        "day": "day",
        "owner": "person",
        "place": "place",
    }
    assert fields["sizes"]["value"] == "s,l"
    assert (fields["hour"]["value"], fields["day"]["value"]) == ("09:00", "2026-11-23")
    assert fields["size"]["options"][0] == {"value": "s", "label": "Small"}
    assert len(fields["owner"]["options"]) == 8
    assert fields["place"]["options"] == [{"value": "harbor", "label": "#team-harbor"}]
    assert (fields["name"]["longest"], fields["name"]["required"]) == (20, True)


async def test_the_items_of_a_form_keep_their_order(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        form = await demo.form()

    assert form["items"][0]["spans"] == [{"is_a": "plain", "text": "Please tell us."}]
    assert form["items"][1] == {"is_a": "field", "id": "name"}
    assert [item["is_a"] for item in form["items"][6:]] == [
        "field",
        "divider",
        "field",
        "field",
        "small",
    ]


async def test_answers_may_be_words_numbers_or_lists(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        form = await demo.form("ada")
        answer = await demo.submit(
            "ada",
            form["id"],
            name=7,
            notes=True,
            sizes=["s", "m"],
            hour="10:30",
            owner="emi",
            place="harbor",
            size=None,
            no_such_field="ignored",
        )

    assert answer["errors"] == {}
    assert answer["messages"][0]["text"] == (
        "ada hour=10:30, name=7, notes=true, owner=emi, place=harbor, sizes=s,m"
    )


async def test_a_form_sent_twice_has_one_effect(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        form = await demo.form("ada")
        first = await demo.submit("ada", form["id"], name="Ada")
        second = await demo.submit("ada", form["id"], name="Ada")
        posted = [text for text in await demo.texts("ben") if text == "Survey by Ada Brandt"]

    assert len(first["messages"]) == 1
    assert second == {"messages": [], "form": None, "errors": {}}
    assert len(posted) == 1


async def test_a_form_that_was_refused_can_be_sent_again(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        form = await demo.form("ada")
        refused = await demo.submit("ada", form["id"], name="taken")
        taken = await demo.submit("ada", form["id"], name="free")

    assert refused == {"messages": [], "form": None, "errors": {"name": "This name is taken."}}
    assert taken["errors"] == {}
    assert len(taken["messages"]) == 1


async def test_a_form_outlives_a_restart(tmp_path: Path) -> None:
    async with town(tmp_path) as before:
        form = await before.form("ada")
    async with town(tmp_path) as after:
        answer = await after.submit("ada", form["id"], name="Ada")

    assert answer["messages"][0]["text"] == "ada name=Ada"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({}, "name"),
        ({"name": "   "}, "name"),
        ({"name": "x" * 21}, "name"),
        ({"name": "x", "size": "xl"}, "size"),
        ({"name": "x", "sizes": ["s", "xl"]}, "sizes"),
        ({"name": "x", "hour": "25:00"}, "hour"),
        ({"name": "x", "hour": "9 o'clock"}, "hour"),
        ({"name": "x", "day": "2026-02-30"}, "day"),
        ({"name": "x", "day": "tomorrow"}, "day"),
        ({"name": "x", "owner": "zoe"}, "owner"),
        ({"name": "x", "place": "dm-ben"}, "place"),
    ],
)
async def test_what_a_field_cannot_take_is_said_at_that_field(
    tmp_path: Path, answers: dict[str, Any], field: str
) -> None:
    async with town(tmp_path) as demo:
        form = await demo.form("ada")
        answer = await demo.submit("ada", form["id"], **answers)

    assert list(answer["errors"]) == [field]
    assert answer["messages"] == []


async def test_a_form_opened_for_one_person_is_not_taken_from_another(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        form = await demo.form("ada")
        answer = await demo.do("submit", "ben", status=403, form=form["id"], answers={"name": "B"})

    assert "somebody else" in answer["error"]


@pytest.mark.parametrize("form", ["x", "é", "e30", "W10", "!!!!", "eyJmb3JtIjogMX0"])
async def test_an_invented_form_id_is_refused(tmp_path: Path, form: str) -> None:
    async with town(tmp_path) as demo:
        answer = await demo.do("submit", "ada", status=422, form=form, answers={})

    assert "Open it again" in answer["error"]
