"""An invented book of loans in the names of the decision's own inputs."""

import csv
import math
import random
from pathlib import Path


def book(path: Path) -> Path:
    """A lender's book in the decision's own names: more money down is safer, lateness is not."""
    chance = random.Random(4)  # noqa: S311 -- invented loans, no secret
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["down_payment_ratio", "overdue_count_24m", "history_months", "occupation", "defaulted"])
        for _ in range(1200):
            down, late = chance.uniform(0.1, 0.8), max(0, round(chance.gauss(0, 2)))
            history, job = chance.randint(0, 200), chance.choice(["employed", "self_employed", "farmer"])
            odds = -1.0 - 3 * (down - 0.4) + 0.6 * late - 0.004 * history + (0.5 if job == "farmer" else 0)
            bad = int(chance.random() < 1 / (1 + math.exp(-odds)))
            writer.writerow([f"{down:.3f}", late, "" if chance.random() < 0.05 else history, job, bad])
    return path
