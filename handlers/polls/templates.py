"""Statements to begin a pulse with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    name: str
    hint: str
    statements: tuple[str, ...]


TEMPLATES = {
    "inside": Template(
        "Inside-out",
        "how the team is, seen by itself",
        (
            "I know our mission, and why it matters.",
            "I can say openly what I think.",
            "We have what we need to do our work.",
            "We decide quickly, and it is clear who decides.",
            "Our pace is one that we can keep.",
            "I learn something here.",
        ),
    ),
    "outside": Template(
        "Outside-in",
        "how the team is, seen from outside",
        (
            "Our customers notice the value of our work.",
            "We hear within days what users think of it.",
            "Who depends on us can rely on what we promise.",
            "Our sponsor knows where we stand.",
            "Other teams find it easy to work with us.",
        ),
    ),
    "own": Template("Own statements", "whatever you want to follow", ()),
}
