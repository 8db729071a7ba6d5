"""The limits that exposures are held to: those that came with the program, and a lender's own over them."""

import json
from datetime import datetime
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.records.models import ExposureLimit
from paddock.domain.errors import EnvironmentFault
from paddock.domain.money import Fen
from paddock.domain.sentences import Sentence

_FEN: Final = 100


class Dimension(StrEnum):
    """In what respect we are owed something."""

    CUSTOMER = "customer"
    GROUP = "group"
    DEALER = "dealer"
    REGION = "region"
    BRAND = "brand"
    NEW_ENERGY = "new_energy"
    LONG_TERM = "long_term"
    USED = "used"
    COMMERCIAL = "commercial"
    EMPLOYER = "employer"
    THIN_FILE = "thin_file"

    @property
    def has_keys(self) -> bool:
        """Whether single ones of it can have a limit of their own."""
        return self in {Dimension.DEALER, Dimension.REGION, Dimension.BRAND}


@cache
def installed_limits() -> dict[Dimension, Fen]:
    """The limits that came with the program.

    Raises:
        EnvironmentFault: the file cannot be read, or a limit is missing.
    """
    try:
        said = json.loads((resources.files(__package__) / "limits.json").read_text("utf-8"))["limits_yuan"]
        return {dimension: int(said[dimension.value]) * _FEN for dimension in Dimension}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EnvironmentFault(
            Sentence(
                f"敞口限额文件无法读取, 请恢复随安装提供的 limits.json: {error}",
                f"The exposure limits cannot be used; restore the installed limits.json: {error}",
            )
        ) from error


def own_limits(session: Session) -> dict[tuple[Dimension, str], Fen]:
    """The lender's own limits by dimension and key; the key is empty where all others are meant."""
    return {(Dimension(row.dimension), row.key): row.limit_fen for row in session.scalars(select(ExposureLimit))}


def set_limit(session: Session, dimension: Dimension, key: str, limit_fen: Fen, now: datetime) -> None:
    """Set a limit of the lender's own."""
    session.merge(ExposureLimit(dimension=dimension.value, key=key, limit_fen=limit_fen, set_at=now))
