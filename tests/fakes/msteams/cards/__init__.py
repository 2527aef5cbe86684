"""Adaptive Cards: whether one is well made, what it says, and what can be done with it."""

from .actions import Pressable, find_action, labels, pressables
from .check import Surface, mention_problems, mentions_of, problems
from .inputs import Choice, fill, first_values, inputs_of, refusals, sent_values
from .markdown import shown
from .words import errors_in, words

__all__ = [
    "Choice",
    "Pressable",
    "Surface",
    "errors_in",
    "fill",
    "find_action",
    "first_values",
    "inputs_of",
    "labels",
    "mention_problems",
    "mentions_of",
    "pressables",
    "problems",
    "refusals",
    "sent_values",
    "shown",
    "words",
]
