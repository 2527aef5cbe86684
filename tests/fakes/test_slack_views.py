"""Modals and Home tabs on the fake."""

import pytest

from .asking import refusal
from .conftest import Scene
from .peer import CARD, FORM, Peer, titled
from .slack import Person

pytestmark = pytest.mark.asyncio


def trigger(scene: Scene, person: Person | None = None) -> str:
    return scene.slack.new_trigger(person or scene.ada)


async def test_a_trigger_lives_three_seconds_and_serves_once(scene: Scene) -> None:
    used = trigger(scene)
    view = (await scene.client.views_open(trigger_id=used, view=FORM))["view"]
    assert (view["callback_id"], view["private_metadata"], view["root_view_id"]) == (
        "form",
        "kept",
        view["id"],
    )
    assert (
        await refusal(scene.client.views_open(trigger_id=used, view=FORM)) == "exchanged_trigger_id"
    )
    late = trigger(scene)
    scene.now.move(60.1)
    assert (
        await refusal(scene.client.views_open(trigger_id=late, view=FORM)) == "expired_trigger_id"
    )
    assert (
        await refusal(scene.client.views_open(trigger_id="made-up", view=FORM))
        == "invalid_trigger_id"
    )


async def test_views_are_checked_and_guarded_by_their_hash(scene: Scene) -> None:
    bad = titled("A title that is far too long for Slack")
    assert (
        await refusal(scene.client.views_open(trigger_id=trigger(scene), view=bad))
        == "invalid_arguments"
    )
    view = (await scene.client.views_open(trigger_id=trigger(scene), view=FORM))["view"]
    update = scene.client.views_update
    assert (await update(view_id=view["id"], hash=view["hash"], view=titled("Two")))["ok"]
    assert (
        await refusal(update(view_id=view["id"], hash=view["hash"], view=FORM)) == "hash_conflict"
    )
    assert await refusal(update(view_id="V404", view=FORM)) == "not_found"


async def test_three_forms_is_as_deep_as_it_goes(scene: Scene) -> None:
    await scene.client.views_open(trigger_id=trigger(scene), view=FORM)
    for _ in range(2):
        top = scene.slack.view_of(scene.ada)
        await scene.client.views_push(trigger_id=scene.slack.new_trigger(scene.ada, top), view=FORM)
    deep = scene.slack.new_trigger(scene.ada, scene.slack.view_of(scene.ada))
    assert (
        await refusal(scene.client.views_push(trigger_id=deep, view=FORM)) == "push_limit_reached"
    )


async def test_a_home_belongs_to_one_person(scene: Scene) -> None:
    view = {"type": "home", "blocks": CARD}
    await scene.client.views_publish(user_id=scene.ada.id, view=view)
    shown = scene.slack.home_of(scene.ada)
    assert shown is not None and "Stand-up" in scene.slack.text_of(shown)
    assert scene.slack.home_of(scene.ben) is None
    assert (
        await refusal(scene.client.views_publish(user_id=scene.ada.id, view=view, hash="old"))
        == "hash_conflict"
    )
    assert await refusal(scene.client.views_publish(user_id="U404", view=view)) == "user_not_found"


async def test_a_button_on_the_home_reaches_the_app(scene: Scene, peer: Peer) -> None:
    await scene.client.views_publish(user_id=scene.ada.id, view={"type": "home", "blocks": CARD})
    shown = scene.slack.home_of(scene.ada)
    assert shown is not None
    assert (await scene.slack.press_in_view(scene.ada, shown, "Answer")).ok
    assert peer.heard[0][1]["view"]["type"] == "home"
    with pytest.raises(LookupError):
        await scene.slack.press_in_view(scene.ben, shown, "Answer")
