"""What is wrong with this workstation, and what to do about it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from paddock.app.store.keyrings import os_keyring
from paddock.app.store.keys import PASSPHRASE_VARIABLE
from paddock.app.store.store import Store
from paddock.domain.errors import PaddockError
from paddock.domain.sentences import Sentence

_LEAST_FREE = 500 * 1024 * 1024
_CLOCK_MAY_DIFFER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class DoctorLine:
    """One part of the workstation: `name` is camera, keyring, database, centre, clock or disk."""

    name: str
    ok: bool
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class CentreProbe:
    """What the centre answered to one question."""

    fault: Sentence | None
    """None: it answered as it should."""
    address: str
    its_time: datetime | None
    """The centre's clock (UTC), if it said."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What the doctor looks at; each part may block, and may raise `PaddockError`."""

    profile: Path
    store: Callable[[], Store]
    probe_centre: Callable[[], CentreProbe]
    probe_camera: Callable[[], Sentence | None]
    """None: a camera delivers pictures; else what is wrong and what to do."""


def examine(examination: Examination) -> list[DoctorLine]:
    """Look at every part; a fault in one does not keep the others from being looked at."""
    lines = [
        _line("camera", lambda: _camera(examination)),
        _line("keyring", _keyring),
        _line("database", lambda: _database(examination)),
    ]
    probe: CentreProbe | None = None
    try:
        probe = examination.probe_centre()
        lines.append(_centre(probe))
    except PaddockError as error:
        lines.append(DoctorLine("centre", False, error.sentence))
    lines.append(_clock(probe))
    lines.append(_line("disk", lambda: _disk(examination.profile)))
    return lines


def _line(name: str, look: Callable[[], DoctorLine]) -> DoctorLine:
    try:
        return look()
    except PaddockError as error:
        return DoctorLine(name, False, error.sentence)


def _camera(examination: Examination) -> DoctorLine:
    fault = examination.probe_camera()
    return DoctorLine("camera", fault is None, fault or Sentence("摄像头正常", "The camera works"))


def _keyring() -> DoctorLine:
    if os_keyring() is not None:
        return DoctorLine("keyring", True, Sentence("系统密钥环可用", "The system keyring works"))
    return DoctorLine(
        "keyring",
        False,
        Sentence(
            f"没有系统密钥环, 数据改用口令保护; 请登录带密钥环的桌面, 或保管好口令并设置 {PASSPHRASE_VARIABLE}",
            "There is no system keyring, so a passphrase protects the data: use a desktop session with a keyring, "
            f"or keep the passphrase safe and set {PASSPHRASE_VARIABLE}",
        ),
    )


def _database(examination: Examination) -> DoctorLine:
    with examination.store().read() as connection:
        found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
    if found == "ok":
        return DoctorLine("database", True, Sentence("加密数据库完好", "The encrypted database is whole"))
    return DoctorLine(
        "database",
        False,
        Sentence(
            "数据库有损坏, 请立即导出队列并从备份恢复",
            "The database is damaged: export the queue now, then restore a backup",
        ),
    )


def _centre(probe: CentreProbe) -> DoctorLine:
    fine = Sentence(f"中心可达 ({probe.address})", f"The centre answers ({probe.address})")
    return DoctorLine("centre", probe.fault is None, probe.fault or fine)


def _clock(probe: CentreProbe | None) -> DoctorLine:
    if probe is None or probe.its_time is None:
        return DoctorLine(
            "clock",
            False,
            Sentence(
                "无法与中心核对时间, 连上中心后再检查",
                "The clock cannot be compared with the centre's: look again once the centre answers",
            ),
        )
    apart = abs(datetime.now(UTC) - probe.its_time)
    if apart <= _CLOCK_MAY_DIFFER:
        return DoctorLine("clock", True, Sentence("系统时间准确", "The clock is right"))
    minutes = int(apart.total_seconds() // 60)
    return DoctorLine(
        "clock",
        False,
        Sentence(
            f"系统时间与中心相差 {minutes} 分钟, 请打开自动校时",
            f"The clock is {minutes} minutes off the centre's: switch on automatic time",
        ),
    )


def _disk(profile: Path) -> DoctorLine:
    # The profile may not be there yet: its disk is that of the nearest folder that is.
    folder = next((place for place in (profile, *profile.resolve().parents) if place.is_dir()), Path())
    free = shutil.disk_usage(folder).free
    megabytes = free // (1024 * 1024)
    if free >= _LEAST_FREE:
        return DoctorLine("disk", True, Sentence(f"磁盘剩余 {megabytes} MB", f"{megabytes} MB are free"))
    return DoctorLine(
        "disk",
        False,
        Sentence(
            f"磁盘仅剩 {megabytes} MB, 请清理到 500 MB 以上",
            f"Only {megabytes} MB are free: make it 500 MB or more",
        ),
    )
