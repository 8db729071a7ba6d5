"""The report: a table, and every document that was not read exactly, as a picture with what went wrong."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import cv2

from benchmarks.capture.documents.scoring import GOALS, Outcome, Tally

_WIDTH: Final = 1000
_MOST: Final = 200


def write_report(folder: Path, strength: str, tallies: Mapping[str, Tally], failures: Sequence[Outcome]) -> None:
    """Write `report.md` and the failures' pictures into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        f"# Documents, {strength}",
        "",
        "| kind | documents | every field exact | goal | fields right | wrong without a warning |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for kind, tally in tallies.items():
        exact, right = 100 * tally.exact / tally.documents, 100 * (1 - tally.wrong / tally.fields)
        lines.append(
            f"| {kind} | {tally.documents} | {exact:.1f} % | {GOALS.get(kind, 90)} % | {right:.1f} % | {tally.untold} |"
        )
    lines += ["", "## Failures", ""]
    for number, outcome in enumerate(failures[:_MOST], 1):
        name = f"{number:03d}-{outcome.kind}.jpg"
        scale = _WIDTH / outcome.picture.shape[1]
        cv2.imwrite(str(folder / name), cv2.resize(outcome.picture, None, fx=scale, fy=scale))
        lines += [f"### {number}. {outcome.kind}, read as {outcome.read_as}", "", f"![]({name})", ""]
        lines += [
            f"- {field}: drawn `{drawn}`, read `{read}`{' **without a warning**' if field in outcome.untold else ''}"
            for field, (drawn, read) in outcome.wrong.items()
        ]
        lines.append("")
    (folder / "report.md").write_text("\n".join(lines), encoding="utf-8")
