"""The encrypted database: whether it is whole and set up as promised, and what can be saved when it is not."""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from paddock.app.services.doctor.amounts import size_words
from paddock.app.services.doctor.report import Fact, Part, PartReport, Remedy
from paddock.app.store import care
from paddock.app.store.care import DatabaseCheck
from paddock.app.store.faults import DatabaseUnreadable, fault_of_disk
from paddock.app.store.files import flush_folder, write_safely
from paddock.app.store.keys import PassphrasePrompt, profile_key
from paddock.app.store.locks import ProfileLock, setting_up
from paddock.app.store.opening import DATABASE, PICTURES
from paddock.app.store.store import Store
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.domain.sentences import Sentence

_WORTH_COMPACTING = 0.2


def look_at_database(store: Callable[[], Store]) -> PartReport:
    """Verify every page, the structure, the references and the settings of the database that `store` opens."""
    try:
        found = care.check_database(store())
    except DatabaseUnreadable as fault:
        return PartReport(
            Part.DATABASE,
            ok=False,
            sentence=fault.sentence,
            remedies=(Remedy.SALVAGE_DATABASE, Remedy.RESTORE_DATABASE),
        )
    facts = _facts(found)
    if not found.is_whole:
        sentence = Sentence(
            "数据库有损坏, 请先把数据复制到另一个文件夹, 再抢救或恢复完好的副本; 原文件不会被改动",
            "The database is damaged: save what can be read into a copy, or restore a whole copy; "
            "the damaged file itself is left as it is",
        )
        return PartReport(Part.DATABASE, False, sentence, facts, (Remedy.SALVAGE_DATABASE, Remedy.RESTORE_DATABASE))
    if found.wrong_pragmas:
        sentence = Sentence(
            "数据库完好, 但有连接的安全设置未生效, 请点“重新连接”",
            "The database is whole, but a connection lost its safety settings: press “Connect again”",
        )
        return PartReport(Part.DATABASE, False, sentence, facts, (Remedy.RECONNECT_DATABASE, Remedy.COPY_DATA))
    remedies = [Remedy.COPY_DATA]
    if found.size_bytes and found.spare_bytes / found.size_bytes >= _WORTH_COMPACTING:
        remedies.append(Remedy.COMPACT_DATABASE)
    return PartReport(
        Part.DATABASE,
        ok=True,
        sentence=Sentence("加密数据库完好", "The encrypted database is whole"),
        facts=facts,
        remedies=tuple(remedies),
    )


def reconnect(store: Store) -> Sentence:
    """Open fresh connections, each set up and read back."""
    store.reconnect()
    with store.read():
        pass
    return Sentence("已重新连接, 各项安全设置已核对", "Connected again; every safety setting was read back")


def compact(store: Store) -> Sentence:
    """Give empty pages back to the disk."""
    before, after = care.compact(store)
    return Sentence(
        f"数据库已压缩: {size_words(before)} → {size_words(after)}",
        f"The database is smaller now: {size_words(before)} → {size_words(after)}",
    )


def salvage(profile: Path, ask: PassphrasePrompt | None, now: datetime) -> tuple[Sentence, Path]:
    """Save what a damaged database still gives into a new file beside it.

    Raises:
        EnvironmentFault: no key, or not even the list of tables can be read.
    """
    with setting_up(profile):
        key = profile_key(profile, ask)
    target = profile / f"{DATABASE}.salvaged-{now:%Y%m%d-%H%M%S}"
    try:
        saved = care.salvage(profile / DATABASE, key, target)
    except DatabaseUnreadable as error:
        care.remove_database(target)
        raise EnvironmentFault(
            Sentence(
                "损坏在文件开头, 无法抢救; 请用“恢复副本”选择一个完好的副本",
                "The damage is at the start of the file and nothing can be saved: restore a whole copy instead",
            )
        ) from error
    total = sum(saved.rows.values())
    lost = "、".join(saved.broken_tables)
    sentence = Sentence(
        f"抢救出 {total} 条记录, 存入 {target.name}; " + (f"不完整的表: {lost}" if lost else "没有发现缺失"),
        f"{total} records were saved into {target.name}; "
        + (f"incomplete tables: {', '.join(saved.broken_tables)}" if lost else "nothing seems to be missing"),
    )
    return sentence, target


def restore(profile: Path, copy: Path, ask: PassphrasePrompt | None, now: datetime) -> Sentence:
    """Put a whole copy into the place of the database; the one that was there is kept beside it.

    Called while nobody has the database open. What was made after the copy, and not sent, is not in the copy: it can
    still be saved from the file kept beside it.

    Raises:
        BadInput: the copy is not whole, or is not of this data.
        EnvironmentFault: another process has this profile open, no key, or the disk refuses.
    """
    source = copy / DATABASE if copy.is_dir() else copy
    path, fresh = profile / DATABASE, profile / f".{DATABASE}.restoring"
    if source.resolve() == path.resolve():
        raise BadInput(
            Sentence("这就是正在使用的数据库, 请选择它的副本", "This is the database itself: choose a copy of it")
        )
    with ProfileLock(profile, "engine") as engine:
        if not engine.acquire():
            raise EnvironmentFault(
                Sentence(
                    "工作台正在使用本数据, 请先关闭窗口再恢复", "This data is in use: close the window, then restore"
                )
            )
        kept = f"{DATABASE}.replaced-{now:%Y%m%d-%H%M%S}"
        with setting_up(profile), _disk_faults(profile):
            if not (profile / "key.json").exists() and (source.parent / "key.json").exists():
                shutil.copyfile(source.parent / "key.json", profile / "key.json")
            key = profile_key(profile, ask)
            try:
                _bring(source, fresh)
                care.require_usable(fresh, key)
                for file in care.database_files(path):
                    if file.exists():
                        file.rename(file.with_name(file.name.replace(DATABASE, kept)))
                fresh.rename(path)
                flush_folder(profile)
            finally:
                care.remove_database(fresh)
            _bring_pictures(source.parent / PICTURES, profile / PICTURES)
    return Sentence(
        f"已恢复副本; 原数据库保留为 {kept}, 请重新打开工作台",
        f"The copy is in place and the former database is kept as {kept}: open the workstation again",
    )


def _bring(source: Path, target: Path) -> None:
    try:
        shutil.copyfile(source, target)
    except FileNotFoundError as error:
        raise BadInput(
            Sentence(
                f"{source} 不存在, 请选择副本文件夹或数据库文件",
                f"{source} is not there: choose a copy's folder or file",
            )
        ) from error


def _bring_pictures(source: Path, target: Path) -> None:
    """The pictures of the copy that are not here; their names say what they hold, so that none is replaced."""
    for picture in source.rglob("*.pic"):
        here = target / picture.relative_to(source)
        if not here.exists():
            here.parent.mkdir(parents=True, exist_ok=True)
            write_safely(here, picture.read_bytes())


@contextlib.contextmanager
def _disk_faults(profile: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise fault_of_disk(error, profile) from error


def _facts(found: DatabaseCheck) -> tuple[Fact, ...]:
    pages, lines, orphans = len(found.damaged_pages), len(found.structure), found.orphans
    wrong = ", ".join(f"{name}={value}" for name, value in found.wrong_pragmas.items())
    size, spare = size_words(found.size_bytes), size_words(found.spare_bytes)
    return (
        _fact(
            "cipher_integrity_check",
            Sentence("加密校验: 每一页都通过", "Every page passes its check (HMAC)"),
            pages and Sentence(f"加密校验: {pages} 页未通过", f"{pages} pages fail their check (HMAC)"),
        ),
        _fact(
            "quick_check",
            Sentence("结构检查通过", "The structure is in order"),
            lines and Sentence(f"结构检查发现 {lines} 处错误", f"The structure has {lines} faults"),
        ),
        _fact(
            "foreign_key_check",
            Sentence("引用检查通过", "Every reference leads somewhere"),
            orphans and Sentence(f"{orphans} 条记录引用缺失", f"{orphans} records refer to nothing"),
        ),
        _fact(
            "pragmas",
            Sentence(
                "安全设置 (WAL, FULL, 外键, 内存临时表) 生效",
                "Safety settings hold (WAL, FULL, foreign keys, temp in memory)",
            ),
            wrong and Sentence(f"安全设置未生效: {wrong}", f"Safety settings do not hold: {wrong}"),
        ),
        Fact("size", None, Sentence(f"大小 {size}, 其中空页 {spare}", f"{size}, of which {spare} in empty pages")),
    )


def _fact(name: str, fine: Sentence, fault: "Sentence | int | str") -> Fact:
    """A fault, where it is a sentence; else that all is well."""
    return Fact(name, ok=False, text=fault) if isinstance(fault, Sentence) else Fact(name, ok=True, text=fine)
