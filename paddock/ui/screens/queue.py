"""The queue 队列: what is on its way to the centre, what waits for whom, and what to do about it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QFileDialog, QFrame, QHBoxLayout, QPushButton

from paddock.app.store.views import OutboxKind, OutboxState, QueueItem, QueueRow, QueueSummary, WhoseTurn
from paddock.domain.application_draft import ApplicationDraft
from paddock.ui.queue_filter import QueueFilter
from paddock.ui.screens.screen import Screen
from paddock.ui.states import look_of_outbox
from paddock.ui.tasks import Lane, Newest, run, run_long
from paddock.ui.widgets.basics import ElidedLabel, button, card, column, label, row
from paddock.ui.widgets.confirm import Question, confirmed
from paddock.ui.widgets.empty import EmptyState
from paddock.ui.widgets.progress import ProgressLine
from paddock.ui.widgets.skeleton import LoadingStack, Skeleton
from paddock.ui.widgets.status_line import unsent_words
from paddock.ui.widgets.table import Column, RowTable
from paddock.ui.words import count, moment, say, translate

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench


class QueueScreen(Screen):
    """Table of acts; below it the whole story of the selected one, with its buttons."""

    def __init__(self, shell: "Workbench") -> None:
        super().__init__(shell)
        self._newest = Newest()
        self._part = QueueFilter.ALL
        self._part_buttons: dict[QueueFilter, QPushButton] = {}
        layout = column(self, margin=16, gap="medium")
        head = row(gap="medium")
        head.addWidget(label(self.tr("Queue"), "title"))
        self._sum = ElidedLabel("", "soft")
        head.addWidget(self._sum, 1)
        self._retry_all = button(self.tr("Try everything now"), self.retry_all, icon="arrows-clockwise")
        head.addWidget(self._retry_all)
        self._export = button(self.tr("Export"), self.export, icon="download-simple")
        head.addWidget(self._export)
        layout.addLayout(head)
        layout.addLayout(self._parts())
        self.table = RowTable(_columns(), self.tr("Queue"))
        self.table.picked.connect(self._picked)
        self.table.opened.connect(lambda queued: shell.open_deal(queued.application_id))
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
        self._progress = ProgressLine(self.tr("Exporting the queue"))
        layout.addWidget(self._progress)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._detail_card())
        self._picked(None)

    # Screen

    def show_part(self, part: str) -> None:
        """A `QueueFilter`, or the id of a row, which is selected among all."""
        self._part = QueueFilter(part) if part in list(QueueFilter) else QueueFilter.ALL
        if part not in list(QueueFilter):
            self.table.select_key(part)
        self._part_buttons[self._part].setChecked(True)
        self.refresh()

    def shown_part(self) -> str:
        return self._part.value

    def refresh(self) -> None:
        asked = self._newest.run(self, lambda: (self.office.queue_rows(), self.office.queue_summary()))
        asked.loading(self._stack).success(lambda both: self._show(both[0], both[1]))

    # Acts

    def retry(self) -> None:
        """Send the selected row again now."""
        queued = self.table.current()
        if queued:
            outbox_id = queued.outbox_id
            run(self, lambda: self.office.retry(outbox_id)).busy(self._retry).success(lambda _none: self._woken())

    def retry_all(self) -> None:
        """Try everything that waits."""
        run(self, self.office.retry_all).busy(self._retry_all).success(lambda _number: self._woken())

    def edit_and_resend(self) -> None:
        """A new draft from the refused application."""
        queued = self.table.current()
        if queued:
            outbox_id = queued.outbox_id
            run(self, lambda: self.office.edit_and_resend(outbox_id)).busy(self._edit_button).success(self._edit)

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
        name, _filter = QFileDialog.getSaveFileName(
            self, self.tr("Export queue"), "queue.json", self.tr("JSON files (*.json)")
        )
        if name:
            path = Path(name)
            written = run_long(self, lambda work: self.office.export_queue(path, work), Lane.DATABASE)
            written.busy(self._export).progress(self._progress)
            written.success(
                lambda rows: self.shell.notify(self.tr("{0} rows written to {1}").format(rows, path.name))
            ).cancelled(lambda: self.shell.notify(self.tr("Stopped: nothing was written")))

    # Inside

    def _detail_card(self) -> QFrame:
        made = card()
        layout = column(made, margin=14, gap="small")
        head = row(gap="medium")
        self._title = ElidedLabel("", "heading")
        head.addWidget(self._title, 1)
        self._retry = button(self.tr("Send again"), self.retry, icon="arrow-clockwise")
        self._edit_button = button(self.tr("Edit and send again"), self.edit_and_resend, role="primary", icon="pencil")
        self._open = button(self.tr("Open deal"), self._open_deal, icon="arrow-square-out")
        for part in (self._retry, self._open, self._edit_button):
            head.addWidget(part)
        layout.addLayout(head)
        self._story = label("", "soft", wrap=True)
        layout.addWidget(self._story)
        self._detail = made
        return made

    def _parts(self) -> QHBoxLayout:
        made = row(gap="small")
        group = QButtonGroup(self)
        for part in QueueFilter:
            chosen = button("", partial(self.show_part, part.value), role="choice")
            chosen.setCheckable(True)
            group.addButton(chosen)
            self._part_buttons[part] = chosen
            made.addWidget(chosen)
        self._part_buttons[self._part].setChecked(True)
        self._name_parts([])
        made.addStretch(1)
        return made

    def _name_parts(self, every: list[QueueRow]) -> None:
        names = {
            QueueFilter.ALL: self.tr("All {0}"),
            QueueFilter.NEEDS_ME: self.tr("Needs you {0}"),
            QueueFilter.UNSENT: self.tr("Unsent {0}"),
        }
        for part, made in self._part_buttons.items():
            made.setText(names[part].format(count(sum(part.takes(queued.state) for queued in every))))
            made.setAccessibleName(made.text())

    def _show(self, every: list[QueueRow], summary: QueueSummary) -> None:
        self._name_parts(every)
        rows = [queued for queued in every if self._part.takes(queued.state)]
        self.table.show_rows(rows, lambda queued: queued.outbox_id)
        self._stack.show_content(self.table if rows else self._nothing_here if every else self._nothing_sent)
        self._detail.setVisible(bool(rows))
        sums = self.tr("Created {0} = delivered {1} + sent back {2} + conflict {3} + unsent {4}").format(
            count(summary.created),
            count(summary.accepted),
            count(summary.rejected),
            count(summary.conflict),
            count(summary.waiting),
        )
        self._sum.setText(f"{sums}    {unsent_words(summary)[0]}")
        self._retry_all.setEnabled(summary.waiting > 0)
        if rows and self.table.current() is None:
            self.table.selectRow(0)

    def _picked(self, queued: QueueRow | None) -> None:
        for part in (self._retry, self._open, self._edit_button):
            part.setVisible(queued is not None)
        if queued is None:
            self._title.setText(self.tr("Select a row to see what happened"))
            self._story.setText("")
            return
        self._title.setText(f"{queued.applicant_name}  {queued.vehicle}")
        self._retry.setVisible(queued.state.is_waiting or queued.state is OutboxState.REJECTED)
        self._edit_button.setVisible(queued.state.needs_person and queued.kind is OutboxKind.APPLICATION)
        self._story.setText(_story(queued))
        outbox_id = queued.outbox_id
        run(self, lambda: self.office.queue_item(outbox_id)).success(self._show_item)

    def _show_item(self, item: QueueItem | None) -> None:
        queued = self.table.current()
        if item is None or queued is None or item.row.outbox_id != queued.outbox_id:
            return
        lines = [_story(item.row)]
        if item.problem:
            lines += ["• " + say(fault.message) for fault in item.problem.faults]
            lines += [f"{name}: {value}" for name, value in item.problem.hashes.items()]
        if item.images_waiting:
            lines.append(self.tr("Pictures that go first: {0}").format(item.images_waiting))
        if item.sent_at:
            lines.append(self.tr("Delivered {0}").format(moment(item.sent_at)))
        self._story.setText("\n".join(lines))

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


def _columns() -> list[Column[QueueRow]]:
    return [
        Column(
            translate("Queue", "State"),
            lambda queued: say(queued.state.name_for_people),
            look=lambda queued: look_of_outbox(queued.state),
        ),
        Column(translate("Queue", "What"), lambda queued: say(queued.kind.name_for_people)),
        Column(translate("Queue", "Applicant"), lambda queued: queued.applicant_name),
        Column(translate("Queue", "Vehicle"), lambda queued: queued.vehicle, stretch=2),
        Column(translate("Queue", "Reason / next step"), _reason, stretch=3),
        Column(translate("Queue", "Next try"), _next_try),
        Column(translate("Queue", "Whose turn"), _turn),
    ]


def _reason(queued: QueueRow) -> str:
    return say(queued.last_problem) if queued.last_problem else say(queued.what_next)


def _next_try(queued: QueueRow) -> str:
    if not queued.state.is_waiting:
        return "–"
    return moment(queued.next_attempt_at) if queued.next_attempt_at else translate("Queue", "at once")


def _turn(queued: QueueRow) -> str:
    words = say(queued.whose_turn.name_for_people)
    return f"▲ {words}" if queued.whose_turn is WhoseTurn.ME else words


def _story(queued: QueueRow) -> str:
    lines = [translate("Queue", "Made {0}, tried {1} times").format(moment(queued.created_at), queued.attempts)]
    if queued.last_problem:
        lines.append(say(queued.last_problem))
    lines.append(say(queued.what_next))
    return "\n".join(lines)
