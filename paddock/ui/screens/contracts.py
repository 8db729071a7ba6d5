"""Contracts 合同: every contract of this dealer, its preview, and whether a file is the one that was signed."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from paddock.app.services.contracts import ContractPdf
from paddock.app.services.verification import VerificationReport
from paddock.app.store.views import DealCard
from paddock.ui.screens.screen import Screen
from paddock.ui.states import look_of_contract
from paddock.ui.tasks import Lane, run
from paddock.ui.widgets.basics import ElidedLabel, button, card, column, label, row, scrolled
from paddock.ui.widgets.empty import EmptyState
from paddock.ui.widgets.pdf_preview import PdfPreview
from paddock.ui.widgets.table import Column, RowTable
from paddock.ui.widgets.verification import VerificationView
from paddock.ui.words import moment, translate
from paddock.wire.contracts import ContractView

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench

_Row = tuple[DealCard, ContractView]
_EMPTY, _PREVIEW, _REPORT = range(3)


class ContractsScreen(Screen):
    """List on the left, preview or verification on the right; a dropped PDF is verified."""

    def __init__(self, shell: "Workbench") -> None:
        super().__init__(shell)
        self.setAcceptDrops(True)
        layout = column(self, margin=16, gap="medium")
        head = row(gap="medium")
        head.addWidget(label(self.tr("Contracts"), "title"))
        head.addWidget(label(self.tr("Drop a contract PDF anywhere here to verify it"), "soft"))
        head.addStretch(1)
        head.addWidget(button(self.tr("Verify a file"), self.open_file, role="primary", icon="circle-wavy-check"))
        layout.addLayout(head)
        across = QHBoxLayout()
        across.setSpacing(16)
        self.table = RowTable(_columns(), self.tr("Contracts"))
        self.table.picked.connect(self._picked)
        self.table.opened.connect(lambda found: shell.open_deal(found[0].application_id))
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(
            EmptyState(
                "file-text",
                self.tr("No contracts yet"),
                self.tr("A contract is drawn up when a customer takes an offer."),
            )
        )
        across.addWidget(self._lists, 52)
        across.addWidget(self._right(), 48)
        layout.addLayout(across, 1)

    def refresh(self) -> None:
        run(self, self.office.contract_cards).success(self._show)

    def open_file(self) -> None:
        """Choose a PDF and verify it."""
        name, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Verify a contract"), "", self.tr("PDF files (*.pdf)")
        )
        if name:
            self.verify(Path(name))

    def verify(self, path: Path) -> None:
        """Verify a file and show the report."""
        self._panel_title.setText(self.tr("Verifying {0}…").format(path.name))
        run(self, lambda: self.office.verify_file(path), Lane.POOL).success(
            lambda report: self._show_report(path.name, report)
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.verify(files[0])
            event.acceptProposedAction()

    def _right(self) -> QWidget:
        made = card()
        layout = column(made, margin=14, gap="small")
        head = row(gap="medium")
        self._panel_title = ElidedLabel("", "heading")
        head.addWidget(self._panel_title, 1)
        self._open = button(self.tr("Open deal"), self._open_deal, icon="arrow-square-out")
        self._export = button(self.tr("Export"), self._export_contract, icon="download-simple")
        self._check = button(self.tr("Verify"), self._verify_kept, icon="circle-wavy-check")
        for part in (self._open, self._export, self._check):
            head.addWidget(part)
            part.hide()
        layout.addLayout(head)
        self._panels = QStackedWidget()
        self._panels.addWidget(
            EmptyState(
                "circle-wavy-check",
                self.tr("Select a contract, or verify a file"),
                self.tr("Signatures, timestamps and evidence are checked on this workstation; nobody is asked."),
                width=380,
                framed=False,
            )
        )
        self.preview = PdfPreview()
        self._panels.addWidget(self.preview)
        self.verification = VerificationView()
        self._panels.addWidget(scrolled(self.verification))
        layout.addWidget(self._panels, 1)
        return made

    def _show(self, rows: list[_Row]) -> None:
        self.table.show_rows(rows, lambda found: found[1].id)
        self._lists.setCurrentIndex(0 if rows else 1)
        if rows and self.table.current() is None and self._panels.currentIndex() == _EMPTY:
            self.table.selectRow(0)

    def _picked(self, found: _Row | None) -> None:
        for part in (self._open, self._export, self._check):
            part.setVisible(found is not None)
        if found is None:
            return
        self._panel_title.setText(found[1].number)
        contract_id = found[1].id
        run(self, lambda: self.office.contract_pdf(contract_id), Lane.POOL).success(self._show_pdf)

    def _show_pdf(self, pdf: ContractPdf) -> None:
        found = self.table.current()
        if found and found[1].id == pdf.contract_id:
            self.preview.show_pdf(pdf.data)
            self._panels.setCurrentIndex(_PREVIEW)

    def _show_report(self, name: str, report: VerificationReport) -> None:
        self._panel_title.setText(name)
        self.verification.show_report(report)
        self._panels.setCurrentIndex(_REPORT)

    def _open_deal(self) -> None:
        found = self.table.current()
        if found:
            self.shell.open_deal(found[0].application_id)

    def _verify_kept(self) -> None:
        found = self.table.current()
        if found:
            contract_id, number = found[1].id, found[1].number
            run(self, lambda: self.office.verify_kept(contract_id), Lane.POOL).success(
                lambda report: self._show_report(number, report)
            )

    def _export_contract(self) -> None:
        found = self.table.current()
        if not found:
            return
        contract_id = found[1].id
        name, _filter = QFileDialog.getSaveFileName(
            self, self.tr("Export contract"), f"{found[1].number}.pdf", self.tr("PDF files (*.pdf)")
        )
        if name:
            path = Path(name)
            run(self, lambda: self.office.export_contract(contract_id, path)).success(
                lambda written: self.shell.notify(self.tr("Exported: {0}").format(written.pdf.name))
            )


def _columns() -> list[Column[_Row]]:
    return [
        Column(
            translate("Contracts", "Customer and car"),
            lambda found: found[0].applicant,
            below=lambda found: found[0].vehicle,
            stretch=1,
        ),
        Column(
            translate("Contracts", "Contract"),
            lambda found: found[1].number,
            below=lambda found: translate("Contracts", "changed {0}").format(moment(found[0].updated_at)),
        ),
        Column(
            translate("Contracts", "State"),
            lambda found: look_of_contract(found[1].state).text,
            look=lambda found: look_of_contract(found[1].state),
        ),
    ]
