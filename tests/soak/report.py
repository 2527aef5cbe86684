"""The figures of a quarter, a line a week."""

from __future__ import annotations

from collections.abc import Sequence

from tests.soak.running import Lived, Plan
from tests.soak.wire import Counts

COLUMNS = (
    "week",
    "days",
    "asked",
    "answered",
    "digests",
    "deliveries",
    "moments",
    "seen",
    "due",
    "dbos",
    "ledger",
    "objects",
    "RSS MB",
    "CPU s",
    "real s",
)


def table(lived: Sequence[Lived]) -> str:
    """What happened in each week, and how big things were at its end."""
    rows = [COLUMNS, *(_row(lived, end) for end in _ends(lived))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    lines = [
        "| " + " | ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    rule = "| " + " | ".join("-" * (width - 1) + ":" for width in widths) + " |"
    return "\n".join([lines[0], rule, *lines[1:]])


def _ends(lived: Sequence[Lived]) -> list[int]:
    ends = list(range(7, len(lived), 7))
    if not ends or ends[-1] != len(lived) - 1:
        ends.append(len(lived) - 1)
    return ends


def _row(lived: Sequence[Lived], end: int) -> tuple[str, ...]:
    now = lived[end]
    week = (end + 6) // 7
    # The first week has what is left of the day before it, too.
    before = lived[(week - 1) * 7] if week > 1 else None

    def since(name: str) -> str:
        was = getattr(before, name) if before else 0
        return f"{getattr(now, name) - was:,.0f}"

    tables = now.sizes.tables
    return (
        str(week),
        str(now.number),
        *(since(name) for name in COLUMNS[2:7]),
        f"{tables['seen']:,}",
        f"{tables['due']:,}",
        f"{tables['workflow_status']:,}",
        f"{tables['delivery']:,}",
        f"{now.sizes.objects:,}",
        f"{now.sizes.rss_mb:.0f}",
        since("cpu"),
        since("seconds"),
    )


def whole(plan: Plan, lived: Sequence[Lived], counts: Counts, wrong: str) -> str:
    """The page that is kept of a run."""
    last = lived[-1]
    sites = -(-plan.teams // plan.per_site)
    said = [
        "# A simulated quarter",
        f"{plan.teams:,} teams in {sites} workspaces, {last.number} days from "
        f"{plan.begins:%A} {plan.begins:%Y-%m-%d}, seed {plan.seed}: "
        f"{last.asked:,} asked, {last.answered:,} answers, {last.digests:,} digests, "
        f"{last.deliveries:,} messages and edits, {last.moments:,} moments and {last.events:,} "
        f"events in {last.seconds / 60:.0f} minutes ({last.cpu / 60:.0f} of one processor).",
        f"The platform said {counts.limits:,} times that we are too fast, failed "
        f"{counts.troubles:,} times, refused {counts.stops:,} times for good, and was asked "
        f"{counts.rosters:,} times who is in a channel.",
        wrong or "After every day everything was as it should be.",
        table(lived),
        "Tables at the end: "
        + ", ".join(f"{name} {rows:,}" for name, rows in sorted(last.sizes.tables.items())),
        "Kept in memory at the end: "
        + ", ".join(f"{name} {many:,}" for name, many in sorted(last.sizes.held.items())),
    ]
    return "\n\n".join(said) + "\n"
