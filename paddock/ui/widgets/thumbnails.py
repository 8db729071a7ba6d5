"""The pictures of a deal in a row, each with what it shows."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from paddock.domain.application_draft import DraftImage
from paddock.domain.documents import DocumentKind
from paddock.ui.widgets.kept_picture import SMALL, KeptPicture
from paddock.ui.words import translate


def kind_words(kind: str) -> str:
    """What a document is called, short."""
    return {
        DocumentKind.VIN: translate("Documents", "VIN"),
        DocumentKind.RESIDENT_ID_FRONT: translate("Documents", "ID front"),
        DocumentKind.RESIDENT_ID_BACK: translate("Documents", "ID back"),
        DocumentKind.DRIVING_LICENCE: translate("Documents", "Driving licence"),
        DocumentKind.DRIVING_LICENCE_SECOND_PAGE: translate("Documents", "Driving licence, p. 2"),
        DocumentKind.VEHICLE_LICENCE: translate("Documents", "Licence"),
        DocumentKind.VEHICLE_LICENCE_SECOND_PAGE: translate("Documents", "Licence, p. 2"),
        DocumentKind.REGISTRATION_CERTIFICATE: translate("Documents", "Registration"),
        DocumentKind.REGISTRATION_CERTIFICATE_SECOND_PAGE: translate("Documents", "Registration, p. 2"),
        DocumentKind.BUSINESS_LICENCE: translate("Documents", "Business licence"),
        DocumentKind.BANK_CARD: translate("Documents", "Bank card"),
        DocumentKind.NEW_CAR_INVOICE: translate("Documents", "Invoice, new car"),
        DocumentKind.CONFORMITY_CERTIFICATE: translate("Documents", "Conformity"),
        DocumentKind.USED_CAR_INVOICE: translate("Documents", "Invoice, used car"),
        DocumentKind.LICENCE_PLATE: translate("Documents", "Plate"),
        DocumentKind.ODOMETER: translate("Documents", "Odometer"),
        DocumentKind.OTHER: translate("Documents", "Other"),
    }[DocumentKind(kind)]


class Thumbnails(QListWidget):
    """Sends `chosen` and `removed` with a picture's SHA-256."""

    chosen = Signal(str)
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setIconSize(SMALL)
        self.setGridSize(QSize(100, 82))
        self.setFixedHeight(88)
        self.setObjectName("thumbnails")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Pictures of this deal"))
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(Qt.ItemDataRole.UserRole)))
        self.itemActivated.connect(lambda item: self.chosen.emit(item.data(Qt.ItemDataRole.UserRole)))
        remove = QAction(self.tr("Take this picture out"), self)
        remove.setShortcut("Del")
        remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        remove.triggered.connect(self._remove)
        self.addAction(remove)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_images(self, images: Sequence[DraftImage], pictures: Mapping[str, KeptPicture]) -> None:
        """Replace what is shown; a picture not yet decoded shows its name only."""
        self.clear()
        for image in images:
            item = QListWidgetItem(kind_words(image.kind))
            item.setData(Qt.ItemDataRole.UserRole, image.sha256)
            picture = pictures.get(image.sha256)
            if picture is not None:
                item.setIcon(QIcon(QPixmap.fromImage(picture.small)))
            self.addItem(item)
        self.setVisible(bool(images))

    def select(self, sha256: str) -> None:
        """Mark one picture."""
        for index in range(self.count()):
            item = self.item(index)
            if item.data(Qt.ItemDataRole.UserRole) == sha256:
                self.setCurrentItem(item)

    def _remove(self) -> None:
        item = self.currentItem()
        if item is not None:
            self.removed.emit(item.data(Qt.ItemDataRole.UserRole))
