"""Run every benchmark and print one table: the ratio against a raw baseline in the same run, and the goal."""

import importlib
import json
import platform
import sys
from datetime import UTC, datetime

BENCHMARKS = ("first_paint", "submit", "vin_strip", "pure_decision", "sync_drain")
AT_LEAST = frozenset({"sync_drain"})
"""Benchmarks whose ratio is a rate: the goal is a floor, not a ceiling."""


def main() -> int:
    """Print the table; `--json` prints it as JSON. A missed goal is printed, not failed on."""
    chosen = [name for name in sys.argv[1:] if not name.startswith("--")] or list(BENCHMARKS)
    rows = []
    for name in chosen:
        for label, ratio, goal in importlib.import_module(f"benchmarks.{name}").run():
            met = ratio >= goal if name in AT_LEAST else ratio <= goal
            rows.append({"benchmark": label, "ratio": round(ratio, 2), "goal": goal, "met": met})
    if "--json" in sys.argv:
        print(json.dumps({"at": datetime.now(UTC).isoformat(), "machine": platform.machine(), "rows": rows}, indent=2))
        return 0
    print(f"{'benchmark':<58}{'ratio':>8}{'goal':>8}  met")
    for row in rows:
        print(f"{row['benchmark']:<58}{row['ratio']:>7}x{row['goal']:>7}x  {'yes' if row['met'] else 'NO'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
