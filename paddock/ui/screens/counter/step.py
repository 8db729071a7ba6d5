"""What every step of the counter is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from paddock.domain.application_draft import FieldPath
from paddock.ui.deal import Deal
from paddock.ui.widgets.field import FieldBox

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench


_AROUND = 24
"""How much is seen above and below a field that is gone to, in pixels."""


class Step(QWidget):
    """Base of the steps; `done` asks for the next one."""

    done = Signal()
    picture_wanted = Signal(FieldPath)

    def __init__(self, shell: "Workbench", deal: Deal, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.shell = shell
        self.deal = deal
        self.boxes: dict[FieldPath, FieldBox] = {}
        self.area: QScrollArea | None = None
        """What scrolls the fields."""
        deal.field_changed.connect(self._field_changed)
        deal.faults_changed.connect(self.show_faults)

    def add_box(self, box: FieldBox) -> FieldBox:
        """Tie a field's box to the deal."""
        self.boxes[box.path] = box
        box.edited.connect(self.deal.set_text)
        box.picture_wanted.connect(self.picture_wanted)
        box.settled.connect(lambda path, read: self.deal.settle(path, take_reading=read))
        self._field_shown(box)
        return box

    def shown(self) -> None:
        """The person came to this step."""

    def left(self) -> None:
        """The person went on."""

    def can_rest(self) -> bool:
        """Whether nothing would be lost if the step were made anew at the next visit."""
        return True

    def closing(self) -> None:
        """Let go of devices."""

    def foot(self) -> QWidget | None:
        """The part at the lower edge that must not be covered by notices."""
        return None

    def order(self) -> list[FieldPath]:
        """The fields of the step that are filled in here, as they are read."""
        return [path for path, box in self.boxes.items() if not box.isHidden()]

    def field_of(self, widget: QWidget | None) -> str:
        """The dotted path of the field a widget belongs to; empty where it belongs to none."""
        found = next((path for path, box in self.boxes.items() if widget and box.isAncestorOf(widget)), None)
        return str(found) if found else ""

    def focus_field(self, path: FieldPath) -> None:
        """Put the cursor into a field."""
        if path in self.boxes:
            self.boxes[path].editor.setFocus()
            if self.area is not None:
                self.area.ensureWidgetVisible(self.boxes[path], 0, _AROUND)

    def show_faults(self) -> None:
        """Mark the fields."""
        by_field = self.deal.faults_by_field()
        for path, box in self.boxes.items():
            box.show_faults(by_field.get(path, ()), insist=self.deal.insist)

    def refresh_all(self) -> None:
        """Show every field again (the draft was replaced as a whole)."""
        for path in self.boxes:
            self._field_changed(path)
        locked = self.deal.is_submitted
        for box in self.boxes.values():
            box.editor.setEnabled(not locked)

    def _field_changed(self, path: FieldPath) -> None:
        box = self.boxes.get(path)
        if box:
            self._field_shown(box)

    def _field_shown(self, box: FieldBox) -> None:
        path, deal = box.path, self.deal
        box.show_entry(
            deal.draft.entries.get(path),
            deal.crops.get(path),
            settled=path in deal.confirmed or deal.is_submitted,
            from_stock=deal.stock.says(path),
        )
