"""What came of all the killing, as numbers."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields

from tests.faults.crowd import Crowd
from tests.faults.world import World


@dataclass
class Figures:
    kills: int = 0
    deliveries: int = 0
    prompts: int = 0
    answers: int = 0
    prompts_lost: int = 0
    messages_lost: int = 0
    answers_lost: int = 0
    ran_twice: int = 0
    """Ceremonies, seen as a person asked, or a channel told, under two names."""
    doubled: int = 0
    """Messages that are there more than once."""
    uncounted: int = 0
    """Of them, those the ledger did not count."""
    unexplained: int = 0
    """Of them, those that were not on the wire when a kill fell."""

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(a + b for a, b in zip(_values(self), _values(other), strict=True)))


def _values(figures: Figures) -> list[int]:
    return [getattr(figures, each.name) for each in fields(figures)]


@dataclass
class Table:
    rows: list[tuple[str, Figures]] = field(default_factory=list)

    def __str__(self) -> str:
        by_kind: dict[str, Figures] = {}
        for kind, figures in self.rows:
            by_kind[kind] = by_kind.get(kind, Figures()) + figures
        total = sum(by_kind.values(), Figures())
        columns = [*by_kind.items(), ("in all", total)]
        lines = [f"{'':<16}" + "".join(f"{kind:>16}" for kind, _ in columns)]
        for name in asdict(total):
            label = name.replace("_", " ")
            lines.append(
                f"{label:<16}" + "".join(f"{getattr(each, name):>16}" for _, each in columns)
            )
        return "\n".join(lines)


TABLE = Table()
"""Of this test run."""


def count(world: World, crowd: Crowd, kills: int, on_the_wire: set[str]) -> Figures:
    arrived = world.arrived()
    rows = {row.subject: row for row in world.rows() if row.kind == "message"}
    prompts = world.prompt_subjects()
    doubled = {subject: many - 1 for subject, many in arrived.items() if many > 1}
    digests = {subject for subject in arrived if subject.endswith(":digest")}
    return Figures(
        kills=kills,
        deliveries=len(rows),
        prompts=len(prompts),
        answers=len(crowd.told_saved) + len(crowd.told_skipped),
        prompts_lost=len(prompts - arrived.keys()),
        messages_lost=sum(
            row.state != "sent" or subject not in arrived for subject, row in rows.items()
        ),
        answers_lost=len(crowd.told_saved - world.answers_kept())
        + len(crowd.told_skipped - world.skips_kept()),
        ran_twice=len({subject for subject in arrived if ":ask:" in subject} - prompts)
        + len(digests)
        - world.digests,
        doubled=len(doubled),
        uncounted=sum(
            subject not in rows or rows[subject].repeats < more for subject, more in doubled.items()
        ),
        unexplained=len(doubled.keys() - on_the_wire),
    )
