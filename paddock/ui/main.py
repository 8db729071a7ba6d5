"""Opens the window: paint the shell first, then open the desk on a thread."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from paddock.ui.binding import leave_sources_unread
from paddock.ui.preferences import Preferences
from paddock.ui.shell import Shell
from paddock.ui.theme import ContrastChoice, apply_colours, fitting_scale, load_fonts, system_wants_contrast

if TYPE_CHECKING:
    from paddock.app.services.doctor import Doctor
    from paddock.domain.errors import PaddockError
    from paddock.domain.sentences import Language
    from paddock.ui.desk import AskPassphrase, Desk
    from paddock.ui.opening import Opener


def run_window(
    open_desk: "Callable[[AskPassphrase], Desk]",
    *,
    language: "Language" = "zh_CN",
    preferences_path: Path,
    closed_doctor: "Callable[[PaddockError], Doctor] | None" = None,
    prepare: Callable[[Shell], object] | None = None,
) -> int:
    """Show the window until it is closed; returns the exit code.

    Args:
        open_desk: called on a thread once the shell is painted; may block, may ask for a passphrase, may raise a
            `PaddockError`, which is shown with a button to try again.
        language: the language unless another was chosen in the settings.
        preferences_path: the ini file that keeps the window's own choices.
        closed_doctor: looks at a workstation that did not open, given why not; called on the GUI thread.
        prepare: called with the shell before it is shown (tests and tools).
    """
    app, shell = paint_shell(preferences_path, language)
    openers: list[Opener] = []

    def painted() -> None:
        # Where no window manager runs (a kiosk, a bare X server), nobody else gives the window the keyboard.
        shell.activateWindow()
        furnish(app, shell)
        QTimer.singleShot(0, open_behind)

    def open_behind() -> None:
        from paddock.ui.opening import Opener  # noqa: PLC0415 - after the first paint

        openers.append(Opener(app, shell, open_desk, closed_doctor, offer_tour=True))
        openers[0].start()

    if prepare:
        prepare(shell)
    shell.painted.connect(painted)
    shell.appear()
    code = app.exec()
    for opener in openers:
        opener.close()
    return code


def paint_shell(preferences_path: Path, language: "Language" = "zh_CN") -> tuple[QApplication, Shell]:
    """The application and the frame of its shell, in its colours, ready to be shown.

    Fonts, words and everything of the core come behind the first paint: finding the system's fonts takes as long as
    the rest of the frame.
    """
    leave_sources_unread()
    existing = QApplication.instance()
    # As an argument, because `setStyle` wraps the style for Python: four milliseconds that nobody needs.
    app = existing if isinstance(existing, QApplication) else QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName("Paddock")
    preferences = Preferences(preferences_path, language)
    dress(app, preferences, ask_system=False)
    return app, Shell(preferences)


def dress(app: QApplication, preferences: Preferences, *, ask_system: bool = True) -> None:
    """Put on colours and text size as chosen; `ask_system`: the desktop's wish for contrast may be asked for.

    It is not before the first paint, because it loads hundreds of Qt's enumerations.
    """
    high = preferences.contrast is ContrastChoice.HIGH
    if preferences.contrast is ContrastChoice.SYSTEM and ask_system:
        high = system_wants_contrast()
    apply_colours(
        app,
        preferences.theme,
        high_contrast=high,
        text_scale=fitting_scale(preferences.text_scale, app.primaryScreen().availableSize()),
        less_motion=preferences.less_motion,
    )


def furnish(app: QApplication, shell: Shell) -> None:
    """Words for the painted frame: fonts, language, navigation. Nothing is done a second time."""
    from paddock.ui.language import install_language  # noqa: PLC0415 - after the first paint

    if shell.is_furnished:
        return
    load_fonts(app)
    if shell.preferences.contrast is ContrastChoice.SYSTEM and system_wants_contrast():
        dress(app, shell.preferences)
    install_language(app, shell.preferences.language_to_show)
    shell.furnish()
