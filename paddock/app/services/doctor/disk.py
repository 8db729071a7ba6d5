"""The disk: what is free, what Paddock uses by kind, and what may go. Unsent work, drafts and pictures never go."""

import contextlib
import errno
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from paddock.app.services.doctor.amounts import size_words
from paddock.app.services.doctor.report import Fact, Part, PartReport, Remedy
from paddock.app.store import care
from paddock.app.store.opening import DATABASE, PICTURES
from paddock.app.store.store import Store
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

LEAST_FREE = 500 * 1024 * 1024
_OLD_SECONDS = 7 * 24 * 3600
"""Logs and half-written files younger than this may still be asked for, or written."""
_KINDS: dict[str, Sentence] = {
    "database": Sentence("数据库", "Database"),
    "pictures": Sentence("影像", "Pictures"),
    "copies": Sentence("旧副本", "Old copies"),
    "logs": Sentence("日志", "Logs"),
    "centre": Sentence("内置中心的数据", "The embedded centre's data"),
    "other": Sentence("其他", "Other"),
}


def look_at_disk(profile: Path) -> PartReport:
    """Free space on the profile's disk, and what the profile holds."""
    folder = nearest_folder(profile)
    free = shutil.disk_usage(folder).free
    used = usage(profile)
    removable = sum(size for _file, size in removable_files(profile))
    facts = [
        Fact(
            "free",
            free >= LEAST_FREE,
            Sentence(f"剩余 {size_words(free)}", f"{size_words(free)} free"),
        )
    ]
    refusal = _refusal(folder)
    facts.append(
        Fact(
            "writable",
            refusal is None,
            Sentence("数据文件夹可写", "The data folder can be written")
            if refusal is None
            else Sentence("数据文件夹不可写", "The data folder cannot be written"),
        )
    )
    facts += [
        Fact(name, None, Sentence(f"{_KINDS[name].zh} {size_words(size)}", f"{_KINDS[name].en} {size_words(size)}"))
        for name, size in used.items()
        if size
    ]
    remedies = (Remedy.CLEAN_DISK,) if removable else ()
    if refusal is not None and refusal.errno not in {errno.ENOSPC, errno.EDQUOT}:
        sentence = Sentence(
            f"无法写入数据文件夹 {profile}, 请检查权限, 或磁盘是否被设为只读",
            f"The data folder {profile} cannot be written: check its permissions, and whether the disk is read-only",
        )
        return PartReport(Part.DISK, False, sentence, tuple(facts), ())
    if free >= LEAST_FREE and refusal is None:
        sentence = Sentence(f"磁盘剩余 {size_words(free)}", f"{size_words(free)} are free")
        return PartReport(Part.DISK, True, sentence, tuple(facts), remedies)
    may = f", 其中 {size_words(removable)} 可在此清理" if removable else ""
    may_en = f"; {size_words(removable)} can be removed here" if removable else ""
    sentence = Sentence(
        f"磁盘仅剩 {size_words(free)}, 请清理到 500 MB 以上{may}",
        f"Only {size_words(free)} are free: make it 500 MB or more{may_en}",
    )
    return PartReport(Part.DISK, False, sentence, tuple(facts), remedies)


def usage(profile: Path) -> dict[str, int]:
    """Bytes by kind."""
    found = dict.fromkeys(_KINDS, 0)
    if not profile.is_dir():
        return found
    for file in profile.rglob("*"):
        try:
            if file.is_file():
                found[_kind(file.relative_to(profile))] += file.stat().st_size
        except OSError:
            continue  # it went while we looked
    return found


def removable_files(profile: Path, now: float | None = None) -> list[tuple[Path, int]]:
    """Old copies made before updates, old logs, and what writes that were cut off left behind; with their sizes."""
    oldest = (time.time() if now is None else now) - _OLD_SECONDS
    patterns = (f"{DATABASE}.before-*", "central/log/*.log.*", f"{PICTURES}/*/.*.tmp", ".*.tmp")
    found = []
    for pattern in patterns:
        for file in profile.glob(pattern):
            try:
                stat = file.stat()
            except OSError:
                continue
            if stat.st_mtime < oldest:
                found.append((file, stat.st_size))
    return found


def clean_disk(profile: Path, store: Callable[[], Store]) -> Sentence:
    """Remove `removable_files`; old copies only while the database itself is whole.

    Raises:
        EnvironmentFault: the database is not whole, so that its old copies may be needed.
    """
    files = removable_files(profile)
    if any(file.name.startswith(f"{DATABASE}.before-") for file, _size in files):
        found = care.check_database(store())
        if not found.is_whole:
            raise EnvironmentFault(
                Sentence(
                    "数据库有损坏, 旧副本可能还用得上, 没有删除任何文件; 请先处理数据库",
                    "The database is damaged and its old copies may be needed, so nothing was removed: "
                    "mend the database first",
                )
            )
    freed = count = 0
    for file, size in files:
        try:
            file.unlink()
        except OSError:
            continue  # held by another program; the next time
        freed, count = freed + size, count + 1
    return Sentence(
        f"已删除 {count} 个旧副本与旧日志, 腾出 {size_words(freed)}; 未发送的工作、草稿与影像都未动",
        f"{count} old copies and logs removed, {size_words(freed)} freed; unsent work, drafts and pictures were "
        "not touched",
    )


def nearest_folder(profile: Path) -> Path:
    """The profile, or the nearest folder above it that is there: it may not have been made yet."""
    return next((place for place in (profile, *profile.resolve().parents) if place.is_dir()), Path())


def _refusal(folder: Path) -> OSError | None:
    """Why nothing can be written there; tried, since rights, a read-only disk and a quota refuse only then."""
    probe = folder / f".doctor-{time.time_ns():x}"
    try:
        probe.write_bytes(b"paddock")
    except OSError as error:
        return error
    finally:
        with contextlib.suppress(OSError):
            probe.unlink()
    return None


def _kind(file: Path) -> str:
    if file.name.startswith((f"{DATABASE}.before-", f"{DATABASE}.salvaged-", f"{DATABASE}.replaced-")):
        return "copies"
    if file.name.startswith(DATABASE):
        return "database"
    if file.parts[0] == PICTURES:
        return "pictures"
    if file.parts[0] == "central":
        return "logs" if "log" in file.parts[1:2] else "centre"
    return "other"
