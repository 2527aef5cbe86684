"""Measures, and keeps what was found.

python -m benchmarks [NAME …]
"""

from __future__ import annotations

import sys

from rich.console import Console

from benchmarks import results, showing
from benchmarks.catalogue import BENCHES, called


def main(names: list[str]) -> int:
    console = Console()
    try:
        wanted = called(names)
    except KeyError as unknown:
        console.print(f"There is no benchmark {unknown}. There are:")
        console.print("\n".join(f"  {bench.name}" for bench in BENCHES))
        return 2
    kept = results.read()
    for bench in wanted:
        console.print(f"[bold]{bench.name}[/]: {bench.story}")
        # Kept at once: an hour's figures must not go with the one that fails.
        kept = results.keep({bench.name: results.result(bench, bench.measure()())})
        results.CHART.write_bytes(showing.chart(kept))
    console.print(showing.table(kept))
    console.print(f"Kept in {results.FILE.name} and {results.CHART.name}, in benchmarks.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
