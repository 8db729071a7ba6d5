"""The report of a run: one table, and every failure as a picture beside what was read."""

import base64
import html
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import cv2

from benchmarks.capture.vin.measure import Outcome, Task

_MOST_PICTURES: Final = 240
_WIDE: Final = 560
_STYLE: Final = (
    "body{font:14px sans-serif;margin:24px}td,th{padding:3px 10px;text-align:right;border-bottom:1px solid #ddd}"
    "td:first-child,th:first-child{text-align:left}.card{display:inline-block;margin:6px;padding:6px;border:1px solid"
    " #ccc;vertical-align:top}.card img{max-width:560px;display:block}code{font-size:15px;letter-spacing:1px}"
    "b.wrong{color:#c00}i.marked{background:#fe9;font-style:normal}.bad{border-color:#c00;border-width:3px}"
)


def rows_of(outcomes: Iterable[Outcome]) -> list[tuple[str, ...]]:
    """Return one row for each look, form and strength: counts and shares as text."""
    groups: dict[tuple[str, str, str], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.look, outcome.form, outcome.strength].append(outcome)
        groups["all", "", ""].append(outcome)
    return [(" ".join(key).strip(), *_cells(group)) for key, group in sorted(groups.items())]


HEAD: Final = (
    "look, form, strength",
    "samples",
    "exact",
    "share",
    "verified",
    "offered wrong",
    "unmarked",
    "SURE WRONG",
)


def table(outcomes: Iterable[Outcome]) -> str:
    """Return the table for a terminal."""
    lines = [HEAD, *rows_of(outcomes)]
    first, *others = (max(len(line[column]) for line in lines) for column in range(len(HEAD)))
    return "\n".join(
        line[0].ljust(first) + "".join(cell.rjust(width + 2) for cell, width in zip(line[1:], others, strict=True))
        for line in lines
    )


def write_report(outcomes: Sequence[Outcome], tasks: dict[int, Task], path: Path, title: str) -> None:
    """Write the HTML page: the worst failures first, at most 240 pictures."""
    failed = [outcome for outcome in outcomes if not outcome.exact]
    failed.sort(key=lambda each: (not each.wrong_but_sure, not each.wrong_unmarked, each.strength != "moderate"))
    cells = "".join(f"<th>{html.escape(name)}</th>" for name in HEAD)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows_of(outcomes))
    cards = "".join(_card(outcome, tasks[outcome.number]) for outcome in failed[:_MOST_PICTURES])
    left_out = max(len(failed) - _MOST_PICTURES, 0)
    page = (
        f'<!doctype html><meta charset="utf-8"><title>{html.escape(title)}</title><style>{_STYLE}</style>'
        f"<h1>{html.escape(title)}</h1><table><tr>{cells}</tr>{body}</table>"
        f"<h2>Not exact: {len(failed)}{f' ({left_out} not shown)' if left_out else ''}</h2>{cards}"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")


def _cells(group: Sequence[Outcome]) -> tuple[str, ...]:
    exact = sum(each.exact for each in group)
    return (
        str(len(group)),
        str(exact),
        f"{100 * exact / len(group):.1f}%",
        str(sum(each.verified for each in group)),
        str(sum(bool(each.read) and not each.exact for each in group)),
        str(sum(each.wrong_unmarked for each in group)),
        str(sum(each.wrong_but_sure for each in group)),
    )


def _card(outcome: Outcome, task: Task) -> str:
    picture = task.sample().picture()
    scale = min(_WIDE / picture.shape[1], 1.0)
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    packed = base64.b64encode(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 80])[1].tobytes()).decode()
    kind = "card bad" if outcome.wrong_but_sure else "card"
    about = f"{outcome.number} · {outcome.look} {outcome.form} {outcome.strength} · {', '.join(outcome.kinds)}"
    return (
        f'<div class="{kind}"><img src="data:image/jpeg;base64,{packed}">{html.escape(about)}<br>'
        f"<code>{outcome.vin}</code><br><code>{_compared(outcome)}</code></div>"
    )


def _compared(outcome: Outcome) -> str:
    if not outcome.read:
        return "nothing offered"
    shown = []
    for place, char in enumerate(outcome.read):
        text = f'<b class="wrong">{char}</b>' if outcome.vin[place : place + 1] != char else char
        shown.append(f'<i class="marked">{text}</i>' if place in outcome.doubtful else text)
    return "".join(shown) + (" verified" if outcome.verified else "")
