"""Writing a model where the person asked: whole or not at all."""

import os
import tempfile
from pathlib import Path

from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence


def write_whole(path: Path, text: str) -> None:
    """Write `text` to `path`; what was there stays until the new file is complete on disk.

    Raises:
        BadInput: the folder is not there or may not be written to.
    """
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, delete=False) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
    except OSError as error:
        raise BadInput(
            Sentence(
                f"无法写入 {path} ({error.strerror}), 请检查文件夹与权限",
                f"{path} cannot be written ({error.strerror}): check the folder and its permissions",
            )
        ) from error


def check_writable(path: Path) -> None:
    """Raise `BadInput` now rather than after minutes of fitting if `path` cannot be written."""
    if path.is_dir() or not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise BadInput(
            Sentence(
                f"无法写入 {path}, 请给出一个已有文件夹中的文件名",
                f"{path} cannot be written: name a file in a folder that exists",
            )
        )
