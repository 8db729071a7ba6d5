"""What the last comparison with the centre found, line by line."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from paddock.app.store.ledger import Audit, Difference
from paddock.app.store.views import OutboxState
from paddock.ui.screens.queue.ledger_line import audit_words
from paddock.ui.widgets.basics import button, column, label
from paddock.ui.widgets.table import Column, RowTable
from paddock.ui.words import count, say, translate

_SIZE = (860, 460)


class AuditDialog(QDialog):
    """Numbers, and every difference with what to do about it; a double click shows the row."""

    def __init__(self, parent: QWidget, audit: Audit, show_row: Callable[[str], object]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Compared with the centre"))
        self.resize(*_SIZE)
        layout = column(self, margin=20, gap="medium")
        words, tone = audit_words(audit)
        layout.addWidget(label(words, {"good": "good", "bad": "bad"}.get(tone, "strong")))
        layout.addWidget(
            label(
                self.tr(
                    "Here {0} · at the centre {1}, of which other workstations sent {2} · signed receipts {3}"
                ).format(count(audit.here), count(audit.there), count(audit.elsewhere), count(audit.receipts)),
                "soft",
                wrap=True,
            )
        )
        self.table = RowTable(_columns(), self.windowTitle())
        self.table.show_rows(audit.differences, lambda one: (one.kind, one.client_id))
        self.table.setVisible(bool(audit.differences))
        layout.addWidget(self.table, 1)
        self._what = label("", "soft", wrap=True)
        layout.addWidget(self._what)
        self.table.picked.connect(self._picked)
        show_selected = self._show_selected(show_row)
        self.table.opened.connect(lambda _one: show_selected())
        if audit.differences:
            self.table.selectRow(0)
        else:
            layout.addStretch(1)
        buttons = QDialogButtonBox()
        if audit.differences:
            show = button(self.tr("Show the row"), show_selected, role="primary")
            buttons.addButton(show, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(button(self.tr("Close"), self.reject), QDialogButtonBox.ButtonRole.RejectRole)
        layout.addWidget(buttons)

    def _show_selected(self, show_row: Callable[[str], object]) -> Callable[[], object]:
        def show() -> None:
            one = self.table.current()
            if one is not None:
                self.accept()
                show_row(one.client_id)

        return show

    def _picked(self, one: Difference | None) -> None:
        self._what.setText(say(one.kind.sentence) if one else "")


def _columns() -> list[Column[Difference]]:
    return [
        Column(translate("Queue", "What differs"), lambda one: say(one.kind.sentence), stretch=3),
        Column(translate("Queue", "What"), lambda one: say(one.what.name_for_people)),
        Column(translate("Queue", "Number"), lambda one: one.client_id[:13]),
        Column(translate("Queue", "Here"), lambda one: _side(one.here)),
        Column(translate("Queue", "Centre"), lambda one: _side(one.there)),
    ]


def _side(told: str) -> str:
    """A state in words, or the start of a hash."""
    if told in list(OutboxState):
        return say(OutboxState(told).name_for_people)
    return translate("Queue", "refused") if told == "refused" else told[:12]
