"""Opens the window: paint the shell first, then open the desk on a thread."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from paddock.ui.language import install_language
from paddock.ui.preferences import Preferences
from paddock.ui.shell import Shell
from paddock.ui.theme import apply_theme, load_fonts

if TYPE_CHECKING:
    from paddock.domain.sentences import Language
    from paddock.ui.desk import AskPassphrase, Desk
    from paddock.ui.opening import Opener


def run_window(
    open_desk: "Callable[[AskPassphrase], Desk]",
    *,
    language: "Language" = "zh_CN",
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
    openers: list[Opener] = []

    def open_behind() -> None:
        from paddock.ui.opening import Opener  # noqa: PLC0415 - after the first paint

        openers.append(Opener(app, shell, open_desk))
        openers[0].start()

    if prepare:
        prepare(shell)
    shell.show()
    QTimer.singleShot(0, open_behind)
    code = app.exec()
    for opener in openers:
        opener.close()
    return code


def paint_shell(preferences_path: Path, language: "Language" = "zh_CN") -> tuple[QApplication, Shell]:
    """The application and its bare shell, dressed and ready to be shown; nothing heavy is imported for it."""
    existing = QApplication.instance()
    # As an argument, because `setStyle` wraps the style for Python: four milliseconds that nobody needs.
    app = existing if isinstance(existing, QApplication) else QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName("Paddock")
    preferences = Preferences(preferences_path)
    load_fonts()
    install_language(app, preferences.language or language)
    apply_theme(app, preferences.theme)
    return app, Shell(preferences)
