"""What the window says and asks: problems, notices, questions, the passphrase."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from paddock.domain.sentences import Sentence
from paddock.ui.gallery import samples
from paddock.ui.gallery.sheet import Sheet
from paddock.ui.widgets.banner import ProblemBanner
from paddock.ui.widgets.basics import card, column
from paddock.ui.widgets.confirm import ConfirmDialog, Question
from paddock.ui.widgets.passphrase import PassphraseDialog
from paddock.ui.words import translate


def _nothing() -> None:
    """The gallery mends nothing."""


def banners() -> QWidget:
    """One sentence, at most one act."""
    sheet = Sheet()
    sentence = Sentence("磁盘已满, 请清理后再试", "The disk is full: free some space and try again")
    plain, acting, warning, wordy = (ProblemBanner() for _number in range(4))
    plain.show_problem(sentence)
    acting.show_problem(sentence, (translate("Gallery", "Try again"), _nothing))
    warning.show_problem(sentence, tone="warn")
    wordy.show_problem(
        Sentence(samples.long_text(), samples.long_text()), (translate("Gallery", "Try again"), _nothing)
    )
    sheet.add("error", plain, grow=True)
    sheet.add("error", acting, translate("Gallery", "with an act"), grow=True)
    sheet.add("warning", warning, grow=True)
    sheet.add("long", wordy, grow=True)
    return sheet.finish()


def questions() -> QWidget:
    """Before an act that cannot be taken back."""
    sheet = Sheet()
    harmful = Question(
        translate("Gallery", "Discard this draft?"),
        translate("Gallery", "Its three pictures and everything typed are deleted from this workstation."),
        translate("Gallery", "Discard"),
        (f"{samples.name()}  {samples.car()}",),
    )
    harmless = Question(
        translate("Gallery", "Send everything again?"),
        translate("Gallery", "Nothing is sent twice: the centre knows what it has."),
        translate("Gallery", "Send"),
        is_harmful=False,
    )
    wordy = Question(samples.long_text(), samples.long_text(), translate("Gallery", "Discard"), (samples.long_text(),))
    sheet.add("warning", _flat(ConfirmDialog(None, harmful)), translate("Gallery", "harmful act"))
    sheet.add("normal", _flat(ConfirmDialog(None, harmless)))
    sheet.add("long", _flat(ConfirmDialog(None, wordy)))
    return sheet.finish()


def passphrases() -> QWidget:
    """Where the system has no keyring."""
    sheet = Sheet()
    sheet.add("normal", _flat(PassphraseDialog(None, new=False)), translate("Gallery", "known"))
    sheet.add("normal", _flat(PassphraseDialog(None, new=True)), translate("Gallery", "new"))
    return sheet.finish()


def _flat(dialog: QDialog) -> QWidget:
    """A dialog as a part of the page instead of a window of its own."""
    dialog.setWindowFlags(Qt.WindowType.Widget)
    framed = card()
    column(framed, margin=1).addWidget(dialog)
    return framed
