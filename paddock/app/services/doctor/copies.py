"""A verified copy of a profile: the database, its key file and every picture, in a folder of its own."""

import hashlib
import os
import shutil
from datetime import datetime
from pathlib import Path

from paddock.app.services.doctor.amounts import size_words
from paddock.app.store import care
from paddock.app.store.faults import fault_of_disk
from paddock.app.store.files import flush_folder
from paddock.app.store.opening import DATABASE, PICTURES
from paddock.app.store.store import Store
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.domain.long_work import Work
from paddock.domain.sentences import Sentence

_NOTE = "README.txt"
_NOTE_TEXT = """车融工作台数据的核对副本 / A verified copy of Paddock's data

内容已加密, 密钥在原电脑的系统密钥环中, 或由原来的口令保护。
恢复: 在工作台的“体检”中选择“恢复副本…”, 或运行  paddock doctor --restore 本文件夹

Everything here is encrypted; its key is in the keyring of the computer it was made on, or guarded by the passphrase.
To restore: “Restore a copy…” in Health, or  paddock doctor --restore THIS_FOLDER
"""


def copy_data(store: Store, folder: Path, now: datetime, work: Work) -> Sentence:
    """Copy the profile into a new folder below `folder`, and read everything back.

    The folder gets its name when it is whole; a copy that fails or is cancelled leaves nothing behind.

    Args:
        store: the open profile.
        folder: where the copy goes: another disk, a memory stick.
        now: for the name of the copy.
        work: told files done and files in all; may stop it between two files.

    Raises:
        BadInput: the folder lies inside the profile.
        EnvironmentFault: no room, no right to write, or what was written does not read back.
        Cancelled: the person stopped it.
    """
    profile = store.profile.resolve()
    if folder.resolve().is_relative_to(profile):
        raise BadInput(
            Sentence(
                "不能复制到数据文件夹自身里面, 请另选文件夹 (最好是另一块盘)",
                "A copy inside the data folder is no copy: choose another folder, best on another disk",
            )
        )
    pictures = sorted((profile / PICTURES).rglob("*.pic"))
    _require_room(profile, pictures, folder)
    made, beside = folder / f"paddock-{now:%Y%m%d-%H%M%S}", folder / f".paddock-{now:%Y%m%d-%H%M%S}.part"
    try:
        beside.mkdir(parents=True)
        work.at(0, 0, Sentence("正在复制数据库", "Copying the database"))
        with care.plain_driver_faults(folder), store.maintenance(alone=False) as connection:
            care.export_checked(connection, beside / DATABASE)
        for picture in work.each(pictures, len(pictures), Sentence("正在复制影像", "Copying pictures")):
            _copy_checked(picture, beside / picture.relative_to(profile))
        if (profile / "key.json").exists():
            _copy_checked(profile / "key.json", beside / "key.json")
        (beside / _NOTE).write_text(_NOTE_TEXT, "utf-8")
        beside.rename(made)
        flush_folder(folder)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise fault_of_disk(error, folder) from error
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    size = sum(file.stat().st_size for file in made.rglob("*") if file.is_file())
    return Sentence(
        f"已复制并逐一核对: 数据库与 {len(pictures)} 张影像, 共 {size_words(size)}, 在 {made.name}",
        f"Copied and read back: the database and {len(pictures)} pictures, {size_words(size)} in {made.name}",
    )


def _require_room(profile: Path, pictures: list[Path], folder: Path) -> None:
    needed = sum(file.stat().st_size for file in (profile / DATABASE, *pictures) if file.exists())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise fault_of_disk(error, folder) from error
    if free < needed * 1.1:
        raise EnvironmentFault(
            Sentence(
                f"目标磁盘只剩 {size_words(free)}, 副本需要 {size_words(needed)}; 请换一块盘或清理后再试",
                f"The disk has {size_words(free)} left and the copy needs {size_words(needed)}: "
                "choose another disk or free some space",
            )
        )


def _copy_checked(source: Path, target: Path) -> None:
    data = source.read_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if hashlib.sha256(target.read_bytes()).digest() != hashlib.sha256(data).digest():
        raise EnvironmentFault(
            Sentence(
                f"写入 {target.name} 后读回不一致, 副本已删除; 请检查目标磁盘",
                f"{target.name} reads back differently, so the copy was removed: check the disk it was written to",
            )
        )
