"""The story of the selected row: what happened, what to do, and of a conflict both versions."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame

from paddock.app.services.versions import VersionLine
from paddock.app.store.views import OutboxKind, OutboxState, QueueItem, QueueRow
from paddock.ui.screens.queue.columns import story, title
from paddock.ui.widgets.basics import ElidedLabel, button, column, label, row
from paddock.ui.widgets.table import Column, RowTable
from paddock.ui.words import moment, say, translate

_VERSION_ROWS = 3
"""Shown at once; the others are scrolled to, so that the table above keeps its room at 1280x720."""


class DetailCard(QFrame):
    """Shows one row; its buttons call what they were given."""

    def __init__(
        self, retry: Callable[[], object], edit: Callable[[], object], open_deal: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        layout = column(self, margin=14, gap="small")
        head = row(gap="medium")
        self._title = ElidedLabel("", "heading")
        head.addWidget(self._title, 1)
        self.retry = button(self.tr("Send again"), retry, icon="arrow-clockwise")
        self.edit = button(self.tr("Edit and send again"), edit, role="primary", icon="pencil")
        self.open = button(self.tr("Open deal"), open_deal, icon="arrow-square-out")
        for part in (self.retry, self.open, self.edit):
            head.addWidget(part)
        layout.addLayout(head)
        self.story = label("", "soft", wrap=True)
        layout.addWidget(self.story)
        self.versions = RowTable(_version_columns(), self.tr("Both versions"))
        self.versions.setFixedHeight(
            self.versions.verticalHeader().defaultSectionSize() * _VERSION_ROWS
            + self.versions.horizontalHeader().sizeHint().height()
        )
        self.versions.hide()
        layout.addWidget(self.versions)

    def show_row(self, queued: QueueRow | None, *, doubted: bool) -> None:
        """Show what the row itself tells; `doubted`: the last comparison found something amiss with it."""
        for part in (self.retry, self.open, self.edit):
            part.setVisible(queued is not None)
        self.versions.hide()
        if queued is None:
            self._title.setText(self.tr("Select a row to see what happened"))
            self.story.setText("")
            return
        self._title.setText(title(queued))
        self.retry.setVisible(queued.state is not OutboxState.ACCEPTED or doubted)
        self.edit.setVisible(queued.state.needs_person and queued.kind is OutboxKind.APPLICATION)
        self.story.setText(story(queued))

    def show_item(self, item: QueueItem, versions: Sequence[VersionLine]) -> None:
        """Show everything there is to know about it."""
        lines = [story(item.row)]
        if item.problem:
            lines += ["• " + say(fault.message) for fault in item.problem.faults]
        if item.images_waiting:
            lines.append(self.tr("Pictures that go first: {0}").format(item.images_waiting))
        if item.sent_at:
            lines.append(self.tr("Settled {0}").format(moment(item.sent_at)))
        if item.signed_receipt:
            lines.append(self.tr("The centre's signed receipt is kept here"))
        self.story.setText("\n".join(lines))
        self.versions.setVisible(bool(versions))
        self.versions.show_rows(versions, lambda line: line.name)


def _version_columns() -> list[Column[VersionLine]]:
    return [
        Column(
            translate("Queue", "Conflict"),
            lambda line: f"{'≠' if line.differs else '='}  {say(line.name)}",
        ),
        Column(translate("Queue", "Sent from here"), lambda line: say(line.ours), stretch=1),
        Column(translate("Queue", "At the centre"), lambda line: say(line.theirs), stretch=1),
    ]
