"""Ties the workstation together: store, sync engine, embedded centre. See also `paddock.app.window`."""

import contextlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from paddock.app.capture.process.client import CaptureProcess
from paddock.app.services.doctor import CentreProbe, Doctor, Fact, Surroundings
from paddock.app.services.embedded_centre import EmbeddedCentre
from paddock.app.services.sign_in import current_token
from paddock.app.services.unsent import marking, refresh_mark
from paddock.app.store import queries, settings
from paddock.app.store.keys import PassphrasePrompt
from paddock.app.store.opening import open_store
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import SyncStatus
from paddock.domain.errors import BadInput, EnvironmentFault, PaddockError
from paddock.domain.sentences import Sentence
from paddock.sync.engine import SyncEngine
from paddock.sync.events import SyncListener
from paddock.sync.link_faults import STARTING
from paddock.sync.probe import walk
from paddock.sync.staff_session import StaffSession

TOKEN_VARIABLE = "PADDOCK_TOKEN"  # noqa: S105 - the name of the variable
CENTRE_START_SECONDS = 60.0
_EMBEDDED_TOKEN = "embedded_token"  # noqa: S105 - the name under which it is kept
_EMBEDDED_KEY = "embedded_database_key"


@dataclass
class Workstation:
    """One open profile: its store, its engine, and the centre it works with."""

    profile: Path
    store: Store
    sync: SyncEngine
    centre: EmbeddedCentre | None
    """None: the centre was named from outside."""
    capture: CaptureProcess = field(repr=False)
    """Reads pictures and cameras in a process of its own; started at first need."""
    address: Callable[[], str | None] = field(repr=False)
    """The centre's address; None while the embedded one is starting."""
    token: Callable[[], str | None] = field(repr=False)
    staff: StaffSession = field(repr=False)
    """Who is signed in, where the centre wants somebody to be."""

    def start(self) -> None:
        """Start engine and embedded centre in the background; returns at once.

        Raises:
            EnvironmentFault: another process is synchronising this profile already.
        """
        self.sync.start()
        if self.centre is not None:
            self.centre.start()

    def start_centre_if_ours(self) -> None:
        """Let the embedded centre answer a single question, unless an open window runs it already."""
        if self.centre is None:
            return
        self.sync.refuse_if_running()
        self.centre.start()
        self.centre.wait_until_ready(CENTRE_START_SECONDS)

    def identity(self) -> SyncStatus:
        """Dealer, staff and link, as last known."""
        return queries.sync_status(self.store)

    def probe_centre(self) -> CentreProbe:
        """Ask the centre who we are: says whether it can be worked with, and what its clock says."""
        address, token = self.address(), self.token()
        if self.centre is not None:
            if not self.centre.is_started:
                return self._probe_of_other_process()
            address = self.centre.wait_until_ready(CENTRE_START_SECONDS)
        if address is None:
            raise EnvironmentFault(STARTING)
        return probe_centre(address, token)

    def _probe_of_other_process(self) -> CentreProbe:
        """What the open window last said of the embedded centre, whose clock is this machine's."""
        status, now = self.identity(), datetime.now(UTC)
        fault = None if status.online and not status.signed_out else status.cause or STARTING
        return CentreProbe(fault, "embedded", now, our_time=now)

    def doctor(self) -> Doctor:
        """Looks at every part of this workstation, and mends."""
        return Doctor(
            Surroundings(
                self.profile,
                lambda: self.store,
                self.probe_centre,
                self.capture.probe_camera,
                self._restart_centre if self.centre is not None else None,
            )
        )

    def _restart_centre(self) -> str:
        if self.centre is None:
            raise EnvironmentFault(STARTING)
        if not self.centre.is_started and self.sync.is_running_elsewhere():
            raise EnvironmentFault(
                Sentence(
                    "内置中心由已打开的窗口运行, 请在那个窗口的“体检”中重启",
                    "The embedded centre belongs to the open window: start it again from Health there",
                )
            )
        return self.centre.restart(CENTRE_START_SECONDS)

    def close(self) -> None:
        """Stop the engine, the capture, the embedded centre, then close the store; unsent work stays queued."""
        self.sync.stop()
        self.capture.close()
        if self.centre is not None:
            self.centre.stop()
        with contextlib.suppress(PaddockError, OSError):  # a disk that is full must not keep the window open
            refresh_mark(self.store)
        self.store.close()


def open_workstation(
    profile: Path,
    central_url: str | None = None,
    ask: PassphrasePrompt | None = None,
    on_event: SyncListener | None = None,
) -> Workstation:
    """Open the profile; nothing runs and nothing is sent before `Workstation.start` (or `sync.run_once`).

    Args:
        profile: the data folder; made if it is not there.
        central_url: the centre's address; None: a centre embedded in this workstation.
        ask: asks the person for the passphrase where there is no keyring.
        on_event: called on the engine's threads after every change in the store.

    Raises:
        EnvironmentFault: no key, a wrong key, a damaged or newer database.
        BadInput: the address is no http(s) address.
    """
    if central_url is not None and not central_url.startswith(("http://", "https://")):
        raise BadInput(
            Sentence(
                f"中心地址 {central_url} 不正确, 应以 https:// 或 http:// 开头",
                f"{central_url} is no address of a centre: it starts with https:// or http://",
            )
        )
    store = open_store(profile, ask)
    marking(store)
    centre = None if central_url is not None else embedded_centre(profile, store)

    def address() -> str | None:
        return centre.url if centre is not None else central_url

    def token() -> str | None:
        if centre is not None:
            return embedded_token(store)
        return os.environ.get(TOKEN_VARIABLE) or current_token(store)

    def starting() -> Sentence:
        return (centre.preparing if centre is not None else None) or STARTING

    staff = StaffSession(store, address, token)
    engine = SyncEngine(store, address, staff.token, on_event, starting=starting)
    return Workstation(profile, store, engine, centre, CaptureProcess(), address, staff.token, staff)


def doctor_without_store(profile: Path, central_url: str | None, fault: PaddockError) -> Doctor:
    """Looks at what can be looked at while the store does not open (`fault` says why)."""

    def no_store() -> Store:
        raise fault

    def probe() -> CentreProbe:
        token = os.environ.get(TOKEN_VARIABLE)
        if central_url is None or token is None:
            raise fault  # the embedded centre's token, or the signed-in one, is in the store
        return probe_centre(central_url, token)

    return Doctor(Surroundings(profile, no_store, probe, _probe_camera_once))


def embedded_token(store: Store) -> str:
    """The token this workstation and its embedded centre share; made on the first run, kept encrypted."""
    return _secret(store, _EMBEDDED_TOKEN, lambda: secrets.token_urlsafe(32))


def embedded_centre(profile: Path, store: Store) -> EmbeddedCentre:
    """The centre of this profile, with the token and the database key that the encrypted store keeps for it."""
    key = _secret(store, _EMBEDDED_KEY, lambda: secrets.token_hex(32))
    return EmbeddedCentre(profile / "central", embedded_token(store), bytes.fromhex(key))


def _secret(store: Store, name: str, make: Callable[[], str]) -> str:
    """The secret kept under `name`; made on the first run."""
    with store.read() as connection:
        found = settings.get(connection, name)
    if found is not None:
        return found
    with store.write(Topic.SETTINGS) as connection:
        # Looked at again as the only writer: two processes must not make two.
        found = settings.get(connection, name)
        if found is None:
            found = make()
            settings.put(connection, name, found)
    return found


def probe_centre(address: str, token: str | None) -> CentreProbe:
    """Go to the centre at `address` stage by stage and ask who we are."""
    way = walk(address, token)
    stages = tuple(Fact(stage.name, stage.ok, stage.text) for stage in way.stages)
    return CentreProbe(way.fault, address, way.its_time, stages, way.our_time, way.signed_out)


def _probe_camera_once(source: str) -> Sentence | None:
    capture = CaptureProcess()
    try:
        return capture.probe_camera(source)
    finally:
        capture.close()
