"""What the centre does by itself with signed contracts: archive them, anchor the log, look over the archive."""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from paddock.central.archive.models import ArchiveScrub
from paddock.central.archive.service import archive_due, scrub
from paddock.central.archive.vault import Vault
from paddock.central.centre import Centre
from paddock.central.contracts.desk import ContractDesk
from paddock.central.keys import keys_of
from paddock.domain.errors import PaddockError

logger = logging.getLogger(__name__)

EVERY_SECONDS: Final = 30.0
SCRUB_EVERY: Final = timedelta(days=7)


def vault_of(centre: Centre) -> Vault:
    """The archive of this centre."""
    settings = centre.settings
    return Vault(settings.archive_dir or settings.data_dir / "archive", keys_of(settings))


class Keeper:
    """Does one round after another until it is stopped; each step may fail and is tried again in the next."""

    def __init__(self, centre: Centre, desk: ContractDesk) -> None:
        self._centre = centre
        self._desk = desk
        self._vault = vault_of(centre)

    def round(self) -> None:
        """Everything that is due."""
        for step in (self._archive, self._anchor, self._scrub):
            try:
                step()
            except PaddockError as error:
                logger.warning("%s: %s", step.__name__, error.sentence.en)

    def _archive(self) -> None:
        archive_due(self._centre, self._desk, self._vault)

    def _anchor(self) -> None:
        settings = self._centre.settings
        if not settings.anchor_url or settings.anchor_key is None:
            return
        # Here, because it costs seconds and most centres anchor nothing.
        from paddock.central.evidence.anchoring import Anchorer  # noqa: PLC0415
        from paddock.central.evidence.chain import JsonRpcChain  # noqa: PLC0415

        with contextlib.closing(JsonRpcChain(settings.anchor_url)) as chain:
            key = settings.anchor_key.get_secret_value()
            Anchorer(self._centre, chain, key, settings.anchor_recipient).turn()

    def _scrub(self) -> None:
        with self._centre.database.reading() as session:
            last: datetime | None = session.scalar(select(func.max(ArchiveScrub.finished_at)))
        if last is not None and self._centre.clock() - last < SCRUB_EVERY:
            return
        found = scrub(self._centre, self._vault)
        if found.damaged:
            logger.critical("ARCHIVE DAMAGED: %s", ", ".join(found.damaged))


@contextlib.contextmanager
def keeping(centre: Centre, desk: ContractDesk) -> Iterator[None]:
    """Let a keeper work on a thread while the block lasts."""
    stop = threading.Event()
    keeper = Keeper(centre, desk)
    thread = threading.Thread(target=_work, args=(keeper.round, stop), name="contract-keeper", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=10)


def _work(round_: Callable[[], None], stop: threading.Event) -> None:
    while not stop.wait(EVERY_SECONDS):
        try:
            round_()
        except Exception as error:  # noqa: BLE001 - a round that fails must not end the keeper
            logger.error("keeper: %s", type(error).__name__)  # noqa: TRY400 - its text may name a person
