"""`/v1/risk/…` for the lender's risk managers and approvers, and the page at `/risk/`."""

from fastapi import FastAPI

from paddock.central.centre import Centre
from paddock.central.risk.page.serving import router as page_router
from paddock.central.risk.publishing.desk import RiskDesk
from paddock.central.risk.publishing.endpoints.drafts import router as drafts_router
from paddock.central.risk.publishing.endpoints.releases import router as releases_router
from paddock.central.risk.publishing.endpoints.session import router as session_router
from paddock.central.risk.publishing.endpoints.snoozes import router as snoozes_router


def install_risk(app: FastAPI, centre: Centre) -> RiskDesk:
    """Add publishing to the web application; gives the desk, for those who decide with what is published."""
    desk = app.state.risk_desk = RiskDesk(centre)
    for router in (session_router, releases_router, drafts_router, snoozes_router, page_router):
        app.include_router(router)
    return desk
