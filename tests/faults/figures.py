"""What came of all the trouble, as numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields

from tests.faults.crowd import Crowd
from tests.faults.world import World

ASK = re.compile(r"standup:\d+:\d{4}-\d\d-\d\d:ask:\d+")


@dataclass
class Figures:
    runs: int = 0
    kills: int = 0
    deliveries: int = 0
    prompts: int = 0
    answers: int = 0
    """People who were told that what they did is in."""
    forms_cut: int = 0
    """Forms on their way when a process was killed; whoever sent one sends it again."""
    prompts_lost: int = 0
    messages_lost: int = 0
    answers_lost: int = 0
    ran_twice: int = 0
    """Ceremonies, seen as a person asked, or a channel told, under two names."""
    doubled_by_kill: int = 0
    """There more often than once, of a moment when nobody could know: killed between the call and
    the note of what came of it."""
    doubled_by_cut: int = 0
    """The same, where Slack took a message and answered nothing, half of it, or that it failed."""
    doubled_else: int = 0
    """All other messages that are there more often than once."""
    uncounted: int = 0
    """Messages that are there more often than the ledger counted."""

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(a + b for a, b in zip(_values(self), _values(other), strict=True)))


MUST_BE_NONE = (
    "prompts_lost",
    "messages_lost",
    "answers_lost",
    "ran_twice",
    "doubled_else",
    "uncounted",
)


def count(
    world: World, crowd: Crowd, runs: int, kills: int, unsure: Counter[str], forms_cut: int
) -> Figures:
    """`unsure`: of each message, how often it was on the wire when a process was killed."""
    arrived = world.arrived()
    rows = {row.subject: row for row in world.rows() if row.kind == "message"}
    prompts = world.prompt_subjects()
    cut = world.taken_unknown()
    more = {subject: many - 1 for subject, many in arrived.items() if many > 1}
    digests = {subject for subject in arrived if subject.endswith(":digest")}
    return Figures(
        runs=runs,
        kills=kills,
        deliveries=len(rows),
        prompts=len(prompts),
        answers=len(crowd.told_saved) + len(crowd.told_skipped),
        forms_cut=forms_cut,
        prompts_lost=len(prompts - arrived.keys()),
        messages_lost=len(world.digests - digests)
        + sum(row.state != "sent" or subject not in arrived for subject, row in rows.items()),
        answers_lost=len(crowd.told_saved - world.answers_kept())
        + len(crowd.told_skipped - world.skips_kept()),
        ran_twice=len({subject for subject in arrived if ASK.fullmatch(subject)} - prompts)
        + len(digests - world.digests - world.later_digests()),
        doubled_by_kill=sum(
            min(unsure[subject], max(0, many - cut[subject])) for subject, many in more.items()
        ),
        doubled_by_cut=sum(min(cut[subject], many) for subject, many in more.items()),
        doubled_else=sum(
            max(0, many - cut[subject] - unsure[subject]) for subject, many in more.items()
        ),
        uncounted=sum(
            max(0, many - (rows[subject].repeats if subject in rows else 0))
            for subject, many in more.items()
        ),
    )


def table(rows: Iterable[Mapping[str, object]]) -> str:
    """One line per world and kind of fault, and what they come to."""
    by_kind: dict[tuple[str, str], Figures] = {}
    for row in rows:
        known = {name: value for name, value in row.items() if name in _NAMES}
        kind = (str(row["world"]), str(row["fault"]))
        by_kind[kind] = by_kind.get(kind, Figures()) + Figures(**known)  # type: ignore[arg-type]
    names = [*_NAMES, "doubled a kill"]
    lines = [["world", "fault", *(name.replace("_", " ") for name in names)]]
    for (world, fault), figures in sorted(by_kind.items()):
        lines.append([world, fault, *_cells(figures)])
    lines.append(["in all", "", *_cells(sum(by_kind.values(), Figures()))])
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    ruled = [lines[0], ["-" * width for width in widths], *lines[1:]]
    return "\n".join(
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in ruled
    )


_NAMES = [each.name for each in fields(Figures)]


def _cells(figures: Figures) -> list[str]:
    a_kill = f"{figures.doubled_by_kill / figures.kills:.2f}" if figures.kills else ""
    return [*(str(value) for value in asdict(figures).values()), a_kill]


def _values(figures: Figures) -> list[int]:
    return [getattr(figures, name) for name in _NAMES]
