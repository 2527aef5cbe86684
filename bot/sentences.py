"""A small model of what sentences mean, which comes with its package: it runs in this process, and
nothing is fetched or sent."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from wordllama.inference import WordLlamaInference

ALIKE = 0.31
"""The cosine from which two say much the same; tried on cards of retros."""


class Missing(Exception):
    """The settings want the model, but it is not installed."""


def model(settings: Settings) -> Sentences | None:
    """None: texts are compared by their words. Raises Missing."""
    if settings.sentences == "off":
        return None
    try:
        found = find_spec("wordllama")
    except ValueError:
        found = None
    if found is None:
        raise Missing("DRUMBEAT_SENTENCES needs: pip install drumbeat[sentences]")
    return Sentences()


class Sentences:
    def __init__(self) -> None:
        self._lock = Lock()
        self._model: WordLlamaInference | None = None

    def alike(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        if not texts:
            return []
        found = self.load().embed([text or " " for text in texts], norm=True)
        ratings: list[list[float]] = (found @ found.T / ALIKE).tolist()
        return ratings

    def load(self) -> WordLlamaInference:
        """Takes a second, and some 90 MB."""
        with self._lock:
            if self._model is None:
                import wordllama

                # It looks for its own files in the cache; downloads stay off.
                own = Path(wordllama.__file__).parent
                self._model = wordllama.WordLlama.load(cache_dir=own, disable_download=True)
            return self._model
