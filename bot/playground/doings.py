"""The calls by which a person does something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlmodel import Session
from starlette.requests import Request

from bot.dispatch import Dispatch, Outcome
from bot.playground import answers, forms, parse, render, sights
from bot.playground.clock import Beat, MovableClock
from bot.playground.guard import body_of
from bot.playground.hub import Hub
from bot.playground.parse import Body
from bot.playground.problems import Problem
from bot.playground.render import JSON
from bot.playground.world import (
    BOT,
    HOME,
    Spot,
    Viewer,
    World,
    direct_place,
    seen_message,
    settle,
)
from handlers import plainly
from handlers.cards import Button, Card
from handlers.events import FromPlatform
from handlers.routing import Router
from storage import playground
from storage.models import PlaygroundMessage

PATIENCE = 1.0
"""Seconds an answer waits for what it set going, so that whoever asks next sees it done."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an event happens, and so where its private answers appear."""

    viewer: Viewer
    place: Spot
    thread: int = 0
    pressed: PlaygroundMessage | None = None

    @property
    def answers_at(self) -> str:
        """Home has no messages; what is said there comes by direct chat."""
        return direct_place(self.viewer.ref) if self.place.kind == "home" else self.place.id


class Doings:
    def __init__(
        self,
        world: World,
        router: Router,
        dispatch: Dispatch,
        hub: Hub,
        clock: MovableClock,
        beat: Beat,
    ) -> None:
        self._world = world
        self._router = router
        self._dispatch = dispatch
        self._hub = hub
        self._clock = clock
        self._beat = beat

    async def say(self, request: Request) -> JSON:
        body, viewer = await self._begin(request)
        place = viewer.place(body.word("place"))
        text = body.text("text")
        if place.kind == "home" or place.is_archived:
            raise Problem(422, "Nothing can be written here.")
        root = await self._root(viewer, place, body.maybe("thread"))
        thread = root.key if root else 0
        written = await self._world.run(self._write, place, viewer, text, thread)
        self._hub.tell(place.members, place.id, home=False)
        answer: JSON = {"messages": [], "form": None}
        if parse.is_for_the_bot(place, text, root is not None and root.author == BOT):
            event = parse.said(viewer, place, text, str(written.key), str(thread) if thread else "")
            answer = await self._answer(event, Scene(viewer, place, thread))
        return {"message": render.message(written, viewer)} | answer

    async def command(self, request: Request) -> JSON:
        body, viewer = await self._begin(request)
        place = viewer.place(body.word("place"))
        return await self._answer(
            parse.commanded(viewer, place, body.text("text")), Scene(viewer, place)
        )

    async def press(self, request: Request) -> JSON:
        body, viewer = await self._begin(request)
        ref, wanted, given = body.maybe("message"), body.word("button"), body.answers()
        if ref == HOME:
            place, pressed = viewer.places[HOME], None
            card = await sights.home_card(viewer, self._dispatch)
        else:
            pressed = await self._world.run(seen_message, viewer, ref)
            place, card = viewer.places[pressed.place], render.card_of(pressed)
        button = _button(card, wanted)
        event = parse.pressed(viewer, place, ref, button.action, dict(button.args), given)
        thread = pressed.thread if pressed else 0
        return await self._answer(event, Scene(viewer, place, thread, pressed))

    async def shortcut(self, request: Request) -> JSON:
        body, viewer = await self._begin(request)
        name, ref = body.word("name"), body.maybe("message")
        entry = next((each for each in self._router.shortcuts if each.name == name), None)
        if entry is None:
            raise Problem(404, "There is no such shortcut.")
        if entry.on == "global":
            home = viewer.places[HOME]
            event = parse.shortcut(viewer, None, name, "", "", "", "")
            return await self._answer(event, Scene(viewer, home))
        about = await self._world.run(seen_message, viewer, ref)
        place = viewer.places[about.place]
        text = render.text_of(render.card_of(about).parts, viewer)
        link = f"{request.base_url}playground#{place.id}/{about.key}"
        event = parse.shortcut(viewer, place, name, str(about.key), text, about.author, link)
        return await self._answer(event, Scene(viewer, place, about.thread))

    async def react(self, request: Request) -> JSON:
        body, viewer = await self._begin(request)
        about = await self._world.run(seen_message, viewer, body.maybe("message"))
        place, sign, is_there = viewer.places[about.place], body.sign(), body.yes("is_there")
        if about.only_for or place.is_archived:
            raise Problem(422, "No sign can be put to this message.")
        put = partial(playground.sign, is_there=is_there)
        if await self._world.run(put, about.key, sign, viewer.ref):
            self._hub.tell(place.members, place.id, home=False)
            if about.author == BOT:
                event = parse.reacted(viewer, place, str(about.key), sign, is_there=is_there)
                return await self._answer(event, Scene(viewer, place, about.thread))
        return {"messages": [], "form": None}

    async def submit(self, request: Request) -> JSON:
        body, viewer = await self._begin(request)
        ticket = forms.decode(body.word("form"))
        if ticket.person != viewer.ref:
            raise Problem(403, "This form was opened for somebody else.")
        place = viewer.place(ticket.place)
        given, errors = answers.check(body.answers(), ticket, viewer)
        if errors:
            return {"messages": [], "form": None, "errors": errors}
        event = parse.form_sent(viewer, place, ticket.form, ticket.args, given, ticket.nonce)
        return await self._answer(event, Scene(viewer, place), says_errors=True)

    async def _begin(self, request: Request) -> tuple[Body, Viewer]:
        body = Body.of(await body_of(request))
        return body, await self._world.viewer(body.word("as"))

    async def _root(self, viewer: Viewer, place: Spot, ref: str) -> PlaygroundMessage | None:
        """The first message of the thread that `ref` is in."""
        if not ref:
            return None
        found = await self._world.run(seen_message, viewer, ref)
        if found.place != place.id:
            raise Problem(404, "There is no such message in this place.")
        if found.thread:
            found = await self._world.run(seen_message, viewer, str(found.thread))
        if found.only_for:
            raise Problem(422, "A private answer has no thread.")
        return found

    def _write(
        self, session: Session, place: Spot, viewer: Viewer, text: str, thread: int
    ) -> PlaygroundMessage:
        now = self._clock.now()
        content = {"text": text}
        return playground.write(session, place.id, viewer.ref, now, content, thread=thread)

    async def _answer(self, event: FromPlatform, scene: Scene, says_errors: bool = False) -> JSON:
        outcome = await self._dispatch.handle(event)
        viewer = scene.viewer
        kept = await self._world.run(self._keep, outcome, scene)
        messages = [render.message(row, viewer) for row in kept]
        if outcome.refreshed and scene.place.kind == "home":
            now = self._clock.now()
            messages.insert(0, render.home(outcome.refreshed, viewer, now))
        self._tell(scene, kept)
        await settle(self._beat.settled, PATIENCE)
        form = outcome.form and forms.form(outcome.form, viewer, scene.place.id)
        answer = {"messages": messages, "form": form}
        return answer | {"errors": outcome.errors or {}} if says_errors else answer

    def _keep(self, session: Session, outcome: Outcome, scene: Scene) -> list[PlaygroundMessage]:
        """The pressed card as it is now, then what only this person is told."""
        kept = []
        if outcome.refreshed and scene.pressed:
            kept += self._refresh(session, scene.pressed.key, outcome.refreshed)
        for card in outcome.whispers:
            kept.append(
                playground.write(
                    session,
                    scene.answers_at,
                    BOT,
                    self._clock.now(),
                    plainly.card_to_plain(card),
                    only_for=scene.viewer.ref,
                    thread=scene.thread,
                )
            )
        return kept

    def _refresh(self, session: Session, pressed: int, card: Card) -> list[PlaygroundMessage]:
        row = playground.message(session, pressed)
        if row is None:
            return []
        row.content = plainly.card_to_plain(card)
        row.edited = True
        session.add(row)
        return [row]

    def _tell(self, scene: Scene, kept: Sequence[PlaygroundMessage]) -> None:
        me = (scene.viewer.ref,)
        self._hub.tell(me, *{row.place for row in kept})
        if scene.pressed and any(row.key == scene.pressed.key for row in kept):
            is_private = bool(scene.pressed.only_for)
            self._hub.tell(me if is_private else scene.place.members, scene.place.id, home=False)


def _button(card: Card, wanted: str) -> Button:
    """By id, else by label. Raises Problem 404."""
    named = render.buttons(card)
    if wanted in named:
        return named[wanted]
    for button in named.values():
        if button.label == wanted:
            return button
    raise Problem(404, "This button is not on the message (any more).")
