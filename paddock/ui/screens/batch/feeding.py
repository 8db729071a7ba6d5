"""Fills a batch from folders, picture files and lists, one after another, off the GUI thread.

How far each was read is in the store: a window that is closed or killed goes on where it stood.
"""

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from paddock.app.services.batch.imports import ImportReport
from paddock.app.services.batch.sightings import Recorded
from paddock.app.store.batch_views import BatchSource, SourceKind, SourceState
from paddock.domain.errors import PaddockError
from paddock.ui.bridge import Relay
from paddock.ui.tasks import Lane, Operation, run, run_long
from paddock.ui.words import count, translate

if TYPE_CHECKING:
    from paddock.ui.screens.batch.source_line import SourceLine
    from paddock.ui.workbench import Workbench

LIST_SUFFIXES = (".csv", ".xlsx", ".xls", ".tsv", ".txt")


class Feeding(QObject):
    """Sends `recorded` with every picture that was read, and `changed` when a source began or ended."""

    recorded = Signal(object)
    changed = Signal()

    def __init__(self, parent: QObject, shell: "Workbench", line: "SourceLine") -> None:
        super().__init__(parent)
        self._shell, self._line = shell, line
        self._desk = shell.opened_desk()
        self._batches = self._desk.office.batches
        self._relay: Relay[Recorded] = Relay(self, self.recorded.emit)
        self._waiting: deque[BatchSource] = deque()
        self._lists: deque[tuple[UUID, Path]] = deque()
        self._importing: Path | None = None
        self._current: BatchSource | None = None
        self._operation: Operation[None] | Operation[ImportReport] | None = None
        self._then = SourceState.PAUSED
        """What a source becomes that is stopped now."""
        line.pause_wanted.connect(self.pause)
        line.go_on_wanted.connect(self.go_on)
        line.cancel_wanted.connect(self.give_up)

    @property
    def is_reading(self) -> bool:
        """Whether something is being read now."""
        return self._operation is not None

    def feed(self, batch_id: UUID, paths: list[Path]) -> None:
        """Take what a person chose or dropped: lists are imported, all else is read as pictures."""
        lists = [path for path in paths if path.suffix.lower() in LIST_SUFFIXES and not path.is_dir()]
        pictures = [path for path in paths if path not in lists]
        self._lists.extend((batch_id, path) for path in lists)
        self._next()
        if pictures:
            run(self, lambda: self._batches.add_pictures(batch_id, pictures)).success(lambda _id: self.look(batch_id))

    def look(self, batch_id: UUID) -> None:
        """Go on with what is unread of a batch; what was paused waits for the person."""
        run(self, lambda: self._batches.sources(batch_id)).success(self._found)

    def pause(self) -> None:
        """Stop after the picture that is being read; it can go on later."""
        self._stop(SourceState.PAUSED)

    def go_on(self) -> None:
        """Read on what was paused."""
        source = self._current
        if source is not None and not self.is_reading:
            self._set_state(source, SourceState.READING, lambda: self.look(source.batch_id))

    def give_up(self) -> None:
        """Leave the rest unread; what was read stays."""
        source = self._current
        if self.is_reading:
            self._stop(SourceState.CANCELLED)
        elif source is not None:
            self._set_state(source, SourceState.CANCELLED, lambda: self._ended(source))

    def leave(self) -> None:
        """The window closes, or another batch is shown: stop reading; the store knows what is unread."""
        if self._operation is not None:
            self._operation.forget()
        self._operation = self._current = self._importing = None
        self._waiting.clear()
        self._lists.clear()
        self._line.show_nothing()

    # Inside

    def _found(self, sources: list[BatchSource]) -> None:
        unfinished = [source for source in reversed(sources) if source.state.is_unfinished]
        reading = [source for source in unfinished if source.state is SourceState.READING]
        self._waiting.extend(source for source in reading if not self._knows(source))
        if not self.is_reading and not reading and unfinished:
            self._current = unfinished[0]
            self._line.show_paused(unfinished[0].name)
        self._next()

    def _knows(self, source: BatchSource) -> bool:
        """Whether a source waits already, or is the one being read."""
        if any(waiting.id == source.id for waiting in self._waiting):
            return True
        if self._importing is not None and source.paths == (str(self._importing.absolute()),):
            return True
        return self.is_reading and self._current is not None and self._current.id == source.id

    def _next(self) -> None:
        if self.is_reading:
            return
        if self._lists:
            self._import(*self._lists.popleft())
            return
        if not self._waiting:
            return
        source = self._current = self._waiting.popleft()
        if source.kind is SourceKind.LIST:
            self._import(source.batch_id, Path(source.paths[0]))
            return
        self._line.show_reading(source.name)
        read, batches, relay = self._desk.capture.read, self._batches, self._relay
        operation = run_long(self, lambda work: batches.read_pictures(source, read, work, relay), Lane.CAPTURE)
        self._operation = operation
        operation.progress(self._line).success(lambda _none: self._ended(source)).cancelled(
            lambda: self._stopped(source)
        ).failure(lambda error: self._failed(source, error))
        self.changed.emit()

    def _import(self, batch_id: UUID, path: Path) -> None:
        self._importing = path
        self._line.show_reading(path.name)
        operation = run_long(self, lambda work: self._batches.import_list(batch_id, path, work))
        self._operation = operation
        operation.progress(self._line).success(self._imported).failure(self._refused)

    def _imported(self, report: ImportReport) -> None:
        self._operation = self._importing = None
        if report.finished:
            self._shell.notify(_import_words(report), tone="warn" if report.refused else "calm")
            self._ended(None)
            return
        self._shell.notify(self.tr("The import was stopped; what was imported so far stays"))
        if self._then is SourceState.CANCELLED:
            run(self, lambda: self._batches.set_source_state(report.source_id, SourceState.CANCELLED)).success(
                lambda _none: self._ended(None)
            )
        else:
            self.look(report.batch_id)

    def _refused(self, error: PaddockError) -> None:
        self._ended(None)
        self._shell.show_problem(error)

    def _failed(self, source: BatchSource, error: PaddockError) -> None:
        self._shell.show_problem(error)
        self._then = SourceState.PAUSED
        self._stopped(source)

    def _stop(self, then: SourceState) -> None:
        self._then = then
        if self._operation is not None:
            self._operation.cancel()

    def _stopped(self, source: BatchSource) -> None:
        self._operation = None
        then = self._then
        self._set_state(source, then, lambda: self._after_stop(source, then))

    def _after_stop(self, source: BatchSource, state: SourceState) -> None:
        if state is SourceState.PAUSED:
            self._line.show_paused(source.name)
            self.changed.emit()
        else:
            self._ended(source)

    def _ended(self, _source: BatchSource | None) -> None:
        self._operation = self._current = self._importing = None
        self._line.show_nothing()
        self.changed.emit()
        self._next()

    def _set_state(self, source: BatchSource, state: SourceState, then: Callable[[], object]) -> None:
        run(self, lambda: self._batches.set_source_state(source.id, state)).success(lambda _none: then())


def _import_words(report: ImportReport) -> str:
    if report.again:
        return translate("Batch", "This list was imported into this batch before; nothing was added")
    words = translate("Batch", "Rows: {0}; accepted {1}, to confirm {2}, merged {3}, refused {4}").format(
        count(report.rows), count(report.accepted), count(report.open), count(report.repeats), count(report.refused)
    )
    if report.unused:
        words += " · " + translate("Batch", "columns not used: {0}").format(", ".join(report.unused[:4]))
    return words
