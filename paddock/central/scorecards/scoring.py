"""Reading a score off a card: plain Python on the table of points, for one application or a whole file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from paddock.central.data_file import Cell, DataFile
from paddock.central.scorecards.card import Card
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

REASONS: Final = 4
"""How many reasons are given for a score unless said otherwise; four is the custom of adverse-action notices."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """The points one line of the card gave.

    Attributes:
        code: `A07` for the seventh term, `B02` for the second table of two inputs: stable within a card.
        lost: points below what the fitted rows got there on average; a reason when above nought.
        values: what was read: None when missing.
    """

    code: str
    attribute: str
    bin: str
    points: int
    lost: float
    missing: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """One row's score: the card's constant plus the points of every contribution."""

    score: int
    bad_probability: float
    contributions: tuple[Contribution, ...]

    def reasons(self, count: int = REASONS) -> list[Contribution]:
        """What cost most points against the average, worst first; nothing that cost none."""
        costly = [line for line in self.contributions if line.lost > 0]
        return sorted(costly, key=lambda line: (-line.lost, line.code))[:count]


class CardReader:
    """A card made ready: every line there can be is made once, a score only picks."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self._terms = [
            (
                term.bins,
                [
                    Contribution(
                        f"A{number:02d}",
                        term.name,
                        row.label,
                        row.points,
                        round(term.mean_points - row.points, 2),
                        index == term.bins.missing,
                    )
                    for index, row in enumerate(term.table)
                ],
            )
            for number, term in enumerate(card.terms, start=1)
        ]
        self._pairs = [
            (
                pair,
                [
                    [
                        Contribution(
                            f"B{number:02d}",
                            f"{card.terms[pair.first].name} × {card.terms[pair.second].name}",
                            f"{above} × {across}",
                            points,
                            round(pair.mean_points - points, 2),
                            missing=False,
                        )
                        for across, points in zip(pair.second_labels, row, strict=True)
                    ]
                    for above, row in zip(pair.first_labels, pair.points, strict=True)
                ],
            )
            for number, pair in enumerate(card.pairs, start=1)
        ]

    def score(self, row: Mapping[str, Cell]) -> Scored:
        """Score one row.

        Raises:
            KeyError: the row lacks a column the card needs (a value that is not known is None).
        """
        places = [bins.find(bins.input.value(row)) for bins, _ in self._terms]
        lines = [made[place] for (_, made), place in zip(self._terms, places, strict=True)]
        lines += [
            made[pair.first_groups[places[pair.first]]][pair.second_groups[places[pair.second]]]
            for pair, made in self._pairs
        ]
        score = self.card.constant + sum(line.points for line in lines)
        return Scored(score, self.card.scale.bad_probability(score), tuple(lines))

    def score_file(self, file: DataFile) -> list[Scored]:
        """Score every row of a file, in its order.

        Raises:
            BadInput: the file lacks columns the card needs; the sentence names them.
        """
        lacking = [name for name in self.card.needs if name not in file.columns]
        if lacking:
            listed = ", ".join(lacking)
            raise BadInput(
                Sentence(
                    f"{file.name} 缺少评分卡需要的列: {listed}",
                    f"{file.name} lacks columns that the card needs: {listed}",
                )
            )
        names: Sequence[str] = self.card.needs
        columns = [file.columns[name] for name in names]
        return [self.score(dict(zip(names, cells, strict=True))) for cells in zip(*columns, strict=True)]
