"""The Web API: one function per method, found by name."""

from . import apps, chat, conversations, files, users, views  # noqa: F401 - each registers its methods
from .registry import METHODS, answer

__all__ = ["METHODS", "answer"]
