"""`python -m tests.soak`: a quarter of 2,000 teams, told week by week, and build/soak.md."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.soak import report, sizes
from tests.soak.house import Stuck
from tests.soak.running import Broken, Lived, Plan, Soak

KEPT_AT = Path("build/soak.md")
WARM_UP = 14
"""Days after which nothing grows any more but what people said."""


def main(words: Sequence[str] | None = None) -> int:
    plan, url = _read(words)
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        return asyncio.run(_live(plan, url or f"sqlite:///{folder}/drumbeat.db"))


async def _live(plan: Plan, url: str) -> int:
    soak = Soak(plan, url)
    wrong = ""
    await soak.start()
    print(f"{plan.teams:,} teams are set up", flush=True)
    try:
        async for lived in soak.days():
            _check_sizes(soak)
            print(_line(lived), flush=True)
            if lived.number % 7 == 0 and lived.number:
                print(report.table(soak.lived), flush=True)
    except (Broken, Stuck) as broken:
        wrong = f"**It went wrong** {broken}"
    finally:
        await soak.stop()
    counts = soak.house.wire.counts
    page = report.whole(plan, soak.lived, counts, wrong) if soak.lived else wrong
    KEPT_AT.parent.mkdir(exist_ok=True)
    KEPT_AT.write_text(page, "utf-8")
    print(page)
    return 1 if wrong else 0


def _check_sizes(soak: Soak) -> None:
    """Raises Broken."""
    lived = soak.lived
    if len(lived) <= WARM_UP + 1:
        return
    grown = sizes.grown(
        [each.sizes for each in lived],
        WARM_UP,
        [each.moments + each.events for each in lived],
        len(soak.world.places) + len(soak.world.people),
        len(soak.world.sites),
    )
    if found := list(grown):
        raise Broken(f"after {lived[-1].number} days:\n" + "\n".join(found))


def _line(lived: Lived) -> str:
    return (
        f"{lived.day:%a %Y-%m-%d}  {lived.asked:>8,} asked  {lived.answered:>8,} answered  "
        f"{lived.digests:>7,} digests  {lived.sizes.rss_mb:>5.0f} MB  {lived.cpu:>6,.0f} CPU s  "
        f"{lived.seconds:>6,.0f} s"
    )


def _read(words: Sequence[str] | None) -> tuple[Plan, str]:
    usual = Plan()
    reader = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    reader.add_argument("--teams", type=int, default=usual.teams)
    reader.add_argument("--days", type=int, default=usual.days)
    reader.add_argument("--seed", type=int, default=usual.seed)
    reader.add_argument("--often", type=float, default=usual.often, help="people come and go")
    reader.add_argument("--database", default="", help="a PostgreSQL URL; else a SQLite file")
    given = reader.parse_args(words)
    plan = Plan(teams=given.teams, days=given.days, seed=given.seed, often=given.often)
    return plan, given.database


if __name__ == "__main__":
    sys.exit(main())
