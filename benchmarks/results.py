"""The results file: each benchmark by its name, and the machine it ran on."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypedDict

from benchmarks.catalogue import Bench, Found

FILE = Path(__file__).with_name("results.json")
CHART = Path(__file__).with_name("results.png")


class Result(TypedDict):
    ours: float
    peer: float
    unit: str
    ratio: float
    target: str
    met: bool
    details: dict[str, Any]
    dominates: str


def result(bench: Bench, found: Found) -> Result:
    return {
        "ours": _short(found["ours"]),
        "peer": _short(found["peer"]),
        "unit": found["unit"],
        "ratio": _short(found["ratio"]),
        "target": bench.asked,
        "met": bench.met(found["ratio"]),
        "details": _short(found.get("details", {})),
        "dominates": found.get("dominates", ""),
    }


def read(file: Path = FILE) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return found


def keep(measured: dict[str, Result], file: Path = FILE) -> dict[str, Any]:
    """With what was measured now; all else stays as it was, and is returned too."""
    kept = {**read(file), **measured, "machine": machine()}
    file.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return kept


def machine() -> dict[str, Any]:
    """No names of hosts or paths: the file is read by others."""
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "cpu": _cpu(),
        "cpus": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "os": f"{platform.system()} {platform.release().partition('-')[0]} {platform.machine()}",
        "date": datetime.now(UTC).date().isoformat(),
        "commit": _commit(),
    }


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor()


def _commit() -> str:
    """Empty outside a repository; a plus for what was not committed yet."""
    try:
        asked = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
        told = subprocess.run(asked, cwd=FILE.parent, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return told.stdout.strip()


def _short(value: Any) -> Any:
    """Four figures say all that such a machine can tell."""
    match value:
        case float():
            return float(f"{value:.4g}")
        case dict():
            return {key: _short(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_short(inner) for inner in value]
        case _:
            return value
