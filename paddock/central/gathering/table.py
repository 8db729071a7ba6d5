"""The decision table that says which sources an application calls for, and in which wave.

A row asks for one source where all its cells hold; a source is asked when any of its rows does, in the earliest wave of
those. A source that no row names (a partner's) is asked in the last wave. The cells are those of rules.
"""

import json
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from paddock.central.risk.cells import Cell, CellError, parse_cell
from paddock.central.risk.inputs.feature import BOOL, FEN, INT, TEXT, Features, Value, declare
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

FACTS: Final = {
    fact.name: fact
    for fact in declare(
        "application",
        ("application_kind", TEXT, "业务类型", "Kind of business", "retail commercial enterprise"),
        ("lane", TEXT, "通道", "Lane", "retail_fast retail_used commercial_vip wholesale"),
        ("condition", TEXT, "新旧", "Condition", "new used"),
        ("new_energy", BOOL, "新能源", "New energy"),
        ("vehicle_age_months", INT, "车龄 (月)", "Age of the car in months"),
        ("amount_financed_fen", FEN, "融资额", "Amount financed"),
        ("occupation", TEXT, "职业", "Occupation", "employed public_sector self_employed farmer retired other"),
    )
}
"""What is known of an application before anybody is asked."""
LAST_WAVE: Final = 2
MOST_ROUNDS: Final = 10
OTHER_LANES: Final = "other"
TABLE_FILE: Final = Path(__file__).parent / "asking.json"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(_Strict):
    """A row's reason in both languages."""

    zh: str
    en: str


class AskingRow(_Strict):
    """One row."""

    id: Annotated[str, Field(pattern=r"^AK-\d{2}$")]
    source: str
    wave: Annotated[int, Field(ge=1, le=2)]
    when: dict[str, str]
    note: Said

    @property
    def cells(self) -> dict[str, Cell]:
        """The cells, understood. Raises `CellError`."""
        return {name: parse_cell(text, FACTS[name]) for name, text in self.when.items()}


class Patience(_Strict):
    """How long a lane waits: within a round, and whether a source that failed is asked again in another."""

    patience_seconds: Annotated[float, Field(gt=0, le=60)]
    rounds: Annotated[int, Field(ge=1, le=MOST_ROUNDS)]
    pause_seconds: Annotated[float, Field(ge=0, le=600)]
    head_start_seconds: Annotated[float, Field(ge=0, le=10)]
    """How long the dear sources wait for the cheap ones to decline. At a counter nobody is held up by a cheap one that
    is late; a batch is in no hurry, and spares more."""


class AskingDocument(_Strict):
    """The table as its file holds it."""

    name: str
    version: str
    lanes: dict[str, Patience]
    """Lane → patience; `other` is every lane that is not named."""
    rows: Annotated[list[AskingRow], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        ids = [row.id for row in self.rows]
        if len(set(ids)) != len(ids):
            raise ValueError("a row stands twice")
        if OTHER_LANES not in self.lanes:
            raise ValueError(f"no patience for the lane {OTHER_LANES}")
        for row in self.rows:
            unknown = set(row.when) - set(FACTS)
            if unknown:
                raise ValueError(f"{row.id} asks for {', '.join(sorted(unknown))}, which is not known beforehand")
            try:
                _ = row.cells
            except CellError as error:
                raise ValueError(f"{row.id}: {error}") from error
        return self


class AskingTable:
    """The table, its cells understood once."""

    def __init__(self, document: AskingDocument) -> None:
        self.document = document
        self._rows: dict[str, list[tuple[int, dict[str, Cell]]]] = {}
        for row in document.rows:
            self._rows.setdefault(row.source, []).append((row.wave, row.cells))

    @classmethod
    @cache
    def installed(cls) -> Self:
        """The table that came with the program.

        Raises:
            EnvironmentFault: it cannot be read; nothing is asked by part of it.
        """
        try:
            return cls(AskingDocument.model_validate(json.loads(TABLE_FILE.read_text("utf-8"))))
        except (OSError, ValueError) as error:
            raise EnvironmentFault(
                Sentence(
                    f"查询策略表无法使用, 请重新安装程序: {error}",
                    f"The asking table cannot be used, reinstall: {error}",
                )
            ) from error

    def wave_of(self, source: str, facts: Features) -> int | None:
        """In which wave `source` is asked; None when the application does not call for it."""
        rows = self._rows.get(source)
        if rows is None:
            return LAST_WAVE
        waves = (wave for wave, cells in rows if all(_holds(cell, facts[name]) for name, cell in cells.items()))
        return min(waves, default=None)

    def spared_by(self, fact: str) -> frozenset[str]:
        """The sources that are asked or spared by the value of `fact`."""
        return frozenset(
            source
            for source, rows in self._rows.items()
            if any(fact in cells for _, cells in rows) and all(cells for _, cells in rows)
        )

    def patience(self, lane: str) -> Patience:
        """How long a lane waits."""
        lanes = self.document.lanes
        return lanes.get(lane, lanes[OTHER_LANES])


def _holds(cell: Cell, value: Value) -> bool:
    # What is not known is asked about: an absent fact must not spare a source.
    return value is None or cell.region.holds(value)
