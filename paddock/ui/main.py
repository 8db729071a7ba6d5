"""Opens the window: paint the shell first, then open the desk on a thread."""

import sys
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from paddock.domain.errors import PaddockError
from paddock.domain.sentences import Language
from paddock.ui.preferences import Preferences
from paddock.ui.shell import Shell
from paddock.ui.theme import apply_theme, load_fonts
from paddock.ui.words import install_language

if TYPE_CHECKING:
    from paddock.ui.desk import AskPassphrase, Desk


def run_window(
    open_desk: "Callable[[AskPassphrase], Desk]",
    *,
    language: Language = "zh_CN",
    preferences_path: Path,
    prepare: Callable[[Shell], object] | None = None,
) -> int:
    """Show the window until it is closed; returns the exit code.

    Args:
        open_desk: called on a thread once the shell is painted; may block, may ask for a passphrase, may raise a
            `PaddockError`, which is shown with a button to try again.
        language: the language unless another was chosen in the settings.
        preferences_path: the ini file that keeps the window's own choices.
        prepare: called with the shell before it is shown (tests and tools).
    """
    app, shell = paint_shell(preferences_path, language)
    opener = Opener(app, shell, open_desk)
    if prepare:
        prepare(shell)
    shell.show()
    QTimer.singleShot(0, opener.start)
    code = app.exec()
    opener.close()
    return code


def paint_shell(preferences_path: Path, language: Language = "zh_CN") -> tuple[QApplication, Shell]:
    """The application and its bare shell, dressed and ready to be shown; nothing heavy is imported for it."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Paddock")
    preferences = Preferences(preferences_path)
    load_fonts()
    install_language(app, preferences.language or language)
    apply_theme(app, preferences.theme)
    return app, Shell(preferences)


class PassphraseDesk(QObject):
    """Lets the opening thread ask the person for a passphrase, and waits for the answer."""

    _asked = Signal(object, object)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._asked.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def ask(self, new: bool) -> str | None:  # noqa: FBT001 - the core's prompt is called with one value
        """Blocks the calling thread (never the GUI thread) until the person has answered."""
        answers: SimpleQueue[str | None] = SimpleQueue()
        self._asked.emit(new, answers)
        return answers.get()

    @Slot(object, object)
    def _show(self, new: bool, answers: "SimpleQueue[str | None]") -> None:  # noqa: FBT001 - a Qt slot
        from paddock.ui.widgets.passphrase import PassphraseDialog  # noqa: PLC0415 - rarely needed

        dialog = PassphraseDialog(self._shell, new=new)
        answers.put(dialog.passphrase() if dialog.exec() else None)


class Opener(QObject):
    """Opens the desk on a thread and tends to language and theme."""

    def __init__(self, app: QApplication, shell: Shell, open_desk: "Callable[[AskPassphrase], Desk]") -> None:
        super().__init__(shell)
        self._app, self._shell, self._open_desk = app, shell, open_desk
        self._passphrase = PassphraseDesk(shell)
        shell.restyle_wanted.connect(self._restyle)
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: self._restyle())

    def start(self) -> None:
        """Begin; called once the shell is painted."""
        from paddock.ui.tasks import run, send_problems_to  # noqa: PLC0415 - after the first paint

        send_problems_to(self._shell.show_problem)
        run(self._shell, self._open).success(self._shell.desk_opened).failure(self._failed)

    def close(self) -> None:
        """Stop the desk and let the threads end."""
        from paddock.ui.tasks import close_workers  # noqa: PLC0415

        close_workers()
        if self._shell.desk:
            self._shell.desk.close()

    def _open(self) -> "Desk":
        import qtawesome  # noqa: F401, PLC0415

        import paddock.ui.screens.catalogue  # noqa: F401, PLC0415 - the slow imports happen on this thread

        return self._open_desk(self._passphrase.ask)

    def _failed(self, error: PaddockError) -> None:
        self._shell.show_problem(error, (self.tr("Try again"), self.start))

    def _restyle(self) -> None:
        preferences = self._shell.preferences
        install_language(self._app, preferences.language or "zh_CN")
        apply_theme(self._app, preferences.theme)
        self._shell.rebuild()
