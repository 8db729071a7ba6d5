"""Run every benchmark and print one table: the value, the goal, and whether it is met.

A value in "x" is a ratio against a raw baseline measured in the same run; the others have their unit.
"""

import importlib
import json
import platform
import sys
from datetime import UTC, datetime

from benchmarks.figures import Figure

BENCHMARKS = (
    "first_paint",
    "first_minute",
    "usable",
    "submit",
    "vin_strip",
    "id_card",
    "capture_process",
    "capture.codes.command",
    "capture.live.command",
    "capture.fleet.command",
    "pure_decision",
    "flip_advice",
    "evidence",
    "schedules",
    "contracts",
    "indicative",
    "sync_drain",
    "month_offline",
    "queue_screen",
    "screen_switch",
    "working_hour",
    "thousand_deals",
    "models",
    "inventory",
)


def main() -> int:
    """Print the table; `--json` prints it as JSON. A missed goal is printed, not failed on."""
    chosen = [name for name in sys.argv[1:] if not name.startswith("--")] or list(BENCHMARKS)
    figures = [Figure(*row) for name in chosen for row in importlib.import_module(f"benchmarks.{name}").run()]
    if "--json" in sys.argv:
        rows = [figure._asdict() | {"value": round(figure.value, 2), "met": figure.met} for figure in figures]
        print(json.dumps({"at": datetime.now(UTC).isoformat(), "machine": platform.machine(), "rows": rows}, indent=2))
        return 0
    print(f"{'benchmark':<62}{'value':>11}{'goal':>13}  met")
    for figure in figures:
        value = f"{figure.value:.2f} {figure.unit}"
        goal = f"{'≥' if figure.at_least else '≤'} {figure.goal:g} {figure.unit}"
        print(f"{figure.label:<62}{value:>11}{goal:>13}  {'yes' if figure.met else 'NO'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
