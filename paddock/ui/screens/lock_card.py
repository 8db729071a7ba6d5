"""When the window locks, in the settings, and with which word where no passphrase guards the data."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from paddock.app.services.screen_lock import UnlockWay
from paddock.ui.preferences import LOCK_MINUTES
from paddock.ui.tasks import run
from paddock.ui.widgets.basics import button, label, row
from paddock.ui.widgets.secret_line import SecretLine
from paddock.ui.widgets.section import SectionCard
from paddock.ui.words import translate

if TYPE_CHECKING:
    from paddock.ui.office import Office
    from paddock.ui.workbench import Workbench


class LockCard(SectionCard):
    """The time, and the word if one is needed."""

    def __init__(self, shell: "Workbench", office: "Office") -> None:
        super().__init__(translate("LockCard", "Lock"))
        self._shell, self._office = shell, office
        line = row(gap="medium")
        line.addWidget(label(self.tr("Lock the window after"), "soft"))
        self.minutes = QComboBox()
        self.minutes.setAccessibleName(self.tr("Lock the window after"))
        for number in LOCK_MINUTES:
            self.minutes.addItem(self.tr("{0} minutes").format(number) if number else self.tr("Never"), number)
        self.minutes.setCurrentIndex(LOCK_MINUTES.index(shell.preferences.lock_minutes))
        self.minutes.activated.connect(self._chosen)
        line.addWidget(self.minutes)
        line.addStretch(1)
        self.body.addLayout(line)
        self._how = label("", "faint", wrap=True)
        self.body.addWidget(self._how)
        words = row()
        self.word = SecretLine(self.tr("Word to unlock with; empty: none"))
        self._keep = button(self.tr("Keep"), self._keep_word)
        words.addWidget(self.word, 1)
        words.addWidget(self._keep)
        self.body.addLayout(words)
        self._show_way(UnlockWay.PASSPHRASE)
        run(self, office.unlock_way).success(self._show_way)

    def _chosen(self, index: int) -> None:
        self._shell.preferences.lock_minutes = LOCK_MINUTES[index]
        self._shell.lock_settings_changed()

    def _show_way(self, way: UnlockWay) -> None:
        self._how.setText(
            {
                UnlockWay.PASSPHRASE: self.tr("Unlocked with the passphrase that guards the data."),
                UnlockWay.LOCK_WORD: self.tr("Unlocked with the word set here."),
                UnlockWay.KEYRING: self.tr(
                    "The key is in the system keyring: without a word of its own, whoever sits in this desktop "
                    "session can unlock the window."
                ),
            }[way]
        )
        for part in (self.word, self._keep):
            part.setVisible(way is not UnlockWay.PASSPHRASE)

    def _keep_word(self) -> None:
        word = self.word.text()
        run(self, lambda: self._office.set_lock_word(word)).busy(self._keep).success(lambda _none: self._kept())

    def _kept(self) -> None:
        self.word.clear()
        self._shell.notify(self.tr("Kept; the locked window asks for it from now on"))
        run(self, self._office.unlock_way).success(self._show_way)
