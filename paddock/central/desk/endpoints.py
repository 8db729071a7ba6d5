"""`/v1/desk/…` for the lender's reviewers, and the counter's answers under `/v1/applications/…/stipulations/…`."""

from typing import Annotated, TypeAlias
from uuid import UUID

from fastapi import APIRouter, Depends, FastAPI, Request, Response

from paddock.central.centre import Centre
from paddock.central.desk.asks import answer
from paddock.central.desk.messages import CaseLine, CaseView, DecideOrder, ReasonView
from paddock.central.desk.page.serving import router as page_router
from paddock.central.desk.reasons import REASONS
from paddock.central.desk.service import ReviewDesk
from paddock.central.identity.lender_dependencies import Reviewer
from paddock.central.risk.publishing.desk import RiskDesk
from paddock.central.writes import IdempotentWrite
from paddock.wire.receipts import ReceiptKind
from paddock.wire.reviews import StipulationReceipt

router = APIRouter(prefix="/v1/desk", tags=["desk"])
answers_router = APIRouter(prefix="/v1/applications", tags=["applications"])


def _desk(request: Request) -> ReviewDesk:
    desk: ReviewDesk = request.app.state.review_desk
    return desk


DeskHere: TypeAlias = Annotated[ReviewDesk, Depends(_desk)]


@router.get("/reasons")
def list_reasons(_who: Reviewer) -> list[ReasonView]:
    """Why a case may be approved or declined."""
    return [ReasonView(code=one.code, verdict=one.verdict.value, staff=one.staff) for one in REASONS.values()]


@router.get("/cases")
def list_cases(_who: Reviewer, desk: DeskHere) -> list[CaseLine]:
    """Every case that waits for a person, the most pressing first."""
    return desk.list()


@router.get("/cases/{application_id}")
def show_case(application_id: UUID, _who: Reviewer, desk: DeskHere) -> CaseView:
    """One case with everything."""
    return desk.show(application_id)


@router.post("/cases/{application_id}/claim")
def claim_case(application_id: UUID, who: Reviewer, desk: DeskHere) -> CaseView:
    """Take a case in hand."""
    return desk.claim(who, application_id)


@router.post("/cases/{application_id}/release")
def release_case(application_id: UUID, who: Reviewer, desk: DeskHere) -> CaseView:
    """Give a case back."""
    return desk.release(who, application_id)


@router.post("/cases/{application_id}/decide")
def decide_case(application_id: UUID, order: DecideOrder, who: Reviewer, desk: DeskHere) -> CaseView:
    """Approve, decline, or ask the counter."""
    return desk.decide(who, application_id, order)


@router.get("/cases/{application_id}/images/{sha256}", response_class=Response)
def read_image(application_id: UUID, sha256: str, _who: Reviewer, desk: DeskHere) -> Response:
    """A picture of the application or of an answer."""
    image = desk.image(application_id, sha256)
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=600"}
    return Response(image.data, media_type=image.media_type, headers=headers)


@answers_router.put("/{application_id}/stipulations/{stipulation_id}", response_model=StipulationReceipt)
def put_answer(application_id: UUID, stipulation_id: UUID, write: IdempotentWrite) -> Response:
    """Take the counter's answer to something a reviewer asked for."""
    return write.answer(
        ReceiptKind.STIPULATION,
        stipulation_id,
        lambda session: answer(session, write, application_id, stipulation_id),
    )


def install_desk(app: FastAPI, centre: Centre, risk: RiskDesk) -> None:
    """Add the review desk to the web application."""
    app.state.review_desk = ReviewDesk(centre, risk)
    app.include_router(router)
    app.include_router(answers_router)
    app.include_router(page_router)
