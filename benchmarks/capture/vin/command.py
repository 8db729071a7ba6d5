"""`python -m benchmarks.capture vin`: how many VINs are read right, and whether a wrong one ever looks sure."""

import argparse
import sys
from pathlib import Path

from benchmarks.capture.vin.looks import LOOKS
from benchmarks.capture.vin.measure import Task, read_all
from benchmarks.capture.vin.report import table, write_report


def main(arguments: list[str]) -> int:
    """Read the samples, print the table, write the report; 1 when a wrong VIN was verified."""
    chosen = _parsed(arguments)
    looks = tuple(look for look in LOOKS if not chosen.looks or look in chosen.looks)
    tasks = [
        Task(
            number,
            chosen.purpose,
            "strip" if chosen.line_only else chosen.form,
            chosen.strength,
            looks,
            chosen.line_only,
        )
        for number in range(chosen.first, chosen.first + chosen.samples)
    ]
    outcomes = []
    for outcome in read_all(tasks, chosen.workers, chosen.keep):
        outcomes.append(outcome)
        if outcome.wrong_but_sure:
            print(f"WRONG BUT SURE: sample {outcome.number}: {outcome.vin} read as {outcome.read}", file=sys.stderr)
    print(table(outcomes))
    if chosen.report is not None:
        by_number = {task.number: task for task in tasks}
        write_report(outcomes, by_number, chosen.report, f"VIN, {chosen.purpose}, {len(outcomes)} samples")
    return int(any(outcome.wrong_but_sure for outcome in outcomes))


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.capture vin", description=__doc__)
    parser.add_argument("--samples", type=int, default=120, help="how many (default %(default)s)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first: another number, other samples")
    parser.add_argument("--purpose", choices=("evaluation", "tuning"), default="evaluation", help="which fonts")
    parser.add_argument("--strength", choices=("light", "moderate", "heavy"), help="only these")
    parser.add_argument("--form", choices=("strip", "scene"), help="only these")
    parser.add_argument("--looks", nargs="*", choices=LOOKS, help="only these")
    parser.add_argument(
        "--line-only", action="store_true", help="strips, each read as the line it is: quick, for many samples"
    )
    parser.add_argument("--workers", type=int, default=1, help="processes")
    parser.add_argument("--keep", type=Path, help="a file for the outcomes: a run that was cut short goes on")
    parser.add_argument("--report", type=Path, help="an HTML page with the failures as pictures")
    return parser.parse_args(arguments)
