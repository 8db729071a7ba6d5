"""Opens the desk behind the painted shell: passphrase, problems, language and theme. Imported after the first paint."""

from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from paddock.domain.errors import EnvironmentFault, PaddockError
from paddock.domain.resident_id import region_known
from paddock.domain.sentences import Sentence
from paddock.ui.bridge import Relay
from paddock.ui.garbage import collect_on_gui_thread, keep_what_is_loaded
from paddock.ui.help.desk import HelpDesk
from paddock.ui.language import install_language
from paddock.ui.main import dress, furnish
from paddock.ui.native_memory import keep_together
from paddock.ui.shell import Shell
from paddock.ui.tasks import close_workers, run, send_problems_to
from paddock.ui.theme import apply_font
from paddock.ui.tour.desk import TourDesk
from paddock.ui.words import say

if TYPE_CHECKING:
    from paddock.app.services.doctor import Doctor
    from paddock.ui.desk import AskPassphrase, Desk
    from paddock.ui.memory import WindowMemory

_RESTORING = Sentence("正在恢复副本", "A copy is being restored")
_NO_PASSPHRASE = {
    True: Sentence(
        "没有设置口令, 所以没有建立数据; 请重试并设置口令",
        "No passphrase was set, so no data was made: try again and set one",
    ),
    False: Sentence(
        "没有输入口令, 数据保持原样, 没有打开; 请重试并输入口令",
        "No passphrase was given, so the data stays closed as it is: try again and enter it",
    ),
}
"""By whether it was a new one."""


class PassphraseDesk(QObject):
    """Lets the opening thread ask the person for a passphrase, and waits for the answer."""

    _asked = Signal(object, object)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.fault: Sentence | None = None
        """What was wrong with the one given before; said when the next is asked for."""
        self.was_asked = False
        """Whether the person gave one since this was last set to False."""
        self._asked.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def ask(self, new: bool) -> str:  # noqa: FBT001 - the core's prompt is called with one value
        """Blocks the calling thread (never the GUI thread) until the person has answered.

        Raises:
            EnvironmentFault: the person gave none.
        """
        answers: SimpleQueue[str | None] = SimpleQueue()
        self._asked.emit(new, answers)
        given = answers.get()
        if given is None:
            raise EnvironmentFault(_NO_PASSPHRASE[new])
        self.was_asked = True
        return given

    @Slot(object, object)
    def _show(self, new: bool, answers: "SimpleQueue[str | None]") -> None:  # noqa: FBT001 - a Qt slot
        from paddock.ui.widgets.passphrase import PassphraseDialog  # noqa: PLC0415 - rarely needed

        fault, self.fault = self.fault, None
        dialog = PassphraseDialog(self._shell, new=new, fault=say(fault) if fault else "")
        answers.put(dialog.passphrase() if dialog.exec() else None)
        dialog.deleteLater()


class Opener(QObject):
    """Opens the desk on a thread and tends to language and theme."""

    def __init__(
        self,
        app: QApplication,
        shell: Shell,
        open_desk: "Callable[[AskPassphrase], Desk]",
        closed_doctor: "Callable[[PaddockError], Doctor] | None" = None,
        *,
        offer_tour: bool = False,
    ) -> None:
        """`closed_doctor` gives the doctor of a desk that is not open, and why it is not."""
        super().__init__(shell)
        self._app, self._shell, self._open_desk = app, shell, open_desk
        self._closed_doctor = closed_doctor
        self._offer_tour = offer_tour
        self._passphrase = PassphraseDesk(shell)
        self._desk: Desk | None = None
        self._steps: Relay[int] = Relay(self, self._show_step)
        app.focusChanged.connect(self._focus_moved)
        shell.restyle_wanted.connect(self._restyle)
        # Both kept by name: the second is only valid as long as Python holds the first.
        self._hints = app.styleHints()
        self._wishes = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._system_changed)
        self._wishes.contrastPreferenceChanged.connect(self._system_changed)
        shell.restore_wanted.connect(self._restore)

    def start(self) -> None:
        """Begin; called once the shell is painted."""
        furnish(self._app, self._shell)
        keep_together()
        collect_on_gui_thread(self._app)
        self._shell.ready.connect(keep_what_is_loaded)
        send_problems_to(self._shell.show_problem)
        HelpDesk(self._shell)
        TourDesk(self._shell, offer=self._offer_tour)
        self._try()

    def _try(self) -> None:
        self._shell.show_opening(under_way=True)
        self._show_step(0)
        self._passphrase.was_asked = False
        run(self._shell, self._open).success(self._opened).failure(self._not_opened)

    def _opened(self, found: "tuple[Desk, WindowMemory]") -> None:
        self._shell.desk_opened(*found)

    def close(self) -> None:
        """Stop the desk and let the threads end."""
        if self._desk:
            # First: a picture that hangs must not keep the closed window's process.
            self._desk.capture.close()
        close_workers()
        if self._desk:
            self._desk.close()

    def _open(self) -> "tuple[Desk, WindowMemory]":
        from paddock.ui.memory import read_memory  # noqa: PLC0415
        from paddock.ui.screens.catalogue import load_all  # noqa: PLC0415 - the slow imports happen on this thread

        load_all()
        # The table of regions loads here, not with the first number somebody types.
        region_known("420106")
        self._steps(1)
        # Kept here, not only in the shell: a window closed while this runs must still let go of the desk.
        self._desk = self._open_desk(self._passphrase.ask)
        return self._desk, read_memory(self._desk.office.kept_window())

    def _show_step(self, at: int) -> None:
        """What has been done is ticked off: whoever waits sees that it goes on."""
        steps = (self.tr("Load the screens"), self.tr("Open the encrypted data of this workstation"))
        lines = [f"{'✓' if step < at else '…'} {words}" for step, words in enumerate(steps[: at + 1])]
        self._shell.furniture.say_opening("\n".join((self.tr("Opening the workstation…"), *lines)))

    def _not_opened(self, error: PaddockError) -> None:
        from paddock.app.store.keys import WrongKey  # noqa: PLC0415 - the core was loaded on a thread

        if isinstance(error, WrongKey) and self._passphrase.was_asked:
            # A slip of the finger: asked again at once, with what was wrong.
            self._passphrase.fault = error.sentence
            self._try()
        else:
            self._failed(error)

    def _failed(self, error: PaddockError) -> None:
        self._shell.show_opening(under_way=False)
        self._shell.show_problem(error, (self.tr("Try again"), self._try))
        if self._closed_doctor:
            from paddock.ui.screens.doctor.closed import ClosedPage  # noqa: PLC0415 - rarely needed

            page = ClosedPage(self._closed_doctor(error), self._shell, self._try)
            self._shell.furniture.show_closed(page)

    def _restore(self, copy: Path) -> None:
        """Close the desk, restore, open; whatever fails is said, with the doctor and a way to try again."""
        desk, self._desk = self._desk, None
        if self._closed_doctor is None:
            return
        doctor = self._closed_doctor(EnvironmentFault(_RESTORING))
        self._shell.close_desk()
        self._shell.show_opening(under_way=True)

        def restore() -> Sentence:
            if desk:
                desk.close()
            return doctor.restore_database(copy, self._passphrase.ask)

        def restored(sentence: Sentence) -> None:
            self._shell.notify(say(sentence))
            self._try()

        run(self._shell, restore).success(restored).failure(self._failed)

    @Slot("QWidget*", "QWidget*")
    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """Take the keyboard back from a dialog that has closed: where no window manager runs, nobody else gives it."""
        if new is None and old is not None and old.window() is not self._shell:
            # The widget is not kept: Qt's own dialogs are gone by then.
            QTimer.singleShot(0, self._shell, self._take_keyboard)

    def _take_keyboard(self) -> None:
        if self._app.focusWindow() is None and self._app.activeModalWidget() is None:
            self._shell.activateWindow()

    def _system_changed(self, _wanted: object) -> None:
        self._restyle()

    def _restyle(self) -> None:
        preferences = self._shell.preferences
        install_language(self._app, preferences.language_to_show)
        dress(self._app, preferences)
        apply_font(self._app)
        self._shell.rebuild()
