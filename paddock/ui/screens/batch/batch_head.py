"""The head of the batch screen: which batch, and what can be done with it as a whole."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QInputDialog, QWidget

from paddock.app.store.batch_views import BatchCard, BatchCounts
from paddock.ui.clock import now_utc
from paddock.ui.tasks import run
from paddock.ui.widgets.basics import ElidedLabel, button, label, row
from paddock.ui.words import count, translate

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench

_CHOICE_WIDTH = 320


class BatchHead(QWidget):
    """Sends `chosen` with the id of the batch to show, or None for none yet."""

    chosen = Signal(object)
    export_wanted = Signal()

    def __init__(self, shell: "Workbench") -> None:
        super().__init__()
        self._shell = shell
        self._batches = shell.opened_desk().office.batches
        self._cards: list[BatchCard] = []
        layout = row(self, gap="medium")
        layout.addWidget(label(self.tr("Batch"), "title"))
        self._choice = QComboBox()
        self._choice.setMinimumWidth(_CHOICE_WIDTH)
        self._choice.setAccessibleName(self.tr("Which batch"))
        self._choice.activated.connect(self._choose)
        layout.addWidget(self._choice)
        self._rename = button(self.tr("Rename…"), self.rename, role="quiet", icon="pencil")
        self._put_away = button(self.tr("Put away"), self.put_away, role="quiet", icon="tray")
        layout.addWidget(self._rename)
        layout.addWidget(self._put_away)
        layout.addWidget(ElidedLabel(self.tr("Stays on this workstation"), "faint"), 1)
        layout.addWidget(button(self.tr("New batch"), self.start_batch, icon="plus", tip="Ctrl+N"))
        self._export = button(self.tr("Export CSV"), self.export_wanted.emit, icon="download-simple", tip="Ctrl+E")
        layout.addWidget(self._export)
        self._show_cards([], None)

    def load(self, wanted: UUID | None) -> None:
        """Ask for the batches and show one: the wanted, else the newest that was not put away."""
        run(self, self._batches.cards).success(lambda cards: self._loaded(cards, wanted))

    def name(self) -> str:
        """What the batch that is shown is called."""
        card = self._current()
        return card.name if card else self.tr("Batch")

    def start_batch(self, then: Callable[[UUID], object] | None = None) -> None:
        """A new batch, named after the day and the hour; shown, then `then` gets it."""
        now = now_utc().astimezone()
        name = translate("Batch", "Batch of {0}").format(now.strftime("%Y-%m-%d %H:%M"))

        def made(batch_id: UUID) -> None:
            run(self, self._batches.cards).success(lambda cards: self._started(cards, batch_id, then))

        run(self, lambda: self._batches.start(name)).success(made)

    def rename(self) -> None:
        """Ask for another name."""
        card = self._current()
        if card is None:
            return
        name, given = QInputDialog.getText(self, self.tr("Rename batch"), self.tr("Name"), text=card.name)
        if given:
            batch_id = card.id
            run(self, lambda: self._batches.rename(batch_id, name)).success(lambda _before: self.load(batch_id))

    def put_away(self) -> None:
        """Put the batch away; it stays at the end of the list, and can be taken up again at once."""
        card = self._current()
        if card is None:
            return
        batch_id, batches = card.id, self._batches

        def take_up() -> None:
            run(self, lambda: batches.reopen(batch_id)).success(lambda _none: self.load(batch_id))

        def put_away(_none: object) -> None:
            self._shell.notify(self.tr("Batch put away: {0}").format(card.name), take_up)
            self.load(None)

        if card.closed_at is not None:
            take_up()
            return

        run(self, lambda: batches.close(batch_id)).success(put_away)

    # Inside

    def _loaded(self, cards: list[BatchCard], wanted: UUID | None) -> None:
        known = next((card for card in cards if card.id == wanted), None)
        newest = next((card for card in cards if card.closed_at is None), None)
        shown = known or newest
        self._show_cards(cards, shown.id if shown else None)
        self.chosen.emit(shown.id if shown else None)

    def _started(self, cards: list[BatchCard], batch_id: UUID, then: Callable[[UUID], object] | None) -> None:
        self._show_cards(cards, batch_id)
        self.chosen.emit(batch_id)
        if then:
            then(batch_id)

    def _show_cards(self, cards: list[BatchCard], shown: UUID | None) -> None:
        self._cards = cards
        self._choice.clear()
        for at, card in enumerate(cards):
            self._choice.addItem(self._words(card, card.accepted + card.open))
            if card.id == shown:
                self._choice.setCurrentIndex(at)
        has_one = shown is not None
        self._choice.setVisible(bool(cards))
        current = self._current()
        self._put_away.setText(
            self.tr("Take up again") if current and current.closed_at is not None else self.tr("Put away")
        )
        for part in (self._rename, self._put_away):
            part.setVisible(has_one)
        self._export.setEnabled(has_one)

    def show_count(self, counts: BatchCounts) -> None:
        """Say how many cars the batch that is shown has now."""
        card = self._current()
        if card is not None:
            self._choice.setItemText(self._choice.currentIndex(), self._words(card, counts.vehicles))

    def _words(self, card: BatchCard, vehicles: int) -> str:
        words = f"{card.name}  ({count(vehicles)})"
        return words if card.closed_at is None else words + "  " + self.tr("put away")

    def _current(self) -> BatchCard | None:
        at = self._choice.currentIndex()
        return self._cards[at] if 0 <= at < len(self._cards) else None

    def _choose(self, at: int) -> None:
        card = self._cards[at]
        self._show_cards(self._cards, card.id)
        self.chosen.emit(card.id)
