"""The customer's language: theirs alone, whatever the clerk's side of the counter speaks."""

from PySide6.QtCore import QObject, QTranslator, Signal
from PySide6.QtWidgets import QWidget

from paddock.domain.sentences import Language, Sentence
from paddock.ui.language import translations_folder


class Tongue(QObject):
    """What the customer's window speaks; `changed` with every change of it."""

    changed = Signal()

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.language: Language = language
        self._chinese = QTranslator(self)
        self._chinese.load(str(translations_folder() / "zh_CN.qm"))

    def speak(self, language: Language) -> None:
        """Go on in another language."""
        if language != self.language:
            self.language = language
            self.changed.emit()

    def other(self) -> Language:
        """The one that is not spoken now."""
        return "en" if self.language == "zh_CN" else "zh_CN"

    def text(self, context: str, source: str) -> str:
        """A text of the window; `source` is English."""
        return (self._chinese.translate(context, source) or source) if self.language == "zh_CN" else source

    def say(self, sentence: Sentence) -> str:
        """A sentence of the core."""
        return sentence.in_language(self.language)


class Spoken(QWidget):
    """A widget whose `tr` speaks the customer's language, and which says everything anew when that changes."""

    def __init__(self, tongue: Tongue) -> None:
        super().__init__()
        self.tongue = tongue
        tongue.changed.connect(self.say_all)

    def tr(self, sourceText: str, /, disambiguation: str | None = None, n: int = -1) -> str:  # noqa: ARG002, N803 - Qt's
        return self.tongue.text(type(self).__name__, sourceText)

    def say_all(self) -> None:
        """Say every text again."""
        raise NotImplementedError
