"""The doctor of one workstation: looks at its parts, and mends what the machine can mend when a person asks."""

from collections.abc import Callable, Collection
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from paddock.app.services.doctor import clock, copies, database, disk, keyring
from paddock.app.services.doctor.camera import look_at_camera
from paddock.app.services.doctor.centre import look_at_centre
from paddock.app.services.doctor.examination import Examiner
from paddock.app.services.doctor.report import CentreProbe, Part, PartReport
from paddock.app.services.sign_in import sign_in
from paddock.app.store.keys import PassphrasePrompt
from paddock.app.store.store import Store
from paddock.domain.errors import EnvironmentFault, PaddockError, unforeseen
from paddock.domain.long_work import Work
from paddock.domain.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the doctor looks at; each callable may block and may raise `PaddockError`."""

    profile: Path
    store: Callable[[], Store]
    probe_centre: Callable[[], CentreProbe]
    probe_camera: Callable[[str], Sentence | None]
    """Given the source (`0`: the first camera). None: it delivers pictures; else what is wrong and what to do."""
    restart_centre: Callable[[], str] | None = None
    """Starts the embedded centre again and returns its address; None: the centre is not ours to start."""


class Doctor:
    """Every method blocks and may be called from any thread; every repair returns what it did."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self.camera_source = "0"
        """Which camera is looked at; the window sets the one chosen in the settings."""
        self._probe: Future[CentreProbe] | None = None
        self._lock = Lock()
        self._examiner = Examiner(
            {
                Part.CAMERA: lambda: look_at_camera(self.camera_source, around.probe_camera),
                Part.KEYRING: lambda: keyring.look_at_keyring(around.profile),
                Part.DATABASE: lambda: database.look_at_database(around.store),
                Part.CENTRE: lambda: look_at_centre(self._probed(), may_restart=around.restart_centre is not None),
                Part.CLOCK: lambda: clock.look_at_clock(self._probed_or_silent()),
                Part.DISK: lambda: disk.look_at_disk(around.profile),
            }
        )

    def examine(
        self, told: Callable[[PartReport], object] = lambda _report: None, parts: Collection[Part] = tuple(Part)
    ) -> list[PartReport]:
        """Look at every part at once; see `Examiner.examine`. A fault in one part does not hold up the others."""
        with self._lock:
            if self._probe is None or self._probe.done():
                self._probe = None
        return self._examiner.examine(told, parts)

    def needs_passphrase(self) -> bool:
        """Whether the key is only to be had by asking the person."""
        return keyring.asks_person(self._around.profile)

    def test_keyring(self) -> Sentence:
        """See `keyring.check_keyring`."""
        return keyring.check_keyring()

    def key_to_keyring(self, ask: PassphrasePrompt | None) -> Sentence:
        """See `keyring.key_to_keyring`."""
        return keyring.key_to_keyring(self._around.profile, ask)

    def key_to_passphrase(self, passphrase: str) -> Sentence:
        """See `keyring.key_to_passphrase`."""
        return keyring.key_to_passphrase(self._around.profile, passphrase)

    def change_passphrase(self, old: str, new: str) -> Sentence:
        """See `keyring.change_passphrase`."""
        return keyring.change_passphrase(self._around.profile, old, new)

    def reconnect_database(self) -> Sentence:
        """See `database.reconnect`."""
        return database.reconnect(self._around.store())

    def copy_data(self, folder: Path, work: Work) -> Sentence:
        """See `copies.copy_data`."""
        return copies.copy_data(self._around.store(), folder, _now(), work)

    def compact_database(self) -> Sentence:
        """See `database.compact`."""
        return database.compact(self._around.store())

    def salvage_database(self, ask: PassphrasePrompt | None) -> tuple[Sentence, Path]:
        """See `database.salvage`."""
        return database.salvage(self._around.profile, ask, _now())

    def restore_database(self, copy: Path, ask: PassphrasePrompt | None) -> Sentence:
        """See `database.restore`; only while the workstation is not open."""
        return database.restore(self._around.profile, copy, ask, _now())

    def restart_centre(self) -> Sentence:
        """Stop the embedded centre and start it again on the same data.

        Raises:
            EnvironmentFault: it did not come back, or it is not ours to start.
        """
        if self._around.restart_centre is None:
            raise EnvironmentFault(
                Sentence(
                    "中心不在本机运行, 无法由本机重启", "The centre does not run here and cannot be started from here"
                )
            )
        address = self._around.restart_centre()
        return Sentence(f"内置中心已重新启动 ({address})", f"The embedded centre runs again ({address})")

    def sign_in(self, token: str) -> Sentence:
        """Keep the new token and ask the centre who we are.

        Raises:
            BadInput: the token is malformed.
            EnvironmentFault: the centre does not take it.
        """
        sign_in(self._around.store(), token)
        probe = self._around.probe_centre()
        if probe.fault is not None:
            raise EnvironmentFault(probe.fault)
        return Sentence("中心已接受新的登录, 未发送的工作继续发送", "The centre took the sign-in; unsent work goes on")

    def set_clock(self) -> Sentence:
        """See `clock.set_clock`."""
        return clock.set_clock()

    def clean_disk(self) -> Sentence:
        """See `disk.clean_disk`."""
        return disk.clean_disk(self._around.profile, self._around.store)

    def _probed(self) -> CentreProbe:
        """Centre and clock share one question; whoever comes first asks it."""
        with self._lock:
            mine = self._probe is None
            future = self._probe if self._probe is not None else Future()
            self._probe = future
        if mine:
            try:
                future.set_result(self._around.probe_centre())
            except PaddockError as error:
                future.set_exception(error)
            except Exception as error:  # noqa: BLE001 - the other part waits for an answer
                future.set_exception(unforeseen(error))
        return future.result()

    def _probed_or_silent(self) -> CentreProbe:
        try:
            return self._probed()
        except PaddockError as error:
            return CentreProbe(error.sentence, "", None)


def _now() -> datetime:
    return datetime.now().astimezone()
