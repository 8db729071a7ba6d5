"""What the person chose for this window, and where it stands. No customer data: that is in the encrypted database."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from paddock.ui.place import Place, read_place
from paddock.ui.theme import TEXT_SCALES, ContrastChoice, ThemeChoice

if TYPE_CHECKING:  # the first paint does without the core
    from uuid import UUID

    from paddock.domain.sentences import Language


LOCK_MINUTES = (0, 5, 10, 15, 30, 60)
DEFAULT_LOCK_MINUTES = 10


class Preferences:
    """A small ini file in the profile folder."""

    def __init__(self, path: Path, started_in: "Language" = "zh_CN") -> None:
        """`started_in`: the language while none is chosen."""
        self._started_in = started_in
        self._path = str(path)
        settings = QSettings(self._path, QSettings.Format.IniFormat)
        self._values = {key: str(settings.value(key, "")) for key in settings.allKeys()}
        """Never changed, only replaced: a writing thread tells by that whether it has the newest."""

    @property
    def language(self) -> "Language | None":
        """The language chosen in the settings; None: as started."""
        chosen = self._values.get("language", "")
        return "en" if chosen == "en" else "zh_CN" if chosen == "zh_CN" else None

    @language.setter
    def language(self, chosen: "Language | None") -> None:
        self._keep("language", chosen or "")

    @property
    def language_to_show(self) -> "Language":
        """The language chosen, else the one the window was started in."""
        return self.language or self._started_in

    @property
    def theme(self) -> ThemeChoice:
        """Light, dark, or as the desktop says."""
        try:
            return ThemeChoice(self._values.get("theme", ThemeChoice.SYSTEM.value))
        except ValueError:
            return ThemeChoice.SYSTEM

    @theme.setter
    def theme(self, chosen: ThemeChoice) -> None:
        self._keep("theme", chosen.value)

    @property
    def contrast(self) -> ContrastChoice:
        """High contrast, normal, or as the desktop says."""
        try:
            return ContrastChoice(self._values.get("contrast", ContrastChoice.SYSTEM.value))
        except ValueError:
            return ContrastChoice.SYSTEM

    @contrast.setter
    def contrast(self, chosen: ContrastChoice) -> None:
        self._keep("contrast", chosen.value)

    @property
    def text_scale(self) -> int:
        """The size of the text in per cent: one of `TEXT_SCALES`."""
        kept = self._values.get("text_scale", "100")
        return int(kept) if kept.isdecimal() and int(kept) in TEXT_SCALES else 100

    @text_scale.setter
    def text_scale(self, chosen: int) -> None:
        self._keep("text_scale", str(chosen))

    @property
    def less_motion(self) -> bool:
        """Whether nothing shall move, whatever the desktop says."""
        return self._values.get("less_motion", "") == "yes"

    @less_motion.setter
    def less_motion(self, chosen: bool) -> None:
        self._keep("less_motion", "yes" if chosen else "")

    @property
    def lock_minutes(self) -> int:
        """After how many minutes without a key or a movement the window locks; 0: never."""
        kept = self._values.get("lock_minutes", "")
        return int(kept) if kept.isdecimal() and int(kept) in LOCK_MINUTES else DEFAULT_LOCK_MINUTES

    @lock_minutes.setter
    def lock_minutes(self, chosen: int) -> None:
        self._keep("lock_minutes", str(chosen))

    @property
    def camera_source(self) -> str:
        """A device index, the path of a video file, or a folder of pictures; empty: no camera."""
        return self._values.get("camera_source", "0")

    @camera_source.setter
    def camera_source(self, source: str) -> None:
        self._keep("camera_source", source)

    @property
    def batch_beep(self) -> bool:
        """Whether each new vehicle of a batch is heard."""
        return self._values.get("batch_beep", "yes") == "yes"

    @batch_beep.setter
    def batch_beep(self, chosen: bool) -> None:
        self._keep("batch_beep", "yes" if chosen else "")

    @property
    def tour_offered(self) -> bool:
        """Whether the tour was offered once, and taken or not."""
        return self._values.get("tour/offered", "") == "yes"

    @tour_offered.setter
    def tour_offered(self, offered: bool) -> None:
        self._keep("tour/offered", "yes" if offered else "")

    @property
    def tour_left_at(self) -> "tuple[str, UUID | None]":
        """The stop where the tour was left, and its deal; no deal: it starts afresh."""
        from uuid import UUID  # noqa: PLC0415 - not for the first paint

        stop, deal = self._values.get("tour/stop", ""), self._values.get("tour/deal", "")
        try:
            return stop, UUID(deal)
        except ValueError:
            return "", None

    @tour_left_at.setter
    def tour_left_at(self, left: "tuple[str, UUID | None]") -> None:
        stop, deal = left
        self._keep("tour/stop", stop)
        self._keep("tour/deal", str(deal or ""))

    @property
    def customer_screen(self) -> str:
        """The name of the screen that the customer's window fills; empty: any that is not the clerk's."""
        return self._values.get("customer_screen", "")

    @customer_screen.setter
    def customer_screen(self, name: str) -> None:
        self._keep("customer_screen", name)

    @property
    def customer_place(self) -> Place | None:
        """Where the customer's window stands on a desk with one screen; None: it has not been moved yet."""
        return read_place(self._values.get("customer_place", ""))

    @customer_place.setter
    def customer_place(self, kept: Place) -> None:
        self._keep("customer_place", kept.text())

    @property
    def place(self) -> Place | None:
        """Where the window stood last; None: it has not been moved yet."""
        return read_place(self._values.get("place", ""))

    @place.setter
    def place(self, kept: Place) -> None:
        self._keep("place", kept.text())

    # Inside

    def _keep(self, key: str, value: str) -> None:
        """Written now, not when the window closes (it may be killed), and not by the GUI thread."""
        from paddock.ui.tasks import Lane, workers  # noqa: PLC0415 - not for the first paint

        if self._values.get(key) == value:
            return
        values = self._values = {**self._values, key: value}
        workers().submit(Lane.DATABASE, lambda: self._write(values))

    def _write(self, values: dict[str, str]) -> None:
        if values is not self._values:
            return  # while a window is dragged: a newer one waits behind this
        settings = QSettings(self._path, QSettings.Format.IniFormat)
        for key, value in values.items():
            settings.setValue(key, value)
        settings.sync()
