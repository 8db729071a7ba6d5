"""A centre in this process with a contract that all have signed, by the same functions as over HTTP."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from paddock.central.applications.models import ApplicationRecord
from paddock.central.centre import Centre
from paddock.central.contracts.desk import ContractDesk
from paddock.central.contracts.drawing import draw_up_contract
from paddock.central.contracts.making import SigningDealer, make_signatures
from paddock.central.contracts.models import ContractRecord
from paddock.central.contracts.recording import WrittenSignature, record_signatures
from paddock.central.contracts.repository import file_of, names_of, order_of
from paddock.central.contracts.signing import PenSignature
from paddock.central.identity.models import Dealer
from paddock.domain.states import DecisionOutcome
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.decisions import Decision, Lane, Offer, PinnedVersions
from tests.helpers.contracts import offer, pen_strokes, submission
from tests.helpers.received import received


def decision_with(one: Offer) -> Decision:
    """An approval with that offer."""
    return Decision(
        decision=DecisionOutcome.APPROVED,
        score=700,
        lane=Lane.RETAIL_USED,
        decided_at=submission().created_at,
        rule_hits=[],
        rules_evaluated=1,
        score_points=[],
        reasons=[],
        stipulations=[],
        offers=[one],
        refused_plans=[],
        sources={},
        sandbox=True,
        pinned=PinnedVersions(rule_set_sha256="0", scorecard="1", plan_catalogue_sha256="0"),
    )


def drafted(centre: Centre, desk: ContractDesk, application: ApplicationSubmission, accepted: Offer) -> UUID:
    """An application received, and the contract drawn up for its accepted offer; the contract's id."""
    received(centre, application)
    return accept(centre, desk, application.id, accepted)


def accept(centre: Centre, desk: ContractDesk, application_id: UUID, accepted: Offer) -> UUID:
    """Take the offer for a received application, in one transaction; a second time gives the contract of the first."""
    with centre.database.writing() as session:
        record = session.get_one(ApplicationRecord, application_id)
        contract = draw_up_contract(session, desk, record, accepted, centre.clock())
        record.decision_json = decision_with(accepted).model_dump_json()
        record.accepted_offer_id, record.contract_id = accepted.id, contract.id
        return contract.id


@dataclass(frozen=True)
class Signers:
    """Signs contracts of a centre in everybody's name."""

    centre: Centre
    desk: ContractDesk

    def sign_all(self, contract_id: UUID) -> None:
        """Everybody in order."""
        while self.sign_next(contract_id):
            pass

    def sign_next(self, contract_id: UUID) -> bool:
        """Whose turn it is; False when nobody's."""
        centre, now = self.centre, self.centre.clock()
        with centre.database.reading() as session:
            contract = session.get_one(ContractRecord, contract_id)
            done = {line.role for line in contract.signatures}
            due = [role for role in order_of(contract) if role.value not in done and role.signs_on_pad]
            pdf = file_of(session, contract).pdf
            dealer = session.get_one(Dealer, contract.dealer_id)
        if not due:
            return False
        pen = PenSignature(names_of(contract)[due[0]], pen_strokes(), 2.4)
        made = make_signatures(self.desk, contract, SigningDealer(dealer.id, dealer.name), pdf, due[0], pen, now)
        with centre.database.writing() as session:
            found = session.get_one(ContractRecord, contract_id, with_for_update=True)
            record_signatures(
                session, self.desk, found, made, WrittenSignature(uuid4(), now, "0" * 64, pen.strokes), now
            )
        return True


def signed_contract(centre: Centre, desk: ContractDesk) -> UUID:
    """A contract that everybody has signed."""
    contract_id = drafted(centre, desk, submission(months=6), offer(months=6))
    Signers(centre, desk).sign_all(contract_id)
    return contract_id
