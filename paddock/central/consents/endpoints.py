"""The ledger for a dealer's own application, and for the lender's consent officers over all dealers.

Every look by ID number and every withdrawal is written into the lender's audit, without the number.
"""

from uuid import UUID

from fastapi import APIRouter

from paddock.central.applications.models import ApplicationRecord
from paddock.central.centre import CentreHere
from paddock.central.consents.messages import ConsentReport, Revoked, RevokeOrder, Subject
from paddock.central.consents.service import report_on, take_back
from paddock.central.identity.dependencies import CurrentScope
from paddock.central.identity.lender_dependencies import ConsentOfficer
from paddock.central.risk.publishing.audit import note

router = APIRouter(tags=["consents"])


@router.get("/v1/applications/{application_id}/consents")
def read_consents(application_id: UUID, scope: CurrentScope, centre: CentreHere) -> ConsentReport:
    """What the applicant agreed to, and who was asked about them and why."""
    with centre.database.reading() as session:
        scope.get(session, ApplicationRecord, application_id)
        return report_on(session, Subject(application_id=application_id))


@router.post("/v1/consents/report")
def report(subject: Subject, who: ConsentOfficer, centre: CentreHere) -> ConsentReport:
    """The same for one application or one person, for the person's request (PIPL, article 45)."""
    with centre.database.writing() as session:
        found = report_on(session, subject)
        note(session, who, "consents_shown", _named(subject), f"{len(found.queries)} queries", centre.clock())
        return found


@router.post("/v1/consents/revoke")
def revoke(order: RevokeOrder, who: ConsentOfficer, centre: CentreHere) -> Revoked:
    """Take consents back (PIPL, article 15); running workflows ask nobody any more under them."""
    now = centre.clock()
    with centre.database.writing() as session:
        done = take_back(session, order, who.name, now)
        purposes = ", ".join(sorted({consent.purpose.value for consent in done.revoked})) or "none"
        note(session, who, "consents_revoked", _named(order), f"{purposes}: {order.because}", now)
        return done


def _named(subject: Subject) -> str:
    return "person" if subject.application_id is None else str(subject.application_id)
