"""Opens the window; imports nothing of the core before the first paint, which would take most of a second."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from paddock.ui.main import run_window

if TYPE_CHECKING:
    from paddock.app.services.doctor import Doctor
    from paddock.domain.errors import PaddockError
    from paddock.domain.sentences import Language
    from paddock.ui.desk import AskPassphrase, Desk


def open_window(
    profile: Path, central_url: str | None, language: "Language", *, preferences: Path | None = None
) -> int:
    """Show the window until it is closed; returns the exit code.

    The shell is painted first; store, engine and embedded centre are imported and opened on a thread behind it.
    """
    return run_window(
        partial(open_desk, profile, central_url),
        language=language,
        preferences_path=preferences or profile / "window.ini",
        closed_doctor=partial(closed_doctor, profile, central_url),
    )


def open_desk(profile: Path, central_url: str | None, ask: "AskPassphrase") -> "Desk":
    """Open everything behind the window; blocks, and may ask for the passphrase.

    Raises:
        PaddockError: as `open_workstation`; or another window has this profile open.
    """
    from paddock.app.bootstrap import open_workstation  # noqa: PLC0415 - on the opening thread
    from paddock.domain.errors import EnvironmentFault  # noqa: PLC0415
    from paddock.ui.desk import desk_of  # noqa: PLC0415

    workstation = open_workstation(profile, central_url, ask)
    try:
        workstation.start()
    except EnvironmentFault:
        workstation.close()
        raise
    return desk_of(
        workstation.store,
        staff_name=workstation.identity().staff_name or "店员",
        sync=workstation.sync,
        capture=workstation.capture,
        doctor=workstation.doctor(),
        centre_address=central_url or "embedded",
        embedded_centre=workstation.centre is not None,
        audit=workstation.sync.audit,
        close=workstation.close,
    )


def closed_doctor(profile: Path, central_url: str | None, fault: "PaddockError") -> "Doctor":
    """Looks at a workstation that `open_desk` could not open, because of `fault`."""
    from paddock.app.bootstrap import doctor_without_store  # noqa: PLC0415 - when the desk did not open

    return doctor_without_store(profile, central_url, fault)


def open_gallery(language: "Language") -> int:
    """Show every widget in every state until the window is closed; needs no profile, key or centre."""
    from paddock.ui.gallery.window import run_gallery  # noqa: PLC0415 - not for the first paint of the workstation

    return run_gallery(language)
