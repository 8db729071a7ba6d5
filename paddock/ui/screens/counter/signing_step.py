"""Step 6: the contract, the pad, the customer and then the dealer, and the evidence."""

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from paddock.app.services.contracts import ContractPdf, ExportedContract
from paddock.app.services.signing import PadSignature
from paddock.domain.application_draft import FieldPath
from paddock.domain.errors import PaddockError
from paddock.domain.states import SignerRole
from paddock.ui.deal import Deal
from paddock.ui.screens.counter.step import Step
from paddock.ui.states import Look, look_of_contract
from paddock.ui.tasks import Lane, run
from paddock.ui.widgets.basics import button, card, column, label, row, scrolled
from paddock.ui.widgets.chip import StateChip
from paddock.ui.widgets.pdf_preview import PdfPreview
from paddock.ui.widgets.signature_pad import SignaturePad
from paddock.ui.widgets.verification import VerificationView
from paddock.ui.words import moment, say
from paddock.wire.contracts import ContractState, ContractView

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench


class SigningStep(Step):
    """Contract on the left; on the right the pad while somebody has to sign, the evidence afterwards."""

    def __init__(self, shell: "Workbench", deal: Deal) -> None:
        super().__init__(shell, deal)
        self._pdf: ContractPdf | None = None
        self._loading = ""
        self._verified = ""
        self._role: SignerRole | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(16)
        self.preview = PdfPreview()
        self.preview.opened.connect(self._pdf_in_view)
        layout.addWidget(self.preview, 54)
        layout.addWidget(self._right(), 46)
        deal.detail_changed.connect(self._show)
        self._show()

    def shown(self) -> None:
        self.deal.load()
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """After a change of language or look the step is told of its visit before it can be seen."""
        super().showEvent(event)
        self._show()

    def waits_for(self) -> SignerRole | None:
        """Whose signature the pad is ready for; None while nobody can sign."""
        return self._role if self._stack.currentIndex() == 0 and self._shows_newest() else None

    def sign(self) -> None:
        """Put what is on the pad into the contract, in the name of whose turn it is."""
        contract, role, pdf = self._contract(), self._role, self._pdf
        name = self.name.text().strip()
        if contract is None or role is None or pdf is None or not self._confirm.isEnabled():
            return
        self._confirm.setEnabled(False)
        signature = PadSignature(self.pad.strokes(), self.pad.aspect())
        office, contract_id, sha256 = self.deal.office, contract.id, pdf.sha256
        run(self, lambda: office.sign(contract_id, role, name, signature, sha256)).success(
            lambda _outbox_id: self._signed()
        ).failure(self._refused)

    def export(self) -> None:
        """Write the PDF and its evidence where the person wants them."""
        contract = self._contract()
        if contract is None:
            return
        name, _filter = QFileDialog.getSaveFileName(
            self, self.tr("Export contract"), f"{contract.number}.pdf", self.tr("PDF files (*.pdf)")
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the PDF to `path` and the evidence beside it."""
        contract, office = self._contract(), self.deal.office
        if contract is not None:
            contract_id = contract.id
            run(self, lambda: office.export_contract(contract_id, path)).success(self._exported)

    # Inside

    def _contract(self) -> ContractView | None:
        return self.deal.detail.contract if self.deal.detail else None

    def _right(self) -> QWidget:
        made = QWidget()
        layout = column(made, gap="medium")
        head = card()
        inner = column(head, margin=14, gap="small")
        first = row(gap="medium")
        self._chip = StateChip(Look("calm", "file-text", ""))
        self._number = label("", "heading", selectable=True)
        first.addWidget(self._number)
        first.addStretch(1)
        first.addWidget(self._chip)
        inner.addLayout(first)
        self._signers = label("", "soft", wrap=True)
        inner.addWidget(self._signers)
        layout.addWidget(head)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._pad_card())
        self._stack.addWidget(self._wait_card())
        self._stack.addWidget(self._evidence_card())
        layout.addWidget(self._stack, 1)
        return made

    def _pad_card(self) -> QWidget:
        made = card()
        layout = column(made, margin=16, gap="medium")
        self._whose = label("", "title")
        layout.addWidget(self._whose)
        layout.addWidget(
            label(self.tr("Please read the contract on the left, then sign in the field below."), "soft", wrap=True)
        )
        named = row()
        named.addWidget(label(self.tr("Name of the signer"), "fieldname"))
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the signer"))
        self.name.textChanged.connect(lambda _text: self._may_sign())
        named.addWidget(self.name, 1)
        layout.addLayout(named)
        self.pad = SignaturePad()
        self.pad.changed.connect(self._may_sign)
        layout.addWidget(self.pad, 1)
        foot = row()
        foot.addWidget(button(self.tr("Clear"), self.pad.clear, icon="eraser"))
        foot.addStretch(1)
        self._confirm = button(self.tr("Confirm signature"), self.sign, role="big", icon="check-circle")
        foot.addWidget(self._confirm)
        layout.addLayout(foot)
        return made

    def _wait_card(self) -> QWidget:
        made = card()
        layout = column(made, margin=24, gap="medium")
        layout.addStretch(1)
        self._wait = label("", "title", wrap=True)
        self._wait_more = label("", "soft", wrap=True)
        layout.addWidget(self._wait)
        layout.addWidget(self._wait_more)
        layout.addStretch(2)
        return made

    def _evidence_card(self) -> QWidget:
        made = card()
        layout = column(made, margin=16, gap="medium")
        layout.addWidget(label(self.tr("Evidence, verified on this workstation"), "heading"))
        self.verification = VerificationView()
        layout.addWidget(scrolled(self.verification), 1)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(button(self.tr("Export PDF and evidence"), self.export, role="primary", icon="download-simple"))
        layout.addLayout(foot)
        return made

    def _show(self) -> None:
        detail, contract = self.deal.detail, self._contract()
        if detail is None or contract is None:
            return
        self._number.setText(self.tr("Contract {0}").format(contract.number))
        self._chip.show_look(look_of_contract(contract.state))
        self._signers.setText("\n".join(self._order_lines(contract, detail.pending_signatures)))
        self._load_pdf(contract.id, contract.document_sha256, ready=detail.contract_pdf_ready)
        self._show_turn(contract, detail.pending_signatures, ready=detail.contract_pdf_ready)
        self._may_sign()
        self._verify()

    def _order_lines(self, contract: ContractView, pending: tuple[str, ...]) -> list[str]:
        """Who signs, in order: done with its time, waiting for the centre, or whose turn it is."""
        done = {line.role: line for line in contract.signatures}
        lines, next_up = [], True
        for role in SignerRole:
            name = say(role.name_for_people)
            if role in done:
                lines.append(f"✓ {name}  {done[role].signer_name}  {moment(done[role].timestamped_at)}")
            elif role.value in pending:
                lines.append(self.tr("◔ {0}: signed, on its way to the centre").format(name))
            else:
                lines.append(
                    self.tr("● {0}: signs now").format(name) if next_up else self.tr("○ {0}: next").format(name)
                )
            next_up = next_up and role in done
        return lines

    def _show_turn(self, contract: ContractView, pending: tuple[str, ...], *, ready: bool) -> None:
        signed = {line.role for line in contract.signatures}
        open_roles = [role for role in SignerRole if role not in signed]
        if contract.state is ContractState.SIGNED and ready:
            self._stack.setCurrentIndex(2)
        elif pending:
            self._stack.setCurrentIndex(1)
            self._wait.setText(self.tr("Signature safely kept"))
            self._wait_more.setText(
                self.tr(
                    "It goes into the contract at the centre as soon as that can be reached; the next signer can "
                    "sign then."
                )
            )
        elif not ready or not open_roles:
            self._stack.setCurrentIndex(1)
            self._wait.setText(self.tr("The contract is on its way"))
            self._wait_more.setText(self.tr("It appears here as soon as the centre can be reached."))
        else:
            self._stack.setCurrentIndex(0)
            self._ask(open_roles[0])

    def _ask(self, role: SignerRole) -> None:
        if role is self._role:
            return
        self._role = role
        self.pad.clear()
        self._whose.setText(self.tr("{0}: please sign").format(say(role.name_for_people)))
        customer = self.deal.draft.text(FieldPath.NAME)
        self.name.setText(customer if role is SignerRole.CUSTOMER else self.deal.office.staff_name)
        self.name.setReadOnly(role is SignerRole.CUSTOMER)
        self._may_sign()

    def _may_sign(self) -> None:
        self._confirm.setEnabled(self.pad.is_signed() and bool(self.name.text().strip()) and self._shows_newest())

    def _shows_newest(self) -> bool:
        """Whether the PDF on the screen is the version that is to be signed."""
        contract = self._contract()
        newest = contract is not None and self._pdf is not None and self._pdf.sha256 == contract.document_sha256
        return newest and self.preview.shows_newest()

    def _signed(self) -> None:
        self._role = None
        self.shell.notify(self.tr("Signature safely kept"))
        self.shell.wake_sync()
        self.deal.load()

    def _refused(self, error: PaddockError) -> None:
        self._may_sign()
        self.shell.show_problem(error)

    def _load_pdf(self, contract_id: UUID, sha256: str, *, ready: bool) -> None:
        if not ready or self._loading == sha256 or not self.isVisible():
            return
        self._loading = sha256
        office = self.deal.office

        def failed(error: PaddockError) -> None:
            self._loading = ""
            self.shell.show_problem(error)

        run(self, lambda: office.contract_pdf(contract_id), Lane.POOL).success(self._show_pdf).failure(failed)

    def _show_pdf(self, pdf: ContractPdf) -> None:
        self._pdf = pdf
        self.preview.show_pdf(pdf.data)

    def _pdf_in_view(self) -> None:
        """Only what can be read can be signed."""
        self._may_sign()
        self._verify()

    def _verify(self) -> None:
        """Once signed: check the file, its signatures and its evidence, each version once."""
        contract, pdf = self._contract(), self._pdf
        if contract is None or pdf is None or contract.state is not ContractState.SIGNED or not self._shows_newest():
            return
        version = f"{pdf.sha256} {contract.evidence is not None}"
        if version != self._verified:
            self._verified = version
            office, contract_id = self.deal.office, contract.id
            run(self, lambda: office.verify_kept(contract_id), Lane.POOL).success(self.verification.show_report)

    def _exported(self, written: ExportedContract) -> None:
        names = ", ".join(path.name for path in (written.pdf, written.evidence) if path)
        self.shell.notify(self.tr("Exported: {0}").format(names))
