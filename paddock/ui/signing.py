"""The signing of one deal's contract: the document, whose turn it is, and the one way a signature goes in.

The signing step and the customer's window show the same; either pad may be written on.
"""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from paddock.app.services.contracts import ContractPdf
from paddock.app.services.signing import PadSignature
from paddock.app.store.views import SyncStatus
from paddock.domain.application_draft import FieldPath
from paddock.domain.errors import PaddockError
from paddock.domain.states import SignerRole
from paddock.ui.deal import Deal
from paddock.ui.tasks import Lane, run
from paddock.wire.contracts import ContractState, ContractView, StrokePoint


class Stage(Enum):
    """How far the signing is."""

    NO_CONTRACT = auto()
    ON_ITS_WAY = auto()
    """The document's newest version is not here yet."""
    TURN = auto()
    """Somebody signs: `role`."""
    KEPT = auto()
    """A signature is kept here and on its way to the centre."""
    DONE = auto()


class Signing(QObject):
    """Follows the deal; `changed` with every new stage or document, `refused` with what could not be done."""

    changed = Signal()
    kept = Signal()
    """A signature was taken and kept."""
    refused = Signal(object)

    def __init__(self, deal: Deal) -> None:
        super().__init__(deal)
        self._deal = deal
        self._loading = ""
        self._busy = False
        self._offline = False
        self.pdf: ContractPdf | None = None
        self.begun: Sequence[Sequence[StrokePoint]] = ()
        """What the customer has written on a pad of theirs so far: it outlives the pad when another deal is shown."""
        deal.detail_changed.connect(self._detail_changed)

    @property
    def contract(self) -> ContractView | None:
        """The contract as the centre has it."""
        return self._deal.detail.contract if self._deal.detail else None

    @property
    def stage(self) -> Stage:
        """How far it is."""
        detail, contract = self._deal.detail, self.contract
        if detail is None or contract is None:
            return Stage.NO_CONTRACT
        if contract.state is ContractState.SIGNED and detail.contract_pdf_ready:
            return Stage.DONE
        if self._busy or (detail.pending_signatures and not self._may_go_on_offline()):
            return Stage.KEPT
        return Stage.TURN if self.role and detail.contract_pdf_ready else Stage.ON_ITS_WAY

    @property
    def role(self) -> SignerRole | None:
        """Whose signature is the next; None when all have signed."""
        detail, contract = self._deal.detail, self.contract
        if detail is None or contract is None:
            return None
        return contract.next_on_pad_after(SignerRole(one) for one in detail.pending_signatures)

    @property
    def is_offline(self) -> bool:
        """Whether the centre is away: what is signed now is sealed here and completed later."""
        return self._offline

    def _may_go_on_offline(self) -> bool:
        """Whether the next signs although the one before has not reached the centre."""
        return self._offline and self.role is not None

    def signer_name(self) -> str:
        """Whose name stands under the next signature, as far as it is known."""
        role = self.role
        if role is None or not role.is_private_person:
            return self._deal.office.staff_name
        named = {signer.role: signer.name for signer in self.contract.signers} if self.contract else {}
        return named.get(role, "") or self._deal.draft.text(FieldPath.NAME)

    def has_newest(self) -> bool:
        """Whether the document here is the version that is to be signed."""
        contract = self.contract
        return contract is not None and self.pdf is not None and self.pdf.sha256 == contract.document_sha256

    def load(self) -> None:
        """Fetch the document unless it is here or on its way; `changed` tells."""
        detail, contract = self._deal.detail, self.contract
        if detail is None or contract is None or not detail.contract_pdf_ready:
            return
        run(self, self._deal.office.sync_status).success(self._link_known)
        if self._loading == contract.document_sha256:
            return
        self._loading = contract.document_sha256
        office, contract_id = self._deal.office, contract.id
        run(self, lambda: office.contract_pdf(contract_id), Lane.POOL).success(self._arrived).failure(self._failed)

    def sign(self, name: str, signature: PadSignature) -> bool:
        """Put a signature into the contract, in the name of whose turn it is; False: not now."""
        contract, role, pdf = self.contract, self.role, self.pdf
        if self.stage is not Stage.TURN or contract is None or role is None or pdf is None or not self.has_newest():
            return False
        self._busy = True
        office, contract_id, sha256 = self._deal.office, contract.id, pdf.sha256
        offline = self._offline
        run(self, lambda: office.sign(contract_id, role, name, signature, sha256, offline=offline)).success(
            lambda _outbox_id: self._signed()
        ).failure(self._refused)
        self.changed.emit()
        return True

    def _link_known(self, status: SyncStatus) -> None:
        offline = status.online is False
        if offline != self._offline:
            self._offline = offline
            self.changed.emit()

    def _arrived(self, pdf: ContractPdf) -> None:
        self.pdf = pdf
        self.changed.emit()

    def _failed(self, error: PaddockError) -> None:
        self._loading = ""
        self.refused.emit(error)

    def _signed(self) -> None:
        """Until the deal tells of the signature, it stays taken: nobody is asked for it a second time."""
        self.begun = ()
        self.kept.emit()
        self._deal.load()

    def _detail_changed(self) -> None:
        self._busy = False
        self.changed.emit()

    def _refused(self, error: PaddockError) -> None:
        self._busy = False
        self.refused.emit(error)
        self.changed.emit()
