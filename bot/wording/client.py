"""A language model at any address that speaks OpenAI's protocol."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from bot.settings import Settings
from handlers.weeknotes.model import TASK, Asked, Unavailable, Wording

if TYPE_CHECKING:
    from openai import AsyncOpenAI

WITHIN = 60.0
"""Seconds."""
TRIES = 2
"""After the first, where the endpoint is busy."""
LONGEST = 4000
"""Tokens of an answer."""


class Missing(Exception):
    """The settings name a model, but what it takes to ask it is not installed."""


def to(settings: Settings) -> Wording | None:
    """None: nobody is ever asked. Raises Missing."""
    if not settings.has_model:
        return None
    try:
        # Only now: it takes a second, and most never need it.
        from openai import AsyncOpenAI
    except ImportError:
        raise Missing("DRUMBEAT_LLM_URL needs: pip install drumbeat[model]") from None
    connected = partial(
        AsyncOpenAI,
        base_url=settings.llm_url,
        # It does not do without one; an endpoint that wants none takes any.
        api_key=settings.llm_key.get_secret_value() or "none",
        timeout=WITHIN,
        max_retries=TRIES,
    )
    return Model(connected, settings.llm_model)


class Model:
    def __init__(self, connected: Callable[[], AsyncOpenAI], name: str) -> None:
        self._connected = connected
        self._name = name

    async def suggest(self, asked: Asked) -> str:
        from openai import APIConnectionError, APIStatusError, APITimeoutError, OpenAIError

        try:
            async with self._connected() as model:
                answer = await model.chat.completions.create(
                    model=self._name,
                    messages=[
                        {"role": "system", "content": TASK},
                        {"role": "user", "content": asked.as_text()},
                    ],
                    max_tokens=LONGEST,
                    temperature=0.4,
                )
        except APITimeoutError:
            raise Unavailable("The model takes too long to answer.") from None
        except APIConnectionError:
            raise Unavailable("The model can't be reached.") from None
        except APIStatusError as wrong:
            raise Unavailable(f"The model answers with an error ({wrong.status_code}).") from None
        except (OpenAIError, ValueError):
            raise Unavailable("The model's answer makes no sense.") from None
        choices = answer.choices or []
        return (choices[0].message.content or "") if choices else ""
