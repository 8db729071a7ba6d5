"""How many things a reviewer waits for, as a column of the lists."""

from typing import Final

from sqlalchemy import case, func, select, text

from paddock.app.store.models import CentralApplicationRow
from paddock.domain.states import ApplicationState

OPEN_ASKS: Final = case(
    (
        CentralApplicationRow.state == ApplicationState.REFERRED.value,
        select(func.count())
        .select_from(func.json_each(CentralApplicationRow.body, "$.stipulations").table_valued("value"))
        .where(text("json_extract(value, '$.answered_at') IS NULL"))
        .correlate(CentralApplicationRow)
        .scalar_subquery(),
    ),
    else_=0,
)
"""Read from the few that wait for a person: their bodies hold no offers, and are short."""
