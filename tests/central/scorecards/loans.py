"""An invented book of loans: enough structure to be learnt, no real person."""

import csv
import gzip
import io
import math
import random
from pathlib import Path

COLUMNS = ("loan_id", "income", "term", "job", "late_1", "late_2", "late_3", "limit", "colour", "constant", "outcome")


def invent(rows: int, seed: int = 1) -> list[dict[str, str]]:
    """Loans whose odds of bad follow income, term, job and lateness; `late_*` is now and then missing or -9."""
    chance = random.Random(seed)  # noqa: S311 -- invented loans, no secret
    book = []
    for number in range(rows):
        income = chance.lognormvariate(9, 0.6)
        term = chance.choice((12, 24, 36, 48, 60))
        job = chance.choices(("employed", "self employed", "farmer", "retired"), (6, 3, 1, 1))[0]
        late = [max(0, round(chance.gauss(-0.6, 1.2))) for _ in range(3)]
        limit = income * chance.uniform(0.2, 3)
        odds = -1.6 - 1.1 * (math.log(income) - 9) + 0.03 * (term - 36) + 0.8 * max(late)
        odds += {"employed": -0.5, "self employed": 0.4, "farmer": 0.6, "retired": -0.2}[job]
        bad = chance.random() < 1 / (1 + math.exp(-odds))
        cells = ["" if chance.random() < 0.03 else str(value) for value in late]
        row = [
            str(1000 + number),
            "-9" if chance.random() < 0.04 else f"{income:.2f}",
            str(term),
            job if chance.random() > 0.02 else "",
            *cells,
            f"{limit:.0f}",
            chance.choice(("red", "blue", "white")),
            "x",
            "bad" if bad else "good",
        ]
        book.append(dict(zip(COLUMNS, row, strict=True)))
    return book


def write(path: Path, book: list[dict[str, str]], *, encoding: str = "utf-8") -> Path:
    """The book as CSV, gzipped if the name says so."""
    with gzip.open(path, "wb") if path.suffix == ".gz" else path.open("wb") as raw:
        file = io.TextIOWrapper(raw, encoding=encoding, newline="", write_through=True)
        writer = csv.DictWriter(file, list(book[0]))
        writer.writeheader()
        writer.writerows(book)
        file.detach()
    return path
