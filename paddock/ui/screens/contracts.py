"""Contracts 合同: every contract of this dealer, its preview, and whether a file is the one that was signed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from paddock.app.services.contract_differences import FileDifferences
from paddock.app.services.contracts import ContractPdf
from paddock.app.services.verification import Verdict, VerificationReport
from paddock.app.store.views import DealCard, SyncStatus
from paddock.domain.errors import PaddockError
from paddock.domain.long_work import Work
from paddock.ui.announce import announce
from paddock.ui.screens.quotes_dialog import QuotesDialog
from paddock.ui.screens.screen import Screen
from paddock.ui.states import look_of_contract
from paddock.ui.tasks import Lane, Newest, run
from paddock.ui.widgets.basics import ElidedLabel, button, card, column, label, row, scrolled
from paddock.ui.widgets.empty import EmptyState
from paddock.ui.widgets.pdf_preview import PdfPreview
from paddock.ui.widgets.progress import ProgressLine
from paddock.ui.widgets.skeleton import LoadingStack, Skeleton
from paddock.ui.widgets.stale import StaleMark
from paddock.ui.widgets.table import Column, RowTable
from paddock.ui.widgets.verification import VerificationView
from paddock.ui.words import moment, say, translate
from paddock.wire.contracts import ContractState, ContractView

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench

_Row = tuple[DealCard, ContractView]
_EMPTY, _PREVIEW, _REPORT, _LOADING = range(4)


class ContractsScreen(Screen):
    """List on the left, preview or verification on the right; a dropped PDF is verified."""

    def __init__(self, shell: "Workbench") -> None:
        super().__init__(shell)
        self._newest = Newest()
        self.setAcceptDrops(True)
        layout = column(self, margin=16, gap="medium")
        head = row(gap="medium")
        head.addWidget(label(self.tr("Contracts"), "title"))
        head.addWidget(
            label(self.tr("Drop a contract PDF or package here to verify it, two PDFs to compare them"), "soft")
        )
        self._stale = StaleMark()
        head.addWidget(self._stale)
        head.addStretch(1)
        self._choose = button(self.tr("Verify a file"), self.open_file, role="primary", icon="circle-wavy-check")
        head.addWidget(self._choose)
        layout.addLayout(head)
        across = QHBoxLayout()
        across.setSpacing(16)
        self.table = RowTable(_columns(), self.tr("Contracts"))
        self.table.picked.connect(self._picked)
        self.table.opened.connect(lambda found: shell.open_deal(found[0].application_id))
        self._lists = LoadingStack(Skeleton("table", columns=3, count=12))
        self._none_yet = EmptyState(
            "file-text", self.tr("No contracts yet"), self.tr("A contract is drawn up when a customer takes an offer.")
        )
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._none_yet)
        across.addWidget(self._lists, 52)
        across.addWidget(self._right(), 48)
        layout.addLayout(across, 1)

    def refresh(self) -> None:
        asked = run(self, lambda: (self.office.contract_cards(), self.office.sync_status()))
        asked.loading(self._lists).success(lambda both: self._show(*both))

    def open_file(self) -> None:
        """Choose a PDF and verify it."""
        name, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Verify a contract"), "", self.tr("PDF files (*.pdf)")
        )
        if name:
            self.verify(Path(name))

    def verify(self, path: Path) -> None:
        """Verify a file and show the report."""
        self._verify(path.name, lambda work: self.office.verify_file(path, work), self._choose)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if not files:
            return
        event.acceptProposedAction()
        if len(files) > 1:
            # As a person lays them down: the one that was there before first.
            self.compare(*sorted(files[:2], key=lambda file: file.stat().st_mtime if file.exists() else 0.0))
        else:
            self.verify(files[0])

    def compare(self, older: Path, newer: Path) -> None:
        """Show which characters of two PDFs differ."""
        asked = self._newest.run(self, lambda: self.office.compare_files(older, newer), Lane.POOL)
        asked.loading(_Bones(self._panels)).success(self._show_differences).failure(self.shell.show_problem)

    def _right(self) -> QWidget:
        made = card()
        layout = column(made, margin=14, gap="small")
        head = row(gap="medium")
        self._panel_title = ElidedLabel("", "heading")
        head.addWidget(self._panel_title, 1)
        self._open = button(self.tr("Open deal"), self._open_deal, icon="arrow-square-out")
        self._export = button(self.tr("Export"), self._export_contract, icon="download-simple")
        self._check = button(self.tr("Verify"), self._verify_kept, icon="circle-wavy-check")
        self._quote = button(self.tr("Early payment"), self._show_quotes, icon="calculator")
        for part in (self._open, self._quote, self._export, self._check):
            head.addWidget(part)
            part.hide()
        layout.addLayout(head)
        self._progress = ProgressLine(self.tr("Verifying"))
        layout.addWidget(self._progress)
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
        self._panels.addWidget(Skeleton("text", count=24))
        layout.addWidget(self._panels, 1)
        return made

    def _show(self, rows: list[_Row], status: SyncStatus) -> None:
        self._stale.show_as_of(status.last_synced_at, offline=status.online is False)
        self.table.show_rows(rows, lambda found: found[1].id)
        self._lists.show_content(self.table if rows else self._none_yet)
        if rows and self.table.current() is None and self._panels.currentIndex() == _EMPTY:
            self.table.selectRow(0)

    def _picked(self, found: _Row | None) -> None:
        for part in (self._open, self._export, self._check):
            part.setVisible(found is not None)
        self._quote.setVisible(found is not None and found[1].state is ContractState.SIGNED)
        if found is None:
            return
        self._panel_title.setText(found[1].number)
        contract_id = found[1].id
        asked = self._newest.run(self, lambda: self.office.contract_pdf(contract_id), Lane.POOL)
        asked.loading(_Bones(self._panels)).success(self._show_pdf)

    def _show_pdf(self, pdf: ContractPdf) -> None:
        found = self.table.current()
        if found and found[1].id == pdf.contract_id:
            self.preview.show_pdf(pdf.data)
            self._panels.setCurrentIndex(_PREVIEW)

    def _verify(self, name: str, fn: Callable[[Work], VerificationReport], started_by: QPushButton) -> None:
        """Verify, and show the report unless something else was asked for meanwhile."""
        before = self._panel_title.whole()
        self._panel_title.setText(self.tr("Verifying {0}…").format(name))
        asked = self._newest.run_long(self, fn).busy(started_by).progress(self._progress)
        asked.success(lambda report: self._show_report(name, report)).failure(
            lambda error: self._not_verified(before, error)
        ).cancelled(lambda: self._panel_title.setText(before))

    def _not_verified(self, before: str, error: PaddockError) -> None:
        self._panel_title.setText(before)
        self.shell.show_problem(error)

    def _show_report(self, name: str, report: VerificationReport) -> None:
        self._panel_title.setText(name)
        self.verification.show_report(report)
        announce(self, say(report.summary), urgent=report.verdict is not Verdict.VALID)
        self._panels.setCurrentIndex(_REPORT)

    def _show_quotes(self) -> None:
        found = self.table.current()
        if found:
            dialog = QuotesDialog(self, self.office, found[1])
            dialog.open()
            dialog.finished.connect(dialog.deleteLater)

    def _show_differences(self, found: FileDifferences) -> None:
        self._panel_title.setText(self.tr("{0} against {1}").format(found.newer, found.older))
        self.verification.show_differences(found.changes)
        self._panels.setCurrentIndex(_REPORT)

    def _open_deal(self) -> None:
        found = self.table.current()
        if found:
            self.shell.open_deal(found[0].application_id)

    def _verify_kept(self) -> None:
        found = self.table.current()
        if found:
            contract_id, number = found[1].id, found[1].number
            self._verify(number, lambda work: self.office.verify_kept(contract_id, work), self._check)

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
            run(self, lambda: self.office.export_contract(contract_id, path)).busy(self._export).success(
                lambda written: self.shell.notify(self.tr("Exported: {0}").format(written.pdf.name))
            )


class _Bones:
    """Shows bones in the panel while a contract is fetched, and what was there before if it does not come."""

    def __init__(self, panels: QStackedWidget) -> None:
        self._panels = panels
        self._before = panels.currentIndex()

    def begin(self) -> None:
        self._panels.setCurrentIndex(_LOADING)

    def end(self) -> None:
        self._panels.setCurrentIndex(self._before)


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
