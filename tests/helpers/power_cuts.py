"""A disk that forgets: records what a process wrote and flushed, and gives the folder as a power cut may leave it.

`strace` records the system calls of the real program on the real files: SQLCipher's pages and log, the pictures'
files, their flushes and renames. A cut after any of them leaves, by the rules of POSIX, what was flushed before, and
of everything else any part: each unflushed write may be there, missing or torn at a sector, and of the unflushed
names (created, renamed, removed) only the first few may have lasted. Nothing is assumed of the file system's kindness.
"""

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
_CALLS = "openat,write,pwrite64,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,close"
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)(?: .*)?$")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')


@dataclass(frozen=True)
class Call:
    """One recorded call that succeeded."""

    name: str
    numbers: tuple[int, ...]
    strings: tuple[bytes, ...]
    flags: str
    result: int


def can_record() -> bool:
    """Whether this machine lets one process watch another's calls."""
    if shutil.which("strace") is None:
        return False
    done = subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return done.returncode == 0


def record(module: str, arguments: Sequence[str], log: Path) -> list[Call]:
    """Run `python -m module …` and return what it called, in order."""
    command = ["strace", "-f", "-qq", "-xx", "-s", "1000000", "-e", f"trace={_CALLS}", "-o", str(log)]
    subprocess.run([*command, sys.executable, "-m", module, *arguments], check=True, capture_output=True, timeout=100)
    return list(_read(log))


def _read(log: Path) -> Iterator[Call]:
    """The calls of the first process: what it starts (the loader's cache is asked for) has files of its own."""
    unfinished: dict[str, str] = {}
    first = ""
    with log.open() as lines:
        for text in lines:
            line = text.rstrip("\n")
            pid = line.split(" ", 1)[0]
            first = first or pid
            if pid != first:
                continue
            if line.endswith("<unfinished ...>"):
                unfinished[pid] = line.removesuffix("<unfinished ...>")
                continue
            if "resumed>" in line and pid in unfinished:
                line = unfinished.pop(pid) + line.split("resumed>", 1)[1]
            found = _LINE.match(line)
            if found is None or int(found[3]) < 0:
                continue
            strings = _STRING.findall(found[2])
            assert not any(cut for _text, cut in strings), "a write was recorded in part"
            rest = _STRING.sub("", found[2])
            yield Call(
                found[1],
                tuple(int(number) for number in re.findall(r"(?<![\w|])-?\d+(?![\w|])", rest)),
                tuple(bytes.fromhex(text.replace("\\x", "")) for text, _cut in strings),
                rest,
                int(found[3]),
            )


@dataclass
class _File:
    """One file's contents, whatever it is called: what is on the disk for certain, and what may be."""

    durable: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Writes at an offset; None: the file was cut to that length."""

    def flush(self) -> None:
        self.durable = self.after(self.pending)
        self.pending = []

    def after(self, writes: Sequence[tuple[int, bytes | None]]) -> bytes:
        content = bytearray(self.durable)
        for offset, data in writes:
            if data is None:
                del content[offset:]
                content.extend(bytes(max(offset - len(content), 0)))
            else:
                content.extend(bytes(max(offset - len(content), 0)))
                content[offset : offset + len(data)] = data
        return bytes(content)

    def survived(self, chance: random.Random) -> bytes:
        """What a cut may leave: any of the unflushed writes, each perhaps only to a sector's end."""
        left: list[tuple[int, bytes | None]] = []
        for offset, data in self.pending:
            fate = chance.random()
            if fate < 0.45:
                continue
            if fate < 0.6 and data is not None and len(data) > SECTOR:
                left.append((offset, data[: chance.randrange(len(data) // SECTOR) * SECTOR]))
            else:
                left.append((offset, data))
        return self.after(left)


class ForgetfulDisk:
    """Replays calls below `root`; `acknowledged` are the lines the process had said by then."""

    def __init__(self, root: Path, deaf_to: Path | None = None) -> None:
        """Flushes of `deaf_to` and of what is below it are not heard: a program that forgot them."""
        self.root = root
        self._deaf_to = deaf_to
        self.acknowledged: list[str] = []
        self._open: dict[int, tuple[str, int]] = {}
        self._durable_names: dict[str, _File] = {}
        self._names: dict[str, _File] = {}
        self._pending_names: list[tuple[str, str, str, _File | None]] = []
        self._durable_folders = {str(path) for path in (root, *root.rglob("*")) if path.is_dir()}
        for path in root.rglob("*"):
            if path.is_file():
                file = _File(path.read_bytes())
                self._durable_names[str(path)] = self._names[str(path)] = file

    def play(self, call: Call) -> None:
        """One call."""
        match call.name:
            case "openat":
                self._opened(call)
            case "close":
                self._open.pop(call.numbers[0], None)
            case "write" | "pwrite64":
                self._wrote(call)
            case "ftruncate":
                self._cut_to(call.numbers[0], call.numbers[1])
            case "fsync" | "fdatasync":
                self._flushed(call.numbers[0])
            case "rename" | "renameat" | "renameat2":
                self._renamed(call.strings[0].decode(), call.strings[1].decode())
            case "unlink" | "unlinkat":
                self._removed(call.strings[0].decode())
            case "mkdir" | "mkdirat":
                self._made_folder(call.strings[0].decode())

    def after_cut(self, target: Path, chance: random.Random) -> None:
        """Write the folder as a cut at this moment may leave it."""
        names, folders = dict(self._durable_names), set(self._durable_folders)
        for kind, path, other, file in self._pending_names[: chance.randint(0, len(self._pending_names))]:
            _apply(names, folders, kind, path, other, file)
        shutil.rmtree(target, ignore_errors=True)
        for name, file in names.items():
            # The index of the log is memory shared by processes, not a file that a start could use.
            if name.endswith("-shm"):
                continue
            if not _is_reachable(name, self.root, folders):
                continue
            placed = target / Path(name).relative_to(self.root)
            placed.parent.mkdir(parents=True, exist_ok=True)
            placed.write_bytes(file.survived(chance))

    def _opened(self, call: Call) -> None:
        path = call.strings[0].decode()
        if not path.startswith(str(self.root)):
            return
        self._open[call.result] = (path, 0)
        if "O_CREAT" in call.flags and path not in self._names and "O_DIRECTORY" not in call.flags:
            file = self._names[path] = _File()
            self._pending_names.append(("make", path, "", file))
        if "O_TRUNC" in call.flags and path in self._names:
            self._names[path].pending.append((0, None))

    def _wrote(self, call: Call) -> None:
        handle, data = call.numbers[0], call.strings[0][: call.result]
        if handle == 1:
            self.acknowledged += data.decode().splitlines()
        if handle not in self._open:
            return
        path, place = self._open[handle]
        offset = call.numbers[-1] if call.name == "pwrite64" else place
        if path in self._names:
            self._names[path].pending.append((offset, data))
        if call.name == "write":
            self._open[handle] = (path, place + len(data))

    def _cut_to(self, handle: int, length: int) -> None:
        path = self._open.get(handle, ("", 0))[0]
        if path in self._names:
            self._names[path].pending.append((length, None))

    def _flushed(self, handle: int) -> None:
        path = self._open.get(handle, ("", 0))[0]
        if self._deaf_to is not None and Path(path).is_relative_to(self._deaf_to):
            return
        if path in self._names:
            self._names[path].flush()
        elif path:
            folder = path.rstrip("/")
            left = []
            for change in self._pending_names:
                if str(Path(change[1]).parent) == folder:
                    _apply(self._durable_names, self._durable_folders, *change)
                else:
                    left.append(change)
            self._pending_names = left

    def _made_folder(self, path: str) -> None:
        if path.startswith(str(self.root)):
            self._pending_names.append(("folder", path, "", None))

    def _renamed(self, source: str, target: str) -> None:
        if source in self._names:
            file = self._names.pop(source)
            self._names[target] = file
            self._pending_names.append(("rename", source, target, file))
            self._open = {
                handle: (target if path == source else path, place) for handle, (path, place) in self._open.items()
            }

    def _removed(self, path: str) -> None:
        if path in self._names:
            self._names.pop(path)
            self._pending_names.append(("remove", path, "", None))


def _apply(names: dict[str, _File], folders: set[str], kind: str, path: str, other: str, file: _File | None) -> None:
    if kind == "folder":
        folders.add(path)
    elif kind == "make" and file is not None:
        names[path] = file
    elif kind == "rename" and file is not None:
        names.pop(path, None)
        names[other] = file
    else:
        names.pop(path, None)


def _is_reachable(name: str, root: Path, folders: set[str]) -> bool:
    """Whether every folder above the file has lasted."""
    return all(str(folder) in folders for folder in Path(name).parents if folder.is_relative_to(root))
