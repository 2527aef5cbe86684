"""A form that was sent, and Slack's ways of answering it in place."""

from __future__ import annotations

from typing import Any

import structlog

from bot.dispatch import Outcome
from bot.slack import render
from bot.slack.spans import Block
from handlers.cards import Card, Text, plain
from handlers.events import FormSent

log = structlog.get_logger()


class Submission:
    def __init__(self, event: FormSent, view: dict[str, Any]) -> None:
        self.event = event
        self.view_id = str(view["id"])
        self.turn = str(view["hash"])
        self.title = str(view["title"]["text"])
        self.inputs = [
            str(block["block_id"]) for block in view["blocks"] if block["type"] == "input"
        ]
        self.typed = _typed(view)

    def answer(self, outcome: Outcome) -> Block:
        """Errors beside the fields, another form, why not, or closed."""
        if outcome.errors and self.inputs:
            return {"response_action": "errors", "errors": self._beside_fields(outcome.errors)}
        view = self._next(outcome)
        return {"response_action": "update", "view": view} if view else {"response_action": "clear"}

    def late(self, outcome: Outcome) -> Block | None:
        """The view, when the form is gone from the screen already."""
        return self._next(outcome) or self._told("Saved. You can close this.")

    def saving(self) -> Block:
        words = "Still saving. This changes as soon as it is done."
        return {"response_action": "update", "view": self._told(words)}

    def _next(self, outcome: Outcome) -> Block | None:
        try:
            if outcome.form:
                return render.modal(outcome.form, self.event.origin, turn=f":{self.turn}")
            if outcome.errors:
                return self._refused(_words("\n".join(outcome.errors.values())))
            if outcome.refused:
                return self._refused(render.together(outcome.whispers))
        except render.TooBig as error:
            log.error("the answer to a form is too big", detail=str(error))
            return self._told("The answer is too long for Slack to show.")
        return None

    def _refused(self, card: Card) -> Block:
        """With what was typed, so that nothing is lost; what the words repeat already stays out."""
        said = "".join(
            span.text
            for part in card.parts
            if isinstance(part, Text)
            for span in part.spans
            if span.is_a == "plain"
        )
        typed = {field: answer for field, answer in self.typed.items() if answer not in said}
        return render.notice(self.title, card, typed)

    def _beside_fields(self, errors: dict[str, str]) -> dict[str, str]:
        """Slack drops words for a field it does not know, and the form with them."""
        known = {field: words for field, words in errors.items() if field in self.inputs}
        others = [words for field, words in errors.items() if field not in self.inputs]
        if others:
            first = self.inputs[0]
            known[first] = " ".join([*([known[first]] if first in known else []), *others])
        return known

    def _told(self, words: str) -> Block:
        return render.notice(self.title, _words(words))


def _typed(view: dict[str, Any]) -> dict[str, str]:
    return {
        block: state["value"]
        for block, inputs in view["state"]["values"].items()
        for state in inputs.values()
        if state.get("type") == "plain_text_input" and state.get("value")
    }


def _words(words: str) -> Card:
    return Card(words.split("\n")[0], (plain(words),))
