"""The queue 队列: what is on its way to the centre, what waits for whom, and what to do about it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QMenu, QPushButton

from paddock.app.services.bundle import Packed, Unpacked
from paddock.app.services.versions import VersionLine
from paddock.app.store.ledger import Audit, Ledger
from paddock.app.store.queue_queries import PAGE
from paddock.app.store.views import OutboxState, QueueItem, QueuePage, QueuePart, QueueRow, QueueSummary
from paddock.domain.application_draft import ApplicationDraft
from paddock.ui.screens.queue.audit_dialog import AuditDialog
from paddock.ui.screens.queue.columns import queue_columns
from paddock.ui.screens.queue.detail import DetailCard
from paddock.ui.screens.queue.hand_over import ask_passphrase
from paddock.ui.screens.queue.ledger_line import LedgerLine
from paddock.ui.screens.screen import Screen
from paddock.ui.tasks import Lane, Newest, run, run_long
from paddock.ui.widgets.basics import ElidedLabel, button, column, label, row
from paddock.ui.widgets.confirm import Question, confirmed
from paddock.ui.widgets.empty import EmptyState
from paddock.ui.widgets.progress import ProgressLine
from paddock.ui.widgets.skeleton import LoadingStack, Skeleton
from paddock.ui.widgets.status_line import unsent_words
from paddock.ui.widgets.table import RowTable
from paddock.ui.words import count

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench

_NEAR_END = 600
"""Pixels above the last row shown at which the next ones are fetched."""


class QueueScreen(Screen):
    """The ledger, a table of acts, and below it the whole story of the selected one, with its buttons."""

    def __init__(self, shell: "Workbench") -> None:
        super().__init__(shell)
        self._newest = Newest()
        self._part = QueuePart.ALL
        self._part_buttons: dict[QueuePart, QPushButton] = {}
        self._limit, self._more = PAGE, False
        self._including: UUID | None = None
        self._doubted: frozenset[str] = frozenset()
        self._audit: Audit | None = None
        layout = column(self, margin=16, gap="medium")
        layout.addLayout(self._head())
        self.ledger = LedgerLine()
        self.ledger.part_wanted.connect(lambda part: self.show_part(part.value))
        self.ledger.audit_wanted.connect(self.compare)
        self.ledger.differences_wanted.connect(self.show_differences)
        layout.addWidget(self.ledger)
        layout.addLayout(self._parts())
        self.table = RowTable(queue_columns(), self.tr("Queue"))
        self.table.picked.connect(self._picked)
        self.table.opened.connect(lambda queued: shell.open_deal(queued.application_id))
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._progress = ProgressLine(self.tr("Working"))
        layout.addWidget(self._progress)
        layout.addWidget(self._pages(), 1)
        self.detail = DetailCard(self.retry, self.edit_and_resend, self._open_deal)
        layout.addWidget(self.detail)
        self._picked(None)

    # Screen

    def show_part(self, part: str) -> None:
        """A `QueuePart`, or the id of a row, which is selected among all."""
        self._part = QueuePart(part) if part in list(QueuePart) else QueuePart.ALL
        self._limit = PAGE
        if part and part not in list(QueuePart):
            self.table.select_key(part)
            self._including = UUID(part)
        for known, made in self._part_buttons.items():
            made.setChecked(known is self._part)
        self.refresh()

    def shown_part(self) -> str:
        return self._part.value

    def refresh(self) -> None:
        part, limit, including = self._part, self._limit, self._including

        def asked() -> tuple[QueuePage, QueueSummary, Ledger]:
            page = self.office.queue_page(part, limit, including)
            return page, self.office.queue_summary(), self.office.ledger()

        self._newest.run(self, asked).loading(self._stack).success(lambda found: self._show(*found))

    # Acts

    def retry(self) -> None:
        """Send the selected row again now."""
        queued = self.table.current()
        if queued:
            outbox_id = queued.outbox_id
            run(self, lambda: self.office.retry(outbox_id)).busy(self.detail.retry).success(lambda _none: self._woken())

    def retry_all(self) -> None:
        """Try everything that waits."""
        run(self, self.office.retry_all).busy(self._retry_all).success(lambda _number: self._woken())

    def edit_and_resend(self) -> None:
        """A new draft from the refused application."""
        queued = self.table.current()
        if queued:
            outbox_id = queued.outbox_id
            run(self, lambda: self.office.edit_and_resend(outbox_id)).busy(self.detail.edit).success(self._edit)

    def compare(self) -> None:
        """Ask the centre what it holds, and compare."""
        audit = self.desk.audit
        if audit is None:
            self.shell.notify(self.tr("There is no centre to compare with"))
            return
        compared = run_long(self, audit).busy(self.ledger.compare).progress(self._progress)
        compared.success(self._compared).cancelled(lambda: self.shell.notify(self.tr("Stopped: nothing was compared")))

    def show_differences(self) -> None:
        """What the last comparison found."""
        if self._audit is not None:
            dialog = AuditDialog(self, self._audit, self._show_row_of)
            dialog.exec()
            dialog.deleteLater()

    def export(self) -> None:
        """Write the queue as JSON, after saying what is in it."""
        question = Question(
            self.tr("Export the whole queue?"),
            self.tr("The file has customers' names, ID numbers and incomes in clear. Give it to support only."),
            self.tr("Choose where"),
            is_harmful=False,
        )
        if not confirmed(self, question):
            return
        path = self._new_file(self.tr("Export queue"), "queue.json", self.tr("JSON files (*.json)"))
        if path:
            written = run_long(self, lambda work: self.office.export_queue(path, work), Lane.DATABASE)
            written.busy(self._export).progress(self._progress)
            written.success(
                lambda rows: self.shell.notify(self.tr("{0} rows written to {1}").format(rows, path.name))
            ).cancelled(self._nothing_written)

    def hand_over(self) -> None:
        """Write unsent work into one encrypted file for another workstation."""
        passphrase = ask_passphrase(self, new=True)
        path = passphrase and self._new_file(self.tr("Hand over"), "unsent.paddock", self.tr("Hand-over (*.paddock)"))
        if passphrase and path:
            written = run_long(self, lambda work: self.office.export_unsent(path, passphrase, work))
            written.busy(self._export).progress(self._progress)
            written.success(self._handed_over).cancelled(self._nothing_written)

    def take_up(self) -> None:
        """Take up the unsent work of another workstation."""
        name, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Take up unsent work"), "", self.tr("Hand-over (*.paddock)")
        )
        passphrase = ask_passphrase(self, new=False) if name else None
        if passphrase:
            path = Path(name)
            taken = run_long(self, lambda work: self.office.import_unsent(path, passphrase, work))
            taken.busy(self._export).progress(self._progress).success(self._taken_up)

    # Inside

    def _head(self) -> QHBoxLayout:
        head = row(gap="medium")
        head.addWidget(label(self.tr("Queue"), "title"))
        self._sum = ElidedLabel("", "soft")
        head.addWidget(self._sum, 1)
        self._retry_all = button(self.tr("Try everything now"), self.retry_all, icon="arrows-clockwise")
        head.addWidget(self._retry_all)
        self._export = button(self.tr("Export and take up"), icon="download-simple")
        menu = QMenu(self._export)
        for words, act in self._ways_out():
            menu.addAction(words, act)
        self._export.setMenu(menu)
        head.addWidget(self._export)
        return head

    def _ways_out(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        return (
            (self.tr("Hand over unsent work (encrypted)…"), self.hand_over),
            (self.tr("Take up unsent work of another workstation…"), self.take_up),
            (self.tr("Export for support (in clear)…"), self.export),
        )

    def _pages(self) -> LoadingStack:
        self._stack = LoadingStack(Skeleton("table", columns=7, count=12))
        self._nothing_sent = EmptyState(
            "paper-plane-tilt",
            self.tr("Nothing has been sent yet"),
            self.tr("Submitted applications, taken offers and signatures appear here until the centre has them."),
        )
        self._nothing_here = EmptyState(
            "check-circle", self.tr("Nothing in this part of the queue"), self.tr("Choose All to see everything.")
        )
        for page in (self.table, self._nothing_sent, self._nothing_here):
            self._stack.addWidget(page)
        return self._stack

    def _parts(self) -> QHBoxLayout:
        made = row(gap="small")
        group = QButtonGroup(self)
        # Parts that only the ledger's numbers open leave every choice here unmarked.
        group.setExclusive(False)
        for part in (QueuePart.ALL, QueuePart.NEEDS_ME, QueuePart.UNSENT, QueuePart.PICTURES):
            chosen = button("", partial(self.show_part, part.value), role="choice")
            chosen.setCheckable(True)
            group.addButton(chosen)
            self._part_buttons[part] = chosen
            made.addWidget(chosen)
        self._part_buttons[self._part].setChecked(True)
        self._name_parts({})
        made.addStretch(1)
        return made

    def _name_parts(self, numbers: dict[QueuePart, int]) -> None:
        names = {
            QueuePart.ALL: self.tr("All {0}"),
            QueuePart.NEEDS_ME: self.tr("Needs you {0}"),
            QueuePart.UNSENT: self.tr("Unsent {0}"),
            QueuePart.PICTURES: self.tr("Pictures {0}"),
        }
        for part, made in self._part_buttons.items():
            made.setText(names[part].format(count(numbers.get(part, 0))))
            made.setAccessibleName(made.text())

    def _show(self, page: QueuePage, summary: QueueSummary, found: Ledger) -> None:
        self._more, self._including = page.more, None
        self._limit = max(self._limit, len(page.rows))
        self._name_parts(
            {
                QueuePart.ALL: summary.created,
                QueuePart.NEEDS_ME: summary.needs_me,
                QueuePart.UNSENT: summary.waiting,
                QueuePart.PICTURES: found.pictures.created,
            }
        )
        self._audit = found.last_audit
        self._doubted = (
            frozenset(one.client_id for one in found.last_audit.differences) if found.last_audit else frozenset()
        )
        self.ledger.show_ledger(found)
        self.table.show_rows(page.rows, lambda queued: queued.outbox_id)
        empty = self._nothing_here if summary.created else self._nothing_sent
        self._stack.show_content(self.table if page.rows else empty)
        self.detail.setVisible(bool(page.rows))
        self._sum.setText(unsent_words(summary)[0])
        self._retry_all.setEnabled(summary.waiting > 0)
        if page.rows and self.table.current() is None:
            self.table.selectRow(0)

    def _heed(self, audit: Audit | None) -> None:
        self._audit = audit
        self._doubted = frozenset(one.client_id for one in audit.differences) if audit else frozenset()

    def _scrolled(self, value: int) -> None:
        if self._more and value > self.table.verticalScrollBar().maximum() - _NEAR_END:
            self._more = False  # until these have come
            self._limit += PAGE
            self.refresh()

    def _picked(self, queued: QueueRow | None) -> None:
        self.detail.show_row(queued, doubted=queued is not None and str(queued.outbox_id) in self._doubted)
        if queued is None:
            return
        outbox_id, in_conflict = queued.outbox_id, queued.state is OutboxState.CONFLICT

        def asked() -> tuple[QueueItem | None, list[VersionLine]]:
            return self.office.queue_item(outbox_id), self.office.versions_of(outbox_id) if in_conflict else []

        run(self, asked).success(lambda found: self._show_item(*found))

    def _show_item(self, item: QueueItem | None, versions: list[VersionLine]) -> None:
        queued = self.table.current()
        if item is not None and queued is not None and item.row.outbox_id == queued.outbox_id:
            self.detail.show_item(item, versions)

    def _show_row_of(self, client_id: str) -> None:
        """Of a picture, which is named by its hash, the part where it is."""
        self.show_part(QueuePart.PICTURES.value if len(client_id) == 64 else client_id)

    def _compared(self, audit: Audit) -> None:
        self._heed(audit)
        self.refresh()
        if not audit.agrees:
            self.show_differences()

    def _handed_over(self, made: Packed) -> None:
        words = self.tr("{0} requests, {1} drafts and {2} pictures handed over in {3}")
        self.shell.notify(words.format(made.requests, made.drafts, made.pictures, made.path.name))
        if made.missing:
            self.shell.notify(self.tr("{0} pictures are missing here: take them again").format(len(made.missing)))

    def _taken_up(self, found: Unpacked) -> None:
        words = self.tr("{0} requests and {1} drafts taken up; {2} were here already")
        self.shell.notify(words.format(found.requests, found.drafts, found.known))
        self._woken()

    def _nothing_written(self) -> None:
        self.shell.notify(self.tr("Stopped: nothing was written"))

    def _new_file(self, title: str, name: str, kinds: str) -> Path | None:
        chosen, _filter = QFileDialog.getSaveFileName(self, title, name, kinds)
        return Path(chosen) if chosen else None

    def _edit(self, draft: ApplicationDraft) -> None:
        self.shell.open_deal(draft.id)
        self.shell.notify(self.tr("A new application was made from the refused one"))

    def _open_deal(self) -> None:
        queued = self.table.current()
        if queued:
            self.shell.open_deal(queued.application_id)

    def _woken(self) -> None:
        self.shell.wake_sync()
        self.refresh()
