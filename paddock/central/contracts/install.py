"""Joining contracts and evidence to the centre."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, FastAPI
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.centre import Centre
from paddock.central.contracts.authority import TestAuthority
from paddock.central.contracts.clause_endpoints import router as clauses_router
from paddock.central.contracts.desk import ContractDesk
from paddock.central.contracts.drawing import draw_up_contract
from paddock.central.contracts.endpoints import router as contracts_router
from paddock.central.contracts.link_endpoints import router as links_router
from paddock.central.contracts.link_endpoints import signing_page_router
from paddock.central.contracts.quote_endpoints import router as quotes_router
from paddock.central.contracts.timestamps import sandbox_tsa_router
from paddock.central.database import Clock
from paddock.central.evidence.endpoints import router as evidence_router
from paddock.central.keys import KeyFolder
from paddock.central.problems import Refusal
from paddock.domain.errors import BadInput
from paddock.wire.decisions import Offer
from paddock.wire.problems import ProblemCode


def install_contracts(app: FastAPI, centre: Centre, desk: ContractDesk) -> None:
    """Let `centre` draw up contracts, and let `app` serve contracts and evidence."""

    def draw_up(session: Session, application: ApplicationRecord, offer: Offer, now: datetime) -> UUID:
        try:
            return draw_up_contract(session, desk, application, offer, now).id
        except BadInput as error:
            raise Refusal(ProblemCode.INVALID_APPLICATION, detail=error.sentence.zh) from error

    centre.draw_up_contract = draw_up
    app.state.contract_desk = desk
    app.include_router(contracts_router)
    app.include_router(clauses_router)
    app.include_router(quotes_router)
    app.include_router(links_router)
    app.include_router(signing_page_router)
    app.include_router(evidence_router)


def sandbox_timestamps(keys: KeyFolder, clock: Clock) -> APIRouter:
    """The sandbox timestamp authority of this key folder as a router: `POST /tsa`."""
    now = clock()
    return sandbox_tsa_router(TestAuthority(keys, now).timestamp_signer(now), clock)
