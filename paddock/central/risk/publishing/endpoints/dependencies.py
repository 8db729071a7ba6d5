"""How the endpoints of publishing reach the desk."""

from typing import Annotated, TypeAlias

from fastapi import Depends, Request

from paddock.central.risk.publishing.desk import RiskDesk


def _risk_desk(request: Request) -> RiskDesk:
    desk: RiskDesk = request.app.state.risk_desk
    return desk


RiskDeskHere: TypeAlias = Annotated[RiskDesk, Depends(_risk_desk)]
"""An endpoint's parameter for the desk."""
