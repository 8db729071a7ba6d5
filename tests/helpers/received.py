"""An application that the centre has received and nobody has looked at yet."""

from uuid import UUID

from sqlalchemy import select

from paddock.central.applications.models import ApplicationRecord
from paddock.central.applications.repository import move
from paddock.central.centre import Centre
from paddock.central.identity.models import Workstation
from paddock.central.records.facts import note_application
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.messages import canonical_json, sha256_hex


def received(centre: Centre, application: ApplicationSubmission) -> UUID:
    """Record it as received of the centre's first workstation, as it is: nothing of it is checked."""
    body = canonical_json(application)
    with centre.database.writing() as session:
        workstation = session.scalars(select(Workstation)).first()
        assert workstation is not None
        now = centre.clock()
        record = ApplicationRecord(
            id=application.id,
            dealer_id=workstation.dealer_id,
            workstation_id=workstation.id,
            received_at=now,
            body=body,
            body_sha256=sha256_hex(body),
            vin=application.vehicle.vin,
            state=ApplicationState.RECEIVED.value,
            version=0,
            lane="retail_used",
        )
        session.add(record)
        move(session, record, ApplicationState.RECEIVED, Sentence("已送达", "Received"), now)
        note_application(session, record, application)
    return application.id
