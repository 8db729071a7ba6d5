"""`python -m benchmarks.capture documents`: how many documents are read exactly, and what is wrong untold."""

import argparse
import statistics
import sys
from pathlib import Path

from benchmarks.capture.documents.report import write_report
from benchmarks.capture.documents.scoring import GOALS, KINDS, Outcome, Tally, outcomes
from benchmarks.capture.documents.sheet import TUNING, evaluation_fonts
from paddock.app.capture.ocr import warm_up


def main(arguments: list[str]) -> int:
    """Print a line per kind; write a report with the failures where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.capture documents", description=__doc__)
    parser.add_argument("--samples", type=int, default=10, help="documents of each kind")
    parser.add_argument("--strength", choices=("light", "moderate", "heavy"), default="moderate")
    parser.add_argument("--kind", action="append", choices=list(KINDS))
    parser.add_argument("--tuning", action="store_true", help="the shipped font instead of those kept for evaluation")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--wrong", action="store_true", help="print every wrong field")
    wanted = parser.parse_args(arguments)
    fonts = (TUNING,) if wanted.tuning else evaluation_fonts()
    if not fonts:
        print(
            "none of the evaluation fonts is installed (fonts-wqy-zenhei, fonts-arphic-gbsn00lp, ...)", file=sys.stderr
        )
        return 3
    warm_up()
    tallies: dict[str, Tally] = {}
    failures: list[Outcome] = []
    for kind in wanted.kind or KINDS:
        tally = tallies[kind] = Tally()
        for outcome, fields in outcomes(kind, wanted.samples, wanted.strength, fonts, wanted.seed):
            tally.add(outcome, fields)
            if not outcome.exact:
                failures.append(outcome)
                if wanted.wrong:
                    print(f"  {kind} read as {outcome.read_as}: {outcome.wrong}, untold {outcome.untold}", flush=True)
        print(line_of(kind, tally), flush=True)
    if wanted.report:
        write_report(wanted.report, wanted.strength, tallies, failures)
    return 0


def line_of(kind: str, tally: Tally) -> str:
    """One kind's figures."""
    exact = 100 * tally.exact / tally.documents
    fields = 100 * (1 - tally.wrong / tally.fields)
    ms = statistics.median(tally.milliseconds)
    return (
        f"{kind:<38}{exact:6.1f} % exact of {tally.documents} (goal {GOALS.get(kind, 90)}), {fields:5.1f} % of fields,"
        f" {tally.untold} wrong untold, {ms:5.0f} ms; {dict(tally.of_field.most_common(5))}"
    )
