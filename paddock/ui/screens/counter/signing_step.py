"""Step 6: the contract, the pad, the customer and then the dealer, and the evidence."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from paddock.app.services.contracts import ExportedContract
from paddock.app.services.signing import PadSignature
from paddock.domain.errors import PaddockError
from paddock.domain.states import SignerRole
from paddock.ui.deal import Deal
from paddock.ui.screens.counter.step import Step
from paddock.ui.signing import Signing, Stage
from paddock.ui.states import Look, look_of_contract
from paddock.ui.tasks import Lane, run
from paddock.ui.widgets.basics import button, card, column, label, row, scrolled
from paddock.ui.widgets.chip import StateChip
from paddock.ui.widgets.pdf_preview import PdfPreview
from paddock.ui.widgets.signature_pad import SignaturePad
from paddock.ui.widgets.text_line import TextLine
from paddock.ui.widgets.verification import VerificationView
from paddock.ui.words import moment, say
from paddock.wire.contracts import ContractState, ContractView

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench

_SIGNATURE_PAGE = "签署页"
_PLACES = {
    SignerRole.CUSTOMER: "乙方（承租人）签名",
    SignerRole.CO_APPLICANT: "共同承租人签名",
    SignerRole.GUARANTOR: "保证人签名",
    SignerRole.DEALER: "丙方（经销商）签名",
    SignerRole.LESSOR: "甲方（出租人）电子签章",
}
"""The words beside the places to sign, as the contract's template has them."""


class SigningStep(Step):
    """Contract on the left; on the right the pad while somebody has to sign, the evidence afterwards."""

    def __init__(self, shell: "Workbench", deal: Deal, parent: QWidget) -> None:
        super().__init__(shell, deal, parent)
        # One for a deal, however often its page is made: a signature on its way is not asked for again.
        self.signing = deal.findChild(Signing) or Signing(deal)
        self._role: SignerRole | None = None
        self._verified = ""
        self._shown_sha256 = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(16)
        self.preview = PdfPreview()
        self.preview.opened.connect(self._pdf_in_view)
        layout.addWidget(self.preview, 54)
        layout.addWidget(self._right(), 46)
        self.signing.changed.connect(self._show)
        self.signing.kept.connect(self._signed)
        self.signing.refused.connect(self._refused)
        self._show()

    def shown(self) -> None:
        self.deal.load()
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """After a change of language or look the step is told of its visit before it can be seen."""
        super().showEvent(event)
        self._show()

    def foot(self) -> QWidget:
        return self._confirm

    def can_rest(self) -> bool:
        return not self.pad.strokes()

    def waits_for(self) -> SignerRole | None:
        """Whose signature the pad is ready for; None while nobody can sign."""
        return self.signing.role if self.signing.stage is Stage.TURN and self._shows_newest() else None

    def sign(self) -> None:
        """Put what is on the pad into the contract, in the name of whose turn it is."""
        if self._confirm.isEnabled():
            self.signing.sign(self.name.text().strip(), PadSignature(self.pad.strokes(), self.pad.aspect()))

    def show_place(self) -> None:
        """Bring the place in the contract into view where the next signature goes."""
        role = self.signing.role
        if role is not None:
            self.preview.jump_to(_PLACES[role], _SIGNATURE_PAGE)

    def export(self) -> None:
        """Write the PDF and its evidence where the person wants them."""
        contract = self.signing.contract
        if contract is None:
            return
        name, _filter = QFileDialog.getSaveFileName(
            self, self.tr("Export contract"), f"{contract.number}.pdf", self.tr("PDF files (*.pdf)")
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the PDF to `path` and the evidence beside it."""
        contract, office = self.signing.contract, self.deal.office
        if contract is not None:
            contract_id = contract.id
            run(self, lambda: office.export_contract(contract_id, path)).success(self._exported)

    # Inside

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
        self.name = TextLine()
        self.name.setAccessibleName(self.tr("Name of the signer"))
        self.name.textChanged.connect(lambda _text: self._may_sign())
        named.addWidget(self.name, 1)
        layout.addLayout(named)
        self.pad = SignaturePad()
        self.pad.changed.connect(self._may_sign)
        layout.addWidget(self.pad, 1)
        foot = row()
        foot.addWidget(button(self.tr("Clear"), self.pad.clear, icon="eraser"))
        foot.addWidget(button(self.tr("Where to sign"), self.show_place, icon="map-pin"))
        foot.addStretch(1)
        self._confirm = button(self.tr("Confirm signature  F10"), self.sign, role="big", icon="check-circle")
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
        detail, contract = self.deal.detail, self.signing.contract
        if detail is None or contract is None:
            return
        self._number.setText(self.tr("Contract {0}").format(contract.number))
        self._chip.show_look(look_of_contract(contract.state))
        self._signers.setText("\n".join(self._order_lines(contract, detail.pending_signatures)))
        self._show_pdf()
        self._show_turn()
        self._may_sign()
        self._verify()

    def _order_lines(self, contract: ContractView, pending: tuple[str, ...]) -> list[str]:
        """Who signs, in order: done with its time, waiting for the centre, or whose turn it is."""
        done = {line.role: line for line in contract.signatures}
        lines, next_up = [], True
        for role in contract.order:
            name = say(role.name_for_people)
            if role in done:
                late = self.tr(" (taken without a network, completed since)") if done[role].sealed_at else ""
                lines.append(f"✓ {name}  {done[role].signer_name}  {moment(done[role].timestamped_at)}{late}")
            elif not role.signs_on_pad:
                lines.append(self.tr("○ {0}: seals at the centre when all have signed").format(name))
            elif role.value in pending:
                said = (
                    self.tr("◔ {0}: signed without a network, sealed; not complete until the centre has it")
                    if self.signing.is_offline
                    else self.tr("◔ {0}: signed, on its way to the centre")
                )
                lines.append(said.format(name))
            else:
                lines.append(
                    self.tr("● {0}: signs now").format(name) if next_up else self.tr("○ {0}: next").format(name)
                )
            next_up = next_up and (role in done or (role.value in pending and self.signing.is_offline))
        return lines

    def _show_turn(self) -> None:
        stage, role = self.signing.stage, self.signing.role
        if stage is Stage.DONE:
            self._stack.setCurrentIndex(2)
        elif stage is Stage.KEPT:
            self._stack.setCurrentIndex(1)
            self._wait.setText(self.tr("Signature safely kept"))
            self._wait_more.setText(
                self.tr(
                    "It goes into the contract at the centre as soon as that can be reached; the next signer can "
                    "sign then."
                )
            )
        elif stage is Stage.TURN and role is not None:
            self._stack.setCurrentIndex(0)
            self._ask(role)
        else:
            self._stack.setCurrentIndex(1)
            self._wait.setText(self.tr("The contract is on its way"))
            self._wait_more.setText(self.tr("It appears here as soon as the centre can be reached."))

    def _ask(self, role: SignerRole) -> None:
        if role is self._role:
            return
        self._role = role
        self.pad.clear()
        self._whose.setText(self.tr("{0}: please sign").format(say(role.name_for_people)))
        self.name.setText(self.signing.signer_name())
        self.name.setReadOnly(role.is_private_person)
        self._may_sign()

    def _may_sign(self) -> None:
        self._confirm.setEnabled(self.pad.is_signed() and bool(self.name.text().strip()) and self._shows_newest())

    def _shows_newest(self) -> bool:
        """Whether the PDF on the screen is the version that is to be signed."""
        return self.signing.has_newest() and self.preview.shows_newest()

    def _signed(self) -> None:
        self._role = None
        # What is in the contract is not on the pad any more: it would keep the page of a signed deal for ever.
        self.pad.clear()
        self.shell.notify(self.tr("Signature safely kept"))
        self.shell.wake_sync()

    def _refused(self, error: PaddockError) -> None:
        self._may_sign()
        self.shell.show_problem(error)

    def _show_pdf(self) -> None:
        if not self.isVisible():
            return
        self.signing.load()
        pdf = self.signing.pdf
        if pdf is not None and pdf.sha256 != self._shown_sha256:
            self._shown_sha256 = pdf.sha256
            self.preview.show_pdf(pdf.data)

    def _pdf_in_view(self) -> None:
        """Only what can be read can be signed."""
        self._may_sign()
        self._verify()

    def _verify(self) -> None:
        """Once signed: check the file, its signatures and its evidence, each version once."""
        contract, pdf = self.signing.contract, self.signing.pdf
        if contract is None or pdf is None or contract.state is not ContractState.SIGNED or not self._shows_newest():
            return
        version = f"{pdf.sha256} {contract.evidence is not None}"
        if version != self._verified:
            self._verified = version
            office, contract_id = self.deal.office, contract.id
            run(self, lambda: office.verify_kept(contract_id), Lane.POOL).success(self.verification.show_report)

    def _exported(self, written: ExportedContract) -> None:
        names = ", ".join(path.name for path in (written.pdf, written.evidence, written.package, written.page) if path)
        self.shell.notify(self.tr("Exported: {0}").format(names))
