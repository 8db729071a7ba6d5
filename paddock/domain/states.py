"""Where an application stands at the centre; the one vocabulary of states for both sides."""

from enum import StrEnum
from typing import Final

from paddock.domain.sentences import Sentence


class ApplicationState(StrEnum):
    """The states of a credit application 进件 at the centre, in the order a smooth deal passes them."""

    RECEIVED = "received"
    GATHERING = "gathering"
    EVALUATING = "evaluating"
    APPROVED = "approved"
    COUNTEROFFER = "counteroffer"
    REFERRED = "referred"
    DECLINED = "declined"
    CONTRACT_DRAFTED = "contract_drafted"
    SIGNING = "signing"
    SIGNED = "signed"

    @property
    def name_for_people(self) -> Sentence:
        """What staff see on the screen."""
        return _NAMES[self]

    @property
    def is_decided(self) -> bool:
        """Whether the centre has made up its mind (which includes asking a person)."""
        return self not in {
            ApplicationState.RECEIVED,
            ApplicationState.GATHERING,
            ApplicationState.EVALUATING,
        }


_NAMES = {
    ApplicationState.RECEIVED: Sentence("中心已收件", "Received by the centre"),
    ApplicationState.GATHERING: Sentence("查询数据源", "Asking data sources"),
    ApplicationState.EVALUATING: Sentence("审批中", "Being decided"),
    ApplicationState.APPROVED: Sentence("已批准", "Approved"),
    ApplicationState.COUNTEROFFER: Sentence("有条件批准", "Counteroffer"),
    ApplicationState.REFERRED: Sentence("转人工审核", "Referred to a person"),
    ApplicationState.DECLINED: Sentence("已拒绝", "Declined"),
    ApplicationState.CONTRACT_DRAFTED: Sentence("合同待签", "Contract ready to sign"),
    ApplicationState.SIGNING: Sentence("签署中", "Being signed"),
    ApplicationState.SIGNED: Sentence("已签署并存证", "Signed, with evidence"),
}


class DecisionOutcome(StrEnum):
    """What the centre decided."""

    APPROVED = "approved"
    COUNTEROFFER = "counteroffer"
    REFERRED = "referred"
    DECLINED = "declined"


class SignerRole(StrEnum):
    """Who may sign a contract, in the order in which they must sign; which of them do, each contract says."""

    CUSTOMER = "customer"
    CO_APPLICANT = "co_applicant"
    GUARANTOR = "guarantor"
    DEALER = "dealer"
    LESSOR = "lessor"
    """Signs last, at the centre, with its own certificate."""

    @property
    def name_for_people(self) -> Sentence:
        """What the signing screen says."""
        return _SIGNERS[self]

    @property
    def signs_on_pad(self) -> bool:
        """Whether a person writes on a pad or a phone."""
        return self is not SignerRole.LESSOR

    @property
    def is_private_person(self) -> bool:
        """Whether the signer is a customer's side person, who gets a one-time certificate."""
        return self in {SignerRole.CUSTOMER, SignerRole.CO_APPLICANT, SignerRole.GUARANTOR}


USUAL_PAD_SIGNERS: Final = (SignerRole.CUSTOMER, SignerRole.DEALER)
"""Who writes on a pad where the lessee signs alone."""

_SIGNERS = {
    SignerRole.CUSTOMER: Sentence("承租人 (客户)", "Lessee (customer)"),
    SignerRole.CO_APPLICANT: Sentence("共同承租人", "Co-lessee"),
    SignerRole.GUARANTOR: Sentence("保证人", "Guarantor"),
    SignerRole.DEALER: Sentence("经销商", "Dealer"),
    SignerRole.LESSOR: Sentence("出租人", "Lessor"),
}
